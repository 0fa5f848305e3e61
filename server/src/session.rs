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

use crate::gate::Reading;
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
    /// 15 minutes without use, 45 in all: without scripts only a page that she sends counts as use,
    /// and she may write slowly.
    pub const HER: Self = Self {
        idle: Duration::minutes(15),
        absolute: Duration::minutes(45),
    };
}

/// So long after a session is over, what is sent from one of its pages can still be told to be its own.
pub const AFTERWARDS: Duration = Duration::minutes(60);

/// What a browser's session is by now.
pub enum Standing {
    /// Alive.
    Alive(Session),
    /// Over by itself, and not for longer than [`AFTERWARDS`]. Nothing is read with it.
    JustOver(Session),
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
    /// When it began.
    pub created: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub last_seen: DateTime<Utc>,
    /// When it ends whatever happens.
    pub expires: DateTime<Utc>,
    /// At her door: the worker on whose tablet she is (見せるモード).
    pub beside: Option<Uuid>,
    /// What her forms must carry; derived from the token and kept nowhere.
    pub form_token: String,
}

impl Session {
    /// Whether a form carries this session's token.
    pub fn owns_form(&self, token: &str) -> bool {
        self.form_token.as_bytes().ct_eq(token.as_bytes()).into()
    }

    /// What is written down with what she reads in it.
    pub fn reading(&self) -> Reading {
        Reading {
            beside: self.beside,
            ..Reading::default()
        }
    }

    /// The mark of what is chosen for this visit only.
    pub fn mark(&self) -> String {
        mark(&self.token_hash)
    }

    /// The name under which the windows of one browser share this session's live line. Made from the
    /// token's hash, so that it tells nothing of the token and lets nobody in.
    pub fn line(&self) -> String {
        name(&self.token_hash, b"tomoni line")
    }
}

/// Whose a new session is.
#[derive(Clone, Copy)]
pub enum Whose {
    /// Somebody of the staff.
    Staff(Uuid),
    /// Hers, by her case; with the worker on whose tablet she is.
    Hers { case: Uuid, beside: Option<Uuid> },
}

impl Whose {
    fn door(self) -> Door {
        match self {
            Self::Staff(_) => Door::Staff,
            Self::Hers { .. } => Door::Her,
        }
    }

    fn subject(self) -> Uuid {
        match self {
            Self::Staff(subject) | Self::Hers { case: subject, .. } => subject,
        }
    }

    fn beside(self) -> Option<Uuid> {
        match self {
            Self::Staff(_) => None,
            Self::Hers { beside, .. } => beside,
        }
    }
}

/// A name of a session, made from its token's hash: it tells nothing of the token and lets nobody in.
fn name(token_hash: &[u8; 32], what: &[u8]) -> String {
    let mut mac = keyed(&Zeroizing::new(*token_hash));
    mac.update(what);
    URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
}

fn mark(token_hash: &[u8; 32]) -> String {
    let mut name = name(token_hash, b"tomoni visit");
    name.truncate(MARK);
    name
}

/// Signs of a visit's mark: enough to tell two visits in one browser apart.
const MARK: usize = 12;

/// The token of a new session, on its way into the cookie.
pub struct NewSession {
    token: Zeroizing<[u8; 32]>,
    door: Door,
}

impl NewSession {
    /// As [`Session::mark`].
    pub fn mark(&self) -> String {
        mark(&Sha256::digest(self.token.as_slice()).into())
    }

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
    whose: Whose,
    council: Uuid,
    now: DateTime<Utc>,
    limits: Limits,
    before: Option<[u8; 32]>,
) -> Result<NewSession, StoreError> {
    let token = secret::<32>()?;
    if let Some(before) = before {
        rows::end(txn, before).await?;
    }
    rows::sweep(txn, now - AFTERWARDS).await?;
    let record = SessionRecord {
        token_hash: Sha256::digest(token.as_slice()).into(),
        door: whose.door().number(),
        subject: whose.subject(),
        council,
        beside: whose.beside(),
        created: now,
        last_seen: now,
        expires: now + limits.absolute,
    };
    rows::add(txn, &record).await?;
    Ok(NewSession {
        token,
        door: whose.door(),
    })
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
    Ok(found.map(|found| session(door, &token, found)))
}

fn session(door: Door, token: &Zeroizing<[u8; 32]>, found: SessionRecord) -> Session {
    Session {
        token_hash: found.token_hash,
        door,
        subject: found.subject,
        council: found.council,
        created: found.created,
        last_seen: found.last_seen,
        expires: found.expires,
        beside: found.beside,
        form_token: form_token(token),
    }
}

/// As [`peek`], and knows a session that is just over too. None also for one that was ended on
/// purpose: by leaving, by another visit, by a new card.
///
/// # Errors
/// See [`StoreError`].
pub async fn standing(
    tomoni: &Tomoni,
    door: Door,
    headers: &HeaderMap,
) -> Result<Option<Standing>, StoreError> {
    let Some(token) = token_in(door, headers) else {
        return Ok(None);
    };
    let token_hash = Sha256::digest(token.as_slice()).into();
    let found = rows::find(tomoni.store.read(), token_hash).await?;
    let now = tomoni.clock.now();
    let limits = tomoni.settings.limits(door);
    Ok(found
        .filter(|found| found.door == door.number())
        .and_then(|found| {
            let over = found.expires.min(found.last_seen + idle(&found, limits));
            if now < over {
                Some(Standing::Alive(session(door, &token, found)))
            } else if now < over + AFTERWARDS {
                Some(Standing::JustOver(session(door, &token, found)))
            } else {
                None
            }
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

/// How long a session may rest: on a worker's tablet she is there, or it lies about.
fn idle(found: &SessionRecord, limits: Limits) -> Duration {
    match found.beside {
        Some(_) => limits.idle.min(Duration::minutes(5)),
        None => limits.idle,
    }
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
        let over = found.last_seen + idle(found, limits);
        found.door == door.number() && now < found.expires && now < over
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
    touch(tomoni, &mut session).await?;
    Ok(Some(session))
}

/// Counts as use, at most once a minute.
async fn touch(tomoni: &Tomoni, session: &mut Session) -> Result<(), StoreError> {
    let now = tomoni.clock.now();
    if now - session.last_seen < Duration::minutes(1) {
        return Ok(());
    }
    let token_hash = session.token_hash;
    write(tomoni, session, move |txn| {
        rows::touch(txn, token_hash, now)
    })
    .await?;
    session.last_seen = now;
    Ok(())
}

/// Writes something about a session.
async fn write(
    tomoni: &Tomoni,
    session: &Session,
    what: impl FnOnce(&WriteTxn) + Send + 'static,
) -> Result<(), StoreError> {
    let written = tomoni.writer.run(session.council, move |txn| {
        what(txn);
        std::future::ready(Ok(())).boxed()
    });
    written.await
}

/// While a meeting of hers goes on, so long at most.
const AT_A_MEETING: Duration = Duration::hours(4);

impl Session {
    /// Whether it lasts for a meeting. On a worker's tablet none does: there she is in the room.
    fn is_held(&self, limits: Limits) -> bool {
        self.beside.is_none() && self.expires > self.created + limits.absolute
    }
}

/// Her page of a meeting asks by itself what is new. While the meeting goes on that counts as use: who
/// listens for half an hour has not gone away.
///
/// # Errors
/// See [`StoreError`].
pub async fn listens(tomoni: &Tomoni, session: &mut Session) -> Result<(), StoreError> {
    match session.is_held(tomoni.settings.limits(session.door)) {
        true => touch(tomoni, session).await,
        false => Ok(()),
    }
}

/// She was shown her page of a meeting: a session lasts until that is over, and as every other after it.
///
/// # Errors
/// See [`StoreError`].
pub async fn at_meeting(
    tomoni: &Tomoni,
    session: &Session,
    goes_on: bool,
) -> Result<(), StoreError> {
    let limits = tomoni.settings.limits(session.door);
    let usual = session.created + limits.absolute;
    let expires = match goes_on {
        true => usual.max(session.created + AT_A_MEETING),
        false => usual
            .max(tomoni.clock.now() + limits.idle)
            .min(session.expires),
    };
    if session.beside.is_some() || expires == session.expires {
        return Ok(());
    }
    let token_hash = session.token_hash;
    let until = move |txn: &WriteTxn| rows::last_until(txn, token_hash, expires);
    write(tomoni, session, until).await
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
        .await?;
    Ok(())
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
