//! 支援措置 (住民基本台帳事務; F-14, domain.md §§4.8, 9.7). The program does not file it: it watches its
//! dates.

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::form::FormData;
use crate::id::MeasureId;

/// An extension is accepted from so long before the end (BR-060).
pub const RENEWAL: Months = Months::new(1);

/// 支援措置. Addresses and the municipality are in [`crate::case::Whereabouts::measures`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressProtection {
    pub id: MeasureId,
    /// F-14 without its P4 fields.
    pub form: FormData,
    /// Oldest first.
    pub steps: Vec<MeasureStep>,
}

/// A step of the procedure at the municipality.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeasureStep {
    /// 相談先に意見を求めた
    OpinionRequested {
        on: NaiveDate,
    },
    /// 申し出た
    Applied {
        on: NaiveDate,
    },
    /// 始まった, or was extended (延長) where it was in force.
    InForce {
        from: NaiveDate,
        until: NaiveDate,
    },
    Ended {
        on: NaiveDate,
        why: MeasureEnd,
    },
}

/// 終わった理由.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeasureEnd {
    /// 転居: it ends with the move to another municipality.
    Moved,
    /// 本人の申出
    HerWish,
    /// その他
    Other,
}

impl MeasureEnd {
    pub const ALL: [MeasureEnd; 3] = [Self::Moved, Self::HerWish, Self::Other];

    pub fn label(self) -> &'static str {
        match self {
            Self::Moved => "転居",
            Self::HerWish => "本人の申出",
            Self::Other => "その他",
        }
    }
}

/// domain.md §9.7. `RenewalWindow` and `Expired` follow from the day; 延長 is in force anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddressProtectionStatus {
    Considering,
    OpinionRequested,
    Applied,
    InForce,
    RenewalWindow,
    Expired,
    Ended,
}

impl AddressProtectionStatus {
    pub const ALL: [AddressProtectionStatus; 7] = [
        Self::Considering,
        Self::OpinionRequested,
        Self::Applied,
        Self::InForce,
        Self::RenewalWindow,
        Self::Expired,
        Self::Ended,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::Considering => "検討中",
            Self::OpinionRequested => "意見を依頼",
            Self::Applied => "申出済み",
            Self::InForce => "支援措置中",
            Self::RenewalWindow => "延長できる期間",
            Self::Expired => "期間満了",
            Self::Ended => "終了",
        }
    }

    pub fn may_become(self, to: AddressProtectionStatus) -> bool {
        use AddressProtectionStatus::*;
        match self {
            Considering => matches!(to, OpinionRequested | Applied | Ended),
            OpinionRequested => matches!(to, Applied | Ended),
            Applied => matches!(to, InForce | Ended),
            InForce => matches!(to, RenewalWindow | Ended),
            RenewalWindow => matches!(to, InForce | Expired | Ended),
            // It is applied for anew; an end by a move that was none is taken back by what is in force.
            Expired => matches!(to, OpinionRequested | Applied | InForce),
            Ended => matches!(to, OpinionRequested | Applied | InForce),
        }
    }
}

impl MeasureStep {
    /// Where the step leads.
    pub fn to(&self) -> AddressProtectionStatus {
        match self {
            Self::OpinionRequested { .. } => AddressProtectionStatus::OpinionRequested,
            Self::Applied { .. } => AddressProtectionStatus::Applied,
            Self::InForce { .. } => AddressProtectionStatus::InForce,
            Self::Ended { .. } => AddressProtectionStatus::Ended,
        }
    }
}

impl AddressProtection {
    /// One that is only being considered.
    pub(crate) fn considered(id: MeasureId, form: FormData) -> Self {
        Self {
            id,
            form,
            steps: Vec::new(),
        }
    }

    pub fn status_on(&self, today: NaiveDate) -> AddressProtectionStatus {
        match self.steps.last() {
            None => AddressProtectionStatus::Considering,
            Some(MeasureStep::InForce { until, .. }) => {
                if today > *until {
                    AddressProtectionStatus::Expired
                } else if self.renewal_from().is_some_and(|from| today >= from) {
                    AddressProtectionStatus::RenewalWindow
                } else {
                    AddressProtectionStatus::InForce
                }
            }
            Some(step) => step.to(),
        }
    }

    /// Its last day, where it was put in force and not ended since.
    pub fn in_force_until(&self) -> Option<NaiveDate> {
        match self.steps.last()? {
            MeasureStep::InForce { until, .. } => Some(*until),
            _ => None,
        }
    }

    /// From when on an extension can be applied for.
    pub fn renewal_from(&self) -> Option<NaiveDate> {
        self.in_force_until()?.checked_sub_months(RENEWAL)
    }

    /// Day of the move that ended it.
    pub fn moved_on(&self) -> Option<NaiveDate> {
        match self.steps.last()? {
            MeasureStep::Ended {
                on,
                why: MeasureEnd::Moved,
            } => Some(*on),
            _ => None,
        }
    }

    /// Being applied for, or in force.
    pub fn is_in_hand(&self) -> bool {
        !matches!(self.steps.last(), Some(MeasureStep::Ended { .. }))
    }
}
