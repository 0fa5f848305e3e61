//! 書きかけ: words that came when her visit was over and wait for her.

use leptos::prelude::*;
use uuid::Uuid;

use super::frame::{Bare, To};
use super::say::Say;
use super::{Hidden, Letter, field, path, words};

/// The hidden field that names what waits.
pub const KEPT: &str = "j";

/// What waits, for the notice above its page.
#[derive(Debug, Clone)]
pub struct Waiting {
    pub id: Uuid,
    /// The form token of her session.
    pub token: String,
}

/// Says that her words are still there, and takes them away if she wants that.
#[component]
pub(crate) fn Notice(waiting: Waiting) -> impl IntoView {
    view! {
        <section class="her__card her__kept" role="status" tabindex="-1" data-focus="">
            <p>
                <Say text=words::KEPT/>
            </p>
            <p>
                <Say text=words::KEPT_SEND/>
            </p>
            <form method="post" action=path::KEPT autocomplete="off">
                <Hidden name=field::TOKEN value=waiting.token/>
                <Hidden name=KEPT value=waiting.id.to_string()/>
                <button class="button" data-variant="secondary">
                    <Say text=words::KEPT_DISCARD/>
                </button>
            </form>
        </section>
    }
}

/// Her words, where the page they stood on is no more.
pub fn page(said: Vec<String>) -> AnyView {
    view! {
        <h1>
            <Say text=words::YOUR_WORDS/>
        </h1>
        <section class="her__card">
            {said.into_iter().map(|text| view! { <Letter text/> }).collect_view()}
        </section>
        <p>
            <Say text=words::KEPT_OVER/>
        </p>
        <Bare page="a"/>
        <To href=path::TALK text=words::TALK/>
        <To href=path::PLAN text=words::BACK/>
    }
    .into_any()
}
