//! 端末に残すもの: what lies on this device until it has been sent, sealed, one store for each person.
//!
//! ```text
//! server ── half key, only to a session of hers or his ──▶ opens the wrapped key of the store
//!                                                           └─▶ seals each row (AES-GCM, WebCrypto)
//! ```
//!
//! The key of a store is drawn on the device and lies there only wrapped. While nobody is signed in
//! nothing can be read, and somebody else's sign-in touches nothing that is not theirs. Another way to
//! come to the key (a passphrase, a passkey) is another [`KeySource`].
//!
//! Each unsent envelope lies there twice: under its writer's key, and as a copy that only the server can open
//! ([`leaving`]).

use std::cell::{Cell, RefCell};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use domain::id::{CommandId, DeviceId, StaffId};
use domain::refusal::Refusal;
use domain::wire::session::{DEVICE, Device, DeviceKey};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{call, ids};

mod cipher;
mod disk;
mod handed;
mod leaving;

use cipher::Key;
pub use handed::{Handed, hand_over, take_in};
use leaving::Leaving;

/// The number of this device.
const NUMBER: &str = "device";
/// Before the wrapped key of each person.
const KEYS: &str = "key/";
/// What makes guesses on one tablet useless for another.
const SALT: &str = "salt";
/// Wrong passphrases in a row.
const TRIES: &str = "tries";
/// Who used this device last, and when she or he last touched it.
const LAST: &str = "last";
/// Who last listened to a meeting on it, and when.
const LISTENED: &str = "listened";
/// Before each copy that only the server can open.
const COPIES: &str = "leave/";
/// The row of what such copies carry.
const PASS: &str = "leaving";
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
    /// What she said on this device while it was handed over ([`handed`]).
    Said,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Outbox => "outbox",
            Self::Draft => "draft",
            Self::Along => "along",
            Self::Latest => "latest",
            Self::Said => "said",
        }
    }
}

/// By what the wrapped key of a store is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum KeySource {
    /// The server's half.
    Server,
    /// A passphrase, made slow to guess (Argon2id).
    Passphrase,
}

/// The wrapped key of one person's store, once for each way to it.
#[derive(Serialize, Deserialize)]
struct Wrapped(Vec<(KeySource, Vec<u8>)>);

/// The open store of whoever is signed in.
#[derive(Clone)]
struct Store {
    staff: StaffId,
    key: Key,
    /// None on a tablet that was prepared before there were copies, until it meets the server.
    leaving: Option<Leaving>,
}

thread_local! {
    static OPEN: RefCell<Option<Store>> = const { RefCell::new(None) };
    /// Counts how often it was shut: what was asked before opens nothing after it.
    static SHUT: Cell<u64> = const { Cell::new(0) };
}

/// Why something cannot be kept on this device. Nothing of it is shown but that it is so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotKept;

/// Opens the store of this person, making it at first. Needs the server.
///
/// # Errors
/// Where the browser keeps nothing, the server does not answer, or the store was wrapped otherwise.
pub async fn open(staff: StaffId) -> Result<(), NotKept> {
    if of(staff).is_none() {
        OPEN.set(None);
    }
    let shut = SHUT.get();
    // Asked for each session, open or not: the server has to know which device it is on.
    let (key, leaving) = raw(staff).await?;
    let store = Store {
        staff,
        key: Key::from_bytes(&key).await?,
        leaving: Some(leaving),
    };
    // A tablet that opens without a network seals its copies with what it was told last.
    let _ = store.put(Kind::Latest, PASS, &store.leaving).await;
    if SHUT.get() != shut {
        return Err(NotKept);
    }
    OPEN.set(Some(store));
    Ok(())
}

/// The key of a store itself, by way of the server; made at first.
async fn raw(staff: StaffId) -> Result<(Vec<u8>, Leaving), NotKept> {
    let told = match ask_keys().await? {
        Ok(told) => told,
        // It was found again: everything on it is erased, and it begins anew under another number.
        Err(Lost) => {
            erase().await?;
            ask_keys().await?.map_err(|Lost| NotKept)?
        }
    };
    let (device, keys) = told;
    let half = Key::from_bytes(&keys.key).await?;
    let place = key_place(staff);
    let wrapped = match disk::get(&place).await? {
        Some(wrapped) => wrapped,
        None => {
            let wrapped = half.seal(&place, &cipher::random::<32>()?).await?;
            let ways = Wrapped(vec![(KeySource::Server, wrapped)]);
            let ways = serde_json::to_vec(&ways).map_err(|_| NotKept)?;
            // Another window may have been first; there is one key.
            disk::put_first(&place, &ways).await?
        }
    };
    let Wrapped(ways) = serde_json::from_slice(&wrapped).map_err(|_| NotKept)?;
    let way = ways.iter().find(|(source, _)| *source == KeySource::Server);
    let (_, wrapped) = way.ok_or(NotKept)?;
    let key = half.open(&place, wrapped).await?;
    Ok((key, Leaving::new(device, &keys)))
}

/// The server knows this device as lost.
struct Lost;

async fn ask_keys() -> Result<Result<(DeviceId, DeviceKey), Lost>, NotKept> {
    let device = number().await?;
    match call::post(DEVICE, &Device { device }).await {
        Ok(keys) => Ok(Ok((device, keys))),
        Err(error) if error.refusal == Some(Refusal::DeviceLost) => Ok(Err(Lost)),
        Err(_) => Err(NotKept),
    }
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
    let (key, _) = raw(staff).await?;
    let slow = slow_key(passphrase).await?;
    let place = key_place(staff);
    let wrapped = slow.seal(&place, &key).await?;
    let mut ways = ways_at(&place).await?;
    ways.retain(|(source, _)| *source != KeySource::Passphrase);
    ways.push((KeySource::Passphrase, wrapped));
    write_ways(&place, ways).await?;
    disk::put(TRIES, &[0]).await
}

/// Whether this person can open the tablet with a passphrase.
pub async fn is_prepared_for(staff: StaffId) -> bool {
    let ways = ways_at(&key_place(staff)).await.unwrap_or_default();
    has_passphrase(&ways)
}

/// Notes that this person is at the device, which she or he can open with a passphrase, at that time of its own clock in
/// milliseconds; no time = it was locked.
///
/// # Errors
/// Where the browser keeps nothing.
pub async fn note_here(staff: StaffId, at: Option<i64>) -> Result<(), NotKept> {
    let note = serde_json::to_vec(&(staff, at)).map_err(|_| NotKept)?;
    disk::put(LAST, &note).await
}

/// Forgets who was here last.
pub async fn forget_here() {
    let _ = disk::delete(LAST).await;
    let _ = disk::delete(LISTENED).await;
}

/// Notes that this person listened to a meeting then, by the device's own clock in milliseconds. It is no touch.
///
/// # Errors
/// Where the browser keeps nothing.
pub async fn note_listening(staff: StaffId, at: i64) -> Result<(), NotKept> {
    let note = serde_json::to_vec(&(staff, at)).map_err(|_| NotKept)?;
    disk::put(LISTENED, &note).await
}

/// When this person last listened to a meeting at this device.
pub async fn last_listened(staff: StaffId) -> Option<i64> {
    let note = disk::get(LISTENED).await.ok().flatten()?;
    let (who, at): (StaffId, i64) = serde_json::from_slice(&note).ok()?;
    (who == staff).then_some(at)
}

/// Who used this device last and could open it with a passphrase then, and when; no time = it was locked.
pub async fn last_here() -> Option<(StaffId, Option<i64>)> {
    let note = disk::get(LAST).await.ok().flatten()?;
    serde_json::from_slice(&note).ok()
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
            if *source != KeySource::Passphrase {
                continue;
            }
            let Ok(key) = slow.open(place, wrapped).await else {
                continue;
            };
            let staff = place.strip_prefix(KEYS).and_then(|id| id.parse().ok());
            let staff = StaffId(staff.ok_or(NotKept)?);
            let key = Key::from_bytes(&key).await?;
            disk::put(TRIES, &[0]).await?;
            let mut store = Store {
                staff,
                key,
                leaving: None,
            };
            store.leaving = store.get(Kind::Latest, PASS).await.ok().flatten().flatten();
            OPEN.set(Some(store));
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
        ways.retain(|(source, _)| *source != KeySource::Passphrase);
        write_ways(place, ways).await?;
    }
    Err(Shut::Destroyed)
}

async fn ways_at(place: &str) -> Result<Vec<(KeySource, Vec<u8>)>, NotKept> {
    let found = disk::get(place).await?.ok_or(NotKept)?;
    let Wrapped(ways) = serde_json::from_slice(&found).map_err(|_| NotKept)?;
    Ok(ways)
}

async fn write_ways(place: &str, ways: Vec<(KeySource, Vec<u8>)>) -> Result<(), NotKept> {
    let ways = serde_json::to_vec(&Wrapped(ways)).map_err(|_| NotKept)?;
    disk::put(place, &ways).await
}

fn has_passphrase(ways: &[(KeySource, Vec<u8>)]) -> bool {
    ways.iter()
        .any(|(source, _)| *source == KeySource::Passphrase)
}

async fn slow_key(passphrase: &str) -> Result<Key, NotKept> {
    let salt = disk::put_first(SALT, &cipher::random::<16>()?).await?;
    Key::from_bytes(&cipher::stretch(passphrase, &salt)?).await
}

/// Forgets the key; what is kept stays, unreadable.
pub fn close() {
    SHUT.set(SHUT.get() + 1);
    OPEN.set(None);
}

/// Whose store is open.
pub fn holder() -> Option<StaffId> {
    OPEN.with_borrow(|open| open.as_ref().map(|store| store.staff))
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
    now()?.put(kind, name, what).await
}

/// Keeps a row of the outbox; with the envelope as it would leave this device, where it may.
///
/// # Errors
/// As [`put`].
pub async fn put_envelope<T: Serialize>(
    command: CommandId,
    what: &T,
    envelope: Option<&Value>,
) -> Result<(), NotKept> {
    now()?
        .put_envelope(Kind::Outbox, command, what, envelope)
        .await
}

/// Forgets a row of the outbox with its copy.
///
/// # Errors
/// As [`put`].
pub async fn drop_envelope(command: CommandId) -> Result<(), NotKept> {
    let place = now()?.place(Kind::Outbox, &command.0.to_string());
    disk::exchange(&[], &[&place, &copy_place(command)]).await
}

/// The copies that lie here, whosever they are. No store need be open.
///
/// # Errors
/// Where the browser keeps nothing.
pub async fn copies() -> Result<Vec<CommandId>, NotKept> {
    let names = disk::keys_below(COPIES).await?;
    let commands = names
        .iter()
        .filter_map(|name| name.strip_prefix(COPIES)?.parse().ok());
    Ok(commands.map(CommandId).collect())
}

/// One of them.
///
/// # Errors
/// As [`copies`].
pub async fn copy(command: CommandId) -> Result<Option<Vec<u8>>, NotKept> {
    disk::get(&copy_place(command)).await
}

/// Forgets a copy that has arrived.
///
/// # Errors
/// As [`copies`].
pub async fn drop_copy(command: CommandId) -> Result<(), NotKept> {
    disk::delete(&copy_place(command)).await
}

fn copy_place(command: CommandId) -> String {
    format!("{COPIES}{}", command.0)
}

/// Erases everything on this device but the copies that only the server can open: keys, drafts, what was
/// taken along, and the number of the device itself.
///
/// # Errors
/// Where the browser refuses.
pub async fn erase() -> Result<(), NotKept> {
    close();
    disk::keep_only(COPIES).await
}

/// Whether the server gave this out to whoever has the store open, on this device, and no shorter than it says: the
/// answer of [`domain::wire::TakeAlong`].
pub async fn is_leased(answer: &Value) -> bool {
    leased(answer).await.is_some_and(|leased| leased)
}

async fn leased(answer: &Value) -> Option<bool> {
    let store = now().ok()?;
    let leaving = store.leaving.as_ref()?;
    let read = |text: &str| STANDARD.decode(text).ok();
    let text = answer["lease"]["text"].as_str()?;
    let seal = read(answer["lease"]["seal"].as_str()?)?;
    let by = read(leaving.lease.as_deref()?)?;
    if !cipher::is_signed(&by, &seal, text.as_bytes()).await.ok()? {
        return Some(false);
    }
    let lease: Value = serde_json::from_str(text).ok()?;
    let until = |value: &Value| serde_json::from_value::<DateTime<Utc>>(value.clone()).ok();
    let is = |name: &str, own: Value| lease[name] == own;
    let whose = is("case", answer["case"]["id"].clone())
        && is("device", json!(leaving.device))
        && is("staff", json!(store.staff));
    Some(whose && until(&answer["until"])? <= until(&lease["until"])?)
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
    now()?.get(kind, name).await
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

    async fn sealed<T: Serialize>(
        &self,
        kind: Kind,
        name: &str,
        what: &T,
    ) -> Result<(String, Vec<u8>), NotKept> {
        let place = self.place(kind, name);
        let clear = serde_json::to_vec(what).map_err(|_| NotKept)?;
        let sealed = self.key.seal(&place, &clear).await?;
        Ok((place, sealed))
    }

    async fn put<T: Serialize>(&self, kind: Kind, name: &str, what: &T) -> Result<(), NotKept> {
        let (place, sealed) = self.sealed(kind, name, what).await?;
        disk::put(&place, &sealed).await
    }

    async fn put_envelope<T: Serialize>(
        &self,
        kind: Kind,
        command: CommandId,
        what: &T,
        envelope: Option<&Value>,
    ) -> Result<(), NotKept> {
        let (place, sealed) = self.sealed(kind, &command.0.to_string(), what).await?;
        let beside = copy_place(command);
        let copy = match (&self.leaving, envelope) {
            // What cannot be sealed twice is kept once.
            (Some(leaving), Some(envelope)) => leaving.seal(self.staff, command, envelope).ok(),
            _ => None,
        };
        match (&copy, envelope) {
            (Some(copy), _) => disk::exchange(&[(&place, &sealed), (&beside, copy)], &[]).await,
            (None, Some(_)) => disk::put(&place, &sealed).await,
            (None, None) => disk::exchange(&[(&place, &sealed)], &[&beside]).await,
        }
    }

    async fn get<T: DeserializeOwned>(&self, kind: Kind, name: &str) -> Result<Option<T>, NotKept> {
        let place = self.place(kind, name);
        match disk::get(&place).await? {
            Some(sealed) => Ok(Some(self.read(&place, &sealed).await?)),
            None => Ok(None),
        }
    }

    async fn read<T: DeserializeOwned>(&self, place: &str, sealed: &[u8]) -> Result<T, NotKept> {
        let clear = self.key.open(place, sealed).await?;
        serde_json::from_slice(&clear).map_err(|_| NotKept)
    }
}

/// The number of this device, drawn at first.
///
/// # Errors
/// Where the browser keeps nothing.
pub async fn number() -> Result<DeviceId, NotKept> {
    if let Some(known) = known_number().await? {
        return Ok(known);
    }
    let first = disk::put_first(NUMBER, ids::new().as_bytes()).await?;
    number_of(&first)
}

/// The number of this device, if it has drawn one.
///
/// # Errors
/// As [`number`].
pub async fn known_number() -> Result<Option<DeviceId>, NotKept> {
    let bytes = disk::get(NUMBER).await?;
    bytes.map(|bytes| number_of(&bytes)).transpose()
}

fn number_of(bytes: &[u8]) -> Result<DeviceId, NotKept> {
    Uuid::from_slice(bytes).map(DeviceId).map_err(|_| NotKept)
}
