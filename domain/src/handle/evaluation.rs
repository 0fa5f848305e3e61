//! 評価: she is heard first, then those who supported her; what follows is decided at a meeting
//! (F-11, BR-024).

use crate::case::{CaseFile, Voice};
use crate::command::{Actor, LONG_TEXT};
use crate::evaluation::{
    AgencyEvaluation, Conclusion, Evaluation, EvaluationDecision, HerEvaluation, NoView,
    WrittenEvaluation,
};
use crate::handle::{Context, at_most, reason, text, timing};
use crate::id::{EvaluationId, PlanId};
use crate::plan::PlanStatus;
use crate::refusal::Refusal;
use crate::timing::{TimingCommand, TimingEvent};

pub(super) fn handle(
    file: &CaseFile,
    command: &TimingCommand,
    ctx: &Context<'_>,
) -> Result<Vec<TimingEvent>, Refusal> {
    match command {
        TimingCommand::Begin { evaluation, plan } => begin(file, *evaluation, *plan, ctx),
        TimingCommand::Say {
            evaluation,
            goals,
            whole,
            changes,
            remains,
            words,
        } => {
            let known = open(file, *evaluation)?;
            if goals.len() != known.goals.len() {
                return Err(Refusal::ItemUnknown);
            }
            for words in [changes, remains, words] {
                at_most(words, LONG_TEXT)?;
            }
            let said = HerEvaluation {
                goals: goals.clone(),
                whole: *whole,
                changes: changes.clone(),
                remains: remains.clone(),
                words: words.clone(),
                at: ctx.occurred_at,
                by: match ctx.actor {
                    Actor::Woman | Actor::WomanWith(_) | Actor::WomanShown(_) => Voice::Herself,
                    Actor::Staff(by) => Voice::ReadBack { by },
                },
            };
            if said.is_empty() {
                return Err(Refusal::TextMissing);
            }
            Ok(vec![TimingEvent::EvaluationSaid {
                evaluation: *evaluation,
                said,
            }])
        }
        TimingCommand::RecordNoView {
            evaluation,
            reason: why,
        } => {
            open(file, *evaluation)?;
            reason(why)?;
            Ok(vec![TimingEvent::NoViewRecorded {
                evaluation: *evaluation,
                why: NoView {
                    reason: why.clone(),
                    by: ctx.me()?.id,
                    at: ctx.now,
                },
            }])
        }
        TimingCommand::Write {
            evaluation,
            goals,
            changes,
            told,
            remains,
        } => {
            let known = after_her(file, *evaluation)?;
            if goals.len() != known.goals.len() {
                return Err(Refusal::GoalsUnrated);
            }
            for goal in goals {
                at_most(&goal.note, LONG_TEXT)?;
            }
            text(changes, LONG_TEXT)?;
            at_most(told, LONG_TEXT)?;
            at_most(remains, LONG_TEXT)?;
            Ok(vec![TimingEvent::EvaluationWritten {
                evaluation: *evaluation,
                written: WrittenEvaluation {
                    goals: goals.clone(),
                    changes: changes.clone(),
                    told: told.clone(),
                    remains: remains.clone(),
                    by: ctx.me()?.id,
                    at: ctx.now,
                },
            }])
        }
        TimingCommand::AddAgency { evaluation, words } => {
            after_her(file, *evaluation)?;
            text(words, LONG_TEXT)?;
            let me = ctx.me()?;
            Ok(vec![TimingEvent::AgencyEvaluated {
                evaluation: *evaluation,
                said: AgencyEvaluation {
                    agency: me.agency,
                    words: words.clone(),
                    by: me.id,
                    at: ctx.now,
                },
            }])
        }
        TimingCommand::Conclude { .. } => conclude(file, command, ctx),
        _ => Err(Refusal::StepMissing),
    }
}

fn begin(
    file: &CaseFile,
    id: EvaluationId,
    plan: Option<PlanId>,
    ctx: &Context<'_>,
) -> Result<Vec<TimingEvent>, Refusal> {
    if file.evaluation(id).is_some() {
        return Err(Refusal::IdTaken);
    }
    if file.open_evaluation().is_some() {
        return Err(Refusal::EvaluationOpen);
    }
    let looked_at = match plan {
        Some(id) => {
            let known = file.plan(id).ok_or(Refusal::NotFound)?;
            let confirmed = known.confirmed.as_ref();
            let version = confirmed.and_then(|confirmed| known.version(confirmed.version));
            Some(version.ok_or(Refusal::NothingToEvaluate)?)
        }
        // Support that never came to a plan is looked back on all the same; a plan is not passed over.
        None if file.plans.iter().any(|plan| plan.confirmed.is_some()) => {
            return Err(Refusal::NothingToEvaluate);
        }
        None => None,
    };
    Ok(vec![TimingEvent::EvaluationBegun {
        evaluation: Box::new(Evaluation {
            id,
            plan,
            version: looked_at.map_or(0, |version| version.number),
            goals: looked_at.map_or_else(Vec::new, |version| version.goals_short.clone()),
            begun_by: ctx.me()?.id,
            begun_at: ctx.now,
            said: Vec::new(),
            no_view: None,
            written: None,
            agencies: Vec::new(),
            conclusion: None,
        }),
    }])
}

fn conclude(
    file: &CaseFile,
    command: &TimingCommand,
    ctx: &Context<'_>,
) -> Result<Vec<TimingEvent>, Refusal> {
    let TimingCommand::Conclude {
        evaluation,
        decision,
        meeting,
        reason: why,
        aftercare,
        next_contact,
    } = command
    else {
        return Err(Refusal::StepMissing);
    };
    let known = open(file, *evaluation)?;
    if let Some(lacks) = known.lacks() {
        return Err(lacks);
    }
    match decision.timing() {
        Some(timing) => timing::at_meeting(file, *meeting, timing, ctx)?,
        None => meeting.map_or(Ok(()), |meeting| timing::was_held(file, meeting))?,
    }
    reason(why)?;
    at_most(aftercare, LONG_TEXT)?;
    // Nobody is let go without knowing who will be in touch.
    if *decision == EvaluationDecision::Close && next_contact.is_none() {
        return Err(Refusal::NextContactMissing);
    }
    if let Some(next) = next_contact {
        timing::fit_contact(file, next, ctx)?;
    }
    let mut events = vec![TimingEvent::EvaluationConcluded {
        evaluation: *evaluation,
        conclusion: Conclusion {
            decision: *decision,
            meeting: *meeting,
            reason: why.clone(),
            aftercare: aftercare.clone(),
            next_contact: next_contact.clone(),
            by: ctx.me()?.id,
            at: ctx.now,
        },
    }];
    let to = match decision {
        EvaluationDecision::Change => Some(PlanStatus::Revised),
        EvaluationDecision::Replan => Some(PlanStatus::Replan),
        // The plan stays as it is, or goes with the case.
        EvaluationDecision::Continue | EvaluationDecision::Suspend | EvaluationDecision::Close => {
            None
        }
    };
    let plan = known.plan.and_then(|id| file.plan(id));
    events.extend(
        plan.zip(to)
            .and_then(|(plan, to)| timing::plan_moved(plan, to)),
    );
    Ok(events)
}

/// An evaluation that is not concluded.
fn open(file: &CaseFile, id: EvaluationId) -> Result<&Evaluation, Refusal> {
    let known = file.evaluation(id).ok_or(Refusal::NotFound)?;
    if known.conclusion.is_some() {
        return Err(Refusal::EvaluationOver);
    }
    Ok(known)
}

/// She speaks first, or the reason why not is recorded; then the agencies.
fn after_her(file: &CaseFile, id: EvaluationId) -> Result<&Evaluation, Refusal> {
    let known = open(file, id)?;
    if known.is_heard() {
        Ok(known)
    } else {
        Err(Refusal::HerEvaluationFirst)
    }
}
