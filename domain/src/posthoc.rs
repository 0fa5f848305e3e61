//! 事後報告 (F-18, BR-025) and the meetings that a case needs (BR-024).
//!
//! Support need not wait for the next meeting; it is reported and approved afterwards. Where that
//! becomes the rule the meeting is hollow (形骸化), so its share is counted (domain.md §§5.3, 16.6).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::case::{CaseFile, CaseStatus};
use crate::id::{AgencyId, MeetingId, PosthocId, StaffId};
use crate::meeting::{Meeting, MeetingStatus};
use crate::plan::PlanKind;

/// 事後報告: what was started before a meeting could talk about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PosthocReport {
    pub id: PosthocId,
    /// 始めた支援
    pub what: String,
    /// 始めた日
    pub since: NaiveDate,
    /// 会議の前に始めた理由
    pub why: String,
    /// 支援を始めた機関
    pub agency: AgencyId,
    pub by: StaffId,
    pub at: DateTime<Utc>,
    pub approved: Option<PosthocApproval>,
    #[serde(default)]
    pub rejected: Option<PosthocRejection>,
}

/// 事後承認, at which meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PosthocApproval {
    pub meeting: MeetingId,
    pub by: StaffId,
    pub at: DateTime<Utc>,
}

/// 不承認: the meeting did not agree, and why. What goes on is reported anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PosthocRejection {
    pub meeting: MeetingId,
    pub reason: String,
    pub by: StaffId,
    pub at: DateTime<Utc>,
}

/// 事後報告の状態.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PosthocStatus {
    Waiting,
    Approved,
    Rejected,
}

impl PosthocStatus {
    pub const ALL: [PosthocStatus; 3] = [Self::Waiting, Self::Approved, Self::Rejected];

    pub fn label(self) -> &'static str {
        match self {
            Self::Waiting => "承認待ち",
            Self::Approved => "承認",
            Self::Rejected => "承認されなかった",
        }
    }

    pub fn may_become(self, to: PosthocStatus) -> bool {
        self == Self::Waiting && to != Self::Waiting
    }
}

impl PosthocReport {
    pub fn status(&self) -> PosthocStatus {
        match (&self.approved, &self.rejected) {
            (Some(_), _) => PosthocStatus::Approved,
            (None, Some(_)) => PosthocStatus::Rejected,
            (None, None) => PosthocStatus::Waiting,
        }
    }

    /// 承認待ち
    pub fn waits(&self) -> bool {
        self.status() == PosthocStatus::Waiting
    }

    /// The meeting that approved it or did not.
    pub fn judged_at(&self) -> Option<MeetingId> {
        let rejected = self.rejected.as_ref().map(|rejection| rejection.meeting);
        self.approved.map(|approval| approval.meeting).or(rejected)
    }

    /// Whether that meeting could talk about it: begun and reported before it ended.
    pub fn was_before(&self, meeting: &Meeting) -> bool {
        let day = meeting
            .opened_at
            .map_or(meeting.planned.from.date(), calendar::jst_date);
        self.since <= day && meeting.adjourned_at.is_none_or(|end| self.at <= end)
    }
}

/// Post-hoc reports that a meeting has talked about and confirmed plans of one fiscal year (domain.md
/// §16.6). One that was not approved had begun before a meeting all the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PosthocCount {
    pub approvals: u32,
    pub plans: u32,
}

impl PosthocCount {
    /// Both together; for adding up over cases.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            approvals: self.approvals.saturating_add(other.approvals),
            plans: self.plans.saturating_add(other.plans),
        }
    }

    /// Approvals for each hundred plans, rounded down; none where nothing was begun at all. Without a
    /// plan every approval counts as if there were one.
    pub fn percent(self) -> Option<u32> {
        if self == Self::default() {
            return None;
        }
        Some(self.approvals.saturating_mul(100) / self.plans.max(1))
    }

    /// Above the limit (in percent), exactly: 3 of 10 are not above 30.
    pub fn is_above(self, limit: u8) -> bool {
        u64::from(self.approvals) * 100 > u64::from(self.plans.max(1)) * u64::from(limit)
    }

    /// 形骸化への注意 for the 調整担当者; none as long as the share is within the limit.
    pub fn warning(self, limit: u8) -> Option<String> {
        let percent = self.percent().filter(|_| self.is_above(limit))?;
        Some(format!(
            "今年度は、確定した計画{}件に対して、会議の前に始めた支援の事後報告が{}件（{percent}％）です。めやすの{limit}％をこえました。\
             会議が形だけのものにならないように、随時の会議を開く、定例会議の回数を見直すなど、支援を始める前に話し合える方法を考えてください。",
            self.plans, self.approvals
        ))
    }
}

/// When a meeting is needed (BR-024).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingTiming {
    /// プラン作成
    Drawing,
    /// 再プラン
    Replan,
    /// 中断
    Suspension,
    /// 終結
    Closing,
}

impl MeetingTiming {
    pub const ALL: [MeetingTiming; 4] =
        [Self::Drawing, Self::Replan, Self::Suspension, Self::Closing];

    pub fn label(self) -> &'static str {
        match self {
            Self::Drawing => "計画の作成",
            Self::Replan => "再プラン",
            Self::Suspension => "中断",
            Self::Closing => "終結",
        }
    }
}

/// A step that should have had its meeting and had none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingMeeting {
    pub timing: MeetingTiming,
    /// Day of the step, where it is known.
    pub on: Option<NaiveDate>,
}

impl CaseFile {
    pub fn posthoc(&self, id: PosthocId) -> Option<&PosthocReport> {
        self.posthoc.iter().find(|report| report.id == id)
    }

    /// What this case adds to the share, by fiscal year.
    pub fn posthoc_counts(&self) -> BTreeMap<i32, PosthocCount> {
        let mut years: BTreeMap<i32, PosthocCount> = BTreeMap::new();
        let year = |at| calendar::fiscal_year(calendar::jst_date(at));
        for report in &self.posthoc {
            let approved = report.approved.map(|approval| approval.at);
            let rejected = report.rejected.as_ref().map(|rejection| rejection.at);
            if let Some(at) = approved.or(rejected) {
                years.entry(year(at)).or_default().approvals += 1;
            }
        }
        for plan in self.plans.iter().filter_map(|plan| plan.confirmed.as_ref()) {
            years.entry(year(plan.at)).or_default().plans += 1;
        }
        years
    }

    /// Which of 作成・再プラン・中断・終結 had no meeting (BR-024), in the order of the steps.
    pub fn meetings_missing(&self) -> Vec<MissingMeeting> {
        let held = |id| self.meeting(id).is_some_and(was_held);
        let mut missing = Vec::new();
        let mut spent: BTreeSet<MeetingId> = BTreeSet::new();
        for (index, plan) in self.plans.iter().enumerate() {
            let Some(confirmed) = &plan.confirmed else {
                continue;
            };
            let timing = if index == 0 && plan.kind == PlanKind::New {
                MeetingTiming::Drawing
            } else {
                MeetingTiming::Replan
            };
            // The meeting about the plan before is no meeting about this one.
            let own = confirmed.meeting.filter(|id| !spent.contains(id));
            if !own.is_some_and(held) {
                missing.push(MissingMeeting {
                    timing,
                    on: Some(calendar::jst_date(confirmed.at)),
                });
            }
            spent.extend(confirmed.meeting);
        }
        let moved = self.moved.as_ref().filter(|moved| moved.to == self.status);
        let on = moved.map(|moved| calendar::jst_date(moved.at));
        let begun = matches!(self.status, CaseStatus::Supporting | CaseStatus::Watching);
        if begun && spent.is_empty() && !self.meetings.iter().any(was_held) {
            missing.push(MissingMeeting {
                timing: MeetingTiming::Drawing,
                on,
            });
        }
        let timing = match self.status {
            CaseStatus::Suspended => Some(MeetingTiming::Suspension),
            CaseStatus::Closed => Some(MeetingTiming::Closing),
            _ => None,
        };
        let talked = self.meetings.iter().any(|meeting| {
            let before = moved.is_none_or(|moved| meeting.opened_at <= Some(moved.at));
            was_held(meeting) && before && !spent.contains(&meeting.id)
        });
        missing.extend(
            timing
                .filter(|_| !talked)
                .map(|timing| MissingMeeting { timing, on }),
        );
        missing
    }
}

fn was_held(meeting: &Meeting) -> bool {
    use MeetingStatus::{Adjourned, Archived, InProgress, MinutesConfirmed, Shared};
    let held = matches!(
        meeting.status,
        InProgress | Adjourned | MinutesConfirmed | Shared | Archived
    );
    held && meeting.kind.counts()
}
