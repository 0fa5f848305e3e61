//! やること as shown on the case page, and one's own of all cases by code and day.

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::access::{Action, Fields, Sensitive, Subject};
use crate::council::Staff;
use crate::handle::is_in_charge;
use crate::id::CaseId;
use crate::task::{Task, TaskMove, TaskOf, TaskStatus, TaskStep};
use crate::view::timeline::task_step;
use crate::view::{AgencyRef, CaseCard, Names, Reader};
use crate::watch::{Watched, WatchedDate};

/// What was done stays on the page for so many days, then it is found in the timeline.
const DONE_DAYS: u64 = 30;

/// One task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskView {
    pub of: TaskOf,
    pub what: String,
    pub agency: AgencyRef,
    pub person: Option<String>,
    pub due: Option<NaiveDate>,
    /// The day the meeting or the plan set, where it was put off since.
    pub first_due: Option<NaiveDate>,
    pub status: TaskStatus,
    pub steps: Vec<TaskStepView>,
    /// The reader's own, or her or his agency's.
    pub mine: bool,
    /// Whether this reader may say what became of it.
    pub may: bool,
}

/// What became of it, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskStepView {
    pub title: String,
    pub words: String,
    /// The day it was put off to.
    pub to: Option<NaiveDate>,
    pub by: String,
    pub at: DateTime<Utc>,
}

impl TaskStepView {
    fn of(step: &TaskStep, names: &Names<'_>) -> Self {
        let (title, words) = task_step(&step.what);
        let title = title.split_once('：').map_or(title, |(_, title)| title);
        Self {
            title: title.to_owned(),
            words: names.cover(words),
            to: match step.what {
                TaskMove::PutOff { to, .. } => Some(to),
                _ => None,
            },
            by: names.person_name(step.by),
            at: step.at,
        }
    }
}

/// Whether the task is this reader's to read: her or his agency's own, as far as her consent lets it
/// read what it is about, or any for who may read everything.
pub(super) fn reads(task: &Task, me: &Staff, fields: &Fields) -> bool {
    match task.category {
        _ if fields.sensitive.shows(None) => true,
        _ if task.agency != me.agency => false,
        Some(kind) => fields.sensitive.shows(Some(kind)),
        None => fields.sensitive != Sensitive::None,
    }
}

/// All of them for who may read everything; else those of one's own agency, as far as her consent
/// lets it read what they are about.
pub(super) fn seen(reader: &Reader<'_>, fields: &Fields) -> Vec<TaskView> {
    let Reader {
        file, names, ctx, ..
    } = reader;
    let today = ctx.today();
    let me = reader.subject.actor.staff();
    let Some(me) = me.and_then(|id| ctx.council.person(id)) else {
        return Vec::new();
    };
    let steps = reader.may(Action::StepTask);
    let fresh = |task: &Task| {
        let until = |day: NaiveDate| day.checked_add_days(Days::new(DONE_DAYS));
        let done = task.done_on().and_then(until);
        done.is_none_or(|until| today <= until)
    };
    let mut tasks = file.tasks();
    tasks.retain(|task| reads(task, me, fields) && fresh(task));
    tasks.sort_by_key(|task| {
        let done = task.status == TaskStatus::Done;
        (done, task.due.unwrap_or(NaiveDate::MAX))
    });
    tasks
        .into_iter()
        .map(|task| {
            let mine = task.is_of(me);
            TaskView {
                of: task.of,
                what: names.cover(&task.what),
                agency: names.agency(task.agency),
                person: task.person.map(|id| names.person_name(id)),
                due: task.due,
                first_due: task.first_due.filter(|first| task.due != Some(*first)),
                status: task.status,
                steps: task
                    .steps
                    .iter()
                    .map(|step| TaskStepView::of(step, names))
                    .collect(),
                mine,
                may: steps && (mine || task.agency == me.agency || is_in_charge(file, me)),
            }
        })
        .collect()
}

/// One open task of the reader's own, in her or his inbox: whose case by its number, and the day. What
/// it is about stands in the case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OwnTask {
    pub due: NaiveDate,
    pub no: String,
    pub case: CaseId,
    pub of: TaskOf,
    /// Named for the reader; else for the whole agency.
    pub by_name: bool,
}

impl CaseCard {
    /// It is this reader's own, and her consent lets the agency read what it is about today.
    pub(super) fn reads_own_task(&self, date: &WatchedDate, me: &Staff, today: NaiveDate) -> bool {
        let reaches = date.shared && date.agency == Some(me.agency);
        date.is_own(me) && reaches && self.shares_with(me.agency, today)
    }

    /// The open tasks with a day that are this reader's own and that she or he may read today. Derived
    /// from the days of the card: nothing is kept of it, and the case is not opened. That the case is
    /// not hidden from the reader was asked before.
    pub fn own_tasks(
        &self,
        case: CaseId,
        subject: &Subject,
        me: &Staff,
        today: NaiveDate,
    ) -> Vec<OwnTask> {
        if self.has_left(me.id) {
            return Vec::new();
        }
        let in_charge = self.workers.contains(&me.id) || self.is_of_own_agency(subject);
        let own = self
            .dates
            .iter()
            .filter(|date| date.is_own(me) && (in_charge || self.reads_own_task(date, me, today)));
        own.filter_map(|date| match date.of {
            Watched::Task(of) => Some(OwnTask {
                due: date.day,
                no: self.no.clone(),
                case,
                of,
                by_name: date.person.is_some(),
            }),
            _ => None,
        })
        .collect()
    }
}
