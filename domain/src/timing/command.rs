//! What can be asked to happen around an evaluation and at the 節目 of a case.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{NextContact, WatchWish};
use crate::case::CaseStatus;
use crate::evaluation::{EvaluationDecision, GoalResult, Sign};
use crate::id::{AgencyId, EvaluationId, MeetingId, PlanId};
use crate::meeting::HerView;

/// 評価・節目の命令.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", rename_all_fields = "snake_case")]
pub enum TimingCommand {
    /// Opens an evaluation: she is asked first.
    Begin {
        evaluation: EvaluationId,
        /// None where support went on without a confirmed plan.
        plan: Option<PlanId>,
    },
    /// 本人の評価, at her door or written down for her and read back; a second one takes the first one's
    /// place.
    Say {
        evaluation: EvaluationId,
        /// One place for each goal.
        goals: Vec<Option<Sign>>,
        whole: Option<Sign>,
        changes: String,
        remains: String,
        words: String,
    },
    /// Why her view is not there.
    RecordNoView {
        evaluation: EvaluationId,
        reason: String,
    },
    /// 支援した側の評価, whole, after her.
    Write {
        evaluation: EvaluationId,
        goals: Vec<GoalResult>,
        changes: String,
        told: String,
        remains: String,
    },
    /// What the writer's own agency says, after her.
    AddAgency {
        evaluation: EvaluationId,
        words: String,
    },
    /// 評価の結論, at a meeting.
    Conclude {
        evaluation: EvaluationId,
        decision: EvaluationDecision,
        meeting: Option<MeetingId>,
        reason: String,
        aftercare: String,
        next_contact: Option<NextContact>,
    },
    /// 計画の確定, only where the council decides this 節目 without a meeting.
    ConfirmPlan { plan: PlanId, version: u16 },
    /// 中断. `from` is the stage the writer saw, as in a move of the card.
    Suspend {
        from: CaseStatus,
        meeting: Option<MeetingId>,
        reason: String,
        restart_when: String,
        keeps: Option<NextContact>,
        her_view: HerView,
    },
    /// 見守り: begins it, or says anew who watches over her.
    Watch {
        from: CaseStatus,
        agencies: BTreeSet<AgencyId>,
        note: String,
        next_contact: Option<NextContact>,
    },
    /// 終結, on the evaluation that decided so.
    Close {
        from: CaseStatus,
        evaluation: Option<EvaluationId>,
        watch: Option<WatchWish>,
        /// In place of the one that was decided, where its day has passed meanwhile.
        #[serde(default)]
        next_contact: Option<NextContact>,
    },
    /// 次の連絡, while the case rests.
    SetNextContact { next: NextContact },
}
