//! 移管の資料 on the write path: its record comes with the file and from nowhere else.

use domain::command::{CaseCommand, Command, Envelope};
use domain::id::{CaseId, CommandId, TransferId};
use domain::transfer::TransferCommand;
use domain::wire::Outcome;
use uuid::Uuid;

use super::one;
use crate::gate::Who;
use crate::store::StoreError;
use crate::tomoni::Tomoni;

/// Puts on record that a sealed copy of a transfer was made. Nothing else does: a copy that nobody has is
/// no copy, and the case would leave on the word of it.
///
/// # Errors
/// See [`super::submit`].
pub(crate) async fn hand_out(
    t: &Tomoni,
    who: Who,
    council: Uuid,
    (case, transfer): (CaseId, TransferId),
) -> Result<Outcome, StoreError> {
    let act = CaseCommand::Transfer {
        transfer,
        act: TransferCommand::HandOut,
    };
    let envelope = Envelope {
        id: CommandId(t.ids.ordered()),
        occurred_at: t.clock.now(),
        ahead_ms: None,
        command: Command::Case { case, act },
    };
    one(t, who, council, envelope, Some(transfer)).await
}
