//! ふりかえり: her own evaluation, before anybody else's.

use app::her::evaluate::{EvaluateDraft, goal_name, page, part, sign_of};
use app::her::{Wrong, field, path, words};
use axum::http::StatusCode;
use axum::response::Response;
use domain::command::CaseCommand;
use domain::evaluation::HerEvaluation;
use domain::timing::TimingCommand;
use domain::view::her::HerLookBack;

use super::typed::{Typed, too_long};
use super::{Visit, came_before, go, refused};
use crate::http::refusal::Refused;
use crate::session::Session;

pub(super) async fn show(visit: Visit) -> Result<Response, Refused> {
    let Some(session) = visit.session.clone() else {
        return Ok(go(path::ENTRY));
    };
    let Some(view) = visit.read(&session).await? else {
        return Ok(visit.closed());
    };
    let Some(evaluation) = view.evaluation else {
        return Ok(go(path::PLAN));
    };
    let draft = evaluation.hers.as_ref().map(said).unwrap_or_default();
    Ok(render(&visit, &session, StatusCode::OK, evaluation, draft))
}

/// The same page with what was ticked and typed, nothing sent.
pub(super) async fn again(visit: &Visit, typed: &Typed) -> Result<Response, Refused> {
    let Some((session, view)) = visit.hers().await? else {
        return Ok(visit.closed());
    };
    let Some(evaluation) = view.evaluation else {
        return Ok(go(path::PLAN));
    };
    let draft = read(typed, evaluation.goals.len());
    Ok(render(visit, &session, StatusCode::OK, evaluation, draft))
}

pub(super) async fn send(visit: Visit, typed: Typed) -> Result<Response, Refused> {
    let Some((session, view)) = visit.hers().await? else {
        return Ok(visit.closed());
    };
    let Some(evaluation) = view.evaluation else {
        return Ok(go(path::PLAN));
    };
    let mut draft = read(&typed, evaluation.goals.len());
    let shown = |draft, status, evaluation| render(&visit, &session, status, evaluation, draft);
    if !typed.is_of(&session) {
        draft.wrong = vec![Wrong::new(part::WORDS, words::NOT_TAKEN)];
        return Ok(shown(draft, StatusCode::FORBIDDEN, evaluation));
    }
    // Another look back has begun, or this one is over: her words stay, and she reads what is asked now.
    if !evaluation.open || typed.id(part::EVALUATION) != Some(evaluation.id.0) {
        draft.wrong = vec![Wrong::new("main", words::LOOK_BACK_OVER)];
        return Ok(shown(draft, StatusCode::CONFLICT, evaluation));
    }
    draft.wrong = mistakes(&draft);
    if !draft.wrong.is_empty() {
        return Ok(shown(draft, StatusCode::UNPROCESSABLE_ENTITY, evaluation));
    }
    let act = CaseCommand::Timing(TimingCommand::Say {
        evaluation: evaluation.id,
        goals: draft.goals.clone(),
        whole: draft.whole,
        changes: draft.changes.clone(),
        remains: draft.remains.clone(),
        words: draft.words.clone(),
    });
    let ticket = typed.ticket(field::ENVELOPE, &visit.tomoni);
    let mut results = visit.submit(&session, vec![(ticket, act.clone())]).await?;
    if came_before(&results) && !stands(&evaluation, &draft) {
        // An old page filled in anew: another answer than the one that arrived under this id.
        results = visit.submit(&session, vec![(visit.ticket(), act)]).await?;
    }
    match results.first().and_then(|result| refused(&result.outcome)) {
        None => Ok(go(&format!("{}#words", path::EVALUATE))),
        Some(text) => {
            draft.wrong = vec![Wrong::new(part::WORDS, text)];
            Ok(shown(draft, StatusCode::UNPROCESSABLE_ENTITY, evaluation))
        }
    }
}

fn render(
    visit: &Visit,
    session: &Session,
    status: StatusCode,
    evaluation: HerLookBack,
    draft: EvaluateDraft,
) -> Response {
    let draft = EvaluateDraft {
        token: session.form_token.clone(),
        ticket: visit.ticket(),
        ..draft
    };
    visit.page(status, || page(evaluation, draft))
}

/// What she said before, to change it.
fn said(hers: &HerEvaluation) -> EvaluateDraft {
    EvaluateDraft {
        goals: hers.goals.clone(),
        whole: hers.whole,
        changes: hers.changes.clone(),
        remains: hers.remains.clone(),
        words: hers.words.clone(),
        ..EvaluateDraft::default()
    }
}

/// Whether her answer on the page is the one in the form.
fn stands(evaluation: &HerLookBack, draft: &EvaluateDraft) -> bool {
    evaluation.hers.as_ref().is_some_and(|hers| {
        hers.goals == draft.goals
            && hers.whole == draft.whole
            && [&hers.changes, &hers.remains, &hers.words]
                == [&draft.changes, &draft.remains, &draft.words]
    })
}

fn read(typed: &Typed, goals: usize) -> EvaluateDraft {
    EvaluateDraft {
        goals: (0..goals)
            .map(|at| sign_of(typed.get(&goal_name(at))))
            .collect(),
        whole: sign_of(typed.get(part::WHOLE)),
        changes: typed.text(part::CHANGES),
        remains: typed.text(part::REMAINS),
        words: typed.text(part::WORDS),
        ..EvaluateDraft::default()
    }
}

fn mistakes(draft: &EvaluateDraft) -> Vec<Wrong> {
    let boxes = [
        (part::CHANGES, &draft.changes),
        (part::REMAINS, &draft.remains),
        (part::WORDS, &draft.words),
    ];
    let nothing = draft.whole.is_none()
        && draft.goals.iter().all(Option::is_none)
        && boxes.iter().all(|(_, text)| text.trim().is_empty());
    if nothing {
        return vec![Wrong::new(part::WORDS, words::LOOK_BACK_EMPTY)];
    }
    boxes
        .into_iter()
        .filter(|(_, text)| too_long(text))
        .map(|(field, _)| Wrong::new(field, words::TOO_LONG))
        .collect()
}
