//! 閲覧制限: who must not learn that the case exists. Shown only to those who may know the list.

use domain::access::Action;
use domain::block::{BlockReason, BlockTarget};
use domain::command::CaseCommand;
use domain::id::{BlockId, StaffId};
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::form::Select;
use crate::staff::{ids, words};
use crate::ui::*;

use super::act_dialog::ActDialog;
use super::{Shared, pick};

#[component]
pub(super) fn BlocksPanel(shared: Shared) -> impl IntoView {
    let blocks = shared.part(|view| view.blocks.clone());
    let open = RwSignal::new(false);
    let act = Act::new();
    let may = shared.has(Action::ManageBlocks);
    view! {
        {move || {
            blocks
                .get()
                .map(|blocks| {
                    let none = blocks.iter().all(|block| block.lifted);
                    view! {
                        <section class="panel" aria-labelledby="blocks-title">
                            <div class="panel__head">
                                <h2 id="blocks-title">"閲覧制限"</h2>
                                <Show when=move || may.get()>
                                    <Button
                                        disabled_reason=shared.stopped(Action::ManageBlocks)
                                        on_press=move |()| open.set(true)
                                    >
                                        "制限をかける"
                                    </Button>
                                </Show>
                            </div>
                            <Refusing act/>
                            {none.then(|| view! { <p class="muted">"いまは、ありません。"</p> })}
                            <ul class="list" translate="no">
                                {blocks
                                    .into_iter()
                                    .filter(|block| !block.lifted)
                                    .map(|block| {
                                        let id = block.id;
                                        let lift = move |()| {
                                            let command = CaseCommand::LiftBlock { block: id };
                                            act.case(shared.id, command, "制限を外しました", |_| ());
                                        };
                                        view! {
                                            <li class="list__row">
                                                <span>{block.name}</span>
                                                <span class="small muted">
                                                    {block.reason.label()} "　" {words::moment(block.set_at)}
                                                </span>
                                                <Show when=move || may.get()>
                                                    <Button
                                                        variant=Variant::Tertiary
                                                        busy=act.busy
                                                        on_press=lift
                                                    >
                                                        "外す"
                                                    </Button>
                                                </Show>
                                            </li>
                                        }
                                    })
                                    .collect_view()}
                            </ul>
                        </section>
                    }
                })
        }}
        <BlockDialog shared open/>
    }
}

#[component]
fn BlockDialog(shared: Shared, open: RwSignal<bool>) -> impl IntoView {
    let kind = RwSignal::new(String::new());
    let person = RwSignal::new(String::new());
    let agency = RwSignal::new(String::new());
    let unit = RwSignal::new(String::new());
    let reason = RwSignal::new(String::new());
    let alternative = RwSignal::new(String::new());
    let id = StoredValue::new(BlockId(ids::new()));
    let act = Act::new();
    let save = move |()| {
        let chosen_agency = agency.with_untracked(|id| id.parse().ok());
        let target = match kind.get_untracked().as_str() {
            "person" => person
                .with_untracked(|id| id.parse::<StaffId>().ok())
                .map(BlockTarget::Person),
            "agency" => chosen_agency.map(BlockTarget::Agency),
            "unit" => chosen_agency.map(|agency| BlockTarget::Unit {
                agency,
                unit: unit.get_untracked(),
            }),
            _ => None,
        };
        let (Some(target), Some(reason)) = (target, pick::one(&BlockReason::ALL, reason)) else {
            return act.refuse("だれに見せないかと、理由を選んでください。");
        };
        let command = CaseCommand::SetBlock {
            block: id.get_value(),
            target,
            reason,
            alternative: alternative.with_untracked(|id| id.parse().ok()),
        };
        act.case(
            shared.id,
            command,
            "閲覧制限をかけました",
            move |_| {
                id.set_value(BlockId(ids::new()));
                open.try_set(false);
            },
        );
    };
    view! {
        <ActDialog id="block" title="閲覧制限をかける" open act send="制限をかける" on_send=save>
            <p>"制限された人には、このケースがあることもわからなくなります。"</p>
            <BlockFields shared kind person agency unit reason alternative/>
        </ActDialog>
    }
}

#[component]
fn BlockFields(
    shared: Shared,
    kind: RwSignal<String>,
    person: RwSignal<String>,
    agency: RwSignal<String>,
    unit: RwSignal<String>,
    reason: RwSignal<String>,
    alternative: RwSignal<String>,
) -> impl IntoView {
    let directory = pick::directory(shared.id);
    let people = pick::people(directory);
    let agencies = pick::agencies(directory);
    let kinds = vec![
        Choice::new("person", "一人"),
        Choice::new("unit", "機関の中の課・係"),
        Choice::new("agency", "機関の全員"),
    ];
    view! {
        <RadioGroup id="block-kind" label="だれに見せないか" options=kinds value=kind layout=Layout::Row/>
        <Show when=move || kind.with(|kind| kind == "person")>
            <Select id="block-person" label="職員" value=person options=people/>
        </Show>
        <Show when=move || kind.with(|kind| kind == "agency" || kind == "unit")>
            <Select id="block-agency" label="機関" value=agency options=agencies/>
        </Show>
        <Show when=move || kind.with(|kind| kind == "unit")>
            <TextInput id="block-unit" label="課・係" value=unit/>
            <Select
                id="block-alternative"
                label="それでも関わる人（いるとき）"
                value=alternative
                options=people
                empty="いない"
            />
        </Show>
        <RadioGroup
            id="block-reason"
            label="理由"
            help="くわしい事情は書きません。"
            options=pick::choices(&BlockReason::ALL, BlockReason::label)
            value=reason
            layout=Layout::Row
        />
    }
}
