//! Activity of a fiscal year for the 代表者会議 (BR-034, BR-050): nothing about anyone.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};

use crate::access::Subject;
use crate::calendar;
use crate::conference::{Conference, ConferenceKind, Issue};
use crate::council::Council;
use crate::id::{AgencyId, ConferenceId};
use crate::meeting::MeetingStatus;
use crate::view::conference::calendar::{is_in, names_for, representatives_warnings, took_place};
use crate::view::conference::{HeldCount, IssueLine, YearView};
use crate::view::council;

impl YearView {
    /// The year as the 代表者 may read it. `conferences` should hold the years before too: a missing
    /// resource is shown with its history up to the end of the year.
    pub fn of(
        conferences: &[Conference],
        council: &Council,
        subject: &Subject,
        year: i32,
        now: DateTime<Utc>,
    ) -> Self {
        let names = names_for(council, subject);
        // What is held inside one agency is no 支援調整会議 and no activity of the council (S3).
        let councils: Vec<&Conference> = conferences
            .iter()
            .filter(|conference| {
                !matches!(
                    conference.kind,
                    ConferenceKind::InHouse | ConferenceKind::ProgressManagement
                )
            })
            .collect();
        let mut held: BTreeMap<ConferenceKind, HeldCount> = BTreeMap::new();
        let mut came: BTreeSet<AgencyId> = BTreeSet::new();
        for conference in councils.iter().filter(|conference| is_in(conference, year)) {
            let count = held.entry(conference.kind).or_default();
            if took_place(conference) {
                count.held += 1;
                came.extend(conference.participating_agencies());
            } else if conference.standing(now).0 == MeetingStatus::Cancelled {
                count.not_held += 1;
            } else {
                count.planned += 1;
            }
        }
        let today = calendar::jst_date(now);
        let last = calendar::fiscal_year_days(year).map_or(today, |(_, last)| last);
        let members: BTreeSet<AgencyId> = council
            .agencies
            .values()
            .filter(|agency| agency.is_member(last.min(today)))
            .map(|agency| agency.id)
            .collect();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let issues = checked(conferences)
            .filter(|(_, issue)| handed_in(issue, conferences, year))
            .map(|(from, issue)| IssueLine::of(issue, from, &names));
        let mut gaps: BTreeMap<String, Vec<NaiveDate>> = BTreeMap::new();
        for (_, issue) in checked(conferences).filter(|(_, issue)| issue.raised_on <= last) {
            if let Some(gap) = &issue.resource_gap {
                gaps.entry(names.cover(gap))
                    .or_default()
                    .push(issue.raised_on);
            }
        }
        for days in gaps.values_mut() {
            days.sort_unstable();
        }
        Self {
            year,
            held: held.into_iter().collect(),
            issues: issues.collect(),
            gaps: gaps.into_iter().collect(),
            taking_part: (
                count(came.intersection(&members).count()),
                count(members.len()),
            ),
            warnings: representatives_warnings(conferences, council, year, now),
            rights: council::rights(subject),
        }
    }
}

/// Issues in which the 調整機関 has found nobody recognisable.
fn checked(conferences: &[Conference]) -> impl Iterator<Item = (ConferenceId, &Issue)> {
    conferences
        .iter()
        .flat_map(|conference| {
            conference
                .issues
                .iter()
                .map(move |issue| (conference.id, issue))
        })
        .filter(|(_, issue)| issue.checked.is_some())
}

/// Handed up, and to a conference of this year.
fn handed_in(issue: &Issue, conferences: &[Conference], year: i32) -> bool {
    issue.handed_to.is_some_and(|to| {
        conferences
            .iter()
            .any(|conference| conference.id == to && is_in(conference, year))
    })
}
