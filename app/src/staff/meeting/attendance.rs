//! 出席: who is there, in the room or online, people without an account included.

use domain::command::CaseCommand;
use domain::form::Attendee;
use domain::id::AgencyId;
use domain::meeting::{Attendance, PresenceMode};
use domain::view::MeetingView;
use leptos::prelude::*;

use crate::ui::*;

use super::super::act::{Act, Refusing};
use super::super::form::Select;
use super::Page;

const MODES: [PresenceMode; 3] = [
    PresenceMode::InRoom,
    PresenceMode::Online,
    PresenceMode::Absent,
];

/// One person as ticked on the screen, not yet sent.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    person: Attendee,
    mode: Option<PresenceMode>,
    paper_pledge: bool,
}

/// The list as the meeting has it: everybody recorded, and the invited who are not yet.
fn rows_of(view: &MeetingView) -> Vec<Row> {
    let recorded = view.meeting.attendance.iter().map(|attendance| Row {
        person: attendance.person.clone(),
        mode: Some(attendance.mode),
        paper_pledge: attendance.paper_pledge,
    });
    let mut rows: Vec<Row> = recorded.collect();
    let roles = view.meeting.roles.iter().map(|(_, person)| person);
    for person in view.meeting.invited.iter().chain(roles) {
        if !rows.iter().any(|row| row.person == *person) {
            rows.push(Row {
                person: person.clone(),
                mode: None,
                paper_pledge: false,
            });
        }
    }
    rows
}

/// The list to tick. It follows the meeting until something is changed here.
#[component]
pub(super) fn AttendanceForm(page: Page) -> impl IntoView {
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
        let command = CaseCommand::RecordAttendance {
            meeting: page.meeting,
            attendance,
        };
        act.case(
            page.case,
            command,
            "出席を記録しました",
            move |_| changed.set(false),
        );
    };
    let open = move || rows.with(|rows| rows.iter().filter(|row| row.mode.is_none()).count());
    let indices = move || (0..rows.with(Vec::len)).collect::<Vec<_>>();
    view! {
        <section class="panel" aria-label="出席">
            <div class="panel__head">
                <h2>"出席"</h2>
                <span class="muted small">
                    {move || match open() {
                        0 => "全員ぶん記録しました".to_owned(),
                        n => format!("あと{n}人"),
                    }}
                </span>
            </div>
            <ul class="list">
                <For each=indices key=|index| *index let:index>
                    <AttendanceRow page rows changed index/>
                </For>
            </ul>
            <Newcomer page rows changed/>
            <Refusing act/>
            <div class="actions">
                <Button
                    variant=Variant::Secondary
                    busy=act.busy
                    disabled_reason=Signal::derive(move || {
                        (!changed.get()).then(|| "変わったところはありません。".to_owned())
                    })
                    on_press=save
                >
                    "出席を記録する"
                </Button>
            </div>
        </section>
    }
}

#[component]
fn AttendanceRow(
    page: Page,
    rows: RwSignal<Vec<Row>>,
    changed: RwSignal<bool>,
    index: usize,
) -> impl IntoView {
    let row = Memo::new(move |_| rows.with(|rows| rows.get(index).cloned()));
    let name = move || {
        let named = page.named.get();
        row.get()
            .map(|row| named.attendee(&row.person))
            .unwrap_or_default()
    };
    let has_account =
        move || row.with(|row| row.as_ref().is_none_or(|row| row.person.staff.is_some()));
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
            <Show when=move || !has_account()>
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
    let options = Signal::derive(move || page.named.with(|named| named.agency_options()));
    let missing = Signal::derive(move || {
        let empty = agency.with(String::is_empty) || name.with(|name| name.trim().is_empty());
        empty.then(|| "機関と氏名を入れてください。".to_owned())
    });
    let add = move |()| {
        let Ok(id) = agency.get_untracked().parse::<AgencyId>() else {
            return;
        };
        let person = Attendee {
            agency: id,
            staff: None,
            name: name.get_untracked().trim().to_owned(),
        };
        rows.update(|rows| {
            rows.push(Row {
                person,
                mode: Some(PresenceMode::InRoom),
                paper_pledge: false,
            });
        });
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
