//! Small pieces of a printed box.

use leptos::prelude::*;

/// A box to tick, as printed: ☑ or ☐ with the words of the paper.
pub fn tick(on: bool, words: impl Into<String>) -> AnyView {
    let state = if on { "true" } else { "false" };
    let heard = if on {
        "チェックあり"
    } else {
        "チェックなし"
    };
    view! {
        <span class="sheet__check" data-on=state>
            <span class="visually-hidden">{heard}</span>
            <span>{words.into()}</span>
        </span>
    }
    .into_any()
}

/// The age with 歳 where it does not say so itself (35歳, 推定35歳), or the empty space before 歳.
pub fn age_box(age: &str, unit: &'static str) -> AnyView {
    let unit = if age.contains(unit) { "" } else { unit };
    view! { <span class="sheet__agevalue">{age.to_owned()}{unit}</span> }.into_any()
}

/// Text of one box, line by line.
pub(super) fn text(text: &str) -> AnyView {
    text.lines()
        .map(|line| view! { <p class="sheet__line">{line.to_owned()}</p> })
        .collect_view()
        .into_any()
}

/// A space to be written by hand.
pub(super) fn blank(words: &'static str) -> AnyView {
    view! { <span class="sheet__blank">{words}</span> }.into_any()
}
