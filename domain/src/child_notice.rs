//! 児童相談所への通告を考える (児童虐待の防止等に関する法律6条; domain.md §17): she may be under eighteen.
//!
//! The product reminds and keeps what was decided, with whom, and why. It notifies nobody: what is told to
//! the 児童相談所 goes as an inquiry under that law, which names its own ground.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::case::CaseFile;
use crate::id::StaffId;

/// 成年 (民法4条)
pub const OF_AGE: u16 = 18;

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChildNoticeChoice {
    Notify,
    CenterKnows,
    NotNow,
}

impl ChildNoticeChoice {
    pub const ALL: [Self; 3] = [Self::Notify, Self::CenterKnows, Self::NotNow];

    pub fn label(self) -> &'static str {
        match self {
            Self::Notify => "通告する",
            Self::CenterKnows => "児童相談所が、すでに関わっている",
            Self::NotNow => "今は通告しない",
        }
    }
}

/// 通告の判断: never one person's alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildNotice {
    pub choice: ChildNoticeChoice,
    pub reason: String,
    /// The superior with whom it was decided.
    pub with: StaffId,
    pub by: StaffId,
    pub at: DateTime<Utc>,
}

impl CaseFile {
    /// By her birth date, or by what she said or seemed to be.
    pub fn may_be_under_18(&self, today: NaiveDate) -> bool {
        let age = self.woman.birth.age_on(today);
        age.is_some_and(|(years, _)| years < OF_AGE)
    }
}
