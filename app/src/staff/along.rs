//! 持って出る: cases that this person takes along on this tablet, sealed, for 72 hours at most. What the
//! server would not answer any more is forgotten at the next contact.

use chrono::{DateTime, Utc};
use domain::id::CaseId;
use domain::view::along::TakenAlong;
use domain::wire::{self, ApiError, Ask, ErrorKind};
use leptos::prelude::*;

use super::door::door;
use super::kept::{self, Kind};
use super::{call, clock};

/// The row of the latest time that this store has seen.
const LATEST: &str = "latest";

fn all() -> RwSignal<Vec<TakenAlong>> {
    door().along
}

fn name(case: CaseId) -> String {
    case.0.to_string()
}

/// Takes a case along.
///
/// # Errors
/// The server's words, or that nothing can be kept here.
pub async fn take(case: CaseId) -> Result<(), ApiError> {
    let taken = call::ask(wire::TakeAlong { case }).await?;
    kept::put(Kind::Along, &name(case), &taken)
        .await
        .map_err(|_| ApiError {
            message: "この端末には残せません。ブラウザーの設定を確かめてください。".to_owned(),
            ..call::unreachable_error()
        })?;
    all().update(|all| {
        all.retain(|along| along.case.id != case);
        all.push(taken);
    });
    Ok(())
}

/// Forgets it on this tablet.
pub async fn put_back(case: CaseId) {
    all().update(|all| all.retain(|along| along.case.id != case));
    // What could not be removed is not read any more and ends with its time.
    let _ = kept::drop(Kind::Along, &name(case)).await;
}

/// Reads what is taken along; what is over is forgotten. A clock that was put back gains no time.
pub async fn load() {
    let seen = kept::get::<DateTime<Utc>>(Kind::Latest, LATEST).await;
    let now = clock::now().max(seen.ok().flatten().unwrap_or_default());
    let _ = kept::put(Kind::Latest, LATEST, &now).await;
    let Ok(found) = kept::all::<TakenAlong>(Kind::Along).await else {
        return;
    };
    let mut still = Vec::new();
    for along in found {
        if along.until > now {
            still.push(along);
        } else {
            let _ = kept::drop(Kind::Along, &name(along.case.id)).await;
        }
    }
    all().set(still);
}

/// At a contact with the server: what may still be read is renewed without gaining time, the rest is
/// forgotten.
pub async fn renew() {
    for old in all().get_untracked() {
        let case = old.case.id;
        match call::post::<_, TakenAlong>(wire::TakeAlong::PATH, &wire::TakeAlong { case }).await {
            Ok(mut taken) => {
                taken.until = taken.until.min(old.until);
                let _ = kept::put(Kind::Along, &name(case), &taken).await;
                all().update(|all| {
                    for one in all.iter_mut().filter(|one| one.case.id == case) {
                        one.clone_from(&taken);
                    }
                });
            }
            Err(error) if matches!(error.error, ErrorKind::NotFound | ErrorKind::Refused) => {
                put_back(case).await;
            }
            Err(_) => {}
        }
    }
}

/// Shows nothing of it any more; it stays sealed.
pub fn close() {
    all().set(Vec::new());
}

/// What the tablet itself can answer when the server does not.
pub fn answer<Q: Ask>(question: &Q) -> Option<Q::Answer> {
    let asked = serde_json::to_value(question).ok()?;
    let case: CaseId = serde_json::from_value(asked.get("case")?.clone()).ok()?;
    let now = clock::now();
    all().with_untracked(|all| {
        let taken = all.iter().find(|taken| taken.case.id == case)?;
        if taken.until <= now {
            return None;
        }
        let told = match Q::PATH {
            wire::Case::PATH => serde_json::to_value(&taken.case),
            wire::Directory::PATH => serde_json::to_value(&taken.directory),
            wire::Timeline::PATH if asked.get("before").is_none_or(|place| place.is_null()) => {
                serde_json::to_value(&taken.timeline)
            }
            _ => return None,
        };
        serde_json::from_value(told.ok()?).ok()
    })
}
