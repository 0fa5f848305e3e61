//! 担当の人が かわること: the page about it, and what she says against it.

use app::her::say::Word;
use app::her::worker::{CHANGE, OBJECTION, WorkerDraft, page};
use app::her::{Wrong, field, path, words};
use axum::http::StatusCode;
use axum::response::Response;
use domain::command::CaseCommand;
use domain::handover::HandoverCommand;
use domain::id::{CommentId, HandoverId};
use domain::refusal::Refusal;
use domain::view::her::{NewWorker, PlanPage};
use domain::wire::Outcome;
use uuid::Uuid;

use super::typed::{Typed, too_long};
use super::{Visit, came_before, go, refused};
use crate::http::refusal::Refused;
use crate::session::Session;

pub(super) async fn show(visit: Visit) -> Result<Response, Refused> {
    opened(&visit, WorkerDraft::default(), go(path::ENTRY)).await
}

/// The same page with what was typed, nothing sent.
pub(super) async fn again(visit: &Visit, typed: &Typed) -> Result<Response, Refused> {
    opened(visit, read(typed), visit.closed()).await
}

async fn opened(visit: &Visit, draft: WorkerDraft, out: Response) -> Result<Response, Refused> {
    let Some(session) = visit.session.clone() else {
        return Ok(out);
    };
    let Some(view) = visit.read(&session).await? else {
        return Ok(visit.closed());
    };
    Ok(render(visit, &session, StatusCode::OK, view, draft))
}

pub(super) async fn send(visit: Visit, typed: Typed) -> Result<Response, Refused> {
    let Some((session, view)) = visit.hers().await? else {
        return Ok(visit.closed());
    };
    let mut draft = read(&typed);
    let wrong = |text| vec![Wrong::new(OBJECTION, text)];
    if !typed.is_of(&session) {
        draft.wrong = wrong(words::NOT_TAKEN);
        return Ok(render(&visit, &session, StatusCode::FORBIDDEN, view, draft));
    }
    let told = if draft.objection.trim().is_empty() {
        Some(words::WRITE_SOMETHING)
    } else if too_long(&draft.objection) {
        Some(words::TOO_LONG)
    } else {
        let ticket = typed.ticket(field::ENVELOPE, &visit.tomoni);
        let change = typed.id(CHANGE).map(HandoverId);
        say(
            &visit,
            &session,
            view.worker.as_ref(),
            (change, ticket),
            &draft.objection,
        )
        .await?
    };
    let Some(told) = told else {
        return Ok(go(path::WORKER));
    };
    draft.wrong = wrong(told);
    let Some(view) = visit.read(&session).await? else {
        return Ok(visit.closed());
    };
    Ok(render(
        &visit,
        &session,
        StatusCode::UNPROCESSABLE_ENTITY,
        view,
        draft,
    ))
}

/// Sends her words; none = taken, else what is told her.
async fn say(
    visit: &Visit,
    session: &Session,
    known: Option<&NewWorker>,
    (change, ticket): (Option<HandoverId>, Uuid),
    objection: &str,
) -> Result<Option<Word>, Refused> {
    // Her words are about the change that was on her screen, and no other.
    let Some(known) = known.filter(|known| Some(known.id) == change) else {
        return Ok(Some(words::WORKER_NEW));
    };
    let act = |id: Uuid| CaseCommand::Handover {
        handover: known.id,
        act: HandoverCommand::Object {
            objection: CommentId(id),
            words: objection.to_owned(),
        },
    };
    let mut results = visit.submit(session, vec![(ticket, act(ticket))]).await?;
    let there = known
        .said
        .iter()
        .any(|said| said.id.0 == ticket && said.words == objection);
    if came_before(&results) && !there {
        // An old page filled in anew: other words than those that arrived under this id.
        let ticket = visit.ticket();
        results = visit.submit(session, vec![(ticket, act(ticket))]).await?;
    }
    Ok(results.first().and_then(|result| match &result.outcome {
        Outcome::Refused {
            refusal: Refusal::HandoverIsOver | Refusal::NotFound,
            ..
        } => Some(words::WORKER_NEW),
        outcome => refused(outcome),
    }))
}

fn render(
    visit: &Visit,
    session: &Session,
    status: StatusCode,
    view: PlanPage,
    draft: WorkerDraft,
) -> Response {
    let draft = WorkerDraft {
        token: session.form_token.clone(),
        ticket: visit.ticket(),
        ..draft
    };
    visit.page(status, || page(view.worker, draft))
}

fn read(typed: &Typed) -> WorkerDraft {
    WorkerDraft {
        objection: typed.text(OBJECTION),
        ..WorkerDraft::default()
    }
}
