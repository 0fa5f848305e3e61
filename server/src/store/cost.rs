//! 費用 of decisions, year by year: a projection of the cases and the conferences that decided them.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait};

use super::StoreError;
use super::case_file::ShutOut;
use super::sql::Sql;
use crate::writer::WriteTxn;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "cost")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub holder_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub record_id: Uuid,
        pub council_id: Uuid,
        pub case_id: Option<Uuid>,
        pub fiscal_year: i16,
        pub held_on: Date,
        pub kind: i16,
        pub amount: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// One cost as it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CostRecord {
    /// The decision.
    pub record: Uuid,
    /// 年度, by its first calendar year.
    pub fiscal_year: i16,
    pub held_on: NaiveDate,
    /// Its kind, as a number of the domain's enum.
    pub kind: i16,
    /// In yen; none = 未定.
    pub amount: Option<u32>,
}

/// Who decided a cost: a case's meetings, or a conference of the council.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    Case(Uuid),
    Conference(Uuid),
}

impl Holder {
    fn id(self) -> Uuid {
        match self {
            Self::Case(id) | Self::Conference(id) => id,
        }
    }
}

/// Keeps all costs of one holder in place of those it had.
pub fn set(txn: &WriteTxn, council: Uuid, holder: Holder, costs: &[CostRecord]) {
    txn.write(&row::Entity::delete_many().filter(row::Column::HolderId.eq(holder.id())));
    let rows = costs.iter().map(|cost| row::ActiveModel {
        holder_id: Set(holder.id()),
        record_id: Set(cost.record),
        council_id: Set(council),
        case_id: Set(match holder {
            Holder::Case(id) => Some(id),
            Holder::Conference(_) => None,
        }),
        fiscal_year: Set(cost.fiscal_year),
        held_on: Set(cost.held_on),
        kind: Set(cost.kind),
        amount: Set(cost.amount.map(i64::from)),
    });
    for row in rows {
        txn.write(&row::Entity::insert(row));
    }
}

/// A cost in the list of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedCost {
    pub held_on: NaiveDate,
    pub case: Option<Uuid>,
    /// 番号 of the case.
    pub no: Option<String>,
    pub kind: i16,
    pub amount: Option<u32>,
}

/// The costs of a fiscal year, oldest first, without those of cases that `mine` shuts out.
///
/// # Errors
/// See [`StoreError`].
pub async fn of_year(
    conn: &impl ConnectionTrait,
    council: Uuid,
    year: i32,
    mine: &ShutOut,
) -> Result<Vec<ListedCost>, StoreError> {
    let query = Sql::new("SELECT k.held_on, k.case_id, c.no, k.kind, k.amount FROM cost k")
        .say(" LEFT JOIN case_file c ON c.id = k.case_id WHERE k.council_id = ")
        .with(council)
        .say(" AND k.fiscal_year = ")
        .with(year)
        .say(" AND (k.case_id IS NULL OR k.case_id NOT IN (");
    let rows = mine
        .cases(query)
        .say(")) ORDER BY k.held_on, c.no, k.record_id")
        .all(conn)
        .await?;
    rows.iter()
        .map(|row| {
            let amount: Option<i64> = row.try_get_by_index(4)?;
            Ok(ListedCost {
                held_on: row.try_get_by_index(0)?,
                case: row.try_get_by_index(1)?,
                no: row.try_get_by_index(2)?,
                kind: row.try_get_by_index(3)?,
                amount: amount.map(|yen| u32::try_from(yen).unwrap_or(u32::MAX)),
            })
        })
        .collect()
}

/// What is kept of one holder, by decision.
///
/// # Errors
/// See [`StoreError`].
pub async fn of_holder(
    conn: &impl ConnectionTrait,
    holder: Holder,
) -> Result<Vec<CostRecord>, StoreError> {
    use sea_orm::QueryOrder;
    let rows = row::Entity::find()
        .filter(row::Column::HolderId.eq(holder.id()))
        .order_by_asc(row::Column::RecordId)
        .all(conn)
        .await?;
    let record = |row: row::Model| CostRecord {
        record: row.record_id,
        fiscal_year: row.fiscal_year,
        held_on: row.held_on,
        kind: row.kind,
        amount: row.amount.map(|yen| u32::try_from(yen).unwrap_or(u32::MAX)),
    };
    Ok(rows.into_iter().map(record).collect())
}
