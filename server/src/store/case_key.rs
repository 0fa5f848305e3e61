//! The two keys of each case. Destroying them is how a case is erased.

use sea_orm::ActiveValue::Set;
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;

use super::StoreError;
use crate::keys::{CaseKeys, CouncilKeys, Sealed};
use crate::writer::WriteTxn;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_key")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub case_id: Uuid,
        pub file_key: Vec<u8>,
        pub place_key: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Whether the key of her whereabouts (P4) is wanted too.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum With {
    /// The file key only.
    File,
    /// Both keys. For whoever has the right to her whereabouts, and for the fold that keeps them.
    FileAndPlace,
}

/// Makes the keys of a new case.
///
/// # Errors
/// See [`StoreError`].
pub fn create(txn: &WriteTxn, council: &CouncilKeys, case: Uuid) -> Result<CaseKeys, StoreError> {
    let (keys, wrapped) = council.new_case(case)?;
    txn.write(&row::Entity::insert(row::ActiveModel {
        case_id: Set(case),
        file_key: Set(wrapped.file.into_column()),
        place_key: Set(wrapped.place.into_column()),
    }));
    Ok(keys)
}

/// The keys of a case, if they exist.
///
/// # Errors
/// See [`StoreError`].
pub async fn load(
    conn: &impl ConnectionTrait,
    council: &CouncilKeys,
    case: Uuid,
    with: With,
) -> Result<Option<CaseKeys>, StoreError> {
    let Some(found) = row::Entity::find_by_id(case).one(conn).await? else {
        return Ok(None);
    };
    let file = Sealed::from_column(found.file_key);
    let place = Sealed::from_column(found.place_key);
    let place = (with == With::FileAndPlace).then_some(&place);
    Ok(Some(council.case(case, &file, place)?))
}

/// Destroys the keys of a case: everything sealed with them is unreadable from now on.
///
/// # Errors
/// See [`StoreError`].
pub async fn destroy(txn: &WriteTxn, case: Uuid) -> Result<(), StoreError> {
    row::Entity::delete_by_id(case)
        .exec(txn.conn().await?)
        .await?;
    Ok(())
}
