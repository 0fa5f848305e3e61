//! つなぎ: a case leaves to another desk or came from one, with her knowledge (domain.md §9.1).
//!
//! A record of what was done, and no more: nothing of the case is copied or opened by it. An agency of
//! the council that is to read anything is asked, invited or named in a consent, as always.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::case::CaseFile;
use crate::id::{AgencyId, RecordId, StaffId};
use crate::inquiry::HerKnowledge;

/// つなぎの記録.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tsunagi {
    pub id: RecordId,
    pub way: TsunagiWay,
    pub desk: Desk,
    /// つないだ日・つながった日
    pub on: NaiveDate,
    pub her_knowledge: HerKnowledge,
    /// 手渡したもの: what was told or given, in words.
    pub handed: String,
    /// つなぐ理由
    pub reason: String,
    pub by: StaffId,
    pub at: DateTime<Utc>,
    /// What the other desk said; a case that came in has its answer by being here.
    pub answer: Option<TsunagiAnswer>,
}

/// Which way the case goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TsunagiWay {
    /// ほかの窓口へつなぐ
    Out,
    /// ほかの窓口からつながった
    In,
}

impl TsunagiWay {
    pub fn label(self) -> &'static str {
        match self {
            Self::Out => "つないだ",
            Self::In => "つながった",
        }
    }
}

/// 窓口: an agency of the council, or one outside of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Desk {
    Agency(AgencyId),
    Outside {
        /// 窓口の種類, for instance 女性相談支援センター.
        kind: String,
        /// 市区町村・都道府県
        municipality: String,
    },
}

/// The other desk takes the case or does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TsunagiAnswer {
    pub taken: bool,
    pub words: String,
    pub by: StaffId,
    pub at: DateTime<Utc>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TsunagiStatus {
    Waiting,
    Taken,
    NotTaken,
    /// Came in.
    Arrived,
}

impl TsunagiStatus {
    pub const ALL: [TsunagiStatus; 4] = [Self::Waiting, Self::Taken, Self::NotTaken, Self::Arrived];

    pub fn label(self) -> &'static str {
        match self {
            Self::Waiting => "返事待ち",
            Self::Taken => "引き受けた",
            Self::NotTaken => "引き受けられなかった",
            Self::Arrived => "つながった",
        }
    }

    pub fn may_become(self, to: TsunagiStatus) -> bool {
        self == Self::Waiting && matches!(to, Self::Taken | Self::NotTaken)
    }
}

impl Tsunagi {
    pub fn status(&self) -> TsunagiStatus {
        match (self.way, &self.answer) {
            (TsunagiWay::In, _) => TsunagiStatus::Arrived,
            (TsunagiWay::Out, None) => TsunagiStatus::Waiting,
            (TsunagiWay::Out, Some(answer)) if answer.taken => TsunagiStatus::Taken,
            (TsunagiWay::Out, Some(_)) => TsunagiStatus::NotTaken,
        }
    }

    /// On its way, or taken.
    fn stands(&self) -> bool {
        matches!(self.status(), TsunagiStatus::Waiting | TsunagiStatus::Taken)
    }
}

impl CaseFile {
    pub fn tsunagi(&self, id: RecordId) -> Option<&Tsunagi> {
        self.tsunagi.iter().find(|tsunagi| tsunagi.id == id)
    }

    /// The newest つなぎ that stands to that agency, or (none) to a desk outside the council.
    pub fn leaves_to(&self, agency: Option<AgencyId>) -> Option<&Tsunagi> {
        self.tsunagi.iter().rev().find(|tsunagi| {
            tsunagi.stands()
                && match (&tsunagi.desk, agency) {
                    (Desk::Agency(known), Some(wanted)) => *known == wanted,
                    (Desk::Outside { .. }, None) => true,
                    _ => false,
                }
        })
    }
}
