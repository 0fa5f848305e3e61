//! 同伴家族: the members of the family who come with her.

use domain::calendar;
use domain::form::{self, FamilyEntry, Value};
use leptos::prelude::*;

use crate::ui::*;

use super::Paper;
use super::field::write_back;

#[derive(Clone, Copy)]
struct Row {
    key: usize,
    name: RwSignal<String>,
    kana: RwSignal<String>,
    birth: RwSignal<String>,
    relation: RwSignal<String>,
    accompanies: RwSignal<bool>,
    school: RwSignal<String>,
}

impl Row {
    fn new(key: usize, entry: &FamilyEntry) -> Self {
        Self {
            key,
            name: RwSignal::new(entry.name.clone()),
            kana: RwSignal::new(entry.kana.clone()),
            birth: RwSignal::new(
                entry
                    .birth
                    .map(|birth| calendar::wareki(birth).to_string())
                    .unwrap_or_default(),
            ),
            relation: RwSignal::new(entry.relation.clone()),
            accompanies: RwSignal::new(entry.accompanies),
            school: RwSignal::new(entry.school.clone()),
        }
    }

    /// The entry as typed; an unreadable birth date is an error.
    fn read(self) -> Result<FamilyEntry, ()> {
        let birth = self.birth.get();
        let birth = if birth.trim().is_empty() {
            None
        } else {
            Some(calendar::parse(&birth).map_err(|_| ())?)
        };
        Ok(FamilyEntry {
            name: self.name.get(),
            kana: self.kana.get(),
            birth,
            relation: self.relation.get(),
            accompanies: self.accompanies.get(),
            school: self.school.get(),
        })
    }
}

/// The list with one block for each person.
#[component]
pub(super) fn PeopleField(
    paper: Paper,
    field: &'static form::Field,
    id: String,
    error: Signal<Option<String>>,
) -> impl IntoView {
    let start: Vec<Row> = paper.data.with_untracked(|data| {
        data.people(field.key)
            .iter()
            .enumerate()
            .map(|(key, entry)| Row::new(key, entry))
            .collect()
    });
    let next = StoredValue::new(start.len());
    let rows = RwSignal::new(start);
    write_back(paper, field, move || {
        let read: Result<Vec<FamilyEntry>, ()> = rows.get().iter().map(|row| row.read()).collect();
        match read {
            // The check asks to type it again; the fields keep what was typed.
            Err(()) => Some(Value::Text(String::new())),
            Ok(people) => {
                let blank = FamilyEntry {
                    accompanies: true,
                    ..FamilyEntry::default()
                };
                let people: Vec<_> = people.into_iter().filter(|p| *p != blank).collect();
                (!people.is_empty()).then_some(Value::People(people))
            }
        }
    });
    let add = move |()| {
        let key = next.get_value();
        next.set_value(key + 1);
        let entry = FamilyEntry {
            accompanies: true,
            ..FamilyEntry::default()
        };
        rows.update(|rows| rows.push(Row::new(key, &entry)));
    };
    let base = id.clone();
    let add_id = id.clone();
    view! {
        <GroupField id label=field.label help=field.hint error>
            <div class="stack" translate="no">
                <For each=move || rows.get() key=|row| row.key let:row>
                    <PersonRow row base=base.clone() rows/>
                </For>
                <Button id=add_id icon=Icon::Plus variant=Variant::Tertiary on_press=add>
                    "家族を足す"
                </Button>
            </div>
        </GroupField>
    }
}

#[component]
fn PersonRow(row: Row, base: String, rows: RwSignal<Vec<Row>>) -> impl IntoView {
    let key = row.key;
    let id = |part: &str| format!("{base}-{key}-{part}");
    view! {
        <div class="formrow panel">
            <div class="form__two">
                <TextInput id=id("name") label="名前" value=row.name/>
                <TextInput id=id("kana") label="フリガナ" value=row.kana/>
            </div>
            <DateInput id=id("birth") label="生年月日" value=row.birth/>
            <div class="form__two">
                <TextInput id=id("relation") label="続柄（例 長女）" value=row.relation/>
                <TextInput id=id("school") label="学校・保育所など" value=row.school/>
            </div>
            <Check id=id("accompanies") label="いっしょに来ている（支援の対象に数える）" checked=row.accompanies/>
            <Button
                icon=Icon::Trash
                variant=Variant::Tertiary
                on_press=move |()| rows.update(|rows| rows.retain(|own| own.key != key))
            >
                "この人を外す"
            </Button>
        </div>
    }
}
