//! 会議体の会議 and the 進行管理台帳: conferences of the council, and what a list of all its cases in the
//! ledger's order needs.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: &[&str] = &[
    // 会議体の会議, folded from its events and sealed under the key of the council.
    "CREATE TABLE conference (
        id {id} NOT NULL PRIMARY KEY,
        council_id {id} NOT NULL REFERENCES council (id),
        series_id {id} NOT NULL,
        kind {small} NOT NULL,
        status {small} NOT NULL,
        starts_at {big} NOT NULL,
        fiscal_year {small} NOT NULL,
        number {small} NOT NULL,
        seq {big} NOT NULL,
        sealed {bytes} NOT NULL
    ) {strict}",
    "CREATE INDEX conference_year ON conference (council_id, fiscal_year, starts_at)",
    // The cases that a round has gone through.
    "CREATE TABLE conference_case (
        conference_id {id} NOT NULL,
        case_id {id} NOT NULL,
        PRIMARY KEY (conference_id, case_id)
    ) {keyed}",
    "ALTER TABLE event ADD COLUMN conference_id {id}",
    // Events of cases are many and pay nothing for it.
    "CREATE INDEX event_conference ON event (conference_id, seq) WHERE conference_id IS NOT NULL",
    // Copies of the 進行管理台帳 are numbered.
    "CREATE TABLE ledger_copy (
        council_id {id} NOT NULL PRIMARY KEY REFERENCES council (id),
        last {big} NOT NULL
    ) {strict}",
    // What asks for attention: one bit for each reason that holds on any day, the days from which
    // the others hold, and the first of all of them, in whose order the ledger stands. Cases that
    // are over (part 1) come at the end. A case from before has -1 and is looked through at the
    // next start.
    "ALTER TABLE case_file ADD COLUMN part {small} NOT NULL DEFAULT 0",
    "ALTER TABLE case_file ADD COLUMN attention {small} NOT NULL DEFAULT -1",
    "ALTER TABLE case_file ADD COLUMN press_on {date} NOT NULL DEFAULT '9999-12-31'",
    "ALTER TABLE case_file ADD COLUMN late_on {date} NOT NULL DEFAULT '9999-12-31'",
    "ALTER TABLE case_file ADD COLUMN stalls_on {date} NOT NULL DEFAULT '9999-12-31'",
    // Filters and counts are answered from the index alone.
    "CREATE INDEX case_file_ledger ON case_file
        (council_id, part, press_on, no, attention, late_on, stalls_on, id)",
    "CREATE INDEX case_file_no_agency ON case_file (council_id, part, press_on, no)
        WHERE (attention & 1) <> 0",
    "CREATE INDEX case_file_protected ON case_file (council_id, part, press_on, no)
        WHERE (attention & 2) <> 0",
    "CREATE INDEX case_file_unread ON case_file (council_id, id) WHERE attention < 0",
    // The few cases that somebody must not find.
    "CREATE INDEX case_block_token ON case_block (token, case_id)",
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
            "conferences cannot be taken back: it would destroy the history".to_owned(),
        ))
    }
}
