//! 支援会議の案件: the reader's own lines of one conference, and one item as far as it is hers or his.

use axum::extract::State;
use domain::view::matter::{MatterView, Matters};
use domain::wire;

use crate::gate::{self, Shut};
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::tomoni::Tomoni;

pub(super) async fn matters(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::Matters>,
) -> Result<Json<Matters>, Refused> {
    let opened = gate::open_matters(&t, &session, asked.conference).await?;
    let view = Matters::of(
        &opened.conference,
        &opened.all,
        &opened.council,
        &opened.subject,
        opened.now,
    );
    // Headings tell nobody who they are about; a read of an item itself is on record.
    Ok(Json(view.ok_or(Shut::NotFound)?))
}

pub(super) async fn matter(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::Matter>,
) -> Result<Json<MatterView>, Refused> {
    let opened = gate::open_matter(&t, &session, asked.matter).await?;
    let view = MatterView::of(
        &opened.matter,
        &opened.beside.all,
        &opened.beside.conference,
        &opened.beside.council,
        &opened.beside.subject,
        opened.beside.now,
    );
    Ok(Json(view.ok_or(Shut::NotFound)?))
}
