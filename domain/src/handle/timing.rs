//! 節目: 中断, 見守り, 終結, each with what it needs; and taking a case up again (domain.md §9.1, BR-024).

use std::collections::BTreeSet;

use crate::case::{CaseFile, CaseStatus};
use crate::command::{LONG_TEXT, SHORT_TEXT};
use crate::council::Resumption;
use crate::event::CaseEvent;
use crate::handle::{Context, at_most, case, evaluation, plan, reason, text};
use crate::id::{AgencyId, EvaluationId, MeetingId};
use crate::plan::{PlanStatus, SupportPlan};
use crate::posthoc::MeetingTiming;
use crate::refusal::Refusal;
use crate::timing::{
    Closing, NextContact, Suspension, TimingCommand, TimingEvent, WatchOver, WatchWish,
};

pub(super) fn handle(
    file: &CaseFile,
    command: &TimingCommand,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let events = match command {
        TimingCommand::Begin { .. }
        | TimingCommand::Say { .. }
        | TimingCommand::RecordNoView { .. }
        | TimingCommand::Write { .. }
        | TimingCommand::AddAgency { .. }
        | TimingCommand::Conclude { .. } => evaluation::handle(file, command, ctx),
        TimingCommand::ConfirmPlan { plan, version } => {
            return plan::confirm_without_meeting(file, *plan, *version, ctx);
        }
        _ => rest(file, command, ctx),
    };
    Ok(events?.into_iter().map(CaseEvent::Timing).collect())
}

/// 中断, 見守り, 終結 and the next contact.
fn rest(
    file: &CaseFile,
    command: &TimingCommand,
    ctx: &Context<'_>,
) -> Result<Vec<TimingEvent>, Refusal> {
    match command {
        TimingCommand::Suspend {
            from,
            meeting,
            reason: why,
            restart_when,
            keeps,
            her_view,
        } => {
            goes(file, *from, CaseStatus::Suspended, ctx)?;
            reason(why)?;
            if restart_when.trim().is_empty() {
                return Err(Refusal::RestartConditionMissing);
            }
            at_most(restart_when, LONG_TEXT)?;
            let keeps = keeps.as_ref().ok_or(Refusal::NextContactMissing)?;
            fit_contact(file, keeps, ctx)?;
            at_meeting(file, *meeting, MeetingTiming::Suspension, ctx)?;
            let mut events = vec![TimingEvent::Suspended {
                suspension: Suspension {
                    meeting: *meeting,
                    reason: why.clone(),
                    restart_when: restart_when.clone(),
                    keeps: keeps.clone(),
                    her_view: *her_view,
                    by: ctx.me()?.id,
                    at: ctx.now,
                    resumed_at: None,
                },
            }];
            events.extend(plans_moved(file, PlanStatus::Suspended));
            Ok(events)
        }
        TimingCommand::Watch {
            from,
            agencies,
            note,
            next_contact,
        } => {
            // Said anew while she is watched over; else the card goes there.
            if !(file.status == CaseStatus::Watching && *from == CaseStatus::Watching) {
                goes(file, *from, CaseStatus::Watching, ctx)?;
            }
            watched_by(file, agencies, ctx)?;
            at_most(note, LONG_TEXT)?;
            let next = next_contact.as_ref().ok_or(Refusal::NextContactMissing)?;
            fit_contact(file, next, ctx)?;
            Ok(vec![TimingEvent::WatchArranged {
                watch: WatchOver {
                    agencies: agencies.clone(),
                    note: note.clone(),
                    by: ctx.me()?.id,
                    at: ctx.now,
                },
                next_contact: next.clone(),
            }])
        }
        TimingCommand::Close {
            from,
            evaluation,
            watch,
            next_contact,
        } => {
            goes(file, *from, CaseStatus::Closed, ctx)?;
            let (known, decided) = may_close(file, ctx)?;
            // The evaluation that was on the screen, and no other.
            if evaluation.is_some_and(|seen| seen != known) {
                return Err(Refusal::EvaluationMissing);
            }
            let watch = watch.as_ref().ok_or(Refusal::WatchOverMissing)?;
            match watch {
                WatchWish::By(agencies) => watched_by(file, agencies, ctx)?,
                WatchWish::NotWanted { words } => text(words, LONG_TEXT)?,
            }
            let next = match next_contact {
                Some(next) => {
                    fit_contact(file, next, ctx)?;
                    next.clone()
                }
                // Weeks may have gone by since the meeting.
                None if decided.on < ctx.today() => return Err(Refusal::NextContactIsPast),
                None => NextContact {
                    by: file.in_place_of(decided.by),
                    ..decided.clone()
                },
            };
            let mut events = vec![TimingEvent::Closed {
                closing: Closing {
                    evaluation: known,
                    watch: watch.clone(),
                    by: ctx.me()?.id,
                    at: ctx.now,
                    reopened_at: None,
                },
                next_contact: next,
            }];
            events.extend(plans_moved(file, PlanStatus::Closed));
            Ok(events)
        }
        TimingCommand::SetNextContact { next } => {
            if !file.status.is_at_rest() {
                return Err(Refusal::StepMissing);
            }
            fit_contact(file, next, ctx)?;
            Ok(vec![TimingEvent::NextContactSet { next: next.clone() }])
        }
        _ => Err(Refusal::StepMissing),
    }
}

/// What 終結 rests on: the newest evaluation decided so, at its meeting, with her part and a next contact
/// (domain.md §9.1).
///
/// # Errors
/// The step that is missing.
fn may_close<'a>(
    file: &'a CaseFile,
    ctx: &Context<'_>,
) -> Result<(EvaluationId, &'a NextContact), Refusal> {
    let (evaluation, conclusion) = match (file.closing_evaluation(), file.open_evaluation()) {
        (Some(found), _) => found,
        (None, Some(open)) => return Err(open.lacks().unwrap_or(Refusal::ClosingNotDecided)),
        (None, None) if file.timings.evaluations.is_empty() => {
            return Err(Refusal::EvaluationMissing);
        }
        (None, None) => return Err(Refusal::ClosingNotDecided),
    };
    // One evaluation closes a case once: after a case was taken up again, she is heard anew.
    let mut closed = file.timings.closings.iter();
    if closed.any(|closing| closing.evaluation == evaluation.id) {
        return Err(Refusal::EvaluationMissing);
    }
    at_meeting(file, conclusion.meeting, MeetingTiming::Closing, ctx)?;
    let next = conclusion.next_contact.as_ref();
    Ok((evaluation.id, next.ok_or(Refusal::NextContactMissing)?))
}

/// The step that keeps the case from that stage today, as far as it can be known before a form is
/// filled in; for the words beside a button.
pub fn may_rest(file: &CaseFile, to: CaseStatus, ctx: &Context<'_>) -> Result<(), Refusal> {
    let held = || {
        file.meetings.iter().any(|meeting| {
            at_meeting(file, Some(meeting.id), MeetingTiming::Suspension, ctx).is_ok()
        })
    };
    match to {
        CaseStatus::Watching => {
            let agreed = ctx.council.agencies.keys();
            let mut agreed = agreed.filter(|agency| file.may_watch(**agency, ctx.today()));
            agreed.next().map(|_| ()).ok_or(Refusal::WatcherNotAgreed)
        }
        CaseStatus::Suspended => {
            let timing = MeetingTiming::Suspension;
            if ctx.council.policy.needs_meeting(timing) && !held() {
                return Err(Refusal::TimingNeedsMeeting { timing });
            }
            Ok(())
        }
        CaseStatus::Closed => may_close(file, ctx).map(|_| ()),
        _ => Ok(()),
    }
}

/// The card was where the writer saw it, and goes there along an arrow.
fn goes(
    file: &CaseFile,
    from: CaseStatus,
    to: CaseStatus,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    case::still_there(file, from, ctx)?;
    if file.status.may_become(to) {
        Ok(())
    } else {
        Err(Refusal::NoSuchMove {
            from: file.status,
            to,
        })
    }
}

/// The meeting of a 節目 (BR-024): a 支援調整会議 that was held after the last one that confirmed a plan or
/// suspended the case.
pub(super) fn at_meeting(
    file: &CaseFile,
    meeting: Option<MeetingId>,
    timing: MeetingTiming,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    let Some(meeting) = meeting else {
        return match ctx.council.policy.needs_meeting(timing) {
            true => Err(Refusal::TimingNeedsMeeting { timing }),
            false => Ok(()),
        };
    };
    let opened = |id| file.meeting(id).and_then(|meeting| meeting.opened_at);
    let plans = file.plans.iter().filter_map(|plan| plan.confirmed.as_ref());
    let rests = file.timings.suspensions.iter();
    let spent = plans
        .filter_map(|confirmed| confirmed.meeting)
        .chain(rests.filter_map(|suspension| suspension.meeting))
        .filter_map(opened)
        .max();
    match was_held(file, meeting) {
        Ok(()) if opened(meeting) > spent => Ok(()),
        _ => Err(Refusal::TimingNeedsMeeting { timing }),
    }
}

/// A 支援調整会議 of this case that was held.
pub(super) fn was_held(file: &CaseFile, meeting: MeetingId) -> Result<(), Refusal> {
    plan::discussed(file, meeting)
}

/// ≥1 agency, each with her yes; nothing is told of why another one is not there.
fn watched_by(
    file: &CaseFile,
    agencies: &BTreeSet<AgencyId>,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    if agencies.is_empty() {
        return Err(Refusal::WatchOverMissing);
    }
    for agency in agencies {
        ctx.known_agency(*agency)?;
        if !file.may_watch(*agency, ctx.today()) {
            return Err(Refusal::WatcherNotAgreed);
        }
    }
    Ok(())
}

/// Somebody in post who is not kept from the case, on a day to come.
pub(super) fn fit_contact(
    file: &CaseFile,
    next: &NextContact,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    let person = ctx.known_person(next.by)?;
    let blocked = file.blocks_in_force().any(|block| block.covers(person));
    // One answer for all of them: nothing is told of a block.
    if blocked || file.leaves_out(person.agency) {
        return Err(Refusal::StaffUnknown);
    }
    if next.on < ctx.today() {
        return Err(Refusal::NextContactIsPast);
    }
    at_most(&next.how, SHORT_TEXT)
}

/// Plans that people worked by go with the case.
fn plans_moved(file: &CaseFile, to: PlanStatus) -> Vec<TimingEvent> {
    let plans = file.plans.iter();
    plans.filter_map(|plan| plan_moved(plan, to)).collect()
}

/// The plan goes there, where an arrow leads and it was ever confirmed.
pub(super) fn plan_moved(plan: &SupportPlan, to: PlanStatus) -> Option<TimingEvent> {
    let goes = plan.status != to
        && (plan.status.is_in_force() || plan.status == PlanStatus::Suspended)
        && plan.status.may_become(to);
    goes.then_some(TimingEvent::PlanMoved { plan: plan.id, to })
}

/// Taking up again: the plan that was suspended goes on, or waits for the one that takes its place.
pub(super) fn plans_resumed(file: &CaseFile, to: CaseStatus, ctx: &Context<'_>) -> Vec<CaseEvent> {
    let resumes = file.status == CaseStatus::Suspended && to == CaseStatus::Supporting;
    let to = match ctx.council.policy.resumption {
        Resumption::SamePlan => PlanStatus::Confirmed,
        Resumption::NewPlan => PlanStatus::Replan,
    };
    let plans = file.plans.iter();
    plans
        .filter(|plan| resumes && plan.status == PlanStatus::Suspended)
        .filter_map(|plan| plan_moved(plan, to))
        .map(CaseEvent::Timing)
        .collect()
}
