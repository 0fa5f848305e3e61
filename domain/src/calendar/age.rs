//! 年齢: age by law (年齢計算ニ関スル法律, 民法143条; domain.md §17, BR-061).

use chrono::{Datelike, NaiveDate};

/// 満年齢: years completed at 00:00 of `date`; `None` before the birth.
///
/// Who was born on February 29 completes a year, where that day is missing, at the start of March 1.
pub fn age_on(birth: NaiveDate, date: NaiveDate) -> Option<u16> {
    months_on(birth, date).map(|months| months / 12)
}

/// 年齢に達する日: the legal day on which `age` is reached, the day before the birthday.
///
/// `None` where the calendar ends. Age 0 is reached at birth.
pub fn reaches_on(birth: NaiveDate, age: u16) -> Option<NaiveDate> {
    if age == 0 {
        return Some(birth);
    }
    let year = birth.year().checked_add(i32::from(age))?;
    birth
        .with_year(year)
        .or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))?
        .pred_opt()
}

/// Whether `age` is reached by law on `date` or before (April 1 births reach it on March 31).
pub fn has_reached(birth: NaiveDate, age: u16, date: NaiveDate) -> bool {
    reaches_on(birth, age).is_some_and(|day| day <= date)
}

/// 35歳, or 4か月 under one year; `None` before the birth.
pub fn age_words(birth: NaiveDate, date: NaiveDate) -> Option<String> {
    let months = months_on(birth, date)?;
    Some(if months < 12 {
        format!("{months}か月")
    } else {
        format!("{}歳", months / 12)
    })
}

/// 35歳（推定）, where no birth date is known.
pub fn estimated_age_words(age: u16) -> String {
    format!("{age}歳（推定）")
}

/// Months completed at 00:00 of `date`; a month without the birth day completes on the next first.
fn months_on(birth: NaiveDate, date: NaiveDate) -> Option<u16> {
    if date < birth {
        return None;
    }
    let months = (date.year() - birth.year()) * 12 + date.month0() as i32
        - birth.month0() as i32
        - i32::from(date.day() < birth.day());
    u16::try_from(months).ok()
}
