//! 書きかけの計画: what stands in the editor, sealed on the device until it is sent.

use domain::form::{FormData, InfoCategory};
use domain::id::{CaseId, ItemId, PlanId, StaffId};
use domain::plan::{PlanItem, SupportDomain, WrittenPlan};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::draft::{Draft, ItemDraft, day_text, place_of};
use crate::route::Route;
use crate::staff::draft::{self, Kept};
use crate::staff::{clock, outbox};

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

impl From<&PlanItem> for TypedItem {
    fn from(item: &PlanItem) -> Self {
        Self {
            id: item.id,
            domain: place_of(&SupportDomain::ALL, &item.domain),
            category: place_of(&InfoCategory::ALL, &item.category),
            issue: item.issue.clone(),
            support: item.support.clone(),
            easy: item.easy_text.clone(),
            hers: item.what_she_does.clone(),
            agency: item.agency.to_string(),
            person: item.person.map(|id| id.to_string()).unwrap_or_default(),
            when: item.when.clone(),
            due: item.due.map(day_text).unwrap_or_default(),
        }
    }
}

/// An item as it stands, to be changed.
pub(super) fn item_draft(item: &PlanItem) -> ItemDraft {
    TypedItem::from(item).fields()
}

/// A plan as it was sent.
fn written(fields: &Value) -> Option<WrittenPlan> {
    serde_json::from_value(fields.clone()).ok()
}

/// The same as it was typed.
fn typed(sent: WrittenPlan) -> Typed {
    Typed {
        plan: sent.plan,
        base: sent.base,
        shown: sent.shown,
        seen: sent.seen,
        from: day_text(sent.from),
        to: day_text(sent.to),
        wish: sent.wish_words,
        goal: sent.goal_long,
        goals: sent.goals_short.join("\n"),
        items: sent.items.iter().map(TypedItem::from).collect(),
        review: day_text(sent.monitoring_date),
        contact: sent
            .first_contact
            .map(|id| id.to_string())
            .unwrap_or_default(),
        watch: sent.watch_over,
        safety: sent.safety_plan,
        safety_seen: sent.safety_seen,
    }
}

/// What waits on this device will stand there: it is gone on with, not written a second time. None = a first version.
pub(super) fn go_on(case: CaseId, plan: Option<PlanId>, draft: Draft) {
    let is_meant = |row: &outbox::Row| {
        row.case() == Some(case)
            && written(row.fields()).is_some_and(|sent| match plan {
                Some(plan) => sent.plan == plan,
                None => sent.base == 0,
            })
    };
    let Some(sent) = outbox::newest_waiting(outbox::PLAN, is_meant)
        .as_ref()
        .and_then(written)
    else {
        return;
    };
    let will_stand = sent.version(StaffId(Uuid::nil()), clock::now()).paper();
    let safety = sent.safety_plan.clone();
    typed(sent).write(draft);
    draft.seen.set(will_stand);
    if let Some(safety) = safety {
        draft.safety_seen.set(safety);
    }
}

/// Where a plan that was not taken is written on.
pub fn place(case: CaseId, fields: &Value) -> Option<Route> {
    let sent = written(fields)?;
    let plan = (sent.base > 0).then_some(sent.plan);
    Some(Route::Plan { case, plan })
}

/// Puts a plan that was not taken back into its form. False where a half-written one stands there already.
pub async fn mend(case: CaseId, fields: &Value) -> bool {
    let Some(sent) = written(fields) else {
        return false;
    };
    let name = name_of(case, sent.plan, sent.base);
    let now = typed(sent);
    let start = Typed {
        goal: String::new(),
        items: Vec::new(),
        ..now.clone()
    };
    draft::there::<Unsent>(&name).await.is_none()
        && draft::put(&name, &Unsent { start, now }).await.is_ok()
}

/// Whether the next version of this plan stands half written on the device.
pub(super) async fn is_half_written(plan: PlanId) -> bool {
    let half = draft::there::<Unsent>(&version_name(plan)).await;
    half.is_some_and(|half| half.start != half.now)
}

/// Forgets the half-written plan that this one was made from.
pub async fn sent(case: CaseId, fields: &Value) {
    let Some(sent) = written(fields) else { return };
    let name = name_of(case, sent.plan, sent.base);
    let half = draft::there::<Unsent>(&name).await;
    if half.is_some_and(|half| half.now == typed(sent)) {
        draft::forget(name);
    }
}

/// A new one lies under its case, another version under its plan.
fn name_of(case: CaseId, plan: PlanId, base: u16) -> String {
    match base {
        0 => format!("plan-{}", case.0),
        _ => version_name(plan),
    }
}

fn version_name(plan: PlanId) -> String {
    format!("plan-{}", plan.0)
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

    /// The same, as somebody who begins anew has it.
    pub fn begin(self, draft: Draft) {
        draft.wish.set(self.wish.clone());
        self.write(draft);
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
            (draft.goal, self.goal),
            (draft.goals, self.goals),
            (draft.review, self.review),
            (draft.contact, self.contact),
            (draft.watch, self.watch),
        ];
        for (field, text) in texts {
            field.set(text);
        }
        // A wish of hers that is recorded by now is the one the plan begins with.
        if draft.wish.with_untracked(|wish| wish.trim().is_empty()) {
            draft.wish.set(self.wish);
        }
        if let (Some(field), Some(text)) = (draft.safety, self.safety) {
            field.set(text);
        }
        draft
            .items
            .set(self.items.into_iter().map(TypedItem::fields).collect());
    }
}

/// Keeps what is typed into the plan.
pub(super) fn keep(case: CaseId, draft: Draft, start: StoredValue<Typed>) -> Kept {
    let name = name_of(case, draft.plan.get_untracked(), draft.base.get_untracked());
    draft::keep(
        name,
        move || Unsent {
            start: start.get_value(),
            now: Typed::of(draft),
        },
        move |unsent: Unsent| unsent.now.write(draft),
    )
}
