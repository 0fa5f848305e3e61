//! 書きかけ: what she sent when her visit was over, until she comes in again.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: &[&str] = &[
    // Found again by the form token of the visit (its hash) and the sign of the page; what she
    // wrote is sealed under the file key of her case.
    "CREATE TABLE kept_form (
        id {id} NOT NULL PRIMARY KEY,
        case_id {id} NOT NULL,
        council_id {id} NOT NULL,
        form {bytes} NOT NULL,
        page TEXT NOT NULL,
        kept_at {big} NOT NULL,
        sealed {bytes} NOT NULL
    ) {strict}",
    "CREATE INDEX kept_form_case ON kept_form (case_id)",
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
            "words that wait for her are not thrown away".to_owned(),
        ))
    }
}
