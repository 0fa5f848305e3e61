//! What happened around an evaluation and at the 節目 of a case, and how the case changes by it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Closing, NextContact, Suspension, WatchOver, WatchWish};
use crate::case::{CaseFile, CaseStatus};
use crate::command::Actor;
use crate::evaluation::{
    AgencyEvaluation, Conclusion, Evaluation, HerEvaluation, NoView, WrittenEvaluation,
};
use crate::id::{EvaluationId, PlanId};
use crate::plan::PlanStatus;

/// 評価・節目の出来事.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimingEvent {
    /// A plan that was in force is changed, replaced, suspended, taken up again or closed.
    PlanMoved {
        plan: PlanId,
        to: PlanStatus,
    },
    EvaluationBegun {
        evaluation: Box<Evaluation>,
    },
    EvaluationSaid {
        evaluation: EvaluationId,
        said: HerEvaluation,
    },
    NoViewRecorded {
        evaluation: EvaluationId,
        why: NoView,
    },
    EvaluationWritten {
        evaluation: EvaluationId,
        written: WrittenEvaluation,
    },
    AgencyEvaluated {
        evaluation: EvaluationId,
        said: AgencyEvaluation,
    },
    EvaluationConcluded {
        evaluation: EvaluationId,
        conclusion: Conclusion,
    },
    /// The case is suspended.
    Suspended {
        suspension: Suspension,
    },
    /// The case is watched over, or by others than before.
    WatchArranged {
        watch: WatchOver,
        next_contact: NextContact,
    },
    /// The case is closed.
    Closed {
        closing: Closing,
        next_contact: NextContact,
    },
    NextContactSet {
        next: NextContact,
    },
}

impl CaseFile {
    /// Folds one event of this kind.
    pub(crate) fn apply_timing(&mut self, event: &TimingEvent, by: Actor, at: DateTime<Utc>) {
        use TimingEvent as E;
        match event {
            E::PlanMoved { plan, to } => self.in_plan(*plan, |p| p.status = *to),
            E::EvaluationBegun { evaluation } => {
                self.timings.evaluations.push((**evaluation).clone());
            }
            E::EvaluationSaid { evaluation, said } => {
                self.in_evaluation(*evaluation, |e| e.said.push(said.clone()));
            }
            E::NoViewRecorded { evaluation, why } => {
                self.in_evaluation(*evaluation, |e| e.no_view = Some(why.clone()));
            }
            E::EvaluationWritten {
                evaluation,
                written,
            } => self.in_evaluation(*evaluation, |e| e.written = Some(written.clone())),
            E::AgencyEvaluated { evaluation, said } => {
                self.in_evaluation(*evaluation, |e| e.agencies.push(said.clone()));
            }
            E::EvaluationConcluded {
                evaluation,
                conclusion,
            } => self.in_evaluation(*evaluation, |e| e.conclusion = Some(conclusion.clone())),
            E::Suspended { suspension } => {
                self.timings.next_contact = Some(suspension.keeps.clone());
                self.timings.suspensions.push(suspension.clone());
                self.moves_to(CaseStatus::Suspended, by, at);
            }
            E::WatchArranged {
                watch,
                next_contact,
            } => {
                self.timings.watch = Some(watch.clone());
                self.timings.next_contact = Some(next_contact.clone());
                if self.status != CaseStatus::Watching {
                    self.moves_to(CaseStatus::Watching, by, at);
                }
            }
            E::Closed {
                closing,
                next_contact,
            } => {
                self.timings.watch = match &closing.watch {
                    WatchWish::By(agencies) => Some(WatchOver {
                        agencies: agencies.clone(),
                        note: String::new(),
                        by: closing.by,
                        at,
                    }),
                    WatchWish::NotWanted { .. } => None,
                };
                self.timings.next_contact = Some(next_contact.clone());
                self.timings.closings.push(closing.clone());
                self.moves_to(CaseStatus::Closed, by, at);
            }
            E::NextContactSet { next } => self.timings.next_contact = Some(next.clone()),
        }
    }

    fn in_evaluation(&mut self, id: EvaluationId, change: impl FnOnce(&mut Evaluation)) {
        let known = &mut self.timings.evaluations;
        if let Some(evaluation) = known.iter_mut().find(|evaluation| evaluation.id == id) {
            change(evaluation);
        }
    }
}
