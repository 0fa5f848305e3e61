//! 開催した会議 on the write path: the count of the year follows the meetings of a case.

use domain::conference::ProgramMeeting;
use domain::held::{Counted, HeldMeeting};
use domain::meeting::MeetingKind;

use super::{fiscal_year, number_of};
use crate::store::StoreError;
use crate::store::held::HeldRecord;

/// Meetings as the database counts them.
///
/// # Errors
/// [`StoreError::Missing`] for a kind that is none.
pub fn records(held: &[HeldMeeting]) -> Result<Vec<HeldRecord>, StoreError> {
    held.iter().map(record).collect()
}

fn record(held: &HeldMeeting) -> Result<HeldRecord, StoreError> {
    let counts = &held.counts;
    let bits = ProgramMeeting::ALL.iter().enumerate();
    let bits = bits.filter(|(_, programme)| counts.also_serves.contains(programme));
    Ok(HeldRecord {
        meeting: held.meeting.0,
        fiscal_year: fiscal_year(held.held_on),
        kind: number_of(&MeetingKind::ALL, &counts.kind)?,
        also_serves: bits.fold(0, |bits, (at, _)| bits | 1 << at),
        she_came: counts.she_came,
    })
}

/// The meeting as it is counted.
///
/// # Errors
/// [`StoreError::Missing`] for a kind that is none.
pub fn counted(held: HeldRecord) -> Result<Counted, StoreError> {
    let kind = usize::try_from(held.kind).ok();
    let kind = kind.and_then(|at| MeetingKind::ALL.get(at));
    let programmes = ProgramMeeting::ALL.into_iter().enumerate();
    Ok(Counted {
        kind: *kind.ok_or(StoreError::Missing)?,
        also_serves: programmes
            .filter(|(at, _)| held.also_serves & 1 << at != 0)
            .map(|(_, programme)| programme)
            .collect(),
        she_came: held.she_came,
    })
}
