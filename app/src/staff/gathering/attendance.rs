//! 出席: who is there, in the room or online, people without an account included.

use domain::form::Attendee;
use domain::meeting::{Attendance, PresenceMode};
use leptos::prelude::*;

use crate::staff::act::Act;
use crate::ui::*;

use super::{Deed, Gathering, Newcomer, Submit};

const MODES: [PresenceMode; 3] = [
    PresenceMode::InRoom,
    PresenceMode::Online,
    PresenceMode::Absent,
];

/// One person as ticked on the screen, not yet sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub person: Attendee,
    /// みほん市福祉課（試験 一子）
    pub words: String,
    pub mode: Option<PresenceMode>,
    pub paper_pledge: bool,
}

impl Row {
    /// Everybody recorded, and those called who are not yet.
    pub fn all(
        recorded: impl Iterator<Item = Row>,
        called: impl Iterator<Item = (Attendee, String)>,
    ) -> Vec<Row> {
        let mut rows: Vec<Row> = recorded.collect();
        for (person, words) in called {
            if !rows.iter().any(|row| row.person == person) {
                rows.push(Row {
                    person,
                    words,
                    mode: None,
                    paper_pledge: false,
                });
            }
        }
        rows
    }

    fn attendance(&self) -> Option<Attendance> {
        Some(Attendance {
            person: self.person.clone(),
            mode: self.mode?,
            paper_pledge: self.paper_pledge,
        })
    }
}

/// Where on the screen the list to tick stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Who is there comes first, until it is written down.
    First,
    /// Once it is written down it moves aside.
    Aside,
    Always,
}

/// What is ticked. Made once for a page: the list moves aside once it is written down. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Ticks {
    rows: RwSignal<Vec<Row>>,
    changed: RwSignal<bool>,
}

impl Ticks {
    /// It follows what is stored until something is changed here.
    pub fn following(stored: Signal<Vec<Row>>) -> Self {
        let ticks = Self {
            rows: RwSignal::new(stored.get_untracked()),
            changed: RwSignal::new(false),
        };
        Effect::new(move |_| {
            let fresh = stored.get();
            let same = ticks.rows.with_untracked(|now| *now == fresh);
            if !ticks.changed.get_untracked() && !same {
                ticks.rows.set(fresh);
            }
        });
        ticks
    }

    /// Those who are ticked, as they are sent.
    pub fn attendance(self) -> Vec<Attendance> {
        self.rows
            .with_untracked(|rows| rows.iter().filter_map(Row::attendance).collect())
    }

    /// What was ticked is written down.
    pub fn written(self) {
        self.changed.try_set(false);
    }

    /// Why there is nothing to write down.
    pub fn unchanged(self) -> Signal<Option<String>> {
        Signal::derive(move || {
            (!self.changed.get()).then(|| "変わったところはありません。".to_owned())
        })
    }

    fn change(self, edit: impl FnOnce(&mut Vec<Row>)) {
        self.rows.update(edit);
        self.changed.set(true);
    }

    /// How many are neither there nor absent yet.
    fn open(self) -> usize {
        self.rows
            .with(|rows| rows.iter().filter(|row| row.mode.is_none()).count())
    }
}

/// The list to tick, for those who write.
#[component]
pub fn AttendanceForm(
    gathering: Gathering,
    /// Agencies somebody may come from.
    #[prop(into)]
    agencies: Signal<Vec<(String, String)>>,
    place: Place,
    /// So many are called that the list folds away once it is written down, and that those left are
    /// ticked with one press.
    #[prop(optional)]
    many: bool,
) -> impl IntoView {
    let writes = gathering.writes();
    let counted = gathering.counted;
    let shown = move || {
        let here = match place {
            Place::First => !counted.get(),
            Place::Aside => counted.get(),
            Place::Always => true,
        };
        here && writes.get()
    };
    view! {
        <Show when=shown>
            <Panel gathering agencies many/>
        </Show>
    }
}

#[component]
fn Panel(
    gathering: Gathering,
    agencies: Signal<Vec<(String, String)>>,
    many: bool,
) -> impl IntoView {
    let ticks = gathering.ticks;
    let list = move || view! { <List gathering agencies/> };
    view! {
        <section class="panel" aria-label="出席">
            <div class="panel__head">
                <h2>"出席"</h2>
                <span class="muted small">
                    {move || match ticks.open() {
                        0 if ticks.changed.get() => "全員ぶん選びました".to_owned(),
                        0 => "全員ぶん記録しました".to_owned(),
                        n => format!("あと{n}人"),
                    }}
                </span>
            </div>
            {if many {
                let open = !gathering.counted.get_untracked();
                let summary = move || {
                    let count = ticks.rows.with(Vec::len);
                    format!("出席者を記録する・直す（{count}人）")
                };
                view! {
                    <details open=open>
                        <summary>{summary}</summary>
                        <AllThere ticks/>
                        {list()}
                    </details>
                }
                .into_any()
            } else {
                list().into_any()
            }}
        </section>
    }
}

/// Ticks those that are left.
#[component]
fn AllThere(ticks: Ticks) -> impl IntoView {
    let several = Memo::new(move |_| ticks.open() > 1);
    let all_there = move |()| {
        ticks.change(|rows| {
            for row in rows.iter_mut().filter(|row| row.mode.is_none()) {
                row.mode = Some(PresenceMode::InRoom);
            }
        });
    };
    view! {
        <Show when=move || several.get()>
            <Button variant=Variant::Tertiary icon=Icon::Check on_press=all_there>
                "残りの人を「対面」にする"
            </Button>
        </Show>
    }
}

#[component]
fn List(gathering: Gathering, agencies: Signal<Vec<(String, String)>>) -> impl IntoView {
    let ticks = gathering.ticks;
    let act = Act::new();
    let save = move |()| {
        gathering.run(act, Deed::Attend(ticks.attendance()), move || {
            ticks.written()
        });
    };
    let add = move |(person, words)| {
        ticks.change(|rows| {
            rows.push(Row {
                person,
                words,
                mode: Some(PresenceMode::InRoom),
                paper_pledge: false,
            });
        });
    };
    view! {
        <TickList ticks/>
        <Newcomer id="newcomer" agencies add=Callback::new(add)/>
        <Submit act label="出席を記録する" stopped=ticks.unchanged() on_press=save/>
    }
}

/// Everybody, with what is ticked of them.
#[component]
pub fn TickList(ticks: Ticks) -> impl IntoView {
    let indices = move || (0..ticks.rows.with(Vec::len)).collect::<Vec<_>>();
    view! {
        <ul class="list">
            <For each=indices key=|index| *index let:index>
                <AttendanceRow ticks index/>
            </For>
        </ul>
    }
}

/// Who was there, for those who only read it. `None`: not written down yet.
#[component]
pub fn WereThere(
    #[prop(into)] people: Signal<Vec<(String, Option<PresenceMode>)>>,
) -> impl IntoView {
    let row = |(name, mode): (String, Option<PresenceMode>)| {
        view! {
            <li class="list__row">
                <span>{name}</span>
                <span class="muted list__end">{mode.map(PresenceMode::label)}</span>
            </li>
        }
    };
    view! {
        <ul class="list" translate="no">
            {move || people.get().into_iter().map(row).collect_view()}
        </ul>
    }
}

#[component]
fn AttendanceRow(ticks: Ticks, index: usize) -> impl IntoView {
    let row = Memo::new(move |_| ticks.rows.with(|rows| rows.get(index).cloned()));
    let is = move |read: &dyn Fn(&Row) -> bool| row.with(|row| row.as_ref().is_some_and(read));
    let name = move || row.get().map(|row| row.words).unwrap_or_default();
    let paper = Memo::new(move |_| is(&|row| row.person.staff.is_none()));
    let change = move |edit: &dyn Fn(&mut Row)| {
        ticks.change(|rows| {
            if let Some(row) = rows.get_mut(index) {
                edit(row);
            }
        });
    };
    view! {
        <li class="list__row attend">
            <fieldset class="attend__who">
                <legend translate="no">{name}</legend>
                <div class="choices" data-layout="row">
                    {MODES
                        .map(|mode| {
                            let on = move || is(&|row| row.mode == Some(mode));
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
                        prop:checked=move || is(&|row| row.paper_pledge)
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

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::AgencyId;

    fn person(name: &str) -> Attendee {
        Attendee {
            agency: AgencyId(uuid::Uuid::from_u128(1)),
            staff: None,
            name: name.to_owned(),
        }
    }

    #[test]
    fn who_is_recorded_stands_once_and_who_is_only_called_is_not_sent() {
        let recorded = Row {
            person: person("試験 一"),
            words: String::new(),
            mode: Some(PresenceMode::Online),
            paper_pledge: true,
        };
        let called = ["試験 一", "試験 二"].map(|name| (person(name), name.to_owned()));
        let rows = Row::all([recorded].into_iter(), called.into_iter());
        assert_eq!(rows.len(), 2);
        let sent: Vec<_> = rows.iter().filter_map(Row::attendance).collect();
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0].person, person("試験 一"));
    }
}
