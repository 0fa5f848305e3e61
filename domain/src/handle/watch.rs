//! 期日: 保護命令, 支援措置 (F-14), 在留 and the reminders about them (BR-060).

use crate::case::{CaseFile, Whereabouts};
use crate::command::SHORT_TEXT;
use crate::event::CaseEvent;
use crate::form::{self, FormData};
use crate::handle::{Context, at_most, fit, may_know_place, reason};
use crate::id::MeasureId;
use crate::refusal::Refusal;
use crate::watch::{MeasureEnd, MeasureStep, ProtectionOrder, Stay, WatchCommand, Watched};

pub(super) fn handle(
    file: &CaseFile,
    place: &Whereabouts,
    command: &WatchCommand,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    match command {
        WatchCommand::KeepOrder {
            order,
            kind,
            from,
            until,
        } => {
            let known = file.watch.order(*order);
            if known.is_some_and(|known| known.ended.is_some()) {
                return Err(Refusal::OrderIsOver);
            }
            if from >= until {
                return Err(Refusal::EndBeforeStart);
            }
            Ok(vec![CaseEvent::OrderKept {
                order: ProtectionOrder {
                    id: *order,
                    kind: *kind,
                    from: *from,
                    until: *until,
                    ended: None,
                },
            }])
        }
        WatchCommand::EndOrder {
            order,
            on,
            reason: why,
        } => {
            let known = file.watch.order(*order).ok_or(Refusal::NotFound)?;
            if known.ended.is_some() {
                return Err(Refusal::OrderIsOver);
            }
            reason(why)?;
            if *on > ctx.today() {
                return Err(Refusal::InTheFuture);
            }
            if *on < known.from {
                return Err(Refusal::EndBeforeStart);
            }
            Ok(vec![CaseEvent::OrderKept {
                order: ProtectionOrder {
                    ended: Some((*on, why.clone())),
                    ..known.clone()
                },
            }])
        }
        WatchCommand::KeepAddressProtection { measure, form } => {
            keep_measure(file, place, *measure, form, ctx)
        }
        WatchCommand::StepAddressProtection { measure, step } => {
            let known = file.watch.measure(*measure).ok_or(Refusal::NotFound)?;
            if !known.status_on(ctx.today()).may_become(step.to()) {
                return Err(Refusal::MeasureStepMissing);
            }
            match step {
                MeasureStep::OpinionRequested { on }
                | MeasureStep::Applied { on }
                | MeasureStep::Ended { on, .. }
                    if *on > ctx.today() =>
                {
                    return Err(Refusal::InTheFuture);
                }
                MeasureStep::InForce { from, until } => {
                    // An extension goes on beyond the day it had.
                    let before = known.in_force_until().unwrap_or(*from);
                    if from >= until || *until <= before {
                        return Err(Refusal::EndBeforeStart);
                    }
                }
                _ => {}
            }
            Ok(vec![CaseEvent::AddressProtectionStepped {
                measure: *measure,
                step: step.clone(),
            }])
        }
        WatchCommand::KeepStay { words, until } => {
            at_most(words, SHORT_TEXT)?;
            Ok(vec![CaseEvent::StayKept {
                stay: Stay {
                    words: words.clone(),
                    until: *until,
                },
            }])
        }
        WatchCommand::TickReminder { of, day } => {
            // A task leaves by being done or put off.
            if matches!(of, Watched::Task(_)) {
                return Err(Refusal::StepMissing);
            }
            let dates = file.watched_dates();
            let known = dates.iter().find(|date| (date.of, date.day) == (*of, *day));
            let known = known.ok_or(Refusal::NotFound)?;
            if known.seen {
                return Err(Refusal::ReminderIsTicked);
            }
            if !known.reminds(ctx.today()) {
                return Err(Refusal::StepMissing);
            }
            Ok(vec![CaseEvent::ReminderTicked { of: *of, day: *day }])
        }
    }
}

fn keep_measure(
    file: &CaseFile,
    place: &Whereabouts,
    measure: MeasureId,
    form: &FormData,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    fit(form::check(&form::ADDRESS_PROTECTION, form, ctx.today()))?;
    let (open, secret) = form::split_by_class(&form::ADDRESS_PROTECTION, form);
    let mut events = vec![CaseEvent::AddressProtectionKept {
        measure,
        form: open,
    }];
    if !secret.0.is_empty() {
        // Where she is registered is where she can be found.
        events.extend(may_know_place(file, ctx)?);
        let mut whole = place.measures.get(&measure).cloned().unwrap_or_default();
        whole.0.extend(secret.0);
        events.push(CaseEvent::AddressProtectionSecretsWritten {
            measure,
            form: whole,
        });
    }
    Ok(events)
}

/// 支援措置 that end because she lives somewhere else now (domain.md §4.8). A corrected slip of the pen
/// ends them too: that is told and taken back at once, while a move that goes unseen shows the new
/// address to whoever asks for it.
pub(super) fn ended_by_move(
    file: &CaseFile,
    place: &Whereabouts,
    secret: &FormData,
    ctx: &Context<'_>,
) -> Vec<CaseEvent> {
    let (before, now) = (
        place.intake.text("address").trim(),
        secret.text("address").trim(),
    );
    if before.is_empty() || now.is_empty() || before == now {
        return Vec::new();
    }
    let measures = file.watch.measures.iter();
    measures
        .filter(|measure| {
            measure
                .in_force_until()
                .is_some_and(|until| until >= ctx.today())
        })
        .map(|measure| CaseEvent::AddressProtectionStepped {
            measure: measure.id,
            step: MeasureStep::Ended {
                on: ctx.today(),
                why: MeasureEnd::Moved,
            },
        })
        .collect()
}
