//! Me, the directory, the council's page.

use chrono::{DateTime, Utc};

use crate::access::{Action, CaseFacts, Subject, decide};
use crate::council::{Agency, Council, Role};
use crate::id::StaffId;
use crate::view::{AgencyLine, CouncilPage, Directory, Me, Names, PersonRef, StaffLine};
use crate::wire::{Line, May, Rights};

const OUTSIDE_CASES: &[Action] = &[
    Action::AcceptCase,
    Action::SeeDirectory,
    Action::ManageCouncil,
    Action::ManageStaff,
    Action::SeeConferences,
    Action::PlanConference,
    Action::CheckIssue,
    Action::SeeYear,
    Action::KeepPatrol,
    Action::ReportDeviceLost,
    Action::SeeDesk,
    Action::SeeLedger,
    Action::PrintLedgerNames,
];

/// What this reader may do that is about no case.
pub(super) fn rights(subject: &Subject) -> Rights {
    OUTSIDE_CASES
        .iter()
        .filter(|action| decide(subject, **action, &CaseFacts::default()).allows())
        .map(|action| (*action, May::Allowed))
        .collect()
}

impl Me {
    /// The signed-in person; none where the account has no person any more. Of the live line the
    /// council knows nothing.
    pub fn of(council: &Council, id: StaffId, now: DateTime<Utc>) -> Option<Self> {
        let today = crate::council::today(now);
        let subject = Subject::staff(council, id, today);
        let staff = council.person(id)?;
        Some(Self {
            id,
            name: staff.name.clone(),
            agency: Names::outside(council, id).agency(staff.agency),
            roles: subject.roles.iter().copied().collect(),
            council: council.name.clone(),
            center: council.center,
            coordinating_agency: council.coordinating_agency,
            today,
            now,
            pledge_needed: !subject.pledged,
            rights: rights(&subject),
            line: Line::default(),
        })
    }
}

impl Directory {
    /// Agencies and people in post, by name. In a case, `names` follows its list of who may know.
    pub fn of(council: &Council, names: &Names<'_>, today: chrono::NaiveDate) -> Self {
        let mut agencies = names.agencies(council.agencies.keys().copied());
        agencies.sort_by(|a, b| a.name.cmp(&b.name));
        let people: Vec<PersonRef> = names.people(
            council
                .staff
                .values()
                .filter(|staff| staff.in_post(today))
                .map(|staff| staff.id),
        );
        Self { agencies, people }
    }
}

impl CouncilPage {
    pub fn of(council: &Council, reader: StaffId, now: DateTime<Utc>) -> Self {
        let today = crate::council::today(now);
        let subject = Subject::staff(council, reader, today);
        let outside = Names::outside(council, reader);
        let officer = subject.has(Role::CoordinationOfficer) || subject.has(Role::SystemAdmin);
        let line = |agency: &Agency| {
            // What kind of place hides there is for its own people and for who keeps the register.
            let told = officer || outside.knows(agency.id);
            let kind = if told {
                agency.kind.label()
            } else {
                Agency::SECRET_NAME
            };
            AgencyLine {
                agency: outside.agency(agency.id),
                kind: kind.to_owned(),
                secret: agency.secret && told,
                member: agency.is_member(today),
                area: agency.told_area().cloned(),
            }
        };
        Self {
            name: council.name.clone(),
            held_by: council.held_by(today),
            municipalities: council.municipalities.iter().rev().cloned().collect(),
            policy: council.policy.clone(),
            checked_languages: council.checked_languages.clone(),
            agencies: council.agencies.values().map(line).collect(),
            staff: council
                .staff
                .values()
                .filter_map(|staff| {
                    Some(StaffLine {
                        person: outside.person(staff.id)?,
                        login_name: if officer {
                            staff.login_name.clone()
                        } else {
                            String::new()
                        },
                        unit: staff.unit.clone(),
                        roles: staff.roles.iter().copied().collect(),
                        in_post: staff.in_post(today),
                        until: staff.until,
                        pledged: council.pledged(staff.id, today),
                    })
                })
                .collect(),
            delegations: council.delegations.clone(),
            rights: rights(&subject),
        }
    }
}
