//! これまでに伝えたこと: the list as it stands now; opening it is audited like any other read.

use app::her::given::page;
use app::her::path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::view::given::Given;

use super::{Visit, go};
use crate::given::traces;
use crate::http::refusal::Refused;

pub(super) async fn show(visit: Visit) -> Result<Response, Refused> {
    match visit.session {
        Some(_) => again(&visit).await,
        None => Ok(go(path::ENTRY)),
    }
}

/// The page; there is nothing to type on it.
pub(super) async fn again(visit: &Visit) -> Result<Response, Refused> {
    let Some(session) = &visit.session else {
        return Ok(visit.closed());
    };
    let Some(opened) = visit.open(session, Action::SeeGiven).await? else {
        return Ok(visit.closed());
    };
    let t = &visit.tomoni;
    let known = traces(t, session.council, &opened.council, &opened.file).await?;
    let given = Given::hers(&opened.file, &opened.council, &known, opened.now);
    Ok(visit.page(StatusCode::OK, || page(given)))
}
