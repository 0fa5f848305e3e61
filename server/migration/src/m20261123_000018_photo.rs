//! 写真: the pictures of a case's records, each sealed under the file key of its case.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: &[&str] = &[
    // `seq`: the place of the event that names it. What it shows, in words too, is sealed.
    "CREATE TABLE photo (
        id {id} NOT NULL PRIMARY KEY,
        case_id {id} NOT NULL,
        council_id {id} NOT NULL,
        seq {big} NOT NULL,
        sealed {bytes} NOT NULL
    ) {strict}",
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
        Err(DbErr::Migration("photos are not thrown away".to_owned()))
    }
}
