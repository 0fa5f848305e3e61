//! 見せるモード: a line that opens her pages on a worker's tablet, once and for minutes.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: &[&str] = &[
    // Who handed the tablet over, and until when she can take it; none for a line of her card.
    "ALTER TABLE card_line ADD COLUMN shown_by {id}",
    "ALTER TABLE card_line ADD COLUMN shown_until {big}",
    // Misses on such tablets are counted apart from those on her card.
    "ALTER TABLE woman_login ADD COLUMN shown_misses {small} NOT NULL DEFAULT 0",
    // Who was beside her; none on a phone of her own.
    "ALTER TABLE session ADD COLUMN beside {id}",
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
            "who was beside her is not forgotten".to_owned(),
        ))
    }
}
