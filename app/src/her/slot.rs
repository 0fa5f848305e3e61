//! 本人の番: when her part begins and ends. When anybody else's does, and how many there are, is nowhere
//! here.

use domain::form::Span;
use domain::view::her::HerSlot;
use leptos::prelude::*;

use super::say::{Say, Wording};
use super::words;

/// Her parts that are to come, soonest first; nothing where there is none.
#[component]
pub fn Slots(slots: Vec<HerSlot>) -> impl IntoView {
    (!slots.is_empty()).then(|| {
        view! {
            <section class="her__card" aria-labelledby="slot-head">
                <h2 id="slot-head">
                    <Say text=words::SLOT_HEAD/>
                </h2>
                {slots
                    .into_iter()
                    .map(|slot| {
                        view! {
                            <p>
                                <b>
                                    <Time span=slot.span/>
                                </b>
                            </p>
                        }
                    })
                    .collect_view()}
                {[words::SLOT_1, words::SLOT_2, words::SLOT_3]
                    .map(|line| view! { <p><Say text=line/></p> })
                    .collect_view()}
            </section>
        }
    })
}

/// A day with the hours from and until.
#[component]
pub(super) fn Time(span: Span) -> impl IntoView {
    view! { <Say text=times(span)/> }
}

fn times(span: Span) -> Wording {
    let Span { from, to } = span;
    words::HOURS.with([
        ("day", words::day(from.date())),
        ("from", Wording::sign(from.format("%H:%M"))),
        ("to", Wording::sign(to.format("%H:%M"))),
    ])
}
