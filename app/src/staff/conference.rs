//! 会議: the conferences of the council itself: their calendar, and one of them with its three faces.
//! Nothing here is about a person; what is said about a case stands in the ledger, and about a person
//! without a case on the page of an item ([`matters`]).

use domain::access::Action;
use domain::command::Command;
use domain::conference::{ConferenceCommand, NotHeld};
use domain::form::Attendee;
use domain::id::ConferenceId;
use domain::meeting::{AgendaItem, MeetingStatus};
use domain::view::AgencyRef;
use domain::view::conference::{ConferenceView, Participant};
use domain::wire;
use domain::wire::session::LetterOf;
use leptos::prelude::*;

use crate::route::MeetingFace;
use crate::ui::*;

use super::act::Act;
use super::asked::{Loaded, asked};
use super::cost::CostDraft;
use super::gathering::{
    Agenda, AgendaTaken, DecisionDraft, Deed, Frame, Gathering, LineDraft, Place, Said, Scene,
    Step, Ticks, split,
};
use super::live;
use super::paper::Letters;

mod agenda;
mod attendance;
mod course;
mod decisions;
mod head;
mod issues;
mod list;
mod matters;
mod members;
mod minutes;
mod plan;
mod projector;
mod series;
mod slots;
mod year_choice;

pub use issues::IssueList;
pub use list::ConferencesScreen;
pub use matters::MatterScreen;
pub use year_choice::{YearChoice, YearWarnings};

/// What the parts of one conference's page share. Cheap to copy.
#[derive(Clone, Copy)]
struct Page {
    id: ConferenceId,
    view: Signal<ConferenceView>,
    gathering: Gathering,
    // What is half written when it ends is there afterwards.
    decision: DecisionDraft,
    cost: CostDraft,
    issue: issues::IssueDraft,
}

impl Page {
    fn new(id: ConferenceId, view: Signal<ConferenceView>) -> Self {
        Self {
            id,
            view,
            gathering: Gathering {
                status: Memo::new(move |_| view.with(|view| view.status)),
                rights: Signal::derive(move || view.with(|view| view.rights.clone())),
                agenda: Agenda {
                    items: Memo::new(move |_| view.with(items)),
                    now: Memo::new(move |_| view.with(|view| view.running)),
                    paused: Memo::new(move |_| view.with(|view| view.paused_at)),
                },
                counted: Memo::new(move |_| view.with(|view| !view.attendance.is_empty())),
                ticks: Ticks::following(Signal::derive(move || view.with(attendance::rows))),
                line: LineDraft::new(id, Act::new()),
                run: Action::RunConference,
                share: Action::ShareConference,
                command: Callback::new(move |deed| Command::Conference {
                    conference: id,
                    act: command(deed),
                }),
            },
            decision: DecisionDraft::new(),
            cost: CostDraft::new(),
            issue: issues::IssueDraft::new(),
        }
    }

    fn may(self, action: Action) -> Memo<bool> {
        self.gathering.may(action)
    }

    /// Agencies to choose one from.
    fn agencies(self) -> Signal<Vec<(String, String)>> {
        Signal::derive(move || self.view.with(|view| options(&view.agencies)))
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

/// The command a deed is at a conference.
fn command(deed: Deed) -> ConferenceCommand {
    match deed {
        Deed::Step(Step::Open) => ConferenceCommand::Open,
        Deed::Step(Step::Adjourn) => ConferenceCommand::Adjourn,
        Deed::Step(Step::Share) => ConferenceCommand::ShareMinutes,
        Deed::Guide { item, minutes } => ConferenceCommand::SetMinutes { item, minutes },
        Deed::StartItem(item) => ConferenceCommand::StartItem { item },
        Deed::Attend(attendance) => ConferenceCommand::RecordAttendance { attendance },
        Deed::Say { item, said } => {
            let Said { entry, kind, .. } = said;
            ConferenceCommand::AddEntry {
                entry,
                item,
                kind,
                text: said.text,
                agency: said.agency,
            }
        }
    }
}

fn items(view: &ConferenceView) -> Vec<AgendaItem> {
    let lines = view.items.iter();
    lines
        .map(|line| AgendaItem {
            title: line.title.clone(),
            minutes: line.minutes,
            started_at: line.started_at,
            ended_at: line.ended_at,
        })
        .collect()
}

/// Agencies to choose from, by id.
fn options(agencies: &[AgencyRef]) -> Vec<(String, String)> {
    agencies
        .iter()
        .map(|agency| (agency.id.to_string(), agency.name.clone()))
        .collect()
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
            {
                let page = Page::new(conference, view);
                view! {
                    <Frame gathering=page.gathering face panels=move |scene| panels(page, scene)>
                        <head::ConferenceHead page face/>
                        <matters::MattersPanel page/>
                    </Frame>
                }
            }
        </Loaded>
    }
}

/// Letters for those who are called, until it opens.
#[component]
fn ConferenceLetters(page: Page) -> impl IntoView {
    let of = LetterOf::Conference {
        conference: page.id,
    };
    let called = Signal::derive(move || {
        page.view.with(|view| {
            let invited = view.invited.iter();
            invited
                .map(|person| (attendee(person), person.agency.clone()))
                .collect::<Vec<_>>()
        })
    });
    let plans = page.gathering.may(Action::PlanConference);
    let status = page.gathering.status;
    let calls = Signal::derive(move || plans.get() && status.get() == MeetingStatus::Notified);
    view! { <Letters of called shown=calls/> }
}

/// The panels of a scene, in their order: the first column, then the second. A new panel takes its
/// place here.
fn panels(page: Page, scene: Scene) -> AnyView {
    match scene {
        Scene::Wall => view! { <projector::Projector page/> }.into_any(),
        Scene::Cancelled => view! { <head::NotTaken page/> }.into_any(),
        Scene::Before => split(
            view! {
                <head::Round page/>
                <slots::Slots page/>
                <agenda::Coming page/>
                <head::Invited page/>
                <ConferenceLetters page/>
            },
            view! {
                <course::Before page/>
                <issues::Issues page/>
            },
        ),
        Scene::Chair => split(
            view! {
                <attendance::Form page place=Place::First/>
                <slots::Slots page/>
                <agenda::Running page/>
                <head::Round page/>
                <decisions::ConferenceDecisions page/>
            },
            view! {
                <agenda::NotHeard page/>
                <issues::Issues page/>
                <attendance::Form page place=Place::Aside/>
                <course::Ending page/>
            },
        ),
        Scene::Record => split(
            view! {
                <slots::Slots page/>
                <minutes::ConferenceMinutes page/>
                <decisions::ConferenceDecisions page/>
            },
            view! {
                <agenda::Running page/>
                <head::Round page/>
                <issues::Issues page/>
                <attendance::Form page place=Place::Always/>
            },
        ),
        Scene::After => split(
            view! {
                <minutes::ConferenceMinutes page/>
                <decisions::ConferenceDecisions page/>
                <slots::Slots page/>
                <AgendaTaken items=page.gathering.agenda.items/>
            },
            view! {
                <course::Closing page/>
                <issues::Issues page/>
                <attendance::Present page/>
            },
        ),
    }
}
