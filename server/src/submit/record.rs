//! A case as lists know it.

use chrono::{DateTime, Days, Utc};
use domain::calendar;
use domain::case::{CaseFile, CaseStatus};
use domain::council::Council;
use domain::record::UrgencyLevel;
use domain::view::ledger::STALLED_DAYS;
use domain::view::{CaseCard, NextStep};

use super::number_of;
use super::watched_day::keepable;
use crate::store::case_file::{CaseRecord, Pressing};
use crate::store::{StoreError, written};

/// The row of a case, with its card.
///
/// # Errors
/// See [`StoreError`].
pub(crate) fn case_record(
    file: &CaseFile,
    council: &Council,
    now: DateTime<Utc>,
    seq: i64,
) -> Result<CaseRecord, StoreError> {
    let card = CaseCard::of(file, council, calendar::jst_date(now));
    Ok(CaseRecord {
        id: file.id.0,
        no: file.no.clone(),
        status: number_of(&CaseStatus::ALL, &file.status)?,
        urgency: urgency(card.urgency),
        due_on: card.due().map(keepable),
        accepted_on: file.accepted_on,
        seq,
        pressing: pressing(&card),
        card: written(&card)?.into(),
    })
}

/// Where it stands in the ledger. On any day this says the same as [`CaseCard::ledger_flags`].
fn pressing(card: &CaseCard) -> Pressing {
    if card.status.is_over() || card.joined_to.is_some() {
        return Pressing {
            over: card.status.is_over(),
            joined: card.joined_to.is_some(),
            ..Pressing::default()
        };
    }
    let steps = card
        .steps
        .iter()
        .filter(|(step, _)| *step != NextStep::ConsentEnds);
    Pressing {
        over: false,
        joined: false,
        no_agency: card.ledger.agency.is_none(),
        protected: card.ledger.under_protection,
        late_on: steps.filter_map(|(_, due)| *due).min().map(keepable),
        stalls_on: card
            .ledger
            .plan_waits_since
            .and_then(|since| since.checked_add_days(Days::new(STALLED_DAYS))),
    }
}

/// Higher is sooner.
fn urgency(level: Option<UrgencyLevel>) -> i16 {
    match level {
        Some(UrgencyLevel::Immediate) => 3,
        Some(UrgencyLevel::WithinDays) => 2,
        Some(UrgencyLevel::Planned) => 1,
        None => 0,
    }
}
