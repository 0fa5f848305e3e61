//! 端末: which are used by whom, what lies on them, which are lost; and what left one without its writer.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: &[&str] = &[
    // One row for each person on each device. What was said of its loss is sealed.
    "CREATE TABLE device (
        id {id} NOT NULL,
        staff_id {id} NOT NULL,
        council_id {id} NOT NULL REFERENCES council (id),
        first_seen {big} NOT NULL,
        last_seen {big} NOT NULL,
        lost_at {big},
        lost_by {id},
        lost_words {bytes},
        erased_at {big},
        PRIMARY KEY (id, staff_id)
    ) {strict}",
    "CREATE INDEX device_used ON device (council_id, staff_id, last_seen)",
    // Cases that somebody took along, as far as the server was told.
    "CREATE TABLE taken_along (
        device_id {id} NOT NULL,
        staff_id {id} NOT NULL,
        case_id {id} NOT NULL,
        taken_at {big} NOT NULL,
        until {big} NOT NULL,
        PRIMARY KEY (device_id, staff_id, case_id)
    ) {keyed}",
    // Envelopes that left a device while their writer was not signed in there, under the number of their
    // command; the envelope itself is sealed.
    "CREATE TABLE left_envelope (
        id {id} NOT NULL PRIMARY KEY,
        council_id {id} NOT NULL REFERENCES council (id),
        staff_id {id} NOT NULL,
        device_id {id} NOT NULL,
        arrived_at {big} NOT NULL,
        sealed {bytes} NOT NULL
    ) {strict}",
    "CREATE INDEX left_envelope_of ON left_envelope (staff_id, arrived_at)",
    "ALTER TABLE session ADD COLUMN device_id {id}",
    // How wrong the clock of the device was on which an event was written.
    "ALTER TABLE event ADD COLUMN ahead_ms {big}",
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
            "what is known of lost devices is not taken back by hand".to_owned(),
        ))
    }
}
