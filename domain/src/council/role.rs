//! 役割: what a person may be in the council (domain.md §3.3), and dated delegates.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::id::StaffId;

/// 役割: the system role. Limits by agency, relation, consent, class and time come on top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Role {
    /// 女性相談支援員・相談支援員
    Caseworker,
    /// アウトリーチの職員
    OutreachWorker,
    /// 主任相談支援員
    ChiefSupporter,
    /// 調整担当者 of the 調整機関
    CoordinationOfficer,
    /// センター所長
    CenterDirector,
    /// 会議に招かれた人
    MeetingMember,
    /// 代表者会議の管理職
    Representative,
    /// 支援決定をする自治体職員
    MunicipalOfficer,
    /// 助言者 (医師・弁護士)
    Adviser,
    /// 通訳
    Interpreter,
    /// 監査
    Auditor,
    /// システム管理者; sees no case
    SystemAdmin,
}

impl Role {
    pub const ALL: [Role; 12] = [
        Self::Caseworker,
        Self::OutreachWorker,
        Self::ChiefSupporter,
        Self::CoordinationOfficer,
        Self::CenterDirector,
        Self::MeetingMember,
        Self::Representative,
        Self::MunicipalOfficer,
        Self::Adviser,
        Self::Interpreter,
        Self::Auditor,
        Self::SystemAdmin,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::Caseworker => "女性相談支援員",
            Self::OutreachWorker => "アウトリーチ職員",
            Self::ChiefSupporter => "主任相談支援員",
            Self::CoordinationOfficer => "調整担当者",
            Self::CenterDirector => "センター所長",
            Self::MeetingMember => "会議の構成員",
            Self::Representative => "代表者会議の構成員",
            Self::MunicipalOfficer => "支援決定の担当職員",
            Self::Adviser => "助言者",
            Self::Interpreter => "通訳",
            Self::Auditor => "監査",
            Self::SystemAdmin => "システム管理者",
        }
    }

    /// Roles that can have anything to do with a case. 代表者会議 has none (BR-050), audit and
    /// administration see no case content (domain.md §3.3).
    pub fn may_meet_a_case(self) -> bool {
        !matches!(
            self,
            Self::Representative | Self::Auditor | Self::SystemAdmin
        )
    }

    /// Roles whose agency's tie to a case is theirs too; a 助言者 or a 通訳 comes for one meeting.
    pub fn works_on_cases(self) -> bool {
        self.may_meet_a_case() && !matches!(self, Self::Adviser | Self::Interpreter)
    }

    /// Roles that decide, and so can have a dated delegate.
    pub fn decides(self) -> bool {
        matches!(
            self,
            Self::CenterDirector
                | Self::CoordinationOfficer
                | Self::ChiefSupporter
                | Self::MunicipalOfficer
        )
    }
}

/// 代理: who may act in a deciding role, from when until when (both days included).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delegation {
    pub role: Role,
    pub of: StaffId,
    pub to: StaffId,
    pub from: NaiveDate,
    pub until: NaiveDate,
}

impl Delegation {
    pub fn covers(&self, on: NaiveDate) -> bool {
        self.from <= on && on <= self.until
    }
}

/// 調整担当者に望ましい者 (要綱4(3)①). A gap is a notice, never a block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum CoordinatorQualification {
    /// ア 資格を有する者
    Licensed(LicenseKind),
    /// イ 支援に5年以上従事した者 (years)
    Years(u8),
    /// ウ 実施主体が適当と認めた者
    DeemedSuitable(String),
}

/// 要綱4(3)①ア.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LicenseKind {
    /// 社会福祉士
    SocialWorker,
    /// 精神保健福祉士
    PsychiatricSocialWorker,
    /// 保健師
    PublicHealthNurse,
}
