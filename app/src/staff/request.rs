//! 開催要請の画面: from the first line of the request to its convocation; each reader sees the step that
//! is theirs.

use domain::access::Action;
use domain::form::CASE_REVIEW_REQUEST;
use domain::id::{CaseId, RequestId};
use domain::request::{RequestStatus, prefill};
use domain::view::{CaseView, Directory, RequestView};
use domain::wire;
use leptos::prelude::*;

use crate::route::{CasePart, Route};
use crate::ui::*;

use super::asked::{Loaded, asked};
use super::door::door;
use super::form::{Answers, LeftBehind};
use super::rights::{Right, right};
use super::{ids, live};

mod convene;
mod decide;
mod paper;
mod roles;
mod standing;

/// A request to hold a 個別ケース検討会議; none = a new one.
#[component]
pub fn RequestScreen(case: CaseId, request: Option<RequestId>) -> impl IntoView {
    let directory = asked(
        move || wire::Directory { case: Some(case) },
        live::council(),
    );
    match request {
        None => {
            let asked = asked(move || wire::Case { case }, live::of_case(case));
            view! {
                <div class="page page--wide">
                    <Head case title="会議の開催を要請する"/>
                    <Loaded asked shape=SkeletonShape::Sheet let:view>
                        <Loaded asked=directory shape=SkeletonShape::Sheet let:all>
                            <New case view directory=all/>
                        </Loaded>
                    </Loaded>
                </div>
            }
            .into_any()
        }
        Some(request) => {
            let asked = asked(move || wire::Request { case, request }, live::of_case(case));
            view! {
                <div class="page page--wide">
                    <Head case title="開催要請"/>
                    <Loaded asked shape=SkeletonShape::Rows(6) let:view>
                        <Loaded asked=directory shape=SkeletonShape::Rows(6) let:all>
                            <Known page=Page { case, request, view, directory: all }/>
                        </Loaded>
                    </Loaded>
                </div>
            }
            .into_any()
        }
    }
}

#[component]
fn Head(case: CaseId, title: &'static str) -> impl IntoView {
    view! {
        <div class="page__head">
            <div>
                <a class="small" href=Route::case(case).path()>"← ケースへ"</a>
                <h1>{title}</h1>
            </div>
        </div>
    }
}

/// What the parts of a request's page share. Cheap to copy.
#[derive(Clone, Copy)]
struct Page {
    case: CaseId,
    request: RequestId,
    view: Signal<RequestView>,
    directory: Signal<Directory>,
}

impl Page {
    fn rights(self) -> Signal<wire::Rights> {
        Signal::derive(move || self.view.with(|view| view.rights.clone()))
    }

    fn right(self, action: Action) -> Memo<Right> {
        Memo::new(move |_| self.view.with(|view| right(&view.rights, action)))
    }

    fn status(self) -> Memo<RequestStatus> {
        Memo::new(move |_| self.view.with(|view| view.request.status))
    }
}

/// A new request, filled in from the case as far as it can be.
#[component]
fn New(case: CaseId, view: Signal<CaseView>, directory: Signal<Directory>) -> impl IntoView {
    // One id for this request, however often it is sent.
    let request = RequestId(ids::new());
    let agency = door()
        .me
        .with_untracked(|me| me.as_ref().map(|me| me.agency.id));
    let start =
        view.with_untracked(|view| prefill(view, agency.unwrap_or(view.agency_in_charge.id)));
    let open = view.with_untracked(|view| {
        view.requests
            .iter()
            .find(|known| known.status.is_unheld())
            .map(|known| known.id)
    });
    let consents = StoredValue::new(
        Route::Case {
            case,
            part: CasePart::Consents,
        }
        .path(),
    );
    let hidden =
        view.with_untracked(|view| right(&view.rights, Action::SubmitRequest)) == Right::Hidden;
    if hidden {
        return view! {
            <EmptyState title="この操作は、あなたの役割ではできません" icon=Icon::Lock>
                <p>"開催の要請は、支援している機関の担当者が行います。"</p>
            </EmptyState>
        }
        .into_any();
    }
    view! {
        {open
            .map(|known| {
                view! {
                    <Notice kind=NoticeKind::Info title="まだ終わっていない要請があります">
                        <a href=Route::Request { case, request: Some(known) }.path()>"その要請を見る"</a>
                    </Notice>
                }
            })}
        <Show when=move || view.with(|view| !domain::request::consented(view))>
            <Notice kind=NoticeKind::Warning title="本人の同意がまだです">
                <p>"会議を開くことへの同意を、先に本人に聞いて記録してください。書いた内容は、この画面に残ります。"</p>
                <a href=consents.get_value()>"同意と共有へ"</a>
            </Notice>
        </Show>
        <paper::Paper case request start view directory known=false/>
    }
    .into_any()
}

/// A request that was sent: where it stands, what is next, and the paper itself.
#[component]
fn Known(page: Page) -> impl IntoView {
    let Page {
        case,
        view,
        directory,
        ..
    } = page;
    let mending = RwSignal::new(false);
    let returned =
        Memo::new(move |_| view.with(|view| view.request.status == RequestStatus::Returned));
    let asked_case = asked(move || wire::Case { case }, live::of_case(case));
    let start = move || view.with_untracked(|view| view.form.clone());
    view! {
        <div class="stack">
        <standing::Standing page mending/>
        <Show when=move || !returned.get()>
            <LeftBehind name=paper::draft_name(page.request.0)/>
        </Show>
        <Show
            when=move || mending.get() && returned.get()
            fallback=move || {
                view! {
                    <div class="split">
                        <div class="stack">
                            <Content view directory/>
                        </div>
                        <div class="stack">
                            <decide::Decide page/>
                            <roles::Roles page/>
                            <convene::Convene page/>
                            <standing::Withdraw page/>
                        </div>
                    </div>
                }
            }
        >
            <Loaded asked=asked_case shape=SkeletonShape::Sheet let:case_view>
                <paper::Paper
                    case
                    request=page.request
                    start=start()
                    view=case_view
                    directory
                    known=true
                />
            </Loaded>
        </Show>
        </div>
    }
}

/// The paper as it was sent: open while it is to be decided, folded once the way goes on.
#[component]
fn Content(view: Signal<RequestView>, directory: Signal<Directory>) -> impl IntoView {
    let deciding = Memo::new(move |_| {
        view.with(|view| {
            matches!(
                view.request.status,
                RequestStatus::Submitted | RequestStatus::UnderReview | RequestStatus::Returned
            )
        })
    });
    view! {
        <section class="panel" aria-label="要請の内容">
            <div class="panel__head">
                <h2>"要請の内容"</h2>
            </div>
            <details open=move || deciding.get()>
                <summary>"記入された内容"</summary>
                <Answers
                    form=&CASE_REVIEW_REQUEST
                    data=Signal::derive(move || view.with(|view| view.form.clone()))
                    directory
                />
            </details>
        </section>
    }
}
