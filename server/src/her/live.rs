//! いまの 会議: her own part while it goes on, what is new of it, and her words into it.

use std::time::Duration;

use app::her::live::{LiveDraft, MEETING, SAY, news, page};
use app::her::say::Word;
use app::her::{Wrong, field, path, words};
use axum::extract::Query;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use domain::command::CaseCommand;
use domain::id::{MeetingId, RecordId};
use domain::refusal::Refusal;
use domain::taking_part::TakePartCommand;
use domain::view::her::MeetingPage;
use domain::wire::Outcome;
use serde::Deserialize;
use tokio::sync::broadcast::Receiver;
use tokio::time::{Instant, timeout_at};
use uuid::Uuid;

use super::typed::{Typed, too_long};
use super::{Visit, came_before, go, html, refused};
use crate::http::refusal::Refused;
use crate::live::Change;
use crate::session::{self, Door, Session};
use crate::store::{StoreError, council};

/// At most so long an asking page waits for something new.
const LONGEST: Duration = Duration::from_secs(20);

pub(super) async fn show(visit: Visit) -> Result<Response, Refused> {
    opened(&visit, LiveDraft::default(), go(path::ENTRY)).await
}

/// The same page with what was typed, nothing sent.
pub(super) async fn again(visit: &Visit, typed: &Typed) -> Result<Response, Refused> {
    opened(visit, read(typed), visit.closed()).await
}

async fn opened(visit: &Visit, draft: LiveDraft, out: Response) -> Result<Response, Refused> {
    let Some(session) = visit.session.clone() else {
        return Ok(out);
    };
    render(visit, &session, StatusCode::OK, draft).await
}

/// What stood in the council's order when a page was made.
#[derive(Deserialize)]
pub(super) struct Seen {
    #[serde(default)]
    v: String,
}

/// The part that changes, as soon as there is something new of it; nothing, where there was nothing for a
/// while. Asking ends with the session, and keeps it alive while her meeting goes on.
pub(super) async fn news_of(visit: Visit, Query(seen): Query<Seen>) -> Result<Response, Refused> {
    let Some(mut session) = visit.session.clone() else {
        return Ok(StatusCode::UNAUTHORIZED.into_response());
    };
    session::listens(&visit.tomoni, &mut session).await?;
    // Listens first and looks then: nothing falls between.
    let changes = visit.tomoni.live.listen();
    let last = last_seq(&visit, &session).await?;
    if seen.v == last.to_string() {
        let quiet = visit.nothing_since(last, &session, changes).await;
        if !visit.still_in(&session).await? {
            return Ok(StatusCode::UNAUTHORIZED.into_response());
        }
        if let Some(heard) = quiet {
            let mark = HeaderValue::from(heard);
            return Ok(([(HeaderName::from_static("x-seen"), mark)], ()).into_response());
        }
    }
    // The mark first, so that what happens while the page is made is asked for again.
    let mark = last_seq(&visit, &session).await?.to_string();
    let Some(view) = visit.meetings(&session).await? else {
        return Ok(StatusCode::UNAUTHORIZED.into_response());
    };
    session::at_meeting(&visit.tomoni, &session, view.live().is_some()).await?;
    Ok(Html(html(|| news(view, mark))).into_response())
}

async fn last_seq(visit: &Visit, session: &Session) -> Result<i64, StoreError> {
    council::last_seq(visit.tomoni.store.read(), session.council).await
}

impl Visit {
    /// Waits until her case moves on, or a conference day, of which her part may be one; what was missed
    /// counts as moved. Where nothing of the kind happened for a while: up to where it has listened.
    async fn nothing_since(
        &self,
        last: i64,
        session: &Session,
        mut changes: Receiver<Change>,
    ) -> Option<i64> {
        let until = Instant::now() + LONGEST.min(self.tomoni.settings.sign_of_life);
        let mut heard = last;
        loop {
            match timeout_at(until, changes.recv()).await {
                Err(_) => return Some(heard),
                Ok(Err(_)) => return None,
                Ok(Ok(change)) if change.council == session.council => {
                    let hers = change.case == Some(session.subject);
                    if hers || change.conference.is_some() {
                        return None;
                    }
                    heard = heard.max(change.seq);
                }
                Ok(Ok(_)) => {}
            }
        }
    }

    async fn still_in(&self, session: &Session) -> Result<bool, StoreError> {
        let limits = self.tomoni.settings.limits(Door::Her);
        let now = self.tomoni.clock.now();
        let store = &self.tomoni.store;
        session::lives(store, Door::Her, limits, now, session.token_hash).await
    }
}

pub(super) async fn send(visit: Visit, typed: Typed) -> Result<Response, Refused> {
    let Some(session) = visit.session.clone() else {
        return Ok(visit.closed());
    };
    let mut draft = read(&typed);
    let mut wrong = |text| draft.wrong = vec![Wrong::new(SAY, text)];
    if !typed.is_of(&session) {
        wrong(words::NOT_TAKEN);
        return render(&visit, &session, StatusCode::FORBIDDEN, draft).await;
    }
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    let told = match draft.say.trim().is_empty() {
        true => Some(words::WRITE_SOMETHING),
        false => too_long(&draft.say).then_some(words::TOO_LONG),
    };
    if let Some(told) = told {
        wrong(told);
        return render(&visit, &session, status, draft).await;
    }
    let ticket = typed.ticket(field::ENVELOPE, &visit.tomoni);
    let meeting = typed.id(MEETING).map(MeetingId);
    let told = match meeting {
        Some(meeting) => say(&visit, &session, meeting, (ticket, &draft.say)).await?,
        None => Some(words::LIVE_SHUT),
    };
    match told {
        None => Ok(go(&format!("{}#say", path::LIVE))),
        Some(text) => {
            draft.wrong = vec![Wrong::new(SAY, text)];
            render(&visit, &session, status, draft).await
        }
    }
}

/// Sends her words; none = taken, else what is told her.
async fn say(
    visit: &Visit,
    session: &Session,
    meeting: MeetingId,
    (ticket, words): (Uuid, &str),
) -> Result<Option<Word>, Refused> {
    let act = |id: Uuid| CaseCommand::TakePart {
        meeting,
        act: TakePartCommand::Say {
            entry: RecordId(id),
            words: words.to_owned(),
        },
    };
    let mut results = visit.submit(session, vec![(ticket, act(ticket))]).await?;
    if came_before(&results) && !arrived(visit, session, (ticket, words)).await? {
        // An old page filled in anew: other words than those that arrived under this id.
        let ticket = visit.ticket();
        results = visit.submit(session, vec![(ticket, act(ticket))]).await?;
    }
    Ok(results.first().and_then(|result| match &result.outcome {
        Outcome::Refused {
            refusal: Refusal::StepMissing | Refusal::MeetingIsOver | Refusal::NotFound,
            ..
        } => Some(app::her::words::LIVE_SHUT),
        outcome => refused(outcome),
    }))
}

async fn arrived(
    visit: &Visit,
    session: &Session,
    (ticket, words): (Uuid, &str),
) -> Result<bool, Refused> {
    let view = visit.meetings(session).await?;
    let said = view.iter().flat_map(|view| &view.coming);
    let mut said = said.flat_map(|meeting| &meeting.said);
    Ok(said.any(|(id, known, _)| id.0 == ticket && known == words))
}

async fn render(
    visit: &Visit,
    session: &Session,
    status: StatusCode,
    draft: LiveDraft,
) -> Result<Response, Refused> {
    let mark = last_seq(visit, session).await?.to_string();
    let Some(view): Option<MeetingPage> = visit.meetings(session).await? else {
        return Ok(visit.closed());
    };
    session::at_meeting(&visit.tomoni, session, view.live().is_some()).await?;
    let draft = LiveDraft {
        token: session.form_token.clone(),
        ticket: visit.ticket(),
        ..draft
    };
    Ok(visit.page(status, || page(view, mark, draft)))
}

fn read(typed: &Typed) -> LiveDraft {
    LiveDraft {
        say: typed.text("t"),
        ..LiveDraft::default()
    }
}
