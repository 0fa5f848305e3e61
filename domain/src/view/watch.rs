//! 期日 on the case page, and the calendar of all days to be watched: case codes, no names.

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::access::{Action, CaseFacts, Decision, Fields, Subject, decide};
use crate::calendar;
use crate::council::{Council, Role, Staff};
use crate::form::{ADDRESS_PROTECTION, FormData};
use crate::id::{CaseId, MeasureId, RecordId};
use crate::view::case::visible;
use crate::view::{CaseCard, Reader, task};
use crate::watch::{
    AddressProtection, AddressProtectionStatus, MeasureStep, OrderKind, Stay, Watched, WatchedDate,
};

/// 期日 of one case, for those who keep the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WatchView {
    pub orders: Vec<OrderView>,
    pub measures: Vec<MeasureView>,
    pub stay: Stay,
    /// What is to be told today, and what comes, without the tasks.
    pub dates: Vec<WatchedDate>,
}

/// 保護命令.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderView {
    pub id: RecordId,
    pub kind: OrderKind,
    pub from: NaiveDate,
    pub until: NaiveDate,
    pub ended: Option<(NaiveDate, String)>,
}

/// 支援措置.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureView {
    pub id: MeasureId,
    pub status: AddressProtectionStatus,
    pub form: FormData,
    pub steps: Vec<MeasureStep>,
    pub until: Option<NaiveDate>,
    /// An extension can be applied for from this day on (BR-060).
    pub renewal_from: Option<NaiveDate>,
    /// It ended because she moved.
    pub moved_on: Option<NaiveDate>,
}

impl WatchView {
    /// Nothing for whoever may not read everything: a day alone can tell what happened to her.
    pub(super) fn of(reader: &Reader<'_>, fields: &Fields) -> Option<Self> {
        if !fields.sensitive.shows(None) {
            return None;
        }
        let Reader {
            file, names, ctx, ..
        } = reader;
        let watch = &file.watch;
        let mut dates = file.watched_dates();
        dates.retain(|date| !matches!(date.of, Watched::Task(_)));
        let measure = |known: &AddressProtection| MeasureView {
            id: known.id,
            status: known.status_on(ctx.today()),
            form: names.cover_form(visible(&ADDRESS_PROTECTION, &known.form, fields)),
            steps: known.steps.clone(),
            until: known.in_force_until(),
            renewal_from: known.renewal_from(),
            moved_on: known.moved_on(),
        };
        Some(Self {
            orders: watch
                .orders
                .iter()
                .map(|order| OrderView {
                    id: order.id,
                    kind: order.kind,
                    from: order.from,
                    until: order.until,
                    ended: order
                        .ended
                        .as_ref()
                        .map(|(on, why)| (*on, names.cover(why))),
                })
                .collect(),
            measures: watch.measures.iter().map(measure).collect(),
            stay: Stay {
                words: names.cover(&watch.stay.words),
                until: watch.stay.until,
            },
            dates,
        })
    }
}

/// What one reader's inbox tells of a case today: for its workers the tasks of others that are due, and
/// for those in charge every other day that is near. Their own tasks stand in a list of their own
/// ([`CaseCard::own_tasks`]); it all follows from the record, so that nothing is told twice.
pub fn reminders_for(reader: &Reader<'_>) -> Vec<WatchedDate> {
    let Reader { file, ctx, .. } = reader;
    let sees = decide(reader.subject, Action::SeeCase, reader.facts);
    let me = reader.subject.actor.staff();
    let me = me.and_then(|id| ctx.council.person(id));
    let (Decision::Allow(fields), Some(me)) = (sees, me) else {
        return Vec::new();
    };
    let (keeps, steps) = (reader.may(Action::KeepDates), reader.may(Action::StepTask));
    let followed = |of| {
        file.task(of).is_some_and(|known| {
            let whose = !known.is_of(me) && file.workers.contains(&me.id);
            whose && task::reads(&known, me, &fields)
        })
    };
    let mut dates = file.reminders(ctx.today());
    dates.retain(|date| match date.of {
        Watched::Task(of) => steps && followed(of),
        _ => keeps,
    });
    dates
}

/// 期日の見守り: the days of a period over all cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatesView {
    pub from: NaiveDate,
    /// The last day shown.
    pub to: NaiveDate,
    pub today: NaiveDate,
    /// By day, then by number.
    pub lines: Vec<DateLine>,
    /// Days that passed before the period and still ask for something; only where it holds today.
    pub late: Vec<DateLine>,
    pub pledge: Option<PledgeDay>,
}

/// One day of one case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DateLine {
    pub day: NaiveDate,
    pub no: String,
    pub case: CaseId,
    pub of: Watched,
    /// Told from this day on.
    pub told_from: NaiveDate,
    pub seen: bool,
}

/// 誓約 is for a fiscal year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PledgeDay {
    /// The day from which a new one is needed.
    pub day: NaiveDate,
    /// People in post who have not signed this year's, for who keeps the list of people.
    pub unsigned: Option<usize>,
}

/// Most days of one answer: six weeks.
pub const MOST_DAYS: u64 = 42;
/// So long a day that passed is still shown.
pub const LATE_DAYS: u64 = 90;

impl DatesView {
    /// The first and the last day of a period; without a first day the week of today, from Monday.
    pub fn period(from: Option<NaiveDate>, days: u16, today: NaiveDate) -> (NaiveDate, NaiveDate) {
        let back = Days::new(u64::from(today.weekday().num_days_from_monday()));
        let from = from.unwrap_or_else(|| today.checked_sub_days(back).unwrap_or(today));
        let more = u64::from(days).clamp(1, MOST_DAYS) - 1;
        let to = from.checked_add_days(Days::new(more)).unwrap_or(from);
        (from, to)
    }

    /// From the lines of the cards. `late` goes with a period that holds today.
    pub fn of(
        mut lines: Vec<DateLine>,
        (from, to): (NaiveDate, NaiveDate),
        council: &Council,
        subject: &Subject,
        today: NaiveDate,
    ) -> Self {
        lines.sort_unstable();
        let holds_today = (from..=to).contains(&today);
        let mut late = lines.clone();
        late.retain(|line| holds_today && line.day < from && !line.seen);
        lines.retain(|line| (from..=to).contains(&line.day));
        Self {
            from,
            to,
            today,
            lines,
            late,
            pledge: PledgeDay::of(council, subject, (from, to), today),
        }
    }
}

impl PledgeDay {
    fn of(
        council: &Council,
        subject: &Subject,
        (from, to): (NaiveDate, NaiveDate),
        today: NaiveDate,
    ) -> Option<Self> {
        let (_, last) = calendar::fiscal_year_days(calendar::fiscal_year(today))?;
        let day = last.succ_opt()?;
        let manages = decide(subject, Action::ManageStaff, &CaseFacts::default());
        let unsigned = matches!(manages, Decision::Allow(_)).then(|| {
            let people = council.staff.values();
            people
                .filter(|staff| staff.in_post(today) && !council.pledged(staff.id, today))
                .count()
        });
        let shown = (from..=to).contains(&day) || unsigned.is_some_and(|many| many > 0);
        shown.then_some(Self { day, unsigned })
    }
}

impl CaseCard {
    /// The days of this case that the reader may know of, between those days: all of them for those
    /// in charge, one's own tasks for others, the reviews for the 調整担当者. That the case is not
    /// hidden from the reader was asked before.
    pub fn dates_for(
        &self,
        case: CaseId,
        subject: &Subject,
        me: &Staff,
        (from, to): (NaiveDate, NaiveDate),
        today: NaiveDate,
    ) -> Vec<DateLine> {
        let in_charge = self.workers.contains(&me.id) || self.is_of_own_agency(subject);
        let coordinates = subject.coordinates && subject.has(Role::CoordinationOfficer);
        let knows = |date: &&WatchedDate| {
            in_charge
                || match date.of {
                    Watched::Task(_) => self.reads_own_task(date, me, today),
                    Watched::Review(_) => coordinates,
                    _ => false,
                }
        };
        let dates = self.dates.iter().filter(knows);
        dates
            .filter(|date| (from..=to).contains(&date.day))
            .map(|date| DateLine {
                day: date.day,
                no: self.no.clone(),
                case,
                of: date.of,
                told_from: date.told_from,
                seen: date.seen,
            })
            .collect()
    }
}
