//! 本人が加えたもの: her own items and wishes with the answers to them, as staff read them. Staff
//! answer; nothing here is theirs to change.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::case::Voice;
use crate::her_plan::answer_due;
use crate::id::ItemId;
use crate::plan::CommentAnswer;
use crate::view::{Names, Reader};

/// An item or a wish of hers, to the letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnLine {
    pub of: OwnOf,
    pub words: String,
    pub at: DateTime<Utc>,
    /// 代筆: who wrote it down and read it back.
    pub written_by: Option<String>,
    /// The day by which she has an answer, where she still waits for one.
    pub due: Option<NaiveDate>,
    pub answers: Vec<OwnAnswer>,
}

/// What a line of hers is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnOf {
    /// 本人が加えた項目
    Item(ItemId),
    /// 本人の希望, by its place; the oldest is 0.
    Wish(u32),
}

/// An answer to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnAnswer {
    pub words: String,
    pub by: String,
    pub at: DateTime<Utc>,
}

impl OwnLine {
    /// She still waits for an answer.
    pub fn waits(&self) -> bool {
        self.due.is_some()
    }

    pub fn is_item(&self) -> bool {
        matches!(self.of, OwnOf::Item(_))
    }
}

/// Her items, then her wishes, each the newest first. They may touch anything: only who may see
/// everything reads them (`all`).
pub(super) fn own_lines(reader: &Reader<'_>, all: bool) -> Vec<OwnLine> {
    if !all {
        return Vec::new();
    }
    let Reader { file, names, .. } = reader;
    let items = file.her_items.iter().rev().filter(|item| item.stands());
    let items = items.map(|item| OwnLine {
        of: OwnOf::Item(item.id),
        words: names.cover(&item.words),
        at: item.at,
        written_by: written_by(item.by, names),
        due: item.waits().then(|| answer_due(item.at)),
        answers: answers(&item.answers, names),
    });
    let wishes = file.wishes.iter().zip(0..).map(|(wish, place)| OwnLine {
        of: OwnOf::Wish(place),
        words: names.cover(&wish.words),
        at: wish.at,
        written_by: written_by(wish.by, names),
        due: None,
        answers: answers(&wish.answers, names),
    });
    let mut wishes: Vec<_> = wishes.collect();
    wishes.reverse();
    items.chain(wishes).collect()
}

fn written_by(voice: Voice, names: &Names<'_>) -> Option<String> {
    match voice {
        Voice::Herself => None,
        Voice::ReadBack { by } => Some(names.person_name(by)),
    }
}

fn answers(given: &[CommentAnswer], names: &Names<'_>) -> Vec<OwnAnswer> {
    let given = given.iter();
    given
        .map(|answer| OwnAnswer {
            words: names.cover(&answer.words),
            by: names.person_name(answer.by),
            at: answer.at,
        })
        .collect()
}
