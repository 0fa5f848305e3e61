//! One conference with its minutes, as a reader may see it.

use chrono::{DateTime, Utc};

use crate::access::{Action, Subject, decide_conference};
use crate::conference::{Conference, ConferenceKind, Issue};
use crate::council::Council;
use crate::id::{AgencyId, ConferenceId, StaffId};
use crate::view::Names;
use crate::view::conference::calendar::{covered, name_of, names_for};
use crate::view::conference::{
    ConferenceLine, ConferenceView, DecisionLine, EntryLine, IssueLine, ItemLine, Participant,
};
use crate::wire::{May, Rights};

const IN_A_CONFERENCE: &[Action] = &[
    Action::SeeConference,
    Action::PlanConference,
    Action::RunConference,
    Action::ShareConference,
    Action::RaiseIssue,
    Action::ArrangeSlots,
    Action::CheckIssue,
    Action::SeeLedger,
    Action::SeeYear,
];

impl IssueLine {
    pub(super) fn of(issue: &Issue, raised_in: ConferenceId, names: &Names<'_>) -> Self {
        Self {
            id: issue.id,
            raised_in,
            text: names.cover(&issue.text),
            resource_gap: issue.resource_gap.as_deref().map(|gap| names.cover(gap)),
            raised_on: issue.raised_on,
            checked: issue.checked.is_some(),
            handed_to: issue.handed_to,
            answer: names.cover(&issue.answer),
        }
    }
}

impl ConferenceView {
    /// The gate has already allowed [`Action::SeeConference`]. `others` are the council's other
    /// conferences: those an issue may go to, and those it came from.
    pub fn of(
        conference: &Conference,
        others: &[Conference],
        council: &Council,
        subject: &Subject,
        now: DateTime<Utc>,
    ) -> Self {
        let names = names_for(council, subject);
        let (status, not_held) = conference.standing(now);
        let rights = rights(conference, council, subject, now);
        let checks = rights
            .iter()
            .any(|(action, _)| *action == Action::CheckIssue);
        let above = others
            .iter()
            .filter(|other| checks && other.id != conference.id)
            .filter(|other| other.kind == ConferenceKind::Representatives)
            .filter(|other| other.status.is_unheld() || other.is_live())
            .map(|other| ConferenceLine::of(other, council, subject, now));
        let mut issues: Vec<IssueLine> = conference
            .issues
            .iter()
            .map(|issue| IssueLine::of(issue, conference.id, &names))
            .collect();
        issues.extend(handed_here(conference, others, &names));
        Self {
            id: conference.id,
            kind: conference.kind,
            banner: conference.kind.basis().label().to_owned(),
            name: names.cover(&name_of(conference, council)),
            number: conference.number,
            status,
            planned: conference.planned,
            room: names.cover(&conference.room),
            full: conference.full,
            also_serves: conference
                .also_serves
                .iter()
                .map(|programme| programme.label().to_owned())
                .collect(),
            invited: Participant::all(&conference.invited, &names),
            roles: conference
                .roles
                .iter()
                .map(|(role, person)| (*role, Participant::of(person, &names)))
                .collect(),
            opened_at: conference.opened_at,
            adjourned_at: conference.adjourned_at,
            paused_at: conference.paused_at,
            attendance: Participant::came(&conference.attendance, &names),
            items: conference
                .items
                .iter()
                .map(|item| ItemLine {
                    title: item.title.clone(),
                    minutes: item.minutes,
                    started_at: item.started_at,
                    ended_at: item.ended_at,
                })
                .collect(),
            running: conference.running(),
            entries: conference
                .entries
                .iter()
                .map(|entry| EntryLine {
                    id: entry.id,
                    item: entry.item,
                    kind: entry.kind,
                    text: names.cover(&entry.text),
                    agency: entry.agency.map(|id| names.agency_name(id)),
                    by: names.person_name(entry.by),
                    at: entry.at,
                })
                .collect(),
            decisions: conference
                .decisions
                .iter()
                .map(|decision| DecisionLine {
                    id: decision.id,
                    what: names.cover(&decision.what),
                    agency: names.agency_name(decision.agency),
                    due: decision.due,
                    cost: decision.cost,
                })
                .collect(),
            issues,
            takes_slots: conference.kind.slot_kind().is_some(),
            // Filled in from the cases.
            slots: Vec::new(),
            gone_through: u32::try_from(conference.rounds.len()).unwrap_or(u32::MAX),
            not_held: covered(not_held, &names),
            confirmed_by: conference
                .confirmed_by
                .map(|(staff, _)| names.person_name(staff)),
            shared_with: names.agencies(conference.shared_with.iter().copied()),
            above: above.collect(),
            agencies: agencies(conference, council, &names),
            people: names.people(people(conference)),
            now,
            rights,
        }
    }
}

/// Issues of lower conferences that were read for names and handed to this one.
fn handed_here(
    conference: &Conference,
    others: &[Conference],
    names: &Names<'_>,
) -> Vec<IssueLine> {
    others
        .iter()
        .filter(|other| other.id != conference.id)
        .flat_map(|other| other.issues.iter().map(move |issue| (other.id, issue)))
        .filter(|(_, issue)| issue.checked.is_some() && issue.handed_to == Some(conference.id))
        .map(|(from, issue)| IssueLine::of(issue, from, names))
        .collect()
}

/// Agencies to choose from: those the reader may know, and those that sit here under their cover.
fn agencies(
    conference: &Conference,
    council: &Council,
    names: &Names<'_>,
) -> Vec<crate::view::AgencyRef> {
    let here = conference.invited.iter().map(|person| person.agency);
    let here: Vec<AgencyId> = here
        .chain(conference.attendance.iter().map(|a| a.person.agency))
        .collect();
    let known = council.agencies.keys().copied();
    let mut agencies = names.agencies(known.filter(|id| names.knows(*id) || here.contains(id)));
    agencies.sort_by(|one, other| one.name.cmp(&other.name));
    agencies
}

fn people(conference: &Conference) -> Vec<StaffId> {
    let invited = conference.invited.iter().filter_map(|person| person.staff);
    let leads = conference
        .roles
        .iter()
        .filter_map(|(_, person)| person.staff);
    let came = conference.attendance.iter().filter_map(|a| a.person.staff);
    invited.chain(leads).chain(came).collect()
}

fn rights(
    conference: &Conference,
    council: &Council,
    subject: &Subject,
    now: DateTime<Utc>,
) -> Rights {
    IN_A_CONFERENCE
        .iter()
        .filter(|action| decide_conference(subject, **action, conference, council, now).allows())
        .map(|action| (*action, May::Allowed))
        .collect()
}
