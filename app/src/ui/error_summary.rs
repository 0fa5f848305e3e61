//! What must be corrected, gathered at the top of a form.

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::{html, prelude::*};

use super::icon::{Icon, IconMark};

/// One field to correct, in the same words as beside the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The id of the control; of a group, its first.
    pub field_id: String,
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

/// Summaries made so far: two forms of one page may both have something wrong.
static MADE: AtomicU32 = AtomicU32::new(0);

/// Lists what is wrong, even if it is one thing, and takes the focus when it appears.
#[component]
pub fn ErrorSummary(#[prop(into)] problems: Signal<Vec<Wrong>>) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let title = format!("errors-{}", MADE.fetch_add(1, Ordering::Relaxed));
    Effect::new(move |_| {
        if problems.with(Vec::is_empty) {
            return;
        }
        if let Some(summary) = node.get() {
            // Failing to focus leaves the summary readable where it is.
            let _ = summary.focus();
        }
    });
    view! {
        <Show when=move || !problems.with(Vec::is_empty)>
            <div
                class="errors"
                role="alert"
                tabindex="-1"
                node_ref=node
                aria-labelledby=title.clone()
            >
                <h2 class="errors__title" id=title.clone()>
                    <IconMark icon=Icon::Alert/>
                    {move || {
                        format!("エラー：{}か所を見直してください", problems.with(Vec::len))
                    }}
                </h2>
                <ul class="errors__list">
                    {move || {
                        problems
                            .get()
                            .into_iter()
                            .map(|wrong| {
                                let field_id = wrong.field_id.clone();
                                view! {
                                    <li>
                                        <a
                                            href=format!("#{}", wrong.field_id)
                                            on:click=move |event| {
                                                if go_to(&field_id) {
                                                    event.prevent_default();
                                                    event.stop_propagation();
                                                }
                                            }
                                        >
                                            {wrong.words}
                                        </a>
                                    </li>
                                }
                            })
                            .collect_view()
                    }}
                </ul>
            </div>
        </Show>
    }
}

/// Moves the focus to a field with its label in sight, without a change of address.
fn go_to(field_id: &str) -> bool {
    use leptos::{wasm_bindgen::JsCast, web_sys};
    let Some(control) = document().get_element_by_id(field_id) else {
        return false;
    };
    let field = control.closest(".field").ok().flatten();
    field.as_ref().unwrap_or(&control).scroll_into_view();
    control
        .dyn_ref::<web_sys::HtmlElement>()
        .is_some_and(|control| control.focus().is_ok())
}
