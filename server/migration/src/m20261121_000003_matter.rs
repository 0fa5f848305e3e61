//! 支援会議の案件: what is said about a person who has not consented, apart from every case.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: &[&str] = &[
    // 案件, folded from its events. Neither its state nor how many agencies know of it lies in the
    // clear; it is sealed under the key of its conference's items.
    "CREATE TABLE matter (
        id {id} NOT NULL PRIMARY KEY,
        council_id {id} NOT NULL REFERENCES council (id),
        conference_id {id} NOT NULL REFERENCES conference (id),
        seq {big} NOT NULL,
        sealed {bytes} NOT NULL
    ) {strict}",
    "CREATE INDEX matter_conference ON matter (council_id, conference_id)",
    "ALTER TABLE event ADD COLUMN matter_id {id}",
    "CREATE INDEX event_matter ON event (matter_id, seq) WHERE matter_id IS NOT NULL",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLES).await
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Migration(
            "the items of conferences cannot be taken back: it would destroy the history"
                .to_owned(),
        ))
    }
}
