//! ケース: one woman's case as it stands after all its events.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::block::AccessBlock;
use crate::break_glass::BreakGlass;
use crate::calendar;
use crate::child_notice::ChildNotice;
use crate::conflict::{Conflict, FieldWriter};
use crate::consent::Consent;
use crate::form::{FamilyEntry, FormData};
use crate::handover::Handover;
use crate::her_plan::HerItem;
use crate::id::{
    AgencyId, CaseId, CouncilId, MeasureId, MeetingId, PlanId, ProtectionId, RequestId, StaffId,
};
use crate::inquiry::Inquiry;
use crate::joined::Joined;
use crate::language::SafetyRead;
use crate::ledger::Ledger;
use crate::matter::ToldConference;
use crate::meeting::{Meeting, RoleAssignment};
use crate::plan::{CommentAnswer, SupportPlan};
use crate::posthoc::PosthocReport;
use crate::protection::{Protection, ProtectionStatus};
use crate::record::{LateRecord, RiskRecord};
use crate::request::ConferenceRequest;
use crate::sub_plan::SubPlan;
use crate::taking_part::Companion;
use crate::task::TaskStep;
use crate::tie::Tie;
use crate::timing::Timings;
use crate::transfer::Transfer;
use crate::translation::Translations;
use crate::tsunagi::Tsunagi;
use crate::watch::Watch;

/// ケース: everything of class P0–P3. Whereabouts are in [`Whereabouts`], under their own key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseFile {
    pub id: CaseId,
    pub council: CouncilId,
    /// 番号, for instance `K-R8-0001`.
    pub no: String,
    pub status: CaseStatus,
    /// 相談受理年月日
    pub accepted_on: NaiveDate,
    pub woman: Woman,
    pub family: Vec<FamilyEntry>,
    pub opposing: Option<OpposingParty>,
    /// 相談受付票 without its P4 fields.
    pub intake: FormData,
    pub assessment: Option<FormData>,
    /// 主担当機関
    pub agency_in_charge: AgencyId,
    /// Agency that accepted the consultation.
    pub accepted_by: AgencyId,
    /// 担当者
    pub workers: BTreeSet<StaffId>,
    /// 本人の希望, newest last, each to the letter.
    pub wishes: Vec<Wish>,
    pub attendee_wishes: AttendeeWishes,
    pub risk: Option<RiskRecord>,
    pub protections: Vec<Protection>,
    /// Who may know the place (domain.md §§9.6, 14): people, by name.
    pub place_knowers: BTreeSet<StaffId>,
    pub consents: Vec<Consent>,
    pub blocks: Vec<AccessBlock>,
    pub requests: Vec<ConferenceRequest>,
    pub meetings: Vec<Meeting>,
    pub plans: Vec<SupportPlan>,
    /// 本人が加えた項目, oldest first.
    #[serde(default)]
    pub her_items: Vec<HerItem>,
    /// The last time she read the safety page with an interpreter.
    #[serde(default)]
    pub safety_read: Option<SafetyRead>,
    /// 計画の翻訳
    #[serde(default)]
    pub translations: Translations,
    /// 役割分担 in force, set at meetings.
    pub roles: Vec<RoleAssignment>,
    pub break_glass: Vec<BreakGlass>,
    /// 進行管理台帳
    #[serde(default)]
    pub ledger: Ledger,
    /// 事後報告, oldest first.
    #[serde(default)]
    pub posthoc: Vec<PosthocReport>,
    /// 照会・協力依頼, oldest first.
    #[serde(default)]
    pub inquiries: Vec<Inquiry>,
    /// 支援会議があったという事実, oldest first; nothing of what was said there.
    #[serde(default)]
    pub told: Vec<ToldConference>,
    /// つなぎ, oldest first.
    #[serde(default)]
    pub tsunagi: Vec<Tsunagi>,
    /// 評価・中断・見守り・終結
    #[serde(default)]
    pub timings: Timings,
    /// What became of tasks (やること), oldest first.
    #[serde(default)]
    pub task_steps: Vec<TaskStep>,
    /// 家計再生・就労準備・施設のプラン
    #[serde(default)]
    pub sub_plans: Vec<SubPlan>,
    /// 保護命令・支援措置・在留
    #[serde(default)]
    pub watch: Watch,
    /// つながり as described, oldest first; those taken off are in the history only.
    #[serde(default)]
    pub ties: Vec<Tie>,
    /// 引き継ぎ, oldest first.
    #[serde(default)]
    pub handovers: Vec<Handover>,
    /// 移管, oldest first.
    #[serde(default)]
    pub transfers: Vec<Transfer>,
    /// 通告の判断, oldest first.
    #[serde(default)]
    pub child_notices: Vec<ChildNotice>,
    /// Other records of hers that are read with this one, oldest first.
    #[serde(default)]
    pub joined: Vec<Joined>,
    /// The record of hers that this one is read with.
    #[serde(default)]
    pub joined_to: Option<Joined>,
    /// Who wrote what stands in the papers, where it was changed since the first day.
    #[serde(default)]
    pub field_writers: Vec<FieldWriter>,
    /// 同じ欄の二つの記入, oldest first.
    #[serde(default)]
    pub conflicts: Vec<Conflict>,
    /// 遅れた記録 of the last months, oldest first (domain.md §16.6).
    #[serde(default)]
    pub late_records: Vec<LateRecord>,
    /// Who moved the case last, to tell a second mover.
    pub moved: Option<Moved>,
    pub referred_to: Option<AgencyId>,
}

/// 所在など (P4): what can lead someone to her door.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whereabouts {
    /// P4 fields of the 相談受付票: address, phone, safe contact, the other party's address.
    pub intake: FormData,
    /// 一時保護の場所
    pub places: BTreeMap<ProtectionId, String>,
    /// 開催希望場所
    pub wished_places: BTreeMap<RequestId, String>,
    /// 開催場所 as reported
    pub held_at: BTreeMap<RequestId, String>,
    /// 安全のための約束, by plan
    pub safety_plans: BTreeMap<PlanId, String>,
    /// 申出先・前住所・本籍 of each 支援措置
    #[serde(default)]
    pub measures: BTreeMap<MeasureId, FormData>,
    /// People who stood on the list of her family, with their schools, which come back with them.
    #[serde(default)]
    pub schools_aside: Vec<FamilyEntry>,
}

/// 支援対象女性.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Woman {
    /// 呼ばれたい名前, always shown first.
    pub called_name: String,
    /// 氏名; only where a form requires it.
    pub name: String,
    pub kana: String,
    pub birth: Birth,
    pub language: String,
}

/// What is known of her birth date.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Birth {
    #[default]
    Unknown,
    Date(NaiveDate),
    /// 推定: years on that day.
    Estimated {
        years: u16,
        on: NaiveDate,
    },
}

/// 相手方, the neutral term of the protective measure.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpposingParty {
    pub name: String,
    pub relation: String,
    pub birth: Option<NaiveDate>,
}

/// 本人の希望 in her own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    pub words: String,
    pub at: DateTime<Utc>,
    pub by: Voice,
    /// Answers to it; the wish itself nobody changes.
    #[serde(default)]
    pub answers: Vec<CommentAnswer>,
}

/// Who put her words down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Voice {
    /// She herself, at her door.
    Herself,
    /// 代筆: written down by a worker and read back.
    ReadBack { by: StaffId },
}

/// Who should come to a meeting and who must not (概要図: 本人の希望から選定; BR-009).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttendeeWishes {
    pub welcome: BTreeSet<AgencyId>,
    pub unwelcome: BTreeSet<AgencyId>,
    /// Her words about it.
    pub words: String,
    pub recorded: bool,
    /// いっしょにいてほしい人: a companion, an interpreter, somebody who speaks for her.
    #[serde(default)]
    pub with_her: Vec<Companion>,
    /// She wrote it herself, at her door.
    #[serde(default)]
    pub by_herself: bool,
}

/// The last move between columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    pub by: StaffId,
    pub to: CaseStatus,
    pub at: DateTime<Utc>,
}

/// ケースの段階 (domain.md §9.1). `Draft` lives on a device only and is never stored here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CaseStatus {
    /// 受理
    Accepted,
    /// アセスメント
    Assessing,
    /// 支援中
    Supporting,
    /// 一時保護中
    UnderProtection,
    /// 見守り
    Watching,
    /// 中断
    Suspended,
    /// 終結
    Closed,
    /// 他機関へつなぎ
    Referred,
    /// 移管
    Transferred,
}

impl CaseStatus {
    pub const ALL: [CaseStatus; 9] = [
        Self::Accepted,
        Self::Assessing,
        Self::Supporting,
        Self::UnderProtection,
        Self::Watching,
        Self::Suspended,
        Self::Closed,
        Self::Referred,
        Self::Transferred,
    ];

    /// Columns of the board, left to right.
    pub const COLUMNS: [CaseStatus; 7] = [
        Self::Accepted,
        Self::Assessing,
        Self::Supporting,
        Self::UnderProtection,
        Self::Watching,
        Self::Suspended,
        Self::Closed,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::Accepted => "受理",
            Self::Assessing => "アセスメント",
            Self::Supporting => "支援中",
            Self::UnderProtection => "一時保護中",
            Self::Watching => "見守り",
            Self::Suspended => "中断",
            Self::Closed => "終結",
            Self::Referred => "他機関へつなぎ",
            Self::Transferred => "移管",
        }
    }

    /// The life cycle's arrows (domain.md §9.1). What else a move needs is judged by
    /// [`mod@crate::handle`].
    pub fn may_become(self, to: CaseStatus) -> bool {
        use CaseStatus::*;
        match self {
            Accepted => matches!(to, Assessing | Referred | UnderProtection),
            Assessing => matches!(to, Supporting | UnderProtection | Referred | Transferred),
            Supporting => {
                matches!(
                    to,
                    UnderProtection | Watching | Suspended | Closed | Transferred
                )
            }
            UnderProtection => matches!(to, Assessing | Supporting),
            Watching => matches!(to, Closed | Supporting | UnderProtection),
            Suspended => matches!(to, Supporting | Closed | UnderProtection),
            Closed => matches!(to, Assessing),
            Referred | Transferred => false,
        }
    }

    /// 見守り・中断・終結: entered by a procedure of their own.
    pub fn is_at_rest(self) -> bool {
        matches!(self, Self::Watching | Self::Suspended | Self::Closed)
    }

    /// A case that is over, for lists of work to do.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Closed | Self::Referred | Self::Transferred)
    }
}

impl Woman {
    /// 呼ばれたい名前, or nothing; never the registered name in its place.
    pub fn shown_name(&self) -> Option<&str> {
        Some(self.called_name.as_str()).filter(|name| !name.is_empty())
    }
}

impl Birth {
    /// Completed years on that day (BR-061) and whether they are 推定.
    pub fn age_on(self, on: NaiveDate) -> Option<(u16, bool)> {
        match self {
            Self::Unknown => None,
            Self::Date(birth) => calendar::age_on(birth, on).map(|years| (years, false)),
            Self::Estimated { years, on: then } => {
                calendar::age_on(then, on).map(|passed| (years + passed, true))
            }
        }
    }

    pub fn date(self) -> Option<NaiveDate> {
        match self {
            Self::Date(date) => Some(date),
            _ => None,
        }
    }
}

impl CaseFile {
    pub fn request(&self, id: RequestId) -> Option<&ConferenceRequest> {
        self.requests.iter().find(|request| request.id == id)
    }

    /// The request that a meeting was called for; a slot of a conference day has none.
    pub fn requested(&self, meeting: &Meeting) -> Option<&ConferenceRequest> {
        self.request(meeting.request?)
    }

    pub fn meeting(&self, id: MeetingId) -> Option<&Meeting> {
        self.meetings.iter().find(|meeting| meeting.id == id)
    }

    pub fn plan(&self, id: PlanId) -> Option<&SupportPlan> {
        self.plans.iter().find(|plan| plan.id == id)
    }

    /// The plan people work with: the newest.
    pub fn current_plan(&self) -> Option<&SupportPlan> {
        self.plans.last()
    }

    pub fn protection(&self, id: ProtectionId) -> Option<&Protection> {
        self.protections
            .iter()
            .find(|protection| protection.id == id)
    }

    /// Whether she is in temporary protection now.
    pub fn in_protection(&self) -> bool {
        self.protections
            .iter()
            .any(|p| p.status == ProtectionStatus::InCare)
    }

    /// Agencies that hold a role in force (主担当機関 included).
    pub fn supporting_agencies(&self) -> BTreeSet<AgencyId> {
        let mut agencies: BTreeSet<_> = self
            .roles
            .iter()
            .filter(|role| role.until.is_none())
            .map(|role| role.agency)
            .collect();
        agencies.insert(self.agency_in_charge);
        agencies
    }

    /// Blocks that are in force.
    pub fn blocks_in_force(&self) -> impl Iterator<Item = &AccessBlock> {
        self.blocks.iter().filter(|block| block.lifted_at.is_none())
    }
}
