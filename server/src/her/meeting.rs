//! 会議に ついて: whom she wants there, how and with whom she takes part, and the words it begins with.
//! Only what differs from what stands is sent.

use app::her::meeting::{MeetingDraft, WithDraft, letter_id, mode_of, page, part};
use app::her::{Wrong, path, words};
use axum::http::StatusCode;
use axum::response::Response;
use domain::case::AttendeeWishes;
use domain::command::{CaseCommand, SHORT_TEXT};
use domain::consent::{Answer, AttendanceWish, Channel, ConsentKind, ConsentScope};
use domain::id::{AgencyId, ConsentId, MeetingId};
use domain::refusal::Refusal;
use domain::taking_part::{Companion, CompanyRole, TakePartCommand};
use domain::view::her::MeetingPage;
use domain::wire::Outcome;
use uuid::Uuid;

use super::typed::{Typed, too_long};
use super::{Visit, came_before, go, refused};
use crate::gate;
use crate::http::refusal::Refused;
use crate::session::Session;

/// No council has more agencies, and no case more open meetings, than this.
const MOST: usize = 500;
/// Version of the plain words with which her page asks how she takes part.
const EXPLAINED_WITH: &str = "本人の画面 第1版";

impl Visit {
    /// What she may read of meetings; the read is written down before. None if the case has gone.
    pub(super) async fn meetings(&self, session: &Session) -> Result<Option<MeetingPage>, Refused> {
        let case = domain::id::CaseId(session.subject);
        let found = gate::read_her(&self.tomoni, session.council, case, session.reading()).await?;
        let now = self.tomoni.clock.now();
        let Some((file, council)) = found else {
            return Ok(None);
        };
        let slots = gate::her_slots(&self.tomoni, session.council, &file, now).await?;
        Ok(Some(MeetingPage::of(&file, &council, &slots, now)))
    }

    /// Her session with them; none where either has gone.
    pub(super) async fn her_meetings(&self) -> Result<Option<(Session, MeetingPage)>, Refused> {
        let Some(session) = self.session.clone() else {
            return Ok(None);
        };
        Ok(self.meetings(&session).await?.map(|page| (session, page)))
    }
}

pub(super) async fn show(visit: Visit) -> Result<Response, Refused> {
    if visit.session.is_none() {
        return Ok(go(path::ENTRY));
    }
    let Some((session, view)) = visit.her_meetings().await? else {
        return Ok(visit.closed());
    };
    let draft = standing(&view);
    Ok(render(&visit, &session, StatusCode::OK, view, draft))
}

/// The same page with what was ticked and typed, nothing sent.
pub(super) async fn again(visit: &Visit, typed: &Typed) -> Result<Response, Refused> {
    let Some((session, view)) = visit.her_meetings().await? else {
        return Ok(visit.closed());
    };
    Ok(render(visit, &session, StatusCode::OK, view, read(typed)))
}

pub(super) async fn send(visit: Visit, typed: Typed) -> Result<Response, Refused> {
    let Some((session, view)) = visit.her_meetings().await? else {
        return Ok(visit.closed());
    };
    let mut draft = read(&typed);
    if !typed.is_of(&session) {
        draft.wrong = vec![Wrong::new(part::WHO, words::NOT_TAKEN)];
        return Ok(render(&visit, &session, StatusCode::FORBIDDEN, view, draft));
    }
    draft.wrong = mistakes(&view, &draft);
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    if !draft.wrong.is_empty() {
        return Ok(render(&visit, &session, status, view, draft));
    }
    let asked = asks(&view, &draft, |name| typed.ticket(name, &visit.tomoni));
    let (wrong, before) = submit(&visit, &session, asked).await?;
    draft.wrong = wrong;
    let Some(view) = visit.meetings(&session).await? else {
        return Ok(visit.closed());
    };
    if before {
        // What is not on her page goes now.
        let asked = asks(&view, &draft, |_| visit.ticket());
        draft.wrong = submit(&visit, &session, asked).await?.0;
    }
    if draft.wrong.is_empty() {
        return Ok(go(path::MEETING));
    }
    Ok(render(&visit, &session, status, view, draft))
}

/// Sends what the form asks for. What was refused, and whether some of it had come before.
async fn submit(
    visit: &Visit,
    session: &Session,
    asked: Vec<Ask>,
) -> Result<(Vec<Wrong>, bool), Refused> {
    let (fields, acts): (Vec<_>, Vec<_>) = asked
        .into_iter()
        .map(|(field, ticket, act)| (field, (ticket, act)))
        .unzip();
    let results = visit.submit(session, acts).await?;
    let wrong = fields
        .into_iter()
        .zip(&results)
        .filter_map(|(field, result)| {
            let text = match &result.outcome {
                Outcome::Refused {
                    refusal: Refusal::MeetingBegan | Refusal::MeetingIsOver,
                    ..
                } => words::LETTER_LATE,
                outcome => refused(outcome)?,
            };
            Some(Wrong::new(field, text))
        });
    Ok((wrong.collect(), came_before(&results)))
}

fn render(
    visit: &Visit,
    session: &Session,
    status: StatusCode,
    view: MeetingPage,
    draft: MeetingDraft,
) -> Response {
    let many = view.coming.len() + 2;
    let draft = MeetingDraft {
        token: session.form_token.clone(),
        tickets: (0..many).map(|_| visit.ticket()).collect(),
        ..draft
    };
    visit.page(status, || page(view, draft))
}

/// What she said before, to change it.
fn standing(view: &MeetingPage) -> MeetingDraft {
    let wishes = view.wishes.clone().unwrap_or_default();
    let wanted = wishes.welcome.iter().map(|agency| (*agency, true));
    let unwanted = wishes.unwelcome.iter().map(|agency| (*agency, false));
    let with = CompanyRole::ALL.map(|role| {
        let said = wishes.with_her.iter().find(|one| one.role == role);
        said.map_or_else(WithDraft::default, |one| WithDraft {
            wanted: true,
            name: one.name.clone(),
            language: one.language.clone(),
        })
    });
    let choice = view.choice.as_ref();
    MeetingDraft {
        sides: wanted.chain(unwanted).collect(),
        about: wishes.words.clone(),
        mode: choice.map(|choice| choice.mode),
        how: choice
            .map(|choice| choice.words.clone())
            .unwrap_or_default(),
        with,
        elsewhere: wishes.with_her.iter().find_map(|one| one.from_elsewhere),
        letters: view
            .coming
            .iter()
            .filter_map(|meeting| Some((meeting.id, meeting.letter.clone()?)))
            .collect(),
        ..MeetingDraft::default()
    }
}

fn read(typed: &Typed) -> MeetingDraft {
    let agencies = (1..=MOST).map_while(|n| {
        let agency = AgencyId(typed.id(&format!("i{n}"))?);
        let side = match typed.get(&format!("a{n}")) {
            "1" => Some(true),
            "2" => Some(false),
            _ => None,
        };
        Some((agency, side))
    });
    let letters = (1..=MOST).map_while(|n| {
        let meeting = MeetingId(typed.id(&format!("b{n}"))?);
        Some((meeting, typed.text(&format!("l{n}"))))
    });
    let with = |n: usize, language: bool| WithDraft {
        wanted: typed.get(&format!("c{n}")) == "1",
        name: typed.get(&format!("n{n}")).trim().to_owned(),
        language: match language {
            true => typed.get(part::LANGUAGE).trim().to_owned(),
            false => String::new(),
        },
    };
    MeetingDraft {
        sides: agencies
            .filter_map(|(agency, side)| Some((agency, side?)))
            .collect(),
        about: typed.text("t"),
        mode: mode_of(typed.get(part::MODE)),
        how: typed.text("u"),
        with: [with(1, false), with(2, true), with(3, false)],
        elsewhere: match typed.get(part::ELSEWHERE) {
            "1" => Some(true),
            "2" => Some(false),
            _ => None,
        },
        letters: letters.collect(),
        ..MeetingDraft::default()
    }
}

fn mistakes(view: &MeetingPage, draft: &MeetingDraft) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    for (field, text) in [(part::ABOUT, &draft.about), (part::HOW_WORDS, &draft.how)] {
        if too_long(text) {
            wrong.push(Wrong::new(field, words::TOO_LONG));
        }
    }
    for (meeting, text) in &draft.letters {
        if too_long(text) {
            wrong.push(Wrong::new(letter_id(*meeting), words::TOO_LONG));
        }
    }
    if draft.mode.is_none() && !draft.how.trim().is_empty() {
        wrong.push(Wrong::new(part::HOW, words::CHOOSE_MODE));
    }
    let long = |text: &str| text.chars().count() > SHORT_TEXT;
    if draft
        .with
        .iter()
        .any(|one| long(&one.name) || long(&one.language))
    {
        wrong.push(Wrong::new(part::WITH, words::WITH_TOO_LONG));
    }
    // Her answer about a person needs the person; what she said before is no new answer.
    let said = view.wishes.as_ref().is_some_and(|wishes| {
        let mut with = wishes.with_her.iter();
        with.any(|one| one.from_elsewhere.is_some())
    });
    let carried = draft.with.iter().zip(CompanyRole::ALL);
    let mut carried = carried.filter(|(one, role)| role.carries_words() && is_wanted(one));
    if draft.elsewhere.is_some() && !said && carried.next().is_none() {
        wrong.push(Wrong::new(part::WITH, words::WITH_WHOM));
    }
    wrong
}

/// Filled in is wanted, with or without the tick.
fn is_wanted(one: &WithDraft) -> bool {
    one.wanted || !one.name.is_empty() || !one.language.is_empty()
}

/// One thing that a form asks for: the field it is about, its ticket, the command.
type Ask = (String, Uuid, CaseCommand);

/// What the form asks for that does not stand yet.
fn asks(view: &MeetingPage, draft: &MeetingDraft, ticket: impl Fn(&str) -> Uuid) -> Vec<Ask> {
    let mut asked = Vec::new();
    let before = view.wishes.clone().unwrap_or_default();
    let wishes = wished(&before, draft);
    let same = (
        &wishes.welcome,
        &wishes.unwelcome,
        &wishes.words,
        &wishes.with_her,
    ) == (
        &before.welcome,
        &before.unwelcome,
        &before.words,
        &before.with_her,
    );
    if !same {
        let act = CaseCommand::RecordAttendeeWishes { wishes };
        asked.push((part::WHO.to_owned(), ticket("e1"), act));
    }
    let choice = view.choice.as_ref();
    let chosen = choice.map(|choice| (choice.mode, choice.words.as_str()));
    if let Some(mode) = draft
        .mode
        .filter(|mode| chosen != Some((*mode, &draft.how)))
    {
        let wish = AttendanceWish {
            mode,
            beside_her: choice.and_then(|choice| choice.beside),
            words: draft.how.clone(),
        };
        let ticket = ticket("e2");
        let act = said(ConsentId(ticket), wish);
        asked.push((part::HOW.to_owned(), ticket, act));
    }
    for ((meeting, text), n) in draft.letters.iter().zip(1..) {
        let known = view.coming.iter().find(|known| known.id == *meeting);
        let stands = known.and_then(|known| known.letter.as_ref());
        if text.trim().is_empty() || stands == Some(text) {
            continue;
        }
        let act = CaseCommand::TakePart {
            meeting: *meeting,
            act: TakePartCommand::WriteLetter {
                words: text.clone(),
            },
        };
        asked.push((letter_id(*meeting), ticket(&format!("f{n}")), act));
    }
    asked
}

/// Her wishes as the form has them. Whom her form has no place for stays as it was.
fn wished(before: &AttendeeWishes, draft: &MeetingDraft) -> AttendeeWishes {
    let side = |wanted| {
        let of = draft.sides.iter().filter(move |(_, side)| **side == wanted);
        of.map(|(agency, _)| *agency).collect()
    };
    let with_her = CompanyRole::ALL
        .into_iter()
        .zip(&draft.with)
        .flat_map(|(role, now)| {
            let mut said = before.with_her.iter().filter(move |one| one.role == role);
            let first = said.next();
            // Filled in anew is wanted without the tick too; whoever is unticked goes.
            let filled = now.wanted || (first.is_none() && is_wanted(now));
            let first = filled.then(|| Companion {
                role,
                name: now.name.clone(),
                language: now.language.clone(),
                from_elsewhere: match role.carries_words() {
                    true => draft.elsewhere,
                    false => first.and_then(|one| one.from_elsewhere),
                },
            });
            first.into_iter().chain(said.cloned())
        });
    AttendeeWishes {
        welcome: side(true),
        unwelcome: side(false),
        words: draft.about.clone(),
        recorded: true,
        with_her: with_her.collect(),
        by_herself: true,
    }
}

fn said(consent: ConsentId, wish: AttendanceWish) -> CaseCommand {
    CaseCommand::RecordConsent {
        consent,
        kind: ConsentKind::HerAttendance,
        answer: Answer::Given,
        scope: ConsentScope::default(),
        until: None,
        language: "ja".to_owned(),
        explained_with: EXPLAINED_WITH.to_owned(),
        interpreter: None,
        channel: Channel::App,
        witness: None,
        copy_given: true,
        attendance: Some(wish),
        protection: None,
    }
}
