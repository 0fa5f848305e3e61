//! 期日: the days of a case that are watched, so that a week is listed without opening every case.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: &[&str] = &[
    // A projection: folded anew from the case. Days only; what each of them is about stands sealed
    // in the card.
    "CREATE TABLE watched_day (
        case_id {id} NOT NULL,
        day {date} NOT NULL,
        council_id {id} NOT NULL REFERENCES council (id),
        PRIMARY KEY (case_id, day)
    ) {keyed}",
    "CREATE INDEX watched_day_day ON watched_day (council_id, day, case_id)",
    // Cases from before are looked through at the next start.
    "UPDATE case_file SET attention = -1",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    // Whole or not at all, on SQLite too: a start that is killed in the middle can begin again.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLES).await
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Migration(
            "watched days are not taken back by hand: they follow from the history".to_owned(),
        ))
    }
}
