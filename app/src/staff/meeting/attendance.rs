//! 出席 of the meeting: the invited and those with a role in it.

use domain::meeting::Meeting;
use leptos::prelude::*;

use super::super::gathering::{AttendanceForm, Place, Row};
use super::super::named::Named;
use super::Page;

/// Everybody as the meeting has them.
pub(super) fn rows(meeting: &Meeting, named: &Named) -> Vec<Row> {
    let recorded = meeting.attendance.iter().map(|attendance| Row {
        person: attendance.person.clone(),
        words: named.attendee(&attendance.person),
        mode: Some(attendance.mode),
        paper_pledge: attendance.paper_pledge,
    });
    let roles = meeting.roles.iter().map(|(_, person)| person);
    let called = meeting.invited.iter().chain(roles);
    Row::all(
        recorded,
        called.map(|person| (person.clone(), named.attendee(person))),
    )
}

#[component]
pub(super) fn Form(page: Page, place: Place) -> impl IntoView {
    let agencies = Signal::derive(move || page.named.with(|named| named.agency_options()));
    view! { <AttendanceForm gathering=page.gathering agencies place/> }
}
