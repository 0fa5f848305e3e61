//! 個別の支援のプラン as shown with the plan.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::access::Fields;
use crate::id::{ItemId, PlanId};
use crate::sub_plan::SubPlanKind;
use crate::view::{AgencyRef, Reader};

/// One sub-plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubPlanView {
    pub item: ItemId,
    pub kind: SubPlanKind,
    pub agency: AgencyRef,
    pub person: Option<String>,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub content: String,
    pub by: String,
    pub at: DateTime<Utc>,
}

/// An item that should have one and has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubPlanWanted {
    pub item: ItemId,
    pub kind: SubPlanKind,
}

/// Whether the reader sees the item at all.
fn reads(reader: &Reader<'_>, fields: &Fields, plan: PlanId, item: ItemId) -> bool {
    let item = reader.file.plan_item(plan, item);
    item.is_some_and(|item| fields.sensitive.shows(Some(item.category)))
}

/// Those of the items that the reader sees.
pub(super) fn seen(reader: &Reader<'_>, fields: &Fields, plan: PlanId) -> Vec<SubPlanView> {
    let Reader { file, names, .. } = reader;
    let all = file.sub_plans.iter();
    all.filter(|known| known.plan == plan && reads(reader, fields, plan, known.item))
        .map(|known| SubPlanView {
            item: known.item,
            kind: known.kind,
            agency: names.agency(known.agency),
            person: known.person.map(|id| names.person_name(id)),
            from: known.from,
            to: known.to,
            content: names.cover(&known.content),
            by: names.person_name(known.by),
            at: known.at,
        })
        .collect()
}

/// What is missing (BR-028), of the items that the reader sees.
pub(super) fn wanted(reader: &Reader<'_>, fields: &Fields, plan: PlanId) -> Vec<SubPlanWanted> {
    let missing = reader.file.sub_plans_missing(plan).into_iter();
    missing
        .filter(|(item, _)| reads(reader, fields, plan, *item))
        .map(|(item, kind)| SubPlanWanted { item, kind })
        .collect()
}
