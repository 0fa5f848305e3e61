//! The two doors.
//!
//! Every URL of the staff door stands in [`staff_router`], every URL of hers in [`her_router`];
//! what holds for all of them stands in [`hygiene`]. A door answers nothing of the other's.

use std::future::Future;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use domain::wire;
use tokio::net::TcpListener;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;

use crate::her::turned::after_form;
use crate::session::Door;
use crate::tomoni::Tomoni;

pub mod control;
mod device;
pub mod hygiene;
pub mod json;
pub mod live;
pub mod refusal;
pub mod signin;
pub mod site;
pub mod throttle;
pub mod who;

/// No request is larger, except where a route says so.
pub const BODY_LIMIT: usize = 256 * 1024;
/// No route takes more: what a tablet wrote in a night.
pub const PUSH_LIMIT: usize = 2 * 1024 * 1024;
/// Bytes of the copies that leave a device: nobody need be signed in, so no more than one record with its photos.
pub const LEAVE_LIMIT: usize = 512 * 1024;

/// How hard answers are compressed while she waits; files lie compressed beforehand. A board of 1,000
/// cards gets 3 % larger than with the usual 4 and is compressed in a fraction of the time.
const COMPRESSION: CompressionLevel = CompressionLevel::Precise(2);

/// 職員の入口: the calls of the staff app, and its shell and files for everything else.
pub fn staff_router(tomoni: Tomoni, calls: Router<Tomoni>) -> Router {
    let api = Router::new()
        .nest("/session", signin::routes())
        .merge(calls)
        .fallback(nothing_here);
    let routes = Router::new()
        .route("/healthz", get(healthy))
        .nest("/api", api)
        .fallback_service(site::staff(&tomoni.settings.site).with_state(()));
    let streams = Router::new().route(wire::LIVE, get(live::stream));
    door(routes, streams, Door::Staff, tomoni)
}

/// 本人の入口: `pages` are hers, the rest are the few files they need.
pub fn her_router(tomoni: Tomoni, pages: Router<Tomoni>) -> Router {
    let routes = pages
        .layer(from_fn_with_state(tomoni.clone(), after_form))
        .route("/healthz", get(healthy))
        .fallback_service(site::her(&tomoni.settings.site).with_state(()));
    door(routes, Router::new(), Door::Her, tomoni)
}

/// Puts around the routes of one door what holds for all of them. The last layer added is the
/// first that a request meets. `streams` are never compressed: an open answer would keep the room for
/// an encoder, some kilobytes, as long as it lasts.
fn door(routes: Router<Tomoni>, streams: Router<Tomoni>, door: Door, tomoni: Tomoni) -> Router {
    let guard = hygiene::Guard::new(door, &tomoni);
    let within = |routes: Router<Tomoni>| {
        routes
            .layer(DefaultBodyLimit::max(BODY_LIMIT))
            .layer(RequestBodyLimitLayer::new(PUSH_LIMIT))
            .layer(from_fn_with_state(guard.clone(), hygiene::admit))
            .layer(from_fn(hygiene::in_time))
            .layer(from_fn(hygiene::survive))
            .layer(from_fn_with_state(guard.clone(), hygiene::speak))
    };
    within(routes)
        .layer(CompressionLayer::new().quality(COMPRESSION))
        .merge(within(streams))
        .layer(from_fn_with_state(guard.clone(), hygiene::dress))
        .with_state(tomoni)
}

async fn healthy() -> &'static str {
    "ok"
}

/// The answer to a call that does not exist, and to everything that is hidden.
async fn nothing_here() -> refusal::Refused {
    refusal::Refused::not_found()
}

/// Serves `router` on `listener` until `stop` is done.
///
/// # Errors
/// What the operating system says if the listener breaks.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    // Given as a bare router it would be copied for every connection, route by route: 27 KiB each.
    axum::serve(listener, router.into_make_service())
        .with_graceful_shutdown(stop)
        .await
}
