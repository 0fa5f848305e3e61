//! 経過: the entries of a case as its page shows them.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder, QuerySelect};

use super::StoreError;
use crate::clock::instant;
use crate::keys::{CaseKeys, Clear, Place, Sealed};
use crate::writer::WriteTxn;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "timeline")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub case_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub seq: i64,
        pub occurred_at: i64,
        pub kind: String,
        pub sealed: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// One entry.
pub struct TimelineEntry {
    /// The place of its event in the council's order.
    pub seq: i64,
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
    /// The name of its event.
    pub kind: String,
    /// What the page shows.
    pub body: Clear,
}

/// Adds an entry.
///
/// # Errors
/// See [`StoreError`].
pub fn add(
    txn: &WriteTxn,
    keys: &CaseKeys,
    seq: i64,
    occurred_at: DateTime<Utc>,
    kind: &str,
    body: &[u8],
) -> Result<(), StoreError> {
    let sealed = keys.file().seal(place(keys, &column(seq)), body)?;
    txn.write(&row::Entity::insert(row::ActiveModel {
        case_id: Set(keys.case()),
        seq: Set(seq),
        occurred_at: Set(occurred_at.timestamp_micros()),
        kind: Set(kind.to_owned()),
        sealed: Set(sealed.into_column()),
    }));
    Ok(())
}

/// At most `limit` entries of a case, newest first, before the place `before` where one is given.
///
/// # Errors
/// See [`StoreError`].
pub async fn of_case(
    conn: &impl ConnectionTrait,
    keys: &CaseKeys,
    before: Option<i64>,
    limit: u64,
) -> Result<Vec<TimelineEntry>, StoreError> {
    let mut query = row::Entity::find().filter(row::Column::CaseId.eq(keys.case()));
    if let Some(before) = before {
        query = query.filter(row::Column::Seq.lt(before));
    }
    newest(conn, keys, query, limit).await
}

async fn newest(
    conn: &impl ConnectionTrait,
    keys: &CaseKeys,
    query: Select<row::Entity>,
    limit: u64,
) -> Result<Vec<TimelineEntry>, StoreError> {
    query
        .order_by_desc(row::Column::Seq)
        .limit(limit)
        .all(conn)
        .await?
        .into_iter()
        .map(|found| {
            let sealed = Sealed::from_column(found.sealed);
            Ok(TimelineEntry {
                seq: found.seq,
                occurred_at: instant(found.occurred_at),
                kind: found.kind,
                body: keys.file().open(place(keys, &column(found.seq)), &sealed)?,
            })
        })
        .collect()
}

/// The entry of the event at that place.
///
/// # Errors
/// See [`StoreError`].
pub async fn at(
    conn: &impl ConnectionTrait,
    keys: &CaseKeys,
    seq: i64,
) -> Result<Option<TimelineEntry>, StoreError> {
    let query = row::Entity::find()
        .filter(row::Column::CaseId.eq(keys.case()))
        .filter(row::Column::Seq.eq(seq));
    Ok(newest(conn, keys, query, 1).await?.pop())
}

/// At most `limit` entries of one kind, newest first.
///
/// # Errors
/// See [`StoreError`].
pub async fn of_kind(
    conn: &impl ConnectionTrait,
    keys: &CaseKeys,
    kind: &str,
    limit: u64,
) -> Result<Vec<TimelineEntry>, StoreError> {
    let query = row::Entity::find()
        .filter(row::Column::CaseId.eq(keys.case()))
        .filter(row::Column::Kind.eq(kind));
    newest(conn, keys, query, limit).await
}

/// Removes all entries of a case, before they are folded anew.
///
/// # Errors
/// See [`StoreError`].
pub async fn clear(txn: &WriteTxn, case: Uuid) -> Result<(), StoreError> {
    row::Entity::delete_many()
        .filter(row::Column::CaseId.eq(case))
        .exec(txn.conn().await?)
        .await?;
    Ok(())
}

fn column(seq: i64) -> String {
    format!("sealed {seq}")
}

fn place<'a>(keys: &CaseKeys, column: &'a str) -> Place<'a> {
    Place {
        table: "timeline",
        column,
        row: keys.case(),
    }
}
