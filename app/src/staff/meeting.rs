//! 会議の画面: one 個別ケース検討会議, before, while and after it is held; three faces of one meeting.

use domain::access::Action;
use domain::id::{CaseId, MeetingId};
use domain::meeting::MeetingStatus;
use domain::view::MeetingView;
use domain::wire;
use leptos::prelude::*;

use crate::route::{MeetingFace, Route};
use crate::ui::*;

use super::asked::{Loaded, asked};
use super::live;
use super::named::Named;
use super::words;

mod agenda;
mod attendance;
mod closing;
mod decisions;
mod her_part;
mod minutes;
mod posthoc;
mod preparation;
mod projector;
mod roles;
mod written;

/// What the parts of the meeting page share. Cheap to copy.
#[derive(Clone, Copy)]
struct Page {
    case: CaseId,
    meeting: MeetingId,
    view: Signal<MeetingView>,
    named: Memo<Named>,
    status: Memo<MeetingStatus>,
}

impl Page {
    fn new(case: CaseId, meeting: MeetingId, view: Signal<MeetingView>) -> Self {
        Self {
            case,
            meeting,
            view,
            named: Memo::new(move |_| view.with(|view| Named::new(&view.agencies, &view.people))),
            status: Memo::new(move |_| view.with(|view| view.meeting.status)),
        }
    }

    fn rights(self) -> Signal<wire::Rights> {
        Signal::derive(move || self.view.with(|view| view.rights.clone()))
    }

    /// Whether something can be written down by the reader now: from the opening until the record is
    /// confirmed.
    fn writes(self) -> Memo<bool> {
        let runs = self.runs();
        Memo::new(move |_| {
            let on = matches!(
                self.status.get(),
                MeetingStatus::InProgress | MeetingStatus::Adjourned
            );
            on && runs.get()
        })
    }

    /// Whether the reader leads the meeting or writes its record.
    fn runs(self) -> Memo<bool> {
        Memo::new(move |_| {
            self.view
                .with(|view| super::rights::allowed(&view.rights, Action::RunMeeting))
        })
    }
}

/// One meeting. What is typed stays while others change the meeting.
#[component]
pub fn MeetingScreen(case: CaseId, meeting: MeetingId, face: MeetingFace) -> impl IntoView {
    let asked = asked(move || wire::Meeting { case, meeting }, live::of_case(case));
    view! {
        <Loaded asked shape=SkeletonShape::Rows(6) let:view>
            <Faces page=Page::new(case, meeting, view) face/>
        </Loaded>
    }
}

#[component]
fn Faces(page: Page, face: MeetingFace) -> impl IntoView {
    if face == MeetingFace::Project {
        return view! { <projector::Projector page/> }.into_any();
    }
    let status = page.status;
    view! {
        <div class="page page--wide meeting" data-face=face.key()>
            <Head page face/>
            {move || match status.get() {
                MeetingStatus::Cancelled => view! { <Cancelled/> }.into_any(),
                MeetingStatus::Planned | MeetingStatus::Notified => {
                    view! { <Preparation page/> }.into_any()
                }
                MeetingStatus::InProgress if face == MeetingFace::Record => {
                    view! { <RecordFace page/> }.into_any()
                }
                MeetingStatus::InProgress => view! { <ChairFace page/> }.into_any(),
                MeetingStatus::Adjourned
                | MeetingStatus::MinutesConfirmed
                | MeetingStatus::Shared
                | MeetingStatus::Archived => view! { <closing::After page/> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

/// Number, day, room, basis and the three faces.
#[component]
fn Head(page: Page, face: MeetingFace) -> impl IntoView {
    let Page {
        case,
        meeting,
        view,
        status,
        ..
    } = page;
    let title = move || {
        view.with(|view| {
            format!(
                "{} 第{}回 {}",
                view.case_no,
                view.meeting.number,
                view.meeting.kind.label()
            )
        })
    };
    let facts = move || {
        view.with(|view| {
            let who = view
                .called_name
                .as_deref()
                .map(|name| format!("{}　", words::called(name)))
                .unwrap_or_default();
            let room = &view.meeting.room;
            format!("{who}{}　{room}", words::span(view.meeting.planned))
        })
    };
    let tabs = [
        MeetingFace::Chair,
        MeetingFace::Record,
        MeetingFace::Project,
    ]
    .map(|face| {
        let href = Route::Meeting {
            case,
            meeting,
            face,
        }
        .path();
        TabItem::link(face.key(), face.label(), href)
    })
    .to_vec();
    view! {
        <div class="page__head">
            <div>
                <a class="small" href=Route::case(case).path()>"← ケースへ"</a>
                <h1>{title}</h1>
                <p class="muted" translate="no">{facts}</p>
            </div>
            <Tag tone=Tone::Plain>{move || status.get().label()}</Tag>
        </div>
        <p class="basis" data-kind="consent">
            <IconMark icon=Icon::Lock/>
            <strong>{move || view.with(|view| view.basis.clone())}</strong>
            <span>"非公開の会議です。ここで知ったことは、外で話せません。"</span>
        </p>
        <Tabs label="会議の画面" items=tabs current=face.key().to_owned()/>
    }
}

#[component]
fn Cancelled() -> impl IntoView {
    view! {
        <EmptyState title="この会議は取りやめになりました" icon=Icon::Calendar>
            <p>"新しい日が決まると、あらためて案内が届きます。"</p>
        </EmptyState>
    }
}

/// Before it opens: who comes, how she takes part, and what she wants to say first.
#[component]
fn Preparation(page: Page) -> impl IntoView {
    view! {
        <written::HerWish page/>
        <div class="split">
            <div class="stack">
                <written::Invited page/>
                <preparation::PreparationPanel page/>
                <posthoc::Posthoc page/>
            </div>
            <div class="stack">
                <her_part::HerPart page/>
                <agenda::Opening page/>
            </div>
        </div>
    }
}

#[component]
fn ChairFace(page: Page) -> impl IntoView {
    let writes = page.writes();
    // Who is there comes first; once it is written down it moves aside.
    let counted = Memo::new(move |_| page.view.with(|view| !view.meeting.attendance.is_empty()));
    view! {
        <written::HerWish page/>
        <div class="split">
            <div class="stack">
                <Show when=move || writes.get() && !counted.get()>
                    <attendance::AttendanceForm page/>
                </Show>
                <agenda::Running page/>
                <decisions::Decisions page/>
                <posthoc::Posthoc page/>
                <roles::Roles page/>
            </div>
            <div class="stack">
                <agenda::Silent page/>
                <her_part::HerPart page/>
                <closing::Risk page/>
                <closing::Next page/>
                <Show when=move || writes.get() && counted.get()>
                    <attendance::AttendanceForm page/>
                </Show>
                <her_part::HerStatement page/>
                <closing::Adjourn page/>
            </div>
        </div>
    }
}

#[component]
fn RecordFace(page: Page) -> impl IntoView {
    view! {
        <written::HerWish page/>
        <div class="split">
            <minutes::Minutes page/>
            <div class="stack">
                <agenda::Running page/>
                <decisions::Decisions page/>
                <posthoc::Posthoc page/>
                <her_part::HerStatement page/>
            </div>
        </div>
    }
}
