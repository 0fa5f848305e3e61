//! 小さな様式: a few fields that stay folded until they are needed, and the button that sends them.

use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::ui::*;

/// Fields behind their summary.
#[component]
pub fn Fold(
    summary: &'static str,
    #[prop(optional)] class: Option<&'static str>,
    #[prop(optional)] open: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <details class=class open=open>
            <summary>{summary}</summary>
            <div class="stack">{children()}</div>
        </details>
    }
}

/// The end of a small form: why it was refused, and its one button.
#[component]
pub fn Submit(
    act: Act,
    label: &'static str,
    #[prop(optional)] variant: Variant,
    /// What must be done first, in words.
    #[prop(optional, into)]
    stopped: Signal<Option<String>>,
    #[prop(into)] on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <Refusing act/>
        <div class="actions">
            <Button variant busy=act.busy disabled_reason=stopped on_press>{label}</Button>
        </div>
    }
}
