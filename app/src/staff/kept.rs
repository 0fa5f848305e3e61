//! 端末に残すもの: what lies on this device until it has been sent, sealed, one store for each person.
//!
//! ```text
//! server ── half key, only to a session of hers or his ──▶ opens the wrapped key of the store
//!                                                           └─▶ seals each row (AES-GCM, WebCrypto)
//! ```
//!
//! The key of a store is drawn on the device and lies there only wrapped. While nobody is signed in
//! nothing can be read, and somebody else's sign-in touches nothing that is not theirs. Another way to
//! come to the key (a passphrase, a passkey) is another [`Source`].

use std::cell::RefCell;

use domain::id::StaffId;
use domain::wire::session::{DEVICE, Device, DeviceKey};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{call, ids};

mod cipher;
mod disk;

use cipher::Key;

/// The number of this device.
const NUMBER: &str = "device";

/// The kinds of rows in a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Commands that were not acknowledged ([`super::outbox`]).
    Outbox,
    /// What is being written ([`super::draft`]).
    Draft,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Outbox => "outbox",
            Self::Draft => "draft",
        }
    }
}

/// By what the wrapped key of a store is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Source {
    /// The server's half.
    Server,
}

/// The wrapped key of one person's store, once for each way to it.
#[derive(Serialize, Deserialize)]
struct Wrapped(Vec<(Source, Vec<u8>)>);

/// The open store of whoever is signed in.
#[derive(Clone)]
struct Store {
    staff: StaffId,
    key: Key,
}

thread_local! {
    static OPEN: RefCell<Option<Store>> = const { RefCell::new(None) };
}

/// Why something cannot be kept on this device. Nothing of it is shown but that it is so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotKept;

/// Opens the store of this person, making it at first. Needs the server.
///
/// # Errors
/// Where the browser keeps nothing, the server does not answer, or the store was wrapped otherwise.
pub async fn open(staff: StaffId) -> Result<(), NotKept> {
    if of(staff).is_some() {
        return Ok(());
    }
    close();
    let asked = Device {
        device: number().await?,
    };
    let half: DeviceKey = call::post(DEVICE, &asked).await.map_err(|_| NotKept)?;
    let half = Key::from_bytes(&half.key).await?;
    let place = format!("key/{}", staff.0);
    let wrapped = match disk::get(&place).await? {
        Some(wrapped) => wrapped,
        None => {
            let wrapped = half.seal(&place, &cipher::random::<32>()?).await?;
            let ways = Wrapped(vec![(Source::Server, wrapped)]);
            let ways = serde_json::to_vec(&ways).map_err(|_| NotKept)?;
            // Another window may have been first; there is one key.
            disk::put_first(&place, &ways).await?
        }
    };
    let Wrapped(ways) = serde_json::from_slice(&wrapped).map_err(|_| NotKept)?;
    let way = ways.iter().find(|(source, _)| *source == Source::Server);
    let (_, wrapped) = way.ok_or(NotKept)?;
    let key = half.open(&place, wrapped).await?;
    let key = Key::from_bytes(&key).await?;
    OPEN.set(Some(Store { staff, key }));
    Ok(())
}

/// Forgets the key; what is kept stays, unreadable.
pub fn close() {
    OPEN.set(None);
}

/// Whether something can be kept now.
pub fn is_open() -> bool {
    OPEN.with_borrow(Option::is_some)
}

fn of(staff: StaffId) -> Option<Store> {
    OPEN.with_borrow(|open| open.clone().filter(|store| store.staff == staff))
}

fn now() -> Result<Store, NotKept> {
    OPEN.with_borrow(Clone::clone).ok_or(NotKept)
}

/// Keeps a row; it lies on the disk when this returns.
///
/// # Errors
/// Where no store is open or the browser refuses.
pub async fn put<T: Serialize>(kind: Kind, name: &str, what: &T) -> Result<(), NotKept> {
    let store = now()?;
    let place = store.place(kind, name);
    let clear = serde_json::to_vec(what).map_err(|_| NotKept)?;
    let sealed = store.key.seal(&place, &clear).await?;
    disk::put(&place, &sealed).await
}

/// Forgets a row.
///
/// # Errors
/// As [`put`].
pub async fn drop(kind: Kind, name: &str) -> Result<(), NotKept> {
    disk::delete(&now()?.place(kind, name)).await
}

/// One row.
///
/// # Errors
/// As [`put`]; a row that is not there is `None`.
pub async fn get<T: DeserializeOwned>(kind: Kind, name: &str) -> Result<Option<T>, NotKept> {
    let store = now()?;
    let place = store.place(kind, name);
    match disk::get(&place).await? {
        Some(sealed) => Ok(Some(store.read(&place, &sealed).await?)),
        None => Ok(None),
    }
}

/// All rows of a kind, by name. One that cannot be read is left where it is and hinders no other.
///
/// # Errors
/// As [`put`].
pub async fn all<T: DeserializeOwned>(kind: Kind) -> Result<Vec<T>, NotKept> {
    let store = now()?;
    let mut rows = Vec::new();
    for place in disk::keys_below(&store.place(kind, "")).await? {
        let Some(sealed) = disk::get(&place).await? else {
            continue;
        };
        if let Ok(row) = store.read(&place, &sealed).await {
            rows.push(row);
        }
    }
    Ok(rows)
}

impl Store {
    fn place(&self, kind: Kind, name: &str) -> String {
        format!("row/{}/{}/{name}", self.staff.0, kind.word())
    }

    async fn read<T: DeserializeOwned>(&self, place: &str, sealed: &[u8]) -> Result<T, NotKept> {
        let clear = self.key.open(place, sealed).await?;
        serde_json::from_slice(&clear).map_err(|_| NotKept)
    }
}

async fn number() -> Result<Uuid, NotKept> {
    if let Some(bytes) = disk::get(NUMBER).await? {
        return Uuid::from_slice(&bytes).map_err(|_| NotKept);
    }
    let first = disk::put_first(NUMBER, ids::new().as_bytes()).await?;
    Uuid::from_slice(&first).map_err(|_| NotKept)
}
