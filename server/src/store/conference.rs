//! 会議体の会議 as it stands, and the cases that a round has gone through.

use std::ops::RangeInclusive;

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, Condition, ConnectionTrait, QueryOrder};

use super::StoreError;
use super::sql::{self, Sql};
use crate::clock::instant;
use crate::keys::{Clear, CouncilKeys, Place, Sealed};
use crate::writer::WriteTxn;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "conference")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub council_id: Uuid,
        pub series_id: Uuid,
        pub kind: i16,
        pub status: i16,
        pub starts_at: i64,
        pub fiscal_year: i16,
        pub number: i16,
        pub seq: i64,
        pub sealed: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod gone {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "conference_case")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub conference_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub case_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A conference as lists know it.
pub struct ConferenceRecord {
    pub id: Uuid,
    pub series: Uuid,
    /// Its kind, as a number of the domain's enum.
    pub kind: i16,
    /// Its state, as a number of the domain's enum.
    pub status: i16,
    /// When it begins as planned.
    pub starts_at: DateTime<Utc>,
    /// 年度, by its first calendar year.
    pub fiscal_year: i16,
    /// 第n回 of its series in that year.
    pub number: i16,
    /// The place in the council's order up to which it is folded.
    pub seq: i64,
    /// The conference itself.
    pub body: Clear,
}

/// Keeps a conference as it now stands, new or in place of how it stood before.
///
/// # Errors
/// See [`StoreError`].
pub fn put(
    txn: &WriteTxn,
    council: &CouncilKeys,
    conference: &ConferenceRecord,
) -> Result<(), StoreError> {
    let at = place(conference.id);
    let sealed = council.seal().seal(at, &conference.body)?;
    let row = row::ActiveModel {
        id: Set(conference.id),
        council_id: Set(council.council()),
        series_id: Set(conference.series),
        kind: Set(conference.kind),
        status: Set(conference.status),
        starts_at: Set(conference.starts_at.timestamp_micros()),
        fiscal_year: Set(conference.fiscal_year),
        number: Set(conference.number),
        seq: Set(conference.seq),
        sealed: Set(sealed.into_column()),
    };
    let moves = [
        row::Column::Status,
        row::Column::StartsAt,
        row::Column::FiscalYear,
        row::Column::Number,
        row::Column::Seq,
        row::Column::Sealed,
    ];
    let conflict = OnConflict::column(row::Column::Id)
        .update_columns(moves)
        .to_owned();
    txn.write(&row::Entity::insert(row).on_conflict(conflict));
    Ok(())
}

/// One conference of the council. Whether the asker may see it is for the gate to say.
///
/// # Errors
/// See [`StoreError`].
pub async fn load(
    conn: &impl ConnectionTrait,
    council: &CouncilKeys,
    conference: Uuid,
) -> Result<Option<ConferenceRecord>, StoreError> {
    row::Entity::find_by_id(conference)
        .filter(row::Column::CouncilId.eq(council.council()))
        .one(conn)
        .await?
        .map(|found| open(council, found))
        .transpose()
}

/// The highest number given in the series in that fiscal year; 0 where there is none.
///
/// # Errors
/// See [`StoreError`].
pub async fn last_number(
    conn: &impl ConnectionTrait,
    council: Uuid,
    series: Uuid,
    year: i32,
) -> Result<i16, StoreError> {
    let row = Sql::new("SELECT number FROM conference WHERE council_id = ")
        .with(council)
        .say(" AND series_id = ")
        .with(series)
        .say(" AND fiscal_year = ")
        .with(year)
        .say(" ORDER BY number DESC LIMIT 1")
        .one(conn)
        .await?;
    let Some(row) = row else { return Ok(0) };
    Ok(row.try_get_by_index(0)?)
}

/// Whether the identifier is taken, in whatever council.
///
/// # Errors
/// See [`StoreError`].
pub async fn taken(conn: &impl ConnectionTrait, conference: Uuid) -> Result<bool, StoreError> {
    sql::has(conn, "conference", conference).await
}

/// Which kinds of conferences, as numbers of the domain's enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kinds {
    All,
    Only(i16),
    But(i16),
}

/// The conferences of some fiscal years, newest first, in one question.
///
/// # Errors
/// See [`StoreError`].
pub async fn of_years(
    conn: &impl ConnectionTrait,
    council: &CouncilKeys,
    years: RangeInclusive<i32>,
    kinds: Kinds,
) -> Result<Vec<ConferenceRecord>, StoreError> {
    let query = row::Entity::find()
        .filter(row::Column::CouncilId.eq(council.council()))
        .filter(row::Column::FiscalYear.between(*years.start(), *years.end()));
    let query = match kinds {
        Kinds::All => query,
        Kinds::Only(kind) => query.filter(row::Column::Kind.eq(kind)),
        Kinds::But(kind) => query.filter(row::Column::Kind.ne(kind)),
    };
    query
        .order_by_desc(row::Column::StartsAt)
        .order_by_desc(row::Column::Seq)
        .all(conn)
        .await?
        .into_iter()
        .map(|found| open(council, found))
        .collect()
}

/// Those that begin at `since` or later, and whatever is `live` (a number of the domain's enum), in
/// one question: what somebody can still be told of.
///
/// # Errors
/// See [`StoreError`].
pub async fn to_come(
    conn: &impl ConnectionTrait,
    council: &CouncilKeys,
    since: DateTime<Utc>,
    live: i16,
) -> Result<Vec<ConferenceRecord>, StoreError> {
    let begins = row::Column::StartsAt.gte(since.timestamp_micros());
    row::Entity::find()
        .filter(row::Column::CouncilId.eq(council.council()))
        .filter(
            Condition::any()
                .add(begins)
                .add(row::Column::Status.eq(live)),
        )
        .all(conn)
        .await?
        .into_iter()
        .map(|found| open(council, found))
        .collect()
}

/// Notes that a round has gone through a case; a second time changes nothing.
pub fn go_through(txn: &WriteTxn, conference: Uuid, case: Uuid) {
    let row = gone::ActiveModel {
        conference_id: Set(conference),
        case_id: Set(case),
    };
    let columns = [gone::Column::ConferenceId, gone::Column::CaseId];
    // Written to itself: the one form of "do nothing" that both databases count as done.
    let conflict = OnConflict::columns(columns)
        .update_column(gone::Column::CaseId)
        .to_owned();
    txn.write(&gone::Entity::insert(row).on_conflict(conflict));
}

/// Takes that back.
pub fn go_back(txn: &WriteTxn, conference: Uuid, case: Uuid) {
    txn.write(
        &gone::Entity::delete_many()
            .filter(gone::Column::ConferenceId.eq(conference))
            .filter(gone::Column::CaseId.eq(case)),
    );
}

/// Those of `cases` that a round has gone through.
///
/// # Errors
/// See [`StoreError`].
pub async fn gone_through(
    conn: &impl ConnectionTrait,
    conference: Uuid,
    cases: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<Uuid>, StoreError> {
    Ok(gone::Entity::find()
        .filter(gone::Column::ConferenceId.eq(conference))
        .filter(gone::Column::CaseId.is_in(cases))
        .all(conn)
        .await?
        .into_iter()
        .map(|found| found.case_id)
        .collect())
}

/// The next number of a copy of the 進行管理台帳; given once.
///
/// # Errors
/// See [`StoreError`].
pub async fn next_copy(txn: &WriteTxn, council: Uuid) -> Result<u32, StoreError> {
    next_of(txn, council, "ledger_copy").await
}

/// The next number of a letter to somebody without an account; given once.
///
/// # Errors
/// See [`StoreError`].
pub async fn next_letter(txn: &WriteTxn, council: Uuid) -> Result<u32, StoreError> {
    next_of(txn, council, "letter_copy").await
}

async fn next_of(txn: &WriteTxn, council: Uuid, table: &'static str) -> Result<u32, StoreError> {
    let row = Sql::new(&format!("INSERT INTO {table} (council_id, last) VALUES ("))
        .with(council)
        .say(&format!(
            ", 1) ON CONFLICT (council_id) DO UPDATE SET last = {table}.last + 1"
        ))
        .say(" RETURNING last")
        .one(txn.conn().await?)
        .await?
        .ok_or(StoreError::Missing)?;
    let number: i64 = row.try_get_by_index(0)?;
    Ok(u32::try_from(number).unwrap_or(u32::MAX))
}

fn open(council: &CouncilKeys, found: row::Model) -> Result<ConferenceRecord, StoreError> {
    let sealed = Sealed::from_column(found.sealed);
    Ok(ConferenceRecord {
        body: council.seal().open(place(found.id), &sealed)?,
        id: found.id,
        series: found.series_id,
        kind: found.kind,
        status: found.status,
        starts_at: instant(found.starts_at),
        fiscal_year: found.fiscal_year,
        number: found.number,
        seq: found.seq,
    })
}

fn place(conference: Uuid) -> Place<'static> {
    Place {
        table: "conference",
        column: "sealed",
        row: conference,
    }
}
