//! 計画への返事: what her form of the plan asks for, as commands. Her door and a worker's tablet read it the same way.

use std::collections::BTreeMap;

use domain::command::CaseCommand;
use domain::her_plan::HerPlanCommand;
use domain::id::{CommentId, ItemId};
use domain::view::her::{Item, ShownPlan};
use uuid::Uuid;

use super::item::{ItemDraft, answers_id, choice_of, comment_id, words_id};
use super::line::{self, Telling};
use super::say::Word;
use super::typed::{Fields, too_long};
use super::{Wrong, words};

/// No plan has more items than this.
const MOST_ITEMS: u16 = 200;

/// What she filled in at one item.
pub struct Filled {
    pub item: ItemId,
    pub draft: ItemDraft,
    /// Ids of the two commands it can send.
    answer: Uuid,
    comment: Uuid,
}

impl Filled {
    /// Takes off what is on her page already, and gives the rest new ids.
    pub fn renew(&mut self, plan: &ShownPlan, ticket: impl Fn() -> Uuid) {
        let kept = plan.item(self.item).is_some_and(|item| {
            item.comments
                .iter()
                .any(|said| said.id.0 == self.comment && said.words == self.draft.comment)
        });
        if kept {
            self.draft.comment.clear();
        }
        (self.answer, self.comment) = (ticket(), ticket());
    }

    /// Something stands here that her page does not have yet.
    pub fn is_unsent(&self, plan: &ShownPlan) -> bool {
        let known = plan.item(self.item).and_then(|item| item.answer.as_ref());
        let words = known.map_or("", |answer| answer.words.as_str());
        self.draft.choice != known.map(|answer| answer.choice)
            || self.draft.words != words
            || !self.draft.comment.is_empty()
    }
}

/// What she filled in, item by item; `ticket` makes ids where the form carries none.
pub fn read(typed: &Fields, ticket: impl Fn() -> Uuid) -> Vec<Filled> {
    (1..=MOST_ITEMS)
        .map_while(|n| typed.id(&format!("i{n}")).map(|item| (n, item)))
        .map(|(n, item)| Filled {
            item: ItemId(item),
            draft: ItemDraft {
                choice: choice_of(typed.get(&format!("a{n}"))),
                words: typed.text(&format!("w{n}")),
                comment: typed.text(&format!("c{n}")),
            },
            answer: typed.id(&format!("e{n}")).unwrap_or_else(&ticket),
            comment: typed.id(&format!("f{n}")).unwrap_or_else(&ticket),
        })
        .collect()
}

/// The same as the page shows it again.
pub fn drafts(filled: &[Filled]) -> BTreeMap<ItemId, ItemDraft> {
    filled
        .iter()
        .map(|filled| (filled.item, filled.draft.clone()))
        .collect()
}

/// The line of an open box, with what she has typed in it.
pub fn telling(typed: &Fields, ticket: impl FnOnce() -> Uuid) -> Option<Telling> {
    Some(Telling {
        line: line::line_of(typed.get(line::LINE))?,
        words: typed.text(line::WORDS),
        ticket: typed.id(line::TICKET).unwrap_or_else(ticket),
    })
}

impl Telling {
    /// Why it cannot be told as it stands.
    pub fn mistake(&self) -> Option<Word> {
        if self.words.trim().is_empty() {
            Some(words::WRITE_SOMETHING)
        } else if too_long(&self.words) {
            Some(words::TOO_LONG)
        } else {
            None
        }
    }
}

/// 間違いの知らせ as a command under that id.
pub fn tell_wrong(plan: &ShownPlan, telling: &Telling, ticket: Uuid) -> CaseCommand {
    CaseCommand::HerPlan(HerPlanCommand::TellWrong {
        plan: plan.id,
        version: plan.version,
        comment: CommentId(ticket),
        line: telling.line,
        words: telling.words.clone(),
    })
}

/// What the form asks for: commands, each for an item under its ticket, and what is wrong.
pub struct Asked {
    pub acts: Vec<(ItemId, Uuid, CaseCommand)>,
    pub wrong: Vec<(ItemId, Wrong)>,
}

impl Asked {
    /// All that the form asks for; the item whose button was pressed needs an answer.
    pub fn of(filled: &[Filled], plan: &ShownPlan, pressed: u16) -> Self {
        let mut asked = Self {
            acts: Vec::new(),
            wrong: Vec::new(),
        };
        for (filled, number) in filled.iter().zip(1..) {
            let Some(item) = plan.item(filled.item) else {
                continue;
            };
            asked.one(filled, item, plan, number == pressed);
        }
        asked
    }

    fn one(&mut self, filled: &Filled, item: &Item, plan: &ShownPlan, pressed: bool) {
        let Filled { draft, .. } = filled;
        let id = item.id;
        let mut wrong = |field: String, text| self.wrong.push((id, Wrong::new(field, text)));
        let comment = !draft.comment.trim().is_empty();
        let same = match (&item.answer, draft.choice) {
            (Some(known), Some(choice)) => known.choice == choice && known.words == draft.words,
            _ => false,
        };
        if too_long(&draft.words) {
            wrong(words_id(id), words::TOO_LONG);
        } else if draft.choice.is_none()
            && (!draft.words.trim().is_empty() || (pressed && !comment))
        {
            wrong(answers_id(id), words::CHOOSE_ONE);
        } else if let Some(choice) = draft.choice.filter(|_| !same) {
            let act = CaseCommand::ReplyToItem {
                plan: plan.id,
                version: plan.version,
                item: id,
                choice,
                words: draft.words.clone(),
            };
            self.acts.push((id, filled.answer, act));
        }
        if too_long(&draft.comment) {
            self.wrong
                .push((id, Wrong::new(comment_id(id), words::TOO_LONG)));
        } else if comment {
            let act = CaseCommand::CommentOnPlan {
                plan: plan.id,
                version: plan.version,
                comment: CommentId(filled.comment),
                item: Some(id),
                words: draft.comment.clone(),
                asks_reply: true,
            };
            self.acts.push((id, filled.comment, act));
        }
    }
}
