//! ことばを書く: a comment on the plan and her wish.

use app::her::talk::{ASKS_REPLY, COMMENT, OWN, TAKE_BACK, TalkDraft, WISH, page};
use app::her::{Wrong, path, words};
use axum::http::StatusCode;
use axum::response::Response;
use domain::command::CaseCommand;
use domain::her_plan::HerPlanCommand;
use domain::id::{CommentId, ItemId};
use domain::view::her::PlanPage;
use domain::wire::Outcome;
use uuid::Uuid;

use super::typed::{Typed, too_long};
use super::{Visit, go, refused};
use crate::http::refusal::Refused;
use crate::session::Session;

pub(super) async fn show(visit: Visit) -> Result<Response, Refused> {
    let Some(session) = visit.session.clone() else {
        return Ok(go(path::ENTRY));
    };
    let Some(view) = visit.read(&session).await? else {
        return Ok(visit.closed());
    };
    Ok(render(
        &visit,
        &session,
        StatusCode::OK,
        view,
        TalkDraft::default(),
    ))
}

/// The same page with what was typed, nothing sent.
pub(super) async fn again(visit: &Visit, typed: &Typed) -> Result<Response, Refused> {
    let Some((session, view)) = visit.hers().await? else {
        return Ok(visit.closed());
    };
    Ok(render(visit, &session, StatusCode::OK, view, read(typed)))
}

pub(super) async fn send(visit: Visit, typed: Typed) -> Result<Response, Refused> {
    let Some((session, view)) = visit.hers().await? else {
        return Ok(visit.closed());
    };
    let mut draft = read(&typed);
    if !typed.is_of(&session) {
        draft.wrong = vec![Wrong::new(WISH, words::NOT_TAKEN)];
        return Ok(render(&visit, &session, StatusCode::FORBIDDEN, view, draft));
    }
    if let Some(item) = typed.id(TAKE_BACK) {
        return take_back(&visit, &session, view, draft, ItemId(item)).await;
    }
    let (comment, wish, own) = (
        !draft.comment.trim().is_empty(),
        !draft.wish.trim().is_empty(),
        !draft.own.trim().is_empty(),
    );
    if !comment && !wish && !own {
        draft.wrong.push(Wrong::new(WISH, words::WRITE_SOMETHING));
    }
    for (field, text) in [
        (COMMENT, &draft.comment),
        (WISH, &draft.wish),
        (OWN, &draft.own),
    ] {
        if too_long(text) {
            draft.wrong.push(Wrong::new(field, words::TOO_LONG));
        }
    }
    let about = view
        .plan
        .as_ref()
        .filter(|plan| typed.shows(plan.id.0, plan.version));
    if comment && about.is_none() {
        draft.wrong.push(Wrong::new(COMMENT, words::PLAN_CHANGED));
    }
    if !draft.wrong.is_empty() {
        return Ok(render(
            &visit,
            &session,
            StatusCode::UNPROCESSABLE_ENTITY,
            view,
            draft,
        ));
    }
    let mut acts = Vec::new();
    let mut fields = Vec::new();
    if let (true, Some(plan)) = (comment, about) {
        let ticket = typed.ticket("e1", &visit.tomoni);
        let act = CaseCommand::CommentOnPlan {
            plan: plan.id,
            version: plan.version,
            comment: CommentId(ticket),
            item: None,
            words: draft.comment.clone(),
            asks_reply: draft.asks_reply,
        };
        acts.push((ticket, act));
        fields.push(COMMENT);
    }
    if wish {
        let ticket = typed.ticket("e2", &visit.tomoni);
        acts.push((
            ticket,
            CaseCommand::RecordWish {
                words: draft.wish.clone(),
            },
        ));
        fields.push(WISH);
    }
    if own {
        let ticket = typed.ticket("e3", &visit.tomoni);
        let act = HerPlanCommand::AddItem {
            item: ItemId(ticket),
            words: draft.own.clone(),
        };
        acts.push((ticket, CaseCommand::HerPlan(act)));
        fields.push(OWN);
    }
    let mut results = visit.submit(&session, acts.clone()).await?;
    let Some(view) = visit.read(&session).await? else {
        return Ok(visit.closed());
    };
    for ((ticket, act), result) in acts.into_iter().zip(&mut results) {
        let before = matches!(result.outcome, Outcome::AlreadyDone { .. });
        if before && !is_there(&view, ticket, &act) {
            // An old page filled in anew: other words than those that arrived under this id.
            let ticket = visit.ticket();
            if let Some(again) = visit
                .submit(&session, vec![(ticket, renewed(act, ticket))])
                .await?
                .pop()
            {
                *result = again;
            }
        }
    }
    for (field, result) in fields.into_iter().zip(&results) {
        match refused(&result.outcome) {
            Some(text) => draft.wrong.push(Wrong::new(field, text)),
            // Taken: it shows as hers on the page and is not typed any more.
            None if field == COMMENT => draft.comment.clear(),
            None if field == OWN => draft.own.clear(),
            None => draft.wish.clear(),
        }
    }
    if draft.wrong.is_empty() {
        return Ok(go(path::PLAN));
    }
    Ok(render(
        &visit,
        &session,
        StatusCode::UNPROCESSABLE_ENTITY,
        view,
        draft,
    ))
}

/// Whether her page shows what the command says.
fn is_there(view: &PlanPage, ticket: Uuid, act: &CaseCommand) -> bool {
    match act {
        CaseCommand::CommentOnPlan { words, .. } => view.plan.as_ref().is_some_and(|plan| {
            plan.comments
                .iter()
                .any(|said| said.id.0 == ticket && said.words == *words)
        }),
        CaseCommand::HerPlan(HerPlanCommand::AddItem { words, .. }) => view
            .own
            .iter()
            .any(|mine| mine.id.0 == ticket && mine.words == *words),
        CaseCommand::RecordWish { words } => view.words.iter().any(|said| said.words == *words),
        _ => false,
    }
}

/// The same words as something new of hers.
fn renewed(act: CaseCommand, ticket: Uuid) -> CaseCommand {
    match act {
        CaseCommand::CommentOnPlan {
            plan,
            version,
            item,
            words,
            asks_reply,
            ..
        } => CaseCommand::CommentOnPlan {
            plan,
            version,
            comment: CommentId(ticket),
            item,
            words,
            asks_reply,
        },
        CaseCommand::HerPlan(HerPlanCommand::AddItem { words, .. }) => {
            CaseCommand::HerPlan(HerPlanCommand::AddItem {
                item: ItemId(ticket),
                words,
            })
        }
        other => other,
    }
}

/// やめる: an item of hers goes off the page; what she has typed meanwhile stays.
async fn take_back(
    visit: &Visit,
    session: &Session,
    view: PlanPage,
    mut draft: TalkDraft,
    item: ItemId,
) -> Result<Response, Refused> {
    // What is not on her page any more needs no taking back.
    if view.own.iter().any(|mine| mine.id == item) {
        let act = CaseCommand::HerPlan(HerPlanCommand::TakeItemBack { item });
        let results = visit.submit(session, vec![(visit.ticket(), act)]).await?;
        if let Some(text) = results.first().and_then(|result| refused(&result.outcome)) {
            draft.wrong.push(Wrong::new(OWN, text));
        }
    }
    let Some(view) = visit.read(session).await? else {
        return Ok(visit.closed());
    };
    Ok(render(visit, session, StatusCode::OK, view, draft))
}

fn render(
    visit: &Visit,
    session: &Session,
    status: StatusCode,
    view: PlanPage,
    draft: TalkDraft,
) -> Response {
    let tickets = (visit.ticket(), visit.ticket(), visit.ticket());
    let draft = TalkDraft {
        token: session.form_token.clone(),
        tickets,
        ..draft
    };
    visit.page(status, || page(view, draft))
}

fn read(typed: &Typed) -> TalkDraft {
    TalkDraft {
        comment: typed.text(COMMENT),
        asks_reply: typed.get(ASKS_REPLY) == "1",
        wish: typed.text(WISH),
        own: typed.text(OWN),
        ..TalkDraft::default()
    }
}
