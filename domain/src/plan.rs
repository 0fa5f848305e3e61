//! 個別支援計画: versions, her answer to each item, her comments and her agreement (domain.md §9.4, F-10).

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::drawing::Drawing;
use crate::form::InfoCategory;
use crate::her_plan::Opened;
use crate::id::{AgencyId, CommentId, ItemId, MeetingId, PlanId, StaffId};

mod line;
pub mod paper;
mod written;

pub use line::{ItemLine, PlanLine};
pub use written::WrittenPlan;

/// 個別支援計画.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportPlan {
    pub id: PlanId,
    pub kind: PlanKind,
    pub status: PlanStatus,
    /// Version n stands at index n−1; a version that was shown to her never changes.
    pub versions: Vec<PlanVersion>,
    /// Her answer to each item, by version.
    pub replies: Vec<ItemReply>,
    pub comments: Vec<Comment>,
    pub agreement: Option<Agreement>,
    /// Why there is no agreement, where the meeting confirms without one.
    pub no_agreement_reason: Option<String>,
    pub confirmed: Option<Confirmation>,
    /// What she opened last, and what before that: what is new to her follows from it. No view for
    /// staff has it.
    #[serde(default)]
    pub opened: Option<Opened>,
    #[serde(default)]
    pub opened_before: Option<Opened>,
    /// Who began it, and when by the writer's device. Boxes that nobody wrote since then are theirs.
    #[serde(default)]
    pub begun: Option<Begun>,
}

/// Who wrote the first version of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    pub by: Option<StaffId>,
    pub at: DateTime<Utc>,
}

/// 新規・再・変更.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlanKind {
    New,
    Replan,
}

/// domain.md §9.4, as far as a plan has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PlanStatus {
    /// 作成中
    Drafting,
    /// 本人に見せた
    SharedWithWoman,
    /// 本人の返事・質問がある
    Commented,
    WomanAgreed,
    WomanAgreedInPart,
    WomanDeclined,
    /// 会議へ
    Submitted,
    /// 確定
    Confirmed,
    /// 実施中
    Active,
    /// 見直しの時期
    MonitoringDue,
    /// 変更を決定: the next version is to be written.
    Revised,
    /// 再プランへ: a new plan takes its place.
    Replan,
    /// 中断
    Suspended,
    /// 終結
    Closed,
    /// 期間満了
    Lapsed,
}

impl PlanStatus {
    pub const ALL: [PlanStatus; 15] = [
        Self::Drafting,
        Self::SharedWithWoman,
        Self::Commented,
        Self::WomanAgreed,
        Self::WomanAgreedInPart,
        Self::WomanDeclined,
        Self::Submitted,
        Self::Confirmed,
        Self::Active,
        Self::MonitoringDue,
        Self::Revised,
        Self::Replan,
        Self::Suspended,
        Self::Closed,
        Self::Lapsed,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::Drafting => "作成中",
            Self::SharedWithWoman => "本人に見せました",
            Self::Commented => "本人のコメントあり",
            Self::WomanAgreed => "本人が同意",
            Self::WomanAgreedInPart => "本人が一部同意",
            Self::WomanDeclined => "本人は同意していない",
            Self::Submitted => "会議に提出",
            Self::Confirmed => "確定",
            Self::Active => "実施中",
            Self::MonitoringDue => "見直しの時期",
            Self::Revised => "変更を決定",
            Self::Replan => "再プランへ",
            Self::Suspended => "中断",
            Self::Closed => "終結",
            Self::Lapsed => "期間満了",
        }
    }

    pub fn may_become(self, to: PlanStatus) -> bool {
        use PlanStatus::*;
        match self {
            Drafting => matches!(to, SharedWithWoman | Drafting),
            SharedWithWoman => matches!(
                to,
                Commented
                    | WomanAgreed
                    | WomanAgreedInPart
                    | WomanDeclined
                    | Drafting
                    | Submitted
                    // Without her answer only with the recorded reason (domain.md §13).
                    | Confirmed
            ),
            Commented => matches!(
                to,
                Commented
                    | SharedWithWoman
                    | Drafting
                    | WomanAgreed
                    | WomanAgreedInPart
                    | WomanDeclined
                    | Submitted
                    | Confirmed
            ),
            WomanAgreed | WomanAgreedInPart => matches!(
                to,
                Submitted
                    | Confirmed
                    | Drafting
                    | Commented
                    | WomanAgreed
                    | WomanAgreedInPart
                    | WomanDeclined
            ),
            // A draft she declined may be discussed; it is never confirmed as her plan.
            WomanDeclined => {
                matches!(
                    to,
                    Drafting | Commented | WomanAgreed | WomanAgreedInPart | WomanDeclined
                )
            }
            Submitted => matches!(
                to,
                Confirmed | Drafting | Commented | WomanAgreed | WomanAgreedInPart | WomanDeclined
            ),
            // A word of hers about a confirmed plan waits for an answer; the version itself stays.
            Confirmed => {
                matches!(to, Active | MonitoringDue | Lapsed | Drafting)
                    || to.ends_a_confirmed_plan()
            }
            Active => matches!(to, MonitoringDue | Lapsed | Drafting) || to.ends_a_confirmed_plan(),
            MonitoringDue => matches!(to, Lapsed | Drafting) || to.ends_a_confirmed_plan(),
            Lapsed => to == Drafting || to.ends_a_confirmed_plan(),
            Revised => matches!(to, Drafting | Replan | Suspended | Closed),
            // A suspended plan goes on, or a new one takes its place (a council's setting).
            Suspended => matches!(to, Confirmed | Replan | Closed),
            Replan | Closed => false,
        }
    }

    /// Where the decision of an evaluation or the end of support takes a confirmed plan.
    fn ends_a_confirmed_plan(self) -> bool {
        matches!(
            self,
            Self::Revised | Self::Replan | Self::Suspended | Self::Closed
        )
    }

    /// People work by it: confirmed and neither replaced nor ended.
    pub fn is_in_force(self) -> bool {
        matches!(
            self,
            Self::Confirmed | Self::Active | Self::MonitoringDue | Self::Revised | Self::Lapsed
        )
    }

    /// No version of it is written any more.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Replan | Self::Suspended | Self::Closed)
    }
}

/// One version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanVersion {
    pub number: u16,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// 本人の希望, to the letter.
    pub wish_words: String,
    /// めざす くらし
    pub goal_long: String,
    /// 当面の目標
    pub goals_short: Vec<String>,
    pub items: Vec<PlanItem>,
    /// 見直しの日
    pub monitoring_date: NaiveDate,
    /// いちばんの相談先
    pub first_contact: Option<StaffId>,
    /// 見守り体制
    pub watch_over: String,
    pub written_by: StaffId,
    pub written_at: DateTime<Utc>,
    pub shared_at: Option<DateTime<Utc>>,
}

/// 計画の項目.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanItem {
    pub id: ItemId,
    pub domain: SupportDomain,
    pub category: InfoCategory,
    /// 課題
    pub issue: String,
    /// 支援の内容
    pub support: String,
    /// The same in やさしい日本語 with readings as 漢字《かんじ》; what she reads.
    pub easy_text: String,
    /// 本人がすること; never forced
    pub what_she_does: String,
    pub agency: AgencyId,
    pub person: Option<StaffId>,
    /// いつ・どのくらい
    pub when: String,
    /// 期日, where the item has one: the task then has it too.
    #[serde(default)]
    pub due: Option<NaiveDate>,
}

/// 支援の内容の区分 (基本方針).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SupportDomain {
    Outreach,
    SafePlace,
    Consultation,
    TemporaryProtection,
    Recovery,
    DailyLife,
    Children,
    Health,
    Employment,
    Housing,
    Money,
    Legal,
    Safety,
    Aftercare,
}

impl SupportDomain {
    pub const ALL: [SupportDomain; 14] = [
        Self::Outreach,
        Self::SafePlace,
        Self::Consultation,
        Self::TemporaryProtection,
        Self::Recovery,
        Self::DailyLife,
        Self::Children,
        Self::Health,
        Self::Employment,
        Self::Housing,
        Self::Money,
        Self::Legal,
        Self::Safety,
        Self::Aftercare,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::Outreach => "アウトリーチ",
            Self::SafePlace => "居場所",
            Self::Consultation => "相談",
            Self::TemporaryProtection => "一時保護",
            Self::Recovery => "被害からの回復",
            Self::DailyLife => "日常生活",
            Self::Children => "子ども",
            Self::Health => "健康",
            Self::Employment => "仕事",
            Self::Housing => "住まい",
            Self::Money => "お金",
            Self::Legal => "法律・手続き",
            Self::Safety => "安全",
            Self::Aftercare => "その後の見守り",
        }
    }
}

/// Her answer to one item; four choices of equal weight, nothing preset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemReply {
    pub version: u16,
    pub item: ItemId,
    pub choice: ItemChoice,
    /// じぶんのことばで
    pub words: String,
    pub at: DateTime<Utc>,
}

/// そうしたい／少しちがう／今は決めない／したくない.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ItemChoice {
    Want,
    Differently,
    NotNow,
    DoNotWant,
}

impl ItemChoice {
    pub const ALL: [ItemChoice; 4] = [Self::Want, Self::Differently, Self::NotNow, Self::DoNotWant];

    pub fn label(self) -> &'static str {
        match self {
            Self::Want => "そうしたい",
            Self::Differently => "少しちがう",
            Self::NotNow => "今は決めない",
            Self::DoNotWant => "したくない",
        }
    }
}

/// 本人のコメント; append only. One that asks for a reply holds up confirmation (BR-055).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    pub id: CommentId,
    pub version: u16,
    /// The item it speaks of; none = the whole plan.
    pub item: Option<ItemId>,
    /// 間違いの知らせ: the line that is wrong; such a comment always asks for a reply.
    #[serde(default)]
    pub line: Option<PlanLine>,
    pub words: String,
    pub asks_reply: bool,
    pub at: DateTime<Utc>,
    pub answers: Vec<CommentAnswer>,
}

/// 返事.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentAnswer {
    pub words: String,
    pub by: StaffId,
    pub at: DateTime<Utc>,
}

impl Comment {
    /// Whether she still waits for an answer.
    pub fn waits(&self) -> bool {
        self.asks_reply && self.answers.is_empty()
    }
}

/// 本人の同意 to one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// The version that was on her screen; any other is not agreed to.
    pub version: u16,
    pub extent: AgreementExtent,
    /// Items she keeps open (保留), where she agreed in part.
    pub open_items: Vec<ItemId>,
    pub words: String,
    /// Her name as she wrote it under the statements; empty = she did not, which is as good.
    #[serde(default)]
    pub signed: String,
    /// The same, drawn.
    #[serde(default, skip_serializing_if = "Drawing::is_empty")]
    pub drawn: Drawing,
    pub at: DateTime<Utc>,
    /// How, and who was there when it was on a worker's tablet.
    pub witness: Option<StaffId>,
}

impl Agreement {
    /// She wrote her name under it, in letters or by hand.
    pub fn is_signed(&self) -> bool {
        !self.signed.is_empty() || !self.drawn.is_empty()
    }
}

/// 全部／一部／しない／あとで.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum AgreementExtent {
    Whole,
    Part,
    None,
    Later,
}

impl AgreementExtent {
    pub const ALL: [AgreementExtent; 4] = [Self::Whole, Self::Part, Self::Later, Self::None];

    pub fn label(self) -> &'static str {
        match self {
            Self::Whole => "全部に同意",
            Self::Part => "一部に同意",
            Self::None => "同意しない",
            Self::Later => "あとで決める",
        }
    }
}

/// 確定.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    pub version: u16,
    /// None where the council needs no meeting for it (domain.md §22 d).
    #[serde(default)]
    pub meeting: Option<MeetingId>,
    pub by: StaffId,
    pub at: DateTime<Utc>,
}

impl PlanVersion {
    /// It ends after it begins, and its review lies between.
    pub fn dates_fit(&self) -> bool {
        self.from < self.to && (self.from..=self.to).contains(&self.monitoring_date)
    }
}

impl SupportPlan {
    /// A plan before its first version.
    pub(crate) fn begin(id: PlanId, kind: PlanKind) -> Self {
        Self {
            id,
            kind,
            status: PlanStatus::Drafting,
            versions: Vec::new(),
            replies: Vec::new(),
            comments: Vec::new(),
            agreement: None,
            no_agreement_reason: None,
            confirmed: None,
            opened: None,
            opened_before: None,
            begun: None,
        }
    }

    /// Puts a version in: in place of a draft that nobody was shown, else as the next one. Whatever
    /// she agreed to was another text, so the agreement no longer stands for the plan.
    pub(crate) fn write(&mut self, version: &PlanVersion) {
        self.versions.retain(|known| known.number != version.number);
        self.versions.push(version.clone());
        self.status = PlanStatus::Drafting;
        self.no_agreement_reason = None;
    }

    /// She said something: what she had agreed to is open again until she agrees anew. What a worker wrote down
    /// before the answer to the same version that a worker wrote down, and what only arrives after it, opens nothing;
    /// beside her own yes by her own clock it does.
    pub(crate) fn hears_her(&mut self, version: Option<u16>, at: DateTime<Utc>) {
        let agreement = self.agreement.as_ref();
        let answered_since = agreement.is_some_and(|given| {
            given.witness.is_some() && Some(given.version) == version && given.at > at
        });
        if !answered_since && self.status.may_become(PlanStatus::Commented) {
            self.status = PlanStatus::Commented;
        }
    }

    /// Where it stands on that day: a confirmed plan becomes active, due for its review and lapsed by the
    /// date alone; nobody has to write that down.
    pub fn standing(&self, on: NaiveDate) -> PlanStatus {
        let confirmed = self
            .confirmed
            .as_ref()
            .and_then(|c| self.version(c.version));
        match confirmed {
            Some(version) if self.status == PlanStatus::Confirmed => {
                if on < version.from {
                    PlanStatus::Confirmed
                } else if on > version.to {
                    PlanStatus::Lapsed
                } else if on >= version.monitoring_date {
                    PlanStatus::MonitoringDue
                } else {
                    PlanStatus::Active
                }
            }
            _ => self.status,
        }
    }

    /// The newest version.
    pub fn current(&self) -> Option<&PlanVersion> {
        self.versions.last()
    }

    pub fn version(&self, number: u16) -> Option<&PlanVersion> {
        self.versions
            .iter()
            .find(|version| version.number == number)
    }

    /// What stood at that line in that version; none where it was a person, a day, or nothing.
    pub fn line_text(&self, line: PlanLine, version: u16) -> Option<String> {
        let version = self.version(version)?;
        let text = match line {
            PlanLine::Wish => version.wish_words.clone(),
            PlanLine::GoalLong => version.goal_long.clone(),
            PlanLine::GoalsShort => version.goals_short.join("、"),
            PlanLine::Contact | PlanLine::Period | PlanLine::Review => return None,
            PlanLine::Item { item, part } => {
                let item = version.items.iter().find(|known| known.id == item)?;
                match part {
                    ItemLine::Text => item.easy_text.clone(),
                    ItemLine::When => item.when.clone(),
                    ItemLine::HerPart => item.what_she_does.clone(),
                    ItemLine::Helper => return None,
                }
            }
        };
        Some(text).filter(|text| !text.trim().is_empty())
    }

    /// The newest version that she has been shown.
    pub fn shown(&self) -> Option<&PlanVersion> {
        self.versions
            .iter()
            .rev()
            .find(|version| version.shared_at.is_some())
    }

    /// Her newest answer to each item of that version.
    pub fn replies_to(&self, version: u16) -> BTreeMap<ItemId, &ItemReply> {
        let mut newest = BTreeMap::new();
        for reply in self.replies.iter().filter(|reply| reply.version == version) {
            newest.insert(reply.item, reply);
        }
        newest
    }

    /// Comments that wait for an answer (BR-055).
    pub fn waiting(&self) -> impl Iterator<Item = &Comment> {
        self.comments.iter().filter(|comment| comment.waits())
    }

    /// Whether her agreement is to exactly this version.
    pub fn agreed_to(&self, version: u16) -> Option<&Agreement> {
        self.agreement
            .as_ref()
            .filter(|agreement| agreement.version == version)
    }
}
