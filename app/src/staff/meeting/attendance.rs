//! 出席 of the meeting: the invited and those with a role in it.

use leptos::prelude::*;

use super::super::gathering::{AttendanceForm, Place, Row};
use super::Page;

#[component]
pub(super) fn Form(page: Page, place: Place) -> impl IntoView {
    let rows = Signal::derive(move || {
        let named = page.named.get();
        page.view.with(|view| {
            let recorded = view.meeting.attendance.iter().map(|attendance| Row {
                person: attendance.person.clone(),
                words: named.attendee(&attendance.person),
                mode: Some(attendance.mode),
                paper_pledge: attendance.paper_pledge,
            });
            let roles = view.meeting.roles.iter().map(|(_, person)| person);
            let called = view.meeting.invited.iter().chain(roles);
            Row::all(
                recorded,
                called.map(|person| (person.clone(), named.attendee(person))),
            )
        })
    });
    let agencies = Signal::derive(move || page.named.with(|named| named.agency_options()));
    view! { <AttendanceForm gathering=page.gathering rows agencies place/> }
}
