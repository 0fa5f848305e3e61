//! 配布番号: the letters of a council that were printed for people without an account are numbered.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: &[&str] = &["CREATE TABLE letter_copy (
        council_id {id} NOT NULL PRIMARY KEY REFERENCES council (id),
        last {big} NOT NULL
    ) {strict}"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLES).await
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Migration(
            "numbers that were given are not given again".to_owned(),
        ))
    }
}
