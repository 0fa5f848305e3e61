//! 費用: what decisions of a year cost, so that a year is listed without opening every case.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: &[&str] = &[
    // A projection: folded anew from the case or the conference that decided it (the holder). Ids,
    // days and amounts only; what it was for stands sealed with the decision.
    "CREATE TABLE cost (
        holder_id {id} NOT NULL,
        record_id {id} NOT NULL,
        council_id {id} NOT NULL REFERENCES council (id),
        case_id {id},
        fiscal_year {small} NOT NULL,
        held_on {date} NOT NULL,
        kind {small} NOT NULL,
        amount {big},
        PRIMARY KEY (holder_id, record_id)
    ) {keyed}",
    "CREATE INDEX cost_year ON cost (council_id, fiscal_year, held_on)",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLES).await
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Migration(
            "costs are not taken back by hand: they follow from the history".to_owned(),
        ))
    }
}
