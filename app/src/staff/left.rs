//! 送っていない文: words whose field is gone, because somebody else finished the matter first or because what was
//! sent was refused after its screen. They can be read until their writer drops them, and lie on no disk.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use crate::ui::*;

use super::clock;
use super::door::{Signed, document, door};

/// Milliseconds in which a field goes by a press of one's own.
const OWN_PRESS: i32 = 700;

thread_local! {
    /// How many presses are as young as that.
    static PRESSES: Cell<u32> = const { Cell::new(0) };
}

/// What is left of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    label: String,
    text: String,
    why: Why,
}

/// Why its field is not there any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Somebody else was faster.
    Overtaken,
    /// Not taken, with the words of the refusal.
    NotTaken(String),
}

impl Why {
    fn words(&self) -> String {
        match self {
            Self::Overtaken => "ほかの人が先に進めたので、書いていた欄が閉じました。".to_owned(),
            Self::NotTaken(words) => format!("画面を離れたあとに、届かないとわかりました。{words}"),
        }
    }
}

/// Keeps what some fields said, each under its label.
pub fn keep(texts: Vec<(String, String)>, why: Why) {
    let of = |(label, text)| Left {
        label,
        text,
        why: why.clone(),
    };
    door().left.update(|left| {
        for one in texts.into_iter().map(of) {
            if !left.contains(&one) {
                left.push(one);
            }
        }
    });
}

/// From here on no screen below loses what is typed into its shared fields. Called once, by what stands around them.
pub fn watch() {
    provide_context(OnGone(Callback::new(|gone: Gone| {
        if PRESSES.get() > 0 {
            return;
        }
        spawn_local(async move {
            // What lives on where it stood is there when its form opens again.
            clock::pause(0).await;
            let here = door().signed.get_untracked() == Signed::In;
            if here && gone.value.is_disposed() {
                keep(vec![(gone.label, gone.text)], Why::Overtaken);
            }
        });
    })));
    let press = Closure::<dyn Fn()>::new(|| {
        PRESSES.set(PRESSES.get() + 1);
        spawn_local(async {
            clock::pause(OWN_PRESS).await;
            PRESSES.set(PRESSES.get().saturating_sub(1));
        });
    });
    let (Some(document), Some(window)) = (document(), web_sys::window()) else {
        return;
    };
    let heard = press.as_ref().unchecked_ref();
    // Without them too much is kept, and nothing too little.
    let _ = document.add_event_listener_with_callback_and_bool("click", heard, true);
    let _ = document.add_event_listener_with_callback_and_bool("change", heard, true);
    let _ = window.add_event_listener_with_callback("popstate", heard);
    press.forget();
}

/// What is left, above the screen.
#[component]
pub fn LeftWords() -> impl IntoView {
    let left = door().left;
    let shown = Memo::new(move |_| !left.with(Vec::is_empty));
    view! {
        <Show when=move || shown.get()>
            <section class="page" aria-label="送っていない文">
                <Notice kind=NoticeKind::Warning title="送っていない文があります" live=true>
                    <ul class="list" translate="no">
                        {move || left.get().into_iter().map(one).collect_view()}
                    </ul>
                    <p>"この文は、この画面を閉じるか、サインアウトするまでここにあります。使うときは、写してください。"</p>
                    <Button on_press=move |()| left.set(Vec::new())>"読んだので消す"</Button>
                </Notice>
            </section>
        </Show>
    }
}

fn one(left: Left) -> impl IntoView {
    view! {
        <li>
            <p>{left.why.words()}</p>
            <p class="small muted">{left.label}</p>
            <blockquote class="quote">{left.text}</blockquote>
        </li>
    }
}
