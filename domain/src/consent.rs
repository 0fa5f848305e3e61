//! 同意: separate records with scope, expiry, narrowing and withdrawal (domain.md §11).
//!
//! Never one checkbox for all; silence is never consent; nothing renews itself.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::case::CaseFile;
use crate::form::InfoCategory;
use crate::id::{AgencyId, ConsentId, ProtectionId, StaffId};

mod past;

pub use past::Reached;

/// The plain text with which each question is explained, at both doors.
pub const EASY_TEXT: &str = "やさしい説明 第1版";

/// 同意記録: one answer of hers to one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    pub id: ConsentId,
    pub kind: ConsentKind,
    pub answer: Answer,
    pub scope: ConsentScope,
    /// Last day, until 24:00 in Japan; none = until withdrawn.
    pub until: Option<NaiveDate>,
    pub asked_by: Option<StaffId>,
    pub asked_at: DateTime<Utc>,
    /// Language in which it was explained, for instance `ja`.
    pub language: String,
    /// Version of the plain text it was explained with.
    pub explained_with: String,
    pub interpreter: Option<String>,
    pub channel: Channel,
    pub witness: Option<String>,
    pub copy_given: bool,
    /// Only for [`ConsentKind::HerAttendance`].
    pub attendance: Option<AttendanceWish>,
    /// Only for [`ConsentKind::Protection`], where it answers one protection.
    pub protection: Option<ProtectionId>,
    /// Narrowings and the withdrawal, oldest first.
    pub changes: Vec<ConsentChange>,
}

/// 同意の種類 (domain.md §11.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ConsentKind {
    /// 会議を開くこと (開催要領 第3-2(3))
    HoldCaseReview,
    /// 会議へあらかじめ情報を提供すること (実施要綱 4(2)①ウ)
    ShareToCaseReview,
    /// 重層的支援会議で扱うこと
    LayeredSupport,
    /// 支援に必要な機関との共有 (相談受付・申込票)
    IntakeSharing,
    /// 見守ってもらうこと, and what those who do may know
    WatchOver,
    /// 一時保護
    Protection,
    /// 会議への参加のしかた
    HerAttendance,
    /// 通訳
    Interpreter,
    /// 録音・録画
    Recording,
    /// 連絡方法
    ContactChannel,
    /// 家族への連絡
    FamilyContact,
    /// 呼び名だけの記録を、名前やほかの記録とつなぐこと (domain.md §19)
    JoinRecords,
}

impl ConsentKind {
    pub const ALL: [ConsentKind; 12] = [
        Self::HoldCaseReview,
        Self::ShareToCaseReview,
        Self::LayeredSupport,
        Self::IntakeSharing,
        Self::WatchOver,
        Self::Protection,
        Self::HerAttendance,
        Self::Interpreter,
        Self::Recording,
        Self::ContactChannel,
        Self::FamilyContact,
        Self::JoinRecords,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::HoldCaseReview => "個別ケース検討会議を開くこと",
            Self::ShareToCaseReview => "会議へ情報を伝えること",
            Self::LayeredSupport => "重層的支援会議で話し合うこと",
            Self::IntakeSharing => "支援に必要な機関と共有すること",
            Self::WatchOver => "見守ってもらうこと",
            Self::Protection => "一時保護",
            Self::HerAttendance => "会議への参加のしかた",
            Self::Interpreter => "通訳を頼むこと",
            Self::Recording => "録音・録画",
            Self::ContactChannel => "連絡の方法",
            Self::FamilyContact => "家族への連絡",
            Self::JoinRecords => "呼び名の記録を、名前やほかの記録とつなぐこと",
        }
    }

    /// Kinds whose scope names agencies and kinds of information.
    pub fn shares(self) -> bool {
        matches!(
            self,
            Self::ShareToCaseReview | Self::LayeredSupport | Self::IntakeSharing | Self::WatchOver
        )
    }
}

/// Her answer. 「今は決めない」 is an answer of equal weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    Given,
    Refused,
    Deferred,
}

impl Answer {
    pub fn label(self) -> &'static str {
        match self {
            Self::Given => "同意する",
            Self::Refused => "同意しない",
            Self::Deferred => "今は決めない",
        }
    }
}

/// 同意の範囲.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentScope {
    pub agencies: BTreeSet<AgencyId>,
    pub categories: BTreeSet<InfoCategory>,
    pub purpose: String,
    pub excluded: Vec<Exclusion>,
}

impl ConsentScope {
    /// Whether the other scope names all that this one names.
    pub(crate) fn is_within(&self, other: &ConsentScope) -> bool {
        self.agencies.is_subset(&other.agencies) && self.categories.is_subset(&other.categories)
    }
}

/// 共有しない相手, with what alone is allowed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exclusion {
    pub agency: AgencyId,
    /// For instance 「欠席の連絡」; none = nothing at all.
    pub only_allowed: Option<String>,
}

/// How she answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Channel {
    /// 署名
    Signature,
    /// 口頭
    Oral,
    /// アプリ
    App,
    /// 代筆, with the reason
    WrittenForHer { reason: String },
}

impl Channel {
    pub fn label(&self) -> &'static str {
        match self {
            Self::Signature => "署名",
            Self::Oral => "口頭",
            Self::App => "本人の画面",
            Self::WrittenForHer { .. } => "代筆",
        }
    }
}

/// How she wants to take part in the meeting (domain.md §13).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttendanceWish {
    pub mode: AttendanceMode,
    /// Who sits beside her.
    pub beside_her: Option<StaffId>,
    pub words: String,
}

/// 参加のしかた.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum AttendanceMode {
    Whole,
    Part,
    /// 別室・オンラインで全部
    Online,
    /// 別室・オンラインで一部
    PartOnline,
    /// 手紙・伝言
    Letter,
    /// 代弁
    Advocate,
    /// 今回は出ない
    Absent,
}

impl AttendanceMode {
    pub const ALL: [AttendanceMode; 7] = [
        Self::Whole,
        Self::Part,
        Self::Online,
        Self::PartOnline,
        Self::Letter,
        Self::Advocate,
        Self::Absent,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::Whole => "出席（全部）",
            Self::Part => "出席（一部）",
            Self::Online => "別室・オンライン（全部）",
            Self::PartOnline => "別室・オンライン（一部）",
            Self::Letter => "手紙・伝言",
            Self::Advocate => "代わりに話してもらう",
            Self::Absent => "今回は出ない",
        }
    }

    /// Counts for Tokyo's indicator ① (domain.md §16.1): whole or part, in the room or online.
    pub fn takes_part(self) -> bool {
        matches!(
            self,
            Self::Whole | Self::Part | Self::Online | Self::PartOnline
        )
    }
}

/// A later word of hers about the same consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentChange {
    pub at: DateTime<Utc>,
    pub what: Change,
    /// Who put it down; none = she herself.
    pub by: Option<StaffId>,
}

/// Narrowing or withdrawal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    Narrowed {
        without_agencies: BTreeSet<AgencyId>,
        without_categories: BTreeSet<InfoCategory>,
    },
    Withdrawn,
}

/// domain.md §9.5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ConsentStatus {
    NotAsked,
    Given,
    Narrowed,
    Refused,
    Deferred,
    Withdrawn,
    Expired,
}

impl ConsentStatus {
    pub fn label(self) -> &'static str {
        match self {
            Self::NotAsked => "まだ聞いていない",
            Self::Given => "同意あり",
            Self::Narrowed => "同意あり（範囲を変更）",
            Self::Refused => "同意しない",
            Self::Deferred => "今は決めない",
            Self::Withdrawn => "取りやめ",
            Self::Expired => "期限切れ",
        }
    }

    /// Whether something may rest on it.
    pub fn in_force(self) -> bool {
        matches!(self, Self::Given | Self::Narrowed)
    }
}

impl Consent {
    /// Its state on that day in Japan; the last day counts whole.
    pub fn status(&self, on: NaiveDate) -> ConsentStatus {
        match self.answer {
            Answer::Refused => return ConsentStatus::Refused,
            Answer::Deferred => return ConsentStatus::Deferred,
            Answer::Given => {}
        }
        if self
            .changes
            .iter()
            .any(|change| change.what == Change::Withdrawn)
        {
            return ConsentStatus::Withdrawn;
        }
        if self.until.is_some_and(|until| on > until) {
            return ConsentStatus::Expired;
        }
        if self.changes.is_empty() {
            ConsentStatus::Given
        } else {
            ConsentStatus::Narrowed
        }
    }

    pub fn in_force(&self, on: NaiveDate) -> bool {
        self.status(on).in_force()
    }

    /// Whether she gave it at her own door: nobody asked, and nobody wrote it down for her.
    pub fn by_herself(&self) -> bool {
        self.asked_by.is_none() && self.channel == Channel::App
    }

    /// Folds a narrowing or the withdrawal; the scope afterwards is what still holds.
    pub(crate) fn change(&mut self, change: ConsentChange) {
        if let Change::Narrowed {
            without_agencies,
            without_categories,
        } = &change.what
        {
            self.scope
                .agencies
                .retain(|agency| !without_agencies.contains(agency));
            self.scope
                .categories
                .retain(|category| !without_categories.contains(category));
        }
        self.changes.push(change);
    }

    /// Whether the agency is left out by name.
    pub fn excludes(&self, agency: AgencyId) -> bool {
        self.scope
            .excluded
            .iter()
            .any(|exclusion| exclusion.agency == agency)
    }

    /// What may reach the agency under this consent on that day.
    pub fn categories_for(&self, agency: AgencyId, on: NaiveDate) -> BTreeSet<InfoCategory> {
        if !self.in_force(on) || self.excludes(agency) || !self.scope.agencies.contains(&agency) {
            return BTreeSet::new();
        }
        self.scope.categories.clone()
    }
}

impl CaseFile {
    /// The newest consent of that kind, which is the one that counts.
    pub fn consent(&self, kind: ConsentKind) -> Option<&Consent> {
        self.consents
            .iter()
            .rev()
            .find(|consent| consent.kind == kind)
    }

    pub fn consent_status(&self, kind: ConsentKind, on: NaiveDate) -> ConsentStatus {
        self.consent(kind)
            .map_or(ConsentStatus::NotAsked, |consent| consent.status(on))
    }

    /// Whether the newest sharing consents leave the agency out by name. Nothing but the fact is
    /// ever told: neither her words nor what is not shared.
    pub fn is_excluded(&self, agency: AgencyId) -> bool {
        ConsentKind::ALL
            .iter()
            .filter(|kind| kind.shares())
            .filter_map(|kind| self.consent(*kind))
            .any(|consent| consent.excludes(agency))
    }

    /// Whether her exclusion ends what ties this agency to the case. The agency in charge holds the
    /// record by itself, and not by anything that is shared.
    pub fn leaves_out(&self, agency: AgencyId) -> bool {
        agency != self.agency_in_charge && self.is_excluded(agency)
    }

    /// What may reach the agency on that day under all sharing consents together.
    pub fn shared_with(&self, agency: AgencyId, on: NaiveDate) -> BTreeSet<InfoCategory> {
        if self.is_excluded(agency) {
            return BTreeSet::new();
        }
        ConsentKind::ALL
            .iter()
            .filter(|kind| kind.shares())
            .filter_map(|kind| self.consent(*kind))
            .flat_map(|consent| consent.categories_for(agency, on))
            .collect()
    }
}
