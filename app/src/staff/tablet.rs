//! この端末: what opens and closes with whoever is here, with and without a network.
//!
//! A tablet that was prepared opens with a passphrase where nothing can be reached, and locks itself after
//! two minutes without a touch. Any other tablet opens with the server alone.

use std::cell::{Cell, RefCell};

use chrono::TimeDelta;
use domain::view::Me;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use crate::route::Route;

use super::door::{Signed, document, door};
use super::kept::{self, Kind, Shut};
use super::{along, clock, live, outbox};

/// Without a touch a prepared tablet locks itself after so long.
pub const REST: TimeDelta = TimeDelta::minutes(2);
/// Milliseconds between two looks at the clock.
const LOOK: i32 = 5_000;
/// The row of who this is.
const WHO: &str = "who";
/// The row of how far the server's clock was ahead of the tablet's.
const AHEAD: &str = "ahead";

thread_local! {
    /// When somebody last touched the screen or a key.
    static TOUCHED: Cell<i64> = const { Cell::new(0) };
    /// Where the focus was when it was locked.
    static PLACE: RefCell<Option<web_sys::HtmlElement>> = const { RefCell::new(None) };
}

/// Opens what this person has on this tablet. Needs the server.
pub fn open(me: &Me) {
    let me = me.clone();
    spawn_local(async move {
        if kept::open(me.id).await.is_err() {
            door().tried.set(true);
            outbox::take_over().await;
            return;
        }
        // A tablet that starts without a network knows by it how wrong its clock is.
        let _ = kept::put(Kind::Latest, AHEAD, &clock::ahead()).await;
        outbox::tidy().await;
        let door = door();
        door.keeps.set(true);
        door.tried.set(true);
        let prepared = kept::is_prepared_for(me.id).await;
        door.prepared.set(prepared);
        if prepared {
            remember(&me).await;
            along::load().await;
            if kept::holder() == Some(me.id) {
                along::renew().await;
            }
        }
        // What waits for this person elsewhere is asked for beside what lies here.
        spawn_local(outbox::take_over());
        outbox::load().await;
    });
}

/// Shows nothing of it to the next person here. What was kept stays sealed.
pub fn close() {
    outbox::close();
    along::close();
    kept::close();
    let door = door();
    door.keeps.set(false);
    door.tried.set(false);
    door.prepared.set(false);
    door.apart.set(false);
}

/// Makes it possible to open the tablet without a network.
///
/// # Errors
/// With words for the reader.
pub async fn prepare(passphrase: &str) -> Result<(), String> {
    let door = door();
    let nothing = || {
        "この端末を準備できませんでした。つながっているか確かめて、もう一度押してください。"
            .to_owned()
    };
    kept::prepare(passphrase).await.map_err(|_| nothing())?;
    if let Some(me) = door.me.get_untracked() {
        remember(&me).await;
    }
    door.prepared.set(true);
    TOUCHED.set(clock::now().timestamp_millis());
    Ok(())
}

async fn remember(me: &Me) {
    // Without it the tablet opens with the server alone.
    let _ = kept::put(Kind::Latest, WHO, me).await;
}

/// Opens with the passphrase.
///
/// # Errors
/// With words for the reader.
pub async fn unlock(passphrase: &str) -> Result<(), String> {
    match kept::unlock(passphrase).await {
        Ok(staff) => {
            let known = door().me.with_untracked(|me| me.as_ref().map(|me| me.id));
            if known.is_some_and(|known| known != staff) {
                kept::close();
                return Err("この画面を開いていた人の合言葉ではありません。".to_owned());
            }
            come_in().await
        }
        Err(Shut::Wrong { left }) => Err(format!(
            "合言葉が違います。あと{left}回まちがえると、合言葉では開けなくなります。"
        )),
        Err(Shut::Destroyed) => Err(
            "合言葉では開けなくなりました。つながるところでサインインしてください。送っていないものは、そのとき送ります。"
                .to_owned(),
        ),
        Err(Shut::NotKept) => Err("この端末を開けませんでした。".to_owned()),
    }
}

async fn come_in() -> Result<(), String> {
    let door = door();
    if door.me.with_untracked(Option::is_none) {
        let Ok(Some(me)) = kept::get::<Me>(Kind::Latest, WHO).await else {
            kept::close();
            return Err(
                "この端末を開けませんでした。つながるところでサインインしてください。".to_owned(),
            );
        };
        if let Ok(Some(ahead)) = kept::get::<i64>(Kind::Latest, AHEAD).await {
            clock::set_ahead(ahead);
        }
        door.me.set(Some(me));
        door.apart.set(true);
        door.live.set(false);
        // Without a network the list of what is here is the way to everything else.
        if door.route.get_untracked() == Route::Board {
            door.replace(Route::Outbox);
        }
    }
    TOUCHED.set(clock::now().timestamp_millis());
    outbox::tidy().await;
    door.keeps.set(true);
    door.tried.set(true);
    door.prepared.set(true);
    along::load().await;
    door.signed.set(Signed::In);
    spawn_local(outbox::take_over());
    outbox::load().await;
    let place = PLACE.take();
    clock::pause(0).await;
    if let Some(place) = place {
        // What is gone from the screen cannot take the focus.
        let _ = place.focus();
    }
    Ok(())
}

/// Covers everything; the key leaves the memory.
pub fn lock() {
    let active = document().and_then(|document| document.active_element());
    PLACE.set(active.and_then(|element| element.dyn_into().ok()));
    along::close();
    kept::close();
    let door = door();
    door.keeps.set(false);
    door.signed.set(Signed::Locked);
}

/// Asks anew for what is taken along whenever one of its cases moved on: who may no longer see it has it no
/// longer on the tablet either. Called once.
pub fn follow() {
    // Renewing changes what is known of a case and not which cases they are.
    let cases = Memo::new(|_| {
        door()
            .along
            .with(|all| all.iter().map(|one| one.case).collect::<Vec<_>>())
    });
    Effect::new(move |before: Option<()>| {
        for case in cases.get() {
            live::of_case(case).track();
        }
        if before.is_some() && !door().apart.get_untracked() && kept::is_open() {
            spawn_local(along::renew());
        }
    });
}

/// Locks a prepared tablet that nobody touches, with and without a network. Called once.
pub fn keep_watch() {
    TOUCHED.set(clock::now().timestamp_millis());
    let touch = Closure::<dyn Fn()>::new(|| TOUCHED.set(clock::now().timestamp_millis()));
    if let Some(document) = document() {
        for event in ["keydown", "pointerdown", "input"] {
            // A browser without one of them has the others.
            let _ =
                document.add_event_listener_with_callback(event, touch.as_ref().unchecked_ref());
        }
        touch.forget();
    }
    spawn_local(async {
        loop {
            clock::pause(LOOK).await;
            let door = door();
            let rested = clock::now().timestamp_millis() - TOUCHED.get();
            if rested >= REST.num_milliseconds()
                && door.prepared.get_untracked()
                && door.signed.get_untracked() == Signed::In
            {
                lock();
            }
        }
    });
}
