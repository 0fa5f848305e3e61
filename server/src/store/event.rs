//! 出来事: what happened, in the order of the council, never changed and never removed.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, QueryOrder, QuerySelect};

use super::StoreError;
use crate::clock::instant;
use crate::keys::{CaseKeys, Clear, CouncilKeys, Place, SealKey, Sealed};
use crate::writer::WriteTxn;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "event")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub council_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub seq: i64,
        pub id: Uuid,
        pub case_id: Option<Uuid>,
        pub command_id: Uuid,
        pub kind: String,
        pub class: i16,
        pub occurred_at: i64,
        pub recorded_at: i64,
        pub sealed: Vec<u8>,
        pub conference_id: Option<Uuid>,
        pub matter_id: Option<Uuid>,
        pub ahead_ms: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The class of an event that tells where she is (P4): sealed under the place key.
pub const PLACE_CLASS: i16 = 4;

/// An event to be kept.
pub struct NewEvent<'a> {
    /// Its place in the council's order (from `turn::next_seq`).
    pub seq: i64,
    /// Its own identifier.
    pub id: Uuid,
    /// The command that brought it about.
    pub command: Uuid,
    /// Its name.
    pub kind: &'a str,
    /// Its sensitivity class, 0 to 4.
    pub class: i16,
    /// When it happened, as its writer says.
    pub occurred_at: DateTime<Utc>,
    /// By how many milliseconds its writer's clock was set right for that, where the device knew.
    pub ahead_ms: Option<i64>,
    /// When the server took it in.
    pub recorded_at: DateTime<Utc>,
    /// What happened.
    pub body: &'a [u8],
}

/// An event as it was kept.
pub struct EventRecord {
    /// Its place in the council's order.
    pub seq: i64,
    /// Its own identifier.
    pub id: Uuid,
    /// The case it belongs to, if it belongs to one.
    pub case: Option<Uuid>,
    /// The conference it belongs to, if it belongs to one.
    pub conference: Option<Uuid>,
    /// The command that brought it about.
    pub command: Uuid,
    /// Its name.
    pub kind: String,
    /// Its sensitivity class, 0 to 4.
    pub class: i16,
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
    /// By how many milliseconds its writer's clock was set right for that, where the device knew.
    pub ahead_ms: Option<i64>,
    /// When the server took it in.
    pub recorded_at: DateTime<Utc>,
    /// What happened; `None` where the key was not given or no longer exists.
    pub body: Option<Clear>,
}

/// Keeps an event: of a case where `case` is given, else of the council.
///
/// # Errors
/// [`StoreError::Missing`] for an event of class 4 without the place key; see [`StoreError`].
pub fn append(
    txn: &WriteTxn,
    council: &CouncilKeys,
    case: Option<&CaseKeys>,
    event: NewEvent<'_>,
) -> Result<(), StoreError> {
    let key = key_for(council, case, event.class).ok_or(StoreError::Missing)?;
    let of = Of {
        case: case.map(CaseKeys::case),
        ..Of::default()
    };
    put(txn, council, key, of, event)
}

/// Keeps an event of a 会議体の会議, under the key of the council.
///
/// # Errors
/// See [`StoreError`].
pub fn append_to_conference(
    txn: &WriteTxn,
    council: &CouncilKeys,
    conference: Uuid,
    event: NewEvent<'_>,
) -> Result<(), StoreError> {
    let of = Of {
        conference: Some(conference),
        ..Of::default()
    };
    put(txn, council, council.seal(), of, event)
}

/// Keeps an event of a 案件 of a 支援会議, under the key of that conference's items.
///
/// # Errors
/// See [`StoreError`].
pub fn append_to_matter(
    txn: &WriteTxn,
    council: &CouncilKeys,
    (conference, matter): (Uuid, Uuid),
    event: NewEvent<'_>,
) -> Result<(), StoreError> {
    let of = Of {
        matter: Some(matter),
        ..Of::default()
    };
    put(txn, council, &council.matters_of(conference), of, event)
}

/// To what an event belongs; to nothing: to the council.
#[derive(Default)]
struct Of {
    case: Option<Uuid>,
    conference: Option<Uuid>,
    matter: Option<Uuid>,
}

fn put(
    txn: &WriteTxn,
    council: &CouncilKeys,
    key: &SealKey,
    of: Of,
    event: NewEvent<'_>,
) -> Result<(), StoreError> {
    let sealed = key.seal(place(event.id), event.body)?;
    txn.write(&row::Entity::insert(row::ActiveModel {
        council_id: Set(council.council()),
        seq: Set(event.seq),
        id: Set(event.id),
        case_id: Set(of.case),
        conference_id: Set(of.conference),
        matter_id: Set(of.matter),
        command_id: Set(event.command),
        kind: Set(event.kind.to_owned()),
        class: Set(event.class),
        occurred_at: Set(event.occurred_at.timestamp_micros()),
        ahead_ms: Set(event.ahead_ms),
        recorded_at: Set(event.recorded_at.timestamp_micros()),
        sealed: Set(sealed.into_column()),
    }));
    Ok(())
}

/// All events of one case, oldest first.
///
/// # Errors
/// See [`StoreError`].
pub async fn of_case(
    conn: &impl ConnectionTrait,
    council: &CouncilKeys,
    case: &CaseKeys,
) -> Result<Vec<EventRecord>, StoreError> {
    all_of(conn, council, (row::Column::CaseId, case.case()))
        .await?
        .into_iter()
        .map(|found| open(council, Some(case), found))
        .collect()
}

/// All events of one conference, oldest first.
///
/// # Errors
/// See [`StoreError`].
pub async fn of_conference(
    conn: &impl ConnectionTrait,
    council: &CouncilKeys,
    conference: Uuid,
) -> Result<Vec<EventRecord>, StoreError> {
    all_of(conn, council, (row::Column::ConferenceId, conference))
        .await?
        .into_iter()
        .map(|found| open(council, None, found))
        .collect()
}

/// All events of one 案件 of that 支援会議, oldest first.
///
/// # Errors
/// See [`StoreError`].
pub async fn of_matter(
    conn: &impl ConnectionTrait,
    council: &CouncilKeys,
    (conference, matter): (Uuid, Uuid),
) -> Result<Vec<EventRecord>, StoreError> {
    let key = council.matters_of(conference);
    all_of(conn, council, (row::Column::MatterId, matter))
        .await?
        .into_iter()
        .map(|found| opened(Some(&key), found))
        .collect()
}

async fn all_of(
    conn: &impl ConnectionTrait,
    council: &CouncilKeys,
    (of, id): (row::Column, Uuid),
) -> Result<Vec<row::Model>, StoreError> {
    Ok(row::Entity::find()
        .filter(row::Column::CouncilId.eq(council.council()))
        .filter(of.eq(id))
        .order_by_asc(row::Column::Seq)
        .all(conn)
        .await?)
}

/// At most `limit` events of the council after place `after`, oldest first. Events of cases and
/// of 案件 come without their bodies: those need keys of their own.
///
/// # Errors
/// See [`StoreError`].
pub async fn of_council(
    conn: &impl ConnectionTrait,
    council: &CouncilKeys,
    after: i64,
    limit: u64,
) -> Result<Vec<EventRecord>, StoreError> {
    row::Entity::find()
        .filter(row::Column::CouncilId.eq(council.council()))
        .filter(row::Column::Seq.gt(after))
        .order_by_asc(row::Column::Seq)
        .limit(limit)
        .all(conn)
        .await?
        .into_iter()
        .map(|found| open(council, None, found))
        .collect()
}

fn open(
    council: &CouncilKeys,
    case: Option<&CaseKeys>,
    found: row::Model,
) -> Result<EventRecord, StoreError> {
    let own = found.case_id == case.map(CaseKeys::case) && found.matter_id.is_none();
    let key = key_for(council, case, found.class).filter(|_| own);
    opened(key, found)
}

fn opened(key: Option<&SealKey>, found: row::Model) -> Result<EventRecord, StoreError> {
    let body = key
        .map(|key| key.open(place(found.id), &Sealed::from_column(found.sealed)))
        .transpose()?;
    Ok(EventRecord {
        seq: found.seq,
        id: found.id,
        case: found.case_id,
        conference: found.conference_id,
        command: found.command_id,
        kind: found.kind,
        class: found.class,
        occurred_at: instant(found.occurred_at),
        ahead_ms: found.ahead_ms,
        recorded_at: instant(found.recorded_at),
        body,
    })
}

fn key_for<'k>(
    council: &'k CouncilKeys,
    case: Option<&'k CaseKeys>,
    class: i16,
) -> Option<&'k SealKey> {
    match case {
        None => Some(council.seal()),
        Some(case) if class >= PLACE_CLASS => case.place(),
        Some(case) => Some(case.file()),
    }
}

fn place(id: Uuid) -> Place<'static> {
    Place {
        table: "event",
        column: "sealed",
        row: id,
    }
}
