//! A start that does not get through the migrations leaves nothing that stops the next one.

use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseConnection};

use crate::database::Scratch;

crate::on_both! {
    a_migration_that_fails_in_its_middle_can_begin_again: a_migration_that_fails_in_its_middle_can_begin_again_on_sqlite, a_migration_that_fails_in_its_middle_can_begin_again_on_postgres;
}

/// `index` has its name taken: the first statements pass, this one does not.
async fn stumbles_and_rises(conn: &DatabaseConnection, index: &str, steps: u32) {
    let run = async |sql: String| conn.execute_unprepared(&sql).await.unwrap();
    run("CREATE TABLE stone (at INTEGER)".to_owned()).await;
    run(format!("CREATE INDEX {index} ON stone (at)")).await;
    let stumbled = Migrator::up(conn, Some(steps)).await;
    assert!(stumbled.is_err(), "{index}");
    run("DROP TABLE stone".to_owned()).await;
    let risen = Migrator::up(conn, Some(steps)).await;
    assert!(risen.is_ok(), "{index}: {risen:?}");
}

async fn a_migration_that_fails_in_its_middle_can_begin_again(scratch: &Scratch) {
    let conn = scratch.back_door().await;
    stumbles_and_rises(&conn, "event_id", 1).await;
    stumbles_and_rises(&conn, "conference_year", 1).await;
    // All is there, and a third start has nothing to do.
    for table in ["event", "case_file", "audit", "conference", "ledger_copy"] {
        let asked = format!("SELECT * FROM {table}");
        let answer = conn.execute_unprepared(&asked).await;
        assert!(answer.is_ok(), "{table}: {answer:?}");
    }
    Migrator::up(&conn, None).await.unwrap();
    let waiting = Migrator::get_pending_migrations(&conn).await.unwrap();
    assert!(waiting.is_empty());
    conn.close().await.unwrap();
}
