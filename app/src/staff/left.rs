//! 送っていない文: words whose field is gone, because somebody else finished the matter first or because what was
//! sent was refused after its screen. They can be read until their writer drops them, and lie on no disk.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use domain::id::StaffId;
use domain::refusal::Refusal;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use crate::ui::*;

use super::call::Refused;
use super::clock;
use super::door::{Signed, document, door};

/// Milliseconds in which a field goes by a press of one's own.
const OWN_PRESS: i32 = 700;

thread_local! {
    /// The newest press, where it is as young as that and nothing was typed since. None = no press.
    static PRESSED: Cell<Option<u32>> = const { Cell::new(None) };
    static PRESSES: Cell<u32> = const { Cell::new(0) };
    /// What the fields that stand on the screen are written into.
    static SHOWN: RefCell<Vec<RwSignal<String>>> = const { RefCell::new(Vec::new()) };
}

/// What is left of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    label: String,
    text: String,
    why: Why,
    /// What its field was written into: with it, the words are back in their place.
    value: Option<RwSignal<String>>,
}

/// Why its field is not there any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Somebody else was faster, or it may not be written any more.
    Closed,
    /// Not taken, with the words of the refusal.
    NotTaken(String),
}

impl Why {
    fn words(&self) -> String {
        match self {
            Self::Closed => {
                "書いている途中で、欄が閉じました。先に進んだか、いまは書けなくなっています。"
                    .to_owned()
            }
            Self::NotTaken(words) => format!("画面を離れたあとに、届かないとわかりました。{words}"),
        }
    }
}

fn keep(all: Vec<Left>) {
    door().left.update(|left| {
        for new in all {
            let is_same = |one: &Left| one.label == new.label && one.text == new.text;
            if !left.iter().any(is_same) {
                left.push(new);
            }
        }
    });
}

/// Who sends something, and what it says, each text under its label: it may come back after its screen.
pub struct OnItsWay {
    by: Option<StaffId>,
    texts: Vec<(String, String)>,
}

impl OnItsWay {
    pub fn new(texts: Vec<(String, String)>) -> Self {
        Self { by: who(), texts }
    }

    /// It was not taken. It comes back to nobody else, and not where it may not even be read any more (BR-052).
    pub fn comes_back(self, refused: Refused) {
        let closed = [Refusal::NotFound, Refusal::NotYourRole].map(Some);
        if refused.refusal.is_none() || closed.contains(&refused.refusal) {
            return;
        }
        if self.by.is_none() || self.by != who() {
            return;
        }
        let why = Why::NotTaken(refused.words);
        let of = |(label, text)| Left {
            label,
            text,
            why: why.clone(),
            value: None,
        };
        keep(self.texts.into_iter().map(of).collect());
    }
}

/// Who is here.
fn who() -> Option<StaffId> {
    door().me.with_untracked(|me| me.as_ref().map(|me| me.id))
}

/// Whether what the fields below are about can still be read. A context.
#[derive(Clone)]
pub struct Stands(Arc<dyn Fn() -> bool + Send + Sync>);

impl Stands {
    pub fn new(stands: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        Self(Arc::new(stands))
    }
}

/// From here on nobody loses what is typed into shared fields below while `stands` says that what they are about can
/// still be read, and so does everything `above`. What may be read no more goes with everything that was typed about
/// it (BR-052).
pub fn keep_below(above: Option<Stands>, own: Stands) {
    let stands = Stands::new(move || (own.0)() && above.as_ref().is_none_or(|above| (above.0)()));
    provide_context(stands.clone());
    let shown = |value: RwSignal<String>| {
        SHOWN.with_borrow_mut(|all| all.push(value));
        let is_back =
            |one: &Left| one.value == Some(value) && value.with_untracked(|text| *text == one.text);
        let left = door().left;
        if left.with_untracked(|left| left.iter().any(is_back)) {
            left.update(|left| left.retain(|one| !is_back(one)));
        }
    };
    let gone = move |(value, gone): (RwSignal<String>, Option<Gone>)| {
        SHOWN.with_borrow_mut(|all| {
            if let Some(at) = all.iter().position(|one| *one == value) {
                all.swap_remove(at);
            }
        });
        let Some(gone) = gone else { return };
        if PRESSED.get().is_some() || is_kept(gone.drafted) {
            return;
        }
        let stands = stands.clone();
        spawn_local(async move {
            // A field that was only built anew stands there again by now.
            clock::pause(0).await;
            let here = door().signed.get_untracked() == Signed::In;
            let again = SHOWN.with_borrow(|all| all.contains(&value));
            if here && !again && (stands.0)() {
                keep(vec![Left {
                    label: gone.label,
                    text: gone.text,
                    why: Why::Closed,
                    value: Some(value),
                }]);
            }
        });
    };
    provide_context(Keeper {
        shown: Callback::new(shown),
        gone: Callback::new(gone),
    });
}

/// Below here nothing is kept: whether it may still be read is not known when it goes.
pub fn keep_nothing_below() {
    keep_below(None, Stands::new(|| false));
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
    let leave = Closure::<dyn Fn(web_sys::KeyboardEvent)>::new(|event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() {
            pressed();
        }
    });
    let heard = leave.as_ref().unchecked_ref();
    let _ = document.add_event_listener_with_callback_and_bool("keydown", heard, true);
    leave.forget();
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
    // Whoever comes in with a press finds what went meanwhile.
    if door().signed.get_untracked() != Signed::In {
        return;
    }
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
            <section class="left no-print" aria-label="送っていない文">
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
