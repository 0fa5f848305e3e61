//! 端末の保存場所: one table of bytes by name, in the browser's IndexedDB.

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransactionMode as Mode};

use super::NotKept;

const DATABASE: &str = "tomoni";
const TABLE: &str = "kept";
const VERSION: u32 = 1;

/// # Errors
/// Where the browser keeps nothing, or no more.
pub async fn put(name: &str, bytes: &[u8]) -> Result<(), NotKept> {
    let change = Visit::begin(Mode::Readwrite).await?;
    change.put(name, bytes).await?;
    change.end().await
}

/// Puts these there, and takes those away, all of it or nothing.
///
/// # Errors
/// As [`put`].
pub async fn exchange(new: &[(&str, &[u8])], old: &[&str]) -> Result<(), NotKept> {
    let change = Visit::begin(Mode::Readwrite).await?;
    for (name, bytes) in new {
        change.put(name, bytes).await?;
    }
    for name in old {
        change.delete(name).await?;
    }
    change.end().await
}

/// Takes everything away but what begins so, all of it or nothing.
///
/// # Errors
/// As [`put`].
pub async fn keep_only(start: &str) -> Result<(), NotKept> {
    let names = keys_below("").await?;
    let old: Vec<&str> = names
        .iter()
        .map(String::as_str)
        .filter(|name| !name.starts_with(start))
        .collect();
    exchange(&[], &old).await
}

/// Puts it there if nothing is there yet; answers what is there now. One window is first.
///
/// # Errors
/// As [`put`].
pub async fn put_first(name: &str, bytes: &[u8]) -> Result<Vec<u8>, NotKept> {
    let change = Visit::begin(Mode::Readwrite).await?;
    let there = match change.get(name).await? {
        Some(there) => there,
        None => {
            change.put(name, bytes).await?;
            bytes.to_vec()
        }
    };
    change.end().await?;
    Ok(there)
}

/// # Errors
/// As [`put`].
pub async fn get(name: &str) -> Result<Option<Vec<u8>>, NotKept> {
    Visit::begin(Mode::Readonly).await?.get(name).await
}

/// # Errors
/// As [`put`].
pub async fn delete(name: &str) -> Result<(), NotKept> {
    exchange(&[], &[name]).await
}

/// The names that begin so, in order.
///
/// # Errors
/// As [`put`].
pub async fn keys_below(start: &str) -> Result<Vec<String>, NotKept> {
    let look = Visit::begin(Mode::Readonly).await?;
    let last = format!("{start}\u{ffff}");
    let range = IdbKeyRange::bound(&start.into(), &last.into()).map_err(|_| NotKept)?;
    let found = answer(look.table.get_all_keys_with_key(&range)).await?;
    Ok(Array::from(&found)
        .iter()
        .filter_map(|name| name.as_string())
        .collect())
}

/// The table, for one transaction. Opened for each: a connection that stays open would hold up a newer
/// version of the app.
struct Visit {
    database: IdbDatabase,
    table: IdbObjectStore,
    /// When all of it lies on the disk.
    written: Promise,
}

impl Visit {
    async fn begin(mode: Mode) -> Result<Self, NotKept> {
        let database = open().await?;
        let transaction = database
            .transaction_with_str_and_mode(TABLE, mode)
            .map_err(|_| NotKept)?;
        let table = transaction.object_store(TABLE).map_err(|_| NotKept)?;
        let written = Promise::new(&mut |resolve, reject| {
            transaction.set_oncomplete(Some(&resolve));
            transaction.set_onabort(Some(&reject));
        });
        Ok(Self {
            database,
            table,
            written,
        })
    }

    async fn get(&self, name: &str) -> Result<Option<Vec<u8>>, NotKept> {
        let found = answer(self.table.get(&name.into())).await?;
        Ok((!found.is_undefined()).then(|| Uint8Array::new(&found).to_vec()))
    }

    async fn put(&self, name: &str, bytes: &[u8]) -> Result<(), NotKept> {
        let bytes = Uint8Array::from(bytes);
        answer(self.table.put_with_key(&bytes, &name.into())).await?;
        Ok(())
    }

    async fn delete(&self, name: &str) -> Result<(), NotKept> {
        answer(self.table.delete(&name.into())).await?;
        Ok(())
    }

    async fn end(&self) -> Result<(), NotKept> {
        let written = JsFuture::from(self.written.clone()).await;
        written.map(|_| ()).map_err(|_| NotKept)
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        self.database.close();
    }
}

async fn open() -> Result<IdbDatabase, NotKept> {
    let factory = web_sys::window().and_then(|window| window.indexed_db().ok().flatten());
    let request = factory
        .ok_or(NotKept)?
        .open_with_u32(DATABASE, VERSION)
        .map_err(|_| NotKept)?;
    let new = request.clone();
    let make = Closure::once_into_js(move |_: JsValue| {
        let made = new.result().ok().map(JsCast::unchecked_into);
        // Without the table the first transaction says that nothing can be kept.
        let _ = made.map(|database: IdbDatabase| database.create_object_store(TABLE));
    });
    request.set_onupgradeneeded(Some(make.unchecked_ref()));
    Ok(answer(Ok(request.into())).await?.unchecked_into())
}

/// What the browser answers to a request.
async fn answer(request: Result<IdbRequest, JsValue>) -> Result<JsValue, NotKept> {
    let request = request.map_err(|_| NotKept)?;
    let answered = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(answered).await.map_err(|_| NotKept)?;
    request.result().map_err(|_| NotKept)
}
