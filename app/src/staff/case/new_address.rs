//! 引っ越し: her address written anew, from the place that was just opened. A 支援措置 ends with it.

use domain::command::CaseCommand;
use domain::form::intake::key;
use domain::form::{FormData, Value, join_classes};
use domain::view::WhereaboutsView;
use leptos::prelude::*;

use crate::staff::act::Act;
use crate::ui::*;

use super::Shared;
use super::act_dialog::ActDialog;
use super::lacks::{NeededLine, whole};

/// What the form begins with while it is open; gone when it is closed.
#[derive(Clone, Copy)]
pub(super) struct NewAddress {
    known: RwSignal<Option<FormData>>,
    open: RwSignal<bool>,
}

impl NewAddress {
    pub fn new() -> Self {
        Self {
            known: RwSignal::new(None),
            open: RwSignal::new(false),
        }
    }

    /// Opens the form with what the 相談受付票 says now; the place itself is hidden meanwhile.
    pub fn begin(self, shared: Shared, place: &WhereaboutsView) {
        let open_part = shared.view.with_untracked(|view| view.intake.clone());
        self.known
            .set(Some(join_classes(open_part, place.intake.clone())));
        self.open.set(true);
    }
}

#[component]
pub(super) fn NewAddressDialog(shared: Shared, form: NewAddress) -> impl IntoView {
    let address = RwSignal::new(String::new());
    let problems = RwSignal::new(Vec::<Wrong>::new());
    let act = Act::new();
    // Nothing of the place stays behind a closed form.
    Effect::new(move |_| {
        if !form.open.get() {
            form.known.set(None);
            address.set(String::new());
        }
    });
    let save = move |()| {
        let command = whole(problems, |lacks| {
            let text = lacks.text(address, "new-address", "新しい住所を入れてください。");
            let known = form.known.get_untracked()?;
            Some(CaseCommand::CorrectIntake {
                form: known.clone().with(key::ADDRESS, Value::Text(text)),
                seen: known,
            })
        });
        let Some(command) = command else {
            return;
        };
        act.case(
            shared.id,
            command,
            "住所を書き直しました。「やること・期日」の支援措置を確かめてください",
            move |_| {
                form.open.try_set(false);
            },
        );
    };
    view! {
        <ActDialog
            id="new-address-form"
            title="住所を書き直す"
            open=form.open
            act
            problems
            send="書き直す"
            on_send=save
        >
            <p>
                "支援措置があるときは、引っ越しで終わります。終わったことと、つぎにすることが「やること・期日」に出ます。"
            </p>
            <NeededLine problems id="new-address" label="新しい住所" value=address/>
        </ActDialog>
    }
}
