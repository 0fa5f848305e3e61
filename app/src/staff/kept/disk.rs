//! 端末の保存場所: one table of bytes by name, in the browser's IndexedDB.

use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::TransactionMode;
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

use super::NotKept;

const DATABASE: &str = "tomoni";
const TABLE: &str = "kept";
const VERSION: u8 = 1;

impl From<indexed_db_futures::error::Error> for NotKept {
    fn from(_: indexed_db_futures::error::Error) -> Self {
        Self
    }
}

/// Opened for each use: a connection that stays open would hold up a newer version of the app.
async fn database() -> Result<Database, NotKept> {
    Database::open(DATABASE)
        .with_version(VERSION)
        .with_on_upgrade_needed(|_, database| {
            database.create_object_store(TABLE).build()?;
            Ok(())
        })
        .await
        .map_err(|_| NotKept)
}

/// # Errors
/// Where the browser keeps nothing, or no more.
pub async fn put(name: &str, bytes: &[u8]) -> Result<(), NotKept> {
    let database = database().await?;
    let change = database
        .transaction(TABLE)
        .with_mode(TransactionMode::Readwrite)
        .build()?;
    change
        .object_store(TABLE)?
        .put(JsValue::from(Uint8Array::from(bytes)))
        .with_key(name)
        .primitive()?
        .await?;
    change.commit().await?;
    Ok(())
}

/// Puts it there if nothing is there yet; answers what is there now. One window is first.
///
/// # Errors
/// As [`put`].
pub async fn put_first(name: &str, bytes: &[u8]) -> Result<Vec<u8>, NotKept> {
    let database = database().await?;
    let change = database
        .transaction(TABLE)
        .with_mode(TransactionMode::Readwrite)
        .build()?;
    let table = change.object_store(TABLE)?;
    let found: Option<JsValue> = table.get(name).primitive()?.await?;
    if let Some(found) = found {
        return Ok(Uint8Array::new(&found).to_vec());
    }
    table
        .put(JsValue::from(Uint8Array::from(bytes)))
        .with_key(name)
        .primitive()?
        .await?;
    drop(table);
    change.commit().await?;
    Ok(bytes.to_vec())
}

/// # Errors
/// As [`put`].
pub async fn get(name: &str) -> Result<Option<Vec<u8>>, NotKept> {
    let database = database().await?;
    let look = database.transaction(TABLE).build()?;
    let found: Option<JsValue> = look.object_store(TABLE)?.get(name).primitive()?.await?;
    Ok(found.map(|bytes| Uint8Array::new(&bytes).to_vec()))
}

/// # Errors
/// As [`put`].
pub async fn delete(name: &str) -> Result<(), NotKept> {
    let database = database().await?;
    let change = database
        .transaction(TABLE)
        .with_mode(TransactionMode::Readwrite)
        .build()?;
    change
        .object_store(TABLE)?
        .delete(name)
        .primitive()?
        .await?;
    change.commit().await?;
    Ok(())
}

/// The names that begin so, in order.
///
/// # Errors
/// As [`put`].
pub async fn keys_below(start: &str) -> Result<Vec<String>, NotKept> {
    let database = database().await?;
    let look = database.transaction(TABLE).build()?;
    let range = KeyRange::Bound(start.to_owned(), false, format!("{start}\u{ffff}"), false);
    let found = look
        .object_store(TABLE)?
        .get_all_keys::<String>()
        .with_query::<String, _>(range)
        .primitive()?
        .await?;
    found.map(|name| name.map_err(NotKept::from)).collect()
}
