//! 開催要請: from the request to hold a 個別ケース検討会議 to its filed report (domain.md §§6, 9.2).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::form::{Attendee, FormData, Span};
use crate::id::{AgencyId, ConsentId, MeetingId, RequestId, StaffId};
use crate::meeting::MeetingRole;

mod prefill;

pub use prefill::{consented, may_attend, prefill};

/// 開催要請 with its decision, its roles agreed beforehand, its convocation and its report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConferenceRequest {
    pub id: RequestId,
    pub status: RequestStatus,
    /// 要請機関
    pub agency: AgencyId,
    pub submitted_by: StaffId,
    pub submitted_at: DateTime<Utc>,
    /// Upper half of the 個別ケース検討会議資料 without its P4 fields. The wished date stays here as
    /// wished; the date that was set is in [`Convocation`] (BR-006).
    pub form: FormData,
    /// The consent to hold on which it rests; none only where the council's policy asks none.
    pub consent: Option<ConsentId>,
    /// センター所管ケース: the Center fills the same form (BR-003).
    pub center_managed: bool,
    pub decision: Option<RequestDecision>,
    /// Roles proposed by the Center (司会・記録 …).
    pub roles: Vec<PreparedRole>,
    /// The requesting agency's yes to exactly these roles (開催要領 第4 なお書き; BR-005).
    pub roles_agreed_by: Option<(StaffId, DateTime<Utc>)>,
    pub convocation: Option<Convocation>,
    pub meeting: Option<MeetingId>,
    /// Lower half, written by the requesting agency (BR-007), without its P4 field.
    pub report: Option<Report>,
    pub filed: Option<(StaffId, DateTime<Utc>)>,
}

/// domain.md §9.2. A draft is the screen's; it is stored when it is submitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RequestStatus {
    Submitted,
    UnderReview,
    Returned,
    Declined,
    Approved,
    Convened,
    Postponed,
    Held,
    Reported,
    Filed,
    Withdrawn,
}

impl RequestStatus {
    pub const ALL: [RequestStatus; 11] = [
        Self::Submitted,
        Self::UnderReview,
        Self::Returned,
        Self::Declined,
        Self::Approved,
        Self::Convened,
        Self::Postponed,
        Self::Held,
        Self::Reported,
        Self::Filed,
        Self::Withdrawn,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::Submitted => "要請済み",
            Self::UnderReview => "検討中",
            Self::Returned => "差戻し",
            Self::Declined => "開催しない",
            Self::Approved => "開催決定",
            Self::Convened => "招集済み",
            Self::Postponed => "延期",
            Self::Held => "開催済み",
            Self::Reported => "報告済み",
            Self::Filed => "受領済み",
            Self::Withdrawn => "取下げ",
        }
    }

    pub fn may_become(self, to: RequestStatus) -> bool {
        use RequestStatus::*;
        match self {
            Submitted => matches!(to, UnderReview | Returned | Declined | Approved | Withdrawn),
            UnderReview => matches!(to, Returned | Declined | Approved | Withdrawn),
            Returned => matches!(to, Submitted | Withdrawn),
            Approved => matches!(to, Convened | Withdrawn),
            Convened => matches!(to, Held | Postponed | Withdrawn),
            Postponed => matches!(to, Convened | Withdrawn),
            Held => matches!(to, Reported),
            Reported => matches!(to, Filed),
            Declined | Filed | Withdrawn => false,
        }
    }

    /// Before the meeting was held: what rests on consent can still be stopped.
    pub fn is_unheld(self) -> bool {
        matches!(
            self,
            Self::Submitted
                | Self::UnderReview
                | Self::Returned
                | Self::Approved
                | Self::Convened
                | Self::Postponed
        )
    }
}

/// センター所長の決定, stored whatever it was (BR-004).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestDecision {
    pub verdict: Verdict,
    /// Reason of a return or a decline, in words for the requesting agency.
    pub reason: String,
    pub by: StaffId,
    pub at: DateTime<Utc>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// 開催する
    Hold,
    /// 差戻し
    Return,
    /// 開催しない
    Decline,
}

/// A role fixed before the meeting, person by person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreparedRole {
    pub role: MeetingRole,
    pub person: Attendee,
}

/// 招集: the date and place that were set, and who was called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Convocation {
    pub span: Span,
    /// 会場 for the notice; a notice never carries a place of protection.
    pub room: String,
    pub invited: Vec<Attendee>,
    pub at: DateTime<Utc>,
    pub by: StaffId,
}

/// 開催後記入項目 as sent to the Director.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub form: FormData,
    pub by: StaffId,
    pub at: DateTime<Utc>,
}
