//! A plan as somebody writes it: what it is to say, and what its writer had before her or him.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::form::FormData;
use crate::id::{PlanId, StaffId};
use crate::plan::{PlanItem, PlanKind, PlanVersion};

/// The first version of a plan or its next one, whole. What others wrote since the writer began stays
/// ([`crate::conflict::plan`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenPlan {
    pub plan: PlanId,
    pub kind: PlanKind,
    /// The version the writer had before; 0 for the first.
    pub base: u16,
    /// She had been shown that version: this is the next one. Programs of before do not say so.
    #[serde(default = "yes")]
    pub shown: bool,
    /// What that version said, box by box; empty for the first.
    #[serde(default)]
    pub seen: FormData,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub wish_words: String,
    pub goal_long: String,
    pub goals_short: Vec<String>,
    pub items: Vec<PlanItem>,
    pub monitoring_date: NaiveDate,
    pub first_contact: Option<StaffId>,
    pub watch_over: String,
    /// 安全のための約束 (P4); none leaves what stands.
    pub safety_plan: Option<String>,
    /// As it stood where the writer began.
    #[serde(default)]
    pub safety_seen: String,
}

impl WrittenPlan {
    /// What it is to say, as a version of nobody else: its number is given where it is put in.
    pub fn version(&self, by: StaffId, at: DateTime<Utc>) -> PlanVersion {
        let goals = self.goals_short.iter();
        PlanVersion {
            number: 1,
            from: self.from,
            to: self.to,
            wish_words: self.wish_words.clone(),
            goal_long: self.goal_long.clone(),
            goals_short: goals
                .filter(|goal| !goal.trim().is_empty())
                .cloned()
                .collect(),
            items: self.items.clone(),
            monitoring_date: self.monitoring_date,
            first_contact: self.first_contact,
            watch_over: self.watch_over.clone(),
            written_by: by,
            written_at: at,
            shared_at: None,
        }
    }
}

fn yes() -> bool {
    true
}
