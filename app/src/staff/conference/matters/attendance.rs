//! 出席 at one item: only those called to it, each with a pledge.

use domain::access::Action;
use domain::matter::MatterCommand;
use domain::view::conference::Participant;
use domain::view::matter::MatterView;
use leptos::prelude::*;

use crate::staff::act::Act;
use crate::staff::gathering::{Row, Submit, TickList, Ticks, WereThere};

use super::super::{attendee, named};
use super::item::Item;

fn rows_of(view: &MatterView) -> Vec<Row> {
    let row = |person: &Participant| {
        let recorded = view
            .attendance
            .iter()
            .find(|(known, _, _)| known.staff == person.staff && known.name == person.name);
        Row {
            person: attendee(person),
            words: named(person),
            mode: recorded.map(|(_, mode, _)| *mode),
            paper_pledge: recorded.is_some_and(|(_, _, paper)| *paper),
        }
    };
    view.people.iter().map(row).collect()
}

/// Who is there; those who run the item tick it.
#[component]
pub(super) fn Came(item: Item) -> impl IntoView {
    let runs = item.may(Action::RunMatter);
    let rows = Signal::derive(move || item.view.with(rows_of));
    let people = Signal::derive(move || {
        let rows = rows.get().into_iter();
        rows.map(|row| (row.words, row.mode)).collect::<Vec<_>>()
    });
    view! {
        <section class="panel" aria-label="案件の出席">
            <div class="panel__head"><h2>"出席"</h2></div>
            <Show when=move || runs.get() fallback=move || view! { <WereThere people/> }>
                <Tick item rows/>
            </Show>
        </section>
    }
}

#[component]
fn Tick(item: Item, rows: Signal<Vec<Row>>) -> impl IntoView {
    let ticks = Ticks::following(rows);
    let act = Act::new();
    let save = move |()| {
        let attendance = ticks.attendance();
        let command = MatterCommand::RecordAttendance { attendance };
        item.send(act, command, "出席を記録しました", move || {
            ticks.written()
        });
    };
    view! {
        <TickList ticks/>
        <Submit act label="案件の出席を記録する" stopped=ticks.unchanged() on_press=save/>
    }
}
