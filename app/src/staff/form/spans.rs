//! Times from before to: wished dates, and the time that was.

use chrono::{NaiveDate, Timelike};
use domain::calendar;
use domain::form::{self, Span, Value};
use leptos::prelude::*;

use crate::staff::words;
use crate::ui::*;

use super::Paper;
use super::field::write_back;

#[derive(Clone, Copy)]
struct Row {
    key: usize,
    date: RwSignal<String>,
    from: RwSignal<String>,
    to: RwSignal<String>,
}

impl Row {
    fn new(key: usize, span: Option<Span>) -> Self {
        let clock = |hour: u32, minute: u32| format!("{hour}:{minute:02}");
        let text = |text: Option<String>| RwSignal::new(text.unwrap_or_default());
        Self {
            key,
            date: text(span.map(|s| calendar::wareki(s.from.date()).to_string())),
            from: text(span.map(|s| clock(s.from.hour(), s.from.minute()))),
            to: text(span.map(|s| clock(s.to.hour(), s.to.minute()))),
        }
    }

    /// The time as typed: nothing, readable, or not.
    fn read(self) -> Result<Option<Span>, ()> {
        let (date, from, to) = (self.date.get(), self.from.get(), self.to.get());
        if [&date, &from, &to]
            .iter()
            .all(|text| text.trim().is_empty())
        {
            return Ok(None);
        }
        read_span(&date, &from, &to).map(Some).ok_or(())
    }
}

/// Reads a day and two times of that day.
pub fn read_span(date: &str, from: &str, to: &str) -> Option<Span> {
    let day: NaiveDate = calendar::parse(date).ok()?;
    let at = |text: &str| {
        let (hour, minute) = words::read_clock(text)?;
        day.and_hms_opt(hour, minute, 0)
    };
    Some(Span {
        from: at(from)?,
        to: at(to)?,
    })
}

/// One time, or several in the order of the wish.
#[component]
pub(super) fn SpansField(
    paper: Paper,
    field: &'static form::Field,
    id: String,
    need: Need,
    error: Signal<Option<String>>,
    several: bool,
) -> impl IntoView {
    let start: Vec<Row> = paper.data.with_untracked(|data| {
        data.spans(field.key)
            .iter()
            .enumerate()
            .map(|(key, s)| Row::new(key, Some(*s)))
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
        let read: Vec<_> = rows.get().iter().map(|row| row.read()).collect();
        if read.iter().any(Result::is_err) {
            // Half a time is no time; the check says so, the fields keep what was typed.
            return Some(Value::Text(String::new()));
        }
        let spans: Vec<Span> = read.into_iter().filter_map(Result::ok).flatten().collect();
        (!spans.is_empty()).then_some(Value::Spans(spans))
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
                    {
                        let key = row.key;
                        let date_id = if key == 0 { base.clone() } else { format!("{base}-{key}") };
                        let label = if several { format!("第{}希望の日", key + 1) } else { "日".to_owned() };
                        view! {
                            <div class="formrow">
                                <DateInput id=date_id label value=row.date/>
                                <div class="form__two">
                                    <TextInput
                                        id=format!("{base}-{key}-from")
                                        label="はじまり（例 13:30）"
                                        value=row.from
                                        width=Width::Short
                                    />
                                    <TextInput
                                        id=format!("{base}-{key}-to")
                                        label="おわり（例 15:00）"
                                        value=row.to
                                        width=Width::Short
                                    />
                                </div>
                            </div>
                        }
                    }
                </For>
                {several
                    .then(|| {
                        view! {
                            <Button icon=Icon::Plus variant=Variant::Tertiary on_press=add>
                                "希望日を足す"
                            </Button>
                        }
                    })}
            </div>
        </GroupField>
    }
}
