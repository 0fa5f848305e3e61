//! 見回り: アウトリーチ記録 of the agencies, year by year.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: &[&str] = &[
    // A projection of the council's history. Whose and of which year stands in the clear; where they
    // went and what they counted is sealed.
    "CREATE TABLE patrol (
        id {id} NOT NULL PRIMARY KEY,
        council_id {id} NOT NULL REFERENCES council (id),
        agency_id {id} NOT NULL,
        fiscal_year {small} NOT NULL,
        went_on {date} NOT NULL,
        sealed {bytes} NOT NULL
    ) {strict}",
    "CREATE INDEX patrol_year ON patrol (council_id, fiscal_year, went_on)",
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
            "rounds are not taken back by hand: they follow from the history".to_owned(),
        ))
    }
}
