//! Who may find a case, who must never, and the tokens of the names it is found by.

use sea_orm::ActiveValue::Set;
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;

use super::StoreError;
use super::sql::{Sql, token};
use crate::keys::LinkToken;
use crate::writer::WriteTxn;

mod reader {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_reader")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub token: Vec<u8>,
        #[sea_orm(primary_key, auto_increment = false)]
        pub case_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub relation: i16,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod block {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_block")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub case_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub token: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod piece {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "search_token")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub token: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub case_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Replaces the list of those who may find `case`, each with the number of their relation to it.
pub fn set_readers(txn: &WriteTxn, case: Uuid, readers: &[(LinkToken, i16)]) {
    txn.write(&reader::Entity::delete_many().filter(reader::Column::CaseId.eq(case)));
    let mut rows: Vec<_> = readers.to_vec();
    rows.sort_unstable();
    rows.dedup();
    if rows.is_empty() {
        return;
    }
    let rows = rows
        .into_iter()
        .map(|(token, relation)| reader::ActiveModel {
            token: Set(token.0.to_vec()),
            case_id: Set(case),
            relation: Set(relation),
        });
    txn.write(&reader::Entity::insert_many(rows));
}

/// Replaces the list of those who must never find `case` (利益相反).
pub fn set_blocks(txn: &WriteTxn, case: Uuid, blocks: &[LinkToken]) {
    txn.write(&block::Entity::delete_many().filter(block::Column::CaseId.eq(case)));
    let mut rows = blocks.to_vec();
    rows.sort_unstable();
    rows.dedup();
    if rows.is_empty() {
        return;
    }
    let rows = rows.into_iter().map(|token| block::ActiveModel {
        case_id: Set(case),
        token: Set(token.0.to_vec()),
    });
    txn.write(&block::Entity::insert_many(rows));
}

/// Replaces the tokens of the names by which `case` is found.
pub fn set_search(txn: &WriteTxn, case: Uuid, pieces: &[i64]) {
    txn.write(&piece::Entity::delete_many().filter(piece::Column::CaseId.eq(case)));
    let mut rows = pieces.to_vec();
    rows.sort_unstable();
    rows.dedup();
    if rows.is_empty() {
        return;
    }
    let rows = rows.into_iter().map(|token| piece::ActiveModel {
        token: Set(token),
        case_id: Set(case),
    });
    txn.write(&piece::Entity::insert_many(rows));
}

/// Those who may find `case`, each with the number of their relation to it.
///
/// # Errors
/// See [`StoreError`].
pub async fn readers(
    conn: &impl ConnectionTrait,
    case: Uuid,
) -> Result<Vec<(LinkToken, i16)>, StoreError> {
    let rows = Sql::new("SELECT token, relation FROM case_reader WHERE case_id = ")
        .with(case)
        .all(conn)
        .await?;
    rows.iter()
        .map(|row| {
            let bytes: Vec<u8> = row.try_get_by_index(0)?;
            Ok((token(&bytes), row.try_get_by_index(1)?))
        })
        .collect()
}

/// Those who must never find `case`.
///
/// # Errors
/// See [`StoreError`].
pub async fn blocks(conn: &impl ConnectionTrait, case: Uuid) -> Result<Vec<LinkToken>, StoreError> {
    let rows = Sql::new("SELECT token FROM case_block WHERE case_id = ")
        .with(case)
        .all(conn)
        .await?;
    rows.iter()
        .map(|row| {
            let bytes: Vec<u8> = row.try_get_by_index(0)?;
            Ok(token(&bytes))
        })
        .collect()
}
