//! サインイン: name and password; the first time, the one-time code on paper.

use domain::view::Me;
use domain::wire::{self, ErrorKind, session};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;

use crate::ui::*;

use super::door::{Door, Signed, door};
use super::entry_form::{EntryForm, Try};
use super::unlock::UnlockForm;
use super::{call, clock, kept, live, tablet};

/// Asks who is signed in; the first thing this window does, and again after signing in.
pub fn ask_who(door: Door) {
    live::watch_sessions();
    // Changes of the council may change what I may do.
    let knock = live::council();
    Effect::new(move |_| {
        knock.track();
        if door.signed.get() != Signed::Out {
            spawn_local(async move {
                // Words for failures are told by the pages that ask.
                let _ = take_me(door).await;
            });
        }
    });
}

/// Asks who is signed in, and shows it.
///
/// # Errors
/// With words for the reader.
pub async fn take_me(door: Door) -> Result<(), String> {
    // The session alone opens nothing on a tablet at rest: whoever holds it may have found it.
    let signed = door.signed.get_untracked();
    if matches!(signed, Signed::Unknown | Signed::Out)
        && let Some(resting) = tablet::at_rest().await
    {
        if signed == Signed::Unknown {
            door.signed.set(match resting.prepared {
                true => Signed::Locked,
                false => Signed::Out,
            });
        }
        return Err(String::new());
    }
    take_signed_in(door).await
}

/// The same for whoever has just shown a password.
async fn take_signed_in(door: Door) -> Result<(), String> {
    if tablet::is_shut() {
        return Err(String::new());
    }
    let turn = tablet::turn();
    let answer = call::ask(wire::Me {}).await;
    // It was locked or handed over before the answer came.
    let closed = tablet::is_shut() || door.signed.get_untracked() == Signed::Out;
    if tablet::turn() != turn && closed {
        return Err(String::new());
    }
    match answer {
        Ok(me) => {
            settle(door, me);
            Ok(())
        }
        Err(error) => {
            if error.error == ErrorKind::SignedOut {
                if door.signed.get_untracked() != Signed::Out {
                    door.signed.set(Signed::Out);
                }
            } else if door.signed.get_untracked() == Signed::Unknown {
                door.live.set(false);
                clock::pause(3_000).await;
                door.signed.notify();
            }
            Err(error.message)
        }
    }
}

fn settle(door: Door, me: Me) {
    clock::set(me.now);
    door.live.set(true);
    let same = door.me.with_untracked(|now| now.as_ref().map(|now| now.id)) == Some(me.id);
    if !same {
        // Somebody else sits here now; nothing of the one before stays.
        tablet::close();
        door.drop_words();
    }
    let new_session = !live::listens_to(&me);
    live::listen(&me);
    // The key of what is locked stays out of the memory.
    let shut = door.signed.get_untracked() == Signed::Locked;
    if new_session || (!door.keeps.get_untracked() && !shut) || door.apart.get_untracked() {
        door.apart.set(false);
        tablet::open(&me);
    }
    // Only the clock and the council's place differ each time it is asked.
    let news = door.me.with_untracked(|now| {
        now.as_ref().is_none_or(|now| {
            Me {
                now: me.now,
                line: me.line.clone(),
                ..now.clone()
            } != me
        })
    });
    if news {
        door.me.set(Some(me));
    }
    if !matches!(door.signed.get_untracked(), Signed::In | Signed::Locked) {
        door.signed.set(Signed::In);
        spawn_local(tablet::go_on());
    }
}

/// Somebody signed in or out in another window, or the line is another's: whose session this is now,
/// only the server knows. Where it is nobody's, what was shown is dropped as if the sign-out was here.
pub fn ask_anew() {
    let door = door();
    spawn_local(async move {
        // A window that nobody touched for long stays closed as it is, with what was typed below.
        let rests = door.signed.get_untracked() == Signed::Out && tablet::at_rest().await.is_some();
        if !rests && take_me(door).await.is_err() && door.signed.get_untracked() == Signed::Out {
            leave(door);
        }
        live::settled();
    });
}

/// Ends the session here and on the server, and drops everything that was shown.
pub async fn sign_out() {
    let result =
        call::post::<_, serde_json::Value>(session::SIGN_OUT, &serde_json::json!({})).await;
    let door = door();
    match result {
        // Without a network the session cannot be ended; a prepared tablet is locked at least.
        Err(error) if error.error == ErrorKind::Unreachable && door.prepared.get_untracked() => {
            tablet::lock();
        }
        Err(error) if error.error != ErrorKind::SignedOut => door.tell(error.message),
        _ => {
            // The others hear of it before the line is theirs.
            live::session_changed();
            leave(door);
        }
    }
}

/// The worker is signed out on the server already: everything that was shown is dropped, and her door takes
/// the place of this app, so that Back leads to no case.
pub fn hand_over(place: &str) {
    leave(door());
    live::session_changed();
    if let Some(location) = web_sys::window().map(|window| window.location()) {
        let scheme = location.protocol().unwrap_or_default();
        let _ = location.replace(&format!("{scheme}//{place}"));
    }
}

/// Drops everything that was shown.
pub(super) fn leave(door: Door) {
    live::stop();
    tablet::close();
    spawn_local(kept::forget_here());
    door.drop_words();
    door.signed.set(Signed::Out);
    door.me.set(None);
    door.replace(crate::route::Route::Board);
}

/// Who signed in here is who is signed in, in every window of this browser.
async fn signed_in(door: Door) -> Result<(), String> {
    let result = take_signed_in(door).await;
    if result.is_ok() {
        // A password was said on this device: its other windows do not rest either.
        kept::forget_here().await;
    }
    live::session_changed();
    result
}

/// While it is not known yet who is here.
#[component]
pub fn Opening() -> impl IntoView {
    let door = door();
    let prepared = RwSignal::new(false);
    spawn_local(async move {
        prepared.try_set(kept::is_prepared().await);
    });
    view! {
        <main class="signin">
            <div class="signin__box">
                <h1>"ともに"</h1>
                <Show when=move || door.live.get()>
                    <Skeleton shape=SkeletonShape::Lines(3)/>
                </Show>
                <Show when=move || !door.live.get()>
                    <Notice kind=NoticeKind::Warning title="つながっていません" live=true>
                        <p>"つながりしだい、自動で開きます。"</p>
                    </Notice>
                    <Show when=move || prepared.get()>
                        <p>"この端末は準備できています。合言葉で、持って出たケースと送信箱を開けます。"</p>
                        <UnlockForm/>
                    </Show>
                </Show>
            </div>
        </main>
    }
}

/// Signing in, and the first time with the paper code.
#[component]
pub fn SignInPage() -> impl IntoView {
    let door = door();
    let first_time = RwSignal::new(false);
    let kept = door.me.with_untracked(Option::is_some);
    view! {
        <main class="signin" id="signin">
            <div class="signin__box">
                <h1>"ともに"</h1>
                <Show when=move || door.erased.get()>
                    <Notice kind=NoticeKind::Warning title="この端末は、紛失したと届けられています" live=true>
                        <p>"中にあったものは消しました。送っていなかったものは、鍵をかけたままサーバーに預けます。書いた人が、サインインして確かめてから送れます。"</p>
                    </Notice>
                </Show>
                {move || {
                    (kept && !door.erased.get()).then(|| {
                        view! {
                            <Notice kind=NoticeKind::Info title="もう一度サインインしてください" live=true>
                                <p>"書きかけは、この画面に残っています。"</p>
                            </Notice>
                        }
                    })
                }}
                {move || {
                    if first_time.get() {
                        view! { <FirstTime/> }.into_any()
                    } else {
                        view! { <SignIn/> }.into_any()
                    }
                }}
                <Button
                    variant=Variant::Tertiary
                    on_press=move |()| first_time.update(|first| *first = !*first)
                >
                    {move || {
                        if first_time.get() {
                            "パスワードでサインインする"
                        } else {
                            "はじめての人・紙のコードがある人"
                        }
                    }}
                </Button>
            </div>
        </main>
    }
}

/// Words over what kept somebody out.
const NOT_IN: &str = "サインインできませんでした";

/// What the server says to somebody who comes in.
async fn enter<B: Serialize>(path: &'static str, body: B) -> Result<(), String> {
    let result = call::post::<_, session::SignedIn>(path, &body).await;
    result.map_err(|error| error.message)?;
    signed_in(door()).await
}

#[component]
fn SignIn() -> impl IntoView {
    let name = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let attempt = Try::new();
    let submit = move || {
        let body = session::SignIn {
            name: name.get_untracked().trim().to_owned(),
            password: password.get_untracked(),
        };
        attempt.run(enter(session::SIGN_IN, body));
    };
    view! {
        <EntryForm attempt title=NOT_IN send="サインインする" on_send=submit>
            <TextInput id="name" label="利用者名" value=name autocomplete="username"/>
            <TextInput
                id="password"
                label="パスワード"
                value=password
                kind="password"
                autocomplete="current-password"
            />
        </EntryForm>
    }
}

#[component]
fn FirstTime() -> impl IntoView {
    let name = RwSignal::new(String::new());
    let code = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let again = RwSignal::new(String::new());
    let attempt = Try::new();
    let submit = move || {
        if password.with_untracked(|a| again.with_untracked(|b| a != b)) {
            return attempt.refuse("二つのパスワードが違います。もう一度入れてください。");
        }
        let body = session::Claim {
            name: name.get_untracked().trim().to_owned(),
            code: code.get_untracked().trim().to_owned(),
            new_password: password.get_untracked(),
        };
        attempt.run(enter(session::CLAIM, body));
    };
    view! {
        <EntryForm attempt title=NOT_IN send="パスワードを決めて始める" on_send=submit>
            <p>"担当者から手渡された紙のコードを使って、自分のパスワードを決めます。"</p>
            <TextInput id="claim-name" label="利用者名" value=name autocomplete="username"/>
            <TextInput
                id="claim-code"
                label="紙のコード"
                value=code
                help="一度だけ使えます。"
                autocomplete="one-time-code"
            />
            <TextInput
                id="claim-password"
                label="新しいパスワード"
                value=password
                kind="password"
                help="12文字以上。自分だけが知っている言葉をいくつか並べると、覚えやすくなります。"
                autocomplete="new-password"
            />
            <TextInput
                id="claim-again"
                label="新しいパスワード（もう一度）"
                value=again
                kind="password"
                autocomplete="new-password"
            />
        </EntryForm>
    }
}
