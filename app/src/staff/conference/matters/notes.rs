//! 記録 of an item. What others report of her is no word of hers, so that kind is not offered.

use domain::id::{AgencyId, RecordId};
use domain::matter::{MATTER_ENTRIES, MatterCommand};
use domain::meeting::EntryKind;
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::form::Select;
use crate::staff::hours::hour;
use crate::staff::ids;
use crate::ui::*;

use super::super::options;
use super::item::Item;

/// Key of a kind for the style sheet.
fn kind_key(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Fact => "fact",
        EntryKind::HerWords => "words",
        EntryKind::Opinion => "opinion",
        EntryKind::Homework => "homework",
        EntryKind::ResourceGap => "gap",
        EntryKind::Lately => "latest",
    }
}

#[component]
pub(super) fn Notes(item: Item) -> impl IntoView {
    let writes = item.writes();
    let lines = move || item.view.with(|view| view.entries.clone());
    let empty = Memo::new(move |_| item.view.with(|view| view.entries.is_empty()));
    view! {
        <section class="panel" aria-label="案件の記録">
            <div class="panel__head"><h2>"記録"</h2></div>
            <Show when=move || empty.get()>
                <p class="muted">"まだ記録がありません。案件が始まると書けます。"</p>
            </Show>
            <ol class="minutes" translate="no">
                <For each=lines key=|entry| entry.id let:entry>
                    <li class="minute" data-kind=kind_key(entry.kind)>
                        <span class="minute__kind">{entry.kind.label()}</span>
                        <p class="minute__text">{entry.text}</p>
                        <span class="minute__by">
                            {match entry.agency {
                                Some(agency) => format!("{agency}　{}", hour(Some(entry.at))),
                                None => hour(Some(entry.at)),
                            }}
                        </span>
                    </li>
                </For>
            </ol>
            <Show when=move || writes.get()>
                <NewNote item/>
            </Show>
        </section>
    }
}

#[component]
fn NewNote(item: Item) -> impl IntoView {
    let kind = RwSignal::new(EntryKind::Fact);
    let text = RwSignal::new(String::new());
    let agency = RwSignal::new(String::new());
    // One id for one line, however often it is sent.
    let id = RwSignal::new(RecordId(ids::new()));
    let act = Act::new();
    let speakers = Signal::derive(move || item.view.with(|view| options(&view.agencies())));
    let add = move |()| {
        if text.with_untracked(|text| text.trim().is_empty()) {
            return act.refuse("記録する言葉を入れてください。");
        }
        let command = MatterCommand::AddEntry {
            entry: id.get_untracked(),
            kind: kind.get_untracked(),
            text: text.get_untracked(),
            agency: agency.with_untracked(|key| key.parse::<AgencyId>().ok()),
        };
        let sent = text.get_untracked();
        item.send(act, command, "", move || {
            id.set(RecordId(ids::new()));
            // What was typed while the line was on its way stays.
            if text.get_untracked() == sent {
                text.set(String::new());
            }
        });
    };
    view! {
        <div class="stack minutes__new">
            <div class="minutekind" role="group" aria-label="記録の種類">
                {MATTER_ENTRIES
                    .map(|one| {
                        view! {
                            <Button
                                pressed=Signal::derive(move || Some(kind.get() == one))
                                on_press=move |()| kind.set(one)
                            >
                                {one.label()}
                            </Button>
                        }
                    })
                    .collect_view()}
            </div>
            <Select
                id="note-agency"
                label="だれの発言"
                options=speakers
                value=agency
                empty="機関を選ばない"
            />
            <TextArea
                id="note-text"
                label="ことば"
                help="確かめた事実と、人から聞いた話を分けて書きます。"
                value=text
                rows=3
            />
            <Refusing act/>
            <div class="actions">
                <Button variant=Variant::Primary busy=act.busy on_press=add>"記録に加える"</Button>
            </div>
        </div>
    }
}
