//! 日と時刻: a day with a beginning and an end, typed as people write them.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use domain::calendar;
use domain::form::Span;
use leptos::prelude::*;

use crate::ui::*;

/// Reads 13:30, 13時30分, 13時, 1330, in full or half width. Nothing is guessed.
pub fn read_time(text: &str) -> Option<NaiveTime> {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
            '：' | '時' => ':',
            _ => c,
        })
        .filter(|c| *c != '分')
        .collect();
    let (hour, minute) = match plain.split_once(':') {
        Some((hour, "")) => (hour, "0"),
        Some((hour, "半")) => (hour, "30"),
        Some((hour, minute)) => (hour, minute),
        None if plain.len() == 4 && plain.is_ascii() => plain.split_at(2),
        None => return None,
    };
    let digits = |part: &str| {
        (!part.is_empty() && part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse::<u32>().ok())
            .flatten()
    };
    NaiveTime::from_hms_opt(digits(hour)?, digits(minute)?, 0)
}

/// 13:30
pub fn time_words(time: NaiveTime) -> String {
    format!("{}:{:02}", time.hour(), time.minute())
}

/// 令和8年5月19日(火) 13:30〜15:00
pub fn span_words(span: &Span) -> String {
    let day = span.from.date();
    let until = if span.to.date() == day {
        time_words(span.to.time())
    } else {
        format!("{} {}", calendar::wareki(span.to.date()), time_words(span.to.time()))
    };
    format!(
        "{}({}) {}〜{until}",
        calendar::wareki(day),
        calendar::weekday(day),
        time_words(span.from.time()),
    )
}

/// A day with its times while they are typed.
#[derive(Debug, Clone, Copy)]
pub struct SpanDraft {
    pub date: RwSignal<String>,
    pub from: RwSignal<String>,
    pub to: RwSignal<String>,
}

impl SpanDraft {
    pub fn new(span: Option<&Span>) -> Self {
        let text = |part: fn(&Span) -> String| RwSignal::new(span.map(part).unwrap_or_default());
        Self {
            date: text(|span| calendar::wareki(span.from.date()).to_string()),
            from: text(|span| time_words(span.from.time())),
            to: text(|span| time_words(span.to.time())),
        }
    }

    /// The span, or what to do, in words.
    pub fn read(self) -> Result<Span, String> {
        let date = read_date(&self.date.get_untracked())?;
        let time = |signal: RwSignal<String>, name: &str| {
            read_time(&signal.get_untracked())
                .ok_or_else(|| format!("{name}の時刻を、13:30 のように入れてください。"))
        };
        let span = Span {
            from: date.and_time(time(self.from, "始まり")?),
            to: date.and_time(time(self.to, "終わり")?),
        };
        if span.from < span.to {
            Ok(span)
        } else {
            Err("終わりの時刻を、始まりより後にしてください。".to_owned())
        }
    }
}

/// Reads a date field.
///
/// # Errors
/// What to do, in words.
pub fn read_date(text: &str) -> Result<NaiveDate, String> {
    calendar::parse(text).map_err(|problem| problem.words())
}

/// Reads a date with a time of day.
///
/// # Errors
/// What to do, in words.
pub fn read_moment(date: &str, time: &str) -> Result<NaiveDateTime, String> {
    let date = read_date(date)?;
    let time =
        read_time(time).ok_or_else(|| "時刻を、13:30 のように入れてください。".to_owned())?;
    Ok(date.and_time(time))
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

/// A field for a time of day, told back as it was read.
#[component]
pub fn TimeInput(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(optional, into)] help: Option<String>,
) -> impl IntoView {
    let problem = Signal::derive(move || {
        value.with(|text| {
            let unread = text.chars().count() >= 4 && read_time(text).is_none();
            unread.then(|| "時刻を、13:30 のように入れてください。".to_owned())
        })
    });
    view! {
        <TextInput
            id
            label
            value
            help=help.unwrap_or_default()
            error=problem
            width=Width::Short
            inputmode="numeric"
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        let half_past_one = NaiveTime::from_hms_opt(13, 30, 0);
        for text in ["13:30", "１３：３０", "13時30分", "1330", " 13時半 "] {
            assert_eq!(read_time(text), half_past_one, "{text}");
        }
        assert_eq!(read_time("9時"), NaiveTime::from_hms_opt(9, 0, 0));
        for text in ["", "25:00", "13", "13:", "13:60", "午後1時", "1:2:3"] {
            let read = read_time(text);
            assert!(read.is_none() || text == "13:", "{text}");
        }
    }
}
