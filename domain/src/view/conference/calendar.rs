//! The calendar of conferences: series, days, and what is missing in the year.

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use crate::access::{Action, Decision, Subject, WINDOW_AFTER, decide_conference};
use crate::calendar;
use crate::conference::{Conference, ConferenceKind, Rhythm, Series};
use crate::council::{Council, Tier};
use crate::form::Attendee;
use crate::meeting::MeetingStatus;
use crate::view::conference::{ConferenceLine, Conferences, Participant, SeriesLine};
use crate::view::{Names, council};

/// 代表者会議 a year (BR-020).
const MOST_REPRESENTATIVES: usize = 2;
/// First month in which a year without 代表者会議 is warned of; there are three left.
const WARN_FROM_MONTH: u32 = 1;

/// Names for a reader; one without an account knows no agency that must not be known.
pub(super) fn names_for<'a>(council: &'a Council, subject: &Subject) -> Names<'a> {
    match subject.actor.staff() {
        Some(reader) => Names::outside(council, reader),
        None => Names::for_paper(council),
    }
}

/// Held, or being held.
pub(super) fn took_place(conference: &Conference) -> bool {
    !conference.status.is_unheld() && conference.status != MeetingStatus::Cancelled
}

pub(super) fn is_in(conference: &Conference, year: i32) -> bool {
    calendar::fiscal_year(conference.day()) == year
}

impl Participant {
    pub fn of(person: &Attendee, names: &Names<'_>) -> Self {
        let name = match person.staff {
            Some(id) => names.person_name(id),
            None if names.knows(person.agency) => person.name.clone(),
            None => String::new(),
        };
        Self {
            agency: names.agency(person.agency),
            staff: person.staff,
            name,
        }
    }

    pub(super) fn all(people: &[Attendee], names: &Names<'_>) -> Vec<Self> {
        people
            .iter()
            .map(|person| Self::of(person, names))
            .collect()
    }
}

impl SeriesLine {
    /// `held` counts those of the year that took place.
    pub fn of(series: &Series, held: u32, names: &Names<'_>) -> Self {
        Self {
            id: series.id,
            kind: series.kind,
            name: series.name.clone(),
            rhythm: series.rhythm,
            core: Participant::all(&series.core, names),
            full: Participant::all(&series.full, names),
            groups: series
                .groups
                .iter()
                .map(|(group, people)| (*group, Participant::all(people, names)))
                .collect(),
            also_serves: series
                .also_serves
                .iter()
                .map(|programme| programme.label().to_owned())
                .collect(),
            held,
            ended: series.ended,
        }
    }
}

impl ConferenceLine {
    pub fn of(
        conference: &Conference,
        council: &Council,
        subject: &Subject,
        now: DateTime<Utc>,
    ) -> Self {
        let (status, not_held) = conference.standing(now);
        let sees = decide_conference(subject, Action::SeeConference, conference, council, now);
        let mine = subject
            .actor
            .staff()
            .is_some_and(|id| conference.invites(id));
        Self {
            id: conference.id,
            kind: conference.kind,
            name: name_of(conference, council),
            number: conference.number,
            status,
            planned: conference.planned,
            not_held,
            room: mine.then(|| conference.room.clone()),
            mine,
            opens: matches!(sees, Decision::Allow(_)),
        }
    }

    /// The notices of one reader: what she or he was called to and is still to come or going on, and
    /// what will not be held after all. Nobody is told before the calling (招集).
    pub fn notices(
        all: &[Conference],
        council: &Council,
        subject: &Subject,
        now: DateTime<Utc>,
    ) -> Vec<Self> {
        let ended = |conference: &Conference| {
            calendar::instant(conference.planned.to) + WINDOW_AFTER < now && !conference.is_live()
        };
        let told = |conference: &Conference| match conference.status {
            MeetingStatus::Notified | MeetingStatus::InProgress => true,
            MeetingStatus::Cancelled => conference.not_held.is_some(),
            _ => false,
        };
        let mut lines: Vec<Self> = all
            .iter()
            .filter(|conference| told(conference) && !ended(conference))
            .map(|conference| Self::of(conference, council, subject, now))
            .filter(|line| line.mine)
            .collect();
        lines.sort_by_key(|line| line.planned.from);
        lines
    }
}

pub(super) fn name_of(conference: &Conference, council: &Council) -> String {
    match council.series.get(&conference.series) {
        Some(series) => series.name.clone(),
        None => conference.kind.label().to_owned(),
    }
}

impl Conferences {
    /// The calendar of one fiscal year. `conferences` may hold other years too.
    pub fn of(
        conferences: &[Conference],
        council: &Council,
        subject: &Subject,
        year: i32,
        now: DateTime<Utc>,
    ) -> Self {
        let names = names_for(council, subject);
        let of_year: Vec<&Conference> = conferences.iter().filter(|c| is_in(c, year)).collect();
        let mut listed: Vec<&Conference> = of_year
            .iter()
            .copied()
            .filter(|conference| conference.listed_for(subject))
            .collect();
        listed
            .sort_by_key(|conference| std::cmp::Reverse((conference.planned.from, conference.id)));
        let upper_only = !subject.roles.iter().any(|role| role.may_meet_a_case());
        let series =
            |series: &&Series| !upper_only || series.kind == ConferenceKind::Representatives;
        let mut warnings = representatives_warnings(conferences, council, year, now);
        if !upper_only {
            warnings.extend(full_member_warnings(conferences, council, year, now));
        }
        Self {
            year,
            series: council
                .series
                .values()
                .filter(series)
                .map(|series| {
                    let held = of_year
                        .iter()
                        .filter(|conference| conference.series == series.id)
                        .filter(|conference| took_place(conference));
                    let held = u32::try_from(held.count()).unwrap_or(u32::MAX);
                    SeriesLine::of(series, held, &names)
                })
                .collect(),
            conferences: listed
                .into_iter()
                .map(|conference| ConferenceLine::of(conference, council, subject, now))
                .collect(),
            warnings,
            rights: council::rights(subject),
        }
    }
}

/// BR-020: one or two 代表者会議 a fiscal year.
pub(super) fn representatives_warnings(
    conferences: &[Conference],
    council: &Council,
    year: i32,
    now: DateTime<Utc>,
) -> Vec<String> {
    let today = calendar::jst_date(now);
    if !council.policy.tiers.contains(&Tier::Representatives) {
        return Vec::new();
    }
    let label = calendar::fiscal_year_label(year);
    let counted: Vec<&Conference> = conferences
        .iter()
        .filter(|conference| conference.kind == ConferenceKind::Representatives)
        .filter(|conference| is_in(conference, year))
        .filter(|conference| conference.status != MeetingStatus::Cancelled)
        .collect();
    if counted.len() > MOST_REPRESENTATIVES {
        return vec![format!(
            "{label}の代表者会議は{}回です。年に一回か二回が目安です。予定を見直してください。",
            counted.len()
        )];
    }
    if counted.iter().any(|conference| took_place(conference)) {
        return Vec::new();
    }
    let this_year = calendar::fiscal_year(today);
    let late = this_year == year && (WARN_FROM_MONTH..=3).contains(&today.month());
    if year < this_year {
        vec![format!("{label}は、代表者会議が開かれませんでした。")]
    } else if !late {
        Vec::new()
    } else if let Some(next) = counted.iter().map(|c| c.day()).find(|day| *day >= today) {
        vec![format!(
            "{label}の代表者会議がまだ開かれていません。{}に予定しています。",
            words(next)
        )]
    } else {
        vec![format!(
            "{label}の代表者会議がまだ開かれていません。年度は3月31日までです。日程を決めてください。"
        )]
    }
}

/// BR-029: where a series has a core and a full membership, one with all members each month.
fn full_member_warnings(
    conferences: &[Conference],
    council: &Council,
    year: i32,
    now: DateTime<Utc>,
) -> Vec<String> {
    let today = calendar::jst_date(now);
    if calendar::fiscal_year(today) != year {
        return Vec::new();
    }
    let this_month = |day: NaiveDate| (day.year(), day.month()) == (today.year(), today.month());
    council
        .series
        .values()
        .filter(|series| {
            let two_layers = !series.full.is_empty() && !series.core.is_empty();
            let regular = series.rhythm != Rhythm::AsNeeded;
            let monthly = series.kind != ConferenceKind::Representatives;
            two_layers && regular && monthly && !series.ended
        })
        .filter(|series| {
            !conferences.iter().any(|conference| {
                let coming = conference.status.is_unheld() && conference.day() >= today;
                conference.series == series.id
                    && conference.full
                    && this_month(conference.day())
                    && (coming || took_place(conference))
            })
        })
        .map(|series| {
            format!(
                "「{}」は、今月、構成員が全員そろう回がまだありません。月に一度が目安です。日程を決めてください。",
                series.name
            )
        })
        .collect()
}

fn words(day: NaiveDate) -> String {
    format!("{}月{}日", day.month(), day.day())
}
