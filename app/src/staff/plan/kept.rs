//! 書きかけの計画: what stands in the editor, sealed on the device until it is sent.

use domain::form::FormData;
use domain::id::{CaseId, ItemId, PlanId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::draft::{Draft, ItemDraft};
use crate::staff::draft::{self, Kept};

/// The plan as it stands in the fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Typed {
    plan: PlanId,
    base: u16,
    #[serde(default)]
    shown: bool,
    #[serde(default)]
    seen: FormData,
    from: String,
    to: String,
    wish: String,
    goal: String,
    goals: String,
    items: Vec<TypedItem>,
    review: String,
    contact: String,
    watch: String,
    safety: Option<String>,
    #[serde(default)]
    safety_seen: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct TypedItem {
    id: ItemId,
    domain: String,
    category: String,
    issue: String,
    support: String,
    easy: String,
    hers: String,
    agency: String,
    person: String,
    when: String,
    due: String,
}

/// What was there when the editor was opened, and what stands there now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Unsent {
    start: Typed,
    now: Typed,
}

impl draft::Draft for Unsent {
    fn is_empty(&self) -> bool {
        self.start == self.now
    }
}

impl TypedItem {
    fn of(item: ItemDraft) -> Self {
        Self {
            id: item.id,
            domain: item.domain.get(),
            category: item.category.get(),
            issue: item.issue.get(),
            support: item.support.get(),
            easy: item.easy.get(),
            hers: item.hers.get(),
            agency: item.agency.get(),
            person: item.person.get(),
            when: item.when.get(),
            due: item.due.get(),
        }
    }

    fn fields(self) -> ItemDraft {
        ItemDraft {
            id: self.id,
            domain: RwSignal::new(self.domain),
            category: RwSignal::new(self.category),
            issue: RwSignal::new(self.issue),
            support: RwSignal::new(self.support),
            easy: RwSignal::new(self.easy),
            hers: RwSignal::new(self.hers),
            agency: RwSignal::new(self.agency),
            person: RwSignal::new(self.person),
            when: RwSignal::new(self.when),
            due: RwSignal::new(self.due),
        }
    }
}

impl Typed {
    /// Reads the fields, to be read anew when something is typed.
    pub fn of(draft: Draft) -> Self {
        Self {
            plan: draft.plan.get(),
            base: draft.base.get(),
            shown: draft.shown.get(),
            seen: draft.seen.get(),
            from: draft.from.get(),
            to: draft.to.get(),
            wish: draft.wish.get(),
            goal: draft.goal.get(),
            goals: draft.goals.get(),
            items: draft.items.get().into_iter().map(TypedItem::of).collect(),
            review: draft.review.get(),
            contact: draft.contact.get(),
            watch: draft.watch.get(),
            safety: draft.safety.map(|safety| safety.get()),
            safety_seen: draft.safety_seen.get(),
        }
    }

    /// Puts it into the fields. What the reader may not know by now is not put back.
    pub fn write(self, draft: Draft) {
        draft.plan.set(self.plan);
        draft.base.set(self.base);
        draft.shown.set(self.shown);
        draft.seen.set(self.seen);
        draft.safety_seen.set(self.safety_seen);
        let texts = [
            (draft.from, self.from),
            (draft.to, self.to),
            (draft.wish, self.wish),
            (draft.goal, self.goal),
            (draft.goals, self.goals),
            (draft.review, self.review),
            (draft.contact, self.contact),
            (draft.watch, self.watch),
        ];
        for (field, text) in texts {
            field.set(text);
        }
        if let (Some(field), Some(text)) = (draft.safety, self.safety) {
            field.set(text);
        }
        draft
            .items
            .set(self.items.into_iter().map(TypedItem::fields).collect());
    }
}

/// Keeps what is typed into the plan: a new one under its case, another version under its plan.
pub(super) fn keep(case: CaseId, draft: Draft, start: StoredValue<Typed>) -> Kept {
    let plan = draft.plan.get_untracked();
    let name = match draft.base.get_untracked() {
        0 => format!("plan-{}", case.0),
        _ => format!("plan-{}", plan.0),
    };
    draft::keep(
        name,
        move || Unsent {
            start: start.get_value(),
            now: Typed::of(draft),
        },
        move |unsent: Unsent| unsent.now.write(draft),
    )
}
