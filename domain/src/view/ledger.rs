//! 進行管理台帳 as a working table: code and age band, and the name only where it is one's own case.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::case::CaseStatus;
use crate::id::{AgencyId, CaseId, ConferenceId};
use crate::view::AgencyRef;
use crate::wire::Rights;

mod card;
mod line;

pub use card::{LedgerCard, LedgerCardRecord, STALLED_DAYS};
pub use line::rights;

/// A page of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerView {
    pub lines: Vec<LedgerLine>,
    /// Send this back as `after` for the next page; none at the end.
    pub next: Option<String>,
    /// How many lines each filter would show to this reader.
    pub counts: Vec<(LedgerFilter, u32)>,
    /// The round that is being held, if the ledger was opened in one.
    pub round: Option<ConferenceId>,
    /// The round still takes lines.
    pub round_open: bool,
    /// The day of the round, 会議日 of its lines.
    pub round_day: Option<NaiveDate>,
    pub agencies: Vec<AgencyRef>,
    pub today: NaiveDate,
    pub rights: Rights,
}

/// One case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerLine {
    pub case: CaseId,
    pub no: String,
    /// 呼ばれたい名前; only of one's own case.
    pub name: Option<String>,
    /// 「30代」; 「年齢不明」
    pub age_band: String,
    pub status: CaseStatus,
    pub accepted_on: NaiveDate,
    /// 主担当機関 decided last.
    pub agency: Option<LedgerAgency>,
    /// 管理記録, oldest first.
    pub records: Vec<LedgerRecordLine>,
    pub note: String,
    pub flags: Vec<LedgerFilter>,
    /// Day of the next step.
    pub due: Option<NaiveDate>,
    /// The reader may open the case itself.
    pub opens: bool,
}

/// 主担当機関; a secret one has no id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerAgency {
    pub id: Option<AgencyId>,
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerRecordLine {
    pub held_on: NaiveDate,
    pub agency: Option<LedgerAgency>,
    pub state: String,
    pub round: Option<ConferenceId>,
}

/// Filter chips and the flags behind them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LedgerFilter {
    /// 主担当機関が決まっていない
    NoAgency,
    /// 見直しの期限を過ぎた
    Overdue,
    /// 計画が止まっている
    StalledPlan,
    /// この回でまだ見ていない
    NotYetSeen,
    /// 一時保護中
    UnderProtection,
}

impl LedgerFilter {
    pub const ALL: [LedgerFilter; 5] = [
        Self::NoAgency,
        Self::Overdue,
        Self::StalledPlan,
        Self::NotYetSeen,
        Self::UnderProtection,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::NoAgency => "主担当機関なし",
            Self::Overdue => "期限を過ぎた",
            Self::StalledPlan => "計画が止まっている",
            Self::NotYetSeen => "この回でまだ",
            Self::UnderProtection => "一時保護中",
        }
    }
}
