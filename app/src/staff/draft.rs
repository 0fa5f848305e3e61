//! 書きかけ: what stands in a form, sealed on the device within a second of the last key, until it is sent
//! or emptied. A window that is closed or dies loses nothing of it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::clock;
use super::door::door;
use super::kept::{self, Kind};

/// Milliseconds after the last key.
const REST: i32 = 700;

/// What a form holds.
pub trait Draft: Clone + PartialEq + Serialize + DeserializeOwned + 'static {
    /// Nothing that somebody would miss.
    fn is_empty(&self) -> bool;
}

/// Keeps what a form holds under `name`. `read` tracks its fields; `write` puts back what was found when
/// the form is built, if nothing has been typed by then. Answers whether something was put back.
pub fn keep<T: Draft>(
    name: String,
    read: impl Fn() -> T + Copy + 'static,
    write: impl Fn(T) + 'static,
) -> RwSignal<bool> {
    let found = RwSignal::new(false);
    let write = StoredValue::new_local(write);
    let name = StoredValue::new(name);
    // What lies on the device is looked at before anything is written over it.
    let looked = RwSignal::new(false);
    Effect::new(move |_| {
        if !door().keeps.get() || looked.get_untracked() {
            return;
        }
        spawn_local(async move {
            let kept = kept::get::<T>(Kind::Draft, &name.get_value()).await;
            // The form may be gone by now.
            if looked.is_disposed() {
                return;
            }
            let typed = untrack(read);
            if let Ok(Some(kept)) = kept
                && typed.is_empty()
                && !kept.is_empty()
            {
                write.try_with_value(|write| write(kept));
                found.try_set(true);
            }
            looked.try_set(true);
        });
    });
    let turn = StoredValue::new(0_u64);
    Effect::new(move |before: Option<T>| {
        let now = read();
        if !looked.get() || before.as_ref() == Some(&now) {
            return now;
        }
        let first = before.is_none();
        turn.update_value(|turn| *turn += 1);
        let own = turn.get_value();
        let keep = now.clone();
        let name = name.get_value();
        spawn_local(async move {
            if keep.is_empty() {
                if !first {
                    // What stays is offered once more.
                    let _ = kept::drop(Kind::Draft, &name).await;
                }
                found.try_set(false);
                return;
            }
            clock::pause(REST).await;
            // A later key has its own turn; a form that is gone has left its words as they are.
            if turn.try_get_value().is_none_or(|turn| turn == own) {
                // Where nothing can be kept, the form itself still holds it.
                let _ = kept::put(Kind::Draft, &name, &keep).await;
            }
        });
        now
    });
    found
}
