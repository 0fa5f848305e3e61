//! The calls of the staff app: the one push, the typed questions, the paper, the paper codes.
//!
//! Thin: who asks comes from the session, what may be shown from the gate, how it looks from
//! `domain::view`.

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::routing::post;
use domain::id::StaffId;
use domain::refusal::Refusal;
use domain::wire::{self, Ask, ErrorKind, MOST_ENVELOPES, OLDEST, Push, Pushed};

use crate::gate::{Shut, Who};
use crate::http::PUSH_LIMIT;
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::session::Session;
use crate::submit::submit;
use crate::tomoni::Tomoni;

mod card;
mod case;
mod code;
mod conference;
mod cost;
mod dates;
mod desk;
mod device;
mod file;
mod given;
mod held;
mod inbox;
mod joined;
mod ledger;
mod ledger_file;
mod letter;
mod list;
mod matter;
mod office;
mod paper;
mod patrol;
mod photo;
mod slots;
mod tie;
mod transfer;

/// All calls, below `/api`.
pub fn routes() -> Router<Tomoni> {
    Router::new()
        .route(
            below(wire::PUSH),
            post(push).layer(DefaultBodyLimit::max(PUSH_LIMIT)),
        )
        .route(below(wire::Me::PATH), post(office::me))
        .route(below(wire::Directory::PATH), post(office::directory))
        .route(below(wire::CouncilPage::PATH), post(office::council_page))
        .route(below(wire::Board::PATH), post(list::board))
        .route(below(wire::Search::PATH), post(list::search))
        .route(below(wire::Inbox::PATH), post(inbox::inbox))
        .route(below(wire::Case::PATH), post(case::case))
        .route(below(wire::Timeline::PATH), post(case::timeline))
        .route(below(wire::Photo::PATH), post(photo::photo))
        .route(below(wire::Others::PATH), post(joined::others))
        .route(below(wire::TakeAlong::PATH), post(case::along))
        .route(below(wire::Request::PATH), post(case::request))
        .route(below(wire::Meeting::PATH), post(case::meeting))
        .route(below(wire::Plan::PATH), post(case::plan))
        .route(below(wire::Ties::PATH), post(tie::ties))
        .route(below(wire::TiesPaper::PATH), post(tie::paper))
        .route(below(wire::Handover::PATH), post(case::handover))
        .route(below(wire::TransferPreview::PATH), post(transfer::preview))
        .route(below(wire::session::TRANSFER_FILE), post(transfer::file))
        .route(below(wire::Whereabouts::PATH), post(case::whereabouts))
        .route(below(wire::Sheet::PATH), post(case::sheet))
        .route(below(wire::Number::PATH), post(list::number))
        .route(below(wire::session::FILE), post(file::file))
        .route(
            below(wire::Conferences::PATH),
            post(conference::conferences),
        )
        .route(below(wire::Conference::PATH), post(conference::conference))
        .route(below(wire::SlotsOnWall::PATH), post(slots::on_wall))
        .route(below(wire::session::TIMETABLE_FILE), post(slots::file))
        .route(below(wire::Year::PATH), post(conference::year))
        .route(below(wire::Matters::PATH), post(matter::matters))
        .route(below(wire::Matter::PATH), post(matter::matter))
        .route(below(wire::Costs::PATH), post(cost::costs))
        .route(below(wire::Dates::PATH), post(dates::dates))
        .route(below(wire::Held::PATH), post(held::held))
        .route(below(wire::Patrols::PATH), post(patrol::own))
        .route(below(wire::PatrolSums::PATH), post(patrol::sums))
        .route(below(wire::Desk::PATH), post(desk::desk))
        .route(below(wire::Devices::PATH), post(device::devices))
        .route(below(wire::LeftEnvelopes::PATH), post(device::left))
        .route(below(wire::session::TAKE_BACK), post(device::take_back))
        .route(below(wire::session::PUT_BACK), post(device::put_back))
        .route(below(wire::Ledger::PATH), post(ledger::ledger))
        .route(below(wire::session::LEDGER_FILE), post(ledger_file::file))
        .route(below(wire::session::PAPER), post(paper::file))
        .route(below(wire::session::GIVEN), post(given::file))
        .route(below(wire::session::LETTER), post(letter::file))
        .route(below(wire::session::CODE), post(code::issue))
        .route(below(wire::session::CARD), post(crate::her::card::give))
        .route(below(wire::session::CARD_FILE), post(card::file))
        .route(
            below(wire::session::HAND_OVER),
            post(crate::her::show::hand_over),
        )
}

/// The path as the router below `/api` knows it.
fn below(path: &'static str) -> &'static str {
    path.strip_prefix("/api").unwrap_or(path)
}

/// The write path of the staff door.
async fn push(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<Push>,
) -> Result<Json<Pushed>, Refused> {
    if asked.protocol < OLDEST || asked.protocol > wire::PROTOCOL {
        return Err(Refused::new(
            StatusCode::CONFLICT,
            ErrorKind::Outdated,
            "画面が古くなっています。読み込み直してください。書いたものは残っています。",
        ));
    }
    if asked.envelopes.len() > MOST_ENVELOPES {
        return Err(Refused::of_status(StatusCode::PAYLOAD_TOO_LARGE));
    }
    let who = Who::Staff(staff(&session));
    let results = submit(&t, &who, session.council, asked.envelopes).await?;
    Ok(Json(Pushed { results }))
}

fn staff(session: &Session) -> StaffId {
    StaffId(session.subject)
}

impl From<Shut> for Refused {
    fn from(shut: Shut) -> Self {
        match shut {
            Shut::NotFound => Self::not_found(),
            Shut::Refused(refusal) => refused(refusal),
            Shut::Store(error) => error.into(),
        }
    }
}

/// A refusal of the rules as an answer to a question.
fn refused(refusal: Refusal) -> Refused {
    Refused::new(StatusCode::CONFLICT, ErrorKind::Refused, refusal.words()).because(refusal)
}
