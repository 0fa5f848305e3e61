//! A page that lies over everything else.

use leptos::{html, prelude::*};

/// Lies over all that is open, an open dialog too: without that, what is below would keep whoever is here
/// from pressing anything. What lies below stays as it is.
#[component]
pub fn Cover(
    /// What it is, for screen readers.
    label: &'static str,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let open = move || {
        if let Some(dialog) = node.get().filter(|dialog| !dialog.open()) {
            // A cover that has left the document is no longer wanted.
            let _ = dialog.show_modal();
        }
    };
    Effect::new(move |_| open());
    view! {
        <dialog
            class="cover"
            node_ref=node
            aria-label=label
            on:cancel=|event: leptos::web_sys::Event| event.prevent_default()
            on:close=move |_| open()
        >
            {children()}
        </dialog>
    }
}
