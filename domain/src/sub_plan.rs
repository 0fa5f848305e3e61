//! 個別の支援のプラン attached to an item of the plan (S3; BR-028, F-10).

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::case::CaseFile;
use crate::id::{AgencyId, ItemId, PlanId, StaffId};
use crate::plan::{PlanItem, SupportDomain};

/// 家計再生・就労準備・施設.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubPlanKind {
    Household,
    Work,
    Facility,
}

impl SubPlanKind {
    pub const ALL: [SubPlanKind; 3] = [Self::Household, Self::Work, Self::Facility];

    pub fn label(self) -> &'static str {
        match self {
            Self::Household => "家計再生プラン",
            Self::Work => "就労準備支援プログラム",
            Self::Facility => "女性自立支援施設の支援計画",
        }
    }

    /// The one an item of that kind should have (BR-028).
    pub fn wanted_by(domain: SupportDomain) -> Option<Self> {
        match domain {
            SupportDomain::Money => Some(Self::Household),
            SupportDomain::Employment => Some(Self::Work),
            _ => None,
        }
    }

    /// Whether it can belong to an item of that kind.
    pub fn fits(self, domain: SupportDomain) -> bool {
        use SupportDomain::{DailyLife, Housing, SafePlace, TemporaryProtection};
        match self {
            Self::Facility => {
                matches!(
                    domain,
                    DailyLife | Housing | SafePlace | TemporaryProtection
                )
            }
            other => Self::wanted_by(domain) == Some(other),
        }
    }
}

/// 個別の支援のプラン: one of a kind for an item. Read by those who may read the item's kind of
/// information.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubPlan {
    pub plan: PlanId,
    pub item: ItemId,
    pub kind: SubPlanKind,
    pub agency: AgencyId,
    pub person: Option<StaffId>,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub content: String,
    pub by: StaffId,
    pub at: DateTime<Utc>,
}

impl SubPlan {
    pub fn is_for(&self, plan: PlanId, item: ItemId, kind: SubPlanKind) -> bool {
        (self.plan, self.item, self.kind) == (plan, item, kind)
    }
}

impl CaseFile {
    /// Items of 家計 and 就労 in the newest version, whose workers should come to a meeting (BR-028).
    pub fn items_of_services(&self) -> impl Iterator<Item = &PlanItem> {
        let version = self.current_plan().and_then(|plan| plan.current());
        let items = version.into_iter().flat_map(|version| &version.items);
        items.filter(|item| SubPlanKind::wanted_by(item.domain).is_some())
    }

    /// An item as the newest version of its plan that has it says it.
    pub fn plan_item(&self, plan: PlanId, item: ItemId) -> Option<&PlanItem> {
        let versions = self.plan(plan)?.versions.iter().rev();
        let mut items = versions.flat_map(|version| &version.items);
        items.find(|known| known.id == item)
    }

    /// Items of the newest version that should have a plan of their own and have none (BR-028).
    pub fn sub_plans_missing(&self, plan: PlanId) -> Vec<(ItemId, SubPlanKind)> {
        let version = self.plan(plan).and_then(|plan| plan.current());
        let items = version.iter().flat_map(|version| &version.items);
        items
            .filter_map(|item| Some((item.id, SubPlanKind::wanted_by(item.domain)?)))
            .filter(|(item, kind)| {
                let mut known = self.sub_plans.iter();
                !known.any(|sub_plan| sub_plan.is_for(plan, *item, *kind))
            })
            .collect()
    }
}
