//! 年度の費用: one by one for the 調整担当者 and the Center Director, as sums for the 代表者.

use axum::extract::State;
use domain::access::Action;
use domain::calendar;
use domain::cost::{CostItem, CostKind};
use domain::id::CaseId;
use domain::view::cost::{CostLine, CostsView};
use domain::wire;

use super::staff;
use crate::gate::{self, Read, Who};
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::store::StoreError;
use crate::store::cost::{self, ListedCost};
use crate::tomoni::Tomoni;

pub(super) async fn costs(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::Costs>,
) -> Result<Json<CostsView>, Refused> {
    let me = staff(&session);
    let (_, council, subject) = gate::council_for(&t, me, session.council, Action::SeeYear).await?;
    let whole = gate::may(&subject, Action::SeeCosts);
    let keys = t.keyring.council(t.store.read(), session.council).await?;
    let year = asked
        .year
        .unwrap_or_else(|| calendar::fiscal_year(calendar::jst_date(t.clock.now())));
    // A case that she or he must not find is not in the sums either.
    let shut = gate::tokens_of(&council, &subject, &keys).shut;
    let found = cost::of_year(t.store.read(), session.council, year, &shut).await?;
    let lines = found
        .into_iter()
        .map(line)
        .collect::<Result<Vec<_>, StoreError>>()?;
    let mut cases: Vec<CaseId> = lines.iter().filter_map(|(case, _)| *case).collect();
    cases.dedup();
    if whole && !cases.is_empty() {
        let detail = Read {
            action: Action::SeeCosts,
            place: false,
            reason: None,
            cases,
        };
        gate::note(&t, &keys, Who::Staff(me), "list", None, &detail).await?;
    }
    Ok(Json(CostsView::of(lines, year, whole)))
}

fn line(found: ListedCost) -> Result<(Option<CaseId>, CostLine), StoreError> {
    let kind = usize::try_from(found.kind)
        .ok()
        .and_then(|at| CostKind::ALL.get(at))
        .ok_or(StoreError::Missing)?;
    let line = CostLine {
        held_on: found.held_on,
        case_no: found.no,
        item: CostItem {
            kind: *kind,
            amount: found.amount,
        },
    };
    Ok((found.case.map(CaseId), line))
}
