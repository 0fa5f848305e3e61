//! 書きかけ: what stands in a form, sealed on the device within a second of the last key, until it is sent
//! or emptied. A window that is closed or dies loses nothing of it.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::clock;
use super::door::door;
use super::kept::{self, Kind};
use super::outbox::Row;

/// Milliseconds after the last key.
pub const REST: i32 = 700;

/// A line of the minutes.
pub const LINE: &str = "line";
/// Her answer to an item of a plan, what she says about it, and her answer to the whole.
pub const REPLY: &str = "reply";
pub const COMMENT: &str = "comment";
pub const AGREEMENT: &str = "agreement";

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

/// Forgets the draft of words that are said about one plan or in one meeting, once they were sent. Words written
/// since stay.
pub async fn words_sent(row: &Row) {
    let Some((name, words)) = of_words(row) else {
        return;
    };
    let holder = kept::holder();
    let kept: Option<Value> = there(&name).await;
    let is_this = kept.is_some_and(|kept| kept["words"] == *words);
    if is_this && kept::holder() == holder {
        forget(name);
    }
}

/// Words said about one plan or in one gathering: where they are kept half written, and how they were sent. None for
/// commands whose forms keep more than words.
fn of_words(row: &Row) -> Option<(String, &Value)> {
    let (fields, command) = (row.fields(), &row.command);
    let (form, about, words) = match row.kind().as_str() {
        "case.add_entry" => (LINE, &fields["meeting"], "text"),
        "conference.add_entry" => (LINE, &command["conference"]["conference"], "text"),
        "matter.add_entry" => (LINE, &command["matter"]["matter"], "text"),
        "case.reply_to_item" => (REPLY, &fields["plan"], "words"),
        "case.comment_on_plan" => (COMMENT, &fields["plan"], "words"),
        "case.agree_to_plan" => (AGREEMENT, &fields["plan"], "words"),
        _ => return None,
    };
    Some((name_of(form, about.as_str()?), fields.get(words)?))
}

/// Where a form of one thing keeps what is half written.
pub fn name_of(form: &str, id: impl std::fmt::Display) -> String {
    format!("{form}-{id}")
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
    Effect::new(move |before: Option<Option<(T, bool)>>| {
        let now = read();
        let keeps = door().keeps.get();
        // What was typed before the device was looked at is kept from then on.
        if !looked.get() {
            return None;
        }
        let before = before.flatten();
        // What came while the tablet was locked is laid down when it is open again.
        if let Some((same, kept)) = &before
            && *same == now
            && (*kept || !keeps)
        {
            return before;
        }
        let first = before.is_none();
        let own = turn.get() + 1;
        turn.set(own);
        let turn = Rc::clone(&turn);
        let keep = now.clone();
        let name = name.get_value();
        let gone = Rc::clone(&gone);
        let holder = kept::holder();
        spawn_local(async move {
            if keep.is_empty() {
                if !first {
                    forget(name);
                }
                found.try_set(false);
                return;
            }
            clock::pause(REST).await;
            // Somebody else may have sat down here: what was typed before is in nobody else's store.
            if kept::holder() != holder {
                return;
            }
            // A later key has its own turn.
            if !gone.get() && turn.get() == own {
                // Where nothing can be kept, the form itself still holds it.
                let _ = put(&name, &keep).await;
                // It may have been sent while this was on its way to the disk.
                if gone.get() && kept::holder() == holder {
                    forget(name);
                }
            }
        });
        Some((now, keeps))
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
