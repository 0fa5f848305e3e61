//! Buttons and links that look like buttons.

use std::{
    cell::Cell,
    sync::atomic::{AtomicUsize, Ordering},
};

use leptos::prelude::*;

use super::icon::{Icon, IconMark};

/// How much weight a button has. At most one primary button on a screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Variant {
    Primary,
    #[default]
    Secondary,
    /// Text only, for acts of little weight.
    Tertiary,
    /// Takes something away or cannot be undone.
    Danger,
}

impl Variant {
    fn key(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::Tertiary => "tertiary",
            Self::Danger => "danger",
        }
    }
}

/// A number no other call on this page has got, to tie a reason to its button.
fn fresh_number() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

thread_local! {
    static PRESSED: Cell<Option<Callback<()>>> = const { Cell::new(None) };
}

/// The press that is being answered right now, for an answer that may be given once more.
pub(super) fn pressed() -> Option<Callback<()>> {
    PRESSED.get()
}

/// Answers a press: of a button, or of the keys that stand for it. Nothing where the form is gone.
pub fn press(answer: Callback<()>) {
    let before = PRESSED.replace(Some(answer));
    answer.try_run(());
    PRESSED.set(before);
}

/// A button. When it cannot be used now, it stays reachable and says why.
#[component]
pub fn Button(
    #[prop(optional)] variant: Variant,
    #[prop(optional)] icon: Option<Icon>,
    /// `button`, or `submit` inside a form.
    #[prop(default = "button")]
    kind: &'static str,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional, into)] class: String,
    #[prop(optional, into)] name: Option<String>,
    #[prop(optional, into)] value: Option<String>,
    /// What must be done first, in words; `None` when the button can be used.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
    /// The act is on its way; a second press is ignored.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// For buttons that stay pressed.
    #[prop(optional, into)]
    pressed: Signal<Option<bool>>,
    #[prop(optional, into)] on_press: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let reason_id = format!("reason-{}", fresh_number());
    let described = {
        let reason_id = reason_id.clone();
        move || disabled_reason.with(|reason| reason.is_some().then(|| reason_id.clone()))
    };
    let stopped = move || disabled_reason.with(Option::is_some) || busy.get();
    view! {
        <button
            class=format!("button {class}")
            data-variant=variant.key()
            type=kind
            id=id
            name=name
            value=value
            aria-disabled=move || stopped().then_some("true")
            aria-busy=move || busy.get().then_some("true")
            aria-pressed=move || pressed.get().map(|on| if on { "true" } else { "false" })
            aria-describedby=described
            on:click=move |event| {
                if disabled_reason.with_untracked(Option::is_some) || busy.get_untracked() {
                    event.prevent_default();
                    event.stop_propagation();
                } else if let Some(act) = on_press {
                    press(act);
                }
            }
        >
            {icon.map(|icon| view! { <IconMark icon/> })}
            <span>{children()}</span>
        </button>
        {move || {
            disabled_reason
                .get()
                .map(|reason| {
                    view! {
                        <span class="button__reason" id=reason_id.clone()>
                            {reason}
                        </span>
                    }
                })
        }}
    }
}

/// A link that looks like a button: it goes somewhere and changes nothing.
#[component]
pub fn LinkButton(
    #[prop(into)] href: String,
    #[prop(optional)] variant: Variant,
    #[prop(optional)] icon: Option<Icon>,
    #[prop(optional, into)] class: String,
    /// The place one is already at.
    #[prop(optional)]
    current: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <a
            class=format!("button {class}")
            data-variant=variant.key()
            href=href
            aria-current=current.then_some("page")
        >
            {icon.map(|icon| view! { <IconMark icon/> })}
            <span>{children()}</span>
        </a>
    }
}
