//! 一時保護 (domain.md §§4.2, 9.6, 14): her own will first, a ground of the regulation, a list of who
//! may know the place.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::id::{AgencyId, ProtectionId, StaffId};

/// 一時保護. The place is in [`crate::case::Whereabouts::places`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protection {
    pub id: ProtectionId,
    pub status: ProtectionStatus,
    pub ground: Option<ProtectionGround>,
    pub mode: Option<ProtectionMode>,
    /// 同伴家族の人数
    pub companions: u8,
    pub decided_at: Option<DateTime<Utc>>,
    pub decided_by: Option<StaffId>,
    pub started_at: Option<DateTime<Utc>>,
    /// 予定の終わり; no source fixes a length.
    pub planned_end: Option<NaiveDate>,
    pub ended_at: Option<DateTime<Utc>>,
    pub end: Option<ProtectionEnd>,
    /// Why it was denied and what is offered instead.
    pub alternative: Option<String>,
    /// Why it was made longer, oldest first.
    pub extensions: Vec<String>,
    /// 持ち物・薬・アレルギー・電話など
    pub notes: String,
}

/// domain.md §9.6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ProtectionStatus {
    Considered,
    Requested,
    Denied,
    Decided,
    InCare,
    Ended,
}

impl ProtectionStatus {
    pub const ALL: [ProtectionStatus; 6] = [
        Self::Considered,
        Self::Requested,
        Self::Denied,
        Self::Decided,
        Self::InCare,
        Self::Ended,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::Considered => "検討中",
            Self::Requested => "依頼済み",
            Self::Denied => "行わない",
            Self::Decided => "決定",
            Self::InCare => "保護中",
            Self::Ended => "終了",
        }
    }

    pub fn may_become(self, to: ProtectionStatus) -> bool {
        use ProtectionStatus::*;
        matches!(
            (self, to),
            (Considered, Requested)
                | (Requested, Decided | Denied)
                | (Decided, InCare | Ended)
                | (InCare, InCare | Ended)
        )
    }
}

/// 施行規則1条: seven grounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProtectionGround {
    SpousalViolence,
    CohabitantViolence,
    Stalking,
    Trafficking,
    NoHomeOrHarmfulHome,
    HealthAndLinkage,
    LifeOrSafetyRisk,
}

impl ProtectionGround {
    pub const ALL: [ProtectionGround; 7] = [
        Self::SpousalViolence,
        Self::CohabitantViolence,
        Self::Stalking,
        Self::Trafficking,
        Self::NoHomeOrHarmfulHome,
        Self::HealthAndLinkage,
        Self::LifeOrSafetyRisk,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::SpousalViolence => "配偶者からの暴力（1号）",
            Self::CohabitantViolence => "同居する者からの暴力（2号）",
            Self::Stalking => "つきまとい等（3号）",
            Self::Trafficking => "人身取引（4号）",
            Self::NoHomeOrHarmfulHome => "住居がない、または帰ると心身に害がある（5号）",
            Self::HealthAndLinkage => "心身の健康の確保と関係機関への連携（6号）",
            Self::LifeOrSafetyRisk => "その他、生命・身体の安全の確保（7号）",
        }
    }
}

/// Direct or entrusted (法9条7項).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProtectionMode {
    Direct,
    /// 一時保護委託 to that agency
    Entrusted(AgencyId),
}

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProtectionEnd {
    pub reason: ProtectionEndReason,
    /// Words about where she goes next; the kind of a place only, never an address.
    pub aftercare: String,
}

/// 終了の理由・行き先の種類.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProtectionEndReason {
    ReturnedHome,
    Relatives,
    PrivateHousing,
    PublicHousing,
    IndependenceFacility,
    MotherChildFacility,
    OtherFacility,
    Hospital,
    LeftUnannounced,
    Other,
}

impl ProtectionEndReason {
    pub const ALL: [ProtectionEndReason; 10] = [
        Self::ReturnedHome,
        Self::Relatives,
        Self::PrivateHousing,
        Self::PublicHousing,
        Self::IndependenceFacility,
        Self::MotherChildFacility,
        Self::OtherFacility,
        Self::Hospital,
        Self::LeftUnannounced,
        Self::Other,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::ReturnedHome => "帰宅",
            Self::Relatives => "実家・親族",
            Self::PrivateHousing => "民間住宅",
            Self::PublicHousing => "公営住宅",
            Self::IndependenceFacility => "女性自立支援施設",
            Self::MotherChildFacility => "母子生活支援施設",
            Self::OtherFacility => "他施設",
            Self::Hospital => "入院",
            Self::LeftUnannounced => "無断退所",
            Self::Other => "その他",
        }
    }
}

impl ProtectionStatus {
    /// While the Center has to decide about it or carries it out.
    pub fn is_before_center(self) -> bool {
        matches!(self, Self::Requested | Self::Decided | Self::InCare)
    }
}

impl Protection {
    /// One that is only being considered.
    pub(crate) fn considered(id: ProtectionId) -> Self {
        Self {
            id,
            status: ProtectionStatus::Considered,
            ground: None,
            mode: None,
            companions: 0,
            decided_at: None,
            decided_by: None,
            started_at: None,
            planned_end: None,
            ended_at: None,
            end: None,
            alternative: None,
            extensions: Vec::new(),
            notes: String::new(),
        }
    }
}
