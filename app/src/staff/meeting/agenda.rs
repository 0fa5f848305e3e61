//! 次第 of the meeting: the button that opens it, the items while it is held, and who was not heard yet.

use leptos::prelude::*;

use crate::ui::*;

use super::super::act::{Act, Refusing};
use super::super::gathering::{ComingAgenda, RunningAgenda, Silent, Step, StepButton};
use super::super::named::agencies_of;
use super::Page;

/// Before the meeting: the items, and the button that opens it.
#[component]
pub(super) fn Opening(page: Page) -> impl IntoView {
    let gathering = page.gathering;
    let act = Act::new();
    view! {
        <section class="panel" aria-label="きょうの次第">
            <div class="panel__head"><h2>"きょうの次第"</h2></div>
            <ComingAgenda gathering act/>
            <MustLeave page/>
            <Refusing act/>
            <div class="actions">
                <StepButton gathering step=Step::Open act variant=Variant::Primary/>
            </div>
        </section>
    }
}

/// Whom the chair sees out before a slot begins (BR-032); nothing where nobody has to go, and for whom
/// it is not to read.
#[component]
fn MustLeave(page: Page) -> impl IntoView {
    let runs = page.gathering.runs();
    let apart = Memo::new(move |_| page.view.with(|view| view.meeting.apart.clone()));
    view! {
        <Show when=move || runs.get() && !apart.with(Vec::is_empty)>
            <h3>"始める前に、部屋を出る人"</h3>
            <p class="small muted">
                "この日の会議には呼ばれていますが、この枠には呼ばれていません。オンラインの人も、つながりを切ります。"
            </p>
            <ul class="list" translate="no">
                {move || {
                    let named = page.named.get();
                    apart
                        .get()
                        .iter()
                        .map(|person| view! { <li class="list__row">{named.attendee(person)}</li> })
                        .collect_view()
                }}
            </ul>
            <Check
                id="others-left"
                label="全員が出たことを確かめた"
                checked=page.others_left
            />
        </Show>
    }
}

/// The agenda while the meeting is held.
#[component]
pub(super) fn Running(page: Page) -> impl IntoView {
    view! { <RunningAgenda gathering=page.gathering act=Act::new()/> }
}

/// Invited agencies that are there and of which nothing was written down yet.
#[component]
pub(super) fn NotHeard(page: Page) -> impl IntoView {
    let agencies = Signal::derive(move || {
        let named = page.named.get();
        page.view.with(|view| {
            let heard: Vec<_> = view
                .meeting
                .entries
                .iter()
                .filter_map(|entry| entry.agency)
                .collect();
            let present = view.meeting.participating_agencies();
            agencies_of(&view.meeting.invited)
                .into_iter()
                .filter(|agency| present.contains(agency) && !heard.contains(agency))
                .map(|agency| named.agency(agency))
                .collect::<Vec<_>>()
        })
    });
    view! { <Silent agencies/> }
}
