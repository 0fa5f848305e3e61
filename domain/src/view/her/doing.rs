//! どうなったか, as she reads it: what was planned and decided is being done, put off to a day, or done.
//! A state and a day; what a worker wrote about it is nowhere here.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::Names;
use crate::case::{CaseFile, CaseStatus};
use crate::council::Council;
use crate::id::{ItemId, PlanId};
use crate::task::{Task, TaskOf, TaskStatus};

/// So long she reads that a decision was carried out.
const DONE_DAYS: u64 = 90;

/// What became of something that was planned or decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doing {
    /// している, until that day where one was set.
    Going { until: Option<NaiveDate> },
    /// 延ばした
    PutOff { until: NaiveDate },
    /// The day has passed, and it is not done.
    Late { until: NaiveDate },
    /// 終わった
    Done { on: NaiveDate },
}

impl Doing {
    /// None = while support rests, nothing that is open is being done.
    fn of(task: &Task, rests: bool, today: NaiveDate) -> Option<Self> {
        if let Some(on) = task.done_on() {
            return Some(Self::Done { on });
        }
        let doing = match task.due {
            Some(until) if until < today => Self::Late { until },
            Some(until) if task.status == TaskStatus::PutOff => Self::PutOff { until },
            until => Self::Going { until },
        };
        (!rests).then_some(doing)
    }
}

/// 会議で決まったこと that was put into words for her, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HerTask {
    /// Day of the meeting.
    pub on: NaiveDate,
    /// In the words that were written for her.
    pub what: String,
    /// Who does it.
    pub agency: String,
    pub doing: Doing,
}

fn rests(file: &CaseFile) -> bool {
    file.status.is_over() || file.status == CaseStatus::Suspended
}

/// Of the items of a plan, as far as its confirmed version has them.
pub(super) fn of_items(file: &CaseFile, plan: PlanId, today: NaiveDate) -> BTreeMap<ItemId, Doing> {
    let rests = rests(file);
    let tasks = file.tasks().into_iter();
    tasks
        .filter_map(|task| match task.of {
            TaskOf::Item { plan: of, item } if of == plan => {
                Some((item, Doing::of(&task, rests, today)?))
            }
            _ => None,
        })
        .collect()
}

/// Of the decisions about her, newest meeting first: those that she can answer to, and no other. What
/// nobody put into words for her is not told here (it may be about others, or tell a place to whoever
/// stands behind her), nor is what an agency talked over by itself.
pub(super) fn of_decisions(file: &CaseFile, council: &Council, today: NaiveDate) -> Vec<HerTask> {
    let names = Names { file, council };
    let rests = rests(file);
    let tasks = file.tasks();
    let fresh = |doing: &Doing| match doing {
        Doing::Done { on } => *on + Days::new(DONE_DAYS) >= today,
        _ => true,
    };
    let meetings = file.meetings.iter().rev();
    meetings
        .filter(|meeting| meeting.is_hers())
        .flat_map(|meeting| {
            let on = meeting.held_on();
            meeting.decisions.iter().map(move |one| (on, one))
        })
        .filter(|(_, decision)| decision.is_told())
        .filter_map(|(on, decision)| {
            let of = TaskOf::Decision(decision.id);
            let task = tasks.iter().find(|task| task.of == of)?;
            Some(HerTask {
                on,
                what: decision.for_her.clone(),
                agency: names.agency(decision.agency),
                doing: Doing::of(task, rests, today).filter(fresh)?,
            })
        })
        .collect()
}
