//! 進行表 (F-16): filled from the cases, line by line for those who may know of the case (BR-027).

use axum::extract::State;
use axum::response::IntoResponse;
use domain::access::Action;
use domain::calendar;
use domain::form::Span;
use domain::id::CaseId;
use domain::meeting::MeetingRole;
use domain::view::conference::{SlotLine, SlotsOnWall, leads};
use domain::view::{CaseCard, Names};
use domain::wire;
use domain::wire::session::{FileKind, TimetableFile};
use paper::timetable::{TimetablePaper, TimetableRow};
use uuid::Uuid;

use super::file::handed_out;
use crate::gate::{self, OpenedConference};
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::store::{StoreError, case_file};
use crate::tomoni::Tomoni;

/// The lines of the day for this reader: one question for the cases that she or he finds, one for
/// their cards.
pub(super) async fn lines(
    t: &Tomoni,
    opened: &OpenedConference,
) -> Result<Vec<SlotLine>, StoreError> {
    let day = &opened.conference;
    if day.slots.is_empty() {
        return Ok(Vec::new());
    }
    let cases: Vec<Uuid> = day.slots.iter().map(|slot| slot.case.0).collect();
    let tokens = gate::tokens_of(&opened.council, &opened.subject, &opened.keys);
    let council = opened.keys.council();
    let conn = t.store.read();
    let listed = case_file::among(conn, council, &tokens.with_notice(), &cases).await?;
    let cards = t.cards.of(conn, &opened.keys, &listed).await?;
    let cards: Vec<(CaseId, &CaseCard)> =
        cards.iter().map(|(case, card)| (*case, &**card)).collect();
    Ok(SlotLine::all(day, &cards, &opened.council, &opened.subject))
}

/// For the projector: no name of anybody, in the answer's bytes either.
pub(super) async fn on_wall(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::SlotsOnWall>,
) -> Result<Json<SlotsOnWall>, Refused> {
    let action = Action::SeeConference;
    let opened = gate::open_conference(&t, &session, asked.conference, action).await?;
    let lines = lines(&t, &opened).await?;
    Ok(Json(SlotsOnWall {
        slots: lines.iter().map(SlotLine::on_wall).collect(),
        now: opened.now,
    }))
}

/// 進行表 as PDF, with the reader's own lines. Its name and its metadata carry nothing personal.
pub(super) async fn file(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<TimetableFile>,
) -> Result<impl IntoResponse, Refused> {
    let action = Action::SeeConference;
    let opened = gate::open_conference(&t, &session, asked.conference, action).await?;
    let lines = lines(&t, &opened).await?;
    let paper = paper_of(&opened, &lines);
    let make = move |_| paper::timetable::pdf(&paper);
    handed_out("shinkohyo", FileKind::Pdf, make).await
}

fn paper_of(opened: &OpenedConference, lines: &[SlotLine]) -> TimetablePaper {
    let day = &opened.conference;
    let names = Names::for_paper(&opened.council);
    let series = opened.council.series.get(&day.series);
    let of_role = |wanted| {
        let mut all = leads(day, &names).into_iter();
        all.find(|(role, _)| *role == wanted)
            .map(|(_, who)| who)
            .unwrap_or_default()
    };
    TimetablePaper {
        title: series.map_or(day.kind.label().to_owned(), |series| series.title()),
        number: day.number,
        basis: day.kind.basis().label().to_owned(),
        day: calendar::wareki(day.day()).to_string(),
        time: time(&day.planned),
        room: names.cover(&day.room),
        chair: of_role(MeetingRole::Chair),
        recorder: of_role(MeetingRole::Recorder),
        rows: lines.iter().map(|line| row(line, &names)).collect(),
    }
}

fn time(span: &Span) -> String {
    format!("{}〜{}", span.from.format("%H:%M"), span.to.format("%H:%M"))
}

/// A paper leaves the reader's hands: an agency that must not be known has its cover on it.
fn row(line: &SlotLine, names: &Names<'_>) -> TimetableRow {
    let all = |words: &[String]| {
        let mut covered: Vec<String> = words.iter().map(|one| names.cover(one)).collect();
        covered.dedup();
        covered.join("、")
    };
    TimetableRow {
        time: time(&line.span),
        code: line.case_no.clone(),
        area: names.cover(&line.area),
        caseworker: all(&line.caseworkers),
        related: all(&line.related),
        mark: line.mark.label().to_owned(),
        kind: line.mark.kind().to_owned(),
        plan: match line.plan {
            Some((_, version)) => format!("第{version}版"),
            None => String::new(),
        },
        sub_plans: line.sub_plans.join("、"),
    }
}
