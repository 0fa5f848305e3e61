//! A job's turn in a council: the counters it takes places from, held until the commit, so that
//! commits happen in their order on both databases.
//!
//! They are read once and written once, however many places a job takes.

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, DbBackend};

use super::command_seen::Seen;
use super::council::row;
use super::sql::{Sql, token};
use super::{StoreError, command_seen};
use crate::keys::{CouncilKeys, Sealed};
use crate::writer::WriteTxn;

/// The counters of one council inside one job.
pub(crate) struct Turn {
    council: Uuid,
    /// The place in the order of events up to which the council's record is folded.
    version: i64,
    /// The place in the order of events that was taken last.
    seq: i64,
    /// The number of the last row of the audit, and its hash.
    audit_seq: i64,
    audit_head: Vec<u8>,
    changed: bool,
}

impl Turn {
    /// The statement that keeps the counters, where they have changed since.
    pub(crate) fn kept(&mut self) -> Option<sea_orm::UpdateMany<row::Entity>> {
        std::mem::take(&mut self.changed).then(|| {
            row::Entity::update_many()
                .set(row::ActiveModel {
                    seq: Set(self.seq),
                    audit_seq: Set(self.audit_seq),
                    audit_head: Set(self.audit_head.clone()),
                    ..Default::default()
                })
                .filter(row::Column::Id.eq(self.council))
        })
    }
}

/// Begins a turn: nobody else writes in this council until the commit. Tells the answer that the
/// command got before, if the council has answered it.
///
/// # Errors
/// [`StoreError::Missing`] if there is no such council.
pub async fn begin(
    txn: &WriteTxn,
    keys: &CouncilKeys,
    command: Uuid,
) -> Result<Option<Seen>, StoreError> {
    let council = keys.council();
    let conn = txn.conn().await?;
    hold(txn, council).await?;
    let row = Sql::new("SELECT c.seq, c.audit_seq, c.audit_head, b.version, s.actor, s.seq, ")
        .say("s.outcome FROM council c JOIN council_body b ON b.council_id = c.id")
        .say(" LEFT JOIN command_seen s ON s.council_id = c.id AND s.id = ")
        .with(command)
        .say(" WHERE c.id = ")
        .with(council)
        .one(conn)
        .await?
        .ok_or(StoreError::Missing)?;
    take(txn, council, &row)?;
    let actor: Option<Vec<u8>> = row.try_get_by_index(4)?;
    let outcome: Option<Vec<u8>> = row.try_get_by_index(6)?;
    let (Some(actor), Some(outcome)) = (actor, outcome) else {
        return Ok(None);
    };
    Ok(Some(Seen {
        actor: token(&actor),
        seq: row.try_get_by_index(5)?,
        outcome: command_seen::opened(keys, command, Sealed::from_column(outcome))?,
    }))
}

/// The council's next place in the order of events.
///
/// # Errors
/// [`StoreError::Missing`] if there is no such council.
pub async fn next_seq(txn: &WriteTxn, council: Uuid) -> Result<i64, StoreError> {
    with(txn, council, |turn| {
        turn.changed = true;
        turn.seq += 1;
        turn.seq
    })
    .await
}

/// The place up to which the council's record is folded.
///
/// # Errors
/// [`StoreError::Missing`] if there is no such council.
pub(crate) async fn version(txn: &WriteTxn, council: Uuid) -> Result<i64, StoreError> {
    with(txn, council, |turn| turn.version).await
}

/// The council's record was just folded up to `version`.
pub(super) fn folded(txn: &WriteTxn, council: Uuid, version: i64) {
    if let Some(turn) = txn.turn().as_mut().filter(|turn| turn.council == council) {
        turn.version = version;
    }
}

/// The next number of the council's audit and the hash of the row before.
pub(super) async fn next_audit(
    txn: &WriteTxn,
    council: Uuid,
) -> Result<(i64, Vec<u8>), StoreError> {
    with(txn, council, |turn| {
        (turn.audit_seq + 1, turn.audit_head.clone())
    })
    .await
}

/// A row of the audit was written under the number just given.
pub(super) async fn audited(
    txn: &WriteTxn,
    council: Uuid,
    hash: Vec<u8>,
) -> Result<(), StoreError> {
    with(txn, council, |turn| {
        turn.changed = true;
        turn.audit_seq += 1;
        turn.audit_head = hash;
    })
    .await
}

/// Does something to the counters of `council`, read now unless they are in hand.
async fn with<T>(
    txn: &WriteTxn,
    council: Uuid,
    act: impl FnOnce(&mut Turn) -> T,
) -> Result<T, StoreError> {
    let known = |turn: &Option<Turn>| turn.as_ref().is_some_and(|turn| turn.council == council);
    if !known(&txn.turn()) {
        // Writes the counters of another council too, if there were any.
        let conn = txn.conn().await?;
        hold(txn, council).await?;
        let row = Sql::new("SELECT c.seq, c.audit_seq, c.audit_head, b.version FROM council c ")
            .say("JOIN council_body b ON b.council_id = c.id WHERE c.id = ")
            .with(council)
            .one(conn)
            .await?
            .ok_or(StoreError::Missing)?;
        take(txn, council, &row)?;
    }
    let mut turn = txn.turn();
    turn.as_mut().map(act).ok_or(StoreError::Missing)
}

fn take(txn: &WriteTxn, council: Uuid, row: &sea_orm::QueryResult) -> Result<(), StoreError> {
    let turn = Turn {
        council,
        seq: row.try_get_by_index(0)?,
        audit_seq: row.try_get_by_index(1)?,
        audit_head: row.try_get_by_index(2)?,
        version: row.try_get_by_index(3)?,
        changed: false,
    };
    *txn.turn() = Some(turn);
    Ok(())
}

/// Holds the council's row until the commit. On SQLite the whole transaction is alone already; on
/// PostgreSQL what is read after this is what the job before has left.
async fn hold(txn: &WriteTxn, council: Uuid) -> Result<(), StoreError> {
    let conn = txn.conn().await?;
    if conn.get_database_backend() == DbBackend::Postgres {
        Sql::new("SELECT seq FROM council WHERE id = ")
            .with(council)
            .say(" FOR UPDATE")
            .one(conn)
            .await?
            .ok_or(StoreError::Missing)?;
    }
    Ok(())
}
