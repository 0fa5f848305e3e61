//! Filter chips and status words.

use leptos::prelude::*;

use super::icon::{Icon, IconMark};

/// A row of filter chips.
#[component]
pub fn Chips(
    /// What is filtered, for screen readers.
    #[prop(into)]
    label: String,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="chips" role="group" aria-label=label>
            {children()}
        </div>
    }
}

/// A filter with the number of things it would show.
#[component]
pub fn Chip(
    #[prop(into)] label: String,
    #[prop(optional, into)] count: Option<Signal<usize>>,
    #[prop(into)] pressed: Signal<bool>,
    #[prop(into)] on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="chip"
            aria-pressed=move || if pressed.get() { "true" } else { "false" }
            on:click=move |_| on_press.run(())
        >
            {move || pressed.get().then(|| view! { <IconMark icon=Icon::Check/> })}
            <span>{label}</span>
            {count
                .map(|count| {
                    view! {
                        <span class="chip__count">
                            {move || count.get()} <span class="visually-hidden">"件"</span>
                        </span>
                    }
                })}
        </button>
    }
}

/// The tone of a status word. Most states are plain: colour is for what needs somebody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Plain,
    Accent,
    Good,
    Care,
    Danger,
}

impl Tone {
    fn key(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Accent => "accent",
            Self::Good => "good",
            Self::Care => "care",
            Self::Danger => "danger",
        }
    }
}

/// A status in a word.
#[component]
pub fn Tag(
    #[prop(optional)] tone: Tone,
    #[prop(optional)] icon: Option<Icon>,
    children: Children,
) -> impl IntoView {
    view! {
        <span class="tag" data-tone=tone.key()>
            {icon.map(|icon| view! { <IconMark icon/> })}
            <span>{children()}</span>
        </span>
    }
}
