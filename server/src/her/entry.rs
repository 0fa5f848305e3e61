//! 入口: the first page, and coming in with a line of the card and the PIN.

use app::her::{Wrong, entry as page, field, path, words};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use futures::FutureExt;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::turned::Stands;
use super::typed::Typed;
use super::{Visit, at, card, chosen, go, kept, pin, with_cookie};
use crate::audit::{self, Entry};
use crate::http::refusal::Refused;
use crate::session::{self, Door, NewSession, Whose};
use crate::store::{StoreError, card_line, login_failure, session as sessions, written};
use crate::tomoni::Tomoni;

/// Longest text that is looked at as a line or a PIN.
pub(super) const LONGEST: usize = 60;

pub(super) async fn show(visit: Visit) -> Response {
    if visit.session.is_some() {
        return go(path::PLAN);
    }
    visit.public_page(StatusCode::OK, page::before)
}

pub(super) async fn sign_in(visit: Visit) -> Response {
    if visit.session.is_some() {
        return go(path::PLAN);
    }
    visit.public_page(StatusCode::OK, || page::page(Vec::new(), String::new()))
}

/// Comes in, or is told the one sentence for wrong, used, unknown and suspended. The work is the
/// same for all of them: two hashes, one durable write.
pub(super) async fn come_in(
    State(tomoni): State<Tomoni>,
    headers: HeaderMap,
    visit: Visit,
    typed: Typed,
) -> Result<Response, Refused> {
    let line = typed.get(page::LINE);
    let again = |status, text| {
        let kept: String = line.chars().take(LONGEST).collect();
        let wrong = vec![
            Wrong::new(page::LINE, text),
            Wrong::new(page::LINE, words::NOT_IN_HELP),
        ];
        let place = match status {
            StatusCode::TOO_MANY_REQUESTS => path::WAIT,
            _ => path::NOT_IN,
        };
        let page = || match typed.get(field::PAGE) == page::SHOWN {
            true => page::shown(wrong, kept),
            false => page::page(wrong, kept),
        };
        at(visit.public_page(status, page), Stands::At(place))
    };
    let line_read = card::Line::read(line);
    let handle = line_read.token(&tomoni);
    if !tomoni.throttle.lets_through(handle) {
        return Ok(again(StatusCode::TOO_MANY_REQUESTS, words::WAIT));
    }
    let digits = pin::read(typed.get(page::PIN));
    let found = card_line::find(tomoni.store.read(), handle).await?;
    let code_hash = found.as_ref().map(|found| found.code_hash.clone());
    let pin_hash = found.as_ref().and_then(|found| found.pin_hash.clone());
    let code: Zeroizing<String> = line_read.code;
    let right_code = tomoni.passwords.verify(code_hash, code).await?;
    let right_pin = tomoni.passwords.verify(pin_hash, digits).await?;
    let now = tomoni.clock.now();
    let open = found
        .filter(|found| right_code && right_pin && !found.spent && !found.suspended)
        .filter(|found| found.shown.as_ref().is_none_or(|shown| now < shown.until));
    let case = open.as_ref().map(|line| line.case);
    match (conclude(&tomoni, &headers, handle, open).await?, case) {
        (Some(session), Some(case)) => {
            let cookie = session.cookie().ok_or_else(Refused::busy)?;
            let first = kept::first_page(&tomoni, case).await?;
            let chosen = chosen::taken_along(&headers, &session.mark());
            let came_in = with_cookie(go(first), cookie);
            Ok(chosen.into_iter().fold(came_in, with_cookie))
        }
        _ => Ok(again(StatusCode::UNAUTHORIZED, words::NOT_IN)),
    }
}

/// Uses the line up and begins her session, or counts the miss.
async fn conclude(
    tomoni: &Tomoni,
    headers: &HeaderMap,
    handle: [u8; 32],
    open: Option<card_line::CardLine>,
) -> Result<Option<NewSession>, Refused> {
    let now = tomoni.clock.now();
    let before = session::hash_in(Door::Her, headers);
    let limits = tomoni.settings.her_limits;
    let council = open.as_ref().map_or(Uuid::nil(), |line| line.council);
    let keys = match &open {
        None => None,
        Some(line) => Some(
            tomoni
                .keyring
                .council(tomoni.store.read(), line.council)
                .await?,
        ),
    };
    let begun = tomoni
        .writer
        .run(council, move |txn| {
            async move {
                let spent = match (&open, keys) {
                    (Some(line), Some(keys)) => {
                        card_line::spend(txn, handle, line.case, line.shown.is_some(), now)
                            .await?
                            .then_some((line, keys))
                    }
                    _ => None,
                };
                let Some((line, keys)) = spent else {
                    card_line::miss(txn, handle).await?;
                    // Written for unknown handles too: the disk must not tell which are real.
                    login_failure::miss(txn, handle, now).await?;
                    return Ok(None);
                };
                login_failure::forget(txn, handle).await?;
                // One visit at a time: whoever comes in with a new line ends the one before.
                sessions::end_all(txn, line.case).await?;
                let beside = line.shown.as_ref().map(|shown| shown.by);
                let detail = beside
                    .map(|by| written(&by))
                    .transpose()?
                    .unwrap_or_default();
                let entry = Entry {
                    actor: line.case,
                    action: "her-signed-in",
                    case: Some(line.case),
                    detail: &detail,
                };
                audit::append(txn, &keys, now, entry).await?;
                let whose = Whose::Hers {
                    case: line.case,
                    beside,
                };
                let begun = session::begin(txn, whose, line.council, now, limits, before);
                Ok::<_, StoreError>(Some(begun.await?))
            }
            .boxed()
        })
        .await?;
    Ok(begun)
}
