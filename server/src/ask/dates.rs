//! 期日の見守り: the days of a week or a month over all cases that the reader may find, by case code.

use axum::extract::State;
use chrono::Days;
use domain::access::Action;
use domain::calendar;
use domain::id::CaseId;
use domain::view::watch::{DateLine, DatesView, LATE_DAYS};
use domain::wire;

use super::list::Reader;
use crate::gate::{self, Read, Who};
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::store::watched_day;
use crate::submit::watched_day::keepable;
use crate::tomoni::Tomoni;

/// Cases of one period; more than a council of any size has.
const MOST: i64 = 2000;

pub(super) async fn dates(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::Dates>,
) -> Result<Json<DatesView>, Refused> {
    let reader = Reader::of(&t, &session).await?;
    let today = calendar::jst_date(t.clock.now());
    let (from, to) = DatesView::period(asked.from.map(keepable), asked.days, today);
    // What is late belongs to the period of today, and is found with it in one question.
    let begin = match (from..=to).contains(&today) {
        true => from.checked_sub_days(Days::new(LATE_DAYS)).unwrap_or(from),
        false => from,
    };
    let tokens = gate::tokens_of(&reader.council, &reader.subject, &reader.keys).finds;
    let conn = t.store.read();
    let span = (begin, to);
    let list = watched_day::cases(conn, session.council, &tokens, span, MOST).await?;
    let cards = t.cards.of(conn, &reader.keys, &list).await?;
    let Some(me) = reader.council.person(reader.id) else {
        return Err(Refused::not_found());
    };
    let lines: Vec<DateLine> = cards
        .iter()
        .filter(|(_, card)| !card.is_hidden_from(me) && !card.has_run_out_for(me, today))
        .flat_map(|(case, card)| card.dates_for(*case, &reader.subject, me, span, today))
        .collect();
    let view = DatesView::of(lines, (from, to), &reader.council, &reader.subject, today);
    let shown = view.lines.iter().chain(&view.late);
    let mut cases: Vec<CaseId> = shown.map(|line| line.case).collect();
    cases.sort_unstable();
    cases.dedup();
    if !cases.is_empty() {
        let detail = Read {
            action: Action::SeeCase,
            place: false,
            reason: None,
            cases,
        };
        gate::note(
            &t,
            &reader.keys,
            Who::Staff(reader.id),
            "list",
            None,
            &detail,
        )
        .await?;
    }
    Ok(Json(view))
}
