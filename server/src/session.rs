//! Sessions at both doors: an opaque token in a cookie, its hash in the database.

use axum::http::{HeaderMap, HeaderValue, header};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use futures::FutureExt;
use hmac::Mac;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::ids::secret;
use crate::keys::keyed;
use crate::store::session::{self as rows, SessionRecord};
use crate::store::{Store, StoreError};
use crate::tomoni::Tomoni;
use crate::writer::WriteTxn;

/// The two doors. A session of one is nothing at the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// 職員の入口.
    Staff,
    /// 本人の入口.
    Her,
}

impl Door {
    /// The name of its cookie. Tells nothing about what the site is.
    pub fn cookie(self) -> &'static str {
        match self {
            Self::Staff => "__Host-s",
            Self::Her => "__Host-h",
        }
    }

    fn number(self) -> i16 {
        match self {
            Self::Staff => 0,
            Self::Her => 1,
        }
    }
}

/// How long sessions of one door last.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Without use.
    pub idle: Duration,
    /// In all.
    pub absolute: Duration,
}

impl Limits {
    /// 15 minutes without use, 10 hours in all.
    pub const STAFF: Self = Self {
        idle: Duration::minutes(15),
        absolute: Duration::hours(10),
    };
    /// 10 minutes without use, 45 in all.
    pub const HER: Self = Self {
        idle: Duration::minutes(10),
        absolute: Duration::minutes(45),
    };
}

/// A session that is alive.
#[derive(Clone)]
pub struct Session {
    /// The hash of its token: its name on the server.
    pub token_hash: [u8; 32],
    /// Its door.
    pub door: Door,
    /// The person of the staff, or at her door the case.
    pub subject: Uuid,
    /// The council.
    pub council: Uuid,
    /// When it was last used, to the minute.
    pub last_seen: DateTime<Utc>,
    /// When it ends whatever happens.
    pub expires: DateTime<Utc>,
    /// What her forms must carry; derived from the token and kept nowhere.
    pub form_token: String,
}

impl Session {
    /// Whether a form carries this session's token.
    pub fn owns_form(&self, token: &str) -> bool {
        self.form_token.as_bytes().ct_eq(token.as_bytes()).into()
    }

    /// The name under which the windows of one browser share this session's live line. Made from the
    /// token's hash, so that it tells nothing of the token and lets nobody in.
    pub fn line(&self) -> String {
        let mut mac = keyed(&Zeroizing::new(self.token_hash));
        mac.update(b"tomoni line");
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    }
}

/// The token of a new session, on its way into the cookie.
pub struct NewSession {
    token: Zeroizing<[u8; 32]>,
    door: Door,
}

impl NewSession {
    /// The `Set-Cookie` value that hands it over.
    pub fn cookie(&self) -> Option<HeaderValue> {
        let token = Zeroizing::new(URL_SAFE_NO_PAD.encode(self.token.as_slice()));
        let mut value = HeaderValue::try_from(format!(
            "{}={}; Path=/; Secure; HttpOnly; SameSite=Strict",
            self.door.cookie(),
            *token
        ))
        .ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}

/// The `Set-Cookie` value that takes the cookie of `door` away.
pub fn expired_cookie(door: Door) -> HeaderValue {
    HeaderValue::from_static(match door {
        Door::Staff => "__Host-s=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0",
        Door::Her => "__Host-h=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0",
    })
}

/// Begins a session inside a writing job and ends the one that `headers` still carry: a token from
/// before the sign-in is dead after it.
///
/// # Errors
/// See [`StoreError`].
pub async fn begin(
    txn: &WriteTxn,
    door: Door,
    subject: Uuid,
    council: Uuid,
    now: DateTime<Utc>,
    limits: Limits,
    before: Option<[u8; 32]>,
) -> Result<NewSession, StoreError> {
    let token = secret::<32>()?;
    if let Some(before) = before {
        rows::end(txn, before).await?;
    }
    rows::sweep(txn, now).await?;
    let record = SessionRecord {
        token_hash: Sha256::digest(token.as_slice()).into(),
        door: door.number(),
        subject,
        council,
        created: now,
        last_seen: now,
        expires: now + limits.absolute,
    };
    rows::add(txn, &record).await?;
    Ok(NewSession { token, door })
}

/// The living session of `door` that `headers` carry. Does not count as use.
///
/// # Errors
/// See [`StoreError`].
pub async fn peek(
    store: &Store,
    door: Door,
    limits: Limits,
    now: DateTime<Utc>,
    headers: &HeaderMap,
) -> Result<Option<Session>, StoreError> {
    let Some(token) = token_in(door, headers) else {
        return Ok(None);
    };
    let token_hash = Sha256::digest(token.as_slice()).into();
    let found = alive(store, door, limits, now, token_hash).await?;
    Ok(found.map(|found| Session {
        token_hash,
        door,
        subject: found.subject,
        council: found.council,
        last_seen: found.last_seen,
        expires: found.expires,
        form_token: form_token(&token),
    }))
}

/// Whether the session of `door` with this token hash is alive. Does not count as use.
///
/// # Errors
/// See [`StoreError`].
pub async fn lives(
    store: &Store,
    door: Door,
    limits: Limits,
    now: DateTime<Utc>,
    token_hash: [u8; 32],
) -> Result<bool, StoreError> {
    let found = alive(store, door, limits, now, token_hash).await?;
    Ok(found.is_some())
}

async fn alive(
    store: &Store,
    door: Door,
    limits: Limits,
    now: DateTime<Utc>,
    token_hash: [u8; 32],
) -> Result<Option<SessionRecord>, StoreError> {
    let found = rows::find(store.read(), token_hash).await?;
    Ok(found.filter(|found| {
        found.door == door.number() && now < found.expires && now < found.last_seen + limits.idle
    }))
}

/// As [`peek`], and counts as use; noted at most once a minute.
///
/// # Errors
/// See [`StoreError`].
pub async fn used(
    tomoni: &Tomoni,
    door: Door,
    headers: &HeaderMap,
) -> Result<Option<Session>, StoreError> {
    let now = tomoni.clock.now();
    let limits = tomoni.settings.limits(door);
    let found = peek(&tomoni.store, door, limits, now, headers).await?;
    let Some(mut session) = found else {
        return Ok(None);
    };
    if now - session.last_seen >= Duration::minutes(1) {
        let token_hash = session.token_hash;
        tomoni
            .writer
            .run(session.council, move |txn| {
                rows::touch(txn, token_hash, now).boxed()
            })
            .await?;
        session.last_seen = now;
    }
    Ok(Some(session))
}

/// Ends the session that `headers` carry, alive or not.
///
/// # Errors
/// See [`StoreError`].
pub async fn end(tomoni: &Tomoni, door: Door, headers: &HeaderMap) -> Result<(), StoreError> {
    let Some(token_hash) = hash_in(door, headers) else {
        return Ok(());
    };
    tomoni
        .writer
        .run(Uuid::nil(), move |txn| rows::end(txn, token_hash).boxed())
        .await
}

/// The hash of the token that `headers` carry for `door`, alive or not.
pub fn hash_in(door: Door, headers: &HeaderMap) -> Option<[u8; 32]> {
    token_in(door, headers).map(|token| Sha256::digest(token.as_slice()).into())
}

fn token_in(door: Door, headers: &HeaderMap) -> Option<Zeroizing<[u8; 32]>> {
    let value = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| (name == door.cookie()).then_some(value))?;
    let bytes = Zeroizing::new(URL_SAFE_NO_PAD.decode(value).ok()?);
    let mut token = Zeroizing::new([0; 32]);
    (bytes.len() == token.len()).then(|| {
        token.copy_from_slice(&bytes);
        token
    })
}

fn form_token(token: &Zeroizing<[u8; 32]>) -> String {
    let mut mac = keyed(token);
    mac.update(b"tomoni form");
    URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
}
