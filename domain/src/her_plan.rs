//! 本人と計画: what she says about her plan beside her answers to its items (domain.md §§9.4, 13;
//! ux.md §1.8): a line is wrong, an item of her own, and which version she has read.
//!
//! Her items are hers: staff answer them, and nobody else writes or takes them back.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::case::{CaseFile, Voice};
use crate::id::{CommentId, ItemId, PlanId};
use crate::language::{Language, SafetyRead};
use crate::plan::{CommentAnswer, PlanLine, SupportPlan};

/// Within so many working days an answer to her comes.
const ANSWER_WORKING_DAYS: u16 = 3;
/// Opening the same version again so soon is still the same reading.
const ONE_READING: Duration = Duration::hours(1);
/// So many items of her own stand at once.
pub const MOST_HER_ITEMS: usize = 60;

/// 本人が加えた項目: an item in her own words, to the letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HerItem {
    pub id: ItemId,
    pub words: String,
    pub at: DateTime<Utc>,
    pub by: Voice,
    pub answers: Vec<CommentAnswer>,
    /// She took it back.
    pub taken_back: Option<DateTime<Utc>>,
}

/// The version of a plan that she has opened, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    pub version: u16,
    pub at: DateTime<Utc>,
}

/// What can be asked to happen between her and her plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HerPlanCommand {
    /// 間違いの知らせ: a line of the version on her screen is wrong.
    TellWrong {
        plan: PlanId,
        version: u16,
        comment: CommentId,
        line: PlanLine,
        words: String,
    },
    /// She has the version on her screen; from her own door only, on a tablet handed to her too.
    Open {
        plan: PlanId,
        version: u16,
    },
    /// An item of her own, at any time, before any plan too.
    AddItem {
        item: ItemId,
        words: String,
    },
    TakeItemBack {
        item: ItemId,
    },
    /// She has read what leaving can and cannot do, with an interpreter.
    ReadSafety {
        language: Language,
        interpreter: String,
    },
    AnswerItem {
        item: ItemId,
        words: String,
    },
    /// `wish` is its place among her wishes, the oldest being 0.
    AnswerWish {
        wish: u32,
        words: String,
    },
}

/// What happened between her and her plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HerPlanEvent {
    Opened { plan: PlanId, opened: Opened },
    ItemAdded { item: Box<HerItem> },
    ItemTakenBack { item: ItemId },
    SafetyRead(SafetyRead),
    ItemAnswered { item: ItemId, answer: CommentAnswer },
    WishAnswered { wish: u32, answer: CommentAnswer },
}

/// The day by which she has an answer to what she said at that moment.
pub fn answer_due(at: DateTime<Utc>) -> NaiveDate {
    calendar::working_days_after(calendar::jst_date(at), ANSWER_WORKING_DAYS)
}

impl HerItem {
    /// Whether she still waits for an answer to it.
    pub fn waits(&self) -> bool {
        self.stands() && self.answers.is_empty()
    }

    /// She has not taken it back.
    pub fn stands(&self) -> bool {
        self.taken_back.is_none()
    }
}

impl SupportPlan {
    fn reads(&mut self, opened: Opened) {
        let goes_on =
            |last: Opened| last.version == opened.version && opened.at - last.at < ONE_READING;
        if !self.opened.is_some_and(goes_on) {
            self.opened_before = self.opened;
        }
        self.opened = Some(opened);
    }

    /// What she answers, comments on or agrees to she knows, whoever read it to her and wrote it down.
    pub(crate) fn knows_by_speaking(&mut self, version: u16, at: DateTime<Utc>) {
        if self.opened.is_none_or(|opened| opened.version < version) {
            self.reads(Opened { version, at });
        }
    }
}

impl CaseFile {
    pub fn her_item(&self, id: ItemId) -> Option<&HerItem> {
        self.her_items.iter().find(|item| item.id == id)
    }

    /// Items of her own that wait for an answer.
    pub fn waiting_items(&self) -> impl Iterator<Item = &HerItem> {
        self.her_items.iter().filter(|item| item.waits())
    }

    /// Whether the plan holds something that she has not opened yet: another version, or an answer.
    pub fn has_news_for_her(&self, plan: &SupportPlan) -> bool {
        let Some(shown) = plan.shown() else {
            return false;
        };
        plan.opened.is_none_or(|opened| {
            opened.version != shown.number || self.newest_answer(plan) > Some(opened.at)
        })
    }

    /// What she had read before what is on her screen now; none = she reads her plan for the first
    /// time.
    pub fn read_before(&self, plan: &SupportPlan) -> Option<Opened> {
        match self.has_news_for_her(plan) {
            true => plan.opened,
            false => plan.opened_before,
        }
    }

    fn newest_answer(&self, plan: &SupportPlan) -> Option<DateTime<Utc>> {
        let comments = plan.comments.iter().flat_map(|comment| &comment.answers);
        let items = self.her_items.iter().flat_map(|item| &item.answers);
        let wishes = self.wishes.iter().flat_map(|wish| &wish.answers);
        let answers = comments.chain(items).chain(wishes);
        answers.map(|answer| answer.at).max()
    }

    pub(crate) fn fold_her_plan(&mut self, event: &HerPlanEvent, at: DateTime<Utc>) {
        match event {
            HerPlanEvent::Opened { plan, opened } => {
                self.in_plan(*plan, |plan| plan.reads(*opened));
            }
            HerPlanEvent::ItemAdded { item } => {
                self.her_items.push((**item).clone());
                // What she agreed to was a plan without it.
                if let Some(plan) = self.plans.last_mut() {
                    plan.hears_her(None, item.at);
                }
            }
            HerPlanEvent::ItemTakenBack { item } => {
                self.in_her_item(*item, |item| item.taken_back = Some(at));
            }
            HerPlanEvent::SafetyRead(read) => self.safety_read = Some(read.clone()),
            HerPlanEvent::ItemAnswered { item, answer } => {
                self.in_her_item(*item, |item| item.answers.push(answer.clone()));
            }
            HerPlanEvent::WishAnswered { wish, answer } => {
                let place = usize::try_from(*wish).unwrap_or(usize::MAX);
                if let Some(wish) = self.wishes.get_mut(place) {
                    wish.answers.push(answer.clone());
                }
            }
        }
    }

    fn in_her_item(&mut self, id: ItemId, change: impl FnOnce(&mut HerItem)) {
        if let Some(item) = self.her_items.iter_mut().find(|item| item.id == id) {
            change(item);
        }
    }
}
