//! The shape of the database, in the order in which it came to be.
//!
//! Every migration runs unchanged on SQLite and on PostgreSQL. What a column may hold in the
//! clear is decided here, once: identifiers, states, dates and numbers; everything a person said
//! or is goes into a `sealed` column.
//!
//! 台帳の入れ物（表）を作る。氏名・住所・相談内容は暗号化した欄だけに入る。

pub use sea_orm_migration::prelude::*;

mod dialect;
mod m20261121_000001_initial;
mod m20261121_000002_conference;
mod m20261121_000003_matter;
mod m20261121_000004_cost;
mod m20261121_000008_paper_copy;
mod m20261121_000009_held;
mod m20261121_000012_watched_day;
mod m20261121_000013_kept_form;
mod m20261122_000014_shown;
mod m20261122_000015_shut_out;
mod m20261122_000016_patrol;
mod m20261122_000017_device;
mod m20261123_000018_photo;

/// Runs the migrations in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261121_000001_initial::Migration),
            Box::new(m20261121_000002_conference::Migration),
            Box::new(m20261121_000003_matter::Migration),
            Box::new(m20261121_000004_cost::Migration),
            Box::new(m20261121_000008_paper_copy::Migration),
            Box::new(m20261121_000009_held::Migration),
            Box::new(m20261121_000012_watched_day::Migration),
            Box::new(m20261121_000013_kept_form::Migration),
            Box::new(m20261122_000014_shown::Migration),
            Box::new(m20261122_000015_shut_out::Migration),
            Box::new(m20261122_000016_patrol::Migration),
            Box::new(m20261122_000017_device::Migration),
            Box::new(m20261123_000018_photo::Migration),
        ]
    }
}
