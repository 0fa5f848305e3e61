//! 評価 (F-11): what became of a plan, told by her first and by the agencies after her (domain.md §§5.3,
//! 10).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::case::{CaseFile, Voice};
use crate::id::{AgencyId, EvaluationId, MeetingId, PlanId, StaffId};
use crate::posthoc::MeetingTiming;
use crate::refusal::Refusal;
use crate::timing::NextContact;

/// 評価.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluation {
    pub id: EvaluationId,
    /// The plan that is looked back on; none where support went on without one.
    pub plan: Option<PlanId>,
    /// Its confirmed version; 0 without a plan.
    pub version: u16,
    /// 当面の目標 of that version, as they stood when this was begun.
    pub goals: Vec<String>,
    pub begun_by: StaffId,
    pub begun_at: DateTime<Utc>,
    /// 本人の評価, oldest first; the newest counts.
    pub said: Vec<HerEvaluation>,
    /// Why there is none.
    pub no_view: Option<NoView>,
    /// Of those in charge; the newest, whole.
    pub written: Option<WrittenEvaluation>,
    /// 関係機関の評価, oldest first.
    pub agencies: Vec<AgencyEvaluation>,
    pub conclusion: Option<Conclusion>,
}

/// 本人の評価: signs and words of hers, each as far as she wished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HerEvaluation {
    /// One place for each goal; none = she said nothing about it.
    pub goals: Vec<Option<Sign>>,
    /// 支援ぜんたい
    pub whole: Option<Sign>,
    /// かわったこと
    pub changes: String,
    /// まだ困っていること
    pub remains: String,
    /// Anything else, to the letter.
    pub words: String,
    pub at: DateTime<Utc>,
    pub by: Voice,
}

/// ○△×.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    Good,
    Some,
    NotYet,
}

impl Sign {
    pub const ALL: [Sign; 3] = [Self::Good, Self::Some, Self::NotYet];

    /// The sign with its word: a sign alone is read in many ways.
    pub fn label(self) -> &'static str {
        match self {
            Self::Good => "○ できた・よかった",
            Self::Some => "△ 少し",
            Self::NotYet => "× まだ",
        }
    }
}

/// Why her view is not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoView {
    pub reason: String,
    pub by: StaffId,
    pub at: DateTime<Utc>,
}

/// 支援した側の評価.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenEvaluation {
    /// One for each goal.
    pub goals: Vec<GoalResult>,
    /// 見られた変化, small ones too.
    pub changes: String,
    /// The same for her, in やさしい日本語: told on purpose (S3).
    pub told: String,
    /// 残る課題
    pub remains: String,
    pub by: StaffId,
    pub at: DateTime<Utc>,
}

/// What became of one goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalResult {
    pub outcome: GoalOutcome,
    pub note: String,
}

/// 達成／一部／未達.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GoalOutcome {
    Reached,
    Partly,
    NotReached,
}

impl GoalOutcome {
    pub const ALL: [GoalOutcome; 3] = [Self::Reached, Self::Partly, Self::NotReached];

    pub fn label(self) -> &'static str {
        match self {
            Self::Reached => "達成",
            Self::Partly => "一部",
            Self::NotReached => "未達",
        }
    }
}

/// 関係機関の評価: what one agency says, after her.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyEvaluation {
    pub agency: AgencyId,
    pub words: String,
    pub by: StaffId,
    pub at: DateTime<Utc>,
}

/// 評価の結論, decided at a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conclusion {
    pub decision: EvaluationDecision,
    /// None where the council needs no meeting for it.
    pub meeting: Option<MeetingId>,
    pub reason: String,
    /// その後の支援・見守り
    pub aftercare: String,
    pub next_contact: Option<NextContact>,
    pub by: StaffId,
    pub at: DateTime<Utc>,
}

/// 継続／変更／再プラン／中断／終結.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvaluationDecision {
    Continue,
    Change,
    Replan,
    Suspend,
    Close,
}

impl EvaluationDecision {
    pub const ALL: [EvaluationDecision; 5] = [
        Self::Continue,
        Self::Change,
        Self::Replan,
        Self::Suspend,
        Self::Close,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::Continue => "継続",
            Self::Change => "変更",
            Self::Replan => "再プラン",
            Self::Suspend => "中断",
            Self::Close => "終結",
        }
    }

    /// The timing that needs its meeting (BR-024); going on and changing need none of their own.
    pub fn timing(self) -> Option<MeetingTiming> {
        match self {
            Self::Continue | Self::Change => None,
            Self::Replan => Some(MeetingTiming::Replan),
            Self::Suspend => Some(MeetingTiming::Suspension),
            Self::Close => Some(MeetingTiming::Closing),
        }
    }
}

/// How far an evaluation has got; follows from what is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvaluationStatus {
    AskingHer,
    /// Her part, or why there is none.
    Heard,
    Written,
    Concluded,
}

impl EvaluationStatus {
    pub const ALL: [EvaluationStatus; 4] =
        [Self::AskingHer, Self::Heard, Self::Written, Self::Concluded];

    pub fn label(self) -> &'static str {
        match self {
            Self::AskingHer => "本人に聞いています",
            Self::Heard => "本人に聞きました",
            Self::Written => "評価を書きました",
            Self::Concluded => "決定しました",
        }
    }

    pub fn may_become(self, to: EvaluationStatus) -> bool {
        matches!(
            (self, to),
            (Self::AskingHer, Self::Heard)
                | (Self::Heard, Self::Written)
                | (Self::Written, Self::Concluded)
        )
    }
}

impl Evaluation {
    pub fn status(&self) -> EvaluationStatus {
        if self.conclusion.is_some() {
            EvaluationStatus::Concluded
        } else if self.written.is_some() {
            EvaluationStatus::Written
        } else if self.is_heard() {
            EvaluationStatus::Heard
        } else {
            EvaluationStatus::AskingHer
        }
    }

    /// Her newest word; it counts.
    pub fn hers(&self) -> Option<&HerEvaluation> {
        self.said.last()
    }

    /// She spoke, or the reason why not is recorded.
    pub fn is_heard(&self) -> bool {
        !self.said.is_empty() || self.no_view.is_some()
    }

    /// The step before a conclusion that is missing: her part first, then that of those in charge.
    pub fn lacks(&self) -> Option<Refusal> {
        match self.status() {
            EvaluationStatus::AskingHer => Some(Refusal::HerEvaluationFirst),
            EvaluationStatus::Heard => Some(Refusal::EvaluationUnwritten),
            EvaluationStatus::Written | EvaluationStatus::Concluded => None,
        }
    }
}

impl HerEvaluation {
    /// Nothing was said at all.
    pub fn is_empty(&self) -> bool {
        let words = [&self.changes, &self.remains, &self.words];
        self.whole.is_none()
            && self.goals.iter().all(Option::is_none)
            && words.iter().all(|text| text.trim().is_empty())
    }
}

impl CaseFile {
    pub fn evaluation(&self, id: EvaluationId) -> Option<&Evaluation> {
        let mut known = self.timings.evaluations.iter();
        known.find(|evaluation| evaluation.id == id)
    }

    /// The evaluation that is going on; one at a time.
    pub fn open_evaluation(&self) -> Option<&Evaluation> {
        let known = self.timings.evaluations.last();
        known.filter(|evaluation| evaluation.conclusion.is_none())
    }

    /// The evaluation that closing rests on: the newest, where it decided so.
    pub fn closing_evaluation(&self) -> Option<(&Evaluation, &Conclusion)> {
        let newest = self.timings.evaluations.last()?;
        let conclusion = newest.conclusion.as_ref()?;
        (conclusion.decision == EvaluationDecision::Close).then_some((newest, conclusion))
    }
}
