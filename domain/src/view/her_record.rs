//! 話したことの記録: what a worker wrote down with her, as she reads it at her own door.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::jst_date;
use crate::event::CaseEvent;
use crate::record::{ContactRecord, Means};

/// One record, without 所見 and without what the workers mean to do with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HerRecord {
    /// Day in Japan.
    pub on: NaiveDate,
    pub means: Means,
    pub facts: String,
    pub her_words: String,
    pub support: String,
}

impl HerRecord {
    /// The record of the event, where it is one that was said with her.
    pub fn of(event: &CaseEvent) -> Option<Self> {
        let CaseEvent::RecordWritten { record } = event else {
            return None;
        };
        let ContactRecord {
            happened_at,
            means,
            parts,
            support,
            shown_to_her,
            ..
        } = &**record;
        shown_to_her.then(|| Self {
            on: jst_date(*happened_at),
            means: *means,
            facts: parts.facts.clone(),
            her_words: parts.her_words.clone(),
            support: support.clone(),
        })
    }
}
