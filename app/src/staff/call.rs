//! サーバーへの呼びかけ: the one client. Questions, commands (through [`super::outbox`]), and the few calls
//! about sessions.

use chrono::{DateTime, Utc};
use domain::command::Command;
use domain::refusal::Refusal;
use domain::wire::{self, ApiError, Ask, ErrorKind};
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::along;
use super::door::{Signed, door};
use super::live;
use super::outbox::{self, Sent};

/// Words when nothing answered.
const UNREACHABLE: &str =
    "送れていません。つながっているか確かめて、もう一度押してください。書いた内容は残っています。";

/// Words when something was only asked for.
const NOT_READ: &str = "新しい内容を読みこめていません。つながると、読みこみ直します。";

/// Words when a paper was asked for: nothing was typed, and nothing was handed out.
const NO_PAPER: &str =
    "書類を受けとれませんでした。つながっているか確かめて、もう一度押してください。";

/// Why a command was not carried out, with what to do next in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    /// None where the call itself failed.
    pub refusal: Option<Refusal>,
    pub words: String,
    /// Whether it is known that nothing was carried out.
    pub known: bool,
}

impl Refused {
    /// By the screen itself: nothing was sent.
    pub fn here(words: impl Into<String>) -> Self {
        Self {
            refusal: None,
            words: words.into(),
            known: true,
        }
    }
}

impl From<ApiError> for Refused {
    fn from(error: ApiError) -> Self {
        Self {
            words: error.message,
            refusal: error.refusal,
            known: true,
        }
    }
}

/// An answer, and whether the server gave it.
pub struct Answered<A> {
    pub answer: A,
    /// It lay on this tablet; none where the server answered.
    pub lay_here: Option<LayHere>,
}

/// An answer of the tablet's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LayHere {
    /// When the server told it so, where that is known.
    pub since: Option<DateTime<Utc>>,
}

impl<A> Answered<A> {
    /// What the server alone can answer.
    ///
    /// # Errors
    /// Those of the answer.
    pub async fn by_server(
        answer: impl Future<Output = Result<A, ApiError>>,
    ) -> Result<Self, ApiError> {
        Ok(Self {
            answer: answer.await?,
            lay_here: None,
        })
    }
}

/// Asks a question.
///
/// # Errors
/// With words for the reader; a session that has ended also shows the sign-in page, over what was
/// typed.
pub async fn ask<Q: Ask>(question: Q) -> Result<Q::Answer, ApiError> {
    Ok(ask_either(question).await?.answer)
}

/// As [`ask`], and tells who answered.
///
/// # Errors
/// As [`ask`].
pub async fn ask_either<Q: Ask>(question: Q) -> Result<Answered<Q::Answer>, ApiError> {
    let heard = async { heard::<Q, _>(post(Q::PATH, &question).await) };
    match Answered::by_server(heard).await {
        // Without a network a tablet answers for what was taken along on it.
        Err(error) if error.error == ErrorKind::Unreachable => {
            along::answer(&question).ok_or_else(|| ApiError {
                message: NOT_READ.to_owned(),
                ..error
            })
        }
        answered => answered,
    }
}

/// Asks a question whose answer is read piece by piece.
///
/// # Errors
/// As [`ask`].
pub async fn ask_value<Q: Ask>(question: Q) -> Result<JsValue, ApiError> {
    let answered = async {
        let response = fetch(Q::PATH, &question).await?;
        let promise = response.json().map_err(|_| unreachable_error())?;
        JsFuture::from(promise)
            .await
            .map_err(|_| unreachable_error())
    };
    heard::<Q, _>(answered.await)
}

/// What a screen asked and nobody answered is asked once more when the line is back.
fn heard<Q: Ask, A>(answered: Result<A, ApiError>) -> Result<A, ApiError> {
    let unknown = |error: &ApiError| domain::outbox::is_unknown(error.error);
    // Until it is known who is here, that is asked again and again by itself.
    let asks_itself = Q::PATH == wire::Me::PATH
        && (door().apart.get_untracked() || door().signed.get_untracked() != Signed::In);
    if answered.as_ref().is_err_and(unknown) && !asks_itself {
        live::missed();
    }
    answered
}

/// Sends a command and waits until it is durable; answers its place in the council's order.
///
/// # Errors
/// The server's refusal with its words, or the words for a network that did not answer.
pub async fn push(command: Command) -> Result<u64, Refused> {
    match outbox::send(command, false).await {
        Sent::Done(seq) => Ok(seq),
        Sent::Refused(refused) => Err(refused),
        Sent::Kept => Err(unreachable_error().into()),
    }
}

/// Posts JSON and reads JSON.
///
/// # Errors
/// The server's words, or those for a network that did not answer.
pub async fn post<B: Serialize, A: DeserializeOwned>(path: &str, body: &B) -> Result<A, ApiError> {
    let text = post_text(path, body).await?;
    let text = if text.is_empty() { "null" } else { &text };
    serde_json::from_str(text).map_err(|_| unreachable_error())
}

/// Posts JSON and reads bytes, for papers.
///
/// # Errors
/// As [`post`].
pub async fn post_for_blob<B: Serialize>(path: &str, body: &B) -> Result<web_sys::Blob, ApiError> {
    let nothing = || ApiError {
        message: NO_PAPER.to_owned(),
        ..unreachable_error()
    };
    let response = fetch(path, body).await.map_err(|error| match error.error {
        ErrorKind::Unreachable => nothing(),
        _ => error,
    })?;
    let promise = response.blob().map_err(|_| nothing())?;
    let blob = JsFuture::from(promise).await.map_err(|_| nothing())?;
    blob.dyn_into().map_err(|_| nothing())
}

async fn post_text<B: Serialize>(path: &str, body: &B) -> Result<String, ApiError> {
    let response = fetch(path, body).await?;
    read_text(&response).await.ok_or_else(unreachable_error)
}

async fn fetch<B: Serialize>(path: &str, body: &B) -> Result<web_sys::Response, ApiError> {
    let body = serde_json::to_string(body).map_err(|_| unreachable_error())?;
    let answer = try_fetch(path, &body)
        .await
        .map_err(|_| unreachable_error())?;
    if answer.ok() {
        return Ok(answer);
    }
    let text = read_text(&answer).await.unwrap_or_default();
    let error: ApiError = serde_json::from_str(&text).unwrap_or_else(|_| ApiError {
        error: if answer.status() == 401 {
            ErrorKind::SignedOut
        } else {
            ErrorKind::Unreachable
        },
        ..unreachable_error()
    });
    let signed = door().signed.get_untracked();
    // Her page has no session, and loses nothing with one.
    if error.error == ErrorKind::SignedOut && !matches!(signed, Signed::Out | Signed::Showing) {
        door().signed.set(Signed::Out);
    }
    Err(error)
}

async fn try_fetch(path: &str, body: &str) -> Result<web_sys::Response, JsValue> {
    let headers = web_sys::Headers::new()?;
    headers.set("content-type", "application/json")?;
    headers.set(wire::HEADER, "1")?;
    let init = web_sys::RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(&JsValue::from_str(body));
    init.set_cache(web_sys::RequestCache::NoStore);
    init.set_redirect(web_sys::RequestRedirect::Error);
    // What waits for its writer elsewhere may come with pictures.
    let long = if path == wire::LeftEnvelopes::PATH {
        usize::MAX
    } else {
        body.len()
    };
    let patience = u32::try_from(domain::outbox::patience(long)).unwrap_or(u32::MAX);
    init.set_signal(Some(&web_sys::AbortSignal::timeout_with_u32(patience)));
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    JsFuture::from(window.fetch_with_str_and_init(path, &init))
        .await?
        .dyn_into()
}

async fn read_text(response: &web_sys::Response) -> Option<String> {
    JsFuture::from(response.text().ok()?)
        .await
        .ok()?
        .as_string()
}

/// What is said when nothing, or nothing readable, was answered.
pub fn unreachable_error() -> ApiError {
    ApiError {
        error: ErrorKind::Unreachable,
        message: UNREACHABLE.to_owned(),
        refusal: None,
    }
}
