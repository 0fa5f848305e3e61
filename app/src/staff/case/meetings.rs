//! 会議: requests and meetings of the case.

use domain::access::Action;
use leptos::prelude::*;

use crate::route::{MeetingFace, Route};
use crate::staff::words;
use crate::ui::*;

use super::{Shared, day, posthoc};

#[component]
pub(super) fn MeetingsPart(shared: Shared) -> impl IntoView {
    let case = shared.id;
    let requests = shared.part(|view| view.requests.clone());
    let meetings = shared.part(|view| view.meetings.clone());
    let may = shared.has(Action::SubmitRequest);
    let opens = shared.has(Action::SeeRequest);
    let stopped = shared.stopped(Action::SubmitRequest);
    let request = Route::Request {
        case,
        request: None,
    }
    .path();
    let empty = Memo::new(move |_| requests.with(Vec::is_empty) && meetings.with(Vec::is_empty));
    view! {
        <div class="stack">
            <posthoc::MissingMeetings shared/>
            <Show when=move || empty.get()>
                <EmptyState title="まだ会議はありません" icon=Icon::Meeting>
                    <p>"本人の同意を聞いてから、個別ケース検討会議の開催を要請します。"</p>
                </EmptyState>
            </Show>
            {move || {
                may.get()
                    .then(|| match stopped.get() {
                        Some(words) => {
                            view! {
                                <div>
                                    <Button icon=Icon::Meeting disabled_reason=Some(words)>
                                        "会議の開催を要請する"
                                    </Button>
                                </div>
                            }
                                .into_any()
                        }
                        None => {
                            view! {
                                <div>
                                    <LinkButton
                                        href=request.clone()
                                        variant=Variant::Primary
                                        icon=Icon::Meeting
                                    >
                                        "会議の開催を要請する"
                                    </LinkButton>
                                </div>
                            }
                                .into_any()
                        }
                    })
            }}
            <day::DayPanel shared/>
            <Show when=move || !empty.get()>
                <ul class="list panel">
                    {move || {
                        meetings
                            .get()
                            .into_iter()
                            .rev()
                            .map(|meeting| {
                                let route = Route::Meeting {
                                    case,
                                    meeting: meeting.id,
                                    face: MeetingFace::Chair,
                                };
                                let title = format!("第{}回 {}", meeting.number, meeting.kind.label());
                                view! {
                                    <li class="list__row">
                                        {if meeting.opens {
                                            view! { <a href=route.path()>{title}</a> }.into_any()
                                        } else {
                                            view! { <span>{title}</span> }.into_any()
                                        }}
                                        <span>{words::span(meeting.planned)}</span>
                                        <Tag>{meeting.status.label()}</Tag>
                                        <day::TakeOff shared meeting/>
                                    </li>
                                }
                            })
                            .collect_view()
                    }}
                    {move || {
                        let opens = opens.get();
                        requests
                            .get()
                            .into_iter()
                            .rev()
                            .map(|request| {
                                let route = Route::Request { case, request: Some(request.id) };
                                view! {
                                    <li class="list__row">
                                        {if opens {
                                            view! { <a href=route.path()>"開催要請"</a> }.into_any()
                                        } else {
                                            view! { <span>"開催要請"</span> }.into_any()
                                        }}
                                        <span>
                                            {request.agency.name} "　" {words::moment(request.submitted_at)}
                                        </span>
                                        <Tag>{request.status.label()}</Tag>
                                    </li>
                                }
                            })
                            .collect_view()
                    }}
                </ul>
            </Show>
            <posthoc::PosthocPanel shared/>
        </div>
    }
}
