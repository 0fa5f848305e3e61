//! One box of a form on the screen, by what it holds.

use domain::calendar::{self, Era, EraChoice};
use domain::form::{self, Class, Kind, Value};
use leptos::prelude::*;

use crate::staff::door::door;
use crate::ui::*;

use super::people::PeopleField;
use super::rows::{AttendeesField, LinesField};
use super::select::{Select, agency_options, person_options};
use super::spans::SpansField;
use super::{Paper, value_words};

/// A field with its label, help, need and error.
#[component]
pub(super) fn FormField(
    paper: Paper,
    field: &'static form::Field,
    id: String,
    lock: Option<String>,
) -> impl IntoView {
    let error = Signal::derive(move || {
        paper.problems.with(|problems| {
            problems
                .iter()
                .find(|problem| problem.field == field.key)
                .map(|problem| problem.what.words(field.label))
        })
    });
    let need = match field.need {
        form::Need::Required => Need::Required,
        form::Need::Optional => Need::Optional,
    };
    if let Some(words) = lock {
        return view! { <Fixed paper field id words/> }.into_any();
    }
    let label = field.label;
    let help = field.hint;
    // A box for a place is the one box where a place belongs.
    let shared = paper.shared.filter(|_| field.class < Class::P4);
    let start = paper
        .data
        .with_untracked(|data| data.get(field.key).cloned());
    match field.kind {
        Kind::Text { max } => {
            let value = text_signal(paper, field, start);
            let width = match max {
                0..=40 => Width::Middle,
                41..=100 => Width::Long,
                _ => Width::Full,
            };
            view! { <TextInput id label need help error value width nostrip:shared=shared/> }
                .into_any()
        }
        Kind::LongText { max } | Kind::HerWords { max } => {
            let value = text_signal(paper, field, start);
            let hers = matches!(field.kind, Kind::HerWords { .. });
            let area = view! {
                <TextArea
                    id
                    label
                    need
                    help
                    error
                    value
                    advice_chars=max
                    nostrip:shared=shared
                    hers
                />
            };
            match hers {
                true => view! {
                    <div class="fields" translate="no">
                        {area}
                    </div>
                }
                .into_any(),
                false => area.into_any(),
            }
        }
        Kind::Count { .. } => {
            let value = text_signal(paper, field, start);
            view! {
                <TextInput id label need help error value inputmode="numeric" width=Width::Short/>
            }
            .into_any()
        }
        Kind::Date => {
            let value = date_signal(paper, field, start);
            view! { <DateInput id label need help error value/> }.into_any()
        }
        Kind::BirthDate => view! { <BirthField paper field id need error start/> }.into_any(),
        Kind::Age { birth_key } => view! { <AgeLine paper field birth_key/> }.into_any(),
        Kind::One { options } => {
            let now = match start {
                Some(Value::Ticks(ticks)) => ticks.first().cloned().unwrap_or_default(),
                _ => String::new(),
            };
            let value = RwSignal::new(now);
            write_back(paper, field, move || {
                let tick = value.get();
                (!tick.is_empty()).then(|| Value::Ticks(vec![tick]))
            });
            let many = options.len() > 7;
            if many {
                let options: Vec<_> = options
                    .iter()
                    .map(|o| (o.key.to_owned(), o.label.to_owned()))
                    .collect();
                view! { <Select id label need help error value options/> }.into_any()
            } else {
                let options = options
                    .iter()
                    .map(|o| Choice::new(o.key, o.label))
                    .collect();
                view! { <RadioGroup id label need help error options value/> }.into_any()
            }
        }
        Kind::Many { options, .. } => {
            let now = match start {
                Some(Value::Ticks(ticks)) => ticks,
                _ => Vec::new(),
            };
            let value = RwSignal::new(now);
            write_back(paper, field, move || {
                let ticks = value.get();
                (!ticks.is_empty()).then_some(Value::Ticks(ticks))
            });
            let options: Vec<_> = options
                .iter()
                .map(|o| Choice::new(o.key, o.label))
                .collect();
            let layout = if options.len() > 6 {
                Layout::Row
            } else {
                Layout::Stack
            };
            view! { <CheckGroup id label need help error options value layout/> }.into_any()
        }
        Kind::Lines { .. } => view! { <LinesField paper field id need error/> }.into_any(),
        Kind::Attendees { .. } => view! { <AttendeesField paper field id need error/> }.into_any(),
        Kind::Spans => view! { <SpansField paper field id need error several=true/> }.into_any(),
        Kind::Span => view! { <SpansField paper field id need error several=false/> }.into_any(),
        Kind::People => view! { <PeopleField paper field id error/> }.into_any(),
        Kind::Agency => {
            let now = match start {
                Some(Value::Agency(agency)) => agency.to_string(),
                _ => String::new(),
            };
            let value = RwSignal::new(now);
            write_back(paper, field, move || {
                value.get().parse().ok().map(Value::Agency)
            });
            let options = Signal::derive(move || paper.directory.with(agency_options));
            view! { <Select id label need help error value options/> }.into_any()
        }
        Kind::Staff => {
            let now = match start {
                Some(Value::Staff(staff)) => staff.to_string(),
                _ => String::new(),
            };
            let value = RwSignal::new(now);
            write_back(paper, field, move || {
                value.get().parse().ok().map(Value::Staff)
            });
            let options = Signal::derive(move || paper.directory.with(person_options));
            view! { <Select id label need help error value options/> }.into_any()
        }
        Kind::Consent => {
            let words = if help.is_empty() {
                "同意の記録から自動でしるしがつきます。"
            } else {
                help
            };
            view! { <Fixed paper field id words=words.to_owned()/> }.into_any()
        }
        Kind::Flag => {
            let checked = RwSignal::new(matches!(start, Some(Value::Flag(true))));
            write_back(paper, field, move || {
                checked.get().then_some(Value::Flag(true))
            });
            view! { <Check id label help checked/> }.into_any()
        }
    }
}

/// Puts what a control holds into the data whenever it changes; nothing held removes the value.
pub(super) fn write_back(
    paper: Paper,
    field: &'static form::Field,
    read: impl Fn() -> Option<Value> + 'static,
) {
    Effect::new(move |_| {
        let value = read();
        let same = paper
            .data
            .with_untracked(|data| data.get(field.key) == value.as_ref());
        if same {
            return;
        }
        paper.data.update(|data| match value {
            Some(value) => data.set(field.key, value),
            None => {
                data.0.remove(field.key);
            }
        });
    });
}

fn text_signal(
    paper: Paper,
    field: &'static form::Field,
    start: Option<Value>,
) -> RwSignal<String> {
    let value = RwSignal::new(match start {
        Some(Value::Text(text)) => text,
        _ => String::new(),
    });
    write_back(paper, field, move || {
        let text = value.get();
        (!text.is_empty()).then_some(Value::Text(text))
    });
    value
}

/// The raw text of a date, as [`DateInput`] keeps it.
pub(super) fn date_text(value: Option<&Value>) -> String {
    match value {
        Some(Value::Date(date)) => calendar::wareki(*date).to_string(),
        Some(Value::UnreadDate(text)) => text.clone(),
        _ => String::new(),
    }
}

/// What a typed date amounts to; unreadable text is kept to the letter.
pub(super) fn read_date(text: String) -> Option<Value> {
    if text.trim().is_empty() {
        return None;
    }
    Some(calendar::parse(&text).map_or(Value::UnreadDate(text), Value::Date))
}

fn date_signal(
    paper: Paper,
    field: &'static form::Field,
    start: Option<Value>,
) -> RwSignal<String> {
    let value = RwSignal::new(date_text(start.as_ref()));
    write_back(paper, field, move || read_date(value.get()));
    value
}

/// A birth date, or where it is unknown the estimated age.
#[component]
fn BirthField(
    paper: Paper,
    field: &'static form::Field,
    id: String,
    need: Need,
    error: Signal<Option<String>>,
    start: Option<Value>,
) -> impl IntoView {
    let date = RwSignal::new(date_text(start.as_ref()));
    let age = RwSignal::new(match start {
        Some(Value::EstimatedAge(age)) => age.to_string(),
        _ => String::new(),
    });
    write_back(paper, field, move || {
        let age = half_width(&age.get());
        read_date(date.get()).or_else(|| {
            if age.is_empty() {
                return None;
            }
            Some(
                age.parse()
                    .map_or(Value::UnreadDate(age), Value::EstimatedAge),
            )
        })
    });
    let age_id = format!("{id}-age");
    view! {
        <DateInput
            id
            label=field.label
            need
            help=field.hint
            error
            value=date
            era=EraChoice::Era(Era::Heisei)
        />
        <TextInput
            id=age_id
            label=format!("{}がわからないとき：推定の年齢", field.label)
            value=age
            inputmode="numeric"
            width=Width::Short
        />
    }
}

/// Digits in half width, without anything around them.
fn half_width(text: &str) -> String {
    calendar::ascii_digits(text.trim()).replace('歳', "")
}

/// The age that follows from the birth date.
#[component]
fn AgeLine(paper: Paper, field: &'static form::Field, birth_key: &'static str) -> impl IntoView {
    let words = move || {
        paper.data.with(|data| match data.get(birth_key) {
            Some(Value::Date(birth)) => calendar::age_words(*birth, door().today()),
            Some(Value::EstimatedAge(age)) => Some(calendar::estimated_age_words(*age)),
            _ => None,
        })
    };
    view! {
        <p class="field__computed" aria-live="polite">
            {field.label} "："
            {move || words().unwrap_or_else(|| "生年月日から計算します".to_owned())}
        </p>
    }
}

/// A value that is shown and not typed here.
#[component]
fn Fixed(paper: Paper, field: &'static form::Field, id: String, words: String) -> impl IntoView {
    let shown = move || {
        let value = paper
            .data
            .with(|data| value_words(field, data.get(field.key), &paper.directory.get()));
        if value.is_empty() {
            "記入なし".to_owned()
        } else {
            value
        }
    };
    let flag = matches!(field.kind, Kind::Consent | Kind::Flag);
    if flag {
        let checked = RwSignal::new(false);
        Effect::new(move |_| {
            checked.set(
                paper
                    .data
                    .with(|d| d.get(field.key) == Some(&Value::Flag(true))),
            );
        });
        return view! { <Check id label=field.label checked locked_reason=Some(words)/> }
            .into_any();
    }
    view! {
        <div class="field" id=id tabindex="-1">
            <p class="field__label">{field.label}</p>
            <p translate="no">{shown}</p>
            <p class="field__help">{words}</p>
        </div>
    }
    .into_any()
}
