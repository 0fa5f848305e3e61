//! やること: what a meeting decided or the plan says, and what became of it.
//!
//! Nothing is typed twice: a task *is* the decision or the item of the confirmed plan; only its steps
//! are kept by themselves.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::case::CaseFile;
use crate::council::Staff;
use crate::form::InfoCategory;
use crate::id::{AgencyId, ItemId, PlanId, RecordId, StaffId};
use crate::meeting::{Meeting, MeetingStatus};
use crate::plan::{PlanVersion, SupportPlan};

/// What a task comes from, and its only name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskOf {
    /// 会議の決定
    Decision(RecordId),
    /// 計画の項目
    Item { plan: PlanId, item: ItemId },
}

/// 対応の状況: what can be done about a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskMove {
    /// 済んだ, with a word about it where there is one.
    Done { words: String },
    /// 延ばした, to a day and for a reason.
    PutOff { to: NaiveDate, reason: String },
    /// まだ済んでいなかった: takes 済んだ back.
    TakenUp { reason: String },
}

/// One step of a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskStep {
    pub of: TaskOf,
    pub what: TaskMove,
    pub by: StaffId,
    pub at: DateTime<Utc>,
}

/// State of a task; it follows from the newest step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskStatus {
    Open,
    PutOff,
    Done,
}

impl TaskStatus {
    pub const ALL: [TaskStatus; 3] = [Self::Open, Self::PutOff, Self::Done];

    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "これから",
            Self::PutOff => "延ばした",
            Self::Done => "済んだ",
        }
    }

    pub fn may_become(self, to: TaskStatus) -> bool {
        use TaskStatus::{Done, Open, PutOff};
        matches!((self, to), (Open | PutOff, PutOff | Done) | (Done, Open))
    }
}

/// やること.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    pub of: TaskOf,
    /// The words of the decision or the item.
    pub what: String,
    pub agency: AgencyId,
    pub person: Option<StaffId>,
    /// The day it should be done by now; none = no day was set.
    pub due: Option<NaiveDate>,
    /// The day the meeting or the plan set.
    pub first_due: Option<NaiveDate>,
    /// Kind of information of the item; a decision has none and may touch anything.
    pub category: Option<InfoCategory>,
    pub status: TaskStatus,
    pub steps: Vec<TaskStep>,
}

impl Task {
    /// Whose it is: the person's, or where none was named the agency's.
    pub fn is_of(&self, staff: &Staff) -> bool {
        match self.person {
            Some(person) => person == staff.id,
            None => self.agency == staff.agency,
        }
    }

    /// The day it was done.
    pub fn done_on(&self) -> Option<NaiveDate> {
        let last = self.steps.last()?;
        (self.status == TaskStatus::Done).then(|| calendar::jst_date(last.at))
    }
}

/// The decisions of a meeting stand once it is over.
fn stands(meeting: &Meeting) -> bool {
    use MeetingStatus::{Adjourned, Archived, MinutesConfirmed, Shared};
    matches!(
        meeting.status,
        Adjourned | MinutesConfirmed | Shared | Archived
    )
}

/// The confirmed version, where there is one.
fn confirmed(plan: &SupportPlan) -> Option<&PlanVersion> {
    plan.version(plan.confirmed.as_ref()?.version)
}

impl CaseFile {
    /// The plan that was confirmed last, with the version that was; a newer draft changes nothing.
    pub fn plan_in_force(&self) -> Option<(PlanId, &PlanVersion)> {
        let mut plans = self.plans.iter().rev();
        plans.find_map(|plan| Some((plan.id, confirmed(plan)?)))
    }

    /// All tasks: decisions by meeting, then the items of the plan in force.
    pub fn tasks(&self) -> Vec<Task> {
        let meetings = self.meetings.iter().filter(|meeting| stands(meeting));
        let decided = meetings
            .flat_map(|meeting| &meeting.decisions)
            .map(|decision| {
                let of = TaskOf::Decision(decision.id);
                let who = (decision.agency, decision.person);
                self.followed(of, &decision.what, who, decision.due, None)
            });
        let planned = self
            .plan_in_force()
            .into_iter()
            .flat_map(|(plan, version)| {
                version.items.iter().map(move |item| {
                    let of = TaskOf::Item {
                        plan,
                        item: item.id,
                    };
                    let who = (item.agency, item.person);
                    self.followed(of, &item.support, who, item.due, Some(item.category))
                })
            });
        decided.chain(planned).collect()
    }

    pub fn task(&self, of: TaskOf) -> Option<Task> {
        self.tasks().into_iter().find(|task| task.of == of)
    }

    fn followed(
        &self,
        of: TaskOf,
        what: &str,
        (agency, person): (AgencyId, Option<StaffId>),
        first_due: Option<NaiveDate>,
        category: Option<InfoCategory>,
    ) -> Task {
        let steps: Vec<TaskStep> = self
            .task_steps
            .iter()
            .filter(|step| step.of == of)
            .cloned()
            .collect();
        let put_off = steps.iter().rev().find_map(|step| match &step.what {
            TaskMove::PutOff { to, .. } => Some(*to),
            _ => None,
        });
        let status = match steps.last().map(|step| &step.what) {
            None | Some(TaskMove::TakenUp { .. }) => TaskStatus::Open,
            Some(TaskMove::PutOff { .. }) => TaskStatus::PutOff,
            Some(TaskMove::Done { .. }) => TaskStatus::Done,
        };
        Task {
            of,
            what: what.to_owned(),
            agency,
            person,
            due: put_off.or(first_due),
            first_due,
            category,
            status,
            steps,
        }
    }
}
