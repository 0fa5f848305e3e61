//! `GET /api/live`: the changes that concern whoever is signed in, as server-sent events.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use futures::Stream;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, timeout_at};

use super::refusal::Refused;
use crate::gate::Hearing;
use crate::live::{Change, hearing_of};
use crate::session::{self, Door, Session};
use crate::store::{StoreError, council};
use crate::tomoni::Tomoni;

/// A line that says nothing is kept open by a sign of life this often.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);
/// A session that has ended is noticed at least this often.
const LOOK: Duration = Duration::from_secs(20);

/// Opens the line. Listening is not use: it keeps no session alive, and ends with it.
///
/// # Errors
/// 401 if nobody is signed in.
pub async fn stream(
    State(tomoni): State<Tomoni>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Refused> {
    let session = alive(&tomoni, &headers)
        .await?
        .ok_or_else(Refused::signed_out)?;
    // Listens first and looks then: nothing falls between.
    let changes = tomoni.live.listen();
    let last = council::last_seq(tomoni.store.read(), session.council).await?;
    let heard: Option<i64> = headers
        .get("last-event-id")
        .and_then(|id| id.to_str().ok())
        .and_then(|id| id.parse().ok());
    // What was missed is not told again one by one: the app then asks anew for what it shows.
    let first = heard.filter(|heard| *heard != last).map(|_| resync(last));
    let listener = Listener {
        hearing: hearing_of(&tomoni, &session).await?,
        tomoni,
        session,
        headers,
        changes,
        first: Some(first.unwrap_or_else(|| ready(last))),
    };
    let events = futures::stream::unfold(listener, |mut listener| async move {
        listener.next().await.map(|event| (Ok(event), listener))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(SIGN_OF_LIFE)))
}

struct Listener {
    tomoni: Tomoni,
    session: Session,
    headers: HeaderMap,
    hearing: Hearing,
    changes: Receiver<Change>,
    first: Option<Event>,
}

impl Listener {
    /// The next event; `None` when the session has ended or the server stops.
    async fn next(&mut self) -> Option<Event> {
        if let Some(first) = self.first.take() {
            return Some(first);
        }
        loop {
            match timeout_at(Instant::now() + LOOK, self.changes.recv()).await {
                Err(_) => {
                    alive(&self.tomoni, &self.headers).await.ok().flatten()?;
                }
                Ok(Err(RecvError::Closed)) => return None,
                Ok(Err(RecvError::Lagged(_))) => {
                    let store = self.tomoni.store.read();
                    let last = council::last_seq(store, self.session.council).await.ok()?;
                    return Some(resync(last));
                }
                Ok(Ok(change)) => {
                    if change.council != self.session.council {
                        continue;
                    }
                    if change.is_of_the_council() {
                        // The council's record moved on, and with it perhaps who belongs where.
                        self.hearing = hearing_of(&self.tomoni, &self.session).await.ok()?;
                    }
                    if !change.concerns(self.session.council, &self.hearing) {
                        continue;
                    }
                    alive(&self.tomoni, &self.headers).await.ok().flatten()?;
                    return Some(changed(&change));
                }
            }
        }
    }
}

async fn alive(tomoni: &Tomoni, headers: &HeaderMap) -> Result<Option<Session>, StoreError> {
    let limits = tomoni.settings.staff_limits;
    let now = tomoni.clock.now();
    session::peek(&tomoni.store, Door::Staff, limits, now, headers).await
}

fn changed(change: &Change) -> Event {
    let mut data = serde_json::json!({ "seq": change.seq });
    if let Some(case) = change.case {
        data["case"] = serde_json::json!(case);
    }
    if let Some(conference) = change.conference {
        data["conference"] = serde_json::json!(conference);
    }
    named("change", change.seq).data(data.to_string())
}

fn resync(seq: i64) -> Event {
    named("resync", seq).data("{}")
}

fn ready(seq: i64) -> Event {
    named("ready", seq).data("{}")
}

fn named(kind: &str, seq: i64) -> Event {
    Event::default().event(kind).id(seq.to_string())
}
