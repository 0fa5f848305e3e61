//! What her forms are made of. Each control stands here once, so that on every page the same thing
//! looks, reads and is sent the same way. Nothing is preset, and no browser keeps what she fills in
//! (`autocomplete="off"`).

use domain::drawing::Drawing;
use leptos::prelude::*;

use super::say::{Say, Word, Wording};
use super::words;
use crate::drawn::DrawnName;

/// One answer of several of equal weight, inside a `<fieldset class="answers">`.
#[component]
pub(super) fn Radio(
    #[prop(into)] name: String,
    #[prop(into)] value: String,
    #[prop(into)] text: Wording,
    checked: bool,
) -> impl IntoView {
    view! {
        <label class="answer">
            <input type="radio" name=name value=value checked=checked autocomplete="off"/>
            <span>
                <Say text/>
            </span>
        </label>
    }
}

/// Something to tick or leave, inside a `<fieldset class="choices">` or alone.
#[component]
pub(super) fn Tick(
    name: &'static str,
    #[prop(into)] value: String,
    #[prop(into)] text: Wording,
    checked: bool,
) -> impl IntoView {
    view! {
        <label class="choice">
            <input type="checkbox" name=name value=value checked=checked autocomplete="off"/>
            <span>
                <Say text/>
            </span>
        </label>
    }
}

/// A box for words of hers. One that holds words that have not been sent is marked `data-unsent`, so
/// that the page can keep them and ask before they are lost.
#[component]
pub(super) fn Words(
    #[prop(into)] id: String,
    /// None = the same as the id.
    #[prop(optional, into)]
    name: Option<String>,
    label: Word,
    /// What stands between the label and the box, a paragraph each.
    #[prop(optional, into)]
    help: Vec<Word>,
    #[prop(default = 3)] rows: u8,
    text: String,
    /// Whether the text waits to be sent; none = whatever she has typed does.
    #[prop(optional)]
    unsent: Option<bool>,
) -> impl IntoView {
    let name = name.unwrap_or_else(|| id.clone());
    let unsent = unsent.unwrap_or(!text.is_empty());
    view! {
        <Labelled id=id.clone() label help>
            <textarea
                class="input input--area her__own"
                id=id
                name=name
                rows=rows
                autocomplete="off"
                translate="no"
                data-unsent=unsent.then_some("")
            >
                {boxed(&text)}
            </textarea>
        </Labelled>
    }
}

/// What a text box holds where the page is built in the browser: the text as it is.
#[cfg(not(feature = "ssr"))]
fn boxed(text: &str) -> String {
    text.to_owned()
}

/// What a text box holds in HTML. leptos writes the children of a `<textarea>` as they are, so the
/// signs that HTML would read are replaced here (a test holds it to that); and the first line
/// break of a box is not part of its value.
#[cfg(feature = "ssr")]
fn boxed(text: &str) -> String {
    let text = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    if text.starts_with(['\n', '\r']) {
        format!("\n{text}")
    } else {
        text
    }
}

/// A line for something short of hers, a name above all: no letter of it is made a capital, and
/// nothing of it goes to whoever checks the spelling.
#[component]
pub(super) fn Short(
    #[prop(into)] id: String,
    /// None = the same as the id.
    #[prop(optional, into)]
    name: Option<String>,
    label: Word,
    /// What stands between the label and the line, a paragraph each.
    #[prop(optional, into)]
    help: Vec<Word>,
    text: String,
) -> impl IntoView {
    let name = name.unwrap_or_else(|| id.clone());
    view! {
        <Labelled id=id.clone() label help>
            <input
                class="input her__own"
                id=id
                name=name
                value=text
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                translate="no"
            />
        </Labelled>
    }
}

/// A field to draw on with a finger. A script makes it one (`public/her/draw.js`); without it there is none.
#[component]
pub(super) fn Draw(
    #[prop(into)] id: String,
    name: &'static str,
    label: Word,
    clear: Word,
    text: String,
) -> impl IntoView {
    let drawn = Drawing::read(&text).unwrap_or_default();
    view! {
        <div class="field her__draw">
            <p class="field__label" id=id.clone()>
                <span><Say text=label/></span>
            </p>
            <input type="hidden" name=name value=text/>
            <DrawnName drawn labelled_by=id field=name/>
            <button type="button" class="button" data-variant="secondary" data-undraw="">
                <Say text=clear/>
            </button>
        </div>
    }
}

/// A place to write, under its label and what helps to fill it in.
#[component]
fn Labelled(id: String, label: Word, help: Vec<Word>, children: Children) -> impl IntoView {
    view! {
        <div class="field">
            <label class="field__label" for=id>
                <span><Say text=label/></span>
            </label>
            {help
                .into_iter()
                .map(|line| view! { <p class="field__help"><Say text=line/></p> })
                .collect_view()}
            {children()}
        </div>
    }
}

/// The button that a form, or a part of it, is sent with.
#[component]
pub(super) fn Send(
    /// What is sent along where a form has several of them: the name.
    #[prop(optional)]
    name: Option<&'static str>,
    /// The value that goes with the name.
    #[prop(optional, into)]
    value: Option<String>,
    #[prop(default = words::SEND_ANSWER)] text: Word,
) -> impl IntoView {
    view! {
        <button class="button her__next" data-variant="primary" name=name value=value>
            <Say text/>
        </button>
    }
}

/// A line of a `<dl class="dl">`: what it is, and how it is.
#[component]
pub(super) fn Row(
    term: Word,
    #[prop(into)] text: Wording,
    /// The text is names, which a translating browser leaves alone.
    #[prop(optional)]
    names: bool,
) -> impl IntoView {
    view! {
        <div class="dl__row">
            <dt>
                <Say text=term/>
            </dt>
            <dd class="dl__text" translate=names.then_some("no")>
                <span>
                    <Say text/>
                </span>
            </dd>
        </div>
    }
}
