//! 支援会議の案件 as they stand, each conference's under a key of its own.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};

use super::StoreError;
use super::sql;
use crate::keys::{Clear, CouncilKeys, Place, Sealed};
use crate::writer::WriteTxn;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "matter")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub council_id: Uuid,
        pub conference_id: Uuid,
        pub seq: i64,
        pub sealed: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// An item as it stands.
pub struct MatterRecord {
    pub id: Uuid,
    /// The 支援会議 it belongs to.
    pub conference: Uuid,
    /// The place in the council's order up to which it is folded.
    pub seq: i64,
    /// The item itself.
    pub body: Clear,
}

/// Keeps an item as it now stands, new or in place of how it stood before.
///
/// # Errors
/// See [`StoreError`].
pub fn put(txn: &WriteTxn, council: &CouncilKeys, matter: &MatterRecord) -> Result<(), StoreError> {
    let key = council.matters_of(matter.conference);
    let sealed = key.seal(place(matter.id), &matter.body)?;
    let row = row::ActiveModel {
        id: Set(matter.id),
        council_id: Set(council.council()),
        conference_id: Set(matter.conference),
        seq: Set(matter.seq),
        sealed: Set(sealed.into_column()),
    };
    let conflict = OnConflict::column(row::Column::Id)
        .update_columns([row::Column::Seq, row::Column::Sealed])
        .to_owned();
    txn.write(&row::Entity::insert(row).on_conflict(conflict));
    Ok(())
}

/// One item of the council. Whether the asker may see it is for the gate to say.
///
/// # Errors
/// See [`StoreError`].
pub async fn load(
    conn: &impl ConnectionTrait,
    council: &CouncilKeys,
    matter: Uuid,
) -> Result<Option<MatterRecord>, StoreError> {
    row::Entity::find_by_id(matter)
        .filter(row::Column::CouncilId.eq(council.council()))
        .one(conn)
        .await?
        .map(|found| open(council, found))
        .transpose()
}

/// All items of one conference, in the order in which they last changed.
///
/// # Errors
/// See [`StoreError`].
pub async fn of_conference(
    conn: &impl ConnectionTrait,
    council: &CouncilKeys,
    conference: Uuid,
) -> Result<Vec<MatterRecord>, StoreError> {
    of_conferences(conn, council, &[conference]).await
}

/// The same of some conferences, in one question.
///
/// # Errors
/// See [`StoreError`].
pub async fn of_conferences(
    conn: &impl ConnectionTrait,
    council: &CouncilKeys,
    conferences: &[Uuid],
) -> Result<Vec<MatterRecord>, StoreError> {
    if conferences.is_empty() {
        return Ok(Vec::new());
    }
    row::Entity::find()
        .filter(row::Column::CouncilId.eq(council.council()))
        .filter(row::Column::ConferenceId.is_in(conferences.iter().copied()))
        .order_by_asc(row::Column::Seq)
        .all(conn)
        .await?
        .into_iter()
        .map(|found| open(council, found))
        .collect()
}

/// Whether the identifier is taken, in whatever council.
///
/// # Errors
/// See [`StoreError`].
pub async fn taken(conn: &impl ConnectionTrait, matter: Uuid) -> Result<bool, StoreError> {
    sql::has(conn, "matter", matter).await
}

fn open(council: &CouncilKeys, found: row::Model) -> Result<MatterRecord, StoreError> {
    let key = council.matters_of(found.conference_id);
    let sealed = Sealed::from_column(found.sealed);
    Ok(MatterRecord {
        body: key.open(place(found.id), &sealed)?,
        id: found.id,
        conference: found.conference_id,
        seq: found.seq,
    })
}

fn place(matter: Uuid) -> Place<'static> {
    Place {
        table: "matter",
        column: "sealed",
        row: matter,
    }
}
