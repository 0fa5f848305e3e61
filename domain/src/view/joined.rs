//! 同じ人の記録, for those who keep both.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::consent::ConsentKind;
use crate::form::intake::key;
use crate::id::CaseId;
use crate::record::ThreeParts;
use crate::view::Reader;

/// The other records of the same woman.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OthersView {
    /// This record.
    pub this: OtherRecord,
    /// Read with this one.
    pub joined: Vec<OtherRecord>,
    /// The one that this is read with.
    pub joined_to: Option<OtherRecord>,
    /// Perhaps the same person: the same 合図の言葉 or 呼び名.
    pub alike: Vec<OtherRecord>,
}

/// What is written down in one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherRecord {
    pub case: CaseId,
    pub no: String,
    pub accepted_on: NaiveDate,
    pub called_name: String,
    /// 合図の言葉
    pub code_word: String,
    /// 聞き取り of the 相談受付票
    pub parts: ThreeParts,
    /// It bears her name: it is joined only after her yes.
    pub named: bool,
    /// Her yes to joining stands in it.
    pub her_yes: bool,
    /// She may be under eighteen by this one, and nothing was decided in it.
    pub thinks_of_notice: bool,
    /// Others are joined to it, and not it to them.
    pub has_papers: bool,
}

impl OtherRecord {
    /// For a reader whom the gate lets join it.
    pub fn of(reader: &Reader<'_>) -> Self {
        let Reader {
            file, names, ctx, ..
        } = reader;
        let text = |key: &str| names.cover(file.intake.text(key));
        Self {
            case: file.id,
            no: file.no.clone(),
            accepted_on: file.accepted_on,
            called_name: file.woman.called_name.clone(),
            code_word: file.code_word().to_owned(),
            parts: ThreeParts {
                facts: text(key::FACTS),
                her_words: text(key::HER_WORDS),
                worker_view: text(key::WORKER_VIEW),
            },
            named: !file.is_nameless(),
            her_yes: file
                .consent(ConsentKind::JoinRecords)
                .is_some_and(|yes| yes.in_force(ctx.today())),
            thinks_of_notice: file.may_be_under_18(ctx.today()) && file.child_notices.is_empty(),
            has_papers: file.has_papers(),
        }
    }

    /// Whether that one goes on and this is read with it: papers first, then her name, then the older.
    pub fn goes_with(&self, that: &Self) -> bool {
        let weight = |one: &Self| (one.has_papers, one.named);
        match weight(self).cmp(&weight(that)) {
            std::cmp::Ordering::Less => true,
            std::cmp::Ordering::Greater => false,
            std::cmp::Ordering::Equal => {
                (that.accepted_on, &that.no) < (self.accepted_on, &self.no)
            }
        }
    }

    /// Whether joining these two waits for her yes.
    pub fn waits_for_her(&self, that: &Self) -> bool {
        (self.named || that.named) && !self.her_yes && !that.her_yes
    }
}
