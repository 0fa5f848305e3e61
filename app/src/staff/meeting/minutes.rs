//! 記録 of the meeting, her own words among it.

use domain::meeting::EntryKind;
use leptos::prelude::*;

use super::super::gathering::{Line, Minutes};
use super::super::named::agencies_of;
use super::super::outbox::WaitingHere;
use super::Page;

/// The minutes with the names of the agencies.
fn lines(page: Page) -> Signal<Vec<Line>> {
    Signal::derive(move || {
        let named = page.named.get();
        page.view.with(|view| {
            let entries = view.meeting.entries.iter();
            entries
                .map(|entry| Line {
                    id: entry.id,
                    kind: entry.kind,
                    text: entry.text.clone(),
                    agency: entry.agency.map(|agency| named.agency(agency)),
                    at: entry.at,
                    hers: entry.by.is_none(),
                })
                .collect()
        })
    })
}

#[component]
pub(super) fn MeetingMinutes(page: Page) -> impl IntoView {
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
    view! {
        <WaitingHere
            label="まだ送っていない会議の記録"
            case=page.case
            kinds=&["case.add_entry"]
            about=vec![("meeting", page.meeting.to_string())]
        />
        <Minutes
            gathering=page.gathering
            lines=lines(page)
            kinds=&EntryKind::ALL
            speakers
            withheld=Signal::derive(move || page.view.with(|view| view.withheld))
            help="起きた事実と、意見や思いは、分けて書きます。Ctrl+Enterでも記録できます。"
        />
    }
}
