//! サインイン: password, one-time paper code, sign-out, and who is signed in.

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use chrono::{DateTime, Duration, Utc};
use domain::wire::ErrorKind;
use futures::FutureExt;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::LEAVE_LIMIT;
use super::device;
use super::json::{Json, wiped};
use super::refusal::Refused;
use super::who::Staff;
use crate::audit::{self, Entry};
use crate::password::{PasswordError, one_time_code, read_code};
use crate::search::fold;
use crate::session::{self, Door, NewSession, Session, Whose};
use crate::store::account::{self, AccountRecord};
use crate::store::{StoreError, login_failure};
use crate::tomoni::Tomoni;
use crate::writer::WriteTxn;

/// A paper code is good for three days.
const CODE_LIFE: Duration = Duration::hours(72);
/// A password has at least so many characters as a person counts them.
const PASSWORD_MIN: usize = 12;
/// Longer ones are refused: they only cost work.
const PASSWORD_MAX: usize = 256;

/// The calls below `/api/session`.
pub fn routes() -> Router<Tomoni> {
    Router::new()
        .route("/signin", post(sign_in))
        .route("/claim", post(claim))
        .route("/signout", post(sign_out))
        .route("/me", get(me))
        .route("/device", post(device::keys))
        .route(
            "/leave",
            post(device::leave).layer(DefaultBodyLimit::max(LEAVE_LIMIT)),
        )
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignIn {
    name: String,
    #[serde(deserialize_with = "wiped")]
    password: Zeroizing<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Claim {
    name: String,
    #[serde(deserialize_with = "wiped")]
    code: Zeroizing<String>,
    #[serde(deserialize_with = "wiped")]
    new_password: Zeroizing<String>,
}

#[derive(Serialize)]
struct Me {
    staff: Uuid,
    council: Uuid,
    expires: DateTime<Utc>,
    idle_seconds: i64,
}

async fn sign_in(
    State(tomoni): State<Tomoni>,
    headers: HeaderMap,
    Json(asked): Json<SignIn>,
) -> Result<Response, Refused> {
    let login = try_once(&tomoni, &asked.name)?;
    let found = account::by_login(tomoni.store.read(), login).await?;
    let hash = found
        .as_ref()
        .and_then(|account| account.password_hash.clone());
    let right = tomoni.passwords.verify(hash, asked.password).await?;
    let open = found.filter(|account| right && !account.disabled);
    let answer = conclude(&tomoni, &headers, login, open, None).await?;
    answer.ok_or_else(wrong_password)
}

async fn claim(
    State(tomoni): State<Tomoni>,
    headers: HeaderMap,
    Json(asked): Json<Claim>,
) -> Result<Response, Refused> {
    good_password(&asked.name, &asked.new_password)?;
    let login = try_once(&tomoni, &asked.name)?;
    let now = tomoni.clock.now();
    let found = account::by_login(tomoni.store.read(), login).await?;
    let code = found.as_ref().and_then(|account| account.code.clone());
    let in_time = code.as_ref().is_some_and(|(_, expires)| now < *expires);
    let code_hash = code.map(|(hash, _)| hash);
    let right = tomoni
        .passwords
        .verify(code_hash.clone(), read_code(&asked.code))
        .await?;
    // The new hash is computed either way: a wrong code must take as long as a right one.
    let password_hash = tomoni.passwords.hash(asked.new_password).await?;
    let open = found.filter(|account| right && in_time && !account.disabled);
    let change = code_hash.map(|code_hash| NewPassword {
        code_hash,
        password_hash,
    });
    let answer = conclude(&tomoni, &headers, login, open, change).await?;
    answer.ok_or_else(wrong_code)
}

async fn sign_out(
    State(tomoni): State<Tomoni>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Refused> {
    session::end(&tomoni, Door::Staff, &headers).await?;
    Ok((
        StatusCode::NO_CONTENT,
        [
            (header::SET_COOKIE, session::expired_cookie(Door::Staff)),
            (
                header::HeaderName::from_static("clear-site-data"),
                header::HeaderValue::from_static("\"cache\""),
            ),
        ],
    ))
}

async fn me(State(tomoni): State<Tomoni>, Staff(session): Staff) -> Json<Me> {
    Json(me_of(&tomoni, &session))
}

fn me_of(tomoni: &Tomoni, session: &Session) -> Me {
    Me {
        staff: session.subject,
        council: session.council,
        expires: session.expires,
        idle_seconds: tomoni.settings.staff_limits.idle.num_seconds(),
    }
}

/// Counts the try and gives the token of the name.
fn try_once(tomoni: &Tomoni, name: &str) -> Result<[u8; 32], Refused> {
    let login = tomoni.keyring.login_token(name);
    if tomoni.throttle.lets_through(login) {
        Ok(login)
    } else {
        Err(Refused::of_status(StatusCode::TOO_MANY_REQUESTS).wait(60))
    }
}

struct NewPassword {
    code_hash: String,
    password_hash: String,
}

/// Signs in whom the password or code has let in, or counts the miss. One durable write either
/// way, so that the time of the answer tells nothing. `None` is a miss.
async fn conclude(
    tomoni: &Tomoni,
    headers: &HeaderMap,
    login: [u8; 32],
    open: Option<AccountRecord>,
    change: Option<NewPassword>,
) -> Result<Option<Response>, Refused> {
    let now = tomoni.clock.now();
    let before = session::hash_in(Door::Staff, headers);
    let limits = tomoni.settings.staff_limits;
    let council = open.as_ref().map_or(Uuid::nil(), |account| account.council);
    let keys = match &open {
        None => None,
        Some(account) => Some(
            tomoni
                .keyring
                .council(tomoni.store.read(), account.council)
                .await?,
        ),
    };
    let signed_in = tomoni
        .writer
        .run(council, move |txn: &WriteTxn| {
            async move {
                // Asked here and not before: of many tries at once only the first ten count.
                let locked = login_failure::locked(txn.conn().await?, login, now).await?;
                let (Some(account), Some(keys), false) = (open, keys, locked) else {
                    login_failure::miss(txn, login, now).await?;
                    return Ok(None);
                };
                if let Some(change) = &change {
                    let hash = change.password_hash.clone();
                    if !account::claim(txn, account.staff, &change.code_hash, hash).await? {
                        login_failure::miss(txn, login, now).await?;
                        return Ok(None);
                    }
                    crate::store::session::end_all(txn, account.staff).await?;
                }
                login_failure::forget(txn, login).await?;
                let entry = Entry {
                    actor: account.staff,
                    action: if change.is_some() {
                        "password-set"
                    } else {
                        "signed-in"
                    },
                    case: None,
                    detail: b"",
                };
                audit::append(txn, &keys, now, entry).await?;
                // Whoever signs in has the tablet back.
                crate::store::session::over_beside(txn, account.staff, now).await?;
                let begun = session::begin(
                    txn,
                    Whose::Staff(account.staff),
                    account.council,
                    now,
                    limits,
                    before,
                );
                Ok::<_, StoreError>(Some((begun.await?, account)))
            }
            .boxed()
        })
        .await?;
    signed_in
        .map(|(session, account)| welcome(tomoni, &session, &account, now))
        .transpose()
}

fn welcome(
    tomoni: &Tomoni,
    session: &NewSession,
    account: &AccountRecord,
    now: DateTime<Utc>,
) -> Result<Response, Refused> {
    let cookie = session.cookie().ok_or_else(Refused::busy)?;
    let limits = tomoni.settings.staff_limits;
    let me = Me {
        staff: account.staff,
        council: account.council,
        expires: now + limits.absolute,
        idle_seconds: limits.idle.num_seconds(),
    };
    Ok(([(header::SET_COOKIE, cookie)], Json(me)).into_response())
}

/// A paper code for a new account or for a reset in person.
pub struct PaperCode {
    /// What is printed and handed over; kept nowhere.
    pub code: Zeroizing<String>,
    /// What is kept of it.
    pub hash: String,
    /// When it ends.
    pub expires: DateTime<Utc>,
}

/// Makes a one-time paper code, good for 72 hours from now.
///
/// # Errors
/// See [`PasswordError`].
pub async fn paper_code(tomoni: &Tomoni) -> Result<PaperCode, PasswordError> {
    let code = one_time_code()?;
    Ok(PaperCode {
        hash: tomoni.passwords.hash(code.clone()).await?,
        expires: tomoni.clock.now() + CODE_LIFE,
        code,
    })
}

fn good_password(name: &str, password: &str) -> Result<(), Refused> {
    let refuse = |message: &str| {
        Err(Refused::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            ErrorKind::Refused,
            message,
        ))
    };
    let signs = password.chars().count();
    if signs < PASSWORD_MIN {
        return refuse(
            "パスワードは12文字以上にしてください。いくつかの言葉を並べると覚えやすくなります。",
        );
    }
    if signs > PASSWORD_MAX {
        return refuse("パスワードは256文字までにしてください。");
    }
    let (name, folded) = (fold(name), fold(password));
    if !name.is_empty() && folded.replace(&name, "").chars().count() < PASSWORD_MIN / 2 {
        return refuse(
            "パスワードにお名前（利用者名）をそのまま使わないでください。別の言葉にしてください。",
        );
    }
    Ok(())
}

/// The same words for an unknown name, a wrong password, a closed account and a locked name.
fn wrong_password() -> Refused {
    Refused::new(
        StatusCode::UNAUTHORIZED,
        ErrorKind::SignInFailed,
        "利用者名かパスワードが違います。入れ直してください。10回続けて違うと、15分のあいだ入れなくなります。",
    )
}

fn wrong_code() -> Refused {
    Refused::new(
        StatusCode::UNAUTHORIZED,
        ErrorKind::SignInFailed,
        "利用者名か、紙に書かれた番号が違います。番号は72時間まで、一度だけ使えます。使えないときは、担当の人に新しい番号を頼んでください。",
    )
}
