//! 照会・協力依頼 (F-17, 法15条3項): what is asked of which agency, on which basis, and what it answered.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::case::CaseFile;
use crate::council::{Council, SharingRule};
use crate::id::{AgencyId, InquiryId, StaffId};
use crate::meeting::SharingBasis;

/// 照会・協力依頼. Its words are all that the asked agency reads of the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inquiry {
    pub id: InquiryId,
    /// 照会先
    pub agency: AgencyId,
    /// たずねること・頼むこと
    pub what: String,
    /// 目的
    pub purpose: String,
    /// 回答の期限
    pub due: NaiveDate,
    /// 根拠 (BR-051)
    pub basis: SharingBasis,
    pub her_knowledge: HerKnowledge,
    pub by: StaffId,
    pub at: DateTime<Utc>,
    pub status: InquiryStatus,
    pub end: Option<InquiryEnd>,
    /// Who asked has opened the answer or the refusal.
    #[serde(default)]
    pub end_opened: Option<(StaffId, DateTime<Utc>)>,
}

impl Inquiry {
    /// Answered or declined, and nobody of those who asked has opened it yet. What the asker wrote
    /// down herself, as it came by telephone or on paper, is no news.
    pub fn is_news(&self) -> bool {
        let ended = matches!(
            self.status,
            InquiryStatus::Answered | InquiryStatus::Declined
        );
        let own = self.end.as_ref().is_some_and(|end| end.by == self.by);
        ended && !own && self.end_opened.is_none()
    }

    /// Who is told of the answer: the asker, or where she or he has left the post or handed the case
    /// over, whoever keeps the record.
    pub fn is_news_for(
        &self,
        staff: StaffId,
        file: &CaseFile,
        council: &Council,
        on: NaiveDate,
    ) -> bool {
        let gone = !council.in_post(self.by, on) || file.has_handed_over(self.by);
        self.is_news() && (self.by == staff || gone)
    }
}

/// Whether she knows that this agency is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum HerKnowledge {
    /// 本人に知らせた
    Told,
    /// 本人に知らせていない, and why.
    NotTold { reason: String },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InquiryStatus {
    Asked,
    Answered,
    Declined,
    Withdrawn,
}

impl InquiryStatus {
    pub const ALL: [InquiryStatus; 4] =
        [Self::Asked, Self::Answered, Self::Declined, Self::Withdrawn];

    pub fn label(self) -> &'static str {
        match self {
            Self::Asked => "回答待ち",
            Self::Answered => "回答あり",
            Self::Declined => "お断り",
            Self::Withdrawn => "取下げ",
        }
    }

    pub fn may_become(self, to: InquiryStatus) -> bool {
        self == Self::Asked && to != Self::Asked
    }
}

/// 回答 or why not, by whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InquiryEnd {
    /// Empty for a withdrawal.
    pub words: String,
    pub by: StaffId,
    pub at: DateTime<Utc>,
}

impl CaseFile {
    pub fn inquiry(&self, id: InquiryId) -> Option<&Inquiry> {
        self.inquiries.iter().find(|inquiry| inquiry.id == id)
    }

    /// Blocked or left out by her name: nothing about her is asked of it or attributed to it.
    pub fn is_barred(&self, agency: AgencyId) -> bool {
        self.is_excluded(agency)
            || self
                .blocks_in_force()
                .any(|block| block.covers_agency(agency))
    }

    /// Whether something about her may reach the agency on that basis on that day (domain.md §11.2).
    /// A 支援会議 shares in its meeting only, never by letter.
    pub fn basis_reaches(
        &self,
        basis: &SharingBasis,
        agency: AgencyId,
        council: &Council,
        on: NaiveDate,
    ) -> bool {
        if self.is_barred(agency) {
            return false;
        }
        match basis {
            // The newest consent of its kind is the one that counts.
            SharingBasis::Consent(id) => self.consents.iter().any(|consent| {
                consent.id == *id
                    && consent.kind.shares()
                    && self
                        .consent(consent.kind)
                        .is_some_and(|newest| newest.id == *id)
                    && !consent.categories_for(agency, on).is_empty()
            }),
            SharingBasis::Art15WomenAct { council: of } => {
                *of == council.id
                    && council.policy.consent_to_share == SharingRule::StatutoryBasisAllowed
                    && council.agency(agency).is_some_and(|a| a.is_member(on))
            }
            SharingBasis::Art106_6SocialWelfare { .. } => false,
            // 1号 is her consent, 2号 use inside one body; between agencies 3号 and 4号 are left.
            SharingBasis::Pipa69_2 { item, reason } => {
                matches!(item, 3 | 4) && !reason.trim().is_empty()
            }
            SharingBasis::OtherLaw { law } => !law.trim().is_empty(),
        }
    }

    /// Whether the asked agency may read and answer it: open, and its basis holds today (BR-052).
    pub fn is_open_to_asked(&self, inquiry: &Inquiry, council: &Council, on: NaiveDate) -> bool {
        inquiry.status == InquiryStatus::Asked
            && self.basis_reaches(&inquiry.basis, inquiry.agency, council, on)
    }
}
