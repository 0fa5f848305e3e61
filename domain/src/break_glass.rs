//! 緊急閲覧 (break-glass, BR-054): one case, at most four hours, never past a block.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar::{jst_date, working_days_after};
use crate::id::{BreakGlassId, StaffId};

/// Longest opening.
pub const LONGEST: Duration = Duration::hours(4);
/// A second person confirms within this time.
pub const CONFIRM_WITHIN: Duration = Duration::hours(24);
/// Working days until the opening is reviewed.
pub const REVIEW_WORKING_DAYS: u8 = 3;
/// Shortest written reason, in characters.
pub const SHORTEST_REASON: usize = 20;

/// One opening of a case without another right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreakGlass {
    pub id: BreakGlassId,
    pub by: StaffId,
    pub reason: String,
    /// Asked for whereabouts too; then nothing opens before a second person confirms.
    pub whereabouts: bool,
    pub asked_at: DateTime<Utc>,
    pub until: DateTime<Utc>,
    pub confirmed: Option<(StaffId, DateTime<Utc>)>,
    pub reviewed: Option<(StaffId, DateTime<Utc>)>,
    /// Two people who recorded that telling her would be dangerous.
    pub danger_recorded_by: Vec<StaffId>,
}

impl BreakGlass {
    /// Whether the case (without whereabouts) is open to the asker at that moment.
    pub fn opens(&self, now: DateTime<Utc>) -> bool {
        now >= self.asked_at && now < self.until && (!self.whereabouts || self.confirmed.is_some())
    }

    /// Whether the whereabouts are open to the asker at that moment.
    pub fn opens_whereabouts(&self, now: DateTime<Utc>) -> bool {
        self.whereabouts && self.opens(now)
    }

    /// Whether it was reviewed, or the time for that is over; before, danger can still be recorded.
    pub fn is_settled(&self, today: NaiveDate) -> bool {
        let due = working_days_after(jst_date(self.asked_at), u16::from(REVIEW_WORKING_DAYS));
        self.reviewed.is_some() || due < today
    }

    /// Told to her unless two people recorded danger.
    pub fn shown_to_her(&self) -> bool {
        self.danger_recorded_by.len() < 2
    }
}
