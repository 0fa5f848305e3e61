//! 記録 of a conference. The woman's own words belong to the meetings of her case; here nobody is spoken
//! about by name.

use domain::conference::CONFERENCE_ENTRIES;
use domain::view::conference::{ConferenceView, EntryLine};
use leptos::prelude::*;

use crate::staff::gathering::{Line, Minutes};

use super::Page;

fn lines(view: &ConferenceView) -> Vec<Line> {
    let line = |entry: &EntryLine| Line {
        id: entry.id,
        kind: entry.kind,
        text: entry.text.clone(),
        agency: entry.agency.clone(),
        at: entry.at,
        hers: false,
    };
    view.entries.iter().map(line).collect()
}

/// Agencies that may have said it: those that are there first.
fn speakers(view: &ConferenceView) -> Vec<(String, String)> {
    let mut agencies = Vec::new();
    let there = view.attendance.iter().map(|(person, _, _)| person);
    for person in there.chain(&view.invited) {
        let option = (person.agency.id.to_string(), person.agency.name.clone());
        if !agencies.contains(&option) {
            agencies.push(option);
        }
    }
    agencies
}

#[component]
pub(super) fn ConferenceMinutes(page: Page) -> impl IntoView {
    view! {
        <Minutes
            gathering=page.gathering
            lines=Signal::derive(move || page.view.with(lines))
            kinds=&CONFERENCE_ENTRIES
            speakers=Signal::derive(move || page.view.with(speakers))
            help="名前や番号を書かずに、起きた事実と意見を分けて書きます。Ctrl+Enterでも記録できます。"
        />
    }
}
