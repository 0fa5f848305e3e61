//! 持って出る: cases that this person takes along on this tablet, sealed, for 72 hours at most. What the
//! server would not answer any more is forgotten at the next contact.

use chrono::{DateTime, Utc};
use domain::id::CaseId;
use domain::wire::session::{self, PutBack};
use domain::wire::{self, ApiError, Ask, ErrorKind};
use leptos::prelude::*;
use serde_json::Value;

use super::call::{Answered, LayHere};
use super::door::door;
use super::kept::{self, Kind};
use super::{call, clock, live, words};

/// The row of the latest time that this store has seen.
const LATEST: &str = "latest";

/// A case that is taken along: what the server answered ([`domain::view::along::TakenAlong`]), read by the
/// screens that ask for it. The program that is loaded first need not be able to read a whole case.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    pub case: CaseId,
    /// When the server told it so; none on a row of before.
    at: Option<DateTime<Utc>>,
    /// From then on the tablet forgets it.
    pub until: DateTime<Utc>,
    /// The server gave it out for this person on this device. What it did not is not read, and is asked for anew at the
    /// next contact.
    leased: bool,
    answer: Value,
}

impl Taken {
    fn of(answer: Value, leased: bool) -> Option<Self> {
        Some(Self {
            case: serde_json::from_value(answer["case"]["id"].clone()).ok()?,
            at: serde_json::from_value(answer["at"].clone()).ok()?,
            until: serde_json::from_value(answer["until"].clone()).ok()?,
            leased,
            answer,
        })
    }

    fn is_readable(&self, now: DateTime<Utc>) -> bool {
        self.leased && self.until > now
    }

    /// What the case is called on the screens of this reader.
    pub fn name(&self) -> String {
        let case = &self.answer["case"];
        words::case_name(
            case["called_name"].as_str(),
            case["no"].as_str().unwrap_or_default(),
        )
    }
}

async fn ask(case: CaseId) -> Result<Taken, ApiError> {
    let device = kept::number().await.ok();
    let asked = wire::TakeAlong { case, device };
    let answer: Value = call::post(wire::TakeAlong::PATH, &asked).await?;
    let leased = kept::is_leased(&answer).await;
    Taken::of(answer, leased).ok_or_else(call::unreachable_error)
}

async fn keep(taken: &Taken) -> Result<(), kept::NotKept> {
    kept::put(Kind::Along, &name(taken.case), &taken.answer).await
}

fn all() -> RwSignal<Vec<Taken>> {
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
    let holder = kept::holder();
    let taken = ask(case).await?;
    if kept::holder() != holder {
        return Err(call::unreachable_error());
    }
    keep(&taken).await.map_err(|_| ApiError {
        message: "この端末には残せません。ブラウザーの設定を確かめてください。".to_owned(),
        ..call::unreachable_error()
    })?;
    if kept::holder() != holder {
        return Err(call::unreachable_error());
    }
    all().update(|all| {
        all.retain(|along| along.case != case);
        all.push(taken);
    });
    Ok(())
}

/// Forgets it on this tablet.
pub async fn put_back(case: CaseId) {
    all().update(|all| all.retain(|along| along.case != case));
    // What could not be removed is not read any more and ends with its time.
    let gone = kept::drop(Kind::Along, &name(case)).await;
    if let (Ok(()), Ok(device)) = (gone, kept::number().await) {
        // Where nothing answers the server believes it to be here until its time is over.
        let back = PutBack { case, device };
        let _ = call::post::<_, Value>(session::PUT_BACK, &back).await;
    }
}

/// Reads what is taken along; what is over is forgotten. A clock that was put back gains no time.
pub async fn load() {
    let holder = kept::holder();
    let seen = kept::get::<DateTime<Utc>>(Kind::Latest, LATEST).await;
    let now = clock::now().max(seen.ok().flatten().unwrap_or_default());
    let _ = kept::put(Kind::Latest, LATEST, &now).await;
    let Ok(found) = kept::all::<Value>(Kind::Along).await else {
        return;
    };
    let mut still = Vec::new();
    for answer in found {
        let leased = kept::is_leased(&answer).await;
        let Some(along) = Taken::of(answer, leased) else {
            continue;
        };
        if along.until > now {
            still.push(along);
        } else {
            let _ = kept::drop(Kind::Along, &name(along.case)).await;
        }
    }
    if kept::holder() == holder {
        all().set(still);
    }
}

/// At a contact with the server: what may still be read is renewed without gaining time, the rest is
/// forgotten.
pub async fn renew() {
    let holder = kept::holder();
    for old in all().get_untracked() {
        let case = old.case;
        let answered = ask(case).await;
        // Somebody else may have sat down here: nothing of the one before goes into another's store.
        if kept::holder() != holder {
            return;
        }
        match answered {
            Ok(mut taken) => {
                taken.until = taken.until.min(old.until);
                taken.answer["until"] = serde_json::to_value(taken.until).unwrap_or_default();
                let _ = keep(&taken).await;
                if kept::holder() != holder {
                    return;
                }
                all().update(|all| {
                    for one in all.iter_mut().filter(|one| one.case == case) {
                        one.clone_from(&taken);
                    }
                });
            }
            Err(error) if matches!(error.error, ErrorKind::NotFound | ErrorKind::Refused) => {
                put_back(case).await;
            }
            // Asked for once more when the line is back.
            Err(error) if domain::outbox::is_unknown(error.error) => live::missed(),
            Err(_) => {}
        }
    }
}

/// Shows nothing of it any more; it stays sealed.
pub fn close() {
    all().set(Vec::new());
}

/// Her page of a case that is taken along, and when the server told it so; none where it may not be shown, or is over.
pub fn hers(case: CaseId) -> Option<(Value, Option<DateTime<Utc>>)> {
    let now = clock::now();
    all().with_untracked(|all| {
        let taken = all
            .iter()
            .find(|taken| taken.case == case && taken.is_readable(now))?;
        let page = taken.answer["hers"].clone();
        (!page.is_null()).then_some((page, taken.at))
    })
}

/// What the tablet itself can answer when the server does not.
pub fn answer<Q: Ask>(question: &Q) -> Option<Answered<Q::Answer>> {
    let asked = serde_json::to_value(question).ok()?;
    let case: CaseId = serde_json::from_value(asked.get("case")?.clone()).ok()?;
    let now = clock::now();
    all().with_untracked(|all| {
        let taken = all.iter().find(|taken| taken.case == case)?;
        if !taken.is_readable(now) {
            return None;
        }
        let part = |name: &str| Some(taken.answer[name].clone());
        // One of several, by its id.
        let one_of = |all: &str, name: &str| {
            let mut all = taken.answer[all].as_array()?.iter();
            all.find(|one| one[name]["id"] == asked[name]).cloned()
        };
        let newest = asked.get("before").is_none_or(Value::is_null);
        let found = match Q::PATH {
            wire::Case::PATH => part("case"),
            wire::Directory::PATH => part("directory"),
            wire::Timeline::PATH if newest => part("timeline"),
            wire::Plan::PATH => one_of("plans", "plan"),
            wire::Meeting::PATH => one_of("meetings", "meeting"),
            _ => None,
        };
        Some(Answered {
            answer: serde_json::from_value(found?).ok()?,
            lay_here: Some(LayHere { since: taken.at }),
        })
    })
}
