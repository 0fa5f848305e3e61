//! 進行管理台帳: the line of one case in one round, and 備考 (F-02; 要綱4(3)②).

use chrono::Datelike;

use crate::case::{CaseFile, CaseStatus};
use crate::command::{CaseCommand, LONG_TEXT, SHORT_TEXT};
use crate::event::CaseEvent;
use crate::handle::{Context, at_most, text};
use crate::id::RecordId;
use crate::ledger::{LedgerRecord, LedgerSource};
use crate::meeting::{CaseRole, Meeting, NextDate};
use crate::refusal::Refusal;

pub(super) fn handle(
    file: &CaseFile,
    command: &CaseCommand,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    match command {
        CaseCommand::KeepLedger {
            record,
            round,
            held_on,
            agency,
            state,
        } => {
            text(state, SHORT_TEXT)?;
            // 状況等 is one line of the sheet; more than one would not be read in the round.
            if state.contains(['\n', '\r']) {
                return Err(Refusal::OneLineOnly);
            }
            if *held_on > ctx.today() {
                return Err(Refusal::InTheFuture);
            }
            if let Some(agency) = agency {
                ctx.known_agency(*agency)?;
                let blocked = file
                    .blocks_in_force()
                    .any(|block| block.covers_agency(*agency));
                if blocked || file.is_excluded(*agency) {
                    return Err(Refusal::AgencyNotAvailable);
                }
            }
            let taken =
                file.ledger.records.iter().any(|known| {
                    known.id == *record && known.source != LedgerSource::Round(*round)
                });
            if taken {
                return Err(Refusal::IdTaken);
            }
            Ok(vec![CaseEvent::LedgerKept {
                record: Box::new(LedgerRecord {
                    id: *record,
                    held_on: *held_on,
                    agency: *agency,
                    state: state.trim().to_owned(),
                    source: LedgerSource::Round(*round),
                    by: Some(ctx.me()?.id),
                    at: ctx.now,
                }),
            }])
        }
        CaseCommand::UndoLedger { round } => {
            file.ledger.of_round(*round).ok_or(Refusal::NotFound)?;
            Ok(vec![CaseEvent::LedgerUndone { round: *round }])
        }
        CaseCommand::NoteLedger { note } => {
            at_most(note, LONG_TEXT)?;
            Ok(vec![CaseEvent::LedgerNoted { note: note.clone() }])
        }
        _ => Err(Refusal::StepMissing),
    }
}

/// The line that a meeting's minutes write into the ledger: derived, never typed. Its id is the
/// meeting's own, so that confirming the same minutes gives the same line.
pub(super) fn line_of(file: &CaseFile, meeting: &Meeting, ctx: &Context<'_>) -> CaseEvent {
    let in_charge = |assigned: &[crate::meeting::RoleAssignment]| {
        let of_role = assigned
            .iter()
            .rfind(|role| role.role == CaseRole::AgencyInCharge && role.until.is_none());
        of_role.map(|role| role.agency)
    };
    let condition = if file.in_protection() {
        CaseStatus::UnderProtection.label()
    } else {
        file.status.label()
    };
    let state = match meeting.next_date {
        Some(NextDate::On(at)) => format!("{condition}、次回 {}月{}日", at.month(), at.day()),
        Some(NextDate::WhenNeeded) | None => condition.to_owned(),
    };
    CaseEvent::LedgerKept {
        record: Box::new(LedgerRecord {
            id: RecordId(meeting.id.0),
            held_on: meeting.planned.from.date(),
            agency: in_charge(&meeting.assignments).or_else(|| in_charge(&file.roles)),
            state,
            source: LedgerSource::CaseReview(meeting.id),
            by: None,
            at: ctx.now,
        }),
    }
}
