//! 書きかけ: what she sent when her visit was over already.
//!
//! She sees the first page like everybody else whose time has passed. What she wrote waits, sealed,
//! until she has come in again; then its page stands before her as she left it, and nothing is sent
//! before she sends it.

use app::her::{field, frame, kept as page, path};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use futures::FutureExt;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::typed::Typed;
use super::{Visit, go, ruby};
use crate::http::refusal::Refused;
use crate::keys::CaseKeys;
use crate::session::{self, Door, Session, Standing};
use crate::store::case_key::{self, With};
use crate::store::kept_form::{self, NewKeptForm};
use crate::store::{StoreError, read, written};
use crate::tomoni::Tomoni;

/// A form has come: kept if its visit is just over; and what waited from its page is in her hands
/// again if it is not.
pub(super) async fn arrived(
    tomoni: &Tomoni,
    place: &str,
    headers: &HeaderMap,
    typed: &Typed,
) -> Result<(), StoreError> {
    if typed.get(field::TOKEN).is_empty() {
        return Ok(());
    }
    match session::standing(tomoni, Door::Her, headers).await? {
        Some(Standing::JustOver(session)) if typed.is_of(&session) && says_something(typed) => {
            keep(tomoni, &session, typed).await
        }
        // The readings' switch sends nothing, and taking the kept words away has its own form.
        Some(Standing::Alive(session))
            if typed.is_of(&session) && ![path::RUBY, path::KEPT].contains(&place) =>
        {
            let (case, now) = (session.subject, tomoni.clock.now());
            let page = Some(typed.get(field::PAGE));
            let waiting = kept_form::ids(tomoni.store.read(), case, page, now).await?;
            remove(tomoni, &session, waiting).await
        }
        _ => Ok(()),
    }
}

/// Where a visit begins: at the words that wait, else at her plan.
pub(super) async fn first_page(tomoni: &Tomoni, case: Uuid) -> Result<&'static str, StoreError> {
    let waiting = kept_form::ids(tomoni.store.read(), case, None, tomoni.clock.now()).await?;
    Ok(if waiting.is_empty() {
        path::PLAN
    } else {
        path::KEPT
    })
}

/// The page that was kept, with her words.
pub(super) async fn show(mut visit: Visit) -> Result<Response, Refused> {
    let Some(session) = visit.session.clone() else {
        return Ok(go(path::ENTRY));
    };
    let Some(keys) = keys(&visit.tomoni, &session).await? else {
        return Ok(go(path::PLAN));
    };
    let now = visit.tomoni.clock.now();
    let Some(kept) = kept_form::newest(visit.tomoni.store.read(), &keys, now).await? else {
        return Ok(go(path::PLAN));
    };
    let mut typed = Typed::of(read(&kept.body)?);
    let Some(view) = visit.read(&session).await? else {
        return Ok(visit.closed());
    };
    let about_plan = !typed.get(field::VERSION).is_empty();
    let plan = view.plan.as_ref();
    if about_plan && !plan.is_some_and(|plan| typed.shows(plan.id.0, plan.version)) {
        typed = without_answers(typed);
    }
    let words = words(&typed);
    visit.kept = Some(kept.id);
    let bare = visit.clone();
    let response = ruby::same_page(visit, typed).await?;
    if response.status() == StatusCode::OK {
        return Ok(response);
    }
    // What it was about is over: her words are hers all the same.
    Ok(bare.page(StatusCode::OK, || page::page(words)))
}

/// Takes the kept words away, because she says so.
pub(super) async fn discard(visit: Visit, typed: Typed) -> Result<Response, Refused> {
    let Some(session) = visit.session.clone() else {
        return Ok(visit.closed());
    };
    if let (true, Some(kept)) = (typed.is_of(&session), typed.id(page::KEPT)) {
        remove(&visit.tomoni, &session, vec![kept]).await?;
    }
    Ok(go(path::KEPT))
}

async fn keys(tomoni: &Tomoni, session: &Session) -> Result<Option<CaseKeys>, StoreError> {
    let store = tomoni.store.read();
    let council = tomoni.keyring.council(store, session.council).await?;
    case_key::load(store, &council, session.subject, With::File).await
}

async fn keep(tomoni: &Tomoni, session: &Session, typed: &Typed) -> Result<(), StoreError> {
    let Some(keys) = keys(tomoni, session).await? else {
        return Ok(());
    };
    let fields: Vec<_> = typed
        .fields()
        .iter()
        .filter(|(name, _)| name != field::TOKEN)
        .collect();
    let body = written(&fields)?;
    let page = typed.get(field::PAGE).to_owned();
    let form = Sha256::digest(session.form_token.as_bytes()).into();
    let (id, at, council) = (tomoni.ids.ordered(), tomoni.clock.now(), session.council);
    tomoni
        .writer
        .run(council, move |txn| {
            async move {
                let kept = NewKeptForm {
                    id,
                    council,
                    form,
                    page: &page,
                    at,
                    body: &body,
                };
                kept_form::keep(txn, &keys, kept).await
            }
            .boxed()
        })
        .await
}

async fn remove(tomoni: &Tomoni, session: &Session, ids: Vec<Uuid>) -> Result<(), StoreError> {
    if ids.is_empty() {
        return Ok(());
    }
    let case = session.subject;
    tomoni
        .writer
        .run(session.council, move |txn| {
            kept_form::remove(txn, case, ids).boxed()
        })
        .await
}

/// Fields that every form has, whatever she did.
const FIXED: [&str; 8] = [
    field::TOKEN,
    field::VERSION,
    field::PLAN,
    field::PAGE,
    field::ENVELOPE,
    // The button that was pressed.
    "n",
    frame::RUBY,
    frame::LANGUAGE,
];

/// Whether anything in the form is hers: ids and what every form carries are not.
fn says_something(typed: &Typed) -> bool {
    typed.fields().iter().any(|(name, value)| {
        !FIXED.contains(&name.as_str())
            && !value.trim().is_empty()
            && Uuid::parse_str(value).is_err()
    })
}

/// Whether a value is a choice or a tick and not words: a digit or two.
fn is_choice(value: &str) -> bool {
    value.len() <= 2 && value.bytes().all(|sign| sign.is_ascii_digit())
}

/// What she wrote herself.
fn words(typed: &Typed) -> Vec<String> {
    typed
        .fields()
        .iter()
        .filter(|(name, value)| {
            !FIXED.contains(&name.as_str())
                && !value.trim().is_empty()
                && !is_choice(value)
                && Uuid::parse_str(value).is_err()
        })
        .map(|(_, value)| value.replace("\r\n", "\n"))
        .collect()
}

/// The form without answers: they were given to a plan that reads differently now. Her words stay,
/// and which item they are about.
fn without_answers(typed: Typed) -> Typed {
    let is_item = |name: &str| {
        name.strip_prefix('i')
            .is_some_and(|number| number.parse::<u16>().is_ok())
    };
    let kept = typed.fields().iter().filter(|(name, value)| {
        name == field::PAGE
            || is_item(name)
            || !(is_choice(value) || Uuid::parse_str(value).is_ok())
    });
    Typed::of(kept.cloned().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> Typed {
        Typed::of(
            fields
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        )
    }

    const ID: &str = "0198c5d2-0000-7000-8000-000000000000";

    #[test]
    fn a_form_that_she_did_not_touch_says_nothing() {
        let untouched = [
            ("k", "token"),
            ("w", "a"),
            ("p", ID),
            ("v", "1"),
            ("i1", ID),
            ("e1", ID),
            ("w1", ""),
            ("n", "1"),
            ("ruby", "0"),
            ("lang", "vi"),
        ];
        assert!(!says_something(&form(&untouched)));
        for hers in [("a1", "2"), ("w1", "まだ"), ("y", "1")] {
            let mut touched = untouched.to_vec();
            touched.push(hers);
            assert!(says_something(&form(&touched)), "{hers:?}");
        }
    }

    #[test]
    fn words_stay_where_answers_are_asked_anew() {
        let sent = form(&[
            ("w", "a"),
            ("p", ID),
            ("v", "1"),
            ("i1", ID),
            ("e1", ID),
            ("a1", "1"),
            ("r", "1"),
            ("o", ID),
            ("w1", "い"),
            ("c1", "ことば\r\nふたつ"),
        ]);
        assert_eq!(words(&sent), ["い", "ことば\nふたつ"]);
        let kept = without_answers(sent);
        let names: Vec<&str> = kept
            .fields()
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(names, ["w", "i1", "w1", "c1"]);
    }
}
