use leptos::prelude::*;

use super::{Button, Icon, Variant};

/// Prints the page as it stands.
#[component]
pub fn PrintButton(#[prop(optional)] variant: Variant) -> impl IntoView {
    let print = |()| {
        if let Some(window) = leptos::web_sys::window() {
            // A device without a printer shows the page all the same.
            let _ = window.print();
        }
    };
    view! {
        <Button variant icon=Icon::Print on_press=print>
            "印刷する"
        </Button>
    }
}
