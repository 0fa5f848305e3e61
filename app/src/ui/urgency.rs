//! 緊急度 as a word and a bar.

use leptos::prelude::*;

/// The bar has three steps; `level` fills that many of them.
#[component]
pub fn Urgency(
    /// 1 (least) to 3 (most urgent).
    level: u8,
    #[prop(into)] word: String,
) -> impl IntoView {
    view! {
        <span class="urgency" data-level=level.clamp(1, 3).to_string()>
            <span class="urgency__word">{word}</span>
            <span class="urgency__bar" aria-hidden="true">
                <span></span>
                <span></span>
                <span></span>
            </span>
        </span>
    }
}
