//! What holds for every request at a door: which host, from where, in what form; and for every
//! answer: its headers, and its words if it is a refusal.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures::FutureExt;

use super::json::is_content;
use super::refusal::{Refused, Words, panicked};
use crate::ids::secret;
use crate::session::Door;
use crate::tomoni::Tomoni;

/// Answers begin within this time; a stream may then go on.
const IN_TIME: Duration = Duration::from_secs(30);

/// The header that forms and foreign pages cannot send.
pub const STAFF_HEADER: &str = "x-tomoni";

/// What the layers of one door need to know.
#[derive(Clone)]
pub struct Guard {
    door: Door,
    hosts: Arc<[String]>,
}

/// The nonce of this request's Content-Security-Policy, for her pages (request extension).
#[derive(Clone)]
pub struct Nonce(pub Arc<str>);

/// Put into the extensions of a response that may be kept by the browser as long as it asks again
/// each time: files without anything personal.
#[derive(Clone, Copy)]
pub struct Reusable;

impl Guard {
    /// The guard of `door`.
    pub fn new(door: Door, tomoni: &Tomoni) -> Self {
        Self {
            door,
            hosts: tomoni.settings.hosts(door).into(),
        }
    }

    fn judge(&self, request: &Request) -> Result<(), StatusCode> {
        let headers = request.headers();
        let host = authority(request).ok_or(StatusCode::MISDIRECTED_REQUEST)?;
        let name = without_port(host);
        if !self.hosts.iter().any(|own| own.eq_ignore_ascii_case(name)) {
            return Err(StatusCode::MISDIRECTED_REQUEST);
        }
        if matches!(*request.method(), Method::GET | Method::HEAD) {
            return Ok(());
        }
        if !from_own_page(headers, host) {
            return Err(StatusCode::FORBIDDEN);
        }
        let kind = match self.door {
            Door::Staff => {
                if headers.get(STAFF_HEADER).is_none_or(|value| value != "1") {
                    return Err(StatusCode::FORBIDDEN);
                }
                "application/json"
            }
            Door::Her => "application/x-www-form-urlencoded",
        };
        if !is_content(headers, kind) {
            return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
        }
        Ok(())
    }
}

/// Lets in what comes for this door, from this door, in the form it takes.
pub async fn admit(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    match guard.judge(&request) {
        Ok(()) => next.run(request).await,
        Err(status) => Refused::of_status(status).into_response(),
    }
}

/// Stops what takes too long to begin its answer.
pub async fn in_time(request: Request, next: Next) -> Response {
    match tokio::time::timeout(IN_TIME, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Refused::of_status(StatusCode::REQUEST_TIMEOUT).into_response(),
    }
}

/// Answers for a handler that panicked; the rest goes on.
pub async fn survive(request: Request, next: Next) -> Response {
    AssertUnwindSafe(next.run(request))
        .catch_unwind()
        .await
        .unwrap_or_else(|_| panicked().into_response())
}

/// Puts every refusal into the form of the door, whoever made it.
pub async fn speak(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let own = response.extensions().get::<Words>().cloned();
    match (guard.door, own) {
        (Door::Staff, Some(_)) => response,
        (Door::Staff, None) if is_content(response.headers(), "application/json") => response,
        (Door::Staff, None) => Refused::of_status(status).into_response(),
        // Her pages make their own; only what no page answered comes out plain.
        (Door::Her, None) if is_content(response.headers(), "text/html") => response,
        (Door::Her, own) => {
            let words = own.or_else(|| {
                let plain = Refused::of_status(status).into_response();
                plain.extensions().get::<Words>().cloned()
            });
            let words = words.map(|words| words.0).unwrap_or_default();
            plain_page(status, &words)
        }
    }
}

/// Dresses every answer in its headers.
pub async fn dress(State(guard): State<Guard>, mut request: Request, next: Next) -> Response {
    let policy = match guard.door {
        Door::Staff if request.uri().path().starts_with(API) => {
            HeaderValue::from_static(ANSWER_POLICY)
        }
        Door::Staff => HeaderValue::from_static(STAFF_POLICY),
        Door::Her => {
            let Ok(nonce) = secret::<16>() else {
                return Refused::busy().into_response();
            };
            let nonce: Arc<str> = URL_SAFE_NO_PAD.encode(nonce.as_slice()).into();
            let policy = HeaderValue::try_from(her_policy(&nonce));
            request.extensions_mut().insert(Nonce(nonce));
            policy.unwrap_or(HeaderValue::from_static("default-src 'none'"))
        }
    };
    let mut response = next.run(request).await;
    let reusable = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let reusable = reusable && response.extensions().get::<Reusable>().is_some();
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static(if reusable && guard.door == Door::Staff {
            "no-cache"
        } else {
            "no-store"
        }),
    );
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(policy);
    headers.remove(header::SERVER);
    response
}

/// Below this no page is answered.
const API: &str = "/api/";
/// For what is no page nothing is allowed. It is told shortly: a line that is back costs little more than this.
const ANSWER_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

const STAFF_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' blob:; connect-src 'self'; font-src 'self'; \
    worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

fn her_policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

const FIXED: [(&str, &str); 9] = [
    ("strict-transport-security", "max-age=63072000"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-robots-tag", "noindex, nofollow, noarchive"),
    ("origin-agent-cluster", "?1"),
    (
        "permissions-policy",
        "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), \
         clipboard-read=(), display-capture=(), encrypted-media=(), fullscreen=(), \
         gamepad=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), \
         local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), \
         picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), \
         serial=(), usb=(), xr-spatial-tracking=()",
    ),
];

/// The host and port the request is for.
fn authority(request: &Request) -> Option<&str> {
    match request.uri().authority() {
        Some(authority) => Some(authority.as_str()),
        None => request.headers().get(header::HOST)?.to_str().ok(),
    }
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|sign| sign.is_ascii_digit()) => name,
        _ => host,
    }
}

/// Whether the browser says that one of our own pages sent this; a browser that says nothing of
/// the kind must at least name our own origin.
fn from_own_page(headers: &HeaderMap, host: &str) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin";
    }
    headers
        .get(header::ORIGIN)
        .and_then(|origin| origin.to_str().ok())
        .and_then(|origin| origin.split_once("://"))
        .is_some_and(|(scheme, from)| {
            matches!(scheme, "http" | "https") && from.eq_ignore_ascii_case(host)
        })
}

fn plain_page(status: StatusCode, words: &str) -> Response {
    // The words are ours and hold no sign that HTML would read as its own.
    let page = format!(
        "<!DOCTYPE html><html lang=\"ja\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>お知らせ</title></head><body><main><p>{words}</p>\
         <p><a href=\"/\">はじめの画面へ</a></p></main></body></html>"
    );
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    (status, [(header::CONTENT_TYPE, kind)], page).into_response()
}
