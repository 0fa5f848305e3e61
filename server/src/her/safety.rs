//! 安全に使うために: the same page for everybody. In her visit, and in a language that nobody has checked yet, it
//! also asks who reads it to her.

use app::her::safety::{INTERPRETER, ReadWith, page};
use app::her::{Wrong, field, words};
use axum::http::StatusCode;
use axum::response::Response;
use domain::command::CaseCommand;
use domain::her_plan::HerPlanCommand;

use super::Visit;
use super::typed::{Typed, too_long_name};
use crate::http::refusal::Refused;

pub(super) async fn show(visit: Visit) -> Response {
    answer(&visit, StatusCode::OK, ReadWith::default())
}

/// The same page with what was typed, nothing sent.
pub(super) fn again(visit: &Visit, typed: &Typed) -> Response {
    answer(visit, StatusCode::OK, filled(typed))
}

/// Writes down who read it to her.
pub(super) async fn read_with(visit: Visit, typed: Typed) -> Result<Response, Refused> {
    let Some(session) = visit.session.clone() else {
        return Ok(visit.closed());
    };
    let mut with = filled(&typed);
    let name = with.interpreter.trim();
    let wrong = if !typed.is_of(&session) {
        Some((StatusCode::FORBIDDEN, words::NOT_TAKEN))
    } else if name.is_empty() {
        Some((StatusCode::UNPROCESSABLE_ENTITY, words::WRITE_SOMETHING))
    } else if too_long_name(name) {
        Some((StatusCode::UNPROCESSABLE_ENTITY, words::NAME_TOO_LONG))
    } else {
        None
    };
    if let Some((status, text)) = wrong {
        with.wrong = vec![Wrong::new(INTERPRETER, text)];
        return Ok(answer(&visit, status, with));
    }
    let act = CaseCommand::HerPlan(HerPlanCommand::ReadSafety {
        language: visit.language.language,
        interpreter: name.to_owned(),
    });
    let ticket = typed.ticket(field::ENVELOPE, &visit.tomoni);
    let results = visit.submit(&session, vec![(ticket, act)]).await?;
    match results.first().and_then(|one| super::refused(&one.outcome)) {
        Some(text) => {
            with.wrong = vec![Wrong::new(INTERPRETER, text)];
            Ok(answer(&visit, StatusCode::UNPROCESSABLE_ENTITY, with))
        }
        None => {
            with.kept = true;
            Ok(answer(&visit, StatusCode::OK, with))
        }
    }
}

fn filled(typed: &Typed) -> ReadWith {
    ReadWith {
        interpreter: typed.text(INTERPRETER),
        ..ReadWith::default()
    }
}

fn answer(visit: &Visit, status: StatusCode, with: ReadWith) -> Response {
    let with = visit.session.as_ref().map(|session| ReadWith {
        token: session.form_token.clone(),
        ticket: visit.ticket(),
        ..with
    });
    visit.public_page(status, || page(with))
}
