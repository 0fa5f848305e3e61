//! 期日を見守る: dates that must not pass unseen, and the reminders that follow from them
//! (domain.md §§4.7, 4.8, 17, 22 g; BR-060).
//!
//! A reminder is never stored: it follows from the record and the day, so that it survives every
//! restart and cannot double. Only that somebody has seen it is an event.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::case::{CaseFile, CaseStatus};
use crate::consent::ConsentKind;
use crate::council::Staff;
use crate::event::{CaseEvent, Happened};
use crate::id::{AgencyId, ConsentId, MeasureId, PlanId, ProtectionId, RecordId, StaffId};
use crate::plan::PlanStatus;
use crate::protection::ProtectionStatus;
use crate::task::{TaskOf, TaskStatus};

mod address_protection;
mod command;

pub use address_protection::{
    AddressProtection, AddressProtectionStatus, MeasureEnd, MeasureStep, RENEWAL,
};
pub use command::WatchCommand;

/// 保護命令 of one kind (DV防止法; domain.md §4.7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProtectionOrder {
    pub id: RecordId,
    pub kind: OrderKind,
    pub from: NaiveDate,
    pub until: NaiveDate,
    /// Ended before its day (取消し・失効), and why.
    pub ended: Option<(NaiveDate, String)>,
}

/// 保護命令の種類.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderKind {
    Approach,
    Telephone,
    ApproachChild,
    TelephoneChild,
    ApproachRelatives,
    Leave,
}

impl OrderKind {
    pub const ALL: [OrderKind; 6] = [
        Self::Approach,
        Self::Telephone,
        Self::ApproachChild,
        Self::TelephoneChild,
        Self::ApproachRelatives,
        Self::Leave,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::Approach => "被害者への接近禁止",
            Self::Telephone => "被害者への電話等禁止",
            Self::ApproachChild => "子への接近禁止",
            Self::TelephoneChild => "子への電話等禁止",
            Self::ApproachRelatives => "親族等への接近禁止",
            Self::Leave => "退去等",
        }
    }

    /// Months for which the court usually orders it; a suggestion on the screen, never a rule.
    pub fn months(self) -> u32 {
        if self == Self::Leave { 2 } else { 12 }
    }
}

/// 在留資格 and its last day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stay {
    pub words: String,
    pub until: Option<NaiveDate>,
}

/// 見ました: somebody has taken note of a reminder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tick {
    pub of: Watched,
    /// The day it was about; another day is another reminder.
    pub day: NaiveDate,
    pub by: StaffId,
    pub at: DateTime<Utc>,
}

/// The dates of a case beyond those of its procedures.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watch {
    pub orders: Vec<ProtectionOrder>,
    pub measures: Vec<AddressProtection>,
    pub stay: Stay,
    pub ticks: Vec<Tick>,
}

/// What has a day to be watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Watched {
    Task(TaskOf),
    Review(PlanId),
    Consent(ConsentId),
    Protection(ProtectionId),
    Order(RecordId),
    Measure(MeasureId),
    /// 支援措置 that ended because she moved: to be applied for anew.
    Moved(MeasureId),
    Stay,
}

impl Watched {
    /// What it is, without a word about anyone.
    pub fn label(self) -> &'static str {
        match self {
            Self::Task(_) => "やること",
            Self::Review(_) => "計画の見直し",
            Self::Consent(_) => "同意の期限",
            Self::Protection(_) => "一時保護の終わりの予定",
            Self::Order(_) => "保護命令の終わり",
            Self::Measure(_) => "支援措置の終わり",
            Self::Moved(_) => "支援措置の申出し直し",
            Self::Stay => "在留期間の終わり",
        }
    }

    /// What to do about it.
    pub fn advice(self) -> &'static str {
        match self {
            Self::Task(_) => "済んだら「済んだ」を、延びるときは新しい日と理由を記録します。",
            Self::Review(_) => "本人と計画を見直す日を決めます。",
            Self::Consent(_) => "本人にもう一度聞きます。ひとりでに延びることはありません。",
            Self::Protection(_) => "終わったあとの支援を、本人と決めます。",
            Self::Order(_) => "もう一度申し立てるかどうか、本人と話します。",
            Self::Measure(_) => {
                "終わりの1か月前から、延長を申し出られます。本人と、市区町村の窓口へ行く日を決めます。"
            }
            Self::Moved(_) => {
                "引っ越すと、支援措置は終わります。本人と、新しい市区町村の窓口で申し出てください。"
            }
            Self::Stay => "更新の手続きを、本人と確かめます。",
        }
    }

    /// From when on it is told, for a day.
    fn told_from(self, day: NaiveDate) -> NaiveDate {
        let earlier = match self {
            Self::Task(_) => day.checked_sub_days(Days::new(7)),
            Self::Review(_) | Self::Consent(_) | Self::Order(_) => {
                day.checked_sub_days(Days::new(30))
            }
            Self::Protection(_) => day.checked_sub_days(Days::new(3)),
            Self::Measure(_) => day.checked_sub_months(RENEWAL),
            Self::Moved(_) => Some(day),
            Self::Stay => day.checked_sub_months(Months::new(3)),
        };
        earlier.unwrap_or(day)
    }
}

/// A day to be watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct WatchedDate {
    pub day: NaiveDate,
    pub of: Watched,
    /// Told from this day on.
    pub told_from: NaiveDate,
    /// Somebody has taken note of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub seen: bool,
    /// Whose task it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<AgencyId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<StaffId>,
    /// Her consents let the agency read what the task is about; known of a card only.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shared: bool,
}

impl WatchedDate {
    /// Whether it is a reminder on that day.
    pub fn reminds(&self, today: NaiveDate) -> bool {
        self.told_from <= today && !self.seen
    }

    /// Whose task it is: the person's, or where none was named the agency's.
    pub fn is_own(&self, me: &Staff) -> bool {
        match self.person {
            Some(person) => person == me.id,
            None => self.agency == Some(me.agency),
        }
    }
}

impl CaseFile {
    /// All days of the record that are still to be watched, soonest first, each once.
    pub fn watched_dates(&self) -> Vec<WatchedDate> {
        let mut days: BTreeSet<(NaiveDate, Watched)> = BTreeSet::new();
        let mut tasks = Vec::new();
        if !matches!(self.status, CaseStatus::Referred | CaseStatus::Transferred) {
            days.extend(self.lasting_days());
        }
        // What belongs to a support that is over is over with it.
        if !self.status.is_over() {
            days.extend(self.days_of_support());
            tasks = self.tasks();
            tasks.retain(|task| task.status != TaskStatus::Done);
        }
        let mut dates: Vec<WatchedDate> = days
            .into_iter()
            .map(|(day, of)| WatchedDate {
                day,
                of,
                told_from: of.told_from(day),
                seen: self.has_seen(of, day),
                agency: None,
                person: None,
                shared: false,
            })
            .collect();
        dates.extend(tasks.into_iter().filter_map(|task| {
            let (of, day) = (Watched::Task(task.of), task.due?);
            Some(WatchedDate {
                day,
                of,
                told_from: of.told_from(day),
                seen: false,
                agency: Some(task.agency),
                person: task.person,
                shared: false,
            })
        }));
        dates.sort_unstable();
        dates
    }

    /// 支援措置, 保護命令, 在留: they last beyond the support.
    fn lasting_days(&self) -> Vec<(NaiveDate, Watched)> {
        let Watch {
            orders,
            measures,
            stay,
            ..
        } = &self.watch;
        let orders = orders.iter().filter(|order| order.ended.is_none());
        let mut days: Vec<_> = orders
            .map(|order| (order.until, Watched::Order(order.id)))
            .collect();
        days.extend(measures.iter().filter_map(|measure| {
            let until = measure.in_force_until()?;
            Some((until, Watched::Measure(measure.id)))
        }));
        // A new one in hand is the answer to the move.
        let again = measures.iter().any(AddressProtection::is_in_hand);
        days.extend(measures.iter().filter(|_| !again).filter_map(|measure| {
            let moved = measure.moved_on()?;
            Some((moved, Watched::Moved(measure.id)))
        }));
        days.extend(stay.until.map(|until| (until, Watched::Stay)));
        days
    }

    fn days_of_support(&self) -> Vec<(NaiveDate, Watched)> {
        let mut days = Vec::new();
        if let Some((plan, version)) = self.plan_in_force() {
            let going = |p: &crate::plan::SupportPlan| p.status != PlanStatus::Lapsed;
            if self.plan(plan).is_some_and(going) {
                days.push((version.monitoring_date, Watched::Review(plan)));
            }
        }
        for kind in ConsentKind::ALL {
            let newest = self.consent(kind);
            let until = newest.and_then(|consent| Some((consent.id, consent.until?)));
            if let Some((id, until)) = until
                && newest.is_some_and(|consent| consent.in_force(until))
            {
                days.push((until, Watched::Consent(id)));
            }
        }
        let cared = self.protections.iter();
        days.extend(
            cared
                .filter(|protection| protection.status == ProtectionStatus::InCare)
                .filter_map(|p| Some((p.planned_end?, Watched::Protection(p.id)))),
        );
        days
    }

    fn has_seen(&self, of: Watched, day: NaiveDate) -> bool {
        let mut ticks = self.watch.ticks.iter();
        ticks.any(|tick| (tick.of, tick.day) == (of, day))
    }

    /// What is to be told on that day: a pure answer of the record, each once.
    pub fn reminders(&self, today: NaiveDate) -> Vec<WatchedDate> {
        let mut dates = self.watched_dates();
        dates.retain(|date| date.reminds(today));
        dates
    }
}

impl Watch {
    /// Folds an event about dates; others leave it as it is.
    pub(crate) fn apply(&mut self, happened: &Happened) {
        let Happened { by, at, what } = happened;
        match what {
            CaseEvent::OrderKept { order } => {
                self.orders.retain(|known| known.id != order.id);
                self.orders.push(order.clone());
            }
            CaseEvent::StayKept { stay } => self.stay = stay.clone(),
            CaseEvent::AddressProtectionKept { measure, form } => match self.in_hand(*measure) {
                Some(known) => known.form = form.clone(),
                None => {
                    let new = AddressProtection::considered(*measure, form.clone());
                    self.measures.push(new);
                }
            },
            CaseEvent::AddressProtectionStepped { measure, step } => {
                if let Some(known) = self.in_hand(*measure) {
                    known.steps.push(step.clone());
                }
            }
            CaseEvent::ReminderTicked { of, day } => {
                if let Some(by) = by.staff() {
                    self.ticks.push(Tick {
                        of: *of,
                        day: *day,
                        by,
                        at: *at,
                    });
                }
            }
            _ => {}
        }
    }

    fn in_hand(&mut self, id: MeasureId) -> Option<&mut AddressProtection> {
        self.measures.iter_mut().find(|measure| measure.id == id)
    }

    pub fn measure(&self, id: MeasureId) -> Option<&AddressProtection> {
        self.measures.iter().find(|measure| measure.id == id)
    }

    pub fn order(&self, id: RecordId) -> Option<&ProtectionOrder> {
        self.orders.iter().find(|order| order.id == id)
    }
}
