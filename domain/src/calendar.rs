//! 暦: dates as Japanese offices write and count them.
//!
//! [`wareki`] and [`parse`] turn dates into 元号 text and back, [`age_on`] and [`has_reached`] count age by
//! law (two functions, because the law's day is the day before the birthday), [`fiscal_year`] counts
//! April to March. Dates are [`NaiveDate`], instants `DateTime<Utc>`; the only zone is Asia/Tokyo.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};

mod age;
mod fiscal;
mod parse;
mod wareki;

pub use age::{age_on, age_words, estimated_age_words, has_reached, reaches_on};
pub use fiscal::{fiscal_year, fiscal_year_days, fiscal_year_label, working_days_after};
pub use parse::{DateProblem, as_typed, ascii_digits, parse, parse_parts};
pub use wareki::{Era, EraChoice, Wareki, wareki, wareki_and_western, weekday};

/// Japan is nine hours ahead of UTC all year.
const AHEAD: TimeDelta = TimeDelta::hours(9);

/// 日本時間: the wall clock in Japan at this instant.
pub fn jst(instant: DateTime<Utc>) -> NaiveDateTime {
    let utc = instant.naive_utc();
    utc.checked_add_signed(AHEAD).unwrap_or(utc)
}

/// The day in Japan at this instant.
pub fn jst_date(instant: DateTime<Utc>) -> NaiveDate {
    jst(instant).date()
}

/// The instant at which the clock in Japan shows this time.
pub fn instant(jst: NaiveDateTime) -> DateTime<Utc> {
    jst.checked_sub_signed(AHEAD).unwrap_or(jst).and_utc()
}
