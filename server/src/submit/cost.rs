//! 費用 on the write path: the list of the year follows the decisions of a case or a conference.

use domain::cost::{CostKind, DecidedCost};

use super::{fiscal_year, number_of};
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
    Ok(CostRecord {
        record: cost.record.0,
        fiscal_year: fiscal_year(cost.held_on),
        held_on: cost.held_on,
        kind: number_of(&CostKind::ALL, &cost.item.kind)?,
        amount: cost.item.amount,
    })
}
