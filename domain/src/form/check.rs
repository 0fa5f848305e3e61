//! 入力の確認: one check for every form. The screens and the server call the same function.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::{
    Attendee, Choice, FamilyEntry, Field, Form, FormData, Kind, Need, Problem, Span, Value, What,
};
use crate::calendar::{self, DateProblem};

/// Longest name of a person, in characters.
const NAME_MAX: usize = 60;
/// Longest relation or school, in characters.
const SHORT_MAX: usize = 60;
/// The oldest age that may be estimated.
const AGE_MAX: u16 = 120;

/// Every mistake in a filled form, in the order of the paper; empty when it is fit to be handed in.
///
/// `today` is the day in Japan. Nothing is changed or mended: what was typed stays as it is. A consent
/// tick is not the writer's to give, so its absence is no mistake here; the procedure refuses
/// (BR-002). Values of fields the form does not have come last.
pub fn check(form: &Form, data: &FormData, today: NaiveDate) -> Vec<Problem> {
    let mut problems = Vec::new();
    for field in form.fields() {
        if let Err(what) = check_field(field, data.get(field.key), today) {
            problems.push(Problem {
                field: field.key.to_owned(),
                what,
            });
        }
    }
    for key in data.0.keys().filter(|key| form.field(key).is_none()) {
        problems.push(Problem {
            field: key.clone(),
            what: What::UnknownField,
        });
    }
    problems
}

fn check_field(field: &Field, value: Option<&Value>, today: NaiveDate) -> Result<(), What> {
    let Some(value) = value.filter(|value| !is_blank(field.kind, value)) else {
        let asked =
            field.need == Need::Required && !matches!(field.kind, Kind::Consent | Kind::Age { .. });
        return if asked {
            Err(missing(field.kind))
        } else {
            Ok(())
        };
    };
    match (field.kind, value) {
        (
            Kind::Text { max } | Kind::LongText { max } | Kind::HerWords { max },
            Value::Text(text),
        ) => at_most(max, text),
        (Kind::Count { max }, Value::Text(text)) => {
            match calendar::ascii_digits(text.trim()).parse::<u32>() {
                Ok(count) if count <= max => Ok(()),
                _ => Err(What::NotACount),
            }
        }
        // Where the program knows no account, the name of the writer stands alone.
        (Kind::Staff, Value::Text(text)) => at_most(NAME_MAX, text),
        (Kind::Date | Kind::BirthDate, Value::UnreadDate(text)) => Err(unread(text)),
        (Kind::Date, Value::Date(date)) => in_range(*date),
        (Kind::BirthDate, Value::Date(date)) => in_range(*date).and_then(|()| past(*date, today)),
        (Kind::BirthDate, Value::EstimatedAge(age)) => {
            if *age <= AGE_MAX {
                Ok(())
            } else {
                Err(What::NoSuchAge)
            }
        }
        (Kind::One { options }, Value::Ticks(ticks)) => exactly_one(options, ticks),
        (Kind::Many { options, min }, Value::Ticks(ticks)) => at_least(options, min, ticks),
        (Kind::Lines { max, min }, Value::Lines(lines)) => check_lines(max, min, lines),
        (Kind::Attendees { min }, Value::Attendees(attendees)) => check_attendees(min, attendees),
        (Kind::Spans, Value::Spans(spans)) => spans.iter().try_for_each(check_span),
        (Kind::Span, Value::Spans(spans)) => match spans.as_slice() {
            [span] => check_span(span),
            _ => Err(What::WrongKind),
        },
        (Kind::People, Value::People(people)) => people
            .iter()
            .try_for_each(|person| check_person(person, today)),
        (Kind::Agency, Value::Agency(_))
        | (Kind::Staff, Value::Staff(_))
        | (Kind::Consent | Kind::Flag, Value::Flag(_)) => Ok(()),
        _ => Err(What::WrongKind),
    }
}

/// Whether a value is of the right kind and says nothing, as an untouched box does.
fn is_blank(kind: Kind, value: &Value) -> bool {
    let fits = matches!(
        (kind, value),
        (
            Kind::Text { .. }
                | Kind::LongText { .. }
                | Kind::HerWords { .. }
                | Kind::Staff
                | Kind::Count { .. },
            Value::Text(_),
        ) | (Kind::Date | Kind::BirthDate, Value::UnreadDate(_))
            | (Kind::One { .. } | Kind::Many { .. }, Value::Ticks(_))
            | (Kind::Lines { .. }, Value::Lines(_))
            | (Kind::Attendees { .. }, Value::Attendees(_))
            | (Kind::Spans | Kind::Span, Value::Spans(_))
            | (Kind::People, Value::People(_))
    );
    fits && value.is_empty()
}

fn missing(kind: Kind) -> What {
    match kind {
        Kind::One { .. } => What::ExactlyOne,
        Kind::Many { min, .. } if min > 1 => What::TooFew { min },
        Kind::Attendees { min } if min > 1 => What::TooFew { min },
        _ => What::Missing,
    }
}

fn at_most(max: usize, text: &str) -> Result<(), What> {
    if text.chars().nth(max).is_none() {
        Ok(())
    } else {
        Err(What::TooLong { max })
    }
}

/// The screen keeps unread dates to the letter; here they are read once more, for their words.
fn unread(text: &str) -> What {
    let problem = calendar::parse(text)
        .err()
        .unwrap_or(DateProblem::Unreadable);
    What::NotADate {
        words: problem.words(),
    }
}

/// A date may also come from elsewhere than a date field; the calendar's bounds hold all the same.
fn in_range(date: NaiveDate) -> Result<(), What> {
    let (year, month, day) = (
        date.year().to_string(),
        date.month().to_string(),
        date.day().to_string(),
    );
    match calendar::parse_parts(calendar::EraChoice::Western, &year, &month, &day) {
        Ok(_) => Ok(()),
        Err(problem) => Err(What::NotADate {
            words: problem.words(),
        }),
    }
}

fn past(date: NaiveDate, today: NaiveDate) -> Result<(), What> {
    if date < today {
        Ok(())
    } else {
        Err(What::NotInThePast)
    }
}

fn exactly_one(options: &[Choice], ticks: &[String]) -> Result<(), What> {
    known(options, ticks)?;
    if ticks.len() == 1 {
        Ok(())
    } else {
        Err(What::ExactlyOne)
    }
}

fn at_least(options: &[Choice], min: usize, ticks: &[String]) -> Result<(), What> {
    known(options, ticks)?;
    let different: BTreeSet<&String> = ticks.iter().collect();
    if different.len() >= min {
        Ok(())
    } else {
        Err(What::TooFew { min })
    }
}

fn known(options: &[Choice], ticks: &[String]) -> Result<(), What> {
    let is_option = |tick: &String| options.iter().any(|option| option.key == tick);
    if ticks.iter().all(is_option) {
        Ok(())
    } else {
        Err(What::UnknownChoice)
    }
}

fn check_lines(max: usize, min: usize, lines: &[String]) -> Result<(), What> {
    lines.iter().try_for_each(|line| at_most(max, line))?;
    let filled = lines.iter().filter(|line| !line.trim().is_empty()).count();
    if filled >= min {
        Ok(())
    } else {
        Err(What::TooFew { min })
    }
}

fn check_attendees(min: usize, attendees: &[Attendee]) -> Result<(), What> {
    attendees
        .iter()
        .try_for_each(|attendee| at_most(NAME_MAX, &attendee.name))?;
    let agencies: BTreeSet<_> = attendees.iter().map(|attendee| attendee.agency).collect();
    if agencies.len() >= min {
        Ok(())
    } else {
        Err(What::TooFew { min })
    }
}

fn check_span(span: &Span) -> Result<(), What> {
    in_range(span.from.date())?;
    in_range(span.to.date())?;
    if span.from < span.to {
        Ok(())
    } else {
        Err(What::EndsBeforeItStarts)
    }
}

fn check_person(person: &FamilyEntry, today: NaiveDate) -> Result<(), What> {
    for name in [&person.name, &person.kana] {
        at_most(NAME_MAX, name)?;
    }
    for short in [&person.relation, &person.school] {
        at_most(SHORT_MAX, short)?;
    }
    if person.name.trim().is_empty() && person.relation.trim().is_empty() {
        return Err(What::Missing);
    }
    match person.birth {
        // A baby may have been born today.
        Some(birth) if birth > today => Err(What::NotInThePast),
        Some(birth) => in_range(birth),
        None => Ok(()),
    }
}
