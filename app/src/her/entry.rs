//! 入口: what this is, how to leave, and two fields. Says nothing that a stranger may not read.

use leptos::prelude::*;

use super::frame::To;
use super::{Hidden, Mistakes, Wrong, field, path, words};
use crate::ui::Ruby;

/// The line of the card, and the field's id.
pub const LINE: &str = "c";
/// Her PIN, and the field's id.
pub const PIN: &str = "n";

/// The first page. `line` is what was typed before; a PIN is never sent back.
pub fn page(wrong: Vec<Wrong>, line: String) -> AnyView {
    view! {
        <Mistakes wrong/>
        <h1>
            <Ruby text=words::ENTRY_HEAD/>
        </h1>
        <p>
            <Ruby text=words::ENTRY_FOR/>
        </p>
        <div class="her__card">
            <p>
                <Ruby text=words::ENTRY_LEAVE/>
            </p>
            <p>
                <Ruby text=words::ENTRY_KEYS/>
            </p>
            <p>
                <Ruby text=words::ENTRY_TAPS/>
            </p>
            <p>
                <Ruby text=words::ENTRY_HISTORY/>
            </p>
            <To href=path::SAFETY text=words::SAFETY/>
        </div>
        <form id="p" class="form her__card" method="post" action=path::ENTRY autocomplete="off">
            <Hidden name=field::PAGE value="e"/>
            <div class="field">
                <label class="field__label" for=LINE>
                    <span><Ruby text=words::LINE/></span>
                </label>
                <p class="field__help" id="c-help">
                    <Ruby text=words::LINE_HELP/>
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
            <div class="field">
                <label class="field__label" for=PIN>
                    <span><Ruby text=words::PIN/></span>
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
            <button class="button her__next" data-variant="primary">
                <Ruby text=words::COME_IN/>
            </button>
        </form>
    }
    .into_any()
}
