//! 会議: requests and meetings of the case.

use domain::access::Action;
use domain::id::MeetingId;
use domain::view::MeetingSummary;
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
    let ids = move || meetings.with(|all| all.iter().rev().map(|one| one.id).collect::<Vec<_>>());
    let unfounded = shared.part(|view| view.next_unfounded);
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
            {move || {
                unfounded
                    .get()
                    .map(|next| {
                        let words = format!(
                            "次の会議の日（{}）を支える同意が、いまありません。準備を進める前に、本人の考えを確かめてください。",
                            words::date(next),
                        );
                        view! { <Notice kind=NoticeKind::Warning>{words}</Notice> }
                    })
            }}
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
                    <For each=ids key=|id| *id let:id>
                        <MeetingRow shared meetings id/>
                    </For>
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

/// One meeting. Built once, so that a reason being written stays while meetings change.
#[component]
fn MeetingRow(shared: Shared, meetings: Memo<Vec<MeetingSummary>>, id: MeetingId) -> impl IntoView {
    let meeting =
        Memo::new(move |_| meetings.with(|all| all.iter().find(|one| one.id == id).cloned()));
    let on_day = Memo::new(move |_| {
        meeting.with(|meeting| {
            let meeting = meeting.as_ref();
            meeting.is_some_and(|one| one.conference.is_some() && one.status.is_unheld())
        })
    });
    let face = move |meeting: MeetingSummary| {
        let route = Route::Meeting {
            case: shared.id,
            meeting: id,
            face: MeetingFace::Chair,
        };
        let title = format!("第{}回 {}", meeting.number, meeting.kind.label());
        view! {
            {if meeting.opens {
                view! { <a href=route.path()>{title}</a> }.into_any()
            } else {
                view! { <span>{title}</span> }.into_any()
            }}
            <span>{words::span(meeting.planned)}</span>
            <Tag>{meeting.status.label()}</Tag>
            {meeting.shaken.then(|| view! { <Tag tone=Tone::Care>{words::SHAKEN}</Tag> })}
        }
    };
    view! {
        <li class="list__row">
            {move || meeting.get().map(face)}
            <day::TakeOff shared meeting=id on_day/>
        </li>
    }
}
