//! Reading dates as people type them, and saying kindly what is wrong with those that are none.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::wareki::{Era, EraChoice, wareki, wareki_and_western, weekday};

/// The last year that can be typed; beyond it, a digit too many is likelier than a plan.
const LAST_YEAR: i32 = 2199;

/// Why a text is not a date. A closed list, each with its words once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateProblem {
    Empty,
    YearMissing,
    MonthMissing,
    DayMissing,
    /// A part that is no whole number.
    NotANumber,
    /// None of the ways of writing a date that we know.
    Unreadable,
    /// A year such as 26, which could be 平成, 昭和, 令和 or 2026.
    EraMissing,
    YearZero,
    NoSuchMonth,
    /// A day after the end of the month.
    NoSuchDay {
        era: EraChoice,
        year: u16,
        month: u8,
        last: u32,
    },
    /// The era had ended or not begun; `meant` is the same day in its right era.
    NotInEra {
        era: Era,
        year: u16,
        month: u8,
        day: u8,
        meant: NaiveDate,
    },
    BeforeTaisho,
    TooLate,
}

impl DateProblem {
    /// What the writer reads: what to do, in plain Japanese.
    pub fn words(&self) -> String {
        match *self {
            Self::Empty => "日付を入れてください。".to_owned(),
            Self::YearMissing => "年を入れてください。".to_owned(),
            Self::MonthMissing => "月を入れてください。".to_owned(),
            Self::DayMissing => "日を入れてください。".to_owned(),
            Self::NotANumber => {
                "年・月・日は数字で入れてください（元年は「元」でもかまいません）。".to_owned()
            }
            Self::Unreadable => {
                "日付として読めませんでした。「令和8年11月21日」「R8.11.21」「2026-11-21」の\
                                 ように書いてください。"
                    .to_owned()
            }
            Self::EraMissing => {
                "年は「令和8」のように元号をつけるか、「2026」のように4けたで書いてください。"
                    .to_owned()
            }
            Self::YearZero => {
                "年は1以上の数字にしてください。はじめの年は「元」か「1」です。".to_owned()
            }
            Self::NoSuchMonth => "月は1から12までの数字にしてください。".to_owned(),
            Self::NoSuchDay {
                era,
                year,
                month,
                last,
            } => {
                let year = era.year_text(i32::from(year));
                format!("{year}{month}月の日は、1から{last}までの数字にしてください。")
            }
            Self::NotInEra {
                era,
                year,
                month,
                day,
                meant,
            } => {
                let year = EraChoice::Era(era).year_text(i32::from(year));
                let meant = wareki(meant);
                format!(
                    "{year}{month}月{day}日という日はありません。「{meant}」ではないか、たしかめてください。"
                )
            }
            Self::BeforeTaisho => {
                "大正元年（1912年）7月30日からあとの日付を入れてください。".to_owned()
            }
            Self::TooLate => format!("{LAST_YEAR}年までの日付を入れてください。"),
        }
    }
}

impl fmt::Display for DateProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words())
    }
}

impl std::error::Error for DateProblem {}

/// Reads a date typed in one field: R8.11.21, 令和8年11月21日, 令和元年5月1日, 昭64.1.7, 2026-11-21,
/// 令和8年(2026年)5月8日(金), in full or half width, with or without spaces.
///
/// A year without era must have four digits; nothing is guessed.
pub fn parse(text: &str) -> Result<NaiveDate, DateProblem> {
    let folded = fold(text);
    if folded.is_empty() {
        return Err(DateProblem::Empty);
    }
    let bare = without_brackets(&folded).ok_or(DateProblem::Unreadable)?;
    let date = read(&bare)?;
    // What stands in brackets must agree with the date, or somebody mistyped one of the two.
    let agrees = || {
        let day = weekday(date);
        [
            wareki_and_western(date),
            format!("{bare}({day})"),
            format!("{bare}({day}曜日)"),
        ]
        .contains(&folded)
    };
    if bare == folded || agrees() {
        Ok(date)
    } else {
        Err(DateProblem::Unreadable)
    }
}

/// Reads a date typed in three text fields beside a choice of era.
pub fn parse_parts(
    era: EraChoice,
    year: &str,
    month: &str,
    day: &str,
) -> Result<NaiveDate, DateProblem> {
    let part = |text: &str, unit: char| {
        let folded = fold(text);
        folded.strip_suffix(unit).unwrap_or(&folded).to_owned()
    };
    let (year, month, day) = (part(year, '年'), part(month, '月'), part(day, '日'));
    if year.is_empty() && month.is_empty() && day.is_empty() {
        return Err(DateProblem::Empty);
    }
    from_texts(era, &year, &month, &day)
}

/// What was typed in three fields, as one text, to keep when it is no date.
pub fn as_typed(era: EraChoice, year: &str, month: &str, day: &str) -> String {
    if [year, month, day].iter().all(|part| part.trim().is_empty()) {
        return String::new();
    }
    let era = match era {
        EraChoice::Era(era) => era.label(),
        EraChoice::Western => "",
    };
    format!("{era}{year}年{month}月{day}日")
}

fn read(text: &str) -> Result<NaiveDate, DateProblem> {
    let (era, rest) = match era_prefix(text) {
        Some((Some(era), rest)) => (
            EraChoice::Era(era),
            rest.strip_prefix(is_separator).unwrap_or(rest),
        ),
        Some((None, _)) => return Err(DateProblem::BeforeTaisho),
        None => (EraChoice::Western, text),
    };
    let rest = rest.strip_suffix('日').unwrap_or(rest);
    let mut parts = rest.split(is_separator);
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(year), Some(month), Some(day), None) => {
            from_texts(era, year, month, day).map_err(|problem| match problem {
                DateProblem::NotANumber => DateProblem::Unreadable,
                other => other,
            })
        }
        _ => Err(DateProblem::Unreadable),
    }
}

fn is_separator(c: char) -> bool {
    matches!(c, '年' | '月' | '.' | '/' | '-' | '・')
}

/// The era at the start of a folded text; the inner `None` is 明治.
fn era_prefix(text: &str) -> Option<(Option<Era>, &str)> {
    const PREFIXES: [(&str, Option<Era>); 15] = [
        ("令和", Some(Era::Reiwa)),
        ("平成", Some(Era::Heisei)),
        ("昭和", Some(Era::Showa)),
        ("大正", Some(Era::Taisho)),
        ("明治", None),
        ("令", Some(Era::Reiwa)),
        ("平", Some(Era::Heisei)),
        ("昭", Some(Era::Showa)),
        ("大", Some(Era::Taisho)),
        ("明", None),
        ("R", Some(Era::Reiwa)),
        ("H", Some(Era::Heisei)),
        ("S", Some(Era::Showa)),
        ("T", Some(Era::Taisho)),
        ("M", None),
    ];
    PREFIXES
        .into_iter()
        .find_map(|(prefix, era)| text.strip_prefix(prefix).map(|rest| (era, rest)))
}

fn from_texts(
    era: EraChoice,
    year: &str,
    month: &str,
    day: &str,
) -> Result<NaiveDate, DateProblem> {
    if year.is_empty() {
        return Err(DateProblem::YearMissing);
    }
    if month.is_empty() {
        return Err(DateProblem::MonthMissing);
    }
    if day.is_empty() {
        return Err(DateProblem::DayMissing);
    }
    let year = match (era, year) {
        (EraChoice::Era(_), "元") => 1,
        _ => number(year, 4)?,
    };
    let (month, day) = (number(month, 2)?, number(day, 2)?);
    from_numbers(era, year, month.min(99) as u8, day.min(99) as u8)
}

fn number(text: &str, max_digits: usize) -> Result<u16, DateProblem> {
    if text.len() > max_digits || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(DateProblem::NotANumber);
    }
    text.parse().map_err(|_| DateProblem::NotANumber)
}

fn from_numbers(era: EraChoice, year: u16, month: u8, day: u8) -> Result<NaiveDate, DateProblem> {
    if year == 0 {
        return Err(DateProblem::YearZero);
    }
    let western = match era {
        EraChoice::Western if year < 1000 => return Err(DateProblem::EraMissing),
        EraChoice::Western => i32::from(year),
        EraChoice::Era(era) => era.western_year(year).ok_or(DateProblem::TooLate)?,
    };
    if !(1..=12).contains(&month) {
        return Err(DateProblem::NoSuchMonth);
    }
    if western > LAST_YEAR {
        return Err(DateProblem::TooLate);
    }
    let date =
        NaiveDate::from_ymd_opt(western, u32::from(month), u32::from(day)).ok_or_else(|| {
            let last = (28..=31)
                .rev()
                .find(|&last| NaiveDate::from_ymd_opt(western, u32::from(month), last).is_some())
                .unwrap_or(28);
            DateProblem::NoSuchDay {
                era,
                year,
                month,
                last,
            }
        })?;
    match (era, wareki(date).era) {
        (_, EraChoice::Western) => Err(DateProblem::BeforeTaisho),
        (EraChoice::Western, _) => Ok(date),
        (written, right) if written == right => Ok(date),
        // The day of the change belonged to both eras (domain.md §17); 平成 and 令和 began the day after.
        (EraChoice::Era(Era::Taisho), _) if is_taisho_to_showa(date) => Ok(date),
        (EraChoice::Era(era), _) => Err(DateProblem::NotInEra {
            era,
            year,
            month,
            day,
            meant: date,
        }),
    }
}

fn is_taisho_to_showa(date: NaiveDate) -> bool {
    (date.year(), date.month(), date.day()) == (1926, 12, 25)
}

/// Digits as they are read, whatever their width; every other sign as it is.
pub fn ascii_digits(text: &str) -> String {
    text.chars()
        .map(|sign| match sign {
            '０'..='９' => char::from_u32(sign as u32 - '０' as u32 + '0' as u32).unwrap_or(sign),
            other => other,
        })
        .collect()
}

/// Half width, capital letters, one kind of hyphen, no spaces.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_whitespace() => {}
            '－' | '‐' | '‑' | '–' | '—' | '―' | '−' | 'ー' | 'ｰ' => {
                folded.push('-')
            }
            '。' => folded.push('.'),
            '･' | '·' => folded.push('・'),
            '㋿' => folded.push_str("令和"),
            '㍻' => folded.push_str("平成"),
            '㍼' => folded.push_str("昭和"),
            '㍽' => folded.push_str("大正"),
            '！'..='～' => {
                let half = u32::from(c).wrapping_sub(0xFEE0);
                folded.push(char::from_u32(half).unwrap_or(c).to_ascii_uppercase());
            }
            c => folded.push(c.to_ascii_uppercase()),
        }
    }
    folded
}

/// The text without what stands in (…); `None` when the brackets do not pair up.
fn without_brackets(text: &str) -> Option<String> {
    let mut bare = String::with_capacity(text.len());
    let mut inside = false;
    for c in text.chars() {
        match (c, inside) {
            ('(', false) => inside = true,
            (')', true) => inside = false,
            ('(', true) | (')', false) => return None,
            (_, true) => {}
            (c, false) => bare.push(c),
        }
    }
    (!inside).then_some(bare)
}
