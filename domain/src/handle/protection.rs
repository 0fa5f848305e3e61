//! 一時保護: her yes first, a ground, a place that only named people know.

use std::collections::BTreeSet;

use crate::case::{CaseFile, CaseStatus};
use crate::command::{CaseCommand, LONG_TEXT, SHORT_TEXT};
use crate::consent::ConsentKind;
use crate::event::CaseEvent;
use crate::handle::{Context, at_most, reason};
use crate::id::{ProtectionId, StaffId};
use crate::protection::{Protection, ProtectionEnd, ProtectionMode, ProtectionStatus};
use crate::refusal::Refusal;

pub(super) fn handle(
    file: &CaseFile,
    command: &CaseCommand,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    match command {
        CaseCommand::ConsiderProtection { protection } => {
            if file.in_protection() {
                return Err(Refusal::AlreadyInProtection);
            }
            if file.protection(*protection).is_some() {
                return Err(Refusal::IdTaken);
            }
            Ok(vec![CaseEvent::ProtectionConsidered {
                protection: *protection,
            }])
        }
        CaseCommand::RequestProtection { protection } => {
            step(file, *protection, ProtectionStatus::Requested)?;
            her_yes(file, ctx)?;
            Ok(vec![CaseEvent::ProtectionRequested {
                protection: *protection,
            }])
        }
        CaseCommand::DecideProtection {
            protection,
            grant,
            ground,
            mode,
            alternative,
        } => {
            let to = if *grant {
                ProtectionStatus::Decided
            } else {
                ProtectionStatus::Denied
            };
            step(file, *protection, to)?;
            at_most(alternative, LONG_TEXT)?;
            if *grant {
                her_yes(file, ctx)?;
                if ground.is_none() {
                    return Err(Refusal::ProtectionGroundMissing);
                }
                match mode {
                    None => return Err(Refusal::ProtectionModeMissing),
                    Some(ProtectionMode::Entrusted(agency)) => ctx.known_agency(*agency)?,
                    Some(ProtectionMode::Direct) => {}
                }
            } else if alternative.trim().is_empty() {
                return Err(Refusal::AlternativeMissing);
            }
            Ok(vec![CaseEvent::ProtectionDecided {
                protection: *protection,
                grant: *grant,
                ground: *ground,
                mode: *mode,
                alternative: alternative.clone(),
            }])
        }
        CaseCommand::StartProtection {
            protection,
            place,
            companions,
            planned_end,
            knowers,
            notes,
        } => {
            let known = step(file, *protection, ProtectionStatus::InCare)?;
            if known.status == ProtectionStatus::InCare || file.in_protection() {
                return Err(Refusal::AlreadyInProtection);
            }
            her_yes(file, ctx)?;
            if !file.status.may_become(CaseStatus::UnderProtection) {
                return Err(Refusal::NoSuchMove {
                    from: file.status,
                    to: CaseStatus::UnderProtection,
                });
            }
            if place.trim().is_empty() {
                return Err(Refusal::PlaceMissing);
            }
            at_most(place, SHORT_TEXT)?;
            at_most(notes, LONG_TEXT)?;
            if planned_end.is_some_and(|end| end < ctx.today()) {
                return Err(Refusal::EndBeforeStart);
            }
            let mut list = knowers_in_post(file, knowers, ctx)?;
            list.insert(ctx.me()?.id);
            list.extend(&file.place_knowers);
            Ok(vec![
                CaseEvent::ProtectionStarted {
                    protection: *protection,
                    companions: *companions,
                    planned_end: *planned_end,
                    notes: notes.clone(),
                },
                CaseEvent::PlaceKnowersNamed { knowers: list },
                CaseEvent::PlaceWritten {
                    protection: *protection,
                    place: place.clone(),
                },
            ])
        }
        CaseCommand::ExtendProtection {
            protection,
            planned_end,
            reason: why,
        } => {
            let known = step(file, *protection, ProtectionStatus::InCare)?;
            if known.status != ProtectionStatus::InCare {
                return Err(Refusal::ProtectionStepMissing);
            }
            reason(why)?;
            if *planned_end < ctx.today() {
                return Err(Refusal::EndBeforeStart);
            }
            Ok(vec![CaseEvent::ProtectionExtended {
                protection: *protection,
                planned_end: *planned_end,
                reason: why.clone(),
            }])
        }
        CaseCommand::EndProtection {
            protection,
            reason,
            aftercare,
        } => {
            step(file, *protection, ProtectionStatus::Ended)?;
            at_most(aftercare, LONG_TEXT)?;
            Ok(vec![CaseEvent::ProtectionEnded {
                protection: *protection,
                end: ProtectionEnd {
                    reason: *reason,
                    aftercare: aftercare.clone(),
                },
            }])
        }
        CaseCommand::NamePlaceKnowers { knowers } => {
            let list = knowers_in_post(file, knowers, ctx)?;
            if list.is_empty() {
                return Err(Refusal::KnowersMissing);
            }
            Ok(vec![CaseEvent::PlaceKnowersNamed { knowers: list }])
        }
        _ => Err(Refusal::StepMissing),
    }
}

fn step(file: &CaseFile, id: ProtectionId, to: ProtectionStatus) -> Result<&Protection, Refusal> {
    let known = file.protection(id).ok_or(Refusal::NotFound)?;
    if known.status.may_become(to) {
        Ok(known)
    } else {
        Err(Refusal::ProtectionStepMissing)
    }
}

/// 本人の意思: her own yes to protection comes first (domain.md §9.6).
fn her_yes(file: &CaseFile, ctx: &Context<'_>) -> Result<(), Refusal> {
    if file
        .consent_status(ConsentKind::Protection, ctx.today())
        .in_force()
    {
        Ok(())
    } else {
        Err(Refusal::ProtectionConsentMissing)
    }
}

/// People in post whom no block covers.
fn knowers_in_post(
    file: &CaseFile,
    knowers: &BTreeSet<StaffId>,
    ctx: &Context<'_>,
) -> Result<BTreeSet<StaffId>, Refusal> {
    for id in knowers {
        let person = ctx.known_person(*id)?;
        if file.blocks_in_force().any(|block| block.covers(person)) {
            return Err(Refusal::StaffUnknown);
        }
        // Whom she left out by name learns the place least of all.
        if file.is_excluded(person.agency) {
            return Err(Refusal::AgencyNotInScope);
        }
    }
    Ok(knowers.clone())
}
