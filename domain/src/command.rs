//! 命令: everything that can be asked to happen. A variant never changes its meaning; a new need is a
//! new variant (old tablets send the old one).

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::block::{BlockReason, BlockTarget};
use crate::case::{AttendeeWishes, CaseStatus};
use crate::child_notice::ChildNoticeChoice;
use crate::conference::{ProgramMeeting, SlotMark};
use crate::conflict::ConflictChoice;
use crate::consent::{Answer, AttendanceWish, Channel, ConsentKind, ConsentScope};
use crate::cost::CostItem;
use crate::drawing::Drawing;
use crate::form::{Attendee, FormData, InfoCategory, Span};
use crate::handover::HandoverCommand;
use crate::her_plan::HerPlanCommand;
use crate::id::*;
use crate::inquiry::HerKnowledge;
use crate::meeting::{
    AgendaTemplate, Attendance, CaseRole, EntryKind, HerAttendance, HerView, NextDate,
    SharingBasis, Unsettled,
};
use crate::photo::NewPhoto;
use crate::plan::{AgreementExtent, ItemChoice, WrittenPlan};
use crate::protection::{ProtectionEndReason, ProtectionGround, ProtectionMode};
use crate::record::{Means, RiskLevel, ThreeParts, UrgencyLevel};
use crate::request::{PreparedRole, Verdict};
use crate::sub_plan::SubPlanKind;
use crate::taking_part::TakePartCommand;
use crate::task::{TaskMove, TaskOf};
use crate::tie::{TieHow, TieSide, TieTo};
use crate::timing::TimingCommand;
use crate::transfer::TransferCommand;
use crate::translation::TranslationCommand;
use crate::tsunagi::{Desk, TsunagiWay};
use crate::watch::WatchCommand;

mod actor;
mod envelope;

pub use crate::council::CouncilCommand;
pub use actor::Actor;
pub use envelope::{Command, Envelope, earliest};

/// What can happen to a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", rename_all_fields = "snake_case")]
pub enum CaseCommand {
    // ── the case itself
    /// 進行管理台帳の一行 of one round: 主担当機関 and 状況等 as they should stand.
    KeepLedger {
        record: RecordId,
        round: ConferenceId,
        held_on: NaiveDate,
        agency: Option<AgencyId>,
        state: String,
    },
    /// Takes back the line of this round as long as the round is going on.
    UndoLedger {
        round: ConferenceId,
    },
    /// 備考
    NoteLedger {
        note: String,
    },
    /// Corrects the 相談受付票; the whole form as it should stand. `seen`: as it stood where the writer began;
    /// what others wrote since then stays. Programs of before say nothing of it: they fill in what is
    /// empty, and what differs is kept beside what stands.
    CorrectIntake {
        form: FormData,
        #[serde(default)]
        seen: FormData,
    },
    /// アセスメント (F-09); `seen` as above.
    SaveAssessment {
        form: FormData,
        #[serde(default)]
        seen: FormData,
    },
    /// Decides between two entries of one field. `standing_since`: when what stands was written, as the one
    /// who decides saw it; none where it is as on the first day.
    SettleConflict {
        number: u32,
        choice: ConflictChoice,
        standing_since: Option<DateTime<Utc>>,
    },
    /// Takes that decision back.
    ReopenConflict {
        number: u32,
    },
    /// Moves the card. `from` is the column the mover saw.
    MoveCase {
        from: CaseStatus,
        to: CaseStatus,
        reason: String,
        referred_to: Option<AgencyId>,
    },
    /// 担当者
    AssignWorker {
        staff: StaffId,
    },
    ReleaseWorker {
        staff: StaffId,
    },
    /// 本人の希望, to the letter.
    RecordWish {
        words: String,
    },
    RecordAttendeeWishes {
        wishes: AttendeeWishes,
    },
    WriteRecord {
        record: RecordId,
        happened_at: DateTime<Utc>,
        means: Means,
        /// 相手: who was met, heard or written to.
        #[serde(default)]
        with: String,
        parts: ThreeParts,
        /// 行った支援
        #[serde(default)]
        support: String,
        categories: Vec<InfoCategory>,
        next_step: String,
        /// 安全に関わる
        #[serde(default)]
        safety: bool,
        shown_to_her: bool,
        /// 添付の写真; what was written before there were any has none.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        photos: Vec<NewPhoto>,
    },
    /// 支援会議があったという事実, for her; the day and the kinds of agencies come from the item that
    /// the server reads, and nothing else of it does. `withheld`: why she is not told.
    TellOfConference {
        matter: MatterId,
        withheld: Option<String>,
    },
    JudgeRisk {
        record: RecordId,
        tool: String,
        risk: RiskLevel,
        urgency: UrgencyLevel,
        parts: ThreeParts,
    },

    // ── 同じ人の記録
    /// Reads another record of the same woman with this one.
    JoinCase {
        other: CaseId,
    },
    PartCase {
        other: CaseId,
    },

    // ── 児童相談所への通告
    DecideChildNotice {
        choice: ChildNoticeChoice,
        reason: String,
        /// The superior with whom it was decided.
        with: StaffId,
    },

    // ── 一時保護
    ConsiderProtection {
        protection: ProtectionId,
    },
    RequestProtection {
        protection: ProtectionId,
    },
    DecideProtection {
        protection: ProtectionId,
        grant: bool,
        ground: Option<ProtectionGround>,
        mode: Option<ProtectionMode>,
        /// What is offered instead, where it is denied.
        alternative: String,
    },
    StartProtection {
        protection: ProtectionId,
        place: String,
        companions: u8,
        planned_end: Option<NaiveDate>,
        /// Who may know the place; the one who starts it is always among them.
        knowers: BTreeSet<StaffId>,
        notes: String,
    },
    ExtendProtection {
        protection: ProtectionId,
        planned_end: NaiveDate,
        reason: String,
    },
    EndProtection {
        protection: ProtectionId,
        reason: ProtectionEndReason,
        aftercare: String,
    },
    /// The list of who may know the place, whole.
    NamePlaceKnowers {
        knowers: BTreeSet<StaffId>,
    },

    // ── 同意
    RecordConsent {
        consent: ConsentId,
        kind: ConsentKind,
        answer: Answer,
        scope: ConsentScope,
        until: Option<NaiveDate>,
        language: String,
        explained_with: String,
        interpreter: Option<String>,
        channel: Channel,
        witness: Option<String>,
        copy_given: bool,
        attendance: Option<AttendanceWish>,
        protection: Option<ProtectionId>,
    },
    NarrowConsent {
        consent: ConsentId,
        without_agencies: BTreeSet<AgencyId>,
        without_categories: BTreeSet<InfoCategory>,
    },
    WithdrawConsent {
        consent: ConsentId,
    },

    // ── 事後報告
    /// Support that began before a meeting could talk about it.
    StartBeforeMeeting {
        report: PosthocId,
        what: String,
        since: NaiveDate,
        why: String,
        agency: AgencyId,
    },
    /// 事後承認 at a meeting of this case.
    ApprovePostHoc {
        report: PosthocId,
        meeting: MeetingId,
    },
    /// 不承認 at a meeting of this case.
    RejectPostHoc {
        report: PosthocId,
        meeting: MeetingId,
        reason: String,
    },

    // ── 照会・協力依頼
    AskAgency {
        inquiry: InquiryId,
        agency: AgencyId,
        what: String,
        purpose: String,
        due: NaiveDate,
        basis: SharingBasis,
        her_knowledge: HerKnowledge,
    },
    AnswerInquiry {
        inquiry: InquiryId,
        answer: String,
    },
    DeclineInquiry {
        inquiry: InquiryId,
        reason: String,
    },
    WithdrawInquiry {
        inquiry: InquiryId,
    },
    /// Who asked has opened the answer or the refusal; it leaves the inbox.
    OpenInquiryEnd {
        inquiry: InquiryId,
    },

    // ── つなぎ
    /// The case goes to another desk, or came from one. Nothing is copied by it.
    RecordTsunagi {
        record: RecordId,
        way: TsunagiWay,
        desk: Desk,
        on: NaiveDate,
        her_knowledge: HerKnowledge,
        handed: String,
        reason: String,
    },
    /// What the other desk said.
    AnswerTsunagi {
        record: RecordId,
        taken: bool,
        words: String,
    },

    // ── やること・期日
    StepTask {
        of: TaskOf,
        step: TaskMove,
    },
    Watch(WatchCommand),
    // ── つながり
    /// How a tie is, as she or a worker sees it; takes the place of what the same side said before.
    RecordTie {
        tie: TieId,
        side: TieSide,
        to: TieTo,
        how: TieHow,
        words: String,
    },
    ChangeTie {
        tie: TieId,
        side: TieSide,
        how: TieHow,
        words: String,
    },
    /// Takes the description off the picture.
    EndTie {
        tie: TieId,
        side: TieSide,
    },
    /// 引き継ぎ
    Handover {
        handover: HandoverId,
        act: HandoverCommand,
    },
    /// 移管
    Transfer {
        transfer: TransferId,
        act: TransferCommand,
    },

    // ── 閲覧制限・緊急閲覧
    SetBlock {
        block: BlockId,
        target: BlockTarget,
        reason: BlockReason,
        alternative: Option<StaffId>,
    },
    LiftBlock {
        block: BlockId,
    },
    BreakGlass {
        opening: BreakGlassId,
        reason: String,
        whereabouts: bool,
    },
    ConfirmBreakGlass {
        opening: BreakGlassId,
    },
    ReviewBreakGlass {
        opening: BreakGlassId,
    },
    RecordDangerOfTelling {
        opening: BreakGlassId,
    },

    // ── 開催要請から報告まで
    SubmitRequest {
        request: RequestId,
        form: FormData,
    },
    ResubmitRequest {
        request: RequestId,
        form: FormData,
    },
    WithdrawRequest {
        request: RequestId,
        reason: String,
    },
    DecideRequest {
        request: RequestId,
        verdict: Verdict,
        reason: String,
    },
    ProposeMeetingRoles {
        request: RequestId,
        roles: Vec<PreparedRole>,
    },
    AgreeMeetingRoles {
        request: RequestId,
    },
    Convene {
        request: RequestId,
        meeting: MeetingId,
        span: Span,
        room: String,
        invited: Vec<Attendee>,
        /// 兼ねる会議
        #[serde(default)]
        also_serves: BTreeSet<ProgramMeeting>,
        /// 次第のひな形
        #[serde(default)]
        template: AgendaTemplate,
    },
    PostponeMeeting {
        request: RequestId,
        reason: String,
    },
    SubmitReport {
        request: RequestId,
        form: FormData,
    },
    FileReport {
        request: RequestId,
    },

    // ── 会議の日・準備の確認
    /// 会議の日にのせる: the case gets a meeting of its own in a slot of that day.
    PlaceOnDay {
        conference: ConferenceId,
        meeting: MeetingId,
        slot: SlotId,
        mark: SlotMark,
        minutes: u16,
        template: AgendaTemplate,
        /// Called besides the members of the conference.
        named: Vec<Attendee>,
        presenter: Option<Attendee>,
    },
    TakeOffDay {
        meeting: MeetingId,
        reason: String,
    },
    /// 準備の確認 (S3); what is not ticked was not looked at.
    CheckPreparation {
        meeting: MeetingId,
        gaps_looked_for: bool,
        grounds_checked: bool,
        feelings_separated: bool,
        no_delay: bool,
        note: String,
    },
    ReturnPreparation {
        meeting: MeetingId,
        what: String,
    },
    PrepareAgain {
        meeting: MeetingId,
        note: String,
    },

    // ── 会議
    OpenMeeting {
        meeting: MeetingId,
    },
    /// Opens the slot of a conference day from which some of the day's people have to go first: the
    /// chair confirms that they have left (BR-032).
    OpenSlot {
        meeting: MeetingId,
        others_left: bool,
    },
    RecordAttendance {
        meeting: MeetingId,
        attendance: Vec<Attendance>,
    },
    RecordHerAttendance {
        meeting: MeetingId,
        attendance: HerAttendance,
    },
    RecordHerStatement {
        meeting: MeetingId,
        words: String,
    },
    /// Goes to that agenda item; the one before ends now.
    StartItem {
        meeting: MeetingId,
        item: usize,
    },
    /// Sets the guide time of an item; a guide is never a stop (BR-026).
    SetItemMinutes {
        meeting: MeetingId,
        item: usize,
        minutes: u16,
    },
    AddEntry {
        meeting: MeetingId,
        entry: RecordId,
        item: usize,
        kind: EntryKind,
        text: String,
        agency: Option<AgencyId>,
    },
    Decide {
        meeting: MeetingId,
        decision: RecordId,
        what: String,
        agency: AgencyId,
        person: Option<StaffId>,
        due: Option<NaiveDate>,
        her_view: HerView,
        /// 費用, where one arises.
        #[serde(default)]
        cost: Option<CostItem>,
    },
    AssignRole {
        meeting: MeetingId,
        role: CaseRole,
        agency: AgencyId,
        person: Option<StaffId>,
        tasks: String,
        her_view: HerView,
    },
    JudgeAtMeeting {
        meeting: MeetingId,
        risk: RiskLevel,
        urgency: UrgencyLevel,
    },
    /// 決まらなかった: opens the deadlock rule.
    RecordUnsettled {
        meeting: MeetingId,
        what: Unsettled,
    },
    /// 指定 (要綱4(3)③; BR-014)
    DesignatePrincipal {
        meeting: MeetingId,
        agency: AgencyId,
        reason: String,
        dissent: String,
        her_view: HerView,
    },
    SetNextDate {
        meeting: MeetingId,
        next: NextDate,
    },
    AdjournMeeting {
        meeting: MeetingId,
    },
    ConfirmMinutes {
        meeting: MeetingId,
        her_version: String,
    },
    ShareMinutes {
        meeting: MeetingId,
    },
    /// 会議への本人の参加
    TakePart {
        meeting: MeetingId,
        act: TakePartCommand,
    },

    // ── 計画
    /// Starts a plan or writes its next version.
    WritePlan(Box<WrittenPlan>),
    /// 家計再生・就労準備・施設のプラン for an item, whole; the one before it is replaced.
    AttachSubPlan {
        plan: PlanId,
        item: ItemId,
        kind: SubPlanKind,
        agency: AgencyId,
        person: Option<StaffId>,
        from: NaiveDate,
        to: NaiveDate,
        content: String,
    },
    SharePlan {
        plan: PlanId,
        version: u16,
    },
    AnswerComment {
        plan: PlanId,
        comment: CommentId,
        words: String,
    },
    /// Written down for her by a worker and read back, or said at her door.
    ReplyToItem {
        plan: PlanId,
        version: u16,
        item: ItemId,
        choice: ItemChoice,
        words: String,
    },
    CommentOnPlan {
        plan: PlanId,
        version: u16,
        comment: CommentId,
        item: Option<ItemId>,
        words: String,
        asks_reply: bool,
    },
    AgreeToPlan {
        plan: PlanId,
        version: u16,
        extent: AgreementExtent,
        open_items: Vec<ItemId>,
        words: String,
        /// The statements she ticked before (both are needed to agree).
        read_it: bool,
        may_change: bool,
        /// Her name, where she wishes to write it.
        #[serde(default)]
        signed: String,
        /// The same, drawn.
        #[serde(default, skip_serializing_if = "Drawing::is_empty")]
        drawn: Drawing,
    },
    /// 間違いの知らせ, her own items, and the answers to them.
    HerPlan(HerPlanCommand),
    /// 翻訳: the languages she reads, and items as a person translated them.
    Translation(TranslationCommand),
    /// Why she has not agreed; needed to confirm without her agreement.
    RecordNoAgreement {
        plan: PlanId,
        reason: String,
    },
    SubmitPlan {
        plan: PlanId,
    },
    ConfirmPlan {
        plan: PlanId,
        version: u16,
        meeting: MeetingId,
    },
    /// 評価・中断・見守り・終結
    Timing(TimingCommand),
}

/// Longest free text, in characters.
pub const LONG_TEXT: usize = 4000;
/// Longest one-line text, in characters.
pub const SHORT_TEXT: usize = 200;
