//! 会議の画面: one 個別ケース検討会議, before, while and after it is held; three faces of one meeting.

use domain::access::Action;
use domain::command::{CaseCommand, Command};
use domain::id::{CaseId, MeetingId};
use domain::meeting::{AgendaItem, MeetingStatus};
use domain::view::{AgencyRef, MeetingView};
use domain::wire;
use domain::wire::session::LetterOf;
use leptos::prelude::*;

use crate::route::{MeetingFace, Route};
use crate::ui::*;

use super::act::Act;
use super::asked::{Loaded, SinceWhen, asked};
use super::gathering::{
    Adjourn, Agenda, Deed, Frame, Gathering, Head, HeadWords, LineDraft, Place, Said, Scene, Step,
    Ticks, serves_words, split,
};
use super::live;
use super::named::Named;
use super::paper::Letters;
use super::words;

mod agenda;
mod attendance;
mod closing;
mod company;
mod decisions;
mod for_her;
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
    gathering: Gathering,
    /// The chair has seen those leave who are not called to this slot.
    others_left: RwSignal<bool>,
}

impl Page {
    fn new(case: CaseId, meeting: MeetingId, view: Signal<MeetingView>) -> Self {
        let items = Memo::new(move |_| view.with(|view| view.meeting.items.clone()));
        let named = Memo::new(move |_| view.with(|view| Named::new(&view.agencies, &view.people)));
        let rows =
            move || named.with(|named| view.with(|view| attendance::rows(&view.meeting, named)));
        let others_left = RwSignal::new(false);
        Self {
            case,
            meeting,
            view,
            named,
            gathering: Gathering {
                status: Memo::new(move |_| view.with(|view| view.meeting.status)),
                rights: Signal::derive(move || view.with(|view| view.rights.clone())),
                agenda: Agenda {
                    items,
                    now: Memo::new(move |_| items.with(|items| on_now(items))),
                    // A meeting about a case has no breaks.
                    paused: Memo::new(|_| None),
                },
                counted: Memo::new(move |_| view.with(|view| !view.meeting.attendance.is_empty())),
                ticks: Ticks::following(Signal::derive(rows)),
                line: LineDraft::new(meeting, Act::keeping()),
                run: Action::RunMeeting,
                share: Action::ShareMinutes,
                command: Callback::new(move |deed| {
                    let apart = view.with_untracked(|view| !view.meeting.apart.is_empty());
                    let act = match deed {
                        Deed::Step(Step::Open) if apart => CaseCommand::OpenSlot {
                            meeting,
                            others_left: others_left.get_untracked(),
                        },
                        deed => command(meeting, deed),
                    };
                    Command::Case { case, act }
                }),
            },
            others_left,
        }
    }

    fn her_words(self) -> String {
        self.view.with(her_words)
    }
}

/// The command a deed is at this meeting.
fn command(meeting: MeetingId, deed: Deed) -> CaseCommand {
    match deed {
        Deed::Step(Step::Open) => CaseCommand::OpenMeeting { meeting },
        Deed::Step(Step::Adjourn) => CaseCommand::AdjournMeeting { meeting },
        Deed::Step(Step::Share) => CaseCommand::ShareMinutes { meeting },
        Deed::Guide { item, minutes } => CaseCommand::SetItemMinutes {
            meeting,
            item,
            minutes,
        },
        Deed::StartItem(item) => CaseCommand::StartItem { meeting, item },
        Deed::Attend(attendance) => CaseCommand::RecordAttendance {
            meeting,
            attendance,
        },
        Deed::Say {
            item,
            said:
                Said {
                    entry,
                    kind,
                    text,
                    agency,
                },
        } => CaseCommand::AddEntry {
            meeting,
            entry,
            item,
            kind,
            text,
            agency,
        },
    }
}

/// Place of the item that is on now.
fn on_now(items: &[AgendaItem]) -> Option<usize> {
    items
        .iter()
        .position(|item| item.started_at.is_some() && item.ended_at.is_none())
}

/// Her statement, or else her newest wish, to the letter; empty without either.
fn her_words(view: &MeetingView) -> String {
    let said = view.meeting.her_statement.trim();
    match &view.wish {
        Some(wish) if said.is_empty() => wish.words.clone(),
        _ => said.to_owned(),
    }
}

/// One meeting. What is typed stays while others change the meeting.
#[component]
pub fn MeetingScreen(case: CaseId, meeting: MeetingId, face: MeetingFace) -> impl IntoView {
    let asked = asked(move || wire::Meeting { case, meeting }, live::of_case(case));
    view! {
        <SinceWhen asked/>
        <Loaded asked shape=SkeletonShape::Rows(6) let:view>
            {
                let page = Page::new(case, meeting, view);
                view! {
                    <Frame gathering=page.gathering face panels=move |scene| panels(page, scene)>
                        <MeetingHead page face/>
                    </Frame>
                }
            }
        </Loaded>
    }
}

/// The panels of a scene, in their order. Her words stand above everything.
fn panels(page: Page, scene: Scene) -> AnyView {
    let columns = match scene {
        Scene::Wall => return view! { <projector::Projector page/> }.into_any(),
        Scene::Cancelled => return view! { <Cancelled/> }.into_any(),
        Scene::Before => split(
            view! {
                <written::Shaken page/>
                <written::Invited page/>
                <MeetingLetters page/>
                <preparation::PreparationPanel page/>
                <posthoc::Posthoc page/>
            },
            view! {
                <her_part::HerPart page/>
                <company::WithHer page/>
                <agenda::Opening page/>
            },
        ),
        Scene::Chair => split(
            view! {
                <attendance::Form page place=Place::First/>
                <agenda::Running page/>
                <decisions::MeetingDecisions page/>
                <for_her::ForHer page/>
                <posthoc::Posthoc page/>
                <roles::Roles page/>
            },
            view! {
                <agenda::NotHeard page/>
                <her_part::HerPart page/>
                <company::WithHer page/>
                <closing::Risk page/>
                <closing::Next page/>
                <attendance::Form page place=Place::Aside/>
                <her_part::HerStatement page/>
                <Adjourn
                    gathering=page.gathering
                    needs="出席、本人の参加、危険度・緊急度、役割、次回の日程がそろうと終われます。"
                />
            },
        ),
        Scene::Record => split(
            view! { <minutes::MeetingMinutes page/> },
            view! {
                <agenda::Running page/>
                <decisions::MeetingDecisions page/>
                <for_her::ForHer page/>
                <posthoc::Posthoc page/>
                <her_part::HerStatement page/>
            },
        ),
        Scene::After => split(
            view! {
                <closing::Record page/>
                <decisions::MeetingDecisions page/>
                <for_her::ForHer page/>
                <posthoc::Posthoc page/>
                <roles::Roles page/>
            },
            view! {
                <closing::Confirm page/>
                <closing::ShareRecord page/>
                <closing::ToReport page/>
                <her_part::HerPart page/>
                <company::WithHer page/>
            },
        ),
    };
    view! {
        <written::HerWish page/>
        <written::FromHer page/>
        {columns}
    }
    .into_any()
}

/// Number, day, room, basis and the three faces.
#[component]
fn MeetingHead(page: Page, face: MeetingFace) -> impl IntoView {
    let (case, meeting) = (page.case, page.meeting);
    // Who was there and no more finds the way back where it began.
    let back = match page.gathering.may(Action::SeeCase).get_untracked() {
        true => (Route::case(case), "← ケースへ"),
        false => (Route::Inbox, "← 受信箱へ"),
    };
    view! {
        <Head
            gathering=page.gathering
            face
            route=move |face| Route::Meeting { case, meeting, face }
            back
            words=Signal::derive(move || page.view.with(head_words))
            secrecy=("consent", "非公開の会議です。ここで知ったことは、外で話せません。")
        />
    }
}

fn head_words(view: &MeetingView) -> HeadWords {
    let number = view.meeting.number;
    let day = words::span(view.meeting.planned);
    let room = &view.meeting.room;
    let who = view.called_name.as_deref().map(words::called);
    let kind = view.meeting.kind.label();
    HeadWords {
        title: format!("{} 第{number}回 {kind}", view.case_no),
        facts: match who {
            Some(who) => format!("{who}　{day}　{room}"),
            None => format!("{day}　{room}"),
        },
        more: serves_words(view.meeting.also_serves.iter().map(|one| one.label())),
        basis: view.basis.clone(),
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

/// Letters for those who are called, until it opens.
#[component]
fn MeetingLetters(page: Page) -> impl IntoView {
    let of = LetterOf::Meeting {
        case: page.case,
        meeting: page.meeting,
    };
    let called = Signal::derive(move || {
        let named = page.named.get();
        let agency = |id| AgencyRef {
            id,
            name: named.agency(id),
        };
        page.view.with(|view| {
            let invited = view.meeting.invited.iter();
            invited
                .map(|person| (person.clone(), agency(person.agency)))
                .collect::<Vec<_>>()
        })
    });
    let status = page.gathering.status;
    let calls = Signal::derive(move || {
        status.get() == MeetingStatus::Notified
            && page
                .view
                .with(|view| wire::may(&view.rights, Action::Convene).is_some())
    });
    view! { <Letters of called shown=calls/> }
}
