//! 本人と計画: a line that is wrong, her own items, and the answers to them (BR-055).

use crate::case::{CaseFile, Voice};
use crate::command::{Actor, LONG_TEXT, SHORT_TEXT};
use crate::event::CaseEvent;
use crate::handle::{Context, plan, text};
use crate::her_plan::{HerItem, HerPlanCommand, HerPlanEvent, MOST_HER_ITEMS, Opened};
use crate::id::ItemId;
use crate::language::SafetyRead;
use crate::plan::{Comment, CommentAnswer};
use crate::refusal::Refusal;

pub(super) fn handle(
    file: &CaseFile,
    command: &HerPlanCommand,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let event = match command {
        HerPlanCommand::TellWrong {
            plan: id,
            version,
            comment,
            line,
            words,
        } => {
            let known = plan::found(file, *id)?;
            let shown = plan::on_her_screen(known, *version)?;
            if known.comments.iter().any(|known| known.id == *comment) {
                return Err(Refusal::IdTaken);
            }
            if let Some(item) = line.item() {
                plan::of_version(shown, item)?;
            }
            text(words, LONG_TEXT)?;
            return Ok(vec![CaseEvent::PlanCommented {
                plan: *id,
                comment: Comment {
                    id: *comment,
                    version: *version,
                    item: line.item(),
                    line: Some(*line),
                    words: words.clone(),
                    // She is never left alone with a mistake about her.
                    asks_reply: true,
                    at: ctx.occurred_at,
                    answers: Vec::new(),
                },
            }]);
        }
        HerPlanCommand::Open { plan: id, version } => {
            // What a worker has on the screen says nothing about what she has read.
            if matches!(ctx.actor, Actor::Staff(_)) {
                return Err(Refusal::NotYourRole);
            }
            plan::on_her_screen(plan::found(file, *id)?, *version)?;
            HerPlanEvent::Opened {
                plan: *id,
                opened: Opened {
                    version: *version,
                    at: ctx.now,
                },
            }
        }
        HerPlanCommand::AddItem { item, words } => {
            text(words, LONG_TEXT)?;
            if is_taken(file, *item) {
                return Err(Refusal::IdTaken);
            }
            if file.her_items.iter().filter(|item| item.stands()).count() >= MOST_HER_ITEMS {
                return Err(Refusal::HerItemsFull);
            }
            HerPlanEvent::ItemAdded {
                item: Box::new(HerItem {
                    id: *item,
                    // To the letter: not even trimmed.
                    words: words.clone(),
                    at: ctx.occurred_at,
                    by: match ctx.actor {
                        Actor::Woman | Actor::WomanWith(_) | Actor::WomanShown(_) => Voice::Herself,
                        Actor::Staff(by) => Voice::ReadBack { by },
                    },
                    answers: Vec::new(),
                    taken_back: None,
                }),
            }
        }
        HerPlanCommand::TakeItemBack { item } => {
            // Only she takes her words back, whoever wrote them down for her.
            if matches!(ctx.actor, Actor::Staff(_)) {
                return Err(Refusal::NotYourRole);
            }
            HerPlanEvent::ItemTakenBack {
                item: standing(file, *item)?.id,
            }
        }
        HerPlanCommand::ReadSafety {
            language,
            interpreter,
        } => {
            text(interpreter, SHORT_TEXT)?;
            HerPlanEvent::SafetyRead(SafetyRead {
                language: *language,
                interpreter: interpreter.trim().to_owned(),
                at: ctx.occurred_at,
            })
        }
        HerPlanCommand::AnswerItem { item, words } => HerPlanEvent::ItemAnswered {
            item: standing(file, *item)?.id,
            answer: answer(words, ctx)?,
        },
        HerPlanCommand::AnswerWish { wish, words } => {
            let place = usize::try_from(*wish).map_err(|_| Refusal::NotFound)?;
            file.wishes.get(place).ok_or(Refusal::NotFound)?;
            HerPlanEvent::WishAnswered {
                wish: *wish,
                answer: answer(words, ctx)?,
            }
        }
    };
    Ok(vec![CaseEvent::HerPlan(event)])
}

fn standing(file: &CaseFile, id: ItemId) -> Result<&HerItem, Refusal> {
    file.her_item(id)
        .filter(|item| item.stands())
        .ok_or(Refusal::NotFound)
}

/// An item's id is one item's for ever, hers or the plan's.
fn is_taken(file: &CaseFile, id: ItemId) -> bool {
    let versions = file.plans.iter().flat_map(|plan| &plan.versions);
    let mut items = versions.flat_map(|version| &version.items);
    file.her_item(id).is_some() || items.any(|item| item.id == id)
}

fn answer(words: &str, ctx: &Context<'_>) -> Result<CommentAnswer, Refusal> {
    text(words, LONG_TEXT)?;
    Ok(CommentAnswer {
        words: words.to_owned(),
        by: ctx.me()?.id,
        at: ctx.now,
    })
}
