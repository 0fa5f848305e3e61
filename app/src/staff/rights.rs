//! できること: buttons as the reader's rights have them.

use domain::access::Action;
use domain::wire::{May, Rights, may};
use leptos::prelude::*;

use crate::ui::*;

use super::act::Act;

/// An action as the reader's rights have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Right {
    /// Not shown at all.
    Hidden,
    Allowed,
    /// Shown with the reason why not.
    Disabled(String),
}

pub fn right(rights: &Rights, action: Action) -> Right {
    match may(rights, action) {
        None => Right::Hidden,
        Some(May::Allowed) => Right::Allowed,
        Some(May::Disabled { words }) => Right::Disabled(words.clone()),
    }
}

/// Whether the reader may do it now.
pub fn allowed(rights: &Rights, action: Action) -> bool {
    right(rights, action) == Right::Allowed
}

/// A button for an action: absent, usable, or stopped with its reason. `stopped` adds a reason of the
/// moment, such as a field that is still empty.
#[component]
pub fn RightButton(
    #[prop(into)] rights: Signal<Rights>,
    action: Action,
    act: Act,
    #[prop(optional)] variant: Variant,
    #[prop(optional)] icon: Option<Icon>,
    #[prop(optional, into)] stopped: Signal<Option<String>>,
    #[prop(into)] on_press: Callback<()>,
    #[prop(into)] label: Signal<String>,
) -> impl IntoView {
    let state = Memo::new(move |_| rights.with(|rights| right(rights, action)));
    let shown = Memo::new(move |_| state.with(|state| *state != Right::Hidden));
    move || {
        shown.get().then(|| {
            let reason = Signal::derive(move || match state.get() {
                Right::Disabled(words) => Some(words),
                Right::Hidden | Right::Allowed => stopped.get(),
            });
            view! {
                <Button variant nostrip:icon=icon disabled_reason=reason busy=act.busy on_press=on_press>
                    {move || label.get()}
                </Button>
            }
        })
    }
}
