//! 会議で 決まったこと: the page, and what she says to each decision.

use std::collections::BTreeMap;

use app::her::decided::{DecidedDraft, TakeDraft, answers_id, page, view_of, words_id};
use app::her::{Wrong, path, words};
use axum::http::StatusCode;
use axum::response::Response;
use domain::command::CaseCommand;
use domain::id::{MeetingId, RecordId};
use domain::refusal::Refusal;
use domain::taking_part::TakePartCommand;
use domain::view::her::MeetingPage;
use domain::wire::Outcome;
use uuid::Uuid;

use super::typed::{Typed, too_long};
use super::{Visit, came_before, go, refused};
use crate::http::refusal::Refused;
use crate::session::Session;

/// No woman has more decisions than this on one page.
const MOST: usize = 500;

pub(super) async fn show(visit: Visit) -> Result<Response, Refused> {
    if visit.session.is_none() {
        return Ok(go(path::ENTRY));
    }
    let Some((session, view)) = visit.her_meetings().await? else {
        return Ok(visit.closed());
    };
    let draft = DecidedDraft::default();
    Ok(render(&visit, &session, StatusCode::OK, view, draft))
}

/// The same page with what was ticked and typed, nothing sent.
pub(super) async fn again(visit: &Visit, typed: &Typed) -> Result<Response, Refused> {
    let Some((session, view)) = visit.her_meetings().await? else {
        return Ok(visit.closed());
    };
    let draft = kept(&read(typed, visit), Vec::new());
    Ok(render(visit, &session, StatusCode::OK, view, draft))
}

/// Takes everything she has filled in, whichever button was pressed. What cannot be taken stays on the
/// page with the reason.
pub(super) async fn send(visit: Visit, typed: Typed) -> Result<Response, Refused> {
    let Some((session, view)) = visit.her_meetings().await? else {
        return Ok(visit.closed());
    };
    let mut filled = read(&typed, &visit);
    if !typed.is_of(&session) {
        let draft = kept(&filled, vec![Wrong::new("main", words::NOT_TAKEN)]);
        return Ok(render(&visit, &session, StatusCode::FORBIDDEN, view, draft));
    }
    let wrong: Vec<Wrong> = filled.iter().filter_map(Filled::mistake).collect();
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    if !wrong.is_empty() {
        let draft = kept(&filled, wrong);
        return Ok(render(&visit, &session, status, view, draft));
    }
    let (mut wrong, before) = submit(&visit, &session, &view, &filled).await?;
    let Some(mut view) = visit.meetings(&session).await? else {
        return Ok(visit.closed());
    };
    if before {
        // What is not on her page goes now.
        for filled in &mut filled {
            filled.ticket = visit.ticket();
        }
        wrong = submit(&visit, &session, &view, &filled).await?.0;
        let Some(now) = visit.meetings(&session).await? else {
            return Ok(visit.closed());
        };
        view = now;
    }
    if wrong.is_empty() {
        return Ok(go(path::DECIDED));
    }
    let draft = kept(&filled, wrong);
    Ok(render(&visit, &session, status, view, draft))
}

/// Sends what is new. What was refused, and whether some of it had come before.
async fn submit(
    visit: &Visit,
    session: &Session,
    view: &MeetingPage,
    filled: &[Filled],
) -> Result<(Vec<Wrong>, bool), Refused> {
    let new: Vec<(&Filled, CaseCommand)> = filled
        .iter()
        .filter_map(|filled| Some((filled, filled.asks(view)?)))
        .collect();
    let acts = new.iter().map(|(filled, act)| (filled.ticket, act.clone()));
    let results = visit.submit(session, acts.collect()).await?;
    let mut wrong = Vec::new();
    for ((filled, _), result) in new.iter().zip(&results) {
        let told = match &result.outcome {
            Outcome::Refused {
                refusal: Refusal::ItemUnknown | Refusal::NotFound,
                ..
            } => Some(words::TAKE_CHANGED),
            outcome => refused(outcome),
        };
        wrong.extend(told.map(|text| Wrong::new(words_id(filled.decision), text)));
    }
    Ok((wrong, came_before(&results)))
}

fn render(
    visit: &Visit,
    session: &Session,
    status: StatusCode,
    view: MeetingPage,
    draft: DecidedDraft,
) -> Response {
    let many = view.decisions().count();
    let draft = DecidedDraft {
        token: session.form_token.clone(),
        tickets: (0..many).map(|_| visit.ticket()).collect(),
        ..draft
    };
    visit.page(status, || page(view, draft))
}

/// What she filled in at one decision.
struct Filled {
    decision: RecordId,
    meeting: MeetingId,
    take: TakeDraft,
    ticket: Uuid,
}

impl Filled {
    /// Words without an answer: the one is asked for, and the other kept.
    fn mistake(&self) -> Option<Wrong> {
        if too_long(&self.take.words) {
            return Some(Wrong::new(words_id(self.decision), words::TOO_LONG));
        }
        let open = self.take.view.is_none() && !self.take.words.trim().is_empty();
        open.then(|| Wrong::new(answers_id(self.decision), words::TAKE_CHOOSE))
    }

    /// The command, where her answer is not on the page already.
    fn asks(&self, view: &MeetingPage) -> Option<CaseCommand> {
        let answer = self.take.view?;
        let mut known = view.decisions().filter(|known| known.id == self.decision);
        let stands = known.next().and_then(|known| known.take.as_ref());
        let same =
            stands.is_some_and(|(view, words, _)| *view == answer && *words == self.take.words);
        (!same).then(|| CaseCommand::TakePart {
            meeting: self.meeting,
            act: TakePartCommand::Take {
                decision: self.decision,
                view: answer,
                words: self.take.words.clone(),
            },
        })
    }
}

fn read(typed: &Typed, visit: &Visit) -> Vec<Filled> {
    (1..=MOST)
        .map_while(|n| {
            let decision = RecordId(typed.id(&format!("i{n}"))?);
            let meeting = MeetingId(typed.id(&format!("b{n}"))?);
            Some(Filled {
                decision,
                meeting,
                take: TakeDraft {
                    view: view_of(typed.get(&format!("a{n}"))),
                    words: typed.text(&format!("w{n}")),
                },
                ticket: typed.ticket(&format!("e{n}"), &visit.tomoni),
            })
        })
        .collect()
}

fn kept(filled: &[Filled], wrong: Vec<Wrong>) -> DecidedDraft {
    let takes = filled.iter().map(|one| (one.decision, one.take.clone()));
    DecidedDraft {
        wrong,
        takes: takes.collect::<BTreeMap<_, _>>(),
        ..DecidedDraft::default()
    }
}
