//! 本人の入口: the handlers of her door.
//!
//! Each page is one view, rendered whole by leptos on the server; nothing waits for a script. Read
//! [`routes`] (every address), then [`entry`] (coming in), [`plan`] (her answers), [`leave`]
//! (going). Whatever she writes goes through `submit` like everything else.

use std::sync::Arc;

use app::her::frame::{Frame, document};
use app::her::kept::Waiting;
use app::her::say::{PageLanguage, Word};
use app::her::{Wrong, entry as entry_page, path, words};
use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequestParts};
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use domain::access::Action;
use domain::command::{CaseCommand, Command, Envelope};
use domain::id::{CaseId, CommandId, StaffId};
use domain::language::Language;
use domain::refusal::Refusal;
use domain::view::her::PlanPage;
use domain::wire::{Outcome, PushResult};
use leptos::prelude::{AnyView, Owner, RenderHtml, provide_context};
use uuid::Uuid;

use crate::gate::{self, Opened, Shut, Who};
use crate::http::hygiene::Nonce;
use crate::http::refusal::Refused;
use crate::http::who::Her;
use crate::session::Session;
use crate::store::StoreError;
use crate::submit::submit;
use crate::tomoni::Tomoni;
use turned::Stands;

mod agree;
pub mod card;
mod chosen;
mod decided;
mod entry;
mod evaluate;
mod given;
mod kept;
mod know;
mod leave;
mod live;
mod meeting;
mod pin;
mod plan;
mod records;
mod ruby;
mod safety;
pub mod show;
mod talk;
mod tell;
mod ties;
mod transfer;
pub mod turned;
mod typed;
mod worker;

pub use leave::exit_address;

/// Nothing she sends is larger: sixty items with long words.
const BODY_LIMIT: usize = 256 * 1024;

/// Every address of her door.
pub fn routes() -> Router<Tomoni> {
    Router::new()
        .route(path::ENTRY, get(entry::show).post(entry::come_in))
        .route(path::SIGN_IN, get(entry::sign_in))
        .route(path::KEPT, get(kept::show).post(kept::discard))
        .route(path::NOT_IN, get(turned::not_in))
        .route(path::WAIT, get(turned::wait))
        .route(path::EXPIRED, get(turned::expired))
        .route(path::TURNED, get(turned::show))
        .route(path::PLAN, get(plan::show))
        .route(path::ANSWER, get(to_plan).post(plan::answer))
        .route(path::TALK, get(talk::show).post(talk::send))
        .route(path::AGREE, get(agree::show).post(agree::send))
        .route(path::EVALUATE, get(evaluate::show).post(evaluate::send))
        .route(path::RECORDS, get(records::show))
        .route(path::TIES, get(ties::show).post(ties::send))
        .route(path::WORKER, get(worker::show).post(worker::send))
        .route(path::MEETING, get(meeting::show).post(meeting::send))
        .route(path::LIVE, get(live::show).post(live::send))
        .route(path::LIVE_NEWS, get(live::news_of))
        .route(path::DECIDED, get(decided::show).post(decided::send))
        .route(path::TRANSFER, get(transfer::show))
        .route(path::RUBY, get(to_plan).post(ruby::switch))
        .route(path::GIVEN, get(given::show))
        .route(path::KNOW, get(know::show))
        .route(path::TELL, get(tell::show).post(tell::send))
        .route(path::LESS, get(know::show).post(know::less))
        .route(path::KNOWING, get(know::knowing))
        .route(path::LOOKED, get(know::looked))
        .route(path::SHOWN, get(show::open))
        .route(path::SAFETY, get(safety::show).post(safety::read_with))
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

/// One request of hers.
#[derive(Clone)]
pub(crate) struct Visit {
    tomoni: Tomoni,
    session: Option<Session>,
    nonce: Arc<str>,
    /// Readings are shown.
    ruby: bool,
    /// In which language the pages are read.
    language: PageLanguage,
    /// Words that waited for her stand on the page.
    kept: Option<Uuid>,
}

impl FromRequestParts<Tomoni> for Visit {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, tomoni: &Tomoni) -> Result<Self, Refused> {
        let Her(session) = Her::from_request_parts(parts, tomoni).await?;
        let nonce = parts.extensions.get::<Nonce>().ok_or_else(Refused::busy)?;
        let mark = session.as_ref().map(Session::mark);
        let language = chosen::language(&parts.headers, mark.as_deref());
        let language = read_in(tomoni, session.as_ref(), language).await?;
        Ok(Self {
            tomoni: tomoni.clone(),
            session,
            nonce: Arc::clone(&nonce.0),
            ruby: chosen::ruby(&parts.headers, mark.as_deref()),
            language,
            kept: None,
        })
    }
}

impl Visit {
    /// A page of hers as an answer.
    fn page(&self, status: StatusCode, page: impl FnOnce() -> AnyView) -> Response {
        self.framed(status, false, page)
    }

    /// A page that is the same for everybody: whoever opens it chooses a language first.
    fn public_page(&self, status: StatusCode, page: impl FnOnce() -> AnyView) -> Response {
        self.framed(status, true, page)
    }

    fn framed(&self, status: StatusCode, public: bool, page: impl FnOnce() -> AnyView) -> Response {
        let language = self.language;
        let frame = Frame {
            nonce: self.nonce.to_string(),
            ruby: self.ruby,
            language,
            public,
            beside: self
                .session
                .as_ref()
                .is_some_and(|one| one.beside.is_some()),
            outside: self.tomoni.settings.outside.clone(),
            form: "p",
            kept: self
                .kept
                .zip(self.session.as_ref())
                .map(|(id, session)| Waiting {
                    id,
                    token: session.form_token.clone(),
                }),
        };
        let response = (
            status,
            Html(html(|| {
                provide_context(language);
                document(frame, page())
            })),
        )
            .into_response();
        at(
            response,
            match self.session {
                Some(_) => Stands::Hers,
                None => Stands::At(path::ENTRY),
            },
        )
    }

    /// The first page instead of one that needs a session: in plain words, and without a hint
    /// whether there ever was one.
    fn closed(&self) -> Response {
        let wrong = vec![Wrong::new(entry_page::LINE, words::EXPIRED)];
        let response = self.public_page(StatusCode::UNAUTHORIZED, || {
            entry_page::page(wrong, String::new())
        });
        let response = chosen::gone().fold(response, with_cookie);
        at(response, Stands::At(path::EXPIRED))
    }

    /// Her page as it stands now; the read is written down before. None if the case has gone.
    async fn read(&self, session: &Session) -> Result<Option<PlanPage>, Refused> {
        let case = CaseId(session.subject);
        let found = gate::read_her(&self.tomoni, session.council, case, session.reading()).await?;
        let now = self.tomoni.clock.now();
        let Some((file, council)) = found else {
            return Ok(None);
        };
        let mut page = PlanPage::of(&file, &council, now);
        page.slots = gate::her_slots(&self.tomoni, session.council, &file, now).await?;
        Ok(Some(page))
    }

    /// Her case for that action; the read is written down before. None if the case has gone.
    async fn open(&self, session: &Session, action: Action) -> Result<Option<Opened>, Refused> {
        let (who, case) = (Who::Woman(CaseId(session.subject)), CaseId(session.subject));
        let (t, reading) = (&self.tomoni, session.reading());
        match gate::open_case(t, who, session.council, case, action, reading).await {
            Ok(opened) => Ok(Some(opened)),
            Err(Shut::Store(error)) => Err(error.into()),
            Err(_) => Ok(None),
        }
    }

    /// Her session with her page; none where either has gone.
    async fn hers(&self) -> Result<Option<(Session, PlanPage)>, Refused> {
        let Some(session) = self.session.clone() else {
            return Ok(None);
        };
        Ok(self.read(&session).await?.map(|page| (session, page)))
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
                ahead_ms: None,
                command: Command::Case { case, act },
            })
            .collect();
        // On a worker's tablet it is she, and the worker is beside her.
        let who = match session.beside {
            Some(staff) => Who::WomanWith {
                staff: StaffId(staff),
                case,
                by_number: true,
            },
            None => Who::Woman(case),
        };
        Ok(submit(&self.tomoni, &who, session.council, envelopes).await?)
    }

    fn ticket(&self) -> Uuid {
        self.tomoni.ids.ordered()
    }
}

/// A language, and whether her council vouches for its texts; before she has come in nobody does.
async fn read_in(
    t: &Tomoni,
    session: Option<&Session>,
    language: Language,
) -> Result<PageLanguage, StoreError> {
    let checked = match session.filter(|_| language != Language::Easy) {
        Some(session) => {
            let keys = t.keyring.council(t.store.read(), session.council).await?;
            let (_, council) = t.councils.get(t.store.read(), &keys).await?;
            council.has_checked(language)
        }
        None => false,
    };
    Ok(PageLanguage { language, checked })
}

/// What is told her where a command was refused; none where it was done.
fn refused(outcome: &Outcome) -> Option<Word> {
    let Outcome::Refused { refusal, .. } = outcome else {
        return None;
    };
    Some(match refusal {
        Refusal::VersionIsOld { .. } | Refusal::ItemUnknown | Refusal::NotShownToHer => {
            words::PLAN_CHANGED
        }
        Refusal::HerItemsFull => words::OWN_FULL,
        Refusal::TextTooLong { .. } => words::TOO_LONG,
        Refusal::TextMissing => words::WRITE_SOMETHING,
        Refusal::StatementsNotTicked => words::TICK_BOTH,
        Refusal::NoDrawing => words::DRAW_WRONG,
        Refusal::IdTaken => words::SENT_TWICE,
        Refusal::EvaluationOver => words::LOOK_BACK_OVER,
        _ => words::ASK_WORKER,
    })
}

/// Whether some of it had come before, under the same id: the same form sent twice, or an old page filled in
/// anew.
fn came_before(results: &[PushResult]) -> bool {
    let before = |result: &PushResult| matches!(result.outcome, Outcome::AlreadyDone { .. });
    results.iter().any(before)
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

/// Notes where a page stands.
fn at(mut response: Response, stands: Stands) -> Response {
    response.extensions_mut().insert(stands);
    response
}

fn with_cookie(mut response: Response, cookie: HeaderValue) -> Response {
    response.headers_mut().append(SET_COOKIE, cookie);
    response
}
