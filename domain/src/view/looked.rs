//! だれが見たか: who opened her record, by agency and day, as she reads it. Never who of an agency, and
//! never how often on a day.
//!
//! A 緊急閲覧 shows once it was reviewed or the time for that is over, and not at all where two people
//! recorded that telling her would be dangerous (BR-054).

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar::jst_date;
use crate::case::CaseFile;
use crate::council::Council;
use crate::id::StaffId;
use crate::view::her;

/// So many days are listed.
pub const MOST_DAYS: usize = 90;

/// An opening of the case that the audit knows of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    pub by: StaffId,
    pub at: DateTime<Utc>,
}

/// The list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looked {
    /// Newest first.
    pub days: Vec<LookedDay>,
    /// There are days before these.
    pub more: bool,
}

/// One day in Japan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookedDay {
    pub on: NaiveDate,
    /// In the order of their names.
    pub by: Vec<LookedBy>,
}

/// One agency on that day; agencies that she may not know are one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookedBy {
    pub agency: String,
    /// All of it was 緊急閲覧.
    pub urgently: bool,
}

impl Looked {
    /// What she is told of these openings at `now`.
    pub fn of(
        file: &CaseFile,
        council: &Council,
        openings: &[Opening],
        now: DateTime<Utc>,
    ) -> Self {
        let names = her::Names { file, council };
        let today = jst_date(now);
        let mut days: BTreeMap<NaiveDate, BTreeMap<String, bool>> = BTreeMap::new();
        for opening in openings {
            let glass = file.break_glass.iter().filter(|glass| {
                glass.by == opening.by && (glass.asked_at..=glass.until).contains(&opening.at)
            });
            let mut urgently = false;
            let mut told = true;
            for glass in glass {
                urgently = true;
                told &= glass.shown_to_her() && glass.is_settled(today);
            }
            let Some(staff) = council.person(opening.by).filter(|_| told) else {
                continue;
            };
            let day = days.entry(jst_date(opening.at)).or_default();
            let only_urgently = day.entry(names.agency(staff.agency)).or_insert(true);
            *only_urgently &= urgently;
        }
        let more = days.len() > MOST_DAYS;
        let days = days.into_iter().rev().take(MOST_DAYS);
        Self {
            days: days
                .map(|(on, by)| LookedDay {
                    on,
                    by: by
                        .into_iter()
                        .map(|(agency, urgently)| LookedBy { agency, urgently })
                        .collect(),
                })
                .collect(),
            more,
        }
    }
}
