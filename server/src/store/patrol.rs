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

/// What is there under a number.
pub enum Found {
    Nothing,
    /// A sheet of this agency of the council, with what it says.
    Own {
        agency: Uuid,
        body: Clear,
    },
    /// A sheet of another council.
    Strange,
}

/// The sheet with this number.
///
/// # Errors
/// See [`StoreError`].
pub async fn find(
    conn: &impl ConnectionTrait,
    keys: &CouncilKeys,
    id: Uuid,
) -> Result<Found, StoreError> {
    let Some(found) = row::Entity::find_by_id(id).one(conn).await? else {
        return Ok(Found::Nothing);
    };
    if found.council_id != keys.council() {
        return Ok(Found::Strange);
    }
    let body = open(keys, id, found.sealed)?;
    Ok(Found::Own {
        agency: found.agency_id,
        body,
    })
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
        .map(|found| Ok((found.id, open(keys, found.id, found.sealed)?)))
        .collect()
}

fn open(keys: &CouncilKeys, id: Uuid, sealed: Vec<u8>) -> Result<Clear, StoreError> {
    let sealed = Sealed::from_column(sealed);
    Ok(keys.seal().open(place(id), &sealed)?)
}

fn place(id: Uuid) -> Place<'static> {
    Place {
        table: "patrol",
        column: "sealed",
        row: id,
    }
}
