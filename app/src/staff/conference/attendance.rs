//! 出席: who is there, in the room or online, people without an account included.

use domain::conference::ConferenceCommand;
use domain::form::Attendee;
use domain::id::AgencyId;
use domain::meeting::{Attendance, PresenceMode};
use domain::view::AgencyRef;
use domain::view::conference::{ConferenceView, Participant};
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::form::Select;
use crate::ui::*;

use super::{Page, attendee, named};

const MODES: [PresenceMode; 3] = [
    PresenceMode::InRoom,
    PresenceMode::Online,
    PresenceMode::Absent,
];

/// One person as ticked on the screen, not yet sent.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    person: Attendee,
    words: String,
    mode: Option<PresenceMode>,
    paper_pledge: bool,
}

impl Row {
    fn of(person: &Participant, mode: Option<PresenceMode>, paper_pledge: bool) -> Self {
        Self {
            person: attendee(person),
            words: named(person),
            mode,
            paper_pledge,
        }
    }
}

/// Everybody recorded, and the invited who are not yet.
fn rows_of(view: &ConferenceView) -> Vec<Row> {
    let recorded = view
        .attendance
        .iter()
        .map(|(person, mode, paper)| Row::of(person, Some(*mode), *paper));
    let mut rows: Vec<Row> = recorded.collect();
    let roles = view.roles.iter().map(|(_, person)| person);
    for person in view.invited.iter().chain(roles) {
        let row = Row::of(person, None, false);
        if !rows.iter().any(|known| known.person == row.person) {
            rows.push(row);
        }
    }
    rows
}

/// The list to tick; once it was recorded it folds away. It follows the conference until something is
/// changed here.
#[component]
pub(super) fn AttendanceForm(page: Page) -> impl IntoView {
    let counted = page.view.with_untracked(|view| !view.attendance.is_empty());
    let rows = RwSignal::new(page.view.with_untracked(rows_of));
    let changed = RwSignal::new(false);
    let act = Act::new();
    Effect::new(move |_| {
        let fresh = page.view.with(rows_of);
        if !changed.get_untracked() && rows.with_untracked(|now| *now != fresh) {
            rows.set(fresh);
        }
    });
    let save = move |()| {
        let attendance = rows.with_untracked(|rows| {
            rows.iter()
                .filter_map(|row| {
                    Some(Attendance {
                        person: row.person.clone(),
                        mode: row.mode?,
                        paper_pledge: row.paper_pledge,
                    })
                })
                .collect()
        });
        let command = ConferenceCommand::RecordAttendance { attendance };
        page.send(act, command, "出席を記録しました", move || {
            changed.set(false)
        });
    };
    let open = move || rows.with(|rows| rows.iter().filter(|row| row.mode.is_none()).count());
    let several = Memo::new(move |_| open() > 1);
    let all_there = move |()| {
        rows.update(|rows| {
            for row in rows.iter_mut().filter(|row| row.mode.is_none()) {
                row.mode = Some(PresenceMode::InRoom);
            }
        });
        changed.set(true);
    };
    let indices = move || (0..rows.with(Vec::len)).collect::<Vec<_>>();
    view! {
        <section class="panel" aria-label="出席">
            <div class="panel__head">
                <h2>"出席"</h2>
                <span class="muted small">
                    {move || match open() {
                        0 => "全員ぶん選びました".to_owned(),
                        n => format!("あと{n}人"),
                    }}
                </span>
            </div>
            <details open=!counted>
            <summary>{move || format!("出席者を記録する・直す（{}人）", rows.with(Vec::len))}</summary>
            <Show when=move || several.get()>
                <Button variant=Variant::Tertiary icon=Icon::Check on_press=all_there>
                    "残りの人を「対面」にする"
                </Button>
            </Show>
            <ul class="list">
                <For each=indices key=|index| *index let:index>
                    <AttendanceRow rows changed index/>
                </For>
            </ul>
            <Newcomer page rows changed/>
            <Refusing act/>
            <div class="actions">
                <Button
                    busy=act.busy
                    disabled_reason=Signal::derive(move || {
                        (!changed.get()).then(|| "変わったところはありません。".to_owned())
                    })
                    on_press=save
                >
                    "出席を記録する"
                </Button>
            </div>
            </details>
        </section>
    }
}

#[component]
fn AttendanceRow(rows: RwSignal<Vec<Row>>, changed: RwSignal<bool>, index: usize) -> impl IntoView {
    let row = Memo::new(move |_| rows.with(|rows| rows.get(index).cloned()));
    let name = move || row.get().map(|row| row.words).unwrap_or_default();
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
            <fieldset class="attend__who">
                <legend translate="no">{name}</legend>
                <div class="choices" data-layout="row">
                    {MODES
                        .map(|mode| {
                            let on = move || {
                                row.with(|row| row.as_ref().is_some_and(|row| row.mode == Some(mode)))
                            };
                            view! {
                                <label class="choice">
                                    <input
                                        type="radio"
                                        name=format!("attend-{index}")
                                        checked=untrack(on)
                                        prop:checked=on
                                        on:change=move |_| change(&|row| row.mode = Some(mode))
                                    />
                                    <span class="choice__words">
                                        <span class="choice__label">{mode.label()}</span>
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
        </li>
    }
}

/// Somebody without an account who came along.
#[component]
fn Newcomer(page: Page, rows: RwSignal<Vec<Row>>, changed: RwSignal<bool>) -> impl IntoView {
    let agency = RwSignal::new(String::new());
    let name = RwSignal::new(String::new());
    let options = Signal::derive(move || page.view.with(|view| options(&view.agencies)));
    let missing = Signal::derive(move || {
        let empty = agency.with(String::is_empty) || name.with(|name| name.trim().is_empty());
        empty.then(|| "機関と氏名を入れてください。".to_owned())
    });
    let add = move |()| {
        let Ok(id) = agency.with_untracked(|text| text.parse::<AgencyId>()) else {
            return;
        };
        let own = page
            .view
            .with_untracked(|view| view.agencies.iter().find(|one| one.id == id).cloned());
        let Some(own) = own else { return };
        let person = Participant {
            agency: own,
            staff: None,
            name: name.with_untracked(|name| name.trim().to_owned()),
        };
        rows.update(|rows| rows.push(Row::of(&person, Some(PresenceMode::InRoom), false)));
        changed.set(true);
        name.set(String::new());
    };
    view! {
        <details>
            <summary>"アカウントのない人を加える"</summary>
            <div class="stack">
                <Select id="newcomer-agency" label="機関" options value=agency/>
                <TextInput id="newcomer-name" label="氏名" value=name width=Width::Middle/>
                <Button icon=Icon::Plus disabled_reason=missing on_press=add>"加える"</Button>
            </div>
        </details>
    }
}

/// Agencies to choose one from.
pub(super) fn options(agencies: &[AgencyRef]) -> Vec<(String, String)> {
    agencies
        .iter()
        .map(|agency| (agency.id.to_string(), agency.name.clone()))
        .collect()
}

/// Who was there, once nothing is to be changed any more.
#[component]
pub(super) fn Present(page: Page) -> impl IntoView {
    let rows = move || {
        page.view.with(|view| {
            view.attendance
                .iter()
                .map(|(person, mode, _)| (named(person), mode.label()))
                .collect::<Vec<_>>()
        })
    };
    view! {
        <section class="panel" aria-label="出席">
            <div class="panel__head"><h2>"出席"</h2></div>
            <ul class="list" translate="no">
                {move || {
                    rows()
                        .into_iter()
                        .map(|(name, mode)| {
                            view! {
                                <li class="list__row">
                                    <span>{name}</span>
                                    <span class="muted list__end">{mode}</span>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
        </section>
    }
}
