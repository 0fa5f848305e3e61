//! Keyboard rules for Japanese input.

use leptos::{prelude::*, web_sys::KeyboardEvent};

/// The key code browsers report while an input method handles the key. Safari fires
/// `compositionend` before the converting Enter, so `is_composing` alone is not enough.
const HANDLED_BY_INPUT_METHOD: u32 = 229;

/// Whether Enter was pressed as a command, not to accept a conversion.
pub fn is_plain_enter(event: &KeyboardEvent) -> bool {
    event.key() == "Enter"
        && !event.is_composing()
        && event.key_code() != HANDLED_BY_INPUT_METHOD
        && !event.shift_key()
        && !event.alt_key()
        && !event.ctrl_key()
        && !event.meta_key()
}

/// A `keydown` handler that runs `act` on a plain Enter and lets every other key pass.
pub fn on_enter(act: Callback<()>) -> impl Fn(KeyboardEvent) + Clone + 'static {
    move |event| {
        if is_plain_enter(&event) {
            event.prevent_default();
            act.run(());
        }
    }
}
