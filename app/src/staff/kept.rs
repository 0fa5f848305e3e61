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
/// Before the wrapped key of each person.
const KEYS: &str = "key/";
/// What makes guesses on one tablet useless for another.
const SALT: &str = "salt";
/// Wrong passphrases in a row.
const TRIES: &str = "tries";
pub const MOST_TRIES: u8 = 10;

/// The kinds of rows in a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Commands that were not acknowledged ([`super::outbox`]).
    Outbox,
    /// What is being written ([`super::draft`]).
    Draft,
    /// Cases that are taken along ([`super::along`]).
    Along,
    /// What is known last: who this is, and what time it was.
    Latest,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Outbox => "outbox",
            Self::Draft => "draft",
            Self::Along => "along",
            Self::Latest => "latest",
        }
    }
}

/// By what the wrapped key of a store is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Source {
    /// The server's half.
    Server,
    /// A passphrase, made slow to guess (Argon2id).
    Passphrase,
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
    let key = raw(staff).await?;
    let key = Key::from_bytes(&key).await?;
    OPEN.set(Some(Store { staff, key }));
    Ok(())
}

/// The key of a store itself, by way of the server; made at first.
async fn raw(staff: StaffId) -> Result<Vec<u8>, NotKept> {
    let asked = Device {
        device: number().await?,
    };
    let half: DeviceKey = call::post(DEVICE, &asked).await.map_err(|_| NotKept)?;
    let half = Key::from_bytes(&half.key).await?;
    let place = key_place(staff);
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
    half.open(&place, wrapped).await
}

fn key_place(staff: StaffId) -> String {
    format!("{KEYS}{}", staff.0)
}

/// Wraps the key of the open store under a passphrase too. Needs the server.
///
/// # Errors
/// As [`open`].
pub async fn prepare(passphrase: &str) -> Result<(), NotKept> {
    let staff = now()?.staff;
    let key = raw(staff).await?;
    let slow = slow_key(passphrase).await?;
    let place = key_place(staff);
    let wrapped = slow.seal(&place, &key).await?;
    let mut ways = ways_at(&place).await?;
    ways.retain(|(source, _)| *source != Source::Passphrase);
    ways.push((Source::Passphrase, wrapped));
    write_ways(&place, ways).await?;
    disk::put(TRIES, &[0]).await
}

/// Whether this person can open the tablet with a passphrase.
pub async fn is_prepared_for(staff: StaffId) -> bool {
    let ways = ways_at(&key_place(staff)).await.unwrap_or_default();
    has_passphrase(&ways)
}

/// Whether somebody can.
pub async fn is_prepared() -> bool {
    let Ok(places) = disk::keys_below(KEYS).await else {
        return false;
    };
    for place in places {
        if ways_at(&place)
            .await
            .is_ok_and(|ways| has_passphrase(&ways))
        {
            return true;
        }
    }
    false
}

/// Why a passphrase opened nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shut {
    /// So many tries are left.
    Wrong {
        left: u8,
    },
    /// That was one too many: no passphrase opens anything here any more.
    Destroyed,
    NotKept,
}

impl From<NotKept> for Shut {
    fn from(_: NotKept) -> Self {
        Self::NotKept
    }
}

/// Opens the store whose passphrase this is.
///
/// # Errors
/// See [`Shut`]. A try is counted before it is made, so that none can be had for nothing.
pub async fn unlock(passphrase: &str) -> Result<StaffId, Shut> {
    let tried = disk::get(TRIES)
        .await?
        .and_then(|tries| tries.first().copied());
    let tried = tried.unwrap_or(0).saturating_add(1);
    if tried > MOST_TRIES {
        return Err(Shut::Destroyed);
    }
    disk::put(TRIES, &[tried]).await?;
    let slow = slow_key(passphrase).await?;
    let places = disk::keys_below(KEYS).await?;
    for place in &places {
        let ways = ways_at(place).await?;
        for (source, wrapped) in &ways {
            if *source != Source::Passphrase {
                continue;
            }
            let Ok(key) = slow.open(place, wrapped).await else {
                continue;
            };
            let staff = place.strip_prefix(KEYS).and_then(|id| id.parse().ok());
            let staff = StaffId(staff.ok_or(NotKept)?);
            let key = Key::from_bytes(&key).await?;
            disk::put(TRIES, &[0]).await?;
            OPEN.set(Some(Store { staff, key }));
            return Ok(staff);
        }
    }
    if tried < MOST_TRIES {
        return Err(Shut::Wrong {
            left: MOST_TRIES - tried,
        });
    }
    for place in &places {
        let mut ways = ways_at(place).await?;
        ways.retain(|(source, _)| *source != Source::Passphrase);
        write_ways(place, ways).await?;
    }
    Err(Shut::Destroyed)
}

async fn ways_at(place: &str) -> Result<Vec<(Source, Vec<u8>)>, NotKept> {
    let found = disk::get(place).await?.ok_or(NotKept)?;
    let Wrapped(ways) = serde_json::from_slice(&found).map_err(|_| NotKept)?;
    Ok(ways)
}

async fn write_ways(place: &str, ways: Vec<(Source, Vec<u8>)>) -> Result<(), NotKept> {
    let ways = serde_json::to_vec(&Wrapped(ways)).map_err(|_| NotKept)?;
    disk::put(place, &ways).await
}

fn has_passphrase(ways: &[(Source, Vec<u8>)]) -> bool {
    ways.iter().any(|(source, _)| *source == Source::Passphrase)
}

async fn slow_key(passphrase: &str) -> Result<Key, NotKept> {
    let salt = disk::put_first(SALT, &cipher::random::<16>()?).await?;
    Key::from_bytes(&cipher::stretch(passphrase, &salt)?).await
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
