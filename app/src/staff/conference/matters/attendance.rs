//! 出席 at one item: only those called to it, each with a pledge.

use domain::form::Attendee;
use domain::matter::MatterCommand;
use domain::meeting::{Attendance, PresenceMode};
use domain::view::conference::Participant;
use domain::view::matter::MatterView;
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::ui::*;

use super::super::{attendee, named};
use super::item::Item;

const MODES: [PresenceMode; 3] = [
    PresenceMode::InRoom,
    PresenceMode::Online,
    PresenceMode::Absent,
];

#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    person: Attendee,
    words: String,
    mode: Option<PresenceMode>,
    paper_pledge: bool,
}

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
    let runs = item.may(domain::access::Action::RunMatter);
    let rows = RwSignal::new(item.view.with_untracked(rows_of));
    let changed = RwSignal::new(false);
    let act = Act::new();
    Effect::new(move |_| {
        let fresh = item.view.with(rows_of);
        if !changed.get_untracked() && rows.with_untracked(|now| *now != fresh) {
            rows.set(fresh);
        }
    });
    let save = move |()| {
        let attendance = rows.with_untracked(|rows| {
            let ticked = rows.iter().filter_map(|row| {
                Some(Attendance {
                    person: row.person.clone(),
                    mode: row.mode?,
                    paper_pledge: row.paper_pledge,
                })
            });
            ticked.collect()
        });
        let command = MatterCommand::RecordAttendance { attendance };
        item.send(act, command, "出席を記録しました", move || {
            changed.set(false)
        });
    };
    let indices = move || (0..rows.with(Vec::len)).collect::<Vec<_>>();
    view! {
        <section class="panel" aria-label="案件の出席">
            <div class="panel__head"><h2>"出席"</h2></div>
            <ul class="list">
                <For each=indices key=|index| *index let:index>
                    <CameRow rows changed runs index/>
                </For>
            </ul>
            <Refusing act/>
            <Show when=move || runs.get()>
                <div class="actions">
                    <Button
                        busy=act.busy
                        disabled_reason=Signal::derive(move || {
                            (!changed.get()).then(|| "変わったところはありません。".to_owned())
                        })
                        on_press=save
                    >
                        "案件の出席を記録する"
                    </Button>
                </div>
            </Show>
        </section>
    }
}

#[component]
fn CameRow(
    rows: RwSignal<Vec<Row>>,
    changed: RwSignal<bool>,
    runs: Memo<bool>,
    index: usize,
) -> impl IntoView {
    let row = Memo::new(move |_| rows.with(|rows| rows.get(index).cloned()));
    let name = move || row.get().map(|row| row.words).unwrap_or_default();
    let mode = Memo::new(move |_| row.with(|row| row.as_ref().and_then(|row| row.mode)));
    let paper = Memo::new(move |_| {
        row.with(|row| row.as_ref().is_some_and(|row| row.person.staff.is_none()))
    });
    let change = move |edit: &dyn Fn(&mut Row)| {
        rows.update(|rows| {
            if let Some(row) = rows.get_mut(index) {
                edit(row);
            }
        });
        changed.set(true);
    };
    view! {
        <li class="list__row attend">
            <Show
                when=move || runs.get()
                fallback=move || {
                    view! {
                        <span translate="no">{name}</span>
                        <span class="muted list__end">
                            {move || mode.get().map(PresenceMode::label)}
                        </span>
                    }
                }
            >
                <fieldset class="attend__who">
                    <legend translate="no">{name}</legend>
                    <div class="choices" data-layout="row">
                        {MODES
                            .map(|one| {
                                let on = move || mode.get() == Some(one);
                                view! {
                                    <label class="choice">
                                        <input
                                            type="radio"
                                            name=format!("came-{index}")
                                            checked=untrack(on)
                                            prop:checked=on
                                            on:change=move |_| change(&|row| row.mode = Some(one))
                                        />
                                        <span class="choice__words">
                                            <span class="choice__label">{one.label()}</span>
                                        </span>
                                    </label>
                                }
                            })
                            .collect_view()}
                    </div>
                </fieldset>
                <Show when=move || paper.get()>
                    <label class="choice">
                        <input
                            type="checkbox"
                            prop:checked=move || {
                                row.with(|row| row.as_ref().is_some_and(|row| row.paper_pledge))
                            }
                            on:change=move |event| {
                                let on = event_target_checked(&event);
                                change(&|row| row.paper_pledge = on);
                            }
                        />
                        <span class="choice__words">
                            <span class="choice__label">"紙の誓約書を受け取った"</span>
                        </span>
                    </label>
                </Show>
            </Show>
        </li>
    }
}
