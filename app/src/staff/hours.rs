//! 日と時刻: a day with a beginning and an end, while they are typed.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use domain::calendar;
use domain::form::Span;
use leptos::prelude::*;

use crate::ui::*;

use super::words;

/// What to do when a time of day cannot be read.
const TIME: &str = "時刻を、13:30 のように入れてください。";

/// A day with its times while they are typed. Cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct SpanDraft {
    pub date: RwSignal<String>,
    pub from: RwSignal<String>,
    pub to: RwSignal<String>,
}

impl SpanDraft {
    pub fn new(span: Option<Span>) -> Self {
        let text = |part: fn(Span) -> String| RwSignal::new(span.map(part).unwrap_or_default());
        Self {
            date: text(|span| calendar::wareki(span.from.date()).to_string()),
            from: text(|span| words::clock(span.from)),
            to: text(|span| words::clock(span.to)),
        }
    }

    /// The span as it stands.
    ///
    /// # Errors
    /// What to do, in words.
    pub fn read(self) -> Result<Span, String> {
        let date = read_date(&self.date.get())?;
        let span = Span {
            from: date.and_time(read_time(&self.from.get())?),
            to: date.and_time(read_time(&self.to.get())?),
        };
        if span.from < span.to {
            Ok(span)
        } else {
            Err("終わりの時刻を、始まりより後にしてください。".to_owned())
        }
    }
}

/// Reads a time of day.
///
/// # Errors
/// What to do, in words.
pub fn read_time(text: &str) -> Result<NaiveTime, String> {
    words::read_clock(text)
        .and_then(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0))
        .ok_or_else(|| TIME.to_owned())
}

/// Reads a date field.
///
/// # Errors
/// What to do, in words.
pub fn read_date(text: &str) -> Result<NaiveDate, String> {
    calendar::parse(text).map_err(|problem| problem.words())
}

/// Reads a day with a time of day.
///
/// # Errors
/// What to do, in words.
pub fn read_moment(date: &str, time: &str) -> Result<NaiveDateTime, String> {
    Ok(read_date(date)?.and_time(read_time(time)?))
}

/// Time of day in Japan of an instant, empty for none.
pub fn hour(at: Option<DateTime<Utc>>) -> String {
    at.map(|at| words::clock(calendar::jst(at)))
        .unwrap_or_default()
}

/// Fields for a day with its times.
#[component]
pub fn SpanFields(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    draft: SpanDraft,
    #[prop(optional)] need: Need,
) -> impl IntoView {
    view! {
        <DateInput id=format!("{id}-date") label=label value=draft.date need/>
        <div class="form__two">
            <TimeInput id=format!("{id}-from") label="始まり" value=draft.from/>
            <TimeInput id=format!("{id}-to") label="終わり" value=draft.to/>
        </div>
    }
}

/// A field for a time of day.
#[component]
pub fn TimeInput(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    value: RwSignal<String>,
) -> impl IntoView {
    let problem = Signal::derive(move || {
        value.with(|text| {
            let long = text.trim().chars().count() >= 4;
            (long && words::read_clock(text).is_none()).then(|| TIME.to_owned())
        })
    });
    view! { <TextInput id label value error=problem width=Width::Short inputmode="numeric"/> }
}
