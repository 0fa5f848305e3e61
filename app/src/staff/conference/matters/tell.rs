//! 本人に伝える: once she has agreed in a case, the fact that a conference took place goes there, and
//! nothing else of the item.

use domain::command::CaseCommand;
use domain::id::CaseId;
use domain::matter::MatterStatus;
use domain::view::{Board, Card};
use domain::wire;
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::asked::{Loaded, asked};
use crate::staff::form::Select;
use crate::staff::live;
use crate::ui::*;

use super::item::Item;

#[component]
pub(super) fn Tell(item: Item) -> impl IntoView {
    let over = Memo::new(move |_| {
        item.view
            .with(|view| view.line.status == MatterStatus::Done)
    });
    let open = RwSignal::new(false);
    view! {
        <Show when=move || over.get()>
            <section class="panel" aria-label="本人に伝える">
                <div class="panel__head"><h2>"本人に伝える"</h2></div>
                <p class="muted small">
                    "本人の同意のあとで、会議があったことだけを本人のケースに記録します。話した内容は写りません。"
                </p>
                <Show
                    when=move || open.get()
                    fallback=move || {
                        view! {
                            <Button on_press=move |()| open.set(true)>"ケースを選んで記録する"</Button>
                        }
                    }
                >
                    <TellForm item done=Callback::new(move |()| open.set(false))/>
                </Show>
            </section>
        </Show>
    }
}

#[component]
fn TellForm(item: Item, done: Callback<()>) -> impl IntoView {
    let board = asked(|| wire::Board {}, live::any_case());
    let case = RwSignal::new(String::new());
    let withhold = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let act = Act::new();
    let tell = move |()| {
        let Ok(case) = case.with_untracked(|key| key.parse::<CaseId>()) else {
            return act.refuse("ケースを選んでください。");
        };
        let withheld = withhold.get_untracked().then(|| reason.get_untracked());
        let command = CaseCommand::TellOfConference {
            matter: item.id,
            withheld,
        };
        act.case(case, command, "ケースに記録しました", move |_| {
            done.run(())
        });
    };
    view! {
        <div class="stack">
            <Loaded asked=board shape=SkeletonShape::Lines(1) let:board>
                <WhichCase board case/>
            </Loaded>
            <Check
                id="tell-withhold"
                label="安全のため、今は本人のページに出さない"
                checked=withhold
            />
            <Show when=move || withhold.get()>
                <TextArea id="tell-reason" label="出さない理由" value=reason rows=2/>
            </Show>
            <Refusing act/>
            <div class="actions">
                <Button variant=Variant::Primary busy=act.busy on_press=tell>"記録する"</Button>
                <Button variant=Variant::Tertiary on_press=move |()| done.run(())>"やめる"</Button>
            </div>
        </div>
    }
}

/// The cases that the reader has on the board.
#[component]
fn WhichCase(board: Signal<Board>, case: RwSignal<String>) -> impl IntoView {
    let options = Signal::derive(move || {
        board.with(|board| {
            let card = |card: &Card| {
                let name = card.name.clone().unwrap_or_default();
                (card.id.to_string(), format!("{}　{name}", card.no))
            };
            board.cards.iter().map(card).collect::<Vec<_>>()
        })
    });
    let none = Memo::new(move |_| options.with(Vec::is_empty));
    view! {
        <Show
            when=move || !none.get()
            fallback=|| {
                view! {
                    <p class="muted">
                        "あなたが開けるケースはありません。本人の同意があって、相談のケースになってから記録します。"
                    </p>
                }
            }
        >
            <Select id="tell-case" label="本人のケース" options value=case/>
        </Show>
    }
}
