//! 準備の確認 by the chief supporter before a meeting (S3): gaps, grounds, feelings apart, no delay.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Meeting;
use crate::id::StaffId;

/// One step of the preparation, with who and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreparationStep {
    pub by: StaffId,
    pub at: DateTime<Utc>,
    pub what: Preparation,
}

/// 準備: looked through, sent back, done again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preparation {
    Checked {
        /// 見落としている情報はないか
        gaps_looked_for: bool,
        /// 見立ての根拠はあるか
        grounds_checked: bool,
        /// 事実と気持ちを分けているか
        feelings_separated: bool,
        /// 支援が遅れていないか
        no_delay: bool,
        note: String,
    },
    Returned {
        what: String,
    },
    PreparedAgain {
        note: String,
    },
}

impl Preparation {
    pub fn label(&self) -> &'static str {
        match self {
            Self::Checked { .. } => "確認済み",
            Self::Returned { .. } => "差戻し",
            Self::PreparedAgain { .. } => "直した",
        }
    }
}

impl Meeting {
    /// What has to be prepared anew; without it the meeting does not open. A preparation that nobody
    /// looked through holds nothing up.
    pub fn sent_back(&self) -> Option<&str> {
        match self.preparation.last().map(|step| &step.what) {
            Some(Preparation::Returned { what }) => Some(what),
            _ => None,
        }
    }
}
