//! One fiscal year of a council's conferences, and what is missing in it.

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use crate::access::{Subject, lists_series};
use crate::calendar;
use crate::conference::{Conference, ConferenceKind, Rhythm};
use crate::council::{Council, Tier};
use crate::meeting::MeetingStatus;
use crate::view::Names;

/// 代表者会議 a year (BR-020).
const MOST_REPRESENTATIVES: usize = 2;
/// First month in which a year without 代表者会議 is warned of; there are three left.
const WARN_FROM_MONTH: u32 = 1;

/// 年度: what a council met for in one fiscal year, seen at one moment.
pub struct FiscalYear<'a> {
    /// Conferences of this year; others may be among them.
    pub all: &'a [Conference],
    pub council: &'a Council,
    /// By its first calendar year.
    pub year: i32,
    pub now: DateTime<Utc>,
}

impl<'a> FiscalYear<'a> {
    /// Those of the year alone.
    pub(super) fn conferences(&self) -> impl Iterator<Item = &'a Conference> {
        let is_of_it = |day| calendar::fiscal_year(day) == self.year;
        self.all
            .iter()
            .filter(move |conference| is_of_it(conference.day()))
    }

    /// BR-020: one or two 代表者会議 a fiscal year.
    pub(super) fn representatives_warnings(&self) -> Vec<String> {
        let today = calendar::jst_date(self.now);
        if !self.council.policy.tiers.contains(&Tier::Representatives) {
            return Vec::new();
        }
        let label = calendar::fiscal_year_label(self.year);
        let counted: Vec<&Conference> = self
            .conferences()
            .filter(|conference| conference.kind == ConferenceKind::Representatives)
            .filter(|conference| conference.status != MeetingStatus::Cancelled)
            .collect();
        if counted.len() > MOST_REPRESENTATIVES {
            return vec![format!(
                "{label}の代表者会議は{}回です。年に一回か二回が目安です。予定を見直してください。",
                counted.len()
            )];
        }
        if counted.iter().any(|conference| took_place(conference)) {
            return Vec::new();
        }
        let this_year = calendar::fiscal_year(today);
        let late = this_year == self.year && (WARN_FROM_MONTH..=3).contains(&today.month());
        if self.year < this_year {
            vec![format!("{label}は、代表者会議が開かれませんでした。")]
        } else if !late {
            Vec::new()
        } else if let Some(next) = counted.iter().map(|c| c.day()).find(|day| *day >= today) {
            vec![format!(
                "{label}の代表者会議がまだ開かれていません。{}に予定しています。",
                words(next)
            )]
        } else {
            vec![format!(
                "{label}の代表者会議がまだ開かれていません。年度は3月31日までです。日程を決めてください。"
            )]
        }
    }

    /// BR-029: where a series has a core and a full membership, one with all members each month.
    pub(super) fn full_member_warnings(&self, subject: &Subject, names: &Names<'_>) -> Vec<String> {
        let today = calendar::jst_date(self.now);
        if calendar::fiscal_year(today) != self.year {
            return Vec::new();
        }
        let this_month =
            |day: NaiveDate| (day.year(), day.month()) == (today.year(), today.month());
        self.council
            .series
            .values()
            .filter(|series| lists_series(subject, series))
            .filter(|series| {
                let two_layers = !series.full.is_empty() && !series.core.is_empty();
                let regular = series.rhythm != Rhythm::AsNeeded;
                let monthly = series.kind != ConferenceKind::Representatives;
                two_layers && regular && monthly && !series.ended
            })
            .filter(|series| {
                !self.all.iter().any(|conference| {
                    let coming = conference.status.is_unheld() && conference.day() >= today;
                    conference.series == series.id
                        && conference.full
                        && this_month(conference.day())
                        && (coming || took_place(conference))
                })
            })
            .map(|series| {
                format!(
                    "「{}」は、今月、構成員が全員そろう回がまだありません。月に一度が目安です。日程を決めてください。",
                    names.cover(&series.title())
                )
            })
            .collect()
    }
}

/// Held, or being held.
pub(super) fn took_place(conference: &Conference) -> bool {
    !conference.status.is_unheld() && conference.status != MeetingStatus::Cancelled
}

fn words(day: NaiveDate) -> String {
    format!("{}月{}日", day.month(), day.day())
}
