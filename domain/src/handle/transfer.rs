//! 移管: her agreement, the sealed copy, and what must be there before the case leaves.

use crate::case::{CaseFile, CaseStatus};
use crate::command::LONG_TEXT;
use crate::consent::Channel;
use crate::event::CaseEvent;
use crate::handle::{Context, at_most};
use crate::id::TransferId;
use crate::refusal::Refusal;
use crate::transfer::{Transfer, TransferCommand, TransferEvent, TransferStatus, may_lead};

pub(super) fn handle(
    file: &CaseFile,
    id: TransferId,
    act: &TransferCommand,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let me = ctx.me()?.id;
    let what = match act {
        TransferCommand::Agree {
            tsunagi,
            scope,
            channel,
        } => {
            if file.transfer(id).is_some() {
                return Err(Refusal::IdTaken);
            }
            let way = file.tsunagi(*tsunagi).ok_or(Refusal::NotFound)?;
            if !may_lead(way) {
                return Err(Refusal::TransferWayMissing);
            }
            if file.status == CaseStatus::Transferred {
                return Err(Refusal::TransferIsOver);
            }
            if scope.is_empty() {
                return Err(Refusal::ConsentScopeMissing);
            }
            if let Channel::WrittenForHer { reason } = channel {
                if reason.trim().is_empty() {
                    return Err(Refusal::ProxyReasonMissing);
                }
                at_most(reason, LONG_TEXT)?;
            }
            TransferEvent::Agreed {
                transfer: Box::new(Transfer {
                    id,
                    tsunagi: *tsunagi,
                    scope: scope.clone(),
                    channel: channel.clone(),
                    by: me,
                    at: ctx.now,
                    copies: Vec::new(),
                    withdrawn: None,
                }),
            }
        }
        TransferCommand::HandOut => {
            may_hand_out(file, id)?;
            TransferEvent::HandedOut { by: me }
        }
        TransferCommand::Withdraw => {
            step(file, id, TransferStatus::Withdrawn)?;
            TransferEvent::Withdrawn
        }
    };
    Ok(vec![CaseEvent::Transfer { transfer: id, what }])
}

/// Whether a copy can be made now: she agreed and still does, and the desk has not said no. A second
/// copy is one more, on record like the first.
///
/// # Errors
/// The missing step.
pub fn may_hand_out(file: &CaseFile, id: TransferId) -> Result<&Transfer, Refusal> {
    let known = file.transfer(id).ok_or(Refusal::NotFound)?;
    if known.withdrawn.is_some() || file.status == CaseStatus::Transferred {
        return Err(Refusal::TransferIsOver);
    }
    match file.tsunagi(known.tsunagi) {
        Some(way) if may_lead(way) => Ok(known),
        _ => Err(Refusal::TransferWayMissing),
    }
}

fn step(file: &CaseFile, id: TransferId, to: TransferStatus) -> Result<(), Refusal> {
    let known = file.transfer(id).ok_or(Refusal::NotFound)?;
    let left = file.status == CaseStatus::Transferred;
    match known.status().may_become(to) && !left {
        true => Ok(()),
        false => Err(Refusal::TransferIsOver),
    }
}

/// The guard of the move itself: nothing leaves without her agreement, a copy and a desk that took it.
pub(super) fn may_transfer(file: &CaseFile, to: CaseStatus) -> Result<(), Refusal> {
    if to == CaseStatus::Transferred && !file.leaves_by_transfer() {
        return Err(Refusal::TransferMissing);
    }
    Ok(())
}
