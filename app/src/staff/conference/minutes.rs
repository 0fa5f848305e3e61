//! 記録: what is said, by kind, newest below. The woman's own words belong to the meetings of her case;
//! here nobody is spoken about by name.

use domain::conference::{CONFERENCE_ENTRIES, ConferenceCommand};
use domain::id::{AgencyId, RecordId};
use domain::meeting::EntryKind;
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::form::Select;
use crate::staff::hours::hour;
use crate::staff::ids;
use crate::ui::*;

use super::Page;
use super::attendance::options;

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

/// The lines, and the field for the next one.
#[component]
pub(super) fn Minutes(page: Page) -> impl IntoView {
    let writes = page.writes();
    let empty = Memo::new(move |_| page.view.with(|view| view.entries.is_empty()));
    let lines = move || page.view.with(|view| view.entries.clone());
    view! {
        <section class="panel" aria-label="記録">
            <div class="panel__head"><h2>"記録"</h2></div>
            <Show when=move || empty.get()>
                <p class="muted">"まだ記録がありません。話されたことを、種類を選んで書きます。"</p>
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
                <NewEntry page/>
            </Show>
        </section>
    }
}

/// One line to write. Ctrl+Enter and the button send it; Enter alone makes a new line.
#[component]
fn NewEntry(page: Page) -> impl IntoView {
    let kind = RwSignal::new(EntryKind::Fact);
    let text = RwSignal::new(String::new());
    let agency = RwSignal::new(String::new());
    // One id for one line, however often it is sent.
    let id = RwSignal::new(RecordId(ids::new()));
    let act = Act::new();
    let speakers = Signal::derive(move || {
        page.view.with(|view| {
            let mut agencies = Vec::new();
            let there = view.attendance.iter().map(|(person, _, _)| person);
            for person in there.chain(&view.invited) {
                if !agencies.contains(&person.agency) {
                    agencies.push(person.agency.clone());
                }
            }
            options(&agencies)
        })
    });
    let add = move || {
        if text.with_untracked(|text| text.trim().is_empty()) {
            act.refuse("記録する言葉を入れてください。");
            return;
        }
        let command = ConferenceCommand::AddEntry {
            entry: id.get_untracked(),
            item: page.view.with_untracked(|view| view.running).unwrap_or(0),
            kind: kind.get_untracked(),
            text: text.get_untracked(),
            agency: agency.with_untracked(|text| text.parse::<AgencyId>().ok()),
        };
        let sent = text.get_untracked();
        page.send(act, command, "", move || {
            id.set(RecordId(ids::new()));
            // What was typed while the line was on its way stays.
            if text.get_untracked() == sent {
                text.set(String::new());
            }
        });
    };
    view! {
        <div
            class="stack minutes__new"
            on:keydown=move |event| {
                if event.ctrl_key() && event.key() == "Enter" && !event.is_composing() {
                    event.prevent_default();
                    add();
                }
            }
        >
            <div class="minutekind" role="group" aria-label="記録の種類">
                {CONFERENCE_ENTRIES
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
                id="entry-agency"
                label="だれの発言"
                options=speakers
                value=agency
                empty="機関を選ばない"
            />
            <TextArea
                id="entry-text"
                label="ことば"
                help="名前や番号を書かずに、起きた事実と意見を分けて書きます。Ctrl+Enterでも記録できます。"
                value=text
                rows=3
            />
            <Refusing act/>
            <div class="actions">
                <Button variant=Variant::Primary busy=act.busy on_press=move |()| add()>
                    "記録に加える"
                </Button>
            </div>
        </div>
    }
}
