//! 見回り of a year: one by one for the agency that went, as sums for those who look at the year.

use axum::extract::State;
use domain::access::Action;
use domain::calendar;
use domain::form::FormData;
use domain::id::{AgencyId, PatrolId};
use domain::view::patrol::{PatrolLine, PatrolsView};
use domain::wire;

use super::staff;
use crate::gate;
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::session::Session;
use crate::store::{StoreError, patrol, read};
use crate::tomoni::Tomoni;

pub(super) async fn own(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::Patrols>,
) -> Result<Json<PatrolsView>, Refused> {
    let me = staff(&session);
    let action = Action::KeepPatrol;
    let (_, _, subject) = gate::council_for(&t, me, session.council, action).await?;
    // Without an agency there is none whose rounds could be listed.
    let agency = subject.agency.ok_or(StoreError::Missing)?;
    of_year(&t, &session, asked.year, Some(agency)).await
}

pub(super) async fn sums(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::PatrolSums>,
) -> Result<Json<PatrolsView>, Refused> {
    let me = staff(&session);
    gate::council_for(&t, me, session.council, Action::SeeYear).await?;
    of_year(&t, &session, asked.year, None).await
}

/// One by one where it is the reader's own agency, as sums where it is everybody's.
async fn of_year(
    t: &Tomoni,
    session: &Session,
    year: Option<i32>,
    agency: Option<AgencyId>,
) -> Result<Json<PatrolsView>, Refused> {
    let conn = t.store.read();
    let keys = t.keyring.council(conn, session.council).await?;
    let year = year.unwrap_or_else(|| calendar::fiscal_year(calendar::jst_date(t.clock.now())));
    let found = patrol::of_year(conn, &keys, year, agency.map(|agency| agency.0)).await?;
    let lines = found
        .into_iter()
        .map(|(id, body)| {
            Ok(PatrolLine {
                patrol: PatrolId(id),
                form: read::<FormData>(&body)?,
            })
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    Ok(Json(PatrolsView::of(lines, year, agency.is_some())))
}
