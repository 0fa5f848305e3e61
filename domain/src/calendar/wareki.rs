//! 和暦: eras, and dates written with them.

use std::fmt;

use chrono::{Datelike, NaiveDate, Weekday};
use icu_calendar::{Date, cal::Japanese};
use serde::{Deserialize, Serialize};

/// 元号: the eras a living person can have been born in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Era {
    /// 大正, from 1912-07-30
    Taisho,
    /// 昭和, from 1926-12-25 (that day was in 大正 too)
    Showa,
    /// 平成, from 1989-01-08
    Heisei,
    /// 令和, from 2019-05-01
    Reiwa,
}

impl Era {
    /// The eras from the oldest to the present one.
    pub const ALL: [Era; 4] = [Self::Taisho, Self::Showa, Self::Heisei, Self::Reiwa];

    /// 令和
    pub fn label(self) -> &'static str {
        match self {
            Self::Taisho => "大正",
            Self::Showa => "昭和",
            Self::Heisei => "平成",
            Self::Reiwa => "令和",
        }
    }

    /// The letter of short forms such as R8.11.21.
    pub fn letter(self) -> char {
        match self {
            Self::Taisho => 'T',
            Self::Showa => 'S',
            Self::Heisei => 'H',
            Self::Reiwa => 'R',
        }
    }

    /// The name of the era in the calendar data, and the key in stored choices.
    pub fn key(self) -> &'static str {
        match self {
            Self::Taisho => "taisho",
            Self::Showa => "showa",
            Self::Heisei => "heisei",
            Self::Reiwa => "reiwa",
        }
    }

    /// The Gregorian year of a year of this era, whether or not the era lasted that long.
    pub(super) fn western_year(self, year: u16) -> Option<i32> {
        Date::try_new_japanese_with_calendar(self.key(), i32::from(year), 1, 1, Japanese::new())
            .ok()
            .map(|date| date.year().extended_year())
    }
}

/// 元号または西暦: how the writer counts the years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EraChoice {
    Era(Era),
    /// 西暦
    Western,
}

impl EraChoice {
    /// The choices of the date field, the most likely first.
    pub const ALL: [EraChoice; 5] = [
        Self::Era(Era::Reiwa),
        Self::Era(Era::Heisei),
        Self::Era(Era::Showa),
        Self::Era(Era::Taisho),
        Self::Western,
    ];

    /// 令和, or 西暦
    pub fn label(self) -> &'static str {
        match self {
            Self::Era(era) => era.label(),
            Self::Western => "西暦",
        }
    }

    /// The value of the choice in a screen's select box.
    pub fn key(self) -> &'static str {
        match self {
            Self::Era(era) => era.key(),
            Self::Western => "western",
        }
    }

    /// The choice with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.key() == key)
    }

    /// 令和8年, 令和元年 or 2026年.
    pub(super) fn year_text(self, year: i32) -> String {
        match self {
            Self::Era(era) if year == 1 => format!("{}元年", era.label()),
            Self::Era(era) => format!("{}{year}年", era.label()),
            Self::Western => format!("{year}年"),
        }
    }
}

/// 和暦の日付. Prints as 令和8年5月8日.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wareki {
    /// [`EraChoice::Western`] only for days before 大正, which no form accepts.
    pub era: EraChoice,
    /// Year of the era; 1 prints as 元年.
    pub year: i32,
    pub month: u32,
    pub day: u32,
}

impl fmt::Display for Wareki {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.era.year_text(self.year);
        write!(f, "{year}{}月{}日", self.month, self.day)
    }
}

/// The date in its era. A day on which the era changed belongs to the new era.
pub fn wareki(date: NaiveDate) -> Wareki {
    let (era, year) = era_year(date).unwrap_or((EraChoice::Western, date.year()));
    Wareki {
        era,
        year,
        month: date.month(),
        day: date.day(),
    }
}

fn era_year(date: NaiveDate) -> Option<(EraChoice, i32)> {
    let month = u8::try_from(date.month()).ok()?;
    let day = u8::try_from(date.day()).ok()?;
    let japanese = Date::try_new_iso(date.year(), month, day)
        .ok()?
        .to_calendar(Japanese::new())
        .era_year();
    let era = Era::ALL
        .into_iter()
        .find(|era| era.key() == japanese.era.as_str())?;
    Some((EraChoice::Era(era), japanese.year))
}

/// 令和8年(2026年)5月8日(金), for screens where people think in both.
pub fn wareki_and_western(date: NaiveDate) -> String {
    let Wareki {
        era,
        year,
        month,
        day,
    } = wareki(date);
    let weekday = weekday(date);
    match era {
        EraChoice::Era(_) => {
            format!(
                "{}({}年){month}月{day}日({weekday})",
                era.year_text(year),
                date.year()
            )
        }
        EraChoice::Western => format!("{year}年{month}月{day}日({weekday})"),
    }
}

/// 曜日 in one character: 月.
pub fn weekday(date: NaiveDate) -> &'static str {
    match date.weekday() {
        Weekday::Mon => "月",
        Weekday::Tue => "火",
        Weekday::Wed => "水",
        Weekday::Thu => "木",
        Weekday::Fri => "金",
        Weekday::Sat => "土",
        Weekday::Sun => "日",
    }
}
