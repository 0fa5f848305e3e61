//! 期日 on the write path: the list of days follows the case.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::case::CaseFile;

use crate::keys::CouncilKeys;
use crate::store::watched_day;
use crate::writer::WriteTxn;

/// Keeps the days of a case where they changed; most commands change none.
pub(crate) fn follow(txn: &WriteTxn, keys: &CouncilKeys, now: &CaseFile, before: &CaseFile) {
    let (before, days) = (days(before), days(now));
    if before != days {
        watched_day::set(txn, keys.council(), now.id.0, &days);
    }
}

/// The days as the database knows them.
pub(crate) fn days(file: &CaseFile) -> BTreeSet<NaiveDate> {
    let dates = file.watched_dates();
    dates.iter().map(|date| keepable(date.day)).collect()
}

/// A day as both databases keep and order it: what somebody typed may lie before or behind all of them.
pub(crate) fn keepable(day: NaiveDate) -> NaiveDate {
    const FIRST: NaiveDate = NaiveDate::from_ymd_opt(1, 1, 2).unwrap();
    const LAST: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 30).unwrap();
    day.clamp(FIRST, LAST)
}
