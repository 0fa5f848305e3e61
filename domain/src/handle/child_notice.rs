//! 通告の判断: with whom, and why.

use crate::case::CaseFile;
use crate::child_notice::ChildNotice;
use crate::command::{CaseCommand, LONG_TEXT};
use crate::event::CaseEvent;
use crate::handle::{Context, text};
use crate::refusal::Refusal;

pub(super) fn handle(
    file: &CaseFile,
    command: &CaseCommand,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let CaseCommand::DecideChildNotice {
        choice,
        reason,
        with,
    } = command
    else {
        return Err(Refusal::StepMissing);
    };
    let me = ctx.me()?;
    if !file.may_be_under_18(ctx.today()) {
        return Err(Refusal::StepMissing);
    }
    if reason.trim().is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    text(reason, LONG_TEXT)?;
    // Somebody of the own office: asking elsewhere would tell another agency about her.
    let superior = ctx.known_person(*with)?;
    if superior.id == me.id {
        return Err(Refusal::SuperiorNeeded);
    }
    if superior.agency != me.agency || file.blocks_in_force().any(|one| one.covers(superior)) {
        return Err(Refusal::StaffUnknown);
    }
    Ok(vec![CaseEvent::ChildNoticeDecided {
        notice: ChildNotice {
            choice: *choice,
            reason: reason.clone(),
            with: *with,
            by: me.id,
            at: ctx.now,
        },
    }])
}
