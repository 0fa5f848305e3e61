//! やること: done, put off with a reason, or taken up again; the words of the task itself never change.

use crate::case::CaseFile;
use crate::command::LONG_TEXT;
use crate::council::Staff;
use crate::event::CaseEvent;
use crate::handle::{Context, at_most, reason};
use crate::refusal::Refusal;
use crate::task::{TaskMove, TaskOf, TaskStatus, TaskStep};

pub(super) fn handle(
    file: &CaseFile,
    of: TaskOf,
    step: &TaskMove,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let me = ctx.me()?;
    let task = file.task(of).ok_or(Refusal::NotFound)?;
    if !(task.is_of(me) || task.agency == me.agency || is_in_charge(file, me)) {
        return Err(Refusal::NotYourRole);
    }
    let done = task.status == TaskStatus::Done;
    match step {
        TaskMove::Done { .. } | TaskMove::PutOff { .. } if done => return Err(Refusal::TaskIsDone),
        TaskMove::Done { words } => at_most(words, LONG_TEXT)?,
        TaskMove::PutOff { to, reason: why } => {
            reason(why)?;
            if *to < ctx.today() {
                return Err(Refusal::DueIsPast);
            }
        }
        TaskMove::TakenUp { .. } if !done => return Err(Refusal::TaskIsOpen),
        TaskMove::TakenUp { reason: why } => reason(why)?,
    }
    Ok(vec![CaseEvent::TaskStepped {
        step: TaskStep {
            of,
            what: step.clone(),
            by: me.id,
            at: ctx.now,
        },
    }])
}

/// Of the agency that is in charge, or named for the case.
pub(crate) fn is_in_charge(file: &CaseFile, me: &Staff) -> bool {
    me.agency == file.agency_in_charge || file.workers.contains(&me.id)
}
