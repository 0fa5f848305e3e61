//! The calendar of conferences: series and days.

use chrono::{DateTime, Utc};

use crate::access::{Action, Subject, decide_conference, lists_series};
use crate::conference::{Conference, NotHeld, Series, SeriesArea};
use crate::council::Council;
use crate::form::Attendee;
use crate::meeting::{Attendance, PresenceMode};
use crate::view::conference::fiscal_year::took_place;
use crate::view::conference::{ConferenceLine, Conferences, FiscalYear, Participant, SeriesLine};
use crate::view::{Names, council};

/// Names for a reader; one without an account knows no agency that must not be known.
pub(super) fn names_for<'a>(council: &'a Council, subject: &Subject) -> Names<'a> {
    match subject.actor.staff() {
        Some(reader) => Names::outside(council, reader),
        None => Names::for_paper(council),
    }
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

    pub(in crate::view) fn all(people: &[Attendee], names: &Names<'_>) -> Vec<Self> {
        people
            .iter()
            .map(|person| Self::of(person, names))
            .collect()
    }

    /// Who came, how, and whether the pledge was signed on paper.
    pub(in crate::view) fn came(
        attendance: &[Attendance],
        names: &Names<'_>,
    ) -> Vec<(Self, PresenceMode, bool)> {
        attendance
            .iter()
            .map(|came| (Self::of(&came.person, names), came.mode, came.paper_pledge))
            .collect()
    }
}

impl SeriesLine {
    /// `held` counts those of the year that took place.
    pub fn of(series: &Series, held: u32, names: &Names<'_>) -> Self {
        Self {
            id: series.id,
            kind: series.kind,
            name: names.cover(&series.name),
            area: series.area.as_ref().map(|area| SeriesArea {
                level: area.level,
                name: names.cover(&area.name),
            }),
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
        let names = names_for(council, subject);
        let (status, not_held) = conference.standing(now);
        let sees = decide_conference(subject, Action::SeeConference, conference, council, now);
        let mine = subject
            .actor
            .staff()
            .is_some_and(|id| conference.invites(id));
        Self {
            id: conference.id,
            kind: conference.kind,
            name: names.cover(&name_of(conference, council)),
            number: conference.number,
            status,
            planned: conference.planned,
            not_held: covered(not_held, &names),
            room: mine.then(|| names.cover(&conference.room)),
            mine,
            opens: sees.allows(),
        }
    }

    /// The notices of one reader: what she or he was called to and is still to come or going on, and
    /// what will not be held after all.
    pub fn notices(
        all: &[Conference],
        council: &Council,
        subject: &Subject,
        now: DateTime<Utc>,
    ) -> Vec<Self> {
        let mut lines: Vec<Self> = all
            .iter()
            .filter(|conference| conference.is_announced(now))
            // A call that her or his post cannot follow is no notice.
            .filter(|conference| conference.listed_for(subject))
            .map(|conference| Self::of(conference, council, subject, now))
            .filter(|line| line.mine)
            .collect();
        lines.sort_by_key(|line| line.planned.from);
        lines
    }
}

/// Why it was not held, in the words that this reader may read.
pub(in crate::view) fn covered(not_held: Option<NotHeld>, names: &Names<'_>) -> Option<NotHeld> {
    not_held.map(|reason| match reason {
        NotHeld::NoCases => NotHeld::NoCases,
        NotHeld::Other(words) => NotHeld::Other(names.cover(&words)),
    })
}

pub(in crate::view) fn name_of(conference: &Conference, council: &Council) -> String {
    match council.series.get(&conference.series) {
        Some(series) => series.title(),
        None => conference.kind.label().to_owned(),
    }
}

impl Conferences {
    /// The calendar of one fiscal year.
    pub fn of(of: &FiscalYear<'_>, subject: &Subject) -> Self {
        let names = names_for(of.council, subject);
        let of_year: Vec<&Conference> = of.conferences().collect();
        let mut listed: Vec<&Conference> = of_year
            .iter()
            .copied()
            .filter(|conference| conference.listed_for(subject))
            .collect();
        listed
            .sort_by_key(|conference| std::cmp::Reverse((conference.planned.from, conference.id)));
        let upper_only = !subject.roles.iter().any(|role| role.may_meet_a_case());
        // A series shows to those only who find its sittings.
        let series = |series: &&Series| lists_series(subject, series);
        let mut warnings = of.representatives_warnings();
        if !upper_only {
            warnings.extend(of.full_member_warnings(subject, &names));
        }
        Self {
            year: of.year,
            series: of
                .council
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
                .map(|conference| ConferenceLine::of(conference, of.council, subject, of.now))
                .collect(),
            warnings,
            rights: council::rights(subject),
        }
    }
}
