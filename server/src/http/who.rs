//! Who is asking. A handler that takes [`Staff`] is not reached by anybody else.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::refusal::Refused;
use crate::session::{self, Door, Session};
use crate::tomoni::Tomoni;

/// Calls that the app makes by itself carry this header: they do not keep a session alive.
pub const BACKGROUND: &str = "x-tomoni-background";

/// Someone of the staff is signed in; else 401.
pub struct Staff(pub Session);

impl FromRequestParts<Tomoni> for Staff {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, tomoni: &Tomoni) -> Result<Self, Refused> {
        find(parts, tomoni, Door::Staff)
            .await?
            .map(Self)
            .ok_or_else(Refused::signed_out)
    }
}

/// Her session at her own door, if she is signed in; without one her pages lead to the sign-in.
pub struct Her(pub Option<Session>);

impl FromRequestParts<Tomoni> for Her {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, tomoni: &Tomoni) -> Result<Self, Refused> {
        Ok(Self(find(parts, tomoni, Door::Her).await?))
    }
}

async fn find(parts: &Parts, tomoni: &Tomoni, door: Door) -> Result<Option<Session>, Refused> {
    if parts.headers.contains_key(BACKGROUND) {
        let limits = tomoni.settings.limits(door);
        let now = tomoni.clock.now();
        return Ok(session::peek(&tomoni.store, door, limits, now, &parts.headers).await?);
    }
    Ok(session::used(tomoni, door, &parts.headers).await?)
}
