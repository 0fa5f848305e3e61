//! 進行管理台帳 (F-02, 様式1): what the 調整機関 writes down about each case at each meeting that deals
//! with it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::id::{AgencyId, ConferenceId, MeetingId, RecordId, StaffId};

/// 進行管理台帳 of one case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// 管理記録, oldest first: 第1回, 第2回 …
    pub records: Vec<LedgerRecord>,
    /// 備考
    pub note: String,
}

/// 管理記録の一回.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerRecord {
    pub id: RecordId,
    /// 会議日
    pub held_on: NaiveDate,
    /// 主担当機関; none where none was decided yet.
    pub agency: Option<AgencyId>,
    /// 状況等, one line (P3: practitioners see this line and nothing else).
    pub state: String,
    pub source: LedgerSource,
    /// Who wrote the line last; none where the minutes wrote it.
    pub by: Option<StaffId>,
    pub at: DateTime<Utc>,
}

/// Where a record came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LedgerSource {
    /// Filled from the minutes of a 個別ケース検討会議.
    CaseReview(MeetingId),
    /// Written in a round of a 実務者会議.
    Round(ConferenceId),
}

impl Ledger {
    /// The record that a round already has for this case.
    pub fn of_round(&self, round: ConferenceId) -> Option<&LedgerRecord> {
        self.records
            .iter()
            .find(|record| record.source == LedgerSource::Round(round))
    }
}
