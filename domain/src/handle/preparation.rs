//! 準備の確認 before a meeting (S3): by the chief supporter of the agency in charge. It may be sent back;
//! what nobody looked through holds nothing up.

use crate::case::CaseFile;
use crate::command::{CaseCommand, LONG_TEXT};
use crate::event::CaseEvent;
use crate::handle::{Context, at_most, text};
use crate::id::MeetingId;
use crate::meeting::{Meeting, Preparation, PreparationStep};
use crate::refusal::Refusal;

pub(super) fn handle(
    file: &CaseFile,
    command: &CaseCommand,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let (meeting, what) = match command {
        CaseCommand::CheckPreparation {
            meeting,
            gaps_looked_for,
            grounds_checked,
            feelings_separated,
            no_delay,
            note,
        } => {
            to_look_through(file, *meeting, ctx)?;
            at_most(note, LONG_TEXT)?;
            let what = Preparation::Checked {
                gaps_looked_for: *gaps_looked_for,
                grounds_checked: *grounds_checked,
                feelings_separated: *feelings_separated,
                no_delay: *no_delay,
                note: note.clone(),
            };
            (*meeting, what)
        }
        CaseCommand::ReturnPreparation { meeting, what } => {
            to_look_through(file, *meeting, ctx)?;
            text(what, LONG_TEXT)?;
            (*meeting, Preparation::Returned { what: what.clone() })
        }
        CaseCommand::PrepareAgain { meeting, note } => {
            let known = to_come(file, *meeting)?;
            if known.sent_back().is_none() {
                return Err(Refusal::PreparationNotSentBack);
            }
            text(note, LONG_TEXT)?;
            (*meeting, Preparation::PreparedAgain { note: note.clone() })
        }
        _ => return Err(Refusal::StepMissing),
    };
    let step = PreparationStep {
        by: ctx.me()?.id,
        at: ctx.now,
        what,
    };
    Ok(vec![CaseEvent::PreparationDone { meeting, step }])
}

/// Whether the preparation of this case is the actor's to look through: of the agency in charge.
pub fn may_check_preparation(file: &CaseFile, ctx: &Context<'_>) -> Result<(), Refusal> {
    if ctx.me()?.agency == file.agency_in_charge {
        Ok(())
    } else {
        Err(Refusal::NotYourRole)
    }
}

/// The preparation lies with those in charge, and so does looking it through; what was sent back
/// comes back first.
fn to_look_through(file: &CaseFile, id: MeetingId, ctx: &Context<'_>) -> Result<(), Refusal> {
    may_check_preparation(file, ctx)?;
    match to_come(file, id)?.sent_back() {
        Some(_) => Err(Refusal::PreparationSentBack),
        None => Ok(()),
    }
}

fn to_come(file: &CaseFile, id: MeetingId) -> Result<&Meeting, Refusal> {
    let known = file.meeting(id).ok_or(Refusal::NotFound)?;
    if known.status.is_unheld() {
        Ok(known)
    } else {
        Err(Refusal::MeetingIsOver)
    }
}
