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
    /// The newest press, where it is as young as that and nothing was typed since. None = no press.
    static PRESSED: Cell<Option<u32>> = const { Cell::new(None) };
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

/// From here on nobody loses what is typed into shared fields below while `stands` says that what they are about can
/// still be read. What may be read no more goes with everything that was typed about it (BR-052).
pub fn keep_below(stands: impl Fn() -> bool + Copy + Send + Sync + 'static) {
    provide_context(OnGone(Callback::new(move |gone: Gone| {
        if PRESSED.get().is_some() || is_kept(gone.drafted) {
            return;
        }
        spawn_local(async move {
            // What lives on where it stood is there when its form opens again.
            clock::pause(0).await;
            let here = door().signed.get_untracked() == Signed::In;
            if here && stands() && gone.value.is_disposed() {
                keep(vec![(gone.label, gone.text)], Why::Overtaken);
            }
        });
    })));
}

/// Half-written papers lie on the device, where it keeps anything, and are found again there.
pub fn is_kept(drafted: bool) -> bool {
    drafted && door().keeps.get_untracked()
}

/// Hears what goes by a press of one's own. Called once.
pub fn watch() {
    let (Some(document), Some(window)) = (document(), web_sys::window()) else {
        return;
    };
    // Without one of them too much is kept, and nothing too little.
    let press = Closure::<dyn Fn()>::new(pressed);
    let heard = press.as_ref().unchecked_ref();
    let _ = document.add_event_listener_with_callback_and_bool("click", heard, true);
    let _ = window.add_event_listener_with_callback("popstate", heard);
    press.forget();
    let choose = Closure::<dyn Fn(web_sys::Event)>::new(|event: web_sys::Event| {
        if !is_typed(&event) {
            pressed();
        }
    });
    let heard = choose.as_ref().unchecked_ref();
    let _ = document.add_event_listener_with_callback_and_bool("change", heard, true);
    choose.forget();
    let write = Closure::<dyn Fn(web_sys::Event)>::new(|event: web_sys::Event| {
        if is_typed(&event) {
            PRESSED.set(None);
        }
    });
    let heard = write.as_ref().unchecked_ref();
    let _ = document.add_event_listener_with_callback_and_bool("input", heard, true);
    write.forget();
}

/// Whether it tells of text, and not of something that was ticked or chosen.
fn is_typed(event: &web_sys::Event) -> bool {
    let Some(target) = event.target() else {
        return false;
    };
    match target.dyn_ref::<web_sys::HtmlInputElement>() {
        Some(input) => !matches!(input.type_().as_str(), "checkbox" | "radio"),
        None => target.has_type::<web_sys::HtmlTextAreaElement>(),
    }
}

/// What goes from the screen now goes by a press.
fn pressed() {
    let press = PRESSES.get().wrapping_add(1);
    PRESSES.set(press);
    PRESSED.set(Some(press));
    spawn_local(async move {
        clock::pause(OWN_PRESS).await;
        if PRESSED.get() == Some(press) {
            PRESSED.set(None);
        }
    });
}

/// What is left, above the screen.
#[component]
pub fn LeftWords() -> impl IntoView {
    let left = door().left;
    let shown = Memo::new(move |_| !left.with(Vec::is_empty));
    view! {
        <Show when=move || shown.get()>
            <section class="left" aria-label="送っていない文">
                <Notice kind=NoticeKind::Warning title="送っていない文があります" live=true>
                    <div class="stack">
                        <ul class="stack" translate="no">
                            {move || left.get().into_iter().map(one).collect_view()}
                        </ul>
                        <p>
                            "この文は、この画面を閉じるか、サインアウトするまでここにあります。使うときは、写してください。"
                        </p>
                        <Button on_press=move |()| left.set(Vec::new())>"読んだので消す"</Button>
                    </div>
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
