//! A question that must be answered before going on.

use leptos::{html, prelude::*};

use super::icon::{Icon, IconMark};

/// A native modal dialog: the browser keeps the focus inside and gives it back on closing.
/// Its content is built anew each time it opens.
#[component]
pub fn Dialog(
    #[prop(into)] id: String,
    #[prop(into)] title: String,
    open: RwSignal<bool>,
    /// Runs after every way of closing.
    #[prop(optional, into)]
    on_close: Option<Callback<()>>,
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let wanted = open.get();
        let Some(dialog) = node.get() else { return };
        if wanted && !dialog.open() {
            // A dialog that has left the document cannot open; then nobody is waiting for it.
            let _ = dialog.show_modal();
        } else if !wanted && dialog.open() {
            dialog.close();
        }
    });
    let title_id = format!("{id}-title");
    let labelled_by = title_id.clone();
    let content = StoredValue::new(children);
    view! {
        <dialog
            class="dialog"
            id=id
            node_ref=node
            aria-labelledby=labelled_by
            on:close=move |_| {
                open.set(false);
                if let Some(closed) = on_close {
                    closed.run(());
                }
            }
        >
            <div class="dialog__head">
                <h2 class="dialog__title" id=title_id>
                    {title}
                </h2>
                <button
                    type="button"
                    class="button button--icon"
                    data-variant="tertiary"
                    on:click=move |_| open.set(false)
                >
                    <IconMark icon=Icon::Cross/>
                    <span>"閉じる"</span>
                </button>
            </div>
            <Show when=move || open.get()>
                <div class="dialog__body">{content.with_value(|content| content())}</div>
            </Show>
        </dialog>
    }
}
