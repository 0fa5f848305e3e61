//! 同意: her answer to the whole plan, bound to the version that was on her screen.

use app::her::agree::{AgreeDraft, page, part};
use app::her::{Wrong, field, path, words};
use axum::http::StatusCode;
use axum::response::Response;
use domain::view::her::{Agreed, ShownPlan};

use super::typed::Typed;
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
    let Some(plan) = view.plan else {
        return Ok(go(path::PLAN));
    };
    Ok(render(
        &visit,
        &session,
        StatusCode::OK,
        plan,
        AgreeDraft::default(),
    ))
}

/// The same page with what was ticked and typed, nothing sent.
pub(super) async fn again(visit: &Visit, typed: &Typed) -> Result<Response, Refused> {
    let Some((session, view)) = visit.hers().await? else {
        return Ok(visit.closed());
    };
    let Some(plan) = view.plan else {
        return Ok(go(path::PLAN));
    };
    Ok(render(
        visit,
        &session,
        StatusCode::OK,
        plan,
        AgreeDraft::read(typed),
    ))
}

pub(super) async fn send(visit: Visit, typed: Typed) -> Result<Response, Refused> {
    let Some((session, view)) = visit.hers().await? else {
        return Ok(visit.closed());
    };
    let Some(plan) = view.plan else {
        return Ok(go(path::PLAN));
    };
    let mut draft = AgreeDraft::read(&typed);
    if !typed.is_of(&session) {
        draft.wrong = vec![Wrong::new(part::EXTENT, words::NOT_TAKEN)];
        return Ok(render(&visit, &session, StatusCode::FORBIDDEN, plan, draft));
    }
    if !typed.shows(plan.id.0, plan.version) {
        // What she has not read she does not agree to: the answer is asked again, the words stay.
        let draft = AgreeDraft {
            wrong: vec![Wrong::new("p", words::PLAN_CHANGED)],
            words: draft.words,
            signed: draft.signed,
            drawn: draft.drawn,
            ..AgreeDraft::default()
        };
        return Ok(render(&visit, &session, StatusCode::CONFLICT, plan, draft));
    }
    draft.wrong = draft.mistakes(&plan);
    let extent = match draft.extent {
        Some(extent) if draft.wrong.is_empty() => extent,
        _ => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(render(&visit, &session, status, plan, draft));
        }
    };
    let act = draft.command(&plan, extent);
    let ticket = typed.ticket(field::ENVELOPE, &visit.tomoni);
    let mut results = visit.submit(&session, vec![(ticket, act.clone())]).await?;
    let Some(view) = visit.read(&session).await? else {
        return Ok(visit.closed());
    };
    let Some(plan) = view.plan else {
        return Ok(go(path::PLAN));
    };
    if came_before(&results) && !stands(&plan, &draft) {
        // An old page filled in anew: another answer than the one that arrived under this id.
        results = visit.submit(&session, vec![(visit.ticket(), act)]).await?;
    }
    match results.first().and_then(|result| refused(&result.outcome)) {
        None => Ok(go(&format!("{}#g", path::PLAN))),
        Some(text) => {
            draft.wrong = vec![Wrong::new(part::EXTENT, text)];
            Ok(render(
                &visit,
                &session,
                StatusCode::UNPROCESSABLE_ENTITY,
                plan,
                draft,
            ))
        }
    }
}

/// Whether her answer on the page is the one in the form.
fn stands(plan: &ShownPlan, draft: &AgreeDraft) -> bool {
    match &plan.agreement {
        Agreed::Answered { again: true, .. } => false,
        Agreed::Answered { extent, words, .. } => {
            Some(*extent) == draft.extent && *words == draft.words
        }
        Agreed::NotYet | Agreed::ToEarlier { .. } => false,
    }
}

fn render(
    visit: &Visit,
    session: &Session,
    status: StatusCode,
    plan: ShownPlan,
    draft: AgreeDraft,
) -> Response {
    let draft = AgreeDraft {
        token: session.form_token.clone(),
        ticket: visit.ticket(),
        ..draft
    };
    visit.page(status, || page(plan, draft))
}
