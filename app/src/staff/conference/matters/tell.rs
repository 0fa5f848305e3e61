//! 本人に伝える: once she has agreed in a case, the fact that a conference took place goes there, and
//! nothing else of the item.

use domain::command::CaseCommand;
use domain::id::CaseId;
use domain::matter::MatterStatus;
use domain::wire;
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::asked::asked;
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
    let options = Signal::derive(move || {
        board.answer.with(|board| {
            let cards = board.iter().flat_map(|board| &board.cards);
            cards
                .map(|card| {
                    let name = card.name.clone().unwrap_or_default();
                    (card.id.to_string(), format!("{}　{name}", card.no))
                })
                .collect::<Vec<_>>()
        })
    });
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
            <Select id="tell-case" label="本人のケース" options value=case/>
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
