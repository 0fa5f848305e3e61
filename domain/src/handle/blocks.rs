//! 閲覧制限 and 緊急閲覧.

use crate::block::{AccessBlock, BlockTarget};
use crate::break_glass::{BreakGlass, CONFIRM_WITHIN, LONGEST, SHORTEST_REASON};
use crate::case::CaseFile;
use crate::command::{CaseCommand, LONG_TEXT};
use crate::event::CaseEvent;
use crate::handle::{Context, at_most};
use crate::id::BreakGlassId;
use crate::refusal::Refusal;

pub(super) fn handle(
    file: &CaseFile,
    command: &CaseCommand,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    match command {
        CaseCommand::SetBlock {
            block,
            target,
            reason,
            alternative,
        } => {
            if file.blocks.iter().any(|known| known.id == *block) {
                return Err(Refusal::IdTaken);
            }
            match target {
                BlockTarget::Person(id) => {
                    ctx.council.person(*id).ok_or(Refusal::StaffUnknown)?;
                }
                BlockTarget::Unit { agency, .. } | BlockTarget::Agency(agency) => {
                    ctx.known_agency(*agency)?;
                }
            }
            if let Some(id) = alternative {
                ctx.known_person(*id)?;
            }
            let new = AccessBlock {
                id: *block,
                target: target.clone(),
                reason: *reason,
                alternative: *alternative,
                set_by: ctx.me()?.id,
                set_at: ctx.now,
                lifted_at: None,
            };
            if new.covers(ctx.me()?) {
                return Err(Refusal::CannotBlockYourself);
            }
            shut_out(file, new, ctx)
        }
        CaseCommand::LiftBlock { block } => {
            if !file.blocks_in_force().any(|known| known.id == *block) {
                return Err(Refusal::NotFound);
            }
            Ok(vec![CaseEvent::BlockLifted { block: *block }])
        }
        CaseCommand::BreakGlass {
            opening,
            reason,
            whereabouts,
        } => {
            if file.break_glass.iter().any(|known| known.id == *opening) {
                return Err(Refusal::IdTaken);
            }
            if reason.trim().chars().count() < SHORTEST_REASON {
                return Err(Refusal::ReasonTooShort {
                    min: SHORTEST_REASON,
                });
            }
            at_most(reason, LONG_TEXT)?;
            Ok(vec![CaseEvent::GlassBroken {
                opening: BreakGlass {
                    id: *opening,
                    by: ctx.me()?.id,
                    reason: reason.clone(),
                    whereabouts: *whereabouts,
                    asked_at: ctx.now,
                    until: ctx.now + LONGEST,
                    confirmed: None,
                    reviewed: None,
                    danger_recorded_by: Vec::new(),
                },
            }])
        }
        CaseCommand::ConfirmBreakGlass { opening } => {
            let known = found(file, *opening)?;
            let me = second_person(known, ctx)?;
            if known.confirmed.is_some() {
                return Err(Refusal::StepMissing);
            }
            if ctx.now > known.asked_at + CONFIRM_WITHIN {
                return Err(Refusal::TooLate);
            }
            Ok(vec![CaseEvent::BreakGlassConfirmed {
                opening: *opening,
                by: me,
            }])
        }
        CaseCommand::ReviewBreakGlass { opening } => {
            let known = found(file, *opening)?;
            let me = second_person(known, ctx)?;
            if known.reviewed.is_some() {
                return Err(Refusal::StepMissing);
            }
            Ok(vec![CaseEvent::BreakGlassReviewed {
                opening: *opening,
                by: me,
            }])
        }
        CaseCommand::RecordDangerOfTelling { opening } => {
            let known = found(file, *opening)?;
            let me = second_person(known, ctx)?;
            if known.danger_recorded_by.contains(&me) {
                return Err(Refusal::SecondPersonNeeded);
            }
            Ok(vec![CaseEvent::DangerOfTellingRecorded {
                opening: *opening,
                by: me,
            }])
        }
        _ => Err(Refusal::StepMissing),
    }
}

/// Keeps somebody out of the case, and off all that is to come in it.
pub(super) fn shut_out(
    file: &CaseFile,
    new: AccessBlock,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let someone_left = file
        .workers
        .iter()
        .filter_map(|id| ctx.council.person(*id))
        .chain(ctx.council.staff_of(file.agency_in_charge, ctx.today()))
        .any(|staff| !new.covers(staff) && !file.blocks_in_force().any(|b| b.covers(staff)));
    if !someone_left {
        return Err(Refusal::BlockLeavesNobody);
    }
    let mut events = vec![CaseEvent::BlockSet { block: new.clone() }];
    // Whoever is blocked can no longer know the place either, nor be on a list to be called.
    let knowers: std::collections::BTreeSet<_> = file
        .place_knowers
        .iter()
        .copied()
        .filter(|id| {
            ctx.council
                .person(*id)
                .is_none_or(|staff| !new.covers(staff))
        })
        .collect();
    if knowers != file.place_knowers {
        events.push(CaseEvent::PlaceKnowersNamed { knowers });
    }
    for meeting in file
        .meetings
        .iter()
        .filter(|m| m.status.is_unheld() || m.is_live())
    {
        let removed: Vec<_> = meeting
            .invited
            .iter()
            .chain(meeting.roles.iter().map(|(_, person)| person))
            .filter(|person| {
                new.covers_agency(person.agency)
                    || person
                        .staff
                        .and_then(|id| ctx.council.person(id))
                        .is_some_and(|staff| new.covers(staff))
            })
            .cloned()
            .collect();
        if !removed.is_empty() {
            events.push(CaseEvent::AttendeesRemoved {
                meeting: meeting.id,
                removed,
            });
        }
    }
    Ok(events)
}

fn found(file: &CaseFile, id: BreakGlassId) -> Result<&BreakGlass, Refusal> {
    file.break_glass
        .iter()
        .find(|opening| opening.id == id)
        .ok_or(Refusal::NotFound)
}

/// BR-054: never the one who opened it.
fn second_person(opening: &BreakGlass, ctx: &Context<'_>) -> Result<crate::id::StaffId, Refusal> {
    let me = ctx.me()?.id;
    if me == opening.by {
        Err(Refusal::SecondPersonNeeded)
    } else {
        Ok(me)
    }
}
