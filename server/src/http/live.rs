//! `GET /api/live`: the changes that concern whoever is signed in, as server-sent events.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName};
use axum::response::sse::{Event, KeepAlive};
use axum::response::{IntoResponse, Sse};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, timeout_at};

use super::refusal::Refused;
use crate::gate::Hearing;
use crate::live::{Change, hearing_of, line};
use crate::session::{self, Door, Session};
use crate::store::{StoreError, council};
use crate::tomoni::Tomoni;

/// A session that has ended is noticed at least this often.
const LOOK: Duration = Duration::from_secs(20);
/// A browser whose line broke tries again after this time.
const AGAIN: Duration = Duration::from_secs(1);

/// Opens the line. Listening is not use: it keeps no session alive, and ends with it.
///
/// # Errors
/// 401 if nobody is signed in.
pub async fn stream(
    State(tomoni): State<Tomoni>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Refused> {
    let limits = tomoni.settings.limits(Door::Staff);
    let now = tomoni.clock.now();
    let session = session::peek(&tomoni.store, Door::Staff, limits, now, &headers)
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
    let missed = heard.is_some_and(|heard| heard != last);
    let kind = if missed { RESYNC } else { READY };
    let sign_of_life = tomoni.settings.sign_of_life;
    let listener = Box::new(Listener {
        hearing: hearing_of(&tomoni, &session).await?,
        first: Some(opening(kind, &session, last)),
        tomoni,
        session,
        changes,
    });
    let events = futures::stream::unfold(listener, |mut listener| async move {
        let event = listener.next().await?;
        Some((Ok::<_, Infallible>(event), listener))
    });
    let events = Sse::new(events).keep_alive(KeepAlive::new().interval(sign_of_life));
    // A proxy that gathers answers before it passes them on would keep the changes to itself.
    Ok((
        [(HeaderName::from_static("x-accel-buffering"), "no")],
        events,
    ))
}

/// One open line. There are hundreds of them, so that nothing of the request is kept in it, and what
/// is asked of the database now and then takes room only while it is asked.
struct Listener {
    tomoni: Tomoni,
    session: Session,
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
                Err(_) => Box::pin(self.still_signed_in()).await?,
                Ok(Err(RecvError::Closed)) => return None,
                Ok(Err(RecvError::Lagged(_))) => {
                    let (store, council) = (self.tomoni.store.read(), self.session.council);
                    let last = Box::pin(council::last_seq(store, council)).await.ok()?;
                    return Some(opening(RESYNC, &self.session, last));
                }
                Ok(Ok(change)) => {
                    if change.council != self.session.council {
                        continue;
                    }
                    if change.is_of_the_council() {
                        // The council's record moved on, and with it perhaps who belongs where.
                        let hearing = Box::pin(hearing_of(&self.tomoni, &self.session));
                        self.hearing = hearing.await.ok()?;
                    }
                    if !change.concerns(self.session.council, &self.hearing) {
                        continue;
                    }
                    Box::pin(self.still_signed_in()).await?;
                    return Some(changed(&change));
                }
            }
        }
    }

    /// `None` when the session has ended, or when nobody can tell.
    async fn still_signed_in(&self) -> Option<()> {
        let limits = self.tomoni.settings.limits(Door::Staff);
        let now = self.tomoni.clock.now();
        let (store, hash) = (&self.tomoni.store, self.session.token_hash);
        let lives: Result<bool, StoreError> =
            session::lives(store, Door::Staff, limits, now, hash).await;
        lives.is_ok_and(|lives| lives).then_some(())
    }
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

/// Nothing was missed.
const READY: &str = "ready";
/// Something may have been missed.
const RESYNC: &str = "resync";

/// What a line begins with: whose it is, so that a window which is opened anew under another session
/// notices, and up to where the council has come.
fn opening(kind: &str, session: &Session, last: i64) -> Event {
    let line = serde_json::json!(line(session, last));
    named(kind, last).retry(AGAIN).data(line.to_string())
}

fn named(kind: &str, seq: i64) -> Event {
    Event::default().event(kind).id(seq.to_string())
}
