//! 会議の種類: what each kind is for, who may belong to it, on which legal basis it stands.

use serde::{Deserialize, Serialize};

use crate::council::Tier;

/// 会議の種類 (domain.md §5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ConferenceKind {
    /// 代表者会議: no personal data at all (BR-050).
    Representatives,
    /// 実務者会議: goes through the ledger of all cases (BR-015).
    Practitioners,
    /// 支援会議 (社会福祉法106条の6): without consent; she is never a member (BR-033).
    SupportConference,
    /// 重層的支援会議: with consent.
    LayeredConference,
    /// ケース会議, inside one agency; never a 支援調整会議 (S3).
    InHouse,
    /// 進行管理会議; never a 支援調整会議 (S3).
    ProgressManagement,
    /// 個別ケース検討会議の日: several cases, one after the other, each with its own people (BR-027).
    CaseReviewDay,
}

/// 根拠: on what a conference may deal with anything about a person (BR-051). One for its whole life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Basis {
    /// 個人情報を扱わない
    NoPersonalData,
    /// 困難女性支援法15条: secrecy among members; code and age band only.
    Secrecy,
    /// 本人の同意
    Consent,
    /// 社会福祉法106条の6: no consent.
    Statutory,
    /// 所内の業務
    InHouse,
}

/// 頻度 of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Rhythm {
    /// 定期
    Regular,
    /// 随時
    AsNeeded,
    /// 併用
    Both,
}

/// 兼ねる会議: a meeting of another programme that the same sitting serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ProgramMeeting {
    /// DV防止法に基づく関係機関連携会議 (BR-021)
    ViolenceLiaison,
    /// 若年被害女性等支援事業連携会議 (BR-022)
    YouthLiaison,
}

impl ConferenceKind {
    pub const ALL: [ConferenceKind; 7] = [
        Self::Representatives,
        Self::Practitioners,
        Self::SupportConference,
        Self::LayeredConference,
        Self::InHouse,
        Self::ProgressManagement,
        Self::CaseReviewDay,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::Representatives => "代表者会議",
            Self::Practitioners => "実務者会議",
            Self::SupportConference => "支援会議",
            Self::LayeredConference => "重層的支援会議",
            Self::InHouse => "ケース会議（所内）",
            Self::ProgressManagement => "進行管理会議",
            Self::CaseReviewDay => "個別ケース検討会議の日",
        }
    }

    /// Tier of the 支援調整会議 it belongs to; the others never count as one.
    pub fn tier(self) -> Option<Tier> {
        match self {
            Self::Representatives => Some(Tier::Representatives),
            Self::Practitioners => Some(Tier::Practitioners),
            Self::CaseReviewDay => Some(Tier::CaseReview),
            _ => None,
        }
    }

    pub fn basis(self) -> Basis {
        match self {
            Self::Representatives => Basis::NoPersonalData,
            Self::Practitioners => Basis::Secrecy,
            Self::SupportConference => Basis::Statutory,
            Self::LayeredConference | Self::CaseReviewDay => Basis::Consent,
            Self::InHouse | Self::ProgressManagement => Basis::InHouse,
        }
    }

    /// Whether it goes through the 進行管理台帳 of all cases (BR-015).
    pub fn walks_the_ledger(self) -> bool {
        self == Self::Practitioners
    }

    /// Whether it deals with 案件 about people who have not consented (BR-031).
    pub fn takes_matters(self) -> bool {
        self == Self::SupportConference
    }

    /// Whether a day without a case is no day at all: 案件なしのため開催せず (S4).
    pub fn needs_a_case(self) -> bool {
        self == Self::LayeredConference
    }

    /// 次第 with guide minutes: T5 and T6 of domain.md §7 (T7 for the 重層 pair).
    pub fn agenda(self) -> &'static [(&'static str, u16)] {
        match self {
            Self::Representatives => &[
                ("活動の報告と評価", 30),
                ("指標", 15),
                ("不足する社会資源", 30),
                ("来年度の方針", 15),
            ],
            Self::Practitioners => &[
                ("進行管理台帳の確認", 60),
                ("個別ケース検討会議からの課題", 30),
                ("実情と支援状況の把握", 20),
                ("年間方針と代表者会議への報告", 10),
            ],
            Self::SupportConference => &[
                ("守秘義務と根拠の確認", 5),
                ("情報の共有", 40),
                ("役割分担", 15),
            ],
            Self::LayeredConference => &[
                ("出席者の紹介と根拠の確認", 5),
                ("本人の参加する案件", 40),
                ("支援の方向と役割の確認", 15),
            ],
            Self::CaseReviewDay => &[
                ("守秘義務と進行表の確認", 5),
                ("案件ごとの協議（進行表による）", 180),
                ("次回の確認", 5),
            ],
            Self::InHouse | Self::ProgressManagement => &[("進捗の共有", 30), ("相談と準備", 15)],
        }
    }
}

impl Basis {
    /// Banner of the conference.
    pub fn label(self) -> &'static str {
        match self {
            Self::NoPersonalData => "個人に関する情報は扱いません",
            Self::Secrecy => "困難女性支援法15条（構成員の守秘義務）",
            Self::Consent => "本人同意あり",
            Self::Statutory => "本人同意なし・支援会議（社会福祉法106条の6）",
            Self::InHouse => "所内の会議（支援調整会議には数えません）",
        }
    }
}

impl Rhythm {
    pub const ALL: [Rhythm; 3] = [Self::Regular, Self::AsNeeded, Self::Both];

    pub fn label(self) -> &'static str {
        match self {
            Self::Regular => "定期",
            Self::AsNeeded => "随時",
            Self::Both => "定期と随時",
        }
    }
}

impl ProgramMeeting {
    pub const ALL: [ProgramMeeting; 2] = [Self::ViolenceLiaison, Self::YouthLiaison];

    pub fn label(self) -> &'static str {
        match self {
            Self::ViolenceLiaison => "DV防止法の関係機関連携会議",
            Self::YouthLiaison => "若年被害女性等支援事業の連携会議",
        }
    }
}
