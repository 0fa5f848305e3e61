//! 期日 of all cases, day by day: a projection of the cases. What a day is about stands in the card.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait};

use super::StoreError;
use super::case_file::{Listed, reachable};
use super::sql::Sql;
use crate::keys::LinkToken;
use crate::writer::WriteTxn;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "watched_day")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub case_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub day: Date,
        pub council_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Keeps all days of one case in place of those it had.
pub fn set(txn: &WriteTxn, council: Uuid, case: Uuid, days: &BTreeSet<NaiveDate>) {
    txn.write(&row::Entity::delete_many().filter(row::Column::CaseId.eq(case)));
    for day in days {
        txn.write(&row::Entity::insert(row::ActiveModel {
            case_id: Set(case),
            day: Set(*day),
            council_id: Set(council),
        }));
    }
}

/// The cases with a day in that period that one of `mine` may find and none of `mine` is blocked
/// from, at most `limit`, in no order.
///
/// # Errors
/// See [`StoreError`].
pub async fn cases(
    conn: &impl ConnectionTrait,
    council: Uuid,
    mine: &[LinkToken],
    (from, to): (NaiveDate, NaiveDate),
    limit: i64,
) -> Result<Vec<Listed>, StoreError> {
    if mine.is_empty() {
        return Ok(Vec::new());
    }
    // SQLite takes tables joined by CROSS JOIN in the order in which they are written.
    let query = Sql::new("SELECT c.id, c.seq FROM (SELECT DISTINCT case_id FROM watched_day")
        .say(" WHERE council_id = ")
        .with(council)
        .say(" AND day >= ")
        .with(from)
        .say(" AND day <= ")
        .with(to)
        .say(") w CROSS JOIN case_file c WHERE c.id = w.case_id");
    let rows = reachable(query, mine)
        .say(" LIMIT ")
        .with(limit)
        .all(conn)
        .await?;
    let listed = rows.iter().map(|row| {
        Ok(Listed {
            id: row.try_get_by_index(0)?,
            seq: row.try_get_by_index(1)?,
        })
    });
    listed.collect()
}

/// What is kept of one case, soonest first.
///
/// # Errors
/// See [`StoreError`].
pub async fn of_case(
    conn: &impl ConnectionTrait,
    case: Uuid,
) -> Result<BTreeSet<NaiveDate>, StoreError> {
    let rows = row::Entity::find()
        .filter(row::Column::CaseId.eq(case))
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| row.day).collect())
}
