//! A page that answers a form of hers is fetched from an address of its own.
//!
//! Without scripts a browser writes the form that led to a page into its profile, so that it can send
//! it again: her words, and the number she typed wrong, would lie there after she has left. So every
//! form is answered with "go there". The page waits here, in memory only, for her session and nobody
//! else; where there is no session, what is told is the same for everybody and has an address.

use std::sync::Arc;
use std::time::Duration;

use app::her::say::Word;
use app::her::{Wrong, entry as entry_page, path, words};
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use moka::sync::Cache;

use super::{Visit, go};
use crate::http::hygiene::Nonce;
use crate::http::refusal::Refused;
use crate::session::{self, Door};
use crate::tomoni::Tomoni;

/// Pages that wait at once; each is small, and a visit has one.
const MOST: u64 = 1_000;
/// As long as a visit may rest.
const WAITS: Duration = Duration::from_secs(15 * 60);
/// No page of hers is larger.
const LARGEST: usize = 4 * 1024 * 1024;

/// Pages that answer a form, by the hash of the session's token.
pub struct Turned(Cache<[u8; 32], Arc<Page>>);

struct Page {
    status: StatusCode,
    /// The nonce of the answer it was made for.
    nonce: Arc<str>,
    html: String,
}

impl Turned {
    /// With nothing waiting.
    pub fn new() -> Self {
        let pages = Cache::builder()
            .max_capacity(MOST)
            .time_to_idle(WAITS)
            .build();
        Self(pages)
    }

    /// Forgets the page of the session that `headers` carry.
    pub(super) fn forget(&self, headers: &HeaderMap) {
        if let Some(session) = session::hash_in(Door::Her, headers) {
            self.0.invalidate(&session);
        }
    }
}

impl Default for Turned {
    fn default() -> Self {
        Self::new()
    }
}

/// Whose a page is (response extension).
#[derive(Clone, Copy)]
pub(super) enum Stands {
    /// Hers, in her session.
    Hers,
    /// Everybody's, at that address.
    At(&'static str),
}

/// Sends a browser that shows the answer to a form itself on to the page.
pub async fn after_form(State(tomoni): State<Tomoni>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    // A script that turns pages leaves no form behind; an old browser that does not say is not sent on.
    let shows_itself = headers
        .get("sec-fetch-dest")
        .is_some_and(|what| what == "document");
    let is_form = *request.method() == Method::POST && request.uri().path() != path::EXIT;
    if !(is_form && shows_itself) {
        return next.run(request).await;
    }
    let session = session::hash_in(Door::Her, headers);
    let nonce = request.extensions().get::<Nonce>().cloned();
    let response = next.run(request).await;
    let stands = response.extensions().get::<Stands>().copied();
    let (parts, body) = response.into_parts();
    let mut sent_on = match (stands, session, nonce) {
        (Some(Stands::At(place)), _, _) => go(place),
        (Some(Stands::Hers), Some(session), Some(Nonce(nonce))) => {
            let Ok(bytes) = to_bytes(body, LARGEST).await else {
                return Refused::busy().into_response();
            };
            let page = Page {
                status: parts.status,
                nonce,
                html: String::from_utf8_lossy(&bytes).into_owned(),
            };
            tomoni.turned.0.insert(session, Arc::new(page));
            go(path::TURNED)
        }
        // Sent on already, or a refusal that holds nothing of hers.
        _ => return Response::from_parts(parts, body),
    };
    for cookie in parts.headers.get_all(SET_COOKIE) {
        sent_on.headers_mut().append(SET_COOKIE, cookie.clone());
    }
    sent_on
}

/// The page that waits for her.
pub(super) async fn show(visit: Visit) -> Response {
    let Some(session) = &visit.session else {
        return go(path::ENTRY);
    };
    let Some(page) = visit.tomoni.turned.0.get(&session.token_hash) else {
        return go(path::PLAN);
    };
    let html = page.html.replace(&*page.nonce, &visit.nonce);
    (page.status, Html(Body::from(html))).into_response()
}

/// The two fields again, with what everybody is told who did not come in.
pub(super) async fn not_in(visit: Visit) -> Response {
    told(&visit, &[words::NOT_IN, words::NOT_IN_HELP])
}

/// The same for whoever tried too often.
pub(super) async fn wait(visit: Visit) -> Response {
    told(&visit, &[words::WAIT, words::NOT_IN_HELP])
}

/// The same for whoever took too long.
pub(super) async fn expired(visit: Visit) -> Response {
    told(&visit, &[words::EXPIRED])
}

fn told(visit: &Visit, texts: &[Word]) -> Response {
    let wrong = texts
        .iter()
        .map(|text| Wrong::new(entry_page::LINE, *text))
        .collect();
    visit.public_page(StatusCode::OK, || entry_page::page(wrong, String::new()))
}
