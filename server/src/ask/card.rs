//! カード as a paper to cut out. File name, metadata and paper tell nothing of anyone, nor what it is for.

use axum::extract::State;
use axum::response::IntoResponse;
use domain::wire::session::{CardFile, FileKind};

use super::file::handed_out;
use crate::her::card::to_print;
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::tomoni::Tomoni;

pub(super) async fn file(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<CardFile>,
) -> Result<impl IntoResponse, Refused> {
    let card = to_print(&t, &session, asked.case, &asked.lines).await?;
    handed_out("card", FileKind::Pdf, move |_| paper::card::pdf(&card)).await
}
