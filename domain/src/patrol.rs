//! 見回り: what an agency counts of its rounds outside (F-15), and what a year adds up (domain.md §19). No
//! round knows whom it met.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::conflict::{filled, put};
use crate::cost::FEWEST;
use crate::form::patrol::{BANDS, key};
use crate::form::{self, Class, FormData, Kind, PATROL, Problem, What};

/// Every mistake in a sheet: those of the paper, a day that has not come, bands that are more than were
/// attended.
pub fn problems(sheet: &FormData, today: NaiveDate) -> Vec<Problem> {
    let mut found = form::check(&PATROL, sheet, today);
    let problem = |field: &str, what| Problem {
        field: field.to_owned(),
        what,
    };
    if sheet.date(key::WENT_ON).is_some_and(|day| day > today) {
        found.push(problem(key::WENT_ON, What::NotYet));
    }
    let bands: u32 = BANDS
        .iter()
        .filter_map(|band| sheet.count(band))
        .fold(0, u32::saturating_add);
    if sheet.count(key::ATTENDED).is_some_and(|all| bands > all) {
        let whole = PATROL.field(key::ATTENDED).map_or("", |field| field.label);
        found.push(problem(
            BANDS[0],
            What::MoreThanWhole {
                whole: whole.to_owned(),
            },
        ));
    }
    found
}

/// What somebody changed between `seen` and `typed`, put onto the sheet as it `stands`.
///
/// # Errors
/// The boxes into which somebody else wrote something else meanwhile: the second writer looks at both and decides.
pub fn put_together(
    seen: &FormData,
    typed: &FormData,
    stands: &FormData,
) -> Result<FormData, Vec<Problem>> {
    // Who does not say what was seen writes the whole sheet.
    if seen.0.is_empty() {
        return Ok(typed.clone());
    }
    let mut sheet = stands.clone();
    let mut found = Vec::new();
    for field in PATROL.fields() {
        let [before, wrote, now] = [seen, typed, stands].map(|form| filled(form, field.key));
        if wrote == before || wrote == now {
            continue;
        }
        if now == before {
            put(&mut sheet, field.key, wrote.cloned());
        } else {
            found.push(Problem {
                field: field.key.to_owned(),
                what: What::WrittenMeanwhile {
                    said: now.map(form::Value::in_words).unwrap_or_default(),
                    stands: serde_json::to_value(now).unwrap_or_default(),
                },
            });
        }
    }
    if found.is_empty() {
        Ok(sheet)
    } else {
        Err(found)
    }
}

/// One count of the paper over a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatrolSum {
    /// The box of the paper, by its key.
    pub field: String,
    /// None = ※: few enough to be guessed at (domain.md §16.5).
    pub count: Option<u64>,
}

/// The counts of these sheets, in the order of the paper. Only what may be public is counted. `exact` is
/// for the agency that went; for everyone else fewer than [`FEWEST`] are not told.
pub fn sums(sheets: &[FormData], exact: bool) -> Vec<PatrolSum> {
    PATROL
        .fields()
        .filter(|field| field.class == Class::P0 && matches!(field.kind, Kind::Count { .. }))
        .map(|field| {
            let counts = sheets.iter().filter_map(|sheet| sheet.count(field.key));
            let count = counts.map(u64::from).fold(0, u64::saturating_add);
            let few = count > 0 && usize::try_from(count).is_ok_and(|count| count < FEWEST);
            PatrolSum {
                field: field.key.to_owned(),
                count: (exact || !few).then_some(count),
            }
        })
        .collect()
}
