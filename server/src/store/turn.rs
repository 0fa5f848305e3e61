//! A job's turn in a council: the counters it takes places from, held until the commit, so that
//! commits happen in their order on both databases.
//!
//! They are read once and written once for a commit, however many places its jobs take.

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, DbBackend, QueryResult};

use super::StoreError;
use super::case_file::{self, OpenCase};
use super::case_key::With;
use super::command_seen::{self, Seen};
use super::council::row;
use super::hand::CaseInHand;
use super::sql::{Sql, token};
use crate::keys::{CouncilKeys, Sealed};
use crate::writer::WriteTxn;

/// The counters of one council inside one commit.
#[derive(Clone)]
pub(crate) struct Turn {
    pub(super) council: Uuid,
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
    pub(super) fn kept(&mut self) -> Option<sea_orm::UpdateMany<row::Entity>> {
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

    /// `written`, from which these come, are those of the row now.
    pub(super) fn rests_on(&mut self, written: &Self) {
        let all = |turn: &Self| (turn.council, turn.seq, turn.audit_seq);
        self.changed &= all(self) != all(written);
    }
}

/// What a command finds.
pub struct Begun {
    /// The answer that it got before, if the council has answered it.
    pub seen: Option<Seen>,
    /// The case that was asked for, if there is one.
    pub(crate) case: Option<Found>,
}

/// The case of a command.
pub(crate) enum Found {
    /// As the command before it in this commit has left it.
    InHand(CaseInHand),
    /// As its rows say, closed.
    Kept(KeptCase),
}

/// A case as its rows say: it is opened by whoever is admitted to what is asked.
pub(crate) struct KeptCase {
    case: Uuid,
    row: QueryResult,
}

impl KeptCase {
    /// Opens it, with her whereabouts.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn opened(&self, keys: &CouncilKeys) -> Result<OpenCase, StoreError> {
        case_file::opened(&self.row, keys, self.case, With::FileAndPlace)
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
    Ok(begin_about(txn, keys, command, None, &[]).await?.seen)
}

/// As [`begin`]; the same query brings the case that the command is `about`. Those that came `together`
/// with it are asked for at once.
///
/// # Errors
/// See [`begin`].
pub async fn begin_about(
    txn: &WriteTxn,
    keys: &CouncilKeys,
    command: Uuid,
    about: Option<Uuid>,
    together: &[Uuid],
) -> Result<Begun, StoreError> {
    let council = keys.council();
    let known = txn.hand(|hand| hand.turn(council).is_some());
    if !known {
        hold(txn, council).await?;
    }
    let in_hand = about.and_then(|case| txn.hand(|hand| hand.case(council, case).cloned()));
    let wanted = about.filter(|_| in_hand.is_none());
    let is_answered = || txn.hand(|hand| hand.is_answered(council, command));
    if together.len() > 1 && is_answered().is_none() {
        command_seen::look_ahead(txn, council, together).await?;
    }
    let in_hand = in_hand.map(Found::InHand);
    if known && wanted.is_none() && is_answered() == Some(false) {
        return Ok(Begun {
            seen: None,
            case: in_hand,
        });
    }
    let (query, at) = match wanted {
        Some(_) => (case_file::whole().say(", "), case_file::AFTER_WHOLE),
        None => (Sql::new("SELECT "), 0),
    };
    let query = query
        .say(COUNTERS)
        .say(", s.actor, s.seq, s.outcome")
        .say(FROM)
        .say(" LEFT JOIN command_seen s ON s.council_id = o.id AND s.id = ")
        .with(command);
    let query = match wanted {
        None => query,
        Some(case) => query
            .say(" LEFT JOIN case_file c ON c.council_id = o.id AND c.id = ")
            .with(case)
            .say(" LEFT JOIN case_key k ON k.case_id = c.id")
            .say(" LEFT JOIN case_body b ON b.case_id = c.id"),
    };
    let row = query
        .say(" WHERE o.id = ")
        .with(council)
        .look(txn)
        .await?
        .ok_or(StoreError::Missing)?;
    if !known {
        take(txn, council, &row, at)?;
    }
    let actor: Option<Vec<u8>> = row.try_get_by_index(at + 4)?;
    let outcome: Option<Vec<u8>> = row.try_get_by_index(at + 6)?;
    let seen = match (actor, outcome) {
        (Some(actor), Some(outcome)) => Some(Seen {
            actor: token(&actor),
            seq: row.try_get_by_index(at + 5)?,
            outcome: command_seen::opened(keys, command, Sealed::from_column(outcome))?,
        }),
        _ => None,
    };
    let case = match wanted {
        Some(case) if seen.is_none() && case_file::is_there(&row)? => {
            Some(Found::Kept(KeptCase { case, row }))
        }
        _ => in_hand,
    };
    Ok(Begun { seen, case })
}

const COUNTERS: &str = "o.seq, o.audit_seq, o.audit_head, v.version";
const FROM: &str = " FROM council o JOIN council_body v ON v.council_id = o.id";

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
    txn.hand(|hand| {
        if let Some(turn) = hand.turn(council) {
            turn.version = version;
        }
    });
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
    if txn.hand(|hand| hand.turn(council).is_none()) {
        hold(txn, council).await?;
        let row = Sql::new("SELECT ")
            .say(COUNTERS)
            .say(FROM)
            .say(" WHERE o.id = ")
            .with(council)
            .look(txn)
            .await?
            .ok_or(StoreError::Missing)?;
        take(txn, council, &row, 0)?;
    }
    txn.hand(|hand| hand.turn(council).map(act))
        .ok_or(StoreError::Missing)
}

/// Takes up the counters that stand in `row` from the column `at`.
fn take(txn: &WriteTxn, council: Uuid, row: &QueryResult, at: usize) -> Result<(), StoreError> {
    let turn = Turn {
        council,
        seq: row.try_get_by_index(at)?,
        audit_seq: row.try_get_by_index(at + 1)?,
        audit_head: row.try_get_by_index(at + 2)?,
        version: row.try_get_by_index(at + 3)?,
        changed: false,
    };
    let other = txn.hand(|hand| hand.take_turn(txn.backend(), turn));
    txn.put_off(other);
    Ok(())
}

/// Holds the council's row until the commit. On SQLite the whole transaction is alone already; on
/// PostgreSQL what is read after this is what the job before has left.
async fn hold(txn: &WriteTxn, council: Uuid) -> Result<(), StoreError> {
    if txn.backend() == DbBackend::Postgres {
        Sql::new("SELECT seq FROM council WHERE id = ")
            .with(council)
            .say(" FOR UPDATE")
            .look(txn)
            .await?
            .ok_or(StoreError::Missing)?;
    }
    Ok(())
}
