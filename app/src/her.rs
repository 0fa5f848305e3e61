//! 本人のページ: pure components over [`domain::view::her`], rendered on the server.
//!
//! Every page works without JavaScript and without WebAssembly: links, forms, `<details>`. Read
//! [`frame`] first (what stands around every page, the exit above all), then [`entry`] and
//! [`plan`]. All texts are in [`words`].

pub mod frame;
pub mod words;

pub mod agree;
pub mod blank;
pub mod entry;
pub mod item;
pub mod plan;
pub mod safety;
pub mod talk;
mod told;

use leptos::prelude::*;

use crate::ui::Ruby;

/// Addresses of her door: single neutral signs, so that a history tells nothing.
pub mod path {
    pub const ENTRY: &str = "/";
    pub const PLAN: &str = "/a";
    pub const ANSWER: &str = "/b";
    pub const TALK: &str = "/c";
    pub const AGREE: &str = "/d";
    /// The neutral page where the exit leads, unless another address is set.
    pub const OUTSIDE: &str = "/o";
    /// Readings on and off.
    pub const RUBY: &str = "/r";
    pub const SAFETY: &str = "/s";
    pub const EXIT: &str = "/x";
}

/// Names of the hidden fields of her forms.
pub mod field {
    /// The form token of her session.
    pub const TOKEN: &str = "k";
    /// The version that was on her screen.
    pub const VERSION: &str = "v";
    /// The plan it belongs to.
    pub const PLAN: &str = "p";
    /// The page a form stands on.
    pub const PAGE: &str = "w";
    /// The id of the command a form will send.
    pub const ENVELOPE: &str = "e";
}

/// A mistake, with the id of the field it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    pub field_id: String,
    /// With readings.
    pub words: String,
}

impl Wrong {
    pub fn new(field_id: impl Into<String>, words: impl Into<String>) -> Self {
        Self {
            field_id: field_id.into(),
            words: words.into(),
        }
    }
}

/// The list of mistakes on top of a form; the first thing that is read out.
#[component]
pub(crate) fn Mistakes(wrong: Vec<Wrong>) -> impl IntoView {
    (!wrong.is_empty()).then(|| {
        let lines = wrong.into_iter().map(|one| {
            view! {
                <li>
                    <a href=format!("#{}", one.field_id)>
                        <span>
                            <Ruby text=one.words/>
                        </span>
                    </a>
                </li>
            }
        });
        view! {
            <div class="errors" role="alert" tabindex="-1" data-focus="" aria-labelledby="wrong">
                <h2 class="errors__title" id="wrong">
                    <span>
                        <Ruby text=words::WRONG/>
                    </span>
                </h2>
                <ul class="errors__list">{lines.collect_view()}</ul>
            </div>
        }
    })
}

/// Words of hers or of another person, exactly as they were written: lines stay lines, and a
/// translating browser leaves them alone.
#[component]
pub(crate) fn Letter(#[prop(into)] text: String) -> impl IntoView {
    view! {
        <p class="letter" translate="no">
            {text}
        </p>
    }
}

/// A hidden field.
#[component]
pub(crate) fn Hidden(#[prop(into)] name: String, #[prop(into)] value: String) -> impl IntoView {
    view! { <input type="hidden" name=name value=value/> }
}

/// What a text box holds in HTML. leptos writes the children of a `<textarea>` as they are, so the
/// signs that HTML would read are replaced here (a test holds it to that); and the first line
/// break of a box is not part of its value.
pub(crate) fn boxed(text: &str) -> String {
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
