//! 命令: everything that can be asked to happen. A variant never changes its meaning; a new need is a
//! new variant (old tablets send the old one).

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::block::{BlockReason, BlockTarget};
use crate::case::{AttendeeWishes, CaseStatus};
use crate::conference::{ConferenceCommand, Series, SlotMark};
use crate::consent::{Answer, AttendanceWish, Channel, ConsentKind, ConsentScope};
use crate::cost::CostItem;
use crate::council::{Agency, CouncilPolicy, Delegation, DutyHolderKind, Role, Staff};
use crate::form::{Attendee, FormData, InfoCategory, Span};
use crate::id::*;
use crate::inquiry::HerKnowledge;
use crate::matter::MatterCommand;
use crate::meeting::{
    AgendaTemplate, Attendance, CaseRole, EntryKind, HerAttendance, HerView, NextDate,
    SharingBasis, Unsettled,
};
use crate::plan::{AgreementExtent, ItemChoice, PlanItem, PlanKind};
use crate::protection::{ProtectionEndReason, ProtectionGround, ProtectionMode};
use crate::record::{Means, RiskLevel, ThreeParts, UrgencyLevel};
use crate::request::{PreparedRole, Verdict};
use crate::tsunagi::{Desk, TsunagiWay};

/// What a screen sends: one command with its own id, so that sending it again changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    pub id: CommandId,
    /// When it happened, by the device's clock; order is the server's.
    pub occurred_at: DateTime<Utc>,
    pub command: Command,
}

/// One of the two aggregates and what is to happen to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(
    clippy::large_enum_variant,
    reason = "one command at a time; a box would only hide it"
)]
pub enum Command {
    /// 相談受理: opens a case under the id the device chose.
    AcceptCase {
        case: CaseId,
        /// 相談受付票, all fields; the P4 fields are sealed apart.
        form: FormData,
    },
    Case {
        case: CaseId,
        act: CaseCommand,
    },
    Council(CouncilCommand),
    /// 会議体の会議 under the id the device chose.
    Conference {
        conference: ConferenceId,
        act: ConferenceCommand,
    },
    /// 支援会議の案件 under the id the device chose.
    Matter {
        matter: MatterId,
        act: MatterCommand,
    },
}

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
    /// Corrects the 相談受付票; the whole form as it should stand.
    CorrectIntake {
        form: FormData,
    },
    /// アセスメント (F-09)
    SaveAssessment {
        form: FormData,
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
        parts: ThreeParts,
        categories: Vec<InfoCategory>,
        next_step: String,
        shown_to_her: bool,
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

    // ── 計画
    /// Starts a plan or writes its next version, whole.
    WritePlan {
        plan: PlanId,
        kind: PlanKind,
        /// The version the writer had before; 0 for the first.
        base: u16,
        from: NaiveDate,
        to: NaiveDate,
        wish_words: String,
        goal_long: String,
        goals_short: Vec<String>,
        items: Vec<PlanItem>,
        monitoring_date: NaiveDate,
        first_contact: Option<StaffId>,
        watch_over: String,
        /// 安全のための約束 (P4); none leaves what stands.
        safety_plan: Option<String>,
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
    },
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
}

/// What can happen to a council.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CouncilCommand {
    SetPolicy {
        policy: CouncilPolicy,
    },
    AddAgency {
        agency: Agency,
    },
    ChangeAgency {
        agency: Agency,
    },
    AddStaff {
        staff: Box<Staff>,
    },
    EndPost {
        staff: StaffId,
        until: NaiveDate,
    },
    AppointDelegate {
        delegation: Delegation,
    },
    EndDelegation {
        role: Role,
        of: StaffId,
        to: StaffId,
        until: NaiveDate,
    },
    SignPledge {
        holder: DutyHolderKind,
    },
    /// 会議の系列, whole: a new one or as it should stand.
    SetSeries {
        series: Box<Series>,
    },
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Actor {
    Staff(StaffId),
    /// She herself, at her door.
    Woman,
    /// She herself on a worker's tablet, witnessed.
    WomanWith(StaffId),
}

impl Actor {
    /// The staff account behind it, for the record.
    pub fn staff(self) -> Option<StaffId> {
        match self {
            Self::Staff(id) | Self::WomanWith(id) => Some(id),
            Self::Woman => None,
        }
    }
}

/// Longest free text, in characters.
pub const LONG_TEXT: usize = 4000;
/// Longest one-line text, in characters.
pub const SHORT_TEXT: usize = 200;

/// Earliest instant the program accepts as a time of occurrence.
pub fn earliest() -> Option<NaiveDateTime> {
    NaiveDate::from_ymd_opt(1912, 7, 30).and_then(|date| date.and_hms_opt(0, 0, 0))
}
