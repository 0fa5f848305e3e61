//! 記録: what is said, by kind, newest below; facts and feelings apart.

use domain::command::CaseCommand;
use domain::id::{AgencyId, RecordId};
use domain::meeting::EntryKind;
use leptos::prelude::*;

use crate::ui::*;

use super::super::act::{Act, Refusing};
use super::super::form::Select;
use super::super::ids;
use super::super::named::agencies_of;
use super::{Page, agenda, written};

/// Key of a kind for the style sheet.
pub(super) fn kind_key(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Fact => "fact",
        EntryKind::HerWords => "words",
        EntryKind::Opinion => "opinion",
        EntryKind::Homework => "homework",
        EntryKind::ResourceGap => "gap",
        EntryKind::Lately => "latest",
    }
}

/// Entries and the field for the next one.
#[component]
pub(super) fn Minutes(page: Page) -> impl IntoView {
    let runs = page.writes();
    let empty = Memo::new(move |_| page.view.with(|view| view.meeting.entries.is_empty()));
    view! {
        <section class="panel" aria-label="記録">
            <div class="panel__head"><h2>"記録"</h2></div>
            <Show when=move || empty.get()>
                <p class="muted">"まだ記録がありません。話されたことを、種類を選んで書きます。"</p>
            </Show>
            <written::Lines page/>
            <Show when=move || runs.get()>
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
        let named = page.named.get();
        page.view.with(|view| {
            let mut agencies = agencies_of(&view.meeting.invited);
            for agency in view.meeting.participating_agencies() {
                if !agencies.contains(&agency) {
                    agencies.push(agency);
                }
            }
            agencies
                .into_iter()
                .map(|id| (id.to_string(), named.agency(id)))
                .collect::<Vec<_>>()
        })
    });
    let add = move || {
        if text.with_untracked(|text| text.trim().is_empty()) {
            act.refuse("記録する言葉を入れてください。");
            return;
        }
        let hers = kind.get_untracked() == EntryKind::HerWords;
        let command = CaseCommand::AddEntry {
            meeting: page.meeting,
            entry: id.get_untracked(),
            item: page
                .view
                .with_untracked(|view| agenda::current(&view.meeting.items))
                .unwrap_or(0),
            kind: kind.get_untracked(),
            text: text.get_untracked(),
            agency: if hers {
                None
            } else {
                agency.get_untracked().parse::<AgencyId>().ok()
            },
        };
        let sent = text.get_untracked();
        act.case(page.case, command, "", move |_| {
            id.set(RecordId(ids::new()));
            // What was typed while the line was on its way stays.
            if text.get_untracked() == sent {
                text.set(String::new());
            }
        });
    };
    view! {
        <div
            class="stack"
            on:keydown=move |event| {
                if event.ctrl_key() && ime::is_plain_enter(&event) {
                    event.prevent_default();
                    add();
                }
            }
        >
            <div class="minutekind" role="group" aria-label="記録の種類">
                {EntryKind::ALL
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
            <Show when=move || kind.get() != EntryKind::HerWords>
                <Select
                    id="entry-agency"
                    label="だれの発言"
                    options=speakers
                    value=agency
                    empty="機関を選ばない"
                />
            </Show>
            <TextArea
                id="entry-text"
                label="ことば"
                help="起きた事実と、意見や思いは、分けて書きます。Ctrl+Enterでも記録できます。"
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
