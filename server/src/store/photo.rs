//! 写真: the pictures of a case's records. Its record names it; the picture lies here, sealed under the case's file
//! key.

use domain::id::PhotoId;
use domain::photo::NewPhoto;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait};

use super::StoreError;
use crate::keys::{CaseKeys, Clear, Place, Sealed};
use crate::writer::WriteTxn;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "photo")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub case_id: Uuid,
        pub council_id: Uuid,
        pub seq: i64,
        pub sealed: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A photo, still sealed.
pub struct KeptPhoto {
    pub case: Uuid,
    /// The place of the event of its record.
    pub seq: i64,
    id: Uuid,
    sealed: Sealed,
}

impl KeptPhoto {
    /// The file.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn open(&self, keys: &CaseKeys) -> Result<Clear, StoreError> {
        Ok(keys.file().open(place(self.id), &self.sealed)?)
    }
}

/// Keeps the photos of a record whose event stands at `seq`.
///
/// # Errors
/// See [`StoreError`].
pub fn keep(
    txn: &WriteTxn,
    council: Uuid,
    keys: &CaseKeys,
    (seq, photos): (i64, &[NewPhoto]),
) -> Result<(), StoreError> {
    for photo in photos {
        let id = photo.id.0;
        let sealed = keys.file().seal(place(id), photo.jpeg.bytes())?;
        txn.write(&row::Entity::insert(row::ActiveModel {
            id: Set(id),
            case_id: Set(keys.case()),
            council_id: Set(council),
            seq: Set(seq),
            sealed: Set(sealed.into_column()),
        }));
    }
    Ok(())
}

/// Whether one of these is there already, whosever it is.
///
/// # Errors
/// See [`StoreError`].
pub async fn is_one_kept(
    conn: &impl ConnectionTrait,
    photos: &[NewPhoto],
) -> Result<bool, StoreError> {
    let ids = photos.iter().map(|photo| photo.id.0);
    let found = row::Entity::find()
        .filter(row::Column::Id.is_in(ids))
        .count(conn)
        .await?;
    Ok(found > 0)
}

/// One photo of a council.
///
/// # Errors
/// See [`StoreError`].
pub async fn find(
    conn: &impl ConnectionTrait,
    council: Uuid,
    photo: PhotoId,
) -> Result<Option<KeptPhoto>, StoreError> {
    let found = row::Entity::find_by_id(photo.0)
        .filter(row::Column::CouncilId.eq(council))
        .one(conn)
        .await?;
    Ok(found.map(|found| KeptPhoto {
        case: found.case_id,
        seq: found.seq,
        id: found.id,
        sealed: Sealed::from_column(found.sealed),
    }))
}

fn place(row: Uuid) -> Place<'static> {
    Place {
        table: "photo",
        column: "sealed",
        row,
    }
}
