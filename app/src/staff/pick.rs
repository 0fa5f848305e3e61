//! 一つ選ぶ: one of a list that is too long for radio buttons, such as agencies.

use leptos::{html, prelude::*};

use crate::ui::*;

/// A native list to choose from. `value` is the chosen key, empty while nothing is chosen.
#[component]
pub fn Pick(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    /// Keys and words; may grow while the screen is open.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    value: RwSignal<String>,
    #[prop(optional)] need: Need,
    #[prop(optional, into)] help: Option<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    /// The line that stands for no choice.
    #[prop(default = "選んでください")]
    none: &'static str,
) -> impl IntoView {
    let node = NodeRef::<html::Select>::new();
    Effect::new(move |_| {
        let wanted = value.get();
        options.track();
        if let Some(select) = node.get()
            && select.value() != wanted
        {
            select.set_value(&wanted);
        }
    });
    let has_help = help.as_ref().is_some_and(|help| !help.is_empty());
    let described = {
        let id = id.clone();
        move || described_by(&id, has_help, error.with(Option::is_some))
    };
    view! {
        <Field id=id.clone() label need help=help.unwrap_or_default() error>
            <select
                class="input select"
                node_ref=node
                id=id
                autocomplete="off"
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
                on:change=move |event| value.set(event_target_value(&event))
            >
                <option value="">{none}</option>
                {move || {
                    let chosen = value.get_untracked();
                    options
                        .get()
                        .into_iter()
                        .map(|(key, words)| {
                            let selected = key == chosen;
                            view! { <option value=key selected=selected>{words}</option> }
                        })
                        .collect_view()
                }}
            </select>
        </Field>
    }
}
