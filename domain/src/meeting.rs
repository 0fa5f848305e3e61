//! 会議: one 個別ケース検討会議 with its attendance, agenda, decisions and roles (domain.md §§7–9.3).

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::conference::ProgramMeeting;
use crate::consent::{AttendanceMode, AttendanceWish, ConsentKind};
use crate::cost::CostItem;
use crate::council::Tier;
use crate::form::{Attendee, Span};
use crate::id::{
    AgencyId, ConferenceId, ConsentId, CouncilId, MeetingId, RecordId, RequestId, StaffId,
};
use crate::record::{RiskLevel, UrgencyLevel};
use crate::taking_part::{Company, HerLetter, HerTake};

mod agenda;
mod kind;
mod preparation;

pub use agenda::AgendaTemplate;
pub use kind::MeetingKind;
pub use preparation::{Preparation, PreparationStep};

/// 会議.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    pub id: MeetingId,
    /// The request it was called for; none where it is a slot of a conference day.
    #[serde(default)]
    pub request: Option<RequestId>,
    /// The conference day it is a slot of.
    #[serde(default)]
    pub conference: Option<ConferenceId>,
    #[serde(default)]
    pub kind: MeetingKind,
    /// 兼ねる会議; opens nothing to anyone (BR-022).
    #[serde(default)]
    pub also_serves: BTreeSet<ProgramMeeting>,
    /// 第n回 of this case (BR-010).
    pub number: u16,
    pub tier: Tier,
    /// One basis a meeting, for its whole life (BR-051).
    pub basis: SharingBasis,
    pub status: MeetingStatus,
    pub planned: Span,
    pub room: String,
    pub invited: Vec<Attendee>,
    pub roles: Vec<(MeetingRole, Attendee)>,
    pub opened_at: Option<DateTime<Utc>>,
    pub adjourned_at: Option<DateTime<Utc>>,
    pub attendance: Vec<Attendance>,
    pub her_attendance: Option<HerAttendance>,
    pub items: Vec<AgendaItem>,
    pub entries: Vec<Entry>,
    pub decisions: Vec<Decision>,
    /// 役割分担 decided here.
    pub assignments: Vec<RoleAssignment>,
    pub risk: Option<(RiskLevel, UrgencyLevel)>,
    /// 協議が調わない: what could not be settled (要綱4(3)③).
    pub unsettled: Option<Unsettled>,
    pub next_date: Option<NextDate>,
    /// Statement of hers the meeting opened with.
    pub her_statement: String,
    /// The same as she wrote it for this meeting; none = taken from her newest wish, or written down in
    /// the meeting.
    #[serde(default)]
    pub her_letter: Option<HerLetter>,
    /// How she wanted to take part, as it stood when the meeting was opened. What she then did is
    /// [`Meeting::her_attendance`].
    #[serde(default)]
    pub her_choice: Option<AttendanceWish>,
    /// 本人といっしょに入った人
    #[serde(default)]
    pub company: Vec<Company>,
    /// What she reads about what was decided.
    pub her_version: String,
    pub confirmed_by: Option<(StaffId, DateTime<Utc>)>,
    pub shared_with: BTreeSet<AgencyId>,
    /// When the record was shared.
    #[serde(default)]
    pub shared_at: Option<DateTime<Utc>>,
    /// When her consent last became narrower under this meeting: its people and its agenda are to be
    /// looked at again (BR-052).
    #[serde(default)]
    pub narrowed_at: Option<DateTime<Utc>>,
    /// Called to the conference day and not to this slot of it: out of the room before it begins
    /// (BR-032).
    #[serde(default)]
    pub apart: Vec<Attendee>,
    /// Who confirmed that they have left, and when.
    #[serde(default)]
    pub cleared: Option<(StaffId, DateTime<Utc>)>,
    /// 準備の確認, oldest first.
    #[serde(default)]
    pub preparation: Vec<PreparationStep>,
}

/// 情報提供の根拠 (domain.md §11.2), on every disclosure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SharingBasis {
    /// Individual consent, with its scope.
    Consent(ConsentId),
    /// 法15条: secrecy among members; only where the council's own 要綱 asks no consent.
    Art15WomenAct { council: CouncilId },
    /// 社会福祉法106条の6の支援会議
    Art106_6SocialWelfare { conference: MeetingId },
    /// 個人情報保護法69条2項
    Pipa69_2 { item: u8, reason: String },
    /// その他の法律
    OtherLaw { law: String },
}

impl SharingBasis {
    /// Banner of the meeting.
    pub fn label(&self) -> String {
        match self {
            Self::Consent(_) => "本人同意あり".to_owned(),
            Self::Art15WomenAct { .. } => "困難女性支援法15条（構成員の守秘義務）".to_owned(),
            Self::Art106_6SocialWelfare { .. } => {
                "本人同意なし・支援会議（社会福祉法106条の6）".to_owned()
            }
            Self::Pipa69_2 { item, .. } => format!("個人情報保護法69条2項{item}号"),
            Self::OtherLaw { law } => law.clone(),
        }
    }
}

/// domain.md §9.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MeetingStatus {
    Planned,
    Notified,
    InProgress,
    Adjourned,
    MinutesConfirmed,
    Shared,
    Archived,
    Cancelled,
}

impl MeetingStatus {
    pub const ALL: [MeetingStatus; 8] = [
        Self::Planned,
        Self::Notified,
        Self::InProgress,
        Self::Adjourned,
        Self::MinutesConfirmed,
        Self::Shared,
        Self::Archived,
        Self::Cancelled,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::Planned => "予定",
            Self::Notified => "招集済み",
            Self::InProgress => "開催中",
            Self::Adjourned => "終了・記録を作成中",
            Self::MinutesConfirmed => "記録を確定",
            Self::Shared => "記録を共有済み",
            Self::Archived => "保管",
            Self::Cancelled => "取りやめ",
        }
    }

    pub fn may_become(self, to: MeetingStatus) -> bool {
        use MeetingStatus::*;
        matches!(
            (self, to),
            (Planned, Notified | Cancelled)
                | (Notified, InProgress | Cancelled | Planned)
                | (InProgress, Adjourned | Cancelled)
                | (Adjourned, MinutesConfirmed)
                | (MinutesConfirmed, Shared)
                | (Shared, Archived)
        )
    }

    pub fn is_unheld(self) -> bool {
        matches!(self, Self::Planned | Self::Notified)
    }

    /// Its record is not confirmed, and will be.
    pub fn is_to_be_recorded(self) -> bool {
        self.is_unheld() || matches!(self, Self::InProgress | Self::Adjourned)
    }

    /// Its record stands as it was confirmed.
    pub fn is_recorded(self) -> bool {
        matches!(self, Self::MinutesConfirmed | Self::Shared | Self::Archived)
    }
}

/// 会議での役割, fixed beforehand with the requesting agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MeetingRole {
    /// 司会
    Chair,
    /// 記録
    Recorder,
    /// ケース報告者
    Presenter,
    /// 助言者
    Adviser,
    /// 本人のそばにいる人
    BesideHer,
}

impl MeetingRole {
    pub const ALL: [MeetingRole; 5] = [
        Self::Chair,
        Self::Recorder,
        Self::Presenter,
        Self::Adviser,
        Self::BesideHer,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::Chair => "司会",
            Self::Recorder => "記録",
            Self::Presenter => "ケース報告",
            Self::Adviser => "助言",
            Self::BesideHer => "本人に同席",
        }
    }
}

/// 出席 of one person, with or without an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    pub person: Attendee,
    pub mode: PresenceMode,
    /// For people without an account: the paper pledge is in hand (BR-017).
    pub paper_pledge: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PresenceMode {
    InRoom,
    Online,
    Absent,
}

impl PresenceMode {
    pub fn label(self) -> &'static str {
        match self {
            Self::InRoom => "対面",
            Self::Online => "オンライン",
            Self::Absent => "欠席",
        }
    }
}

/// Her own attendance, or why not and how her views were brought (domain.md §13, F-05).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HerAttendance {
    pub mode: AttendanceMode,
    pub from: Option<DateTime<Utc>>,
    pub to: Option<DateTime<Utc>>,
    /// Needed when she does not take part.
    pub reason: Option<NonParticipationReason>,
    pub words: String,
}

/// domain.md §13.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum NonParticipationReason {
    HerWish,
    Health,
    Safety,
    Language,
    Time,
    NotYetAsked,
    Other,
}

impl NonParticipationReason {
    pub const ALL: [NonParticipationReason; 7] = [
        Self::HerWish,
        Self::Health,
        Self::Safety,
        Self::Language,
        Self::Time,
        Self::NotYetAsked,
        Self::Other,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::HerWish => "本人の希望",
            Self::Health => "体調",
            Self::Safety => "安全のため",
            Self::Language => "言葉",
            Self::Time => "時間が合わない",
            Self::NotYetAsked => "まだ聞いていない",
            Self::Other => "その他",
        }
    }
}

/// 次第の一項目; times are a guide, never a stop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaItem {
    pub title: String,
    /// 目安 in minutes
    pub minutes: u16,
    pub started_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
}

/// T1: the agenda of the Hokkaido 開催要領 第4, default boxes in minutes.
pub const AGENDA_T1: [(&str, u16); 3] = [
    ("ケースの概要及び協議事項の説明", 10),
    ("意見交換（考えられる支援策・利用できる制度）", 30),
    ("協議結果、支援方針等の確認", 20),
];

/// One line of the minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub id: RecordId,
    pub item: usize,
    pub kind: EntryKind,
    pub text: String,
    /// Whose agency said it; none for her own words.
    pub agency: Option<AgencyId>,
    pub at: DateTime<Utc>,
    /// Who wrote it; none = she herself.
    pub by: Option<StaffId>,
    /// Not for the projector: it may lead to where she is.
    #[serde(default)]
    pub off_the_wall: bool,
}

/// 事実／本人の言葉／意見 … (BR-030: facts and feelings apart).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum EntryKind {
    Fact,
    HerWords,
    Opinion,
    Homework,
    ResourceGap,
    Lately,
}

impl EntryKind {
    pub const ALL: [EntryKind; 6] = [
        Self::Fact,
        Self::HerWords,
        Self::Opinion,
        Self::Homework,
        Self::ResourceGap,
        Self::Lately,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::Fact => "事実",
            Self::HerWords => "本人の言葉",
            Self::Opinion => "意見",
            Self::Homework => "宿題",
            Self::ResourceGap => "資源不足",
            Self::Lately => "最近の様子",
        }
    }
}

/// 決定: what, who, by when, and her view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub id: RecordId,
    pub what: String,
    pub agency: AgencyId,
    pub person: Option<StaffId>,
    pub due: Option<NaiveDate>,
    pub her_view: HerView,
    /// 費用, where one arises.
    #[serde(default)]
    pub cost: Option<CostItem>,
    /// The same in the words she reads; empty = not put to her.
    #[serde(default)]
    pub for_her: String,
    /// What she says to it, by herself or written down for her.
    #[serde(default)]
    pub her_take: Option<HerTake>,
    pub at: DateTime<Utc>,
    pub by: StaffId,
}

/// 本人の受けとめ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum HerView {
    Accepted,
    Objected,
    NotAsked,
}

impl HerView {
    pub const ALL: [HerView; 3] = [Self::Accepted, Self::Objected, Self::NotAsked];

    pub fn label(self) -> &'static str {
        match self {
            Self::Accepted => "納得している",
            Self::Objected => "ちがうと言っている",
            Self::NotAsked => "まだ聞いていない",
        }
    }
}

/// 役割分担 (要綱4(2)①ウ; domain.md §8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleAssignment {
    pub role: CaseRole,
    pub agency: AgencyId,
    pub person: Option<StaffId>,
    pub tasks: String,
    pub basis: MeetingId,
    pub how: AssignmentHow,
    pub her_view: HerView,
    /// 反対意見 that was noted.
    pub dissent: String,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
}

/// How a role came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum AssignmentHow {
    /// 協議で決まった
    Agreed,
    /// 協議が調わないときの指定 (要綱4(3)③; BR-014)
    Deadlock,
}

/// ケースでの役割.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CaseRole {
    /// 主担当機関
    AgencyInCharge,
    /// 主たる支援機関
    PrincipalSupporter,
    /// 主たる直接支援機能
    DirectSupport,
    /// 取りまとめ機能
    Convenor,
    /// ケース管理・調整機能
    CaseManagement,
    /// その他の分担
    Task,
}

impl CaseRole {
    pub const ALL: [CaseRole; 6] = [
        Self::AgencyInCharge,
        Self::PrincipalSupporter,
        Self::DirectSupport,
        Self::Convenor,
        Self::CaseManagement,
        Self::Task,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::AgencyInCharge => "主担当機関",
            Self::PrincipalSupporter => "主たる支援機関",
            Self::DirectSupport => "主たる直接支援",
            Self::Convenor => "取りまとめ",
            Self::CaseManagement => "ケース管理・調整",
            Self::Task => "その他の分担",
        }
    }

    /// Roles that only one agency holds at a time (domain.md §8).
    pub fn is_single(self) -> bool {
        !matches!(self, Self::DirectSupport | Self::Task)
    }
}

/// What the council could not agree on (要綱4(3)③: 支援の方法、内容).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unsettled {
    Method,
    Content,
}

/// 次回日程.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum NextDate {
    On(chrono::NaiveDateTime),
    /// 次回は必要なときに
    WhenNeeded,
}

/// Agencies that are in the room or online.
pub(crate) fn agencies_present(attendance: &[Attendance]) -> BTreeSet<AgencyId> {
    attendance
        .iter()
        .filter(|attendance| attendance.mode != PresenceMode::Absent)
        .map(|attendance| attendance.person.agency)
        .collect()
}

impl Meeting {
    /// Agencies that take part: present in the room or online.
    pub fn participating_agencies(&self) -> BTreeSet<AgencyId> {
        agencies_present(&self.attendance)
    }

    pub fn invites(&self, staff: StaffId) -> bool {
        self.invited
            .iter()
            .any(|person| person.staff == Some(staff))
            || self
                .roles
                .iter()
                .any(|(_, person)| person.staff == Some(staff))
    }

    pub fn has_role(&self, staff: StaffId, role: MeetingRole) -> bool {
        self.roles
            .iter()
            .any(|(held, person)| *held == role && person.staff == Some(staff))
    }

    pub fn is_live(&self) -> bool {
        self.status == MeetingStatus::InProgress
    }

    /// Still to come, and her consent has become narrower under it.
    pub fn is_shaken(&self) -> bool {
        self.status.is_unheld() && self.narrowed_at.is_some()
    }

    /// Whether it goes by what she lets be shared under consents of that kind.
    pub fn goes_by(&self, consent: ConsentKind) -> bool {
        matches!(self.basis, SharingBasis::Consent(_)) && self.kind.consent() == consent
    }

    /// A meeting as it is called: nothing has been said in it yet.
    pub fn begin(
        (id, number): (MeetingId, u16),
        basis: SharingBasis,
        (planned, room): (Span, &str),
        invited: Vec<Attendee>,
        roles: Vec<(MeetingRole, Attendee)>,
        items: Vec<AgendaItem>,
        her_statement: String,
    ) -> Self {
        Self {
            id,
            request: None,
            conference: None,
            kind: MeetingKind::CaseReview,
            also_serves: BTreeSet::new(),
            number,
            tier: Tier::CaseReview,
            basis,
            status: MeetingStatus::Notified,
            planned,
            room: room.to_owned(),
            invited,
            roles,
            opened_at: None,
            adjourned_at: None,
            attendance: Vec::new(),
            her_attendance: None,
            items,
            entries: Vec::new(),
            decisions: Vec::new(),
            assignments: Vec::new(),
            risk: None,
            unsettled: None,
            next_date: None,
            her_statement,
            her_letter: None,
            her_choice: None,
            company: Vec::new(),
            her_version: String::new(),
            confirmed_by: None,
            shared_with: BTreeSet::new(),
            shared_at: None,
            narrowed_at: None,
            apart: Vec::new(),
            cleared: None,
            preparation: Vec::new(),
        }
    }
}
