//! 出席 of a conference: the called and those with a role in it.

use domain::meeting::MeetingStatus;
use domain::view::conference::ConferenceView;
use leptos::prelude::*;

use crate::staff::gathering::{AttendanceForm, Place, Row, WereThere};

use super::{Page, attendee, named};

/// Everybody as the conference has them.
pub(super) fn rows(view: &ConferenceView) -> Vec<Row> {
    let recorded = view.attendance.iter().map(|(person, mode, paper)| Row {
        person: attendee(person),
        words: named(person),
        mode: Some(*mode),
        paper_pledge: *paper,
    });
    let roles = view.roles.iter().map(|(_, person)| person);
    let called = view.invited.iter().chain(roles);
    Row::all(
        recorded,
        called.map(|person| (attendee(person), named(person))),
    )
}

#[component]
pub(super) fn Form(page: Page, place: Place) -> impl IntoView {
    view! { <AttendanceForm gathering=page.gathering agencies=page.agencies() place many=true/> }
}

/// After it: who was there, which those who write can mend until the record is confirmed.
#[component]
pub(super) fn Present(page: Page) -> impl IntoView {
    let writes = page.gathering.writes();
    let open =
        Memo::new(move |_| page.gathering.status.get() == MeetingStatus::Adjourned && writes.get());
    view! {
        <Show when=move || open.get() fallback=move || view! { <Recorded page/> }>
            <Form page place=Place::Always/>
        </Show>
    }
}

/// Who was there, once nothing is to be changed any more.
#[component]
fn Recorded(page: Page) -> impl IntoView {
    let people = Signal::derive(move || {
        page.view.with(|view| {
            let all = view.attendance.iter();
            all.map(|(person, mode, _)| (named(person), Some(*mode)))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <section class="panel" aria-label="出席">
            <div class="panel__head"><h2>"出席"</h2></div>
            <WereThere people/>
        </section>
    }
}
