//! The dialog behind most buttons of the case page: fields, and one button that sends them.

use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::ui::*;

/// Asks for what one act needs. What is wrong with it stands above the fields.
#[component]
pub(super) fn ActDialog(
    id: &'static str,
    title: &'static str,
    open: RwSignal<bool>,
    act: Act,
    /// What the screen itself can see is missing, field by field.
    #[prop(optional, into)]
    problems: Signal<Vec<Wrong>>,
    /// Words of the button.
    send: &'static str,
    #[prop(into)] on_send: Callback<()>,
    children: ChildrenFn,
) -> impl IntoView {
    let fields = StoredValue::new(children);
    view! {
        <Dialog id title open>
            <div class="form">
                <ErrorSummary problems/>
                <Refusing act/>
                {fields.with_value(|fields| fields())}
                <div class="actions">
                    <Button variant=Variant::Primary busy=act.busy on_press=on_send>
                        {send}
                    </Button>
                </div>
            </div>
        </Dialog>
    }
}
