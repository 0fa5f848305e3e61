//! 年度 and working days.

use chrono::{Datelike, NaiveDate, Weekday};

/// 年度: the fiscal year a day belongs to, April 1 to March 31, named by the year it begins in.
pub fn fiscal_year(date: NaiveDate) -> i32 {
    date.year() - i32::from(date.month() < 4)
}

/// First and last day of a fiscal year; `None` beyond the calendar's end.
pub fn fiscal_year_days(year: i32) -> Option<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::from_ymd_opt(year, 4, 1)?;
    let last = NaiveDate::from_ymd_opt(year.checked_add(1)?, 3, 31)?;
    Some((first, last))
}

/// 令和8年度. Fiscal 2019 is 令和元年度 throughout, 1989 平成元年度 (domain.md §17).
pub fn fiscal_year_label(year: i32) -> String {
    let (era, n) = match year {
        2019.. => ("令和", year - 2018),
        1989.. => ("平成", year - 1988),
        1927.. => ("昭和", year - 1925),
        _ => return format!("{year}年度"),
    };
    if n == 1 {
        format!("{era}元年度")
    } else {
        format!("{era}{n}年度")
    }
}

/// The `n`th working day after `date`, with Saturdays and Sundays left out.
///
/// Public holidays count as working days: their list changes by law every year and is no part of
/// this program. `n` = 0 is `date` itself, whatever day it is.
pub fn working_days_after(date: NaiveDate, n: u16) -> NaiveDate {
    let mut day = date;
    let mut left = n;
    while left > 0 {
        let Some(next) = day.succ_opt() else { break };
        day = next;
        if !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            left -= 1;
        }
    }
    day
}
