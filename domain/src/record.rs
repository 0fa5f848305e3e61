//! 経過の記録 and 危険度・緊急度: what happened, what she said, what the worker thinks, kept apart.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::form::InfoCategory;
use crate::id::{RecordId, StaffId};
use crate::photo::Photo;

/// 三つの欄 (S3 主任相談支援員の役割: 事実と思いを分ける; BR-030).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThreeParts {
    /// 事実
    pub facts: String,
    /// 本人の言葉, to the letter
    pub her_words: String,
    /// 所見; never in her view
    pub worker_view: String,
}

impl ThreeParts {
    pub fn is_empty(&self) -> bool {
        [&self.facts, &self.her_words, &self.worker_view]
            .iter()
            .all(|text| text.trim().is_empty())
    }

    /// Longest of the three, in characters.
    pub fn longest(&self) -> usize {
        [&self.facts, &self.her_words, &self.worker_view]
            .iter()
            .map(|text| text.chars().count())
            .max()
            .unwrap_or(0)
    }
}

/// 支援経過記録 (F-08).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactRecord {
    pub id: RecordId,
    pub happened_at: DateTime<Utc>,
    pub means: Means,
    /// 相手: who was met, heard or written to.
    #[serde(default)]
    pub with: String,
    pub by: StaffId,
    pub parts: ThreeParts,
    /// 行った支援
    #[serde(default)]
    pub support: String,
    pub categories: Vec<InfoCategory>,
    pub next_step: String,
    /// 安全に関わる: stands out in the timeline.
    #[serde(default)]
    pub safety: bool,
    /// Said with her, so that she may read the facts and her words at her door.
    pub shown_to_her: bool,
    /// 添付の写真; not at her door.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<Photo>,
}

/// A record that was written more than so many days after what it tells of is late (§16.6).
pub const LATE_DAYS: i64 = 3;
/// So long a late record stays on the desk, in days.
pub const LATE_SHOWN: u64 = 30;

/// 遅れた記録, as the case keeps it: the last of each worker, so that a case grows with no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateRecord {
    pub by: StaffId,
    pub written_on: NaiveDate,
}

/// 相談の方法.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Means {
    Visit,
    Phone,
    HomeVisit,
    Sns,
    Accompany,
    Conference,
    Patrol,
}

impl Means {
    pub const ALL: [Means; 7] = [
        Self::Visit,
        Self::Phone,
        Self::HomeVisit,
        Self::Sns,
        Self::Accompany,
        Self::Conference,
        Self::Patrol,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::Visit => "来所",
            Self::Phone => "電話",
            Self::HomeVisit => "訪問",
            Self::Sns => "SNS",
            Self::Accompany => "同行",
            Self::Conference => "会議",
            Self::Patrol => "巡回",
        }
    }
}

/// 危険度・緊急度の判断 (要綱4(2)①ウ i). The program stores who judged what with which tool; it
/// never computes a verdict (domain.md §15).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RiskRecord {
    pub id: RecordId,
    pub judged_at: DateTime<Utc>,
    pub by: StaffId,
    /// 使った道具, for instance 専門職判断.
    pub tool: String,
    pub risk: RiskLevel,
    pub urgency: UrgencyLevel,
    pub parts: ThreeParts,
}

/// 危険度.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum RiskLevel {
    Low,
    Middle,
    High,
    Extreme,
}

impl RiskLevel {
    pub const ALL: [RiskLevel; 4] = [Self::Low, Self::Middle, Self::High, Self::Extreme];

    pub fn label(self) -> &'static str {
        match self {
            Self::Low => "低い",
            Self::Middle => "中くらい",
            Self::High => "高い",
            Self::Extreme => "きわめて高い",
        }
    }
}

/// 緊急度.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum UrgencyLevel {
    Immediate,
    WithinDays,
    Planned,
}

impl UrgencyLevel {
    pub const ALL: [UrgencyLevel; 3] = [Self::Immediate, Self::WithinDays, Self::Planned];

    pub fn label(self) -> &'static str {
        match self {
            Self::Immediate => "今すぐ",
            Self::WithinDays => "数日のうち",
            Self::Planned => "計画的に",
        }
    }
}
