//! 会議の場: what the screens of a case's meeting and of a council's conference have in common. Each of
//! them says what it shows and which of its commands a deed is; the rest is here.

use domain::access::Action;
use domain::command::Command;
use domain::id::{AgencyId, RecordId};
use domain::meeting::{Attendance, EntryKind, MeetingStatus};
use domain::wire::Rights;
use leptos::prelude::*;

use crate::ui::*;

use super::act::{Act, Refusing};
use super::rights::{RightButton, allowed};

mod agenda;
mod attendance;
mod called;
mod decisions;
mod fold;
mod frame;
mod minutes;
mod newcomer;
mod programs;
mod wall;

pub use agenda::{
    Agenda, AgendaTaken, ComingAgenda, RunningAgenda, Silent, TemplateField, template_in,
    template_key,
};
pub use attendance::{AttendanceForm, Place, Row, TickList, Ticks, WereThere};
pub use called::{Called, CalledList, roles_of};
pub use decisions::{Decided, DecisionCard, DecisionDraft, Decisions};
pub use fold::{Fold, Submit};
pub use frame::{Frame, Head, HeadWords, Scene, split};
pub use minutes::{Line, LineDraft, Lines, Minutes, NewLine};
pub use newcomer::Newcomer;
pub use programs::{Serves, program_keys, programs, serves_words};
pub use wall::{WallBack, WallDecided, WallHead};

/// A press that takes it from one state to the next, without anything to fill in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// 開会
    Open,
    /// 閉会
    Adjourn,
    /// 記録の共有
    Share,
}

impl Step {
    fn label(self) -> &'static str {
        match self {
            Self::Open => "会議を始める",
            Self::Adjourn => "会議を終わる",
            Self::Share => "参加した機関に共有する",
        }
    }

    fn icon(self) -> Icon {
        match self {
            Self::Open => Icon::Play,
            Self::Adjourn => Icon::Stop,
            Self::Share => Icon::Share,
        }
    }
}

/// A line of the minutes as it was written, not yet sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub entry: RecordId,
    pub kind: EntryKind,
    pub text: String,
    pub agency: Option<AgencyId>,
}

/// What is done at both, each with a command of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    Step(Step),
    /// Goes on to the item at that place.
    StartItem(usize),
    /// 目安 of the item at that place, in minutes; a guide is never a stop (BR-026).
    Guide {
        item: usize,
        minutes: u16,
    },
    Attend(Vec<Attendance>),
    /// A line of the minutes, to the item at that place.
    Say {
        item: usize,
        said: Said,
    },
}

impl Deed {
    /// What the reader is told once it is done; a line that appears needs no word.
    fn told(&self) -> &'static str {
        match self {
            Self::Step(Step::Open) => "会議を始めました",
            Self::Step(Step::Adjourn) => "会議を終わりました",
            Self::Step(Step::Share) => "記録を共有しました",
            Self::StartItem(_) => "次の項目に進みました",
            Self::Guide { .. } => "目安の時間を変えました",
            Self::Attend(_) => "出席を記録しました",
            Self::Say { .. } => "",
        }
    }
}

/// 会議の場 as its reader has it now. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Gathering {
    pub status: Memo<MeetingStatus>,
    pub rights: Signal<Rights>,
    pub agenda: Agenda,
    /// Whether anybody's attendance was written down.
    pub counted: Memo<bool>,
    /// Who is ticked as there, from wherever on the screen.
    pub ticks: Ticks,
    /// The line of the minutes that is being written.
    pub line: LineDraft,
    /// The right to lead it and to write its record.
    pub run: Action,
    /// The right to share its record.
    pub share: Action,
    /// The command a deed is here.
    pub command: Callback<Deed, Command>,
}

impl Gathering {
    pub fn may(self, action: Action) -> Memo<bool> {
        Memo::new(move |_| self.rights.with(|rights| allowed(rights, action)))
    }

    /// Whether the reader leads it or writes its record.
    pub fn runs(self) -> Memo<bool> {
        self.may(self.run)
    }

    /// Whether the reader leads it while it is held.
    pub fn leads(self) -> Memo<bool> {
        let runs = self.runs();
        Memo::new(move |_| self.status.get() == MeetingStatus::InProgress && runs.get())
    }

    /// Whether the reader can write something down now: from the opening until the record is
    /// confirmed.
    pub fn writes(self) -> Memo<bool> {
        let runs = self.runs();
        Memo::new(move |_| {
            let on = matches!(
                self.status.get(),
                MeetingStatus::InProgress | MeetingStatus::Adjourned
            );
            on && runs.get()
        })
    }

    /// Does it, then `then`.
    fn run(self, act: Act, deed: Deed, then: impl FnOnce() + 'static) {
        let told = deed.told();
        act.run(self.command.run(deed), told, move |_| then());
    }
}

/// The button of a step, as the reader's rights have it.
#[component]
pub fn StepButton(
    gathering: Gathering,
    step: Step,
    act: Act,
    #[prop(optional)] variant: Variant,
    #[prop(optional, into)] stopped: Signal<Option<String>>,
) -> impl IntoView {
    let action = match step {
        Step::Share => gathering.share,
        Step::Open | Step::Adjourn => gathering.run,
    };
    view! {
        <RightButton
            rights=gathering.rights
            action
            act
            variant
            icon=step.icon()
            stopped
            on_press=move |()| gathering.run(act, Deed::Step(step), || ())
            label=step.label().to_owned()
        />
    }
}

/// 閉会, with what has to be there before.
#[component]
pub fn Adjourn(gathering: Gathering, needs: &'static str) -> impl IntoView {
    let act = Act::new();
    view! {
        <section class="panel" aria-label="会議を終わる">
            <div class="panel__head"><h2>"会議を終わる"</h2></div>
            <p class="muted">{needs}</p>
            <Refusing act/>
            <div class="actions">
                <StepButton gathering step=Step::Adjourn act/>
            </div>
        </section>
    }
}
