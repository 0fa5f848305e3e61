//! 担当者: who works on the case.

use domain::command::CaseCommand;
use leptos::prelude::*;

use crate::staff::act::Act;
use crate::staff::form::Select;
use crate::ui::*;

use super::act_dialog::ActDialog;
use super::{Shared, pick};

#[component]
pub(super) fn WorkersDialog(shared: Shared, open: RwSignal<bool>) -> impl IntoView {
    let chosen = RwSignal::new(String::new());
    let act = Act::new();
    let workers = shared.part(|view| view.workers.clone());
    let add = move |()| {
        let Some(staff) = chosen.with_untracked(|id| id.parse().ok()) else {
            return act.refuse("職員を選んでください。");
        };
        act.case(
            shared.id,
            CaseCommand::AssignWorker { staff },
            "担当を追加しました",
            move |_| {
                chosen.try_set(String::new());
            },
        );
    };
    view! {
        <ActDialog id="workers" title="担当者" open act send="担当に加える" on_send=add>
            <ul class="list" translate="no">
                {move || {
                    workers
                        .get()
                        .into_iter()
                        .map(|person| {
                            let staff = person.id;
                            let release = move |()| {
                                let command = CaseCommand::ReleaseWorker { staff };
                                act.case(shared.id, command, "担当を外しました", |_| ());
                            };
                            view! {
                                <li class="list__row">
                                    <span>{person.name} "（" {person.agency.name} "）"</span>
                                    <Button
                                        variant=Variant::Tertiary
                                        busy=act.busy
                                        on_press=release
                                    >
                                        "外す"
                                    </Button>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
            <Add shared chosen/>
        </ActDialog>
    }
}

#[component]
fn Add(shared: Shared, chosen: RwSignal<String>) -> impl IntoView {
    let options = pick::people(pick::directory(shared.id));
    view! { <Select id="worker" label="加える職員" value=chosen options/> }
}
