//! 場所を知ってよい人: the list by name; only those on it see it.

use domain::access::Action;
use domain::command::CaseCommand;
use leptos::prelude::*;

use crate::staff::act::Act;
use crate::ui::*;

use super::Shared;
use super::act_dialog::ActDialog;
use super::pick;
use super::protection_form::KnowersField;

#[component]
pub(super) fn KnowersPanel(shared: Shared) -> impl IntoView {
    let knowers = shared.part(|view| view.place_knowers.clone());
    let open = RwSignal::new(false);
    let chosen = RwSignal::new(Vec::<String>::new());
    let act = Act::new();
    Effect::new(move |_| {
        if open.get() {
            let now = knowers.get_untracked().unwrap_or_default();
            chosen.set(now.iter().map(|person| person.id.to_string()).collect());
        }
    });
    let save = move |()| {
        let command = CaseCommand::NamePlaceKnowers {
            knowers: pick::ids(chosen),
        };
        act.case(shared.id, command, "名簿を変えました", move |_| {
            open.try_set(false);
        });
    };
    let may = shared.has(Action::NamePlaceKnowers);
    view! {
        {move || {
            knowers
                .get()
                .map(|people| {
                    view! {
                        <section class="panel" aria-labelledby="knowers-title">
                            <div class="panel__head">
                                <h2 id="knowers-title">"場所を知ってよい人"</h2>
                                <Show when=move || may.get()>
                                    <Button
                                        disabled_reason=shared.stopped(Action::NamePlaceKnowers)
                                        on_press=move |()| open.set(true)
                                    >
                                        "名簿を変える"
                                    </Button>
                                </Show>
                            </div>
                            <ul class="list" translate="no">
                                {people
                                    .into_iter()
                                    .map(|person| {
                                        view! {
                                            <li class="list__row">
                                                {person.name} "（" {person.agency.name} "）"
                                            </li>
                                        }
                                    })
                                    .collect_view()}
                            </ul>
                        </section>
                    }
                })
        }}
        <ActDialog
            id="name-knowers"
            title="場所を知ってよい人"
            open
            act
            send="名簿を変える"
            on_send=save
        >
            <KnowersField shared value=chosen/>
        </ActDialog>
    }
}
