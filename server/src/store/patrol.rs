//! 見回り: アウトリーチ記録 of the agencies, sealed under the council's key.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};

use super::StoreError;
use crate::keys::{Clear, CouncilKeys, Place, Sealed};
use crate::writer::WriteTxn;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "patrol")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub council_id: Uuid,
        pub agency_id: Uuid,
        pub fiscal_year: i16,
        pub went_on: Date,
        pub sealed: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A sheet that is to be kept.
pub struct NewPatrol<'a> {
    pub id: Uuid,
    pub agency: Uuid,
    /// 年度, by its first calendar year.
    pub fiscal_year: i16,
    pub went_on: NaiveDate,
    pub body: &'a [u8],
}

/// Keeps a sheet, in place of the one with the same number.
///
/// # Errors
/// See [`StoreError`].
pub fn keep(txn: &WriteTxn, keys: &CouncilKeys, sheet: &NewPatrol<'_>) -> Result<(), StoreError> {
    let sealed = keys.seal().seal(place(sheet.id), sheet.body)?;
    let row = row::ActiveModel {
        id: Set(sheet.id),
        council_id: Set(keys.council()),
        agency_id: Set(sheet.agency),
        fiscal_year: Set(sheet.fiscal_year),
        went_on: Set(sheet.went_on),
        sealed: Set(sealed.into_column()),
    };
    let changed = [
        row::Column::FiscalYear,
        row::Column::WentOn,
        row::Column::Sealed,
    ];
    let same = OnConflict::column(row::Column::Id)
        .update_columns(changed)
        .to_owned();
    txn.write(&row::Entity::insert(row).on_conflict(same));
    Ok(())
}

/// The agency whose sheet has this number, and the council; none where there is no such sheet.
///
/// # Errors
/// See [`StoreError`].
pub async fn whose(
    conn: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<(Uuid, Uuid)>, StoreError> {
    let found = row::Entity::find_by_id(id).one(conn).await?;
    Ok(found.map(|found| (found.council_id, found.agency_id)))
}

/// The sheets of a fiscal year, the newest first: of one agency, or of all.
///
/// # Errors
/// See [`StoreError`].
pub async fn of_year(
    conn: &impl ConnectionTrait,
    keys: &CouncilKeys,
    year: i32,
    agency: Option<Uuid>,
) -> Result<Vec<(Uuid, Clear)>, StoreError> {
    let mut query = row::Entity::find()
        .filter(row::Column::CouncilId.eq(keys.council()))
        .filter(row::Column::FiscalYear.eq(year));
    if let Some(agency) = agency {
        query = query.filter(row::Column::AgencyId.eq(agency));
    }
    let found = query
        .order_by_desc(row::Column::WentOn)
        .order_by_desc(row::Column::Id)
        .all(conn)
        .await?;
    found
        .into_iter()
        .map(|found| {
            let sealed = Sealed::from_column(found.sealed);
            Ok((found.id, keys.seal().open(place(found.id), &sealed)?))
        })
        .collect()
}

fn place(id: Uuid) -> Place<'static> {
    Place {
        table: "patrol",
        column: "sealed",
        row: id,
    }
}
