//! 会議: the conferences of the council itself: their calendar, and one of them with its three faces.
//! Nothing here is about a person; what is said about a case stands in the ledger.

use domain::access::Action;
use domain::conference::{ConferenceCommand, NotHeld};
use domain::form::Attendee;
use domain::id::ConferenceId;
use domain::meeting::MeetingStatus;
use domain::view::conference::{ConferenceView, Participant};
use domain::wire;
use leptos::prelude::*;

use crate::route::MeetingFace;
use crate::ui::*;

use super::act::Act;
use super::asked::{Loaded, asked};
use super::{live, rights};

mod agenda;
mod attendance;
mod course;
mod decisions;
mod head;
mod issues;
mod list;
mod members;
mod minutes;
mod plan;
mod projector;
mod series;
mod slots;
mod year_choice;

pub use issues::IssueCard;
pub use list::ConferencesScreen;
pub use year_choice::YearChoice;

/// What the parts of one conference's page share. Cheap to copy.
#[derive(Clone, Copy)]
struct Page {
    id: ConferenceId,
    view: Signal<ConferenceView>,
    status: Memo<MeetingStatus>,
}

impl Page {
    fn new(id: ConferenceId, view: Signal<ConferenceView>) -> Self {
        Self {
            id,
            view,
            status: Memo::new(move |_| view.with(|view| view.status)),
        }
    }

    fn rights(self) -> Signal<wire::Rights> {
        Signal::derive(move || self.view.with(|view| view.rights.clone()))
    }

    fn may(self, action: Action) -> Memo<bool> {
        Memo::new(move |_| self.view.with(|view| rights::allowed(&view.rights, action)))
    }

    /// Whether the reader can write something down now: from the opening until the record is
    /// confirmed.
    fn writes(self) -> Memo<bool> {
        let runs = self.may(Action::RunConference);
        Memo::new(move |_| {
            let on = matches!(
                self.status.get(),
                MeetingStatus::InProgress | MeetingStatus::Adjourned
            );
            on && runs.get()
        })
    }

    /// Sends a command to this conference.
    fn send(
        self,
        act: Act,
        command: ConferenceCommand,
        words: &'static str,
        then: impl FnOnce() + 'static,
    ) {
        act.conference(self.id, command, words, move |_| then());
    }
}

/// みほん市福祉課（試験 一子）
fn named(person: &Participant) -> String {
    if person.name.trim().is_empty() {
        person.agency.name.clone()
    } else {
        format!("{}（{}）", person.agency.name, person.name)
    }
}

fn attendee(person: &Participant) -> Attendee {
    Attendee {
        agency: person.agency.id,
        staff: person.staff,
        name: person.name.clone(),
    }
}

/// How it ended that did not take place.
fn not_held_words(reason: &NotHeld) -> String {
    match reason {
        NotHeld::NoCases => "案件なしのため開催せず".to_owned(),
        NotHeld::Other(words) => format!("開催せず（{words}）"),
    }
}

/// One conference. What is typed stays while others change it.
#[component]
pub fn ConferenceScreen(conference: ConferenceId, face: MeetingFace) -> impl IntoView {
    let asked = asked(move || wire::Conference { conference }, live::conferences());
    view! {
        <Loaded asked shape=SkeletonShape::Rows(6) let:view>
            <Faces page=Page::new(conference, view) face/>
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
            <head::Head page face/>
            {move || match status.get() {
                MeetingStatus::Cancelled => view! { <head::NotTaken page/> }.into_any(),
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
                | MeetingStatus::Archived => view! { <After page/> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

/// Before it opens: what is on, who comes, and the next step.
#[component]
fn Preparation(page: Page) -> impl IntoView {
    view! {
        <div class="split">
            <div class="stack">
                <head::Round page/>
                <slots::Slots page/>
                <agenda::Coming page/>
                <head::Called page/>
            </div>
            <div class="stack">
                <course::Before page/>
                <issues::Issues page/>
            </div>
        </div>
    }
}

#[component]
fn ChairFace(page: Page) -> impl IntoView {
    let writes = page.writes();
    // Who is there comes first; once it is written down it moves aside.
    let counted = Memo::new(move |_| page.view.with(|view| !view.attendance.is_empty()));
    view! {
        <div class="split">
            <div class="stack">
                <Show when=move || writes.get() && !counted.get()>
                    <attendance::AttendanceForm page/>
                </Show>
                <slots::Slots page/>
                <agenda::Running page/>
                <head::Round page/>
                <decisions::Decisions page/>
            </div>
            <div class="stack">
                <agenda::Silent page/>
                <issues::Issues page/>
                <Show when=move || writes.get() && counted.get()>
                    <attendance::AttendanceForm page/>
                </Show>
                <course::Adjourn page/>
            </div>
        </div>
    }
}

#[component]
fn RecordFace(page: Page) -> impl IntoView {
    view! {
        <div class="split">
            <div class="stack">
                <slots::Slots page/>
                <minutes::Minutes page/>
                <decisions::Decisions page/>
            </div>
            <div class="stack">
                <agenda::Running page/>
                <head::Round page/>
                <issues::Issues page/>
                <Show when=move || page.writes().get()>
                    <attendance::AttendanceForm page/>
                </Show>
            </div>
        </div>
    }
}

/// After it: the record to finish, to confirm and to share.
#[component]
fn After(page: Page) -> impl IntoView {
    let status = page.status;
    let open = Memo::new(move |_| status.get() == MeetingStatus::Adjourned);
    view! {
        <div class="split">
            <div class="stack">
                <minutes::Minutes page/>
                <decisions::Decisions page/>
                <slots::Slots page/>
                <agenda::Taken page/>
            </div>
            <div class="stack">
                <course::Closing page/>
                <issues::Issues page/>
                <Show
                    when=move || open.get() && page.writes().get()
                    fallback=move || view! { <attendance::Present page/> }
                >
                    <attendance::AttendanceForm page/>
                </Show>
            </div>
        </div>
    }
}
