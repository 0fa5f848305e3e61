//! この端末: what opens and closes with whoever is here, with and without a network.
//!
//! A tablet that was prepared opens with a passphrase where nothing can be reached. Any other opens with the server
//! alone. Both close when nobody touches them, with and without a network.

use std::cell::{Cell, RefCell};

use chrono::{DateTime, TimeDelta, Utc};
use domain::id::{CaseId, StaffId};
use domain::view::Me;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use crate::route::Route;

use super::door::{Signed, document, door};
use super::kept::{self, Handed, Kind, Shut};
use super::{along, clock, draft, live, outbox, signin};

/// So long she may rest over her page.
const SHE_RESTS: TimeDelta = TimeDelta::minutes(5);
/// Without a touch a prepared tablet locks itself after so long.
pub const REST: TimeDelta = TimeDelta::minutes(2);
/// One that was not prepared, where only the whole password leads back.
const TABLET_RESTS: TimeDelta = TimeDelta::minutes(5);
/// A desk: so long its session rests as well.
const DESK_RESTS: TimeDelta = TimeDelta::minutes(15);
/// Either of them with a meeting on it: people listen for long, and a wall is touched by nobody.
const MEETING_RESTS: TimeDelta = TimeDelta::minutes(60);
/// Milliseconds between two looks at the clock.
const LOOK: i32 = 5_000;
/// Milliseconds between two notes that somebody listens to a meeting.
const LISTENS: i64 = 60_000;
/// The row of who this is.
const WHO: &str = "who";
/// The row of how far the server's clock was ahead of the tablet's.
const AHEAD: &str = "ahead";

thread_local! {
    /// When somebody last touched the screen or a key, by the clock set right by the server.
    static TOUCHED: Cell<i64> = const { Cell::new(0) };
    /// The same by the device's own.
    static TOUCHED_HERE: Cell<i64> = const { Cell::new(0) };
    /// Whether that was since it was last noted on the disk.
    static FRESH: Cell<bool> = const { Cell::new(false) };
    /// When it was last noted that somebody listens to a meeting, by the device's own clock.
    static LISTENED: Cell<i64> = const { Cell::new(0) };
    /// Where the focus was when it was locked.
    static PLACE: RefCell<Option<web_sys::HtmlElement>> = const { RefCell::new(None) };
    static TURN: Cell<u64> = const { Cell::new(0) };
    /// What is being shown to her, on its way to the screen that shows it.
    static SHOWN: RefCell<Option<Shown>> = const { RefCell::new(None) };
}

/// The one thing that stays in the memory of a tablet that was handed over.
pub struct Shown {
    pub case: CaseId,
    /// [`domain::view::her::PlanPage`]
    pub page: Value,
    /// When the server told it so.
    pub at: Option<DateTime<Utc>>,
    /// Who handed it over.
    pub by: String,
    pub handed: Handed,
    /// The place of her first answer in the order of this device.
    pub turn: u64,
}

/// 見せるモード where nothing can be reached: everything else leaves the memory, and the passphrase alone leads back.
///
/// # Errors
/// With words for the reader; nothing has changed then.
pub async fn hand_over(case: CaseId) -> Result<(), String> {
    let door = door();
    let nothing = "この端末には、いま本人に見せられる計画がありません。持って出たケースの、見せた計画だけを見せられます。";
    let (Some((page, at)), Some(me)) = (along::hers(case), door.me.get_untracked()) else {
        return Err(nothing.to_owned());
    };
    // The last keys of a form are on their way to the disk.
    clock::pause(2 * draft::REST).await;
    FRESH.set(false);
    let ready = async {
        kept::take_in().await?;
        let (handed, turn) = (kept::hand_over().await?, outbox::next_turn().await?);
        kept::note_here(me.id, None).await?;
        Ok::<_, kept::NotKept>((handed, turn))
    };
    let (handed, turn) = ready
        .await
        .map_err(|_| "この端末に残せないので、渡せません。".to_owned())?;
    SHOWN.set(Some(Shown {
        case,
        page,
        at,
        by: me.name,
        handed,
        turn,
    }));
    TURN.set(TURN.get() + 1);
    // The other windows of this browser hold the same and are as near.
    live::shut_others();
    live::stop();
    close();
    door.drop_words();
    door.told.set(None);
    touched();
    FRESH.set(false);
    door.signed.set(Signed::Showing);
    door.me.set(None);
    door.replace(Route::Board);
    Ok(())
}

/// Another window of this browser was handed over: this one keeps nothing either.
pub fn shut() {
    let door = door();
    if door.signed.get_untracked() == Signed::Out || kept::holder().is_none() {
        return;
    }
    TURN.set(TURN.get() + 1);
    live::stop();
    close();
    door.drop_words();
    FRESH.set(false);
    door.signed.set(Signed::Locked);
    door.me.set(None);
    door.replace(Route::Board);
}

/// Counts how often this window was shut: an answer to what was asked before opens nothing after it.
pub fn turn() -> u64 {
    TURN.get()
}

/// What is to be shown; once.
pub fn take_shown() -> Option<Shown> {
    SHOWN.take()
}

/// The tablet is in the worker's hands again: nothing of it is open.
pub fn end_showing() {
    SHOWN.set(None);
    door().signed.set(Signed::Locked);
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
        let _ = kept::take_in().await;
        outbox::tidy().await;
        // It may have been locked or handed over meanwhile.
        if kept::holder() != Some(me.id) {
            return;
        }
        let door = door();
        door.keeps.set(true);
        door.tried.set(true);
        let prepared = kept::is_prepared_for(me.id).await;
        door.prepared.set(prepared);
        if door.signed.get_untracked() == Signed::In {
            note_touch(me.id).await;
        }
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
    touched();
    Ok(())
}

/// Notes the last touch, however late it is noted. Without the note a window that is opened anew asks the server
/// alone.
async fn note_touch(staff: StaffId) {
    let _ = kept::note_here(staff, Some(TOUCHED_HERE.get())).await;
}

/// Who listens to a meeting is here without a touch for a window that is opened now; no window stays open by it.
async fn note_listening(staff: StaffId) {
    let now = clock::device_millis();
    if (now - LISTENED.get()).abs() >= LISTENS {
        LISTENED.set(now);
        let _ = kept::note_listening(staff, now).await;
    }
}

fn touched() {
    TOUCHED.set(clock::now().timestamp_millis());
    TOUCHED_HERE.set(clock::device_millis());
    FRESH.set(true);
}

/// Milliseconds since the last touch, by the clock set right by the server.
fn rested() -> i64 {
    clock::now().timestamp_millis() - TOUCHED.get()
}

/// How long nobody may touch this device before it closes.
fn rest(prepared: bool) -> TimeDelta {
    let touch = || {
        let coarse = web_sys::window().and_then(|window| {
            let asked = window.match_media("(pointer: coarse)");
            asked.ok().flatten()
        });
        coarse.is_some_and(|asked| asked.matches())
    };
    match prepared {
        true => REST,
        false if touch() => TABLET_RESTS,
        false => DESK_RESTS,
    }
}

/// Who may open a window that is opened now, and nobody else, session or not: the device was locked, or nobody has
/// touched it for as long as locks it. What only closed the window, or pulled the page down to load it anew, opens
/// nothing.
pub async fn at_rest() -> Option<Resting> {
    let (staff, last) = kept::last_here().await?;
    let prepared = kept::is_prepared_for(staff).await;
    let long = rest(prepared).num_milliseconds();
    let still = |at: i64| (0..long).contains(&(clock::device_millis() - at));
    if last.is_some_and(still) {
        return None;
    }
    // A device that was locked has no last touch: whoever listened before does not open it.
    if last.is_some() && !prepared && kept::last_listened(staff).await.is_some_and(still) {
        return None;
    }
    if last.is_some() {
        // A clock that is put back gains nothing.
        let _ = kept::note_here(staff, None).await;
    }
    Some(Resting { prepared })
}

/// A device that nobody has touched for long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resting {
    /// A passphrase opens it; else the password alone.
    pub prepared: bool,
}

/// Nobody has said the passphrase in this window yet.
pub fn is_shut() -> bool {
    let door = door();
    match door.signed.get_untracked() {
        Signed::Showing => true,
        Signed::Locked => door.me.with_untracked(Option::is_none),
        _ => false,
    }
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
    let anew = door.me.with_untracked(Option::is_none);
    let asked = door.route.get_untracked();
    if anew {
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
        if asked == Route::Board {
            door.replace(Route::Outbox);
        }
    }
    touched();
    // What is not taken in now is the next time.
    let _ = kept::take_in().await;
    outbox::tidy().await;
    door.keeps.set(true);
    door.tried.set(true);
    door.prepared.set(true);
    along::load().await;
    door.signed.set(Signed::In);
    if anew {
        // With a network it goes on where it was opened.
        spawn_local(async move {
            if signin::take_me(door).await.is_ok() && door.route.get_untracked() == Route::Outbox {
                door.replace(asked);
            }
        });
    }
    spawn_local(outbox::take_over());
    outbox::load().await;
    go_on().await;
    Ok(())
}

/// Back to where the caret was when it was locked.
pub async fn go_on() {
    touched();
    let place = PLACE.take();
    clock::pause(0).await;
    if let Some(place) = place {
        // What is gone from the screen cannot take the focus.
        let _ = place.focus();
    }
}

/// Covers everything; the key leaves the memory.
pub fn lock() {
    TURN.set(TURN.get() + 1);
    let active = document().and_then(|document| document.active_element());
    PLACE.set(active.and_then(|element| element.dyn_into().ok()));
    along::close();
    if let Some(staff) = kept::holder() {
        spawn_local(async move {
            let _ = kept::note_here(staff, None).await;
        });
    }
    kept::close();
    let door = door();
    door.keeps.set(false);
    // Without a passphrase the password leads back to the same screen.
    door.signed.set(match door.prepared.get_untracked() {
        true => Signed::Locked,
        false => Signed::Out,
    });
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

/// Whether this person is at another window of a device that was not prepared: then this one goes on as well.
async fn is_touched_elsewhere(prepared: bool, long: TimeDelta) -> bool {
    if prepared {
        return false;
    }
    let Some((staff, Some(at))) = kept::last_here().await else {
        return false;
    };
    let fresh = (0..long.num_milliseconds()).contains(&(clock::device_millis() - at));
    let own = fresh && kept::holder() == Some(staff);
    if own {
        TOUCHED_HERE.set(at);
    }
    own
}

/// Locks a device that nobody touches, with and without a network. Called once.
pub fn keep_watch() {
    touched();
    // What was asleep for long does not open for whoever touches it first.
    let touch = Closure::<dyn Fn()>::new(|| {
        let door = door();
        let open = door.prepared.get_untracked() && door.signed.get_untracked() == Signed::In;
        if open && rested() >= REST.num_milliseconds() {
            lock();
        } else {
            touched();
        }
    });
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
            let rested = rested();
            if door.signed.get_untracked() == Signed::Showing
                && rested >= SHE_RESTS.num_milliseconds()
            {
                end_showing();
            }
            if door.signed.get_untracked() != Signed::In {
                continue;
            }
            let prepared = door.prepared.get_untracked();
            // Until it is known who it is for it is no more than open; the device's own clock counts there.
            let rested = match prepared {
                true => rested,
                false => (clock::device_millis() - TOUCHED_HERE.get()).abs(),
            };
            let listens = matches!(
                door.route.get_untracked(),
                Route::Meeting { .. } | Route::Conference { .. } | Route::Matter { .. }
            );
            let long = match listens && !prepared {
                true => MEETING_RESTS,
                false => rest(prepared),
            };
            if rested >= long.num_milliseconds() && !is_touched_elsewhere(prepared, long).await {
                lock();
            } else if let Some(staff) = kept::holder() {
                if FRESH.take() {
                    note_touch(staff).await;
                }
                if listens && !prepared {
                    note_listening(staff).await;
                }
            }
        }
    });
}
