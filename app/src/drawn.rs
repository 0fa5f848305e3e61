//! A name as she drew it, at both doors.

use domain::drawing::Drawing;
use leptos::prelude::*;

/// The drawing; with the name of its `field` one can go on drawing, where the script is.
#[component]
pub(crate) fn DrawnName(
    drawn: Drawing,
    /// The id of what says what it is.
    #[prop(into)]
    labelled_by: String,
    #[prop(optional)] field: Option<&'static str>,
) -> impl IntoView {
    // The first line is empty: the script copies it for each new one.
    let lines = std::iter::once(String::new()).chain(drawn.lines());
    view! {
        <svg
            class="drawn"
            viewBox=format!("0 0 {} {}", Drawing::WIDTH, Drawing::HEIGHT)
            role="img"
            aria-labelledby=labelled_by
            data-draw=field
        >
            {lines.map(|points| view! { <polyline points=points></polyline> }).collect_view()}
        </svg>
    }
}
