//! 進行管理台帳: all cases of the council as one table, fifty lines at a time.

use axum::extract::State;
use axum::http::StatusCode;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::access::Action;
use domain::calendar;
use domain::command::CaseCommand;
use domain::handle::may_keep_in_round;
use domain::id::CaseId;
use domain::view::Names;
use domain::view::ledger::{LedgerFilter, LedgerLine, LedgerView, rights};
use domain::wire;

use crate::gate::{self, LedgerReader, Read, Who};
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::store::case_file::{self, After, Chip, Counts, Listed, ShutOut};
use crate::store::{StoreError, conference};
use crate::tomoni::Tomoni;

/// Lines of one page.
const PAGE: usize = 50;

pub(super) async fn ledger(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::Ledger>,
) -> Result<Json<LedgerView>, Refused> {
    let reader = gate::ledger_for(&t, &session, asked.round).await?;
    let shut = gate::tokens_of(&reader.council, &reader.subject, &reader.keys).shut;
    let today = calendar::jst_date(reader.now);
    let chip = match asked.filter {
        Some(filter) => Some(chip(filter, &reader, today).ok_or_else(unreadable)?),
        None => None,
    };
    let after = match &asked.after {
        Some(place) => Some(read_place(place).ok_or_else(unreadable)?),
        None => None,
    };
    let (conn, council) = (t.store.read(), session.council);
    let mut found = case_file::page(conn, council, &shut, chip, after.as_ref(), PAGE + 1).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| more).map(|(_, at)| place(at));
    let listed: Vec<Listed> = found.into_iter().map(|(listed, _)| listed).collect();
    let lines = lines(&t, &reader, &listed).await?;
    let counts = counts(&t, &reader, &shut).await?;
    note(&t, &reader, &lines).await?;
    Ok(Json(view(&reader, lines, next, counts)))
}

fn view(
    reader: &LedgerReader,
    lines: Vec<LedgerLine>,
    next: Option<String>,
    counts: Counts,
) -> LedgerView {
    let names = Names::outside(&reader.council, reader.id);
    let today = calendar::jst_date(reader.now);
    let mut agencies = names.agencies(
        reader
            .council
            .agencies
            .values()
            .filter(|agency| names.knows(agency.id) && agency.is_member(today))
            .map(|agency| agency.id),
    );
    agencies.sort_by(|one, other| one.name.cmp(&other.name));
    let round = reader.round.as_ref();
    let open = round.is_some_and(|round| {
        let undo = CaseCommand::UndoLedger { round: round.id };
        may_keep_in_round(round, &undo).is_ok()
    });
    let behind = |filter: LedgerFilter| match filter {
        LedgerFilter::NoAgency => Some(counts.no_agency),
        LedgerFilter::Overdue => Some(counts.overdue),
        LedgerFilter::StalledPlan => Some(counts.stalled),
        LedgerFilter::NotYetSeen => round.map(|_| counts.open.saturating_sub(counts.seen)),
        LedgerFilter::UnderProtection => Some(counts.under_protection),
    };
    LedgerView {
        lines,
        next,
        counts: LedgerFilter::ALL
            .into_iter()
            .filter_map(|filter| Some((filter, behind(filter)?)))
            .collect(),
        round: round.map(|round| round.id),
        round_open: open,
        round_day: round.map(|round| round.day()),
        agencies,
        today,
        rights: rights(&reader.subject, round, &reader.council, reader.now),
    }
}

/// The lines of a list, in its order.
async fn lines(
    t: &Tomoni,
    reader: &LedgerReader,
    listed: &[Listed],
) -> Result<Vec<LedgerLine>, StoreError> {
    let today = calendar::jst_date(reader.now);
    let round = reader.round.as_ref().map(|round| round.id);
    let conn = t.store.read();
    let seen = match round {
        Some(round) => {
            let ids = listed.iter().map(|one| one.id);
            conference::gone_through(conn, round.0, ids).await?
        }
        None => Vec::new(),
    };
    let Some(me) = reader.council.person(reader.id) else {
        return Ok(Vec::new());
    };
    let cards = t.cards.of(conn, &reader.keys, listed).await?;
    let lines = cards
        .iter()
        .filter(|(_, card)| !card.is_hidden_from(me))
        .map(|(case, card)| {
            let (council, subject) = (&reader.council, &reader.subject);
            let mut line = LedgerLine::of(*case, card, council, subject, reader.id, today, round);
            // Gone through without a word about it.
            if seen.contains(&case.0) {
                line.flags.retain(|flag| *flag != LedgerFilter::NotYetSeen);
            }
            line
        });
    Ok(lines.collect())
}

/// Behind each chip, as this reader sees it. What is the same for everyone is counted once for each
/// state of the council; what she or he is shut out of is few and taken off.
async fn counts(t: &Tomoni, reader: &LedgerReader, shut: &ShutOut) -> Result<Counts, StoreError> {
    let (conn, council) = (t.store.read(), reader.keys.council());
    let today = calendar::jst_date(reader.now);
    let round = reader.round.as_ref().map(|round| round.id.0);
    let all = t.ledgers.counts(conn, council, today, round).await?;
    let hidden = case_file::counts(conn, council, today, round, Some(shut)).await?;
    Ok(all.less(hidden))
}

/// Writes down whose lines are about to be shown: every line with words of a meeting or a name.
async fn note(t: &Tomoni, reader: &LedgerReader, lines: &[LedgerLine]) -> Result<(), StoreError> {
    let tells = |line: &&LedgerLine| {
        line.name.is_some() || !line.note.is_empty() || !line.records.is_empty()
    };
    let cases: Vec<CaseId> = lines.iter().filter(tells).map(|line| line.case).collect();
    if cases.is_empty() {
        return Ok(());
    }
    let detail = Read {
        action: Action::SeeLedger,
        place: false,
        reason: None,
        cases,
    };
    gate::note(
        t,
        &reader.keys,
        Who::Staff(reader.id),
        "list",
        None,
        &detail,
    )
    .await
}

fn chip(filter: LedgerFilter, reader: &LedgerReader, today: chrono::NaiveDate) -> Option<Chip> {
    Some(match filter {
        LedgerFilter::NoAgency => Chip::NoAgency,
        LedgerFilter::Overdue => Chip::OverdueOn(today),
        LedgerFilter::StalledPlan => Chip::StalledOn(today),
        LedgerFilter::UnderProtection => Chip::UnderProtection,
        LedgerFilter::NotYetSeen => Chip::NotYetIn(reader.round.as_ref()?.id.0),
    })
}

/// Where the next page begins, for the app to send back.
fn place(at: &After) -> String {
    let text = format!("{}.{}.{}", at.part, at.press_on, at.no);
    BASE64_URL_SAFE_NO_PAD.encode(text)
}

fn read_place(text: &str) -> Option<After> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let mut parts = text.splitn(3, '.');
    Some(After {
        part: parts.next()?.parse().ok()?,
        press_on: parts.next()?.parse().ok()?,
        no: parts.next().filter(|no| is_a_number(no))?.to_owned(),
    })
}

/// Written as the server writes case numbers.
fn is_a_number(no: &str) -> bool {
    no.len() <= 24
        && no
            .bytes()
            .all(|sign| sign.is_ascii_alphanumeric() || sign == b'-')
}

fn unreadable() -> Refused {
    Refused::of_status(StatusCode::BAD_REQUEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_survives_the_way_to_the_app_and_back() {
        let at = After {
            part: 1,
            press_on: "2026-05-08".parse().unwrap(),
            no: "K-R8-0001".to_owned(),
        };
        assert_eq!(read_place(&place(&at)), Some(at));
        for broken in ["", "x", "MQ", "はる"] {
            assert_eq!(read_place(broken), None, "{broken}");
        }
    }
}
