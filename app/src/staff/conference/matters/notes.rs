//! 記録 of an item. What others report of her is no word of hers, so that kind is not offered.

use domain::matter::{MATTER_ENTRIES, MatterCommand};
use domain::view::matter::{MatterEntryLine, MatterView};
use leptos::prelude::*;

use crate::staff::act::Act;
use crate::staff::gathering::{Line, LineDraft, Lines, NewLine, Said};

use super::super::options;
use super::item::Item;

fn lines(view: &MatterView) -> Vec<Line> {
    let line = |entry: &MatterEntryLine| Line {
        id: entry.id,
        kind: entry.kind,
        text: entry.text.clone(),
        agency: entry.agency.clone(),
        at: entry.at,
        hers: false,
    };
    view.entries.iter().map(line).collect()
}

#[component]
pub(super) fn Notes(item: Item) -> impl IntoView {
    let writes = item.writes();
    let draft = LineDraft::new(item.id, Act::new());
    let empty = Memo::new(move |_| item.view.with(|view| view.entries.is_empty()));
    let speakers = Signal::derive(move || item.view.with(|view| options(&view.agencies())));
    let send = Callback::new(move |(act, said, then): (Act, Said, Callback<()>)| {
        let command = MatterCommand::AddEntry {
            entry: said.entry,
            kind: said.kind,
            text: said.text,
            agency: said.agency,
        };
        item.send(act, command, "", move || then.run(()));
    });
    view! {
        <section class="panel" aria-label="案件の記録">
            <div class="panel__head"><h2>"記録"</h2></div>
            <Show when=move || empty.get()>
                <p class="muted">"まだ記録がありません。案件が始まると書けます。"</p>
            </Show>
            <Lines lines=Signal::derive(move || item.view.with(lines))/>
            <Show when=move || writes.get()>
                <NewLine
                    draft
                    kinds=&MATTER_ENTRIES
                    speakers
                    help="確かめた事実と、人から聞いた話を分けて書きます。Ctrl+Enterでも記録できます。"
                    send
                />
            </Show>
        </section>
    }
}
