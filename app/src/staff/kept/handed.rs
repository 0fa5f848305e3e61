//! 渡した端末: what she says while the tablet is in her hands is sealed without the key of the store, which is out of
//! the memory by then. The key that seals it was drawn before and lies in the store: it opens nothing but these rows,
//! and whoever handed the tablet over finds them when she or he opens it again.

use domain::id::CommandId;
use serde::Serialize;
use serde_json::Value;

use super::cipher::{self, Key};
use super::{Kind, NotKept, Store, disk, now};

/// The row of the key.
const KEY: &str = "said";

/// What can be laid down by, and nothing read.
pub struct Handed(Store);

impl Handed {
    /// Lays a row down, with its copy for the server; it lies on the disk when this returns.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub async fn lay<T: Serialize>(
        &self,
        command: CommandId,
        row: &T,
        envelope: &Value,
    ) -> Result<(), NotKept> {
        self.0
            .put_envelope(Kind::Said, command, row, Some(envelope))
            .await
    }
}

/// What is said from now on can be laid down after the store was shut. Needs it open.
///
/// # Errors
/// Where no store is open or the browser refuses.
pub async fn hand_over() -> Result<Handed, NotKept> {
    let store = now()?;
    // Another window may have been first; there is one key.
    let drawn = cipher::random::<32>()?.to_vec();
    let (place, sealed) = store.sealed(Kind::Latest, KEY, &drawn).await?;
    let there = disk::put_first(&place, &sealed).await?;
    let drawn: Vec<u8> = store.read(&place, &there).await?;
    let key = Key::from_bytes(&drawn).await?;
    Ok(Handed(Store { key, ..store }))
}

/// Puts what was said meanwhile into the box of whoever has opened the store. What cannot be read stays where it is.
///
/// # Errors
/// As [`hand_over`].
pub async fn take_in() -> Result<(), NotKept> {
    let store = now()?;
    let Some(drawn) = store.get::<Vec<u8>>(Kind::Latest, KEY).await? else {
        return Ok(());
    };
    let said = Store {
        key: Key::from_bytes(&drawn).await?,
        ..store.clone()
    };
    for from in disk::keys_below(&said.place(Kind::Said, "")).await? {
        let Some(sealed) = disk::get(&from).await? else {
            continue;
        };
        let Ok(row) = said.read::<Value>(&from, &sealed).await else {
            continue;
        };
        let name = from.rsplit('/').next().unwrap_or_default();
        let (to, sealed) = store.sealed(Kind::Outbox, name, &row).await?;
        disk::exchange(&[(&to, &sealed)], &[&from]).await?;
    }
    Ok(())
}
