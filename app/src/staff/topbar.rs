//! 上の帯: the council, search, whether what was sent has arrived, 画面を隠す, and the reader's own menu.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::route::Route;
use crate::ui::*;

use super::door::{Delivery, document, door};
use super::{signin, words};

/// The top bar; `hidden` covers the screen.
#[component]
pub fn TopBar(hidden: RwSignal<bool>) -> impl IntoView {
    let door = door();
    let council = move || {
        door.me
            .with(|me| me.as_ref().map(|me| me.council.clone()))
            .unwrap_or_default()
    };
    let who = move || {
        door.me
            .with(|me| {
                me.as_ref()
                    .map(|me| format!("{}（{}）", me.name, me.agency.name))
            })
            .unwrap_or_default()
    };
    let find = move || {
        if door.route.get_untracked() != Route::Search {
            door.go(Route::Search);
        }
    };
    let cases = door.meets_cases();
    view! {
        <header class="topbar">
            <div class="topbar__council" translate="no">{council}</div>
            <Show when=move || cases.get()>
                <form
                    class="topbar__search"
                    role="search"
                    on:submit=move |event| {
                        event.prevent_default();
                        find();
                    }
                >
                    <label class="visually-hidden" for="topbar-search">"ケースをさがす"</label>
                    <IconMark icon=Icon::Search/>
                    <input
                        class="input"
                        id="topbar-search"
                        type="search"
                        autocomplete="off"
                        placeholder="名前・番号"
                        translate="no"
                        on:input=move |event| door.sought.set(event_target_value(&event))
                    />
                    <button type="submit" class="visually-hidden">"さがす"</button>
                </form>
            </Show>
            <SyncWords/>
            <Button
                id="glance-hide"
                icon=Icon::EyeOff
                variant=Variant::Tertiary
                on_press=move |()| {
                    hidden.set(true);
                    super::door::focus("glance-show");
                }
            >
                "画面を隠す"
            </Button>
            <Menu id="own-menu" label="設定とサインアウト" icon=Icon::Person>
                <p class="menu__who" translate="no">{who}</p>
                <MenuItem icon=Icon::Sun on_press=move |()| theme("day")>"昼の画面"</MenuItem>
                <MenuItem icon=Icon::Moon on_press=move |()| theme("night")>"夜の画面"</MenuItem>
                <MenuItem icon=Icon::Upload on_press=move |()| door.go(Route::Outbox)>"送信箱"</MenuItem>
                <MenuItem icon=Icon::Phone on_press=move |()| door.go(Route::Devices)>"端末"</MenuItem>
                <MenuItem icon=Icon::Exit on_press=move |()| spawn_local(signin::sign_out())>
                    "サインアウト"
                </MenuItem>
            </Menu>
        </header>
    }
}

/// Only the look; nothing of it is kept on the device.
fn theme(name: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        // Failing leaves the theme as it is.
        let _ = root.set_attribute("data-theme", name);
    }
}

/// What became of what was sent, in words that are true.
#[component]
fn SyncWords() -> impl IntoView {
    let door = door();
    let state = move || match door.sync.get() {
        Delivery::Stuck(_) | Delivery::Asks(_) => "check",
        _ if !door.live.get() => "offline",
        Delivery::OnTheWay => "waiting",
        Delivery::Arrived(_) => "sent",
    };
    let said = move || match door.sync.get() {
        Delivery::Stuck(count) => format!("送信待ち {count}件"),
        Delivery::Asks(count) => format!("確認が必要 {count}件"),
        _ if !door.live.get() => "つながっていません".to_owned(),
        Delivery::OnTheWay => "送信中".to_owned(),
        Delivery::Arrived(None) => "つながっています".to_owned(),
        Delivery::Arrived(Some(at)) => {
            format!("送信済み {}", words::clock(domain::calendar::jst(at)))
        }
    };
    let stuck = move || matches!(door.sync.get(), Delivery::Stuck(_) | Delivery::Asks(_));
    view! {
        <p class="sync" data-state=state role="status">
            <span class="sync__dot" aria-hidden="true"></span>
            <span>{said}</span>
            <Show when=stuck>
                <a class="button" data-variant="tertiary" href=Route::Outbox.path()>
                    "送信箱"
                </a>
            </Show>
        </p>
    }
}
