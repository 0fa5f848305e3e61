//! The card of a case: what the board needs, stored beside the case so that a thousand cards cost one
//! query and no case is opened.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::access::Subject;
use crate::calendar;
use crate::case::{CaseFile, CaseStatus};
use crate::consent::ConsentKind;
use crate::council::{Council, Role};
use crate::handover::HandoverStatus;
use crate::id::{AgencyId, CaseId, StaffId};
use crate::inquiry::InquiryStatus;
use crate::meeting::MeetingStatus;
use crate::posthoc::PosthocCount;
use crate::record::{LateRecord, UrgencyLevel};
use crate::request::RequestStatus;
use crate::task::TaskOf;
use crate::view::conference::CaseDay;
use crate::view::ledger::LedgerCard;
use crate::view::next_step::is_time_for;
use crate::view::{Card, NextStep, next_steps};
use crate::watch::{Watched, WatchedDate};

/// Everything a card may show to anyone; cut down by [`CaseCard::for_reader`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseCard {
    pub no: String,
    pub name: String,
    pub status: CaseStatus,
    pub urgency: Option<UrgencyLevel>,
    pub steps: Vec<(NextStep, Option<NaiveDate>)>,
    pub agency: AgencyId,
    /// The consent that the card speaks of: (given at all, withdrawn/refused…, last day).
    pub consent: crate::consent::ConsentStatus,
    pub until: Option<NaiveDate>,
    pub workers: BTreeSet<StaffId>,
    pub knowers: BTreeSet<StaffId>,
    /// Agencies to which her consents let the name go, and until when; judged anew at each reading.
    pub named_to: BTreeMap<AgencyId, Option<NaiveDate>>,
    pub waits: bool,
    pub meeting: Option<NaiveDate>,
    /// The Center sees names while something is before it.
    pub before_center: bool,
    /// People were called to a meeting of this case.
    pub called: bool,
    /// A 緊急閲覧 waits for its second person.
    pub opened_in_need: bool,
    /// Who must not learn that the case exists.
    pub blocks: Vec<crate::block::AccessBlock>,
    /// Its line in the 進行管理台帳.
    #[serde(default)]
    pub ledger: LedgerCard,
    /// Post-hoc approvals and confirmed plans by fiscal year (BR-025).
    #[serde(default)]
    pub posthoc: BTreeMap<i32, PosthocCount>,
    /// An inquiry waits for the answer of another agency, or its answer to be opened.
    #[serde(default)]
    pub asks: bool,
    /// Agency that accepted the consultation.
    #[serde(default)]
    pub accepted_by: Option<AgencyId>,
    /// A hand-over waits for an answer, or her objection to one does.
    #[serde(default)]
    pub hands_over: bool,
    /// Who handed the case over; what an office gives is all that is left to them.
    #[serde(default)]
    pub former: BTreeSet<StaffId>,
    /// Since when an objection of hers waits for an answer.
    #[serde(default)]
    pub objected_on: Option<NaiveDate>,
    /// Records that were written late, oldest first.
    #[serde(default)]
    pub late: Vec<LateRecord>,
    /// Its slots on conference days.
    #[serde(default)]
    pub days: Vec<CaseDay>,
    /// Days to be watched; whose task it is only where her consent lets that agency read it.
    #[serde(default)]
    pub dates: Vec<WatchedDate>,
    /// Agencies whose only tie is to watch over her, with the last day of her yes to it.
    #[serde(default)]
    pub watched_by: BTreeMap<AgencyId, NaiveDate>,
    /// The record of hers that this one is read with: one card for whoever finds both.
    #[serde(default)]
    pub joined_to: Option<CaseId>,
}

impl CaseCard {
    /// Made anew with every event of the case.
    pub fn of(file: &CaseFile, council: &Council, today: NaiveDate) -> Self {
        let hold = file.consent(ConsentKind::HoldCaseReview);
        // Her exclusion of an agency ends the ties of its people, whatever list they stand on.
        let still = |people: &BTreeSet<StaffId>| {
            let stays = |id: &&StaffId| {
                let staff = council.person(**id);
                staff.is_none_or(|staff| !file.leaves_out(staff.agency))
            };
            people.iter().filter(stays).copied().collect()
        };
        let shared = council
            .agencies
            .keys()
            .filter_map(|agency| Some((*agency, shared_until(file, *agency, today)?)))
            .collect();
        Self {
            no: file.no.clone(),
            name: file.woman.called_name.clone(),
            status: file.status,
            urgency: file.risk.as_ref().map(|risk| risk.urgency),
            steps: next_steps(file, &council.policy, today),
            agency: file.agency_in_charge,
            consent: file.consent_status(ConsentKind::HoldCaseReview, today),
            until: hold.and_then(|consent| consent.until),
            workers: still(&file.workers),
            knowers: still(&file.place_knowers),
            named_to: shared,
            waits: file
                .plans
                .iter()
                .any(|plan| plan.waiting().next().is_some())
                || file.waiting_items().next().is_some(),
            meeting: file
                .meetings
                .iter()
                .filter(|meeting| meeting.status == MeetingStatus::Notified)
                .map(|meeting| meeting.planned.from.date())
                .min(),
            before_center: !file.is_excluded(council.center)
                && (file
                    .requests
                    .iter()
                    .any(|request| request.status.is_unheld())
                    || file.protections.iter().any(|p| p.status.is_before_center())),
            called: file
                .meetings
                .iter()
                .any(|m| m.status != MeetingStatus::Archived),
            opened_in_need: file
                .break_glass
                .iter()
                .any(|opening| opening.confirmed.is_none()),
            blocks: file.blocks_in_force().cloned().collect(),
            ledger: LedgerCard::of(file),
            posthoc: file.posthoc_counts(),
            asks: file
                .inquiries
                .iter()
                .any(|inquiry| inquiry.status == InquiryStatus::Asked || inquiry.is_news()),
            accepted_by: Some(file.accepted_by),
            hands_over: file.objection_waits()
                || file.handovers.last().is_some_and(|newest| {
                    matches!(
                        newest.status,
                        HandoverStatus::Proposed | HandoverStatus::Declined
                    )
                }),
            former: file.former().collect(),
            objected_on: file
                .handovers
                .iter()
                .flat_map(|handover| handover.waiting())
                .map(|objection| calendar::jst_date(objection.at))
                .min(),
            late: file.late_records.clone(),
            days: CaseDay::all(file),
            dates: dates(file, today),
            watched_by: watched_by(file, council, today),
            joined_to: file.joined_to.as_ref().map(|one| one.case),
        }
    }

    /// Whether somebody's inbox may hold something of this case; spares opening all the others.
    pub fn has_desk_work(&self) -> bool {
        self.called
            || self.asks
            || self.hands_over
            || self.opened_in_need
            || self.steps.iter().any(|(step, _)| {
                matches!(
                    step,
                    NextStep::DecideProtection
                        | NextStep::AnswerHer
                        | NextStep::DecideRequest
                        | NextStep::MendRequest
                        | NextStep::ProposeRoles
                        | NextStep::AgreeRoles
                        | NextStep::Convene
                        | NextStep::MendPreparation
                        | NextStep::WriteReport
                        | NextStep::FileReport
                )
            })
    }

    /// Whether a day of it is to be told by now; spares opening all the others.
    pub fn reminds(&self, today: NaiveDate) -> bool {
        self.dates.iter().any(|date| date.reminds(today))
    }

    /// Whether the case must not be found by this person, whatever list it is in.
    pub fn is_hidden_from(&self, staff: &crate::council::Staff) -> bool {
        self.blocks.iter().any(|block| block.covers(staff))
    }

    /// Whether all that tied this person's agency to the case was her yes to being watched over, and that
    /// has run out since the lists were made (BR-052).
    pub fn has_run_out_for(&self, staff: &crate::council::Staff, today: NaiveDate) -> bool {
        let by_name = self.workers.contains(&staff.id) || self.knowers.contains(&staff.id);
        let until = self.watched_by.get(&staff.agency);
        !by_name && until.is_some_and(|until| today > *until)
    }

    /// Whether her consents let anything reach the agency on that day.
    pub(super) fn shares_with(&self, agency: AgencyId, today: NaiveDate) -> bool {
        let until = self.named_to.get(&agency);
        until.is_some_and(|until| until.is_none_or(|until| today <= until))
    }

    /// The reader works on cases in the agency that holds this one.
    pub(super) fn is_of_own_agency(&self, subject: &Subject) -> bool {
        let left = subject.actor.staff().is_some_and(|id| self.has_left(id));
        subject.agency == Some(self.agency) && supports(subject) && !left
    }

    /// Handed the case over.
    pub(super) fn has_left(&self, staff: StaffId) -> bool {
        self.former.contains(&staff)
    }

    /// Day of the most pressing step, for the board's order.
    pub fn due(&self) -> Option<NaiveDate> {
        let steps = self
            .steps
            .iter()
            .filter(|(step, _)| *step != NextStep::ConsentEnds);
        steps.map(|(_, due)| *due).next().flatten()
    }

    /// The card as this reader may see it. The gate has already decided that the case is not hidden.
    pub fn for_reader(
        &self,
        id: CaseId,
        council: &Council,
        subject: &Subject,
        reader: StaffId,
        today: NaiveDate,
    ) -> Card {
        let mine = self.workers.contains(&reader);
        let supports = supports(subject);
        let own_agency = self.is_of_own_agency(subject);
        let decides = subject.has(Role::CenterDirector) || subject.has(Role::CoordinationOfficer);
        let of_center = decides || (supports && !self.has_left(reader));
        let center = subject.agency == Some(council.center) && of_center && self.before_center;
        // Who comes for one meeting learns the name there, not from the board.
        let works =
            subject.roles.iter().any(|role| role.works_on_cases()) && !self.has_left(reader);
        let named = mine
            || own_agency
            || center
            || subject
                .agency
                .filter(|_| works)
                .is_some_and(|agency| self.shares_with(agency, today));
        let secret = council.agency(self.agency).is_some_and(|agency| {
            agency.secret && !self.knowers.contains(&reader) && subject.agency != Some(agency.id)
        });
        let (next, due) = self
            .steps
            .iter()
            .copied()
            .find(|(step, due)| is_time_for(*step, *due, today))
            .unwrap_or((NextStep::Follow, None));
        // A consent that has run out since the card was made.
        let consent = match self.until {
            Some(until) if today > until && self.consent.in_force() => {
                crate::consent::ConsentStatus::Expired
            }
            _ => self.consent,
        };
        let coordination = subject.agency == Some(council.coordinating_agency)
            && subject.has(Role::CoordinationOfficer);
        Card {
            id,
            no: self.no.clone(),
            name: Some(self.name.clone()).filter(|name| named && !name.is_empty()),
            status: self.status,
            urgency: self.urgency,
            next,
            due,
            agency: if secret {
                crate::council::Agency::SECRET_NAME.to_owned()
            } else {
                council
                    .agency(self.agency)
                    .map(|a| a.name.clone())
                    .unwrap_or_default()
            },
            consent,
            until: self.until.filter(|_| consent.in_force()),
            mine,
            waits: self.waits,
            meeting: self.meeting,
            movable: mine || own_agency || coordination,
            joined: self.joined_to.is_some() && (mine || own_agency),
        }
    }
}

fn supports(subject: &Subject) -> bool {
    [Role::Caseworker, Role::OutreachWorker, Role::ChiefSupporter]
        .iter()
        .any(|role| subject.has(*role))
}

/// The days to be watched, each task with whether its agency may read what it is about.
fn dates(file: &CaseFile, today: NaiveDate) -> Vec<WatchedDate> {
    let tasks = file.tasks();
    let shared = |of: TaskOf| {
        let task = tasks.iter().find(|task| task.of == of)?;
        let kinds = file.shared_with(task.agency, today);
        Some(match task.category {
            Some(kind) => kinds.contains(&kind),
            None => !kinds.is_empty(),
        })
    };
    let mut dates = file.watched_dates();
    for date in &mut dates {
        if let Watched::Task(of) = date.of {
            date.shared = shared(of).unwrap_or_default();
        }
    }
    dates
}

/// Agencies that find the case in lists by nothing but her yes to being watched over, where it has a
/// last day. Who finds it by an office is not among them.
fn watched_by(
    file: &CaseFile,
    council: &Council,
    today: NaiveDate,
) -> BTreeMap<AgencyId, NaiveDate> {
    let asked = |agency: &AgencyId| {
        let mut requests = file.requests.iter();
        requests.any(|one| one.agency == *agency && one.status != RequestStatus::Withdrawn)
    };
    let supports = file.supporting_agencies();
    let office = |agency: &AgencyId| [council.center, council.coordinating_agency].contains(agency);
    let until = file.consent(ConsentKind::WatchOver).and_then(|c| c.until);
    let watchers = file.watchers(today).into_iter();
    watchers
        .filter(|agency| !supports.contains(agency) && !asked(agency) && !office(agency))
        .filter_map(|agency| Some((agency, until?)))
        .collect()
}

/// Until when her consents let anything reach the agency; none = nothing does.
fn shared_until(file: &CaseFile, agency: AgencyId, today: NaiveDate) -> Option<Option<NaiveDate>> {
    if file.shared_with(agency, today).is_empty() {
        return None;
    }
    ConsentKind::ALL
        .iter()
        .filter(|kind| kind.shares())
        .filter_map(|kind| file.consent(*kind))
        .filter(|consent| !consent.categories_for(agency, today).is_empty())
        .map(|consent| consent.until)
        .max_by_key(|until| until.unwrap_or(NaiveDate::MAX))
}
