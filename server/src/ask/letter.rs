//! 招集通知 and 誓約書 for one participant without an account: a numbered copy, written down before it is
//! made. No name of hers, no title of the case beyond its number, no place of protection.

use axum::extract::State;
use axum::response::IntoResponse;
use chrono::NaiveDate;
use domain::access::Action;
use domain::calendar::wareki;
use domain::conference::{Basis, Conference};
use domain::council::{Council, PLEDGE_TEXT_VERSION};
use domain::form::{Attendee, CONVENING_LETTER, PLEDGE, Span, letter};
use domain::id::CaseId;
use domain::meeting::{Meeting, MeetingKind, MeetingRole, MeetingStatus, SharingBasis};
use domain::refusal::Refusal;
use domain::view::Names;
use domain::wire::session::{Letter, LetterKind, LetterOf};
use paper::form::FormPaper;
use serde::Serialize;

use super::file::numbered;
use super::paper::printed;
use super::{refused, staff};
use crate::gate::{Reading, Who, open_case, open_conference};
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::tomoni::Tomoni;

/// What the audit keeps of a copy.
#[derive(Serialize)]
struct Copy {
    action: Action,
    copy: u32,
    letter: Letter,
}

/// What both papers say of a meeting.
struct Called {
    /// 会議, by kind and number.
    meeting: String,
    span: Span,
    room: String,
    roles: Vec<MeetingRole>,
    leads: String,
    basis: String,
    secrecy: &'static str,
    case: Option<CaseId>,
    action: Action,
}

pub(super) async fn file(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<Letter>,
) -> Result<impl IntoResponse, Refused> {
    // Who has an account is called in the program and signs there.
    if asked.person.staff.is_some() {
        return Err(Refused::not_found());
    }
    let keys = t.keyring.council(t.store.read(), session.council).await?;
    let (_, council) = t.councils.get(t.store.read(), &keys).await?;
    let names = Names::for_paper(&council);
    let called = match asked.of {
        LetterOf::Meeting { case, meeting } => {
            let who = Who::Staff(staff(&session));
            let action = Action::Convene;
            let opened =
                open_case(&t, who, session.council, case, action, Reading::default()).await?;
            let meeting = opened
                .file
                .meeting(meeting)
                .ok_or_else(Refused::not_found)?;
            if !meeting.invited.contains(&asked.person) {
                return Err(Refused::not_found());
            }
            // Blocked or left out by her since: nothing goes there any more.
            if opened.file.is_barred(asked.person.agency) {
                return Err(refused(Refusal::NotInvitable));
            }
            to_come(meeting.status)?;
            of_meeting(meeting, &asked.person, case, &opened.file.no, &names)
        }
        LetterOf::Conference { conference } => {
            let action = Action::PlanConference;
            let opened = open_conference(&t, &session, conference, action).await?;
            let conference = opened.conference;
            let leads = conference.roles.iter().map(|(_, person)| person);
            if !conference
                .invited
                .iter()
                .chain(leads)
                .any(|one| *one == asked.person)
            {
                return Err(Refused::not_found());
            }
            to_come(conference.status)?;
            of_conference(&conference, &asked.person, &names)
        }
    };
    let host = council
        .person(staff(&session))
        .map(|me| names.agency_name(me.agency))
        .unwrap_or_default();
    let (action, letter) = (called.action, asked.clone());
    let copy = numbered(&t, &session, called.case, move |copy| Copy {
        action,
        copy,
        letter,
    })
    .await?;
    let agency = names.agency_name(asked.person.agency);
    let mut paper = match asked.what {
        LetterKind::Convening => {
            let council = council_words(&council, called.span.from.date());
            convening(&called, agency, &asked.person, (council, host))
        }
        LetterKind::Pledge => pledge(&called, agency, &asked.person),
    };
    paper.copy_number = Some(copy.to_string());
    let name = match asked.what {
        LetterKind::Convening => "annai",
        LetterKind::Pledge => "seiyakusho",
    };
    printed(paper, name).await
}

/// Called, and not over.
fn to_come(status: MeetingStatus) -> Result<(), Refused> {
    match status {
        MeetingStatus::Notified | MeetingStatus::InProgress => Ok(()),
        MeetingStatus::Planned => Err(refused(Refusal::StepMissing)),
        _ => Err(refused(Refusal::MeetingIsOver)),
    }
}

const WOMEN_ACT: &str = "会議で知ったことを、正当な理由なく漏らしてはなりません（困難な問題を抱える女性への支援に関する法律 第15条第5項）。役目が終わったあとも同じです。同封の誓約書に署名して、当日お持ちください。";
const WELFARE_ACT: &str = "会議で知ったことを、正当な理由なく漏らしてはなりません（社会福祉法 第106条の6）。役目が終わったあとも同じです。同封の誓約書に署名して、当日お持ちください。";
const BY_PLEDGE: &str = "会議で知ったことを、ほかの人に話してはなりません。役目が終わったあとも同じです。同封の誓約書に署名して、当日お持ちください。";

fn of_meeting(
    meeting: &Meeting,
    person: &Attendee,
    case: CaseId,
    no: &str,
    names: &Names<'_>,
) -> Called {
    Called {
        meeting: format!("{no}　第{}回 {}", meeting.number, meeting.kind.label()),
        span: meeting.planned,
        room: names.cover(&meeting.room),
        roles: roles_of(&meeting.roles, person),
        leads: leads(&meeting.roles, names),
        basis: names.cover(&meeting.basis.label()),
        secrecy: match (&meeting.basis, meeting.kind) {
            (SharingBasis::Art106_6SocialWelfare { .. }, _) => WELFARE_ACT,
            (_, MeetingKind::CaseReview) => WOMEN_ACT,
            // Neither act reaches it: the duty comes from the pledge.
            (_, MeetingKind::Layered | MeetingKind::InHouse) => BY_PLEDGE,
        },
        case: Some(case),
        action: Action::Convene,
    }
}

fn of_conference(conference: &Conference, person: &Attendee, names: &Names<'_>) -> Called {
    Called {
        meeting: format!("第{}回 {}", conference.number, conference.kind.label()),
        span: conference.planned,
        room: names.cover(&conference.room),
        roles: roles_of(&conference.roles, person),
        leads: leads(&conference.roles, names),
        basis: conference.kind.basis().label().to_owned(),
        secrecy: match conference.kind.basis() {
            Basis::Statutory => WELFARE_ACT,
            Basis::NoPersonalData | Basis::Secrecy => WOMEN_ACT,
            Basis::Consent | Basis::InHouse => BY_PLEDGE,
        },
        case: None,
        action: Action::PlanConference,
    }
}

fn roles_of(roles: &[(MeetingRole, Attendee)], person: &Attendee) -> Vec<MeetingRole> {
    let mine = roles.iter().filter(|(_, held)| held == person);
    mine.map(|(role, _)| *role).collect()
}

fn leads(roles: &[(MeetingRole, Attendee)], names: &Names<'_>) -> String {
    let lead = |wanted: MeetingRole| {
        let found = roles.iter().find(|(role, _)| *role == wanted)?;
        Some(format!("{}：{}", wanted.label(), names.attendee(&found.1)))
    };
    let both = [lead(MeetingRole::Chair), lead(MeetingRole::Recorder)];
    both.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// 会議体, and who holds it on the day of the meeting (法15条1項).
fn council_words(council: &Council, on: NaiveDate) -> String {
    match council.held_by(on).as_str() {
        "" => council.name.clone(),
        holders => format!("{}\n設置：{holders}", council.name),
    }
}

fn convening(
    called: &Called,
    agency: String,
    person: &Attendee,
    (council, host): (String, String),
) -> FormPaper {
    use letter::key;
    let roles: Vec<&str> = called.roles.iter().map(|role| role.label()).collect();
    let roles = match roles.is_empty() {
        true => "出席".to_owned(),
        false => roles.join("・"),
    };
    FormPaper::new(&CONVENING_LETTER)
        .word(key::AGENCY, agency)
        .word(key::PERSON, addressed(person))
        .word(key::MEETING, &called.meeting)
        .word(key::HELD, held(called.span))
        .word(key::ROOM, &called.room)
        .word(key::ROLES, roles)
        .word(key::LEADS, &called.leads)
        .word(key::BASIS, &called.basis)
        .word(key::SECRECY, called.secrecy)
        .word(key::COUNCIL, council)
        .word(key::FROM, host)
}

fn pledge(called: &Called, agency: String, person: &Attendee) -> FormPaper {
    use letter::key;
    let day = wareki(called.span.from.date());
    let promises: Vec<String> = letter::PROMISES
        .iter()
        .zip(1..)
        .map(|(words, n)| format!("{n}. {words}"))
        .collect();
    let text = format!(
        "{}\n（誓約の文　第{}版）",
        promises.join("\n"),
        PLEDGE_TEXT_VERSION
    );
    FormPaper::new(&PLEDGE)
        .word(key::PERSON, &person.name)
        .word(key::AGENCY, agency)
        .word(key::TEXT, text)
        .word(key::TIES, letter::TIES)
        .word(key::PENALTY, letter::PENALTY)
        .word(key::MEETING, format!("{}（{day}）", called.meeting))
}

fn addressed(person: &Attendee) -> String {
    match person.name.trim() {
        "" => "ご担当者 様".to_owned(),
        name => format!("{name} 様"),
    }
}

/// 令和8年5月19日 13時30分～15時00分
fn held(span: Span) -> String {
    format!(
        "{} {}～{}",
        wareki(span.from.date()),
        span.from.format("%H時%M分"),
        span.to.format("%H時%M分")
    )
}
