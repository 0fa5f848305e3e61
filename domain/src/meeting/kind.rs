//! What kind of meeting a case's own meeting is, and which consent carries it (BR-051).

use serde::{Deserialize, Serialize};

use crate::consent::ConsentKind;

/// 会議の種別 of a case's own meeting.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum MeetingKind {
    /// 個別ケース検討会議
    #[default]
    CaseReview,
    /// 重層的支援会議
    Layered,
    /// ケース会議, inside the agency in charge; never a 支援調整会議 (S3).
    InHouse,
}

impl MeetingKind {
    pub const ALL: [MeetingKind; 3] = [Self::CaseReview, Self::Layered, Self::InHouse];

    pub fn label(self) -> &'static str {
        match self {
            Self::CaseReview => "個別ケース検討会議",
            Self::Layered => "重層的支援会議",
            Self::InHouse => "ケース会議（所内）",
        }
    }

    /// The consent without which what is hers does not come before this meeting.
    pub fn consent(self) -> ConsentKind {
        match self {
            Self::CaseReview | Self::InHouse => ConsentKind::ShareToCaseReview,
            Self::Layered => ConsentKind::LayeredSupport,
        }
    }

    /// Whether it ends with that consent. The consent to hold carries a 個別ケース検討会議 too.
    pub fn rests_on(self, consent: ConsentKind) -> bool {
        self.consent() == consent
            || (self == Self::CaseReview && consent == ConsentKind::HoldCaseReview)
    }

    /// Whether it is a 支援調整会議: what is held inside one agency takes no place of one.
    pub fn counts(self) -> bool {
        self != Self::InHouse
    }
}
