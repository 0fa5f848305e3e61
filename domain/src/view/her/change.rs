//! かわったところ: what is different from the version she read before, in words.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Names;
use crate::id::ItemId;
use crate::plan::{PlanItem, PlanVersion, SupportDomain};
use crate::view::PlanChangeKind;

/// One difference to the version she read before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub place: ChangedPlace,
    pub what: PlanChangeKind,
    pub before: String,
    pub after: String,
}

/// Where in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangedPlace {
    /// An item: its number on the page, if it is still there.
    Item {
        number: Option<u16>,
        domain: SupportDomain,
    },
    /// An item's day or rhythm.
    When {
        number: u16,
        domain: SupportDomain,
    },
    /// Who helps with an item.
    Helper {
        number: u16,
        domain: SupportDomain,
    },
    /// What she does herself.
    HerPart {
        number: u16,
        domain: SupportDomain,
    },
    Wish,
    GoalLong,
    GoalsShort,
    Contact,
    Period,
    Review,
}

impl ChangedPlace {
    /// The item it is at: its number on the page.
    pub fn item(self) -> Option<u16> {
        match self {
            Self::Item { number, .. } => number,
            Self::When { number, .. }
            | Self::Helper { number, .. }
            | Self::HerPart { number, .. } => Some(number),
            _ => None,
        }
    }
}

/// What is new at the item of that number: all of it, or something in it.
pub(super) fn news_of_item(changes: &[Change], number: u16) -> Option<PlanChangeKind> {
    let mut here = changes
        .iter()
        .filter(|change| change.place.item() == Some(number));
    here.next().map(|first| match (first.place, first.what) {
        (ChangedPlace::Item { .. }, PlanChangeKind::Added) => PlanChangeKind::Added,
        _ => PlanChangeKind::Changed,
    })
}

pub(super) fn changes(before: &PlanVersion, after: &PlanVersion, names: &Names<'_>) -> Vec<Change> {
    let mut found = Vec::new();
    let mut differs = |place, before: String, after: String| {
        if before != after {
            let what = match (before.is_empty(), after.is_empty()) {
                (true, _) => PlanChangeKind::Added,
                (_, true) => PlanChangeKind::Removed,
                _ => PlanChangeKind::Changed,
            };
            found.push(Change {
                place,
                what,
                before,
                after,
            });
        }
    };
    let old: BTreeMap<ItemId, &PlanItem> =
        before.items.iter().map(|item| (item.id, item)).collect();
    for (item, number) in after.items.iter().zip(1..) {
        let domain = item.domain;
        let place = ChangedPlace::Item {
            number: Some(number),
            domain,
        };
        let Some(was) = old.get(&item.id) else {
            differs(place, String::new(), item.easy_text.clone());
            continue;
        };
        differs(place, was.easy_text.clone(), item.easy_text.clone());
        let place = ChangedPlace::When { number, domain };
        differs(place, was.when.clone(), item.when.clone());
        let place = ChangedPlace::Helper { number, domain };
        differs(place, names.helper(was), names.helper(item));
        let place = ChangedPlace::HerPart { number, domain };
        differs(place, was.what_she_does.clone(), item.what_she_does.clone());
    }
    for gone in before
        .items
        .iter()
        .filter(|was| after.items.iter().all(|item| item.id != was.id))
    {
        let place = ChangedPlace::Item {
            number: None,
            domain: gone.domain,
        };
        differs(place, gone.easy_text.clone(), String::new());
    }
    let contact = |version: &PlanVersion| {
        let contact = version.first_contact.and_then(|id| names.contact(id));
        contact
            .map(|contact| format!("{}（{}）", contact.name, contact.agency))
            .unwrap_or_default()
    };
    differs(
        ChangedPlace::Wish,
        before.wish_words.clone(),
        after.wish_words.clone(),
    );
    differs(
        ChangedPlace::GoalLong,
        before.goal_long.clone(),
        after.goal_long.clone(),
    );
    differs(
        ChangedPlace::GoalsShort,
        before.goals_short.join("、"),
        after.goals_short.join("、"),
    );
    differs(ChangedPlace::Contact, contact(before), contact(after));
    let period = |version: &PlanVersion| {
        use crate::calendar::wareki_and_western as day;
        format!("{} から {} まで", day(version.from), day(version.to))
    };
    differs(ChangedPlace::Period, period(before), period(after));
    let review =
        |version: &PlanVersion| crate::calendar::wareki_and_western(version.monitoring_date);
    differs(ChangedPlace::Review, review(before), review(after));
    found
}
