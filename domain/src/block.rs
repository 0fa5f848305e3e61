//! 閲覧制限 (block list, domain.md §12.3): who must not learn that the case exists.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::council::Staff;
use crate::id::{AgencyId, BlockId, StaffId};

/// One entry of the block list of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessBlock {
    pub id: BlockId,
    pub target: BlockTarget,
    pub reason: BlockReason,
    /// Who acts where a whole unit is blocked and its agency must act all the same.
    pub alternative: Option<StaffId>,
    pub set_by: StaffId,
    pub set_at: DateTime<Utc>,
    pub lifted_at: Option<DateTime<Utc>>,
}

/// Who is blocked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum BlockTarget {
    Person(StaffId),
    Unit { agency: AgencyId, unit: String },
    Agency(AgencyId),
}

/// Why, as a class; the story stays out of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlockReason {
    /// 本人の希望
    HerWish,
    /// 親族・知人
    Relation,
    /// 近隣
    Neighbour,
    /// 相手方とのつながり
    TieToOpposingParty,
}

impl BlockReason {
    pub const ALL: [BlockReason; 4] = [
        Self::HerWish,
        Self::Relation,
        Self::Neighbour,
        Self::TieToOpposingParty,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::HerWish => "本人の希望",
            Self::Relation => "親族・知人",
            Self::Neighbour => "近隣",
            Self::TieToOpposingParty => "相手方とのつながり",
        }
    }
}

impl AccessBlock {
    /// Whether it covers the person, whatever the role.
    pub fn covers(&self, staff: &Staff) -> bool {
        if self.lifted_at.is_some() {
            return false;
        }
        match &self.target {
            BlockTarget::Person(id) => *id == staff.id,
            BlockTarget::Agency(agency) => *agency == staff.agency,
            BlockTarget::Unit { agency, unit } => {
                *agency == staff.agency
                    && staff.unit.as_deref() == Some(unit)
                    && self.alternative != Some(staff.id)
            }
        }
    }

    /// Whether it covers the agency as a whole.
    pub fn covers_agency(&self, agency: AgencyId) -> bool {
        self.lifted_at.is_none() && self.target == BlockTarget::Agency(agency)
    }
}
