//! つながり of one case: on the screen, and for paper.

use axum::extract::State;
use domain::access::Action;
use domain::refusal::Refusal;
use domain::view::tie::TiesView;
use domain::wire;

use super::case::{given, open, plainly};
use super::refused;
use crate::gate::Reading;
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::tomoni::Tomoni;

pub(super) async fn ties(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::Ties>,
) -> Result<Json<TiesView>, Refused> {
    let opened = plainly(&t, &session, asked.case, Action::SeeCase).await?;
    let view = TiesView::of(&opened.reader(), opened.permit.fields());
    Ok(Json(view))
}

/// Names of people are opened for one paper, with the reason written down before.
pub(super) async fn paper(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::TiesPaper>,
) -> Result<Json<TiesView>, Refused> {
    let reason = asked.names.as_deref().map(given).transpose()?;
    let names = reason.is_some();
    let reading = Reading {
        place: false,
        reason,
        ..Reading::default()
    };
    let opened = open(&t, &session, asked.case, Action::PrintSheet, reading).await?;
    let view = TiesView::for_paper(&opened.reader(), opened.permit.fields(), names);
    if names && !view.may_open_names {
        return Err(refused(Refusal::NotYourRole));
    }
    Ok(Json(view))
}
