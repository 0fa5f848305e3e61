//! 入力の確認: what was filled in, row by row, with a way back to each field.

use domain::calendar;
use domain::form::{self, Form, FormData, Kind, Value};
use domain::view::Directory;
use leptos::prelude::*;

use crate::staff::words;

/// One value in words; empty where nothing was filled in.
pub fn value_words(field: &form::Field, value: Option<&Value>, directory: &Directory) -> String {
    let Some(value) = value else {
        return String::new();
    };
    match value {
        Value::Text(text) | Value::UnreadDate(text) => text.clone(),
        Value::Date(date) => words::date(*date),
        Value::EstimatedAge(age) => calendar::estimated_age_words(*age),
        Value::Ticks(ticks) => tick_words(field.kind, ticks).join("、"),
        Value::Lines(lines) => lines.join("\n"),
        Value::Attendees(attendees) => attendees
            .iter()
            .map(|attendee| {
                let agency = words::agency_name(&directory.agencies, attendee.agency);
                let person = match attendee.staff {
                    Some(staff) if attendee.name.is_empty() => {
                        words::person_name(&directory.people, staff)
                    }
                    _ => attendee.name.clone(),
                };
                if person.is_empty() {
                    agency
                } else {
                    format!("{agency}　{person}")
                }
            })
            .collect::<Vec<_>>()
            .join("\n"),
        Value::Spans(spans) => spans
            .iter()
            .map(|span| words::span(*span))
            .collect::<Vec<_>>()
            .join("\n"),
        Value::People(people) => people
            .iter()
            .map(|person| {
                let birth = person.birth.map(words::date).unwrap_or_default();
                let accompanies = if person.accompanies { "同伴" } else { "" };
                [
                    person.relation.as_str(),
                    person.name.as_str(),
                    person.kana.as_str(),
                    birth.as_str(),
                    accompanies,
                ]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join("　")
            })
            .collect::<Vec<_>>()
            .join("\n"),
        Value::Agency(agency) => words::agency_name(&directory.agencies, *agency),
        Value::Staff(staff) => words::person_name(&directory.people, *staff),
        Value::Flag(true) => "はい".to_owned(),
        Value::Flag(false) => "いいえ".to_owned(),
    }
}

fn tick_words(kind: Kind, ticks: &[String]) -> Vec<String> {
    let options = match kind {
        Kind::One { options } | Kind::Many { options, .. } => options,
        _ => return ticks.to_vec(),
    };
    ticks
        .iter()
        .map(|tick| {
            options
                .iter()
                .find(|option| option.key == tick)
                .map_or_else(|| tick.clone(), |option| option.label.to_owned())
        })
        .collect()
}

/// The check-answers list. Without `change` it only shows, and leaves out what was not filled in.
#[component]
pub fn Answers(
    form: &'static Form,
    #[prop(into)] data: Signal<FormData>,
    #[prop(into)] directory: Signal<Directory>,
    /// Goes back to the field with that key.
    #[prop(optional, into)]
    change: Option<Callback<&'static str>>,
    #[prop(optional)] skip: Vec<&'static str>,
) -> impl IntoView {
    form.sections
        .iter()
        .map(|section| {
            let fields: Vec<&'static form::Field> = section
                .fields
                .iter()
                .filter(|field| !skip.contains(&field.key))
                .filter(|field| !matches!(field.kind, Kind::Age { .. }))
                .collect();
            let shown = fields.clone();
            let any = move || {
                change.is_some()
                    || data.with(|data| shown.iter().any(|field| data.get(field.key).is_some()))
            };
            let any = Memo::new(move |_| any());
            view! {
                <Show when=move || any.get()>
                    <section class="form__section">
                        {(!section.title.is_empty()).then(|| view! { <h2>{section.title}</h2> })}
                        <dl class="dl">
                            {fields
                                .clone()
                                .into_iter()
                                .map(|field| view! { <Row field data directory change/> })
                                .collect_view()}
                        </dl>
                    </section>
                </Show>
            }
        })
        .collect_view()
}

#[component]
fn Row(
    field: &'static form::Field,
    data: Signal<FormData>,
    directory: Signal<Directory>,
    change: Option<Callback<&'static str>>,
) -> impl IntoView {
    let text = Memo::new(move |_| {
        data.with(|data| directory.with(|all| value_words(field, data.get(field.key), all)))
    });
    move || {
        let words = text.get();
        if words.is_empty() && change.is_none() {
            return None;
        }
        let words = if words.is_empty() {
            "記入なし".to_owned()
        } else {
            words
        };
        Some(view! {
            <div class="dl__row">
                <dt>{field.label}</dt>
                <dd>
                    <div class="dl__text" translate="no">{words}</div>
                    {change
                        .filter(|_| !matches!(field.kind, Kind::Consent))
                        .map(|change| {
                            view! {
                                <button
                                    type="button"
                                    class="dl__change linkbutton"
                                    on:click=move |_| change.run(field.key)
                                >
                                    "変更"
                                    <span class="visually-hidden">{format!("：{}", field.label)}</span>
                                </button>
                            }
                        })}
                </dd>
            </div>
        })
    }
}
