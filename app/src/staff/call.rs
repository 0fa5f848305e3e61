//! サーバーへの呼びかけ: the one client. Questions, commands, and the few calls about sessions.

use domain::command::{Command, Envelope};
use domain::id::CommandId;
use domain::refusal::Refusal;
use domain::wire::{self, ApiError, Ask, ErrorKind, Outcome, Push, Pushed};
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::door::{Delivery, Signed, door};
use super::{clock, ids};

/// Milliseconds until a call counts as unanswered.
const PATIENCE: u32 = 15_000;
/// Words when nothing answered.
const UNREACHABLE: &str =
    "送れていません。つながっているか確かめて、もう一度押してください。書いた内容は残っています。";

/// Words when a paper was asked for: nothing was typed, and nothing was handed out.
const NO_PAPER: &str =
    "書類を受けとれませんでした。つながっているか確かめて、もう一度押してください。";

/// Why a command was not carried out, with what to do next in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    /// None where the call itself failed.
    pub refusal: Option<Refusal>,
    pub words: String,
}

impl From<ApiError> for Refused {
    fn from(error: ApiError) -> Self {
        Self {
            words: error.message,
            refusal: error.refusal,
        }
    }
}

/// A command that was sent and of which nothing is known.
#[derive(Clone)]
struct Pending {
    envelope: Envelope,
    /// It arrived after all, when everything was sent again.
    arrived: Option<u64>,
}

thread_local! {
    static PENDING: std::cell::RefCell<Vec<Pending>> = const { std::cell::RefCell::new(Vec::new()) };
}

/// Asks a question.
///
/// # Errors
/// With words for the reader; a session that has ended also shows the sign-in page, over what was
/// typed.
pub async fn ask<Q: Ask>(question: Q) -> Result<Q::Answer, ApiError> {
    post(Q::PATH, &question).await
}

/// Asks a question whose answer is read piece by piece.
///
/// # Errors
/// As [`ask`].
pub async fn ask_value<Q: Ask>(question: Q) -> Result<JsValue, ApiError> {
    let response = fetch(Q::PATH, &question).await?;
    let promise = response.json().map_err(|_| unreachable_error())?;
    JsFuture::from(promise)
        .await
        .map_err(|_| unreachable_error())
}

/// Sends a command and waits until it is durable; answers its place in the council's order.
///
/// The same command sent again after a failure of the network keeps its envelope, so it never
/// happens twice.
///
/// # Errors
/// The server's refusal with its words, or the words for a network that did not answer.
pub async fn push(command: Command) -> Result<u64, Refused> {
    let known =
        PENDING.with_borrow(|all| all.iter().find(|p| p.envelope.command == command).cloned());
    if let Some(Pending {
        envelope,
        arrived: Some(seq),
    }) = &known
    {
        forget(envelope.id);
        return Ok(*seq);
    }
    let envelope = known.map_or_else(
        || Envelope {
            id: CommandId(ids::new()),
            occurred_at: clock::now(),
            command,
        },
        |pending| pending.envelope,
    );
    keep(&envelope);
    let answer = send(&envelope).await;
    match answer {
        Err(error) if is_unknown(error.error) => {
            tell_sync();
            Err(error.into())
        }
        Err(error) => {
            forget(envelope.id);
            tell_sync();
            Err(error.into())
        }
        Ok(outcome) => {
            forget(envelope.id);
            tell_sync();
            match outcome {
                Outcome::Done { seq } | Outcome::AlreadyDone { seq } => {
                    super::live::changed(seq, &envelope.command);
                    Ok(seq)
                }
                Outcome::Refused { refusal, words } => Err(Refused {
                    refusal: Some(refusal),
                    words,
                }),
            }
        }
    }
}

/// Sends everything again that did not arrive.
pub async fn push_again() {
    let waiting: Vec<Envelope> = PENDING.with_borrow(|all| {
        all.iter()
            .filter(|p| p.arrived.is_none())
            .map(|p| p.envelope.clone())
            .collect()
    });
    for envelope in waiting {
        match send(&envelope).await {
            Ok(Outcome::Done { seq } | Outcome::AlreadyDone { seq }) => {
                PENDING.with_borrow_mut(|all| {
                    for pending in all.iter_mut().filter(|p| p.envelope.id == envelope.id) {
                        pending.arrived = Some(seq);
                    }
                });
                super::live::changed(seq, &envelope.command);
            }
            Ok(Outcome::Refused { words, .. }) => {
                forget(envelope.id);
                door().tell(words);
            }
            Err(error) if is_unknown(error.error) => {}
            Err(error) => {
                forget(envelope.id);
                door().tell(error.message);
            }
        }
    }
    tell_sync();
}

/// Forgets what waits; only when somebody signs out knowingly.
pub fn forget_all() {
    PENDING.with_borrow_mut(Vec::clear);
    door().sync.set(Delivery::Arrived(None));
}

/// Whether after this error nobody knows if the command was carried out.
fn is_unknown(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::Unreachable | ErrorKind::Internal | ErrorKind::Busy | ErrorKind::SignedOut
    )
}

fn keep(envelope: &Envelope) {
    PENDING.with_borrow_mut(|all| {
        if !all.iter().any(|p| p.envelope.id == envelope.id) {
            all.push(Pending {
                envelope: envelope.clone(),
                arrived: None,
            });
        }
    });
}

fn forget(id: CommandId) {
    PENDING.with_borrow_mut(|all| all.retain(|p| p.envelope.id != id));
}

fn tell_sync() {
    let stuck = PENDING.with_borrow(|all| all.iter().filter(|p| p.arrived.is_none()).count());
    door().sync.set(if stuck == 0 {
        Delivery::Arrived(Some(clock::now()))
    } else {
        Delivery::Stuck(stuck)
    });
}

async fn send(envelope: &Envelope) -> Result<Outcome, ApiError> {
    door().sync.set(Delivery::OnTheWay);
    let body = Push {
        protocol: wire::PROTOCOL,
        envelopes: vec![envelope.clone()],
    };
    let pushed: Pushed = post(wire::PUSH, &body).await?;
    pushed
        .results
        .into_iter()
        .find(|result| result.id == envelope.id)
        .map(|result| result.outcome)
        .ok_or_else(unreachable_error)
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
    if error.error == ErrorKind::SignedOut && door().signed.get_untracked() != Signed::Out {
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
    init.set_signal(Some(&web_sys::AbortSignal::timeout_with_u32(PATIENCE)));
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
