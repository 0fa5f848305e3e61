//! 節目: 中断, 見守り and 終結 of a case, and who stays in touch (domain.md §§5.3, 9.1).
//!
//! What was decided is never taken back: taking a case up again is written beside it.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::case::CaseFile;
use crate::consent::ConsentKind;
use crate::evaluation::Evaluation;
use crate::id::{AgencyId, EvaluationId, MeetingId, StaffId};
use crate::meeting::HerView;

mod command;
mod event;

pub use command::TimingCommand;
pub use event::TimingEvent;

/// 節目の記録 of one case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timings {
    /// 評価, oldest first.
    #[serde(default)]
    pub evaluations: Vec<Evaluation>,
    /// 中断, oldest first.
    #[serde(default)]
    pub suspensions: Vec<Suspension>,
    /// 見守り as it stands.
    #[serde(default)]
    pub watch: Option<WatchOver>,
    /// 終結, oldest first.
    #[serde(default)]
    pub closings: Vec<Closing>,
    /// 次の連絡
    #[serde(default)]
    pub next_contact: Option<NextContact>,
}

/// 次の連絡: who keeps in touch, when and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextContact {
    pub on: NaiveDate,
    pub by: StaffId,
    /// 方法, in words; may be empty.
    pub how: String,
}

/// 中断.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspension {
    /// None where the council needs no meeting for it.
    pub meeting: Option<MeetingId>,
    pub reason: String,
    /// 再開の条件
    pub restart_when: String,
    /// Who keeps contact meanwhile.
    pub keeps: NextContact,
    pub her_view: HerView,
    pub by: StaffId,
    pub at: DateTime<Utc>,
    /// 再開, and when.
    #[serde(default)]
    pub resumed_at: Option<DateTime<Utc>>,
}

/// 見守り: agencies that she agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WatchOver {
    pub agencies: BTreeSet<AgencyId>,
    /// What is looked after, in words.
    pub note: String,
    pub by: StaffId,
    pub at: DateTime<Utc>,
}

/// 終結.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    pub evaluation: EvaluationId,
    pub watch: WatchWish,
    pub by: StaffId,
    pub at: DateTime<Utc>,
    /// もう一度始めた, and when.
    #[serde(default)]
    pub reopened_at: Option<DateTime<Utc>>,
}

/// Who watches over her after the end, or that she wishes nobody to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WatchWish {
    By(BTreeSet<AgencyId>),
    /// 見守りを望まない, in her words.
    NotWanted {
        words: String,
    },
}

impl Timings {
    /// The case was taken up again: what was decided stays, and when it ended stands beside it.
    pub(crate) fn taken_up(&mut self, at: DateTime<Utc>) {
        if let Some(last) = self.suspensions.last_mut() {
            last.resumed_at = last.resumed_at.or(Some(at));
        }
        if let Some(last) = self.closings.last_mut() {
            last.reopened_at = last.reopened_at.or(Some(at));
        }
        self.watch = None;
        self.next_contact = None;
    }
}

impl CaseFile {
    /// Whether she agreed on that day that this agency watches over her, and nothing bars it.
    pub fn may_watch(&self, agency: AgencyId, on: NaiveDate) -> bool {
        !self.is_barred(agency)
            && self
                .consent(ConsentKind::WatchOver)
                .is_some_and(|consent| !consent.categories_for(agency, on).is_empty())
    }

    /// Agencies that watch over her on that day; a consent that ends takes them off at once (BR-052).
    pub fn watchers(&self, on: NaiveDate) -> BTreeSet<AgencyId> {
        let named = self.timings.watch.iter().flat_map(|watch| &watch.agencies);
        named
            .copied()
            .filter(|agency| self.may_watch(*agency, on))
            .collect()
    }
}
