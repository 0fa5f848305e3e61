//! 知らせの線: one stream for all windows of a browser profile.
//!
//! Over HTTP/1.1 a browser opens six connections to a host and no more: eight windows with a stream
//! each would leave none to ask with. So the windows of a session queue for a Web Lock; whoever holds
//! it holds the `EventSource` and passes on, over a `BroadcastChannel`, what it hears: kinds, ids and
//! places in the order, exactly as the server told them. When that window closes, the browser gives
//! the lock to the next.
//!
//! Nothing falls between: every window remembers the last place it heard of. A new stream begins with
//! the place the council has come to, which is passed on too, and whoever stands behind it asks anew
//! for all it shows. A window that comes to the line asks where it stands (`?`).
//!
//! Lock and channel carry a name that the server makes for each session: the windows of another
//! session neither hear it nor wait for it. A stream begins with that name as well; one that the
//! browser opened again by itself, with the cookie of somebody else, is closed before it tells
//! anything.
//!
//! Chromium on desktops does not freeze a page whose lock others wait for; where pages are frozen all
//! the same (phones, the back-forward cache) the page leaves the line before and comes back after.

use std::cell::{OnceCell, RefCell};

use domain::view::Me;
use domain::wire::{self, Change, LIVE};
use js_sys::{Function, Promise, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{BroadcastChannel, Event, EventSource, MessageEvent};

use super::super::door::{Signed, document, door};
use super::super::{clock, signin, tablet};
use super::{Noun, knock, knock_all};

/// Milliseconds until a stream that the browser gave up is tried again.
const AGAIN: i32 = 3_000;
/// Milliseconds until all that is shown is asked for anew where a question got no answer on a living line.
/// Each time it takes twice as long.
const ONCE_MORE: i32 = 7_500;
/// So that it ends where the session does: nobody is kept signed in by a question that has no answer.
const MOST_TRIES: u32 = 8;
/// On this channel a window says, without a word more, that somebody signed in or out.
const SESSIONS: &str = "tomoni";
/// Or that the device was handed over.
const SHUT: &str = "shut";

/// The line of this window.
#[derive(Default)]
struct Line {
    name: String,
    /// The last place in the council's order that this window knows of.
    seen: u64,
    /// What a screen shows was asked for and not answered.
    missed: bool,
    /// How often it was asked for anew on this line.
    tries: u32,
    /// Grows with every beginning and end: what was begun before is then void.
    turn: u32,
    channel: Option<BroadcastChannel>,
    source: Option<EventSource>,
    /// Gives the lock back.
    release: Option<Function>,
    /// Left while the page is frozen.
    away: bool,
    /// Somebody signed in or out elsewhere, and it is not known yet who is here.
    in_doubt: bool,
    /// The lock came meanwhile.
    waits: bool,
}

/// What the browser calls; made once, because they look up everything in [`Line`].
struct Ears {
    stream: Function,
    broken: Function,
    channel: Function,
}

thread_local! {
    static LINE: RefCell<Line> = RefCell::default();
    static EARS: OnceCell<Ears> = const { OnceCell::new() };
    static DOORS: OnceCell<BroadcastChannel> = const { OnceCell::new() };
}

fn with<T>(act: impl FnOnce(&mut Line) -> T) -> T {
    LINE.with_borrow_mut(act)
}

fn ear<T: wasm_bindgen::convert::FromWasmAbi + 'static>(hears: fn(T)) -> Function {
    Closure::<dyn Fn(T)>::new(hears)
        .into_js_value()
        .unchecked_into()
}

fn with_ears<T>(act: impl FnOnce(&Ears) -> T) -> T {
    EARS.with(|ears| {
        act(ears.get_or_init(|| Ears {
            stream: ear(from_stream),
            broken: ear(broken),
            channel: ear(from_channel),
        }))
    })
}

/// Takes the line of whoever is signed in; a second call for the same session does nothing.
pub fn listen(me: &Me) {
    let known = with(|line| line.turn > 0 && line.name == me.line.name && !line.away);
    if !known {
        stop();
        with(|line| {
            line.name.clone_from(&me.line.name);
            line.seen = me.line.seq;
        });
        begin();
    }
}

/// Whether this window knows of that session.
pub fn listens_to(me: &Me) -> bool {
    with(|line| line.name == me.line.name)
}

/// Leaves the line, when somebody signs out.
pub fn stop() {
    leave();
    with(|line| {
        line.name.clear();
        line.away = false;
    });
}

/// A question of a screen was not answered: all that is shown is asked for anew when the line is back.
pub fn missed() {
    let first = with(|line| !std::mem::replace(&mut line.missed, true));
    // A question may end unanswered after the line is back, or on a line that was never gone.
    if first && door().live.get_untracked() {
        let tries = with(|line| {
            line.tries = (line.tries + 1).min(MOST_TRIES);
            line.tries
        });
        spawn_local(async move {
            clock::pause(ONCE_MORE << tries).await;
            if door().live.get_untracked() && with(|line| std::mem::take(&mut line.missed)) {
                knock_all();
            }
        });
    }
}

/// It is known again who is here, or nobody could be asked.
pub fn settled() {
    let (waits, turn) = with(|line| {
        line.in_doubt = false;
        (std::mem::take(&mut line.waits), line.turn)
    });
    if waits && with(|line| line.release.is_some() && line.source.is_none()) {
        open(turn);
    }
}

/// Tells the other windows that somebody signed in or out.
pub fn session_changed() {
    post(DOORS.with(|doors| doors.get().cloned()), "");
}

/// Tells the other windows that the device was handed over.
pub fn shut_others() {
    post(DOORS.with(|doors| doors.get().cloned()), SHUT);
}

/// Hears when somebody signs in or out in another window, and notices when the page is frozen. Called
/// once.
pub fn watch_sessions() {
    if let Ok(channel) = BroadcastChannel::new(SESSIONS) {
        channel.set_onmessage(Some(&ear(|said: MessageEvent| {
            if said.data().as_string().as_deref() == Some(SHUT) {
                tablet::shut();
            } else {
                with(|line| line.in_doubt = true);
                signin::ask_anew();
            }
        })));
        DOORS.with(|doors| drop(doors.set(channel)));
    }
    let rest = ear(|_: Event| {
        if with(|line| !line.away && !line.name.is_empty()) {
            leave();
            with(|line| line.away = true);
        }
    });
    let wake = ear(|_: Event| {
        if with(|line| std::mem::take(&mut line.away)) {
            begin();
        }
    });
    let (Some(window), Some(document)) = (web_sys::window(), document()) else {
        return;
    };
    for (target, event, heard) in [
        (window.as_ref(), "pagehide", &rest),
        (window.as_ref(), "pageshow", &wake),
        (document.as_ref(), "freeze", &rest),
        (document.as_ref(), "resume", &wake),
    ] {
        let target: &web_sys::EventTarget = target;
        // A browser that does not know an event never sends it.
        let _ = target.add_event_listener_with_callback(event, heard);
    }
}

fn leave() {
    let (source, channel) = with(|line| {
        line.turn += 1;
        line.waits = false;
        (line.source.take(), line.channel.take())
    });
    if let Some(source) = source {
        source.close();
    }
    if let Some(channel) = channel {
        channel.close();
    }
    release();
}

fn begin() {
    let (turn, name) = with(|line| {
        line.turn += 1;
        (line.turn, format!("{SESSIONS}-{}", line.name))
    });
    let Some(channel) = locks().and_then(|_| BroadcastChannel::new(&name).ok()) else {
        return open(turn);
    };
    with_ears(|ears| channel.set_onmessage(Some(&ears.channel)));
    post(Some(channel.clone()), "?");
    with(|line| line.channel = Some(channel));
    queue(turn);
}

/// Waits for the lock and holds it, with the stream, until it is given back.
fn queue(turn: u32) {
    let held = Closure::once_into_js(move |_: JsValue| {
        if !is_now(turn) {
            return JsValue::UNDEFINED;
        }
        let until = Promise::new(&mut |release, _| with(|line| line.release = Some(release)));
        // A session that has ended asks for nothing.
        if with(|line| line.in_doubt) {
            with(|line| line.waits = true);
        } else {
            open(turn);
        }
        until.into()
    });
    let name = with(|line| format!("{SESSIONS}-{}", line.name));
    let asked = locks().and_then(|(locks, request)| {
        let asked = request.call2(&locks, &JsValue::from_str(&name), &held);
        asked.ok()?.dyn_into::<Promise>().ok()
    });
    spawn_local(async move {
        let refused = match asked {
            Some(asked) => JsFuture::from(asked).await.is_err(),
            None => true,
        };
        // Without the lock this window keeps a stream of its own; one too many is better than none.
        if refused && is_now(turn) && with(|line| line.source.is_none()) {
            open(turn);
        }
    });
}

/// `navigator.locks`, where there is such a thing: not on a page without TLS.
fn locks() -> Option<(JsValue, Function)> {
    let window = web_sys::window()?;
    let navigator = Reflect::get(&window, &"navigator".into()).ok()?;
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    let request = Reflect::get(&locks, &"request".into()).ok()?;
    Some((locks, request.dyn_into().ok()?))
}

fn is_now(turn: u32) -> bool {
    with(|line| line.turn == turn)
}

fn release() {
    if let Some(release) = with(|line| line.release.take()) {
        // Whoever waits for it is told by the browser.
        let _ = release.call0(&JsValue::NULL);
    }
}

fn open(turn: u32) {
    let Ok(source) = EventSource::new(LIVE) else {
        return again(turn);
    };
    with_ears(|ears| {
        for kind in ["ready", "resync", "change"] {
            // Only a listener that is none is refused.
            let _ = source.add_event_listener_with_callback(kind, &ears.stream);
        }
        source.set_onerror(Some(&ears.broken));
    });
    with(|line| line.source = Some(source));
}

/// Tries again later, and until then lets another window try.
fn again(turn: u32) {
    if let Some(source) = with(|line| line.source.take()) {
        source.close();
    }
    spawn_local(async move {
        // A stream that is refused may mean that the session has ended: then no other window need try. Words are told
        // by the pages.
        let _ = signin::take_me(door()).await;
        if !is_now(turn) {
            return;
        }
        if door().signed.get_untracked() != Signed::In {
            return stop();
        }
        release();
        clock::pause(AGAIN).await;
        if !is_now(turn) {
            return;
        }
        if door().signed.get_untracked() != Signed::In {
            stop();
        } else if with(|line| line.channel.is_some()) {
            queue(turn);
        } else {
            open(turn);
        }
    });
}

/// From the server. Places and changes are passed on in few letters: the first is the kind.
fn from_stream(event: MessageEvent) {
    let text = event.data().as_string().unwrap_or_default();
    let kind = match event.type_().as_str() {
        "change" => 'c',
        "resync" => 's',
        _ => 'r',
    };
    if kind == 'c' {
        return tell(&format!("c{text}"));
    }
    match serde_json::from_str::<wire::Line>(&text) {
        Ok(told) if with(|line| line.name == told.name) => tell(&format!("{kind}{}", told.seq)),
        // The stream of another session: whose it is now must be asked.
        _ => {
            stop();
            signin::ask_anew();
        }
    }
}

fn broken(_: Event) {
    tell("b");
    // The browser tries again by itself unless it gave the stream up.
    let turn = with(|line| {
        let source = line.source.as_ref();
        let given_up = source.is_some_and(|it| it.ready_state() == EventSource::CLOSED);
        given_up.then_some(line.turn)
    });
    if let Some(turn) = turn {
        again(turn);
    }
}

fn from_channel(event: MessageEvent) {
    if let Some(text) = event.data().as_string() {
        hear(&text);
    }
}

/// Hears it here, and passes it on.
fn tell(text: &str) {
    hear(text);
    post(with(|line| line.channel.clone()), text);
}

fn post(channel: Option<BroadcastChannel>, text: &str) {
    if let Some(channel) = channel {
        // Only a channel that is closed takes no words.
        let _ = channel.post_message(&JsValue::from_str(text));
    }
}

fn hear(text: &str) {
    let live = door().live;
    let kind = text.get(..1).unwrap_or_default();
    let rest = text.get(1..).unwrap_or_default();
    match kind {
        "c" => {
            if let Ok(change) = serde_json::from_str::<Change>(rest) {
                with(|line| line.seen = line.seen.max(change.seq));
                knock(match (change.case, change.conference) {
                    (Some(case), _) => Noun::Case(case),
                    (None, Some(_)) => Noun::Conference,
                    (None, None) => Noun::Council,
                });
            }
        }
        "r" | "s" => {
            let place = rest.parse().unwrap_or_default();
            let behind = with(|line| {
                let behind = place > line.seen;
                line.seen = if kind == "s" {
                    place
                } else {
                    line.seen.max(place)
                };
                behind
            });
            if !live.get_untracked() {
                live.set(true);
            }
            // Where nothing happened meanwhile and every question was answered, what is shown is true.
            let missed = with(|line| {
                line.tries = 0;
                std::mem::take(&mut line.missed)
            });
            if behind || missed || kind == "s" {
                knock_all();
            }
        }
        "b" => live.set(false),
        "?" => {
            if let Some(seen) = with(|line| line.source.is_some().then_some(line.seen)) {
                let answer = if live.get_untracked() {
                    format!("r{seen}")
                } else {
                    "b".to_owned()
                };
                post(with(|line| line.channel.clone()), &answer);
            }
        }
        _ => {}
    }
}
