//! あなたが加えたこと: items of her own on the plan's page, hers to the letter, with the answers.

use domain::view::her::OwnItem;
use leptos::prelude::*;

use super::frame::To;
use super::item::{Answers, Waits};
use super::say::Say;
use super::{Letter, path, words};

/// Her own items; there is always a way to add one.
#[component]
pub(crate) fn Own(items: Vec<OwnItem>) -> impl IntoView {
    view! {
        <section class="her__card" id="o" tabindex="-1">
            <h2>
                <Say text=words::OWN/>
            </h2>
            <p>
                <Say text=words::OWN_HELP/>
            </p>
            {items.into_iter().map(|item| view! { <One item/> }).collect_view()}
            <To href=path::TALK text=words::OWN_ADD/>
        </section>
    }
}

/// One of them.
#[component]
pub(crate) fn One(item: OwnItem) -> impl IntoView {
    view! {
        <div class="her__said">
            <p class="small">
                <Say text=words::YOU_ADDED/>
                " "
                <Say text=words::short_day(item.on)/>
            </p>
            <Letter text=item.words/>
            <Answers answers=item.answers/>
            <Waits awaits=item.awaits/>
        </div>
    }
}
