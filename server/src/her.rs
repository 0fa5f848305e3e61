//! 本人の入口: the handlers of her door.
//!
//! Each page is one view, rendered whole by leptos on the server; nothing waits for a script. Read
//! [`routes`] (every address), then [`entry`] (coming in), [`plan`] (her answers), [`leave`]
//! (going). Whatever she writes goes through `submit` like everything else.

use std::sync::Arc;

use app::her::frame::{Frame, document};
use app::her::{Wrong, entry as entry_page, path, words};
use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequestParts};
use axum::http::header::{COOKIE, LOCATION, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use domain::command::{CaseCommand, Command, Envelope};
use domain::id::{CaseId, CommandId};
use domain::refusal::Refusal;
use domain::view::her::PlanPage;
use domain::wire::{Outcome, PushResult};
use leptos::prelude::{AnyView, Owner, RenderHtml};
use uuid::Uuid;

use crate::gate::{self, Who};
use crate::http::hygiene::Nonce;
use crate::http::refusal::Refused;
use crate::http::who::Her;
use crate::session::Session;
use crate::submit::submit;
use crate::tomoni::Tomoni;

mod agree;
pub mod card;
mod entry;
mod leave;
mod pin;
mod plan;
mod ruby;
mod talk;
mod typed;

/// Nothing she sends is larger: sixty items with long words.
const BODY_LIMIT: usize = 256 * 1024;

/// Every address of her door.
pub fn routes() -> Router<Tomoni> {
    Router::new()
        .route(path::ENTRY, get(entry::show).post(entry::come_in))
        .route(path::PLAN, get(plan::show))
        .route(path::ANSWER, get(to_plan).post(plan::answer))
        .route(path::TALK, get(talk::show).post(talk::send))
        .route(path::AGREE, get(agree::show).post(agree::send))
        .route(path::RUBY, get(to_plan).post(ruby::switch))
        .route(path::SAFETY, get(entry::safety))
        .route(path::EXIT, get(to_entry).post(leave::leave))
        .route(path::OUTSIDE, get(leave::outside))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
}

/// An address that only takes forms was opened or loaded again.
async fn to_plan() -> Response {
    go(path::PLAN)
}

async fn to_entry() -> Response {
    go(path::ENTRY)
}

/// The cookie that keeps readings off until the browser closes or she leaves. Says nothing.
const RUBY_COOKIE: &str = "__Host-r";

/// One request of hers.
pub(crate) struct Visit {
    tomoni: Tomoni,
    session: Option<Session>,
    nonce: Arc<str>,
    /// Readings are shown.
    ruby: bool,
}

impl FromRequestParts<Tomoni> for Visit {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, tomoni: &Tomoni) -> Result<Self, Refused> {
        let Her(session) = Her::from_request_parts(parts, tomoni).await?;
        let nonce = parts.extensions.get::<Nonce>().ok_or_else(Refused::busy)?;
        Ok(Self {
            tomoni: tomoni.clone(),
            session,
            nonce: Arc::clone(&nonce.0),
            ruby: !ruby_is_off(&parts.headers),
        })
    }
}

impl Visit {
    /// A page of hers as an answer.
    fn page(&self, status: StatusCode, page: impl FnOnce() -> AnyView) -> Response {
        let frame = Frame {
            nonce: self.nonce.to_string(),
            ruby: self.ruby,
            outside: self.tomoni.settings.outside.clone(),
            form: "p",
        };
        (status, Html(html(|| document(frame, page())))).into_response()
    }

    /// The first page instead of one that needs a session: in plain words, and without a hint
    /// whether there ever was one.
    fn closed(&self) -> Response {
        let wrong = vec![Wrong::new(entry_page::LINE, words::EXPIRED)];
        self.page(StatusCode::UNAUTHORIZED, || {
            entry_page::page(wrong, String::new())
        })
    }

    /// Her page as it stands now; the read is written down before. None if the case has gone.
    async fn read(&self, session: &Session) -> Result<Option<PlanPage>, Refused> {
        let case = CaseId(session.subject);
        let found = gate::read_her(&self.tomoni, session.council, case).await?;
        let now = self.tomoni.clock.now();
        Ok(found.map(|(file, council)| PlanPage::of(&file, &council, now)))
    }

    /// Sends her commands through the one write path, each under the id its form carried.
    async fn submit(
        &self,
        session: &Session,
        acts: Vec<(Uuid, CaseCommand)>,
    ) -> Result<Vec<PushResult>, Refused> {
        if acts.is_empty() {
            return Ok(Vec::new());
        }
        let case = CaseId(session.subject);
        let occurred_at = self.tomoni.clock.now();
        let envelopes = acts
            .into_iter()
            .map(|(id, act)| Envelope {
                id: CommandId(id),
                occurred_at,
                command: Command::Case { case, act },
            })
            .collect();
        let who = Who::Woman(case);
        Ok(submit(&self.tomoni, &who, session.council, envelopes).await?)
    }

    fn ticket(&self) -> Uuid {
        self.tomoni.ids.ordered()
    }
}

/// What is told her where a command was refused; none where it was done.
fn refused(outcome: &Outcome) -> Option<&'static str> {
    let Outcome::Refused { refusal, .. } = outcome else {
        return None;
    };
    Some(match refusal {
        Refusal::VersionIsOld { .. } | Refusal::ItemUnknown | Refusal::NotShownToHer => {
            words::PLAN_CHANGED
        }
        Refusal::TextTooLong { .. } => words::TOO_LONG,
        Refusal::TextMissing => words::WRITE_SOMETHING,
        Refusal::StatementsNotTicked => words::TICK_BOTH,
        Refusal::IdTaken => words::SENT_TWICE,
        _ => words::ASK_WORKER,
    })
}

/// A whole document, rendered at once.
fn html<V: leptos::prelude::IntoView>(view: impl FnOnce() -> V) -> String {
    let owner = Owner::new();
    let body = owner.with(|| view().into_view().to_html());
    owner.cleanup();
    format!("<!DOCTYPE html>{body}")
}

/// Goes to another of her pages by GET, so that loading it again sends nothing twice.
fn go(place: &str) -> Response {
    let place = HeaderValue::try_from(place).unwrap_or(HeaderValue::from_static(path::ENTRY));
    (StatusCode::SEE_OTHER, [(LOCATION, place)]).into_response()
}

fn with_cookie(mut response: Response, cookie: HeaderValue) -> Response {
    response.headers_mut().append(SET_COOKIE, cookie);
    response
}

fn ruby_is_off(headers: &HeaderMap) -> bool {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .any(|(name, value)| name == RUBY_COOKIE && value == "0")
}
