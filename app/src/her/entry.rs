//! 入口: what this is, how to leave, and then two fields. Says nothing that a stranger may not read.

use leptos::prelude::*;

use super::controls::Send;
use super::frame::{Bare, To};
use super::say::Say;
use super::{Hidden, Mistakes, Wrong, field, path, words};

/// The line of the card, and the field's id.
pub const LINE: &str = "c";
/// The sign of the page where a tablet is handed to her.
pub const SHOWN: &str = "7";
/// Her PIN, and the field's id.
pub const PIN: &str = "n";

/// Before anything else: how to leave, and what leaving cannot do.
pub fn before() -> AnyView {
    view! {
        <h1>
            <Say text=words::ENTRY_HEAD/>
        </h1>
        <p>
            <Say text=words::ENTRY_FOR/>
        </p>
        <div class="her__card">
            <p>
                <Say text=words::BEFORE_LEAVE/>
            </p>
            <p>
                <Say text=words::ENTRY_LEAVE/>
            </p>
            <p>
                <Say text=words::ENTRY_KEYS/>
            </p>
            <p>
                <Say text=words::ENTRY_TAPS/>
            </p>
            <p>
                <Say text=words::ENTRY_HISTORY/>
            </p>
            <To href=path::SAFETY text=words::SAFETY/>
        </div>
        <Bare page="0"/>
        <a class="button her__next" data-variant="primary" href=path::SIGN_IN>
            <Say text=words::COME_IN/>
        </a>
    }
    .into_any()
}

/// The two fields. `line` is what was typed before; a PIN is never sent back.
pub fn page(wrong: Vec<Wrong>, line: String) -> AnyView {
    view! {
        <Mistakes wrong/>
        <h1>
            <Say text=words::ENTRY_HEAD/>
        </h1>
        <form id="p" class="form her__card" method="post" action=path::ENTRY autocomplete="off">
            <Hidden name=field::PAGE value="e"/>
            <div class="field">
                <label class="field__label" for=LINE>
                    <span><Say text=words::LINE/></span>
                </label>
                <p class="field__help" id="c-help">
                    <Say text=words::LINE_HELP/>
                </p>
                <input
                    class="input"
                    type="text"
                    id=LINE
                    name=LINE
                    value=line
                    aria-describedby="c-help"
                    autocomplete="off"
                    autocapitalize="characters"
                    spellcheck="false"
                    inputmode="text"
                    maxlength="60"
                />
            </div>
            <Number/>
            <Send text=words::COME_IN/>
        </form>
        <To href=path::SAFETY text=words::SAFETY/>
    }
    .into_any()
}

/// The number of her choice, on a tablet that a worker hands to her; the line came with it. How to leave is
/// said here too: nothing else stands between, and no link leads away from the line.
pub fn shown(wrong: Vec<Wrong>, line: String) -> AnyView {
    // Where the list of mistakes points to.
    let wrong = wrong
        .into_iter()
        .map(|one| Wrong::new(PIN, one.words))
        .collect::<Vec<_>>();
    view! {
        <Mistakes wrong/>
        <h1>
            <Say text=words::ENTRY_HEAD/>
        </h1>
        {[words::BEFORE_LEAVE, words::ENTRY_LEAVE]
            .map(|line| view! { <p><Say text=line/></p> })
            .collect_view()}
        <form id="p" class="form her__card" method="post" action=path::ENTRY autocomplete="off">
            <Hidden name=field::PAGE value=SHOWN/>
            <Hidden name=LINE value=line/>
            <Number/>
            <Send text=words::COME_IN/>
        </form>
    }
    .into_any()
}

#[component]
fn Number() -> impl IntoView {
    view! {
            <div class="field">
            <label class="field__label" for=PIN>
                <span><Say text=words::PIN/></span>
            </label>
            // Not type=password: no browser shall offer to keep it.
            <input
                class="input her__pin"
                type="text"
                id=PIN
                name=PIN
                autocomplete="off"
                spellcheck="false"
                inputmode="numeric"
                maxlength="24"
            />
        </div>
    }
}
