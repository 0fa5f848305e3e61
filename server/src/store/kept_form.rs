//! 書きかけ: forms of hers that came when her visit was over. Sealed under her case's file key.

use chrono::{DateTime, Duration, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, Condition, ConnectionTrait, QueryOrder};

use super::StoreError;
use crate::keys::{CaseKeys, Clear, Place, Sealed};
use crate::writer::WriteTxn;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "kept_form")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub case_id: Uuid,
        pub council_id: Uuid,
        pub form: Vec<u8>,
        pub page: String,
        pub kept_at: i64,
        pub sealed: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Kept so long for her; she may need a new card first.
const KEPT_FOR: Duration = Duration::days(30);

/// A form that is to be kept.
pub struct NewKeptForm<'a> {
    pub id: Uuid,
    pub council: Uuid,
    /// The hash of the form token it carried.
    pub form: [u8; 32],
    /// The sign of the page it stands on.
    pub page: &'a str,
    pub at: DateTime<Utc>,
    pub body: &'a [u8],
}

/// A form that waits for her.
pub struct KeptForm {
    pub id: Uuid,
    pub body: Clear,
}

/// Keeps a form in place of the one that came before from the same page of the same visit.
///
/// # Errors
/// See [`StoreError`].
pub async fn keep(
    txn: &WriteTxn,
    keys: &CaseKeys,
    kept: NewKeptForm<'_>,
) -> Result<(), StoreError> {
    let old = (kept.at - KEPT_FOR).timestamp_micros();
    let same = Condition::all()
        .add(row::Column::Form.eq(kept.form.to_vec()))
        .add(row::Column::Page.eq(kept.page));
    row::Entity::delete_many()
        .filter(Condition::any().add(same).add(row::Column::KeptAt.lt(old)))
        .exec(txn.conn().await?)
        .await?;
    let sealed = keys.file().seal(place(kept.id), kept.body)?;
    row::Entity::insert(row::ActiveModel {
        id: Set(kept.id),
        case_id: Set(keys.case()),
        council_id: Set(kept.council),
        form: Set(kept.form.to_vec()),
        page: Set(kept.page.to_owned()),
        kept_at: Set(kept.at.timestamp_micros()),
        sealed: Set(sealed.into_column()),
    })
    .exec_without_returning(txn.conn().await?)
    .await?;
    Ok(())
}

/// The newest form that waits, opened.
///
/// # Errors
/// See [`StoreError`].
pub async fn newest(
    conn: &impl ConnectionTrait,
    keys: &CaseKeys,
    now: DateTime<Utc>,
) -> Result<Option<KeptForm>, StoreError> {
    let found = waiting(keys.case(), now)
        .order_by_desc(row::Column::KeptAt)
        .one(conn)
        .await?;
    let Some(found) = found else { return Ok(None) };
    let sealed = Sealed::from_column(found.sealed);
    let body = keys.file().open(place(found.id), &sealed)?;
    Ok(Some(KeptForm { id: found.id, body }))
}

/// The ids of the forms that wait from that page, or from any.
///
/// # Errors
/// See [`StoreError`].
pub async fn ids(
    conn: &impl ConnectionTrait,
    case: Uuid,
    page: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Vec<Uuid>, StoreError> {
    let found = waiting(case, now).all(conn).await?;
    Ok(found
        .into_iter()
        .filter(|row| page.is_none_or(|page| row.page == page))
        .map(|row| row.id)
        .collect())
}

/// Removes forms of a case.
///
/// # Errors
/// See [`StoreError`].
pub async fn remove(txn: &WriteTxn, case: Uuid, ids: Vec<Uuid>) -> Result<(), StoreError> {
    row::Entity::delete_many()
        .filter(row::Column::CaseId.eq(case))
        .filter(row::Column::Id.is_in(ids))
        .exec(txn.conn().await?)
        .await?;
    Ok(())
}

fn waiting(case: Uuid, now: DateTime<Utc>) -> Select<row::Entity> {
    row::Entity::find()
        .filter(row::Column::CaseId.eq(case))
        .filter(row::Column::KeptAt.gte((now - KEPT_FOR).timestamp_micros()))
}

fn place(row: Uuid) -> Place<'static> {
    Place {
        table: "kept_form",
        column: "sealed",
        row,
    }
}
