//! 同じ人の記録: two records of one woman that are read together (domain.md §19, BR-057).
//!
//! Nothing is overwritten: each record keeps its own words and readers, and they can be parted again. What
//! protects her holds in both: who is shut out, her yes and her no, the more urgent judgement of danger.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::case::CaseFile;
use crate::command::Actor;
use crate::form::intake::key;
use crate::id::{CaseId, ConsentId};

/// The other record, as this one knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined {
    pub case: CaseId,
    /// 番号
    pub no: String,
    /// 相談受理年月日
    pub accepted_on: NaiveDate,
    /// Her yes to it; none where neither record bears her name.
    pub consent: Option<ConsentId>,
    pub at: DateTime<Utc>,
    pub by: Actor,
}

impl CaseFile {
    /// It is not written down what she is called in the register, in no script.
    pub fn is_nameless(&self) -> bool {
        self.woman.name.trim().is_empty() && self.woman.kana.trim().is_empty()
    }

    /// 外で会った人: known by what she is called and by 合図の言葉 alone. Nothing but her own yes joins
    /// this record with her name.
    pub fn goes_by_alias(&self) -> bool {
        self.is_nameless() && !self.code_word().is_empty()
    }

    /// 合図の言葉
    pub fn code_word(&self) -> &str {
        self.intake.text(key::CODE_WORD).trim()
    }

    /// The records that are read with this one, and the one that this is read with.
    pub fn others_of_hers(&self) -> impl Iterator<Item = &Joined> {
        self.joined.iter().chain(&self.joined_to)
    }

    /// Something was begun here that has papers of its own: others are joined to it, and not it to them.
    pub fn has_papers(&self) -> bool {
        !(self.requests.is_empty()
            && self.meetings.is_empty()
            && self.plans.is_empty()
            && self.protections.is_empty()
            && self.posthoc.is_empty()
            && self.handovers.is_empty()
            && self.transfers.is_empty())
    }
}
