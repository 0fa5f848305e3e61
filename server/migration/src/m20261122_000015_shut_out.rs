//! 入口が止まったとき: whose sign-in stands still is found without looking at everybody's.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

const INDEX: &[&str] =
    &["CREATE INDEX woman_login_suspended ON woman_login (council_id) WHERE suspended"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, INDEX).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &["DROP INDEX woman_login_suspended"]).await
    }
}
