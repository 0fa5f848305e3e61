//! 本人が加えた項目 as she reads them: her words to the letter, and the answers.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Awaited, Seen, ToldBack};
use crate::calendar::jst_date;
use crate::id::ItemId;

/// An item of her own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnItem {
    pub id: ItemId,
    pub words: String,
    pub on: NaiveDate,
    /// She has no answer yet.
    pub awaits: Option<Awaited>,
    pub answers: Vec<ToldBack>,
}

impl OwnItem {
    /// Every item of hers that she has not taken back, oldest first.
    pub(super) fn all(seen: &Seen<'_>) -> Vec<Self> {
        let items = seen.names.file.her_items.iter();
        items
            .filter(|item| item.stands())
            .map(|item| Self {
                id: item.id,
                words: item.words.clone(),
                on: jst_date(item.at),
                awaits: item.waits().then(|| seen.awaited(item.at)),
                answers: seen.told_back(&item.answers),
            })
            .collect()
    }
}
