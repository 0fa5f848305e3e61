//! Misses at sign-in, counted per login token whether or not such an account exists: neither the
//! time of an answer nor a lock may tell which names are real.

use chrono::{DateTime, Duration, Utc};
use sea_orm::ConnectionTrait;

use super::StoreError;
use super::sql::Sql;
use crate::writer::WriteTxn;

/// So many misses in a row lock the name.
pub const MISSES: i16 = 10;
/// For so long.
pub const LOCK: Duration = Duration::minutes(15);

/// Counts a miss; the tenth in a row locks the name for a quarter of an hour. A miss long after
/// the last one begins a new row.
///
/// # Errors
/// See [`StoreError`].
pub async fn miss(txn: &WriteTxn, login: [u8; 32], now: DateTime<Utc>) -> Result<(), StoreError> {
    let (at, until) = (now.timestamp_micros(), (now + LOCK).timestamp_micros());
    let forgotten = (now - LOCK).timestamp_micros();
    // While the name is locked nothing changes: else whoever goes on trying could keep its owner
    // out for ever.
    let locked = "login_failure.locked_until IS NOT NULL AND login_failure.locked_until > ";
    Sql::new("INSERT INTO login_failure (login, misses, last_miss, locked_until) VALUES (")
        .with(login.to_vec())
        .say(", 1, ")
        .with(at)
        .say(", NULL) ON CONFLICT (login) DO UPDATE SET misses = CASE WHEN ")
        .say(locked)
        .with(at)
        .say(" THEN login_failure.misses WHEN login_failure.last_miss <= ")
        .with(forgotten)
        .say(" THEN 1 ELSE login_failure.misses + 1 END, last_miss = CASE WHEN ")
        .say(locked)
        .with(at)
        .say(" THEN login_failure.last_miss ELSE ")
        .with(at)
        .say(" END, locked_until = CASE WHEN ")
        .say(locked)
        .with(at)
        .say(" THEN login_failure.locked_until WHEN login_failure.last_miss > ")
        .with(forgotten)
        .say(&format!(" AND login_failure.misses + 1 >= {MISSES} THEN "))
        .with(until)
        .say(" ELSE NULL END")
        .run(txn.conn().await?)
        .await?;
    // Old rows of names nobody tries any more; the index of the key is not needed for so few.
    Sql::new("DELETE FROM login_failure WHERE last_miss < ")
        .with((now - Duration::days(1)).timestamp_micros())
        .run(txn.conn().await?)
        .await?;
    Ok(())
}

/// Whether the name is locked at `now`.
///
/// # Errors
/// See [`StoreError`].
pub async fn locked(
    conn: &impl ConnectionTrait,
    login: [u8; 32],
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(
        Sql::new("SELECT 1 FROM login_failure WHERE locked_until > ")
            .with(now.timestamp_micros())
            .say(" AND login = ")
            .with(login.to_vec())
            .one(conn)
            .await?
            .is_some(),
    )
}

/// Forgets the misses of a name after it was signed in with.
///
/// # Errors
/// See [`StoreError`].
pub async fn forget(txn: &WriteTxn, login: [u8; 32]) -> Result<(), StoreError> {
    Sql::new("DELETE FROM login_failure WHERE login = ")
        .with(login.to_vec())
        .run(txn.conn().await?)
        .await?;
    Ok(())
}
