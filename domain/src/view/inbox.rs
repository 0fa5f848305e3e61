//! 受信箱: what waits for a reader, and the notices of meetings.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::form::Span;
use crate::id::{CaseId, MeetingId, PlanId, RequestId};
use crate::meeting::{MeetingKind, MeetingRole};
use crate::view::{InquiryView, OwnTask, conference, handover, matter};
use crate::watch::Watched;

/// 受信箱: what waits for this reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inbox {
    pub items: Vec<InboxItem>,
    /// 会議体の会議 that the reader is called to and that are not over, soonest first; those that will
    /// not be held say so.
    #[serde(default)]
    pub conferences: Vec<conference::ConferenceLine>,
    /// 支援会議の案件 that the reader is called to alone, soonest first.
    #[serde(default)]
    pub matters: Vec<matter::MatterNotice>,
    /// The reader's own open tasks with a day, the longest overdue first.
    #[serde(default)]
    pub tasks: Vec<OwnTask>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxItem {
    pub case: CaseId,
    pub no: String,
    pub kind: InboxKind,
    pub request: Option<RequestId>,
    pub meeting: Option<MeetingId>,
    pub plan: Option<PlanId>,
    pub at: DateTime<Utc>,
    pub due: Option<NaiveDate>,
    /// 招集通知, without a name and without a place of protection.
    pub notice: Option<Notice>,
    /// 照会・協力依頼 to the reader's agency.
    #[serde(default)]
    pub inquiry: Option<InquiryView>,
    /// 期日の知らせ: what it is about; the day is `due`.
    #[serde(default)]
    pub reminder: Option<Watched>,
    /// 引き継ぎ that the reader is asked for, or her objection to one.
    #[serde(default)]
    pub handover: Option<handover::HandoverLine>,
}

/// What waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InboxKind {
    /// 要請の可否を決める
    RequestToDecide,
    /// 差し戻された要請を直す
    RequestReturned,
    /// 役割を提案する・招集する
    RolesToPropose,
    /// 役割を了解する
    RolesToAgree,
    ToConvene,
    /// 招集通知
    Notice,
    /// 報告を書く
    ReportToWrite,
    /// 報告を受け取る
    ReportToFile,
    /// 一時保護の可否を決める
    ProtectionToDecide,
    /// 本人のコメントに返事
    CommentToAnswer,
    /// 本人からの間違いの知らせに返事
    WrongToAnswer,
    /// 本人が加えた項目に返事
    HerItemToAnswer,
    /// 決まったことに、本人が「ちがう」と言っている
    HerNo,
    /// 本人の入口が止まっている
    CardToGive,
    /// 緊急閲覧を確認する
    BreakGlassToConfirm,
    /// 共有された記録
    MinutesShared,
    /// 照会・協力依頼に答える
    InquiryToAnswer,
    /// 照会・協力依頼に返事が来た
    InquiryAnswered,
    /// 引き継ぎに答える
    HandoverToAnswer,
    /// 引き継ぎを引き受けてもらえなかった
    HandoverDeclined,
    /// 担当が変わることへの本人の異議に返事
    ObjectionToAnswer,
    /// 差し戻された準備を直す
    PreparationToMend,
    /// 会議の準備を確認する
    PreparationToCheck,
    /// ほかの人のやることの期日が近い・過ぎた
    TaskToDo,
    /// 期日が近い
    DateNear,
}

impl InboxKind {
    pub fn label(self) -> &'static str {
        match self {
            Self::RequestToDecide => "開催の可否を決める",
            Self::RequestReturned => "差し戻された要請を直す",
            Self::RolesToPropose => "司会・記録を提案する",
            Self::RolesToAgree => "司会・記録を了解する",
            Self::ToConvene => "招集する",
            Self::Notice => "会議の案内",
            Self::ReportToWrite => "会議の報告を書く",
            Self::ReportToFile => "報告を受け取る",
            Self::ProtectionToDecide => "一時保護の可否を決める",
            Self::CommentToAnswer => "本人のコメントに返事をする",
            Self::WrongToAnswer => "本人からの間違いの知らせに返事をする",
            Self::HerItemToAnswer => "本人が加えた項目に返事をする",
            Self::HerNo => "決まったことに、本人が「ちがう」と言っている",
            Self::CardToGive => "本人の入口が、番号のまちがいで止まっている",
            Self::BreakGlassToConfirm => "緊急閲覧を確認する",
            Self::MinutesShared => "会議の記録を読む",
            Self::InquiryToAnswer => "照会・協力依頼に答える",
            Self::InquiryAnswered => "照会・協力依頼に返事が来た",
            Self::HandoverToAnswer => "担当の引き継ぎに答える",
            Self::HandoverDeclined => "担当の引き継ぎを引き受けてもらえなかった",
            Self::ObjectionToAnswer => "本人の異議に返事をする",
            Self::PreparationToMend => "会議の準備を直す",
            Self::PreparationToCheck => "会議の準備を確認する",
            Self::TaskToDo => "担当ケースの、ほかの人のやること",
            Self::DateNear => "期日が近いもの",
        }
    }
}

/// 招集通知 (BR-004): case number, date, room, roles. No name, no place of protection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    pub case_no: String,
    pub meeting_number: u16,
    #[serde(default)]
    pub kind: MeetingKind,
    pub span: Span,
    pub room: String,
    pub my_roles: Vec<MeetingRole>,
    pub chair: String,
    pub recorder: String,
    pub cancelled: bool,
    /// The reader may open the meeting now.
    #[serde(default)]
    pub opens: bool,
}
