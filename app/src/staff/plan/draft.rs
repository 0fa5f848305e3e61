//! 計画の下書き: what is typed into the plan editor, and how it becomes a command.

use chrono::NaiveDate;
use domain::calendar;
use domain::command::CaseCommand;
use domain::form::{FormData, InfoCategory};
use domain::id::{AgencyId, ItemId, PlanId, StaffId};
use domain::plan::{PlanItem, PlanKind, PlanVersion, SupportDomain, WrittenPlan};
use domain::view::{CaseView, PlanView};
use leptos::prelude::*;

use super::super::hours::read_date;
use super::super::{door::door, ids};
use super::kept::item_draft;

/// What is typed. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    /// One that was begun before keeps its number.
    pub plan: RwSignal<PlanId>,
    /// The version this draft stands on; 0 for the first.
    pub base: RwSignal<u16>,
    /// She had been shown that version: this is the next one.
    pub shown: RwSignal<bool>,
    /// What that version said when this draft was begun.
    pub seen: RwSignal<FormData>,
    pub kind: PlanKind,
    pub from: RwSignal<String>,
    pub to: RwSignal<String>,
    pub wish: RwSignal<String>,
    pub goal: RwSignal<String>,
    /// One goal a line.
    pub goals: RwSignal<String>,
    pub items: RwSignal<Vec<ItemDraft>>,
    pub review: RwSignal<String>,
    pub contact: RwSignal<String>,
    pub watch: RwSignal<String>,
    /// None where the reader may not know it; then what stands, stays.
    pub safety: Option<RwSignal<String>>,
    /// As it stood when this draft was begun.
    pub safety_seen: RwSignal<String>,
}

/// One item while it is typed. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct ItemDraft {
    pub id: ItemId,
    pub domain: RwSignal<String>,
    pub category: RwSignal<String>,
    pub issue: RwSignal<String>,
    pub support: RwSignal<String>,
    pub easy: RwSignal<String>,
    pub hers: RwSignal<String>,
    pub agency: RwSignal<String>,
    pub person: RwSignal<String>,
    pub when: RwSignal<String>,
    pub due: RwSignal<String>,
}

/// The kind of information an item of that domain usually is.
pub(super) fn usual_category(domain: SupportDomain) -> InfoCategory {
    use SupportDomain as D;
    match domain {
        D::Children => InfoCategory::Children,
        D::Health => InfoCategory::Health,
        D::Employment => InfoCategory::Work,
        D::Money => InfoCategory::Economic,
        D::Legal => InfoCategory::Legal,
        D::Housing | D::SafePlace | D::TemporaryProtection | D::Safety => InfoCategory::Housing,
        D::Outreach | D::Consultation | D::Recovery | D::Aftercare => InfoCategory::Harm,
        D::DailyLife => InfoCategory::Family,
    }
}

pub(super) fn place_of<T: PartialEq>(all: &[T], one: &T) -> String {
    all.iter()
        .position(|known| known == one)
        .map(|at| at.to_string())
        .unwrap_or_default()
}

/// A day as the date fields read it.
pub(super) fn day_text(day: NaiveDate) -> String {
    calendar::wareki(day).to_string()
}

pub(super) fn at_place<T: Copy>(all: &[T], key: &str) -> Option<T> {
    all.get(key.parse::<usize>().ok()?).copied()
}

impl ItemDraft {
    pub fn empty() -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            id: ItemId(ids::new()),
            domain: text(),
            category: text(),
            issue: text(),
            support: text(),
            easy: text(),
            hers: text(),
            agency: text(),
            person: text(),
            when: text(),
            due: text(),
        }
    }

    /// The item, or what to do, with its place in the list.
    fn read(self, number: usize) -> Result<PlanItem, String> {
        let ask = |what: &str| format!("項目{number}：{what}");
        let domain = at_place(&SupportDomain::ALL, &self.domain.get_untracked())
            .ok_or_else(|| ask("支援の分野を選んでください。"))?;
        let category = at_place(&InfoCategory::ALL, &self.category.get_untracked())
            .unwrap_or_else(|| usual_category(domain));
        let agency: AgencyId = self
            .agency
            .get_untracked()
            .parse()
            .map_err(|_| ask("担当の機関を選んでください。"))?;
        for (part, label) in [
            (self.issue, "課題"),
            (self.support, "支援の内容"),
            (self.when, "いつ・どのくらい"),
        ] {
            if part.with_untracked(|text| text.trim().is_empty()) {
                return Err(ask(&format!("「{label}」を入れてください。")));
            }
        }
        let due = match self.due.with_untracked(|text| text.trim().is_empty()) {
            true => None,
            false => Some(
                read_date(&self.due.get_untracked())
                    .map_err(|words| ask(&format!("期日。{words}")))?,
            ),
        };
        Ok(PlanItem {
            id: self.id,
            domain,
            category,
            issue: self.issue.get_untracked(),
            support: self.support.get_untracked(),
            easy_text: self.easy.get_untracked(),
            what_she_does: self.hers.get_untracked(),
            agency,
            person: self.person.get_untracked().parse::<StaffId>().ok(),
            when: self.when.get_untracked(),
            due,
        })
    }
}

impl Draft {
    /// A first version, from what the case knows.
    pub fn first(case: &CaseView) -> Self {
        let text = |text: String| RwSignal::new(text);
        let today = door().today();
        let kind = if case.plans.iter().any(|plan| plan.confirmed) {
            PlanKind::Replan
        } else {
            PlanKind::New
        };
        let me = door()
            .me
            .with_untracked(|me| me.as_ref().map(|me| me.id.to_string()));
        Self {
            plan: RwSignal::new(PlanId(ids::new())),
            base: RwSignal::new(0),
            shown: RwSignal::new(false),
            seen: RwSignal::new(FormData::default()),
            kind,
            from: text(calendar::wareki(today).to_string()),
            to: text(String::new()),
            wish: text(
                case.wishes
                    .last()
                    .map(|wish| wish.words.clone())
                    .unwrap_or_default(),
            ),
            goal: text(String::new()),
            goals: text(String::new()),
            items: RwSignal::new(vec![ItemDraft::empty()]),
            review: text(String::new()),
            contact: text(me.unwrap_or_default()),
            watch: text(String::new()),
            safety: case.fields.whereabouts.then(|| text(String::new())),
            safety_seen: text(String::new()),
        }
    }

    /// The next version, standing on the newest.
    pub fn next(view: &PlanView) -> Self {
        let text = |text: String| RwSignal::new(text);
        let now = view.plan.current();
        let date = |read: fn(&domain::plan::PlanVersion) -> chrono::NaiveDate| {
            text(
                now.map(|one| calendar::wareki(read(one)).to_string())
                    .unwrap_or_default(),
            )
        };
        let part = |read: fn(&domain::plan::PlanVersion) -> String| {
            text(now.map(read).unwrap_or_default())
        };
        let wish = view.wish.as_ref().map(|wish| wish.words.clone());
        Self {
            plan: RwSignal::new(view.plan.id),
            base: RwSignal::new(now.map_or(0, |one| one.number)),
            shown: RwSignal::new(now.is_some_and(|one| one.shared_at.is_some())),
            seen: RwSignal::new(now.map(PlanVersion::paper).unwrap_or_default()),
            kind: view.plan.kind,
            from: date(|one| one.from),
            to: date(|one| one.to),
            wish: text(
                wish.or(now.map(|one| one.wish_words.clone()))
                    .unwrap_or_default(),
            ),
            goal: part(|one| one.goal_long.clone()),
            goals: part(|one| one.goals_short.join("\n")),
            items: RwSignal::new(
                now.map(|one| one.items.iter().map(item_draft).collect())
                    .unwrap_or_default(),
            ),
            review: date(|one| one.monitoring_date),
            contact: part(|one| {
                one.first_contact
                    .map(|id| id.to_string())
                    .unwrap_or_default()
            }),
            watch: part(|one| one.watch_over.clone()),
            safety: view.safety_plan.clone().map(text),
            safety_seen: text(view.safety_plan.clone().unwrap_or_default()),
        }
    }

    /// The whole plan as a command.
    ///
    /// # Errors
    /// What to do, in words.
    pub fn read(self) -> Result<CaseCommand, String> {
        let date = |signal: RwSignal<String>, label: &str| {
            read_date(&signal.get_untracked()).map_err(|words| format!("{label}：{words}"))
        };
        let items = self
            .items
            .get_untracked()
            .into_iter()
            .enumerate()
            .map(|(at, item)| item.read(at + 1))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(CaseCommand::WritePlan(Box::new(WrittenPlan {
            plan: self.plan.get_untracked(),
            kind: self.kind,
            base: self.base.get_untracked(),
            shown: self.shown.get_untracked(),
            seen: self.seen.get_untracked(),
            from: date(self.from, "計画の始まり")?,
            to: date(self.to, "計画の終わり")?,
            wish_words: self.wish.get_untracked(),
            goal_long: self.goal.get_untracked(),
            goals_short: self.goals.with_untracked(|text| {
                text.lines()
                    .map(str::trim)
                    .filter(|line| !line.is_empty())
                    .map(str::to_owned)
                    .collect()
            }),
            items,
            monitoring_date: date(self.review, "見直しの日")?,
            first_contact: self.contact.get_untracked().parse::<StaffId>().ok(),
            watch_over: self.watch.get_untracked(),
            safety_plan: self.safety.map(|safety| safety.get_untracked()),
            safety_seen: self.safety_seen.get_untracked(),
        })))
    }
}
