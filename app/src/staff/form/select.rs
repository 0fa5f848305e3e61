//! Choosing one of many, with the browser's own list.

use domain::view::Directory;
use leptos::prelude::*;

use crate::ui::*;

/// A native list. An empty value means that nothing is chosen yet; nothing is chosen beforehand.
#[component]
pub fn Select(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    /// Value and words.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    #[prop(optional)] need: Need,
    #[prop(optional, into)] help: String,
    #[prop(optional, into)] error: Signal<Option<String>>,
    /// Words of the empty choice.
    #[prop(default = "選んでください")]
    empty: &'static str,
) -> impl IntoView {
    let described = {
        let id = id.clone();
        let has_help = !help.is_empty();
        move || described_by(&id, has_help, error.with(Option::is_some))
    };
    view! {
        <Field id=id.clone() label need help error>
            <select
                class="input"
                id=id.clone()
                name=id
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
                on:change=move |event| value.set(event_target_value(&event))
            >
                <option value="" prop:selected=move || value.with(String::is_empty)>
                    {empty}
                </option>
                {move || {
                    options
                        .get()
                        .into_iter()
                        .map(|(key, words)| {
                            let own = key.clone();
                            view! {
                                <option value=key prop:selected=move || value.with(|now| *now == own)>
                                    {words}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
        </Field>
    }
}

/// All agencies of a directory to choose from.
pub fn agency_options(directory: &Directory) -> Vec<(String, String)> {
    directory
        .agencies
        .iter()
        .map(|agency| (agency.id.to_string(), agency.name.clone()))
        .collect()
}

/// All people of a directory to choose from, with their agencies.
pub fn person_options(directory: &Directory) -> Vec<(String, String)> {
    directory
        .people
        .iter()
        .map(|person| {
            (
                person.id.to_string(),
                format!("{}（{}）", person.name, person.agency.name),
            )
        })
        .collect()
}
