//! 費用 on the write path: the list of the year follows the decisions of a case or a conference.

use domain::calendar;
use domain::cost::{CostKind, DecidedCost};

use crate::store::StoreError;
use crate::store::cost::{self, CostRecord, Holder};
use crate::writer::WriteTxn;

/// Keeps the costs of a holder where they changed; most commands change none.
///
/// # Errors
/// See [`StoreError`].
pub(super) fn follow(
    txn: &WriteTxn,
    council: uuid::Uuid,
    holder: Holder,
    before: &[DecidedCost],
    now: &[DecidedCost],
) -> Result<(), StoreError> {
    if before != now {
        let records: Vec<CostRecord> = now.iter().map(record).collect::<Result<_, _>>()?;
        cost::set(txn, council, holder, &records);
    }
    Ok(())
}

/// A cost as the database knows it.
///
/// # Errors
/// [`StoreError::Missing`] for a kind that is none.
pub fn record(cost: &DecidedCost) -> Result<CostRecord, StoreError> {
    let kind = CostKind::ALL
        .iter()
        .position(|known| *known == cost.item.kind)
        .and_then(|at| i16::try_from(at).ok())
        .ok_or(StoreError::Missing)?;
    Ok(CostRecord {
        record: cost.record.0,
        fiscal_year: i16::try_from(calendar::fiscal_year(cost.held_on)).unwrap_or(i16::MAX),
        held_on: cost.held_on,
        kind,
        amount: cost.item.amount,
    })
}
