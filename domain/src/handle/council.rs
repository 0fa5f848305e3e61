//! The council: policy, agencies, people, delegates, pledges.

use chrono::{DateTime, NaiveDate, Utc};

use crate::command::{Actor, CouncilCommand, SHORT_TEXT};
use crate::conference::Series;
use crate::council::{Agency, Council, CouncilEvent, Municipality, Pledge, today};
use crate::handle::conference::{allowed_by_policy, members_known};
use crate::handle::{at_most, fit, text};
use crate::language::{Language, LanguageCheck};
use crate::patrol;
use crate::refusal::Refusal;

/// What a council command makes happen, or why not.
pub fn handle_council(
    council: &Council,
    actor: Actor,
    command: &CouncilCommand,
    now: DateTime<Utc>,
) -> Result<Vec<CouncilEvent>, Refusal> {
    let today = today(now);
    let event = match command {
        CouncilCommand::SetPolicy { policy } => {
            policy
                .check()
                .map_err(|conflict| Refusal::Policy { conflict })?;
            at_most(&policy.own_text, SHORT_TEXT)?;
            CouncilEvent::PolicySet {
                policy: policy.clone(),
            }
        }
        CouncilCommand::CheckLanguage { language, by } => {
            // The easy Japanese is what the others are checked against.
            if *language == Language::Easy {
                return Err(Refusal::NotFound);
            }
            text(by, SHORT_TEXT)?;
            CouncilEvent::LanguageChecked {
                language: *language,
                check: LanguageCheck {
                    by: by.trim().to_owned(),
                    on: today,
                },
            }
        }
        CouncilCommand::UncheckLanguage { language } => {
            if !council.checked_languages.contains_key(language) {
                return Err(Refusal::NotFound);
            }
            CouncilEvent::LanguageUnchecked {
                language: *language,
            }
        }
        CouncilCommand::SetMunicipality { municipality } => {
            set_municipality(council, municipality)?;
            CouncilEvent::MunicipalitySet {
                municipality: municipality.clone(),
            }
        }
        CouncilCommand::AddAgency { agency } => {
            if council.agency(agency.id).is_some() {
                return Err(Refusal::IdTaken);
            }
            text(&agency.name, SHORT_TEXT)?;
            works_in(agency)?;
            CouncilEvent::AgencyAdded {
                agency: agency.clone(),
            }
        }
        CouncilCommand::ChangeAgency { agency } => {
            council.agency(agency.id).ok_or(Refusal::AgencyUnknown)?;
            text(&agency.name, SHORT_TEXT)?;
            works_in(agency)?;
            CouncilEvent::AgencyChanged {
                agency: agency.clone(),
            }
        }
        CouncilCommand::SetAgencyArea { agency, area } => {
            let known = council.agency(*agency).ok_or(Refusal::AgencyUnknown)?;
            let mut agency = known.clone();
            agency.area.clone_from(area);
            works_in(&agency)?;
            CouncilEvent::AgencyChanged { agency }
        }
        CouncilCommand::AddStaff { staff } => {
            if council.person(staff.id).is_some() {
                return Err(Refusal::IdTaken);
            }
            text(&staff.name, SHORT_TEXT)?;
            text(&staff.login_name, SHORT_TEXT)?;
            council.agency(staff.agency).ok_or(Refusal::AgencyUnknown)?;
            if council
                .staff
                .values()
                .any(|known| known.login_name == staff.login_name)
            {
                return Err(Refusal::LoginNameTaken);
            }
            let mut staff = staff.clone();
            // Nobody signs for somebody else.
            staff.pledges.clear();
            CouncilEvent::StaffAdded { staff }
        }
        CouncilCommand::EndPost { staff, until } => {
            let known = council.person(*staff).ok_or(Refusal::StaffUnknown)?;
            if *until < known.from {
                return Err(Refusal::PeriodMissing);
            }
            CouncilEvent::StaffLeft {
                staff: *staff,
                until: *until,
            }
        }
        CouncilCommand::AppointDelegate { delegation } => {
            if !delegation.role.decides() {
                return Err(Refusal::DelegateOfNonDecider);
            }
            if delegation.from > delegation.until || delegation.of == delegation.to {
                return Err(Refusal::PeriodMissing);
            }
            let of = council.person(delegation.of).ok_or(Refusal::StaffUnknown)?;
            if !of.roles.contains(&delegation.role) || !council.in_post(delegation.to, today) {
                return Err(Refusal::StaffUnknown);
            }
            CouncilEvent::DelegateAppointed {
                delegation: delegation.clone(),
            }
        }
        CouncilCommand::EndDelegation {
            role,
            of,
            to,
            until,
        } => {
            let known = council
                .delegations
                .iter()
                .any(|d| (d.role, d.of, d.to) == (*role, *of, *to) && d.until > *until);
            if !known {
                return Err(Refusal::NotFound);
            }
            CouncilEvent::DelegateEnded {
                role: *role,
                of: *of,
                to: *to,
                until: *until,
            }
        }
        CouncilCommand::SignPledge { holder } => {
            let me = match actor {
                Actor::Staff(me) => me,
                _ => return Err(Refusal::NotYourRole),
            };
            council.person(me).ok_or(Refusal::StaffUnknown)?;
            CouncilEvent::PledgeSigned {
                staff: me,
                pledge: Pledge::sign(*holder, now),
            }
        }
        CouncilCommand::KeepPatrol { patrol, form, .. } => {
            let me = actor
                .staff()
                .and_then(|me| council.person(me))
                .ok_or(Refusal::StaffUnknown)?;
            fit(patrol::problems(form, today))?;
            CouncilEvent::PatrolKept {
                patrol: *patrol,
                agency: me.agency,
                by: me.id,
                form: form.clone(),
            }
        }
        CouncilCommand::NoteWrittenOut {
            envelope,
            case,
            pictures,
        } => CouncilEvent::WrittenOut {
            envelope: *envelope,
            case: *case,
            pictures: *pictures,
            by: actor.staff().ok_or(Refusal::StaffUnknown)?,
        },
        CouncilCommand::ReportDeviceLost { device, words } => {
            at_most(words, SHORT_TEXT)?;
            CouncilEvent::DeviceLost {
                device: *device,
                by: actor.staff().ok_or(Refusal::StaffUnknown)?,
                words: words.trim().to_owned(),
            }
        }
        CouncilCommand::SetSeries { series } => {
            set_series(council, series, today)?;
            CouncilEvent::SeriesSet {
                series: series.clone(),
            }
        }
    };
    Ok(vec![event])
}

/// A council is held by somebody on every day to come, and by nobody twice at once.
fn set_municipality(council: &Council, municipality: &Municipality) -> Result<(), Refusal> {
    text(&municipality.area.name, SHORT_TEXT)?;
    let known = |one: &&Municipality| !one.is(municipality);
    let others: Vec<&Municipality> = council.municipalities.iter().filter(known).collect();
    let is_new = others.len() == council.municipalities.len();
    let (from, until) = (municipality.from, municipality.until);
    let backwards = until.is_some_and(|until| from.is_some_and(|from| until < from));
    // Only those of the founding have been there since.
    if backwards || (is_new && from.is_none()) {
        return Err(Refusal::PeriodMissing);
    }
    if others.iter().any(|other| other.overlaps(municipality)) {
        return Err(Refusal::MunicipalityKnown);
    }
    let stays = |one: &Municipality| one.until.is_none();
    match stays(municipality) || others.into_iter().any(stays) {
        true => Ok(()),
        false => Err(Refusal::LastMunicipality),
    }
}

/// 区域 with a name, and none where the place is secret.
fn works_in(agency: &Agency) -> Result<(), Refusal> {
    let Some(area) = &agency.area else {
        return Ok(());
    };
    if agency.secret {
        return Err(Refusal::AreaTellsThePlace);
    }
    text(&area.name, SHORT_TEXT)
}

/// A series keeps its kind for life: its conferences were held under that basis (BR-051).
fn set_series(council: &Council, series: &Series, today: NaiveDate) -> Result<(), Refusal> {
    text(&series.name, SHORT_TEXT)?;
    if let Some(area) = &series.area {
        text(&area.name, SHORT_TEXT)?;
    }
    allowed_by_policy(council, series.kind)?;
    if let Some(known) = council.series.get(&series.id)
        && known.kind != series.kind
    {
        return Err(Refusal::IdTaken);
    }
    // A series that ends may still name people who have left.
    if series.ended {
        let mut people = series.members();
        return people.try_for_each(|person| at_most(&person.name, SHORT_TEXT));
    }
    if series.groups.keys().any(|group| !(1..=4).contains(group)) {
        return Err(Refusal::MembersMissing);
    }
    members_known(council, series.members(), today)
}
