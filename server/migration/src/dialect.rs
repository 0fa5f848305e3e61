//! The few words in which SQLite and PostgreSQL differ.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// Turns one table text into the words of the database at hand.
///
/// `{id}` is an identifier of 16 bytes, `{bytes}` a binary value, `{date}` a day, `{big}` a 64-bit
/// number, `{small}` a 16-bit number, `{bool}` a truth value, `{strict}` the ending of a table
/// that keeps its types, `{keyed}` the same for a table stored in the order of its primary key.
pub(crate) fn words(text: &str, backend: DbBackend) -> String {
    let pairs: [(&str, &str); 8] = match backend {
        DbBackend::Sqlite => [
            ("{id}", "BLOB"),
            ("{bytes}", "BLOB"),
            ("{date}", "TEXT"),
            ("{big}", "INTEGER"),
            ("{small}", "INTEGER"),
            ("{bool}", "INTEGER"),
            ("{strict}", "STRICT"),
            ("{keyed}", "STRICT, WITHOUT ROWID"),
        ],
        _ => [
            ("{id}", "UUID"),
            ("{bytes}", "BYTEA"),
            ("{date}", "DATE"),
            ("{big}", "BIGINT"),
            ("{small}", "SMALLINT"),
            ("{bool}", "BOOLEAN"),
            ("{strict}", ""),
            ("{keyed}", ""),
        ],
    };
    let mut out = text.to_owned();
    for (from, to) in pairs {
        out = out.replace(from, to);
    }
    out
}

/// Runs each statement of `texts` after putting it into the words of the database.
pub(crate) async fn run(manager: &SchemaManager<'_>, texts: &[&str]) -> Result<(), DbErr> {
    let conn = manager.get_connection();
    let backend = manager.get_database_backend();
    for text in texts {
        conn.execute_unprepared(&words(text, backend)).await?;
    }
    Ok(())
}

/// Makes `table` append-only: the database itself refuses to change or remove a row.
pub(crate) async fn append_only(manager: &SchemaManager<'_>, table: &str) -> Result<(), DbErr> {
    let conn = manager.get_connection();
    match manager.get_database_backend() {
        DbBackend::Sqlite => {
            for verb in ["UPDATE", "DELETE"] {
                let name = format!("{table}_no_{}", verb.to_lowercase());
                conn.execute_unprepared(&format!(
                    "CREATE TRIGGER {name} BEFORE {verb} ON {table} \
                     BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                ))
                .await?;
            }
        }
        _ => {
            conn.execute_unprepared(
                "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS \
                 $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
            )
            .await?;
            conn.execute_unprepared(&format!(
                "CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} \
                 FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            ))
            .await?;
        }
    }
    Ok(())
}
