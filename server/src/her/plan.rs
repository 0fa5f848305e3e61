//! あなたの計画: the page, and her answers to its items.

use app::her::answer::{self, Asked, Filled, drafts};
use app::her::item::{card_id, comment_id, words_id};
use app::her::line::{self, Telling};
use app::her::plan::{PlanDraft, page};
use app::her::{Wrong, field, path, words};
use axum::http::StatusCode;
use axum::response::Response;
use domain::command::CaseCommand;
use domain::her_plan::HerPlanCommand;
use domain::id::ItemId;
use domain::view::her::{PlanPage, ShownPlan};
use uuid::Uuid;

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
    note(&visit, &session, &view).await?;
    Ok(render(
        &visit,
        &session,
        StatusCode::OK,
        view,
        PlanDraft::default(),
    ))
}

/// Remembers what she has open now, so that the next change can be told from it. Kept with the case
/// and only where something is new to her: her device keeps nothing, and a look that finds nothing
/// new leaves nothing here either.
async fn note(visit: &Visit, session: &Session, view: &PlanPage) -> Result<(), Refused> {
    if let Some(plan) = view.plan.as_ref().filter(|plan| plan.is_news) {
        let act = CaseCommand::HerPlan(HerPlanCommand::Open {
            plan: plan.id,
            version: plan.version,
        });
        // Shown anew between the two: the newer version is noted when she opens it.
        visit.submit(session, vec![(visit.ticket(), act)]).await?;
    }
    Ok(())
}

/// The same page with what was typed, nothing sent.
pub(super) async fn again(visit: &Visit, typed: &Typed) -> Result<Response, Refused> {
    let Some((session, view)) = visit.hers().await? else {
        return Ok(visit.closed());
    };
    let draft = PlanDraft {
        items: drafts(&answer::read(typed, || visit.ticket())),
        telling: answer::telling(typed, || visit.ticket()),
        ..PlanDraft::default()
    };
    Ok(render(visit, &session, StatusCode::OK, view, draft))
}

/// Takes everything she has filled in, whichever button was pressed. What cannot be taken stays on
/// the page with the reason.
pub(super) async fn answer(visit: Visit, typed: Typed) -> Result<Response, Refused> {
    let Some((session, view)) = visit.hers().await? else {
        return Ok(visit.closed());
    };
    let mut filled = answer::read(&typed, || visit.ticket());
    let Some(plan) = &view.plan else {
        return Ok(go(path::PLAN));
    };
    let telling = answer::telling(&typed, || visit.ticket());
    let pressed: u16 = typed.get("n").parse().unwrap_or(1);
    if !typed.is_of(&session) {
        let draft = PlanDraft {
            telling,
            ..kept(&filled, Wrong::new(card_id(pressed), words::NOT_TAKEN))
        };
        return Ok(render(&visit, &session, StatusCode::FORBIDDEN, view, draft));
    }
    if !typed.shows(plan.id.0, plan.version) {
        let mut draft = PlanDraft {
            telling,
            ..kept(&filled, Wrong::new("changes", words::PLAN_CHANGED))
        };
        ask_changed_items_again(&mut draft, plan, &typed);
        return Ok(render(&visit, &session, StatusCode::CONFLICT, view, draft));
    }
    // Only a box was asked for: nothing is sent, and what she has filled in stays.
    if let Some(line) = line::line_of(typed.get(line::OPENS)) {
        let same = telling.filter(|telling| telling.line == line);
        let draft = PlanDraft {
            items: drafts(&filled),
            telling: Some(same.unwrap_or_else(|| Telling {
                line,
                words: String::new(),
                ticket: visit.ticket(),
            })),
            ..PlanDraft::default()
        };
        return Ok(render(&visit, &session, StatusCode::OK, view, draft));
    }
    if typed.get("n") == line::SENDS {
        return tell_wrong(&visit, &session, view, filled, telling).await;
    }
    let asked = Asked::of(&filled, plan, pressed);
    let mut wrong = asked.wrong;
    if send(&visit, &session, asked.acts, &mut wrong).await? {
        // Something arrived under its id before: the same form sent twice, or an old page filled
        // in anew. What is not on her page now goes under a new id.
        let Some(view) = visit.read(&session).await? else {
            return Ok(visit.closed());
        };
        let Some(plan) = &view.plan else {
            return Ok(go(path::PLAN));
        };
        for filled in &mut filled {
            filled.renew(plan, || visit.ticket());
        }
        let asked = Asked::of(&filled, plan, pressed);
        wrong = asked.wrong;
        send(&visit, &session, asked.acts, &mut wrong).await?;
    }
    if wrong.is_empty() && telling.is_none() {
        return Ok(go(&format!("{}#{}", path::PLAN, card_id(pressed))));
    }
    let status = match wrong.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let at_fault: Vec<ItemId> = wrong.iter().map(|(item, _)| *item).collect();
    let left: Vec<Filled> = filled
        .into_iter()
        .filter(|filled| at_fault.contains(&filled.item))
        .collect();
    let draft = PlanDraft {
        wrong: wrong.into_iter().map(|(_, wrong)| wrong).collect(),
        items: drafts(&left),
        // A box that she left open stays open with what she wrote.
        telling,
        ..PlanDraft::default()
    };
    // What was taken shows as taken.
    let Some(view) = visit.read(&session).await? else {
        return Ok(visit.closed());
    };
    Ok(render(&visit, &session, status, view, draft))
}

/// 間違いの知らせ about one line; everything else that she has filled in stays on the page.
async fn tell_wrong(
    visit: &Visit,
    session: &Session,
    view: PlanPage,
    filled: Vec<Filled>,
    telling: Option<Telling>,
) -> Result<Response, Refused> {
    let (Some(plan), Some(telling)) = (&view.plan, telling) else {
        return Ok(go(path::PLAN));
    };
    let told = if let Some(mistake) = telling.mistake() {
        Some(mistake)
    } else {
        let tell = |ticket: Uuid| answer::tell_wrong(plan, &telling, ticket);
        let first = telling.ticket;
        let mut results = visit.submit(session, vec![(first, tell(first))]).await?;
        if came_before(&results) && !is_told(&view, &telling) {
            // An old page filled in anew: other words than those that arrived under this id.
            let ticket = visit.ticket();
            results = visit.submit(session, vec![(ticket, tell(ticket))]).await?;
        }
        results.first().and_then(|result| refused(&result.outcome))
    };
    let items = drafts(&filled);
    let draft = match told {
        None => PlanDraft {
            items,
            ..PlanDraft::default()
        },
        Some(text) => PlanDraft {
            wrong: vec![Wrong::new(line::words_id(telling.line), text)],
            items,
            telling: Some(telling),
            ..PlanDraft::default()
        },
    };
    let status = match told {
        None => StatusCode::OK,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let Some(view) = visit.read(session).await? else {
        return Ok(visit.closed());
    };
    // Nothing else was filled in: loading the page again sends nothing twice.
    let unsent = view
        .plan
        .as_ref()
        .is_some_and(|plan| filled.iter().any(|filled| filled.is_unsent(plan)));
    if told.is_none() && !unsent {
        return Ok(go(path::PLAN));
    }
    Ok(render(visit, session, status, view, draft))
}

/// Whether her page shows what she told under that id.
fn is_told(view: &PlanPage, telling: &Telling) -> bool {
    view.plan.as_ref().is_some_and(|plan| {
        let of_items = plan.items.iter().flat_map(|item| &item.comments);
        let mut said = plan.comments.iter().chain(of_items);
        said.any(|said| said.id.0 == telling.ticket && said.words == telling.words)
    })
}

/// Sends the commands and adds what was refused to `wrong`. True if one had arrived before.
async fn send(
    visit: &Visit,
    session: &Session,
    asked: Vec<(ItemId, Uuid, CaseCommand)>,
    wrong: &mut Vec<(ItemId, Wrong)>,
) -> Result<bool, Refused> {
    let fields: Vec<(ItemId, String)> = asked
        .iter()
        .map(|(item, _, act)| match act {
            CaseCommand::CommentOnPlan { .. } => (*item, comment_id(*item)),
            _ => (*item, words_id(*item)),
        })
        .collect();
    let acts = asked
        .into_iter()
        .map(|(_, ticket, act)| (ticket, act))
        .collect();
    let results = visit.submit(session, acts).await?;
    for ((item, field), result) in fields.into_iter().zip(&results) {
        if let Some(text) = refused(&result.outcome) {
            wrong.push((item, Wrong::new(field, text)));
        }
    }
    Ok(came_before(&results))
}

fn render(
    visit: &Visit,
    session: &Session,
    status: StatusCode,
    view: PlanPage,
    draft: PlanDraft,
) -> Response {
    let count = view.plan.as_ref().map_or(0, |plan| plan.items.len());
    let tickets = (0..count)
        .map(|_| (visit.ticket(), visit.ticket()))
        .collect();
    let draft = PlanDraft {
        token: session.form_token.clone(),
        tickets,
        ..draft
    };
    visit.page(status, || page(view, draft))
}

fn kept(filled: &[Filled], wrong: Wrong) -> PlanDraft {
    PlanDraft {
        items: drafts(filled),
        wrong: vec![wrong],
        ..PlanDraft::default()
    }
}

/// Her words stay, but an item that reads differently now is asked anew. Where what changed is not told
/// from the version that was on her screen, every item is.
fn ask_changed_items_again(draft: &mut PlanDraft, plan: &ShownPlan, typed: &Typed) {
    let known = plan
        .read_before
        .is_some_and(|(version, _)| typed.get(field::VERSION).parse() == Ok(version));
    for item in &plan.items {
        if (!known || item.news.is_some())
            && let Some(draft) = draft.items.get_mut(&item.id)
        {
            draft.choice = None;
        }
    }
}
