//! A question that must be answered before going on.

use leptos::{html, prelude::*};

use super::icon::{Icon, IconMark};
use super::place::{Skeleton, SkeletonShape};

/// What the content of a dialog waits for before it is shown.
#[derive(Clone, Copy)]
struct Awaited(RwSignal<Vec<Memo<bool>>>);

/// The dialog that is being built here shows its content once this is so. Under a finger that is on its way nothing
/// moves: where 「記録する」 was, an agency would be ticked that she does not want, or somebody who may know the place.
pub fn show_dialog_with(here: Memo<bool>) {
    if let Some(Awaited(all)) = use_context() {
        all.update(|all| all.push(here));
    }
}

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
    let awaited = RwSignal::new(Vec::<Memo<bool>>::new());
    provide_context(Awaited(awaited));
    let waits = Memo::new(move |_| {
        // What belonged to a content that is gone is waited for no more.
        let is_on_its_way = |here: &Memo<bool>| here.try_get() == Some(false);
        awaited.with(|all| all.iter().any(is_on_its_way))
    });
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
                <Show when=move || waits.get()>
                    <Skeleton shape=SkeletonShape::Rows(4)/>
                </Show>
                <div class="dialog__body" hidden=move || waits.get()>
                    {content.with_value(|content| content())}
                </div>
            </Show>
        </dialog>
    }
}
