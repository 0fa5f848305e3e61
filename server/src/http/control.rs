//! A third, local listener for tests and demonstrations only: it sets the clock.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use chrono::{DateTime, Utc};

use super::refusal::Refused;
use crate::clock::Clock;

/// `POST /clock` with an instant such as `2026-04-20T09:00:00+09:00` as its whole body.
pub fn router(clock: Clock) -> Router {
    Router::new()
        .route("/clock", post(set_clock))
        .with_state(clock)
}

async fn set_clock(State(clock): State<Clock>, body: String) -> Result<String, Refused> {
    let instant: DateTime<Utc> = DateTime::parse_from_rfc3339(body.trim().trim_matches('"'))
        .map_err(|_| Refused::of_status(StatusCode::BAD_REQUEST))?
        .to_utc();
    clock
        .set(instant)
        .map_err(|_| Refused::of_status(StatusCode::FORBIDDEN))?;
    Ok(clock.now().to_rfc3339())
}
