//! 書きかけ: what stands in a form, sealed on the device within a second of the last key, until it is sent
//! or emptied. A window that is closed or dies loses nothing of it.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::clock;
use super::door::door;
use super::kept::{self, Kind};

/// Milliseconds after the last key.
pub const REST: i32 = 700;

/// What a form holds.
pub trait Draft: Clone + PartialEq + Serialize + DeserializeOwned + 'static {
    /// Nothing that somebody would miss.
    fn is_empty(&self) -> bool;
}

/// What is known about a form whose words are kept. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Kept {
    /// Something was put back that was written before.
    pub found: RwSignal<bool>,
    /// The device has been asked, or keeps nothing. Who types before that types over what is kept.
    pub looked: Memo<bool>,
    name: StoredValue<String>,
    over: StoredValue<Rc<Cell<bool>>, LocalStorage>,
}

impl Kept {
    /// What to do once it was sent: nothing of it is kept any more, and nothing that is typed from then on.
    /// Asked for before it is sent, because the form may be gone when the answer comes.
    pub fn end(self) -> impl FnOnce() + 'static {
        let (over, name) = (self.over.get_value(), self.name.get_value());
        move || {
            over.set(true);
            forget(name);
        }
    }
}

/// Takes off the device what was kept under this name.
pub fn forget(name: String) {
    spawn_local(async move {
        // What stays is offered once more.
        let _ = kept::drop(Kind::Draft, &name).await;
    });
}

/// What lies under this name.
pub async fn there<T: DeserializeOwned>(name: &str) -> Option<T> {
    kept::get(Kind::Draft, name).await.ok().flatten()
}

/// Puts something under this name, to be found when its form is built.
pub async fn put<T: Serialize>(name: &str, draft: &T) -> Result<(), kept::NotKept> {
    kept::put(Kind::Draft, name, draft).await
}

/// Keeps what a form holds under `name`. `read` tracks its fields; `write` puts back what was found when
/// the form is built, if nothing has been typed by then.
pub fn keep<T: Draft>(
    name: String,
    read: impl Fn() -> T + Copy + 'static,
    write: impl Fn(T) + 'static,
) -> Kept {
    let found = RwSignal::new(false);
    let write = StoredValue::new_local(write);
    let name = StoredValue::new(name);
    let over = Rc::new(Cell::new(false));
    // What lies on the device is looked at before anything is written over it.
    let looked = RwSignal::new(false);
    Effect::new(move |_| {
        if !door().keeps.get() || looked.get_untracked() {
            return;
        }
        spawn_local(async move {
            let kept = there::<T>(&name.get_value()).await;
            // The form may be gone by now.
            if looked.is_disposed() {
                return;
            }
            let typed = untrack(read);
            if let Some(kept) = kept
                && typed.is_empty()
                && !kept.is_empty()
            {
                write.try_with_value(|write| write(kept));
                found.try_set(true);
            }
            looked.try_set(true);
        });
    });
    // Outlives the form: the last words of one that is gone are still on their way.
    let turn = Rc::new(Cell::new(0_u64));
    let gone = Rc::clone(&over);
    Effect::new(move |before: Option<Option<T>>| {
        let now = read();
        // What was typed before the device was looked at is kept from then on.
        if !looked.get() {
            return None;
        }
        let before = before.flatten();
        if before.as_ref() == Some(&now) {
            return before;
        }
        let first = before.is_none();
        let own = turn.get() + 1;
        turn.set(own);
        let turn = Rc::clone(&turn);
        let keep = now.clone();
        let name = name.get_value();
        let gone = Rc::clone(&gone);
        spawn_local(async move {
            if keep.is_empty() {
                if !first {
                    forget(name);
                }
                found.try_set(false);
                return;
            }
            clock::pause(REST).await;
            // A later key has its own turn.
            if !gone.get() && turn.get() == own {
                // Where nothing can be kept, the form itself still holds it.
                let _ = put(&name, &keep).await;
                // It may have been sent while this was on its way to the disk.
                if gone.get() {
                    forget(name);
                }
            }
        });
        Some(now)
    });
    Kept {
        found,
        looked: Memo::new(move |before| {
            let door = door();
            before == Some(&true) || looked.get() || (door.tried.get() && !door.keeps.get())
        }),
        name,
        over: StoredValue::new_local(over),
    }
}
