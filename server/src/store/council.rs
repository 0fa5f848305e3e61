//! 支援調整会議: its place in the order of events, its wrapped key and its sealed record.

use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, QueryOrder};

use super::sql::Sql;
use super::{StoreError, turn};
use crate::keys::{Clear, CouncilKeys, Keyring, Place, Sealed};
use crate::writer::WriteTxn;

pub(super) mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "council")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub seq: i64,
        pub audit_seq: i64,
        pub audit_head: Vec<u8>,
        pub wrapped_key: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod body {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "council_body")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub council_id: Uuid,
        pub version: i64,
        pub sealed: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A council's record, opened.
pub struct CouncilRecord {
    /// The place in the order of events up to which the record is folded.
    pub version: i64,
    /// The record itself.
    pub body: Clear,
}

/// Makes a new council with a new key and its first record.
///
/// # Errors
/// See [`StoreError`].
pub fn create(
    txn: &WriteTxn,
    keyring: &Keyring,
    council: Uuid,
    record: &[u8],
) -> Result<(), StoreError> {
    let (keys, wrapped) = keyring.new_council(council)?;
    txn.write(&row::Entity::insert(row::ActiveModel {
        id: Set(council),
        seq: Set(0),
        audit_seq: Set(0),
        audit_head: Set(vec![0; 32]),
        wrapped_key: Set(wrapped.into_column()),
    }));
    txn.write(&body::Entity::insert(body::ActiveModel {
        council_id: Set(council),
        version: Set(0),
        sealed: Set(keys.seal().seal(place(council), record)?.into_column()),
    }));
    Ok(())
}

/// The place in the order of events that was taken last.
///
/// # Errors
/// [`StoreError::Missing`] if there is no such council.
pub async fn last_seq(conn: &impl ConnectionTrait, council: Uuid) -> Result<i64, StoreError> {
    let row = Sql::new("SELECT seq FROM council WHERE id = ")
        .with(council)
        .one(conn)
        .await?
        .ok_or(StoreError::Missing)?;
    Ok(row.try_get_by_index(0)?)
}

/// The council's record, if there is such a council.
///
/// # Errors
/// See [`StoreError`].
pub async fn load(
    conn: &impl ConnectionTrait,
    keys: &CouncilKeys,
) -> Result<Option<CouncilRecord>, StoreError> {
    let Some(found) = body::Entity::find_by_id(keys.council()).one(conn).await? else {
        return Ok(None);
    };
    let sealed = Sealed::from_column(found.sealed);
    Ok(Some(CouncilRecord {
        version: found.version,
        body: keys.seal().open(place(keys.council()), &sealed)?,
    }))
}

/// The place in the order of events up to which the council's record is folded.
///
/// # Errors
/// See [`StoreError`].
pub async fn version(
    conn: &impl ConnectionTrait,
    council: Uuid,
) -> Result<Option<i64>, StoreError> {
    let row = Sql::new("SELECT version FROM council_body WHERE council_id = ")
        .with(council)
        .one(conn)
        .await?;
    row.map(|row| Ok(row.try_get_by_index(0)?)).transpose()
}

/// Replaces the council's record by one folded up to `version`.
///
/// # Errors
/// See [`StoreError`].
pub fn save(
    txn: &WriteTxn,
    keys: &CouncilKeys,
    version: i64,
    record: &[u8],
) -> Result<(), StoreError> {
    let sealed = keys.seal().seal(place(keys.council()), record)?;
    let kept = body::Entity::update_many()
        .set(body::ActiveModel {
            version: Set(version),
            sealed: Set(sealed.into_column()),
            ..Default::default()
        })
        .filter(body::Column::CouncilId.eq(keys.council()));
    txn.write(&kept);
    turn::folded(txn, keys.council(), version);
    Ok(())
}

/// All councils of this database, in order of their identifiers.
///
/// # Errors
/// See [`StoreError`].
pub async fn all(conn: &impl ConnectionTrait) -> Result<Vec<Uuid>, StoreError> {
    Ok(row::Entity::find()
        .order_by_asc(row::Column::Id)
        .all(conn)
        .await?
        .into_iter()
        .map(|found| found.id)
        .collect())
}

/// The wrapped key of a council, for the keyring.
pub(crate) async fn wrapped_key(
    conn: &impl ConnectionTrait,
    council: Uuid,
) -> Result<Option<Sealed>, StoreError> {
    Ok(row::Entity::find_by_id(council)
        .one(conn)
        .await?
        .map(|found| Sealed::from_column(found.wrapped_key)))
}

fn place(council: Uuid) -> Place<'static> {
    Place {
        table: "council_body",
        column: "sealed",
        row: council,
    }
}
