//! つなぎの記録 on the case page, for those who keep the record.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::id::RecordId;
use crate::inquiry::HerKnowledge;
use crate::tsunagi::{Desk, Tsunagi, TsunagiStatus, TsunagiWay};
use crate::view::{Names, Reader};

/// One つなぎ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TsunagiView {
    pub id: RecordId,
    pub way: TsunagiWay,
    pub status: TsunagiStatus,
    /// 窓口, in words.
    pub desk: String,
    pub on: NaiveDate,
    pub told: bool,
    pub not_told_reason: String,
    pub handed: String,
    pub reason: String,
    pub by: String,
    pub at: DateTime<Utc>,
    /// What the other desk said, and when that was written down.
    pub answer: Option<(String, DateTime<Utc>)>,
}

impl TsunagiView {
    fn of(tsunagi: &Tsunagi, names: &Names<'_>) -> Self {
        Self {
            id: tsunagi.id,
            way: tsunagi.way,
            status: tsunagi.status(),
            desk: match &tsunagi.desk {
                Desk::Agency(agency) => names.agency_name(*agency),
                Desk::Outside { kind, municipality } => {
                    names.cover(&format!("{municipality}　{kind}"))
                }
            },
            on: tsunagi.on,
            told: tsunagi.her_knowledge == HerKnowledge::Told,
            not_told_reason: match &tsunagi.her_knowledge {
                HerKnowledge::NotTold { reason } => names.cover(reason),
                HerKnowledge::Told => String::new(),
            },
            handed: names.cover(&tsunagi.handed),
            reason: names.cover(&tsunagi.reason),
            by: names.person_name(tsunagi.by),
            at: tsunagi.at,
            answer: tsunagi
                .answer
                .as_ref()
                .map(|answer| (names.cover(&answer.words), answer.at)),
        }
    }
}

/// All of them for who may read everything; nothing for anybody else.
pub(super) fn seen(reader: &Reader<'_>, all: bool) -> Vec<TsunagiView> {
    let Reader { file, names, .. } = reader;
    file.tsunagi
        .iter()
        .filter(|_| all)
        .map(|tsunagi| TsunagiView::of(tsunagi, names))
        .collect()
}
