//! Lists inside a form: numbered lines, and agencies with the person in charge.

use domain::form::{self, Attendee, Class, Value};
use leptos::prelude::*;

use crate::ui::*;

use super::Paper;
use super::field::write_back;
use super::select::{Select, agency_options};

/// Numbered lines; an empty one at the end is always offered.
#[component]
pub(super) fn LinesField(
    paper: Paper,
    field: &'static form::Field,
    id: String,
    need: Need,
    error: Signal<Option<String>>,
) -> impl IntoView {
    let start = paper
        .data
        .with_untracked(|data| data.lines(field.key).to_vec());
    let start = if start.is_empty() {
        vec![String::new()]
    } else {
        start
    };
    let next = StoredValue::new(start.len());
    let rows: RwSignal<Vec<(usize, RwSignal<String>)>> =
        RwSignal::new(start.into_iter().map(RwSignal::new).enumerate().collect());
    write_back(paper, field, move || {
        let lines: Vec<String> = rows
            .get()
            .iter()
            .map(|(_, line)| line.get())
            .filter(|line| !line.is_empty())
            .collect();
        (!lines.is_empty()).then_some(Value::Lines(lines))
    });
    let add = move |()| {
        let key = next.get_value();
        next.set_value(key + 1);
        rows.update(|rows| rows.push((key, RwSignal::new(String::new()))));
    };
    let first = id.clone();
    let shared = paper.shared.filter(|_| field.class < Class::P4);
    view! {
        <GroupField id label=field.label need help=field.hint error>
            <div class="stack">
                <For each=move || rows.get() key=|(key, _)| *key let:row>
                    {
                        let (key, line) = row;
                        let place = move || {
                            rows.with(|rows| rows.iter().position(|(own, _)| *own == key)).unwrap_or(0) + 1
                        };
                        let id = if key == 0 { first.clone() } else { format!("{first}-{key}") };
                        view! {
                            <TextInput
                                id
                                label=format!("{}つめ", untrack(place))
                                value=line
                                nostrip:shared=shared
                            />
                        }
                    }
                </For>
                <Button icon=Icon::Plus variant=Variant::Tertiary on_press=add>
                    "行を足す"
                </Button>
            </div>
        </GroupField>
    }
}

/// One agency with its person, while it is chosen.
#[derive(Clone, Copy)]
struct Row {
    key: usize,
    agency: RwSignal<String>,
    staff: RwSignal<String>,
    name: RwSignal<String>,
}

impl Row {
    fn new(key: usize, attendee: Option<&Attendee>) -> Self {
        let text = |read: &dyn Fn(&Attendee) -> String| {
            RwSignal::new(attendee.map(read).unwrap_or_default())
        };
        Self {
            key,
            agency: text(&|a| a.agency.to_string()),
            staff: text(&|a| a.staff.map(|id| id.to_string()).unwrap_or_default()),
            name: text(&|a| a.name.clone()),
        }
    }
}

/// 参集範囲・出席者.
#[component]
pub(super) fn AttendeesField(
    paper: Paper,
    field: &'static form::Field,
    id: String,
    need: Need,
    error: Signal<Option<String>>,
) -> impl IntoView {
    let start: Vec<Row> = paper.data.with_untracked(|data| {
        data.attendees(field.key)
            .iter()
            .enumerate()
            .map(|(key, a)| Row::new(key, Some(a)))
            .collect()
    });
    let start = if start.is_empty() {
        vec![Row::new(0, None)]
    } else {
        start
    };
    let next = StoredValue::new(start.len());
    let rows = RwSignal::new(start);
    write_back(paper, field, move || {
        let attendees: Vec<Attendee> = rows
            .get()
            .iter()
            .filter_map(|row| {
                let agency = row.agency.get().parse().ok()?;
                Some(Attendee {
                    agency,
                    staff: row.staff.get().parse().ok(),
                    name: row.name.get(),
                })
            })
            .collect();
        (!attendees.is_empty()).then_some(Value::Attendees(attendees))
    });
    let add = move |()| {
        let key = next.get_value();
        next.set_value(key + 1);
        rows.update(|rows| rows.push(Row::new(key, None)));
    };
    let base = id.clone();
    view! {
        <GroupField id label=field.label need help=field.hint error>
            <div class="stack">
                <For each=move || rows.get() key=|row| row.key let:row>
                    <AttendeeRow paper row base=base.clone() rows/>
                </For>
                <Button icon=Icon::Plus variant=Variant::Tertiary on_press=add>
                    "機関を足す"
                </Button>
            </div>
        </GroupField>
    }
}

#[component]
fn AttendeeRow(paper: Paper, row: Row, base: String, rows: RwSignal<Vec<Row>>) -> impl IntoView {
    let key = row.key;
    let id = if key == 0 {
        base.clone()
    } else {
        format!("{base}-{key}")
    };
    let agencies = Signal::derive(move || paper.directory.with(agency_options));
    let people = Signal::derive(move || {
        let agency = row.agency.get();
        paper.directory.with(|directory| {
            directory
                .people
                .iter()
                .filter(|person| person.agency.id.to_string() == agency)
                .map(|person| (person.id.to_string(), person.name.clone()))
                .collect::<Vec<_>>()
        })
    });
    // The name follows the account that was chosen.
    Effect::new(move |before: Option<String>| {
        let staff = row.staff.get();
        if before.is_some_and(|before| before != staff) {
            let name = people
                .with_untracked(|people| people.iter().find(|(id, _)| *id == staff).cloned())
                .map(|(_, name)| name)
                .unwrap_or_default();
            row.name.set(name);
        }
        staff
    });
    view! {
        <div class="formrow">
            <Select id label="機関" value=row.agency options=agencies/>
            <Select
                id=format!("{base}-{key}-staff")
                label="担当者"
                value=row.staff
                options=people
                empty="選ばない"
            />
            <Show when=move || row.staff.with(String::is_empty)>
                <TextInput id=format!("{base}-{key}-name") label="名前（登録のない人）" value=row.name/>
            </Show>
            <Button
                icon=Icon::Trash
                variant=Variant::Tertiary
                on_press=move |()| rows.update(|rows| rows.retain(|own| own.key != key))
            >
                "外す"
            </Button>
        </div>
    }
}
