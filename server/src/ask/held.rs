//! 開催した会議 about cases in a year, in numbers: exact shares for those who hold the records.

use axum::extract::State;
use domain::access::Action;
use domain::calendar;
use domain::id::CaseId;
use domain::view::held::HeldView;
use domain::wire;

use super::staff;
use crate::gate;
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::store::StoreError;
use crate::store::held;
use crate::submit::held::counted;
use crate::tomoni::Tomoni;

pub(super) async fn held(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::Held>,
) -> Result<Json<HeldView>, Refused> {
    let me = staff(&session);
    let (_, council, subject) = gate::council_for(&t, me, session.council, Action::SeeYear).await?;
    let conn = t.store.read();
    let keys = t.keyring.council(conn, session.council).await?;
    let year = asked
        .year
        .unwrap_or_else(|| calendar::fiscal_year(calendar::jst_date(t.clock.now())));
    // A case that she or he must not find is not counted either.
    let shut = gate::tokens_of(&council, &subject, &keys).shut;
    let found = held::of_year(conn, session.council, year, &shut).await?;
    let held = found
        .into_iter()
        .map(|(case, held)| Ok((CaseId(case), counted(held)?)))
        .collect::<Result<Vec<_>, StoreError>>()?;
    // Whoever sees the year's costs one by one holds the records.
    let whole = gate::may(&subject, Action::SeeCosts);
    Ok(Json(HeldView::of(&held, year, whole)))
}
