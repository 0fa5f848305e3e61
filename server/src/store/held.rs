//! 開催した会議 about cases, year by year: a projection of the cases.

use sea_orm::ActiveValue::Set;
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;

use super::StoreError;
use super::case_file::ShutOut;
use super::sql::Sql;
use crate::writer::WriteTxn;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "held")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub case_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub meeting_id: Uuid,
        pub council_id: Uuid,
        pub fiscal_year: i16,
        pub kind: i16,
        pub also_serves: i16,
        pub she_came: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// One meeting as it is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeldRecord {
    pub meeting: Uuid,
    /// 年度, by its first calendar year.
    pub fiscal_year: i16,
    /// Its kind, as a number of the domain's enum.
    pub kind: i16,
    /// 兼ねる会議: one bit for each programme, in the order of the domain's enum.
    pub also_serves: i16,
    /// She was there herself.
    pub she_came: bool,
}

/// Keeps all meetings of one case in place of those it had.
pub fn set(txn: &WriteTxn, council: Uuid, case: Uuid, held: &[HeldRecord]) {
    txn.write(&row::Entity::delete_many().filter(row::Column::CaseId.eq(case)));
    let rows = held.iter().map(|held| row::ActiveModel {
        case_id: Set(case),
        meeting_id: Set(held.meeting),
        council_id: Set(council),
        fiscal_year: Set(held.fiscal_year),
        kind: Set(held.kind),
        also_serves: Set(held.also_serves),
        she_came: Set(held.she_came),
    });
    for row in rows {
        txn.write(&row::Entity::insert(row));
    }
}

/// The meetings of a fiscal year with their cases, without those of cases that `mine` shuts out.
///
/// # Errors
/// See [`StoreError`].
pub async fn of_year(
    conn: &impl ConnectionTrait,
    council: Uuid,
    year: i32,
    mine: &ShutOut,
) -> Result<Vec<(Uuid, HeldRecord)>, StoreError> {
    let query = Sql::new("SELECT case_id, meeting_id, fiscal_year, kind, also_serves, she_came")
        .say(" FROM held WHERE council_id = ")
        .with(council)
        .say(" AND fiscal_year = ")
        .with(year)
        .say(" AND case_id NOT IN (");
    let rows = mine.cases(query).say(")").all(conn).await?;
    rows.iter()
        .map(|row| {
            let held = HeldRecord {
                meeting: row.try_get_by_index(1)?,
                fiscal_year: row.try_get_by_index(2)?,
                kind: row.try_get_by_index(3)?,
                also_serves: row.try_get_by_index(4)?,
                she_came: row.try_get_by_index(5)?,
            };
            Ok((row.try_get_by_index(0)?, held))
        })
        .collect()
}
