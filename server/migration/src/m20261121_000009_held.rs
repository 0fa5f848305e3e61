//! 開催した会議: meetings about cases that took place, so that a year is counted without opening every case.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: &[&str] = &[
    // A projection, folded anew from the case. Ids, the year and what is counted; when, where and with
    // whom stands sealed with the meeting.
    "CREATE TABLE held (
        meeting_id {id} NOT NULL,
        case_id {id} NOT NULL,
        council_id {id} NOT NULL REFERENCES council (id),
        fiscal_year {small} NOT NULL,
        kind {small} NOT NULL,
        also_serves {small} NOT NULL,
        she_came {bool} NOT NULL,
        PRIMARY KEY (case_id, meeting_id)
    ) {keyed}",
    "CREATE INDEX held_year ON held (council_id, fiscal_year)",
    // The meetings of cases from before are counted at the next start.
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
            "what was held is not taken back by hand: it follows from the history".to_owned(),
        ))
    }
}
