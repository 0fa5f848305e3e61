//! The audit: who did or read what, chained by hashes.
//!
//! 監査記録。A row is written in the same transaction as the change it tells of, and before a read
//! is served. Each row carries the hash of the one before; the council's row names the last, so
//! that a changed, missing, swapped or cut-off row is noticed.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::clock::instant;
use crate::keys::{Clear, CouncilKeys, LinkToken, Place, Sealed};
use crate::store::StoreError;
use crate::store::audit::{self as rows, Link};
use crate::writer::WriteTxn;

/// What is to be written down.
pub struct Entry<'a> {
    /// Who. Kept as a pseudonym only.
    pub actor: Uuid,
    /// What was done, as a fixed word such as `case-read`.
    pub action: &'a str,
    /// The case it was done to.
    pub case: Option<Uuid>,
    /// Fields, reason, rule and whatever else; sealed.
    pub detail: &'a [u8],
}

/// A row read back.
pub struct AuditRecord {
    /// Its number in the council's audit.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// The pseudonym of whoever did it; compare with [`CouncilKeys::actor`].
    pub actor: LinkToken,
    /// What was done.
    pub action: String,
    /// The case it was done to.
    pub case: Option<Uuid>,
    /// Fields, reason and the rest.
    pub detail: Clear,
}

/// Writes a row and gives its number.
///
/// # Errors
/// [`StoreError`]; then nothing of the transaction may be kept or served.
pub async fn append(
    txn: &WriteTxn,
    keys: &CouncilKeys,
    now: DateTime<Utc>,
    entry: Entry<'_>,
) -> Result<i64, StoreError> {
    let council = keys.council();
    let (seq, prev_hash) = rows::next(txn, council).await?;
    let sealed = keys
        .seal()
        .seal(place(council, &column(seq)), entry.detail)?;
    let mut link = Link {
        seq,
        at: now.timestamp_micros(),
        actor: keys.actor(entry.actor),
        action: entry.action.to_owned(),
        case: entry.case,
        detail: sealed.into_column(),
        prev_hash,
        hash: Vec::new(),
    };
    link.hash = hash(council, &link);
    rows::add(txn, council, link).await?;
    Ok(seq)
}

/// The newest rows about one case.
///
/// # Errors
/// See [`StoreError`].
pub async fn of_case(
    conn: &impl ConnectionTrait,
    keys: &CouncilKeys,
    case: Uuid,
    limit: u64,
) -> Result<Vec<AuditRecord>, StoreError> {
    let council = keys.council();
    rows::of_case(conn, council, case, limit)
        .await?
        .into_iter()
        .map(|link| read_back(keys, link))
        .collect()
}

/// The rows of that kind about one case, newest first and at most [`MOST_READ`]; with `actors` only
/// theirs.
///
/// # Errors
/// See [`StoreError`].
pub async fn of_case_by(
    conn: &impl ConnectionTrait,
    keys: &CouncilKeys,
    case: Uuid,
    action: &str,
    actors: Option<&[LinkToken]>,
) -> Result<Vec<AuditRecord>, StoreError> {
    let council = keys.council();
    let rows = rows::of_case_by(conn, council, (case, action), actors, MOST_READ);
    let rows = rows.await?.into_iter();
    rows.map(|link| read_back(keys, link)).collect()
}

/// Most rows that are read back at once.
const MOST_READ: u64 = 10_000;

fn read_back(keys: &CouncilKeys, link: Link) -> Result<AuditRecord, StoreError> {
    let sealed = Sealed::from_column(link.detail);
    Ok(AuditRecord {
        seq: link.seq,
        at: instant(link.at),
        actor: link.actor,
        action: link.action,
        case: link.case,
        detail: keys
            .seal()
            .open(place(keys.council(), &column(link.seq)), &sealed)?,
    })
}

/// What an examination of a council's audit found.
#[derive(Debug, PartialEq, Eq)]
pub enum Chain {
    /// Unbroken, with so many rows.
    Whole(i64),
    /// The row with this number is missing, changed, or out of place.
    BrokenAt(i64),
}

/// Examines the whole audit of a council.
///
/// # Errors
/// [`StoreError`] if it cannot be read.
pub async fn verify(conn: &impl ConnectionTrait, council: Uuid) -> Result<Chain, StoreError> {
    const STEP: u64 = 1000;
    let (last, head) = rows::head(conn, council).await?;
    let mut seen = 0;
    let mut before = vec![0; 32];
    loop {
        let links = rows::after(conn, council, seen, STEP).await?;
        if links.is_empty() {
            break;
        }
        for link in links {
            let next = seen + 1;
            let fits =
                link.seq == next && link.prev_hash == before && link.hash == hash(council, &link);
            if !fits {
                return Ok(Chain::BrokenAt(next));
            }
            seen = next;
            before = link.hash;
        }
    }
    if seen != last || before != head {
        return Ok(Chain::BrokenAt(seen + 1));
    }
    Ok(Chain::Whole(seen))
}

/// SHA-256 over the row's values, each with its length, in a fixed order.
fn hash(council: Uuid, link: &Link) -> Vec<u8> {
    let mut sum = Sha256::new();
    let mut put = |bytes: &[u8]| {
        sum.update((bytes.len() as u64).to_be_bytes());
        sum.update(bytes);
    };
    put(b"tomoni audit 1");
    put(&link.prev_hash);
    put(council.as_bytes());
    put(&link.seq.to_be_bytes());
    put(&link.at.to_be_bytes());
    put(&link.actor.0);
    put(link.action.as_bytes());
    put(link.case.as_ref().map_or(&[], |case| case.as_bytes()));
    put(&link.detail);
    sum.finalize().to_vec()
}

fn column(seq: i64) -> String {
    format!("detail {seq}")
}

fn place(council: Uuid, column: &str) -> Place<'_> {
    Place {
        table: "audit",
        column,
        row: council,
    }
}
