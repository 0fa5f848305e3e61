//! Activity of a fiscal year for the 代表者会議 (BR-034, BR-050): nothing about anyone.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::access::Subject;
use crate::calendar;
use crate::conference::{Conference, ConferenceKind, Issue};
use crate::id::{AgencyId, ConferenceId};
use crate::meeting::MeetingStatus;
use crate::view::conference::calendar::names_for;
use crate::view::conference::fiscal_year::took_place;
use crate::view::conference::{FiscalYear, HeldCount, IssueLine, YearView};
use crate::view::council;

impl YearView {
    /// The year as the 代表者 may read it. The years before should be at hand too: a missing resource
    /// is shown with its history up to the end of the year.
    pub fn of(of: &FiscalYear<'_>, subject: &Subject) -> Self {
        let names = names_for(of.council, subject);
        // What is held inside one agency is no 支援調整会議 and no activity of the council (S3).
        let councils = of.conferences().filter(|conference| {
            !matches!(
                conference.kind,
                ConferenceKind::InHouse | ConferenceKind::ProgressManagement
            )
        });
        let mut held: BTreeMap<ConferenceKind, HeldCount> = BTreeMap::new();
        let mut came: BTreeSet<AgencyId> = BTreeSet::new();
        for conference in councils {
            let count = held.entry(conference.kind).or_default();
            if took_place(conference) {
                count.held += 1;
                came.extend(conference.participating_agencies());
            } else if conference.standing(of.now).0 == MeetingStatus::Cancelled {
                count.not_held += 1;
            } else {
                count.planned += 1;
            }
        }
        let today = calendar::jst_date(of.now);
        let last = calendar::fiscal_year_days(of.year).map_or(today, |(_, last)| last);
        let come = last.min(today);
        let members: BTreeSet<AgencyId> = of
            .council
            .agencies
            .values()
            .filter(|agency| agency.is_member(come))
            .map(|agency| agency.id)
            .collect();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let issues = checked(of.all)
            .filter(|(_, issue)| handed_in(issue, of))
            .map(|(from, issue)| IssueLine::of(issue, from, &names));
        let mut gaps: BTreeMap<String, Vec<NaiveDate>> = BTreeMap::new();
        for (_, issue) in checked(of.all).filter(|(_, issue)| issue.raised_on <= last) {
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
            year: of.year,
            held_by: of.council.held_by(come),
            held: held.into_iter().collect(),
            issues: issues.collect(),
            gaps: gaps.into_iter().collect(),
            taking_part: (
                count(came.intersection(&members).count()),
                count(members.len()),
            ),
            warnings: of.representatives_warnings(),
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
fn handed_in(issue: &Issue, year: &FiscalYear<'_>) -> bool {
    issue
        .handed_to
        .is_some_and(|to| year.conferences().any(|conference| conference.id == to))
}
