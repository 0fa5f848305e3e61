//! 主任相談支援員の机: one question for the cases the reader finds, their cards from memory.

use axum::extract::State;
use domain::access::Action;
use domain::calendar;
use domain::id::CaseId;
use domain::view::desk::DeskView;
use domain::wire;

use super::list::MOST_CARDS;
use super::staff;
use crate::gate::{self, Read, Who};
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::store::case_file;
use crate::tomoni::Tomoni;

pub(super) async fn desk(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(_): Json<wire::Desk>,
) -> Result<Json<DeskView>, Refused> {
    let me = staff(&session);
    let (_, council, subject) = gate::council_for(&t, me, session.council, Action::SeeDesk).await?;
    let conn = t.store.read();
    let keys = t.keyring.council(conn, session.council).await?;
    let tokens = gate::tokens_of(&council, &subject, &keys).finds;
    let list = case_file::board(conn, session.council, &tokens, MOST_CARDS).await?;
    let cards = t.cards.of(conn, &keys, &list).await?;
    let today = calendar::jst_date(t.clock.now());
    let cards = cards.iter().map(|(case, card)| (*case, card.as_ref()));
    let desk = DeskView::of(cards, &council, &subject, me, today).ok_or_else(Refused::not_found)?;
    let mut cases: Vec<CaseId> = desk
        .matters
        .iter()
        .flat_map(|(_, lines)| lines.iter().map(|line| line.case))
        .collect();
    cases.sort_unstable();
    cases.dedup();
    if !cases.is_empty() {
        let detail = Read {
            action: Action::SeeDesk,
            place: false,
            reason: None,
            cases,
        };
        gate::note(&t, &keys, Who::Staff(me), "list", None, &detail).await?;
    }
    Ok(Json(desk))
}
