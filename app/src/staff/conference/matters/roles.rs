//! 役割分担（本人未同意）: who does what until when. Never a plan: that begins with her.

use domain::id::{AgencyId, RecordId};
use domain::matter::MatterCommand;
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::form::Select;
use crate::staff::hours::read_date;
use crate::staff::{ids, words};
use crate::ui::*;

use super::super::options;
use super::item::Item;

#[component]
pub(super) fn Roles(item: Item) -> impl IntoView {
    let writes = item.writes();
    let lines = move || item.view.with(|view| view.divisions.clone());
    let empty = Memo::new(move |_| item.view.with(|view| view.divisions.is_empty()));
    view! {
        <section class="panel" aria-label="役割分担">
            <div class="panel__head">
                <h2>"役割分担"</h2>
                <Tag tone=Tone::Care>"本人未同意"</Tag>
            </div>
            <Show when=move || empty.get()>
                <p class="muted">"まだ分担がありません。個別支援計画は、本人の同意があってから作ります。"</p>
            </Show>
            <ul class="list" translate="no">
                <For each=lines key=|line| line.id let:line>
                    <li class="list__row">
                        <span>
                            <strong>
                                {match line.person {
                                    Some(person) => format!("{}（{person}）", line.agency),
                                    None => line.agency,
                                }}
                            </strong>
                            {format!("　{}", line.what)}
                        </span>
                        {line
                            .until
                            .map(|until| {
                                view! {
                                    <span class="muted list__end">
                                        {format!("{}まで", words::short_date(until))}
                                    </span>
                                }
                            })}
                    </li>
                </For>
            </ul>
            <Show when=move || writes.get()>
                <NewRole item/>
            </Show>
        </section>
    }
}

#[component]
fn NewRole(item: Item) -> impl IntoView {
    let what = RwSignal::new(String::new());
    let agency = RwSignal::new(String::new());
    let until = RwSignal::new(String::new());
    let id = RwSignal::new(RecordId(ids::new()));
    let act = Act::new();
    let agencies = Signal::derive(move || item.view.with(|view| options(&view.agencies())));
    let read = move || -> Result<MatterCommand, String> {
        if what.with(|text| text.trim().is_empty()) {
            return Err("何をするかを入れてください。".to_owned());
        }
        let agency: AgencyId = agency
            .with(|key| key.parse())
            .map_err(|_| "どの機関がするかを選んでください。".to_owned())?;
        let until = match until.get() {
            text if text.trim().is_empty() => None,
            text => Some(read_date(&text)?),
        };
        Ok(MatterCommand::Divide {
            division: id.get(),
            agency,
            person: None,
            what: what.get(),
            until,
        })
    };
    let add = move |()| match untrack(read) {
        Err(words) => act.refuse(words),
        Ok(command) => item.send(act, command, "分担を加えました", move || {
            id.set(RecordId(ids::new()));
            what.set(String::new());
            until.set(String::new());
        }),
    };
    view! {
        <details>
            <summary>"分担を加える"</summary>
            <div class="stack">
                <Select id="role-agency" label="機関" options=agencies value=agency/>
                <TextArea id="role-what" label="すること" value=what rows=2 shared=act.wording/>
                <DateInput id="role-until" label="いつまで" need=Need::Optional value=until/>
                <Refusing act/>
                <div class="actions">
                    <Button busy=act.busy on_press=add>"分担に加える"</Button>
                </div>
            </div>
        </details>
    }
}
