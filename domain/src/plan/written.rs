//! A plan as somebody writes it: what it is to say, and what its writer had before her or him.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::form::FormData;
use crate::id::{PlanId, StaffId};
use crate::plan::{PlanItem, PlanKind};

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

fn yes() -> bool {
    true
}
