//! ほかの まちの 窓口へ うつること: the page about it; there is nothing to type on it.

use app::her::path;
use app::her::transfer::page;
use axum::http::StatusCode;
use axum::response::Response;

use super::{Visit, go};
use crate::http::refusal::Refused;

pub(super) async fn show(visit: Visit) -> Result<Response, Refused> {
    match visit.session {
        Some(_) => again(&visit).await,
        None => Ok(go(path::ENTRY)),
    }
}

/// The page as it stands now.
pub(super) async fn again(visit: &Visit) -> Result<Response, Refused> {
    let Some((_, view)) = visit.hers().await? else {
        return Ok(visit.closed());
    };
    Ok(visit.page(StatusCode::OK, || page(view.transfer)))
}
