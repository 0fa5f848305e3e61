//! 出来事: what happened to a case; append-only, the history of everything.
//!
//! Events of class P4 ([`CaseEvent::class`]) fold into [`Whereabouts`] only and are sealed under the
//! place's key; all others fold into [`CaseFile`].

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::block::AccessBlock;
use crate::break_glass::BreakGlass;
use crate::case::{AttendeeWishes, CaseFile, CaseStatus, Whereabouts, Wish};
use crate::child_notice::ChildNotice;
use crate::command::Actor;
use crate::conflict::{Conflict, Settled};
use crate::consent::{Consent, ConsentChange};
use crate::form::{Attendee, Class, FamilyEntry, FormData, Span};
use crate::handover::HandoverEvent;
use crate::her_plan::HerPlanEvent;
use crate::id::*;
use crate::inquiry::{Inquiry, InquiryEnd, InquiryStatus};
use crate::joined::Joined;
use crate::ledger::LedgerRecord;
use crate::matter::ToldConference;
use crate::meeting::*;
use crate::plan::*;
use crate::posthoc::{PosthocRejection, PosthocReport};
use crate::protection::*;
use crate::record::{ContactRecord, RiskLevel, RiskRecord, UrgencyLevel};
use crate::request::*;
use crate::sub_plan::SubPlan;
use crate::taking_part::TakePartEvent;
use crate::task::TaskStep;
use crate::tie::{Tie, TieHow, TieSide, TieVoice};
use crate::timing::TimingEvent;
use crate::transfer::TransferEvent;
use crate::translation::TranslationEvent;
use crate::tsunagi::{Tsunagi, TsunagiAnswer};
use crate::watch::{MeasureStep, ProtectionOrder, Stay, Watched};

/// An event with who and when, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happened {
    pub by: Actor,
    pub at: DateTime<Utc>,
    pub what: CaseEvent,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseEvent {
    CaseAccepted {
        case: Box<CaseFile>,
    },
    /// The line of one meeting in the 進行管理台帳; a second one of the same source replaces it.
    LedgerKept {
        record: Box<LedgerRecord>,
    },
    LedgerUndone {
        round: ConferenceId,
    },
    LedgerNoted {
        note: String,
    },
    /// `written_at`: by the writer's device; none in events of before.
    IntakeCorrected {
        form: FormData,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        written_at: Option<DateTime<Utc>>,
    },
    /// P4
    IntakeSecretsWritten {
        form: FormData,
    },
    /// P4: whoever stands on the list of the family no more takes no school along. The list, whole.
    SchoolsSetAside {
        people: Vec<FamilyEntry>,
    },
    AssessmentSaved {
        form: FormData,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        written_at: Option<DateTime<Utc>>,
    },
    /// Somebody else had written into the same field meanwhile: both are kept.
    FieldsConflicted {
        conflicts: Vec<Conflict>,
    },
    ConflictSettled {
        number: u32,
        settled: Box<Settled>,
    },
    ConflictReopened {
        number: u32,
    },
    CaseMoved {
        from: CaseStatus,
        to: CaseStatus,
        reason: String,
        referred_to: Option<AgencyId>,
    },
    WorkerAssigned {
        staff: StaffId,
    },
    WorkerReleased {
        staff: StaffId,
    },
    WishRecorded {
        wish: Wish,
    },
    AttendeeWishesRecorded {
        wishes: AttendeeWishes,
    },
    RecordWritten {
        record: Box<ContactRecord>,
    },
    RiskJudged {
        record: Box<RiskRecord>,
    },
    /// Another record of hers is read with this one.
    CaseJoined {
        joined: Joined,
    },
    /// This record is read with another one of hers.
    CaseJoinedTo {
        joined: Joined,
    },
    CaseParted {
        other: CaseId,
    },
    /// A device on which this case was taken along is lost. Told once for each who took it along.
    TakenAlongLost {
        device: DeviceId,
        carrier: StaffId,
        taken_at: DateTime<Utc>,
    },
    ChildNoticeDecided {
        notice: ChildNotice,
    },
    /// 支援会議があったという事実; a second one of the same conference replaces it.
    ConferenceTold {
        told: Box<ToldConference>,
    },

    ProtectionConsidered {
        protection: ProtectionId,
    },
    ProtectionRequested {
        protection: ProtectionId,
    },
    ProtectionDecided {
        protection: ProtectionId,
        grant: bool,
        ground: Option<ProtectionGround>,
        mode: Option<ProtectionMode>,
        alternative: String,
    },
    ProtectionStarted {
        protection: ProtectionId,
        companions: u8,
        planned_end: Option<NaiveDate>,
        notes: String,
    },
    /// P4
    PlaceWritten {
        protection: ProtectionId,
        place: String,
    },
    ProtectionExtended {
        protection: ProtectionId,
        planned_end: NaiveDate,
        reason: String,
    },
    ProtectionEnded {
        protection: ProtectionId,
        end: ProtectionEnd,
    },
    PlaceKnowersNamed {
        knowers: BTreeSet<StaffId>,
    },

    ConsentRecorded {
        consent: Box<Consent>,
    },
    ConsentChanged {
        consent: ConsentId,
        change: ConsentChange,
    },

    StartedBeforeMeeting {
        report: Box<PosthocReport>,
    },
    PostHocApproved {
        report: PosthocId,
        meeting: MeetingId,
        by: StaffId,
    },
    PostHocRejected {
        report: PosthocId,
        rejection: PosthocRejection,
    },

    AgencyAsked {
        inquiry: Box<Inquiry>,
    },
    /// Answered, declined or taken back.
    InquiryEnded {
        inquiry: InquiryId,
        to: InquiryStatus,
        end: InquiryEnd,
    },
    InquiryEndOpened {
        inquiry: InquiryId,
        by: StaffId,
    },

    TsunagiRecorded {
        tsunagi: Box<Tsunagi>,
    },
    TsunagiAnswered {
        record: RecordId,
        answer: TsunagiAnswer,
    },

    TaskStepped {
        step: TaskStep,
    },
    /// 保護命令 as it now stands.
    OrderKept {
        order: ProtectionOrder,
    },
    AddressProtectionKept {
        measure: MeasureId,
        form: FormData,
    },
    /// P4
    AddressProtectionSecretsWritten {
        measure: MeasureId,
        form: FormData,
    },
    AddressProtectionStepped {
        measure: MeasureId,
        step: MeasureStep,
    },
    StayKept {
        stay: Stay,
    },
    ReminderTicked {
        of: Watched,
        day: NaiveDate,
    },
    TieRecorded {
        tie: Box<Tie>,
    },
    TieChanged {
        tie: TieId,
        how: TieHow,
        words: String,
        by: TieVoice,
    },
    TieEnded {
        tie: TieId,
        side: TieSide,
    },
    Handover {
        handover: HandoverId,
        what: HandoverEvent,
    },
    Transfer {
        transfer: TransferId,
        what: TransferEvent,
    },

    BlockSet {
        block: AccessBlock,
    },
    BlockLifted {
        block: BlockId,
    },
    GlassBroken {
        opening: BreakGlass,
    },
    BreakGlassConfirmed {
        opening: BreakGlassId,
        by: StaffId,
    },
    BreakGlassReviewed {
        opening: BreakGlassId,
        by: StaffId,
    },
    DangerOfTellingRecorded {
        opening: BreakGlassId,
        by: StaffId,
    },

    RequestSubmitted {
        request: Box<ConferenceRequest>,
    },
    /// P4
    WishedPlaceWritten {
        request: RequestId,
        place: String,
    },
    RequestResubmitted {
        request: RequestId,
        form: FormData,
    },
    RequestWithdrawn {
        request: RequestId,
        reason: String,
    },
    RequestDecided {
        request: RequestId,
        decision: RequestDecision,
    },
    MeetingRolesProposed {
        request: RequestId,
        roles: Vec<PreparedRole>,
    },
    MeetingRolesAgreed {
        request: RequestId,
        by: StaffId,
    },
    Convened {
        request: RequestId,
        convocation: Convocation,
        meeting: Box<Meeting>,
    },
    MeetingPostponed {
        request: RequestId,
        reason: String,
    },
    ReportSubmitted {
        request: RequestId,
        report: Report,
    },
    /// P4
    HeldAtWritten {
        request: RequestId,
        place: String,
    },
    ReportFiled {
        request: RequestId,
        by: StaffId,
    },

    /// 会議の日にのせた: a meeting of the case in a slot of that day.
    PlacedOnDay {
        meeting: Box<Meeting>,
    },
    /// Follows the calling (招集) of the day.
    CalledForDay {
        meeting: MeetingId,
    },
    /// Follows a day that was put off.
    MovedWithDay {
        meeting: MeetingId,
        planned: Span,
    },
    TakenOffDay {
        meeting: MeetingId,
        reason: String,
    },
    PreparationDone {
        meeting: MeetingId,
        step: PreparationStep,
    },

    /// Who is not called to the slot has left the room (BR-032).
    RoomCleared {
        meeting: MeetingId,
        by: StaffId,
    },
    MeetingOpened {
        meeting: MeetingId,
    },
    AttendanceRecorded {
        meeting: MeetingId,
        attendance: Vec<Attendance>,
    },
    HerAttendanceRecorded {
        meeting: MeetingId,
        attendance: HerAttendance,
    },
    HerStatementRecorded {
        meeting: MeetingId,
        words: String,
    },
    ItemStarted {
        meeting: MeetingId,
        item: usize,
    },
    ItemMinutesSet {
        meeting: MeetingId,
        item: usize,
        minutes: u16,
    },
    EntryAdded {
        meeting: MeetingId,
        entry: Entry,
    },
    Decided {
        meeting: MeetingId,
        decision: Decision,
    },
    RoleAssigned {
        meeting: MeetingId,
        assignment: RoleAssignment,
    },
    JudgedAtMeeting {
        meeting: MeetingId,
        risk: RiskLevel,
        urgency: UrgencyLevel,
    },
    UnsettledRecorded {
        meeting: MeetingId,
        what: Unsettled,
    },
    NextDateSet {
        meeting: MeetingId,
        next: NextDate,
    },
    MeetingAdjourned {
        meeting: MeetingId,
    },
    /// Follows a withdrawal of consent (BR-052) or of the request.
    MeetingCancelled {
        meeting: MeetingId,
    },
    /// Follows a narrowing of consent (BR-052): taken off the list of an unheld meeting.
    AttendeesRemoved {
        meeting: MeetingId,
        removed: Vec<Attendee>,
    },
    /// 会議への本人の参加
    TookPart {
        meeting: MeetingId,
        what: TakePartEvent,
    },
    MinutesConfirmed {
        meeting: MeetingId,
        her_version: String,
        by: StaffId,
    },
    MinutesShared {
        meeting: MeetingId,
        with: BTreeSet<AgencyId>,
    },

    PlanWritten {
        plan: PlanId,
        kind: PlanKind,
        version: Box<PlanVersion>,
        /// By the writer's device; none in what was kept before it was noted.
        #[serde(default)]
        typed_at: Option<DateTime<Utc>>,
    },
    /// P4
    SafetyPlanWritten {
        plan: PlanId,
        words: String,
    },
    SubPlanAttached {
        sub_plan: Box<SubPlan>,
    },
    PlanShared {
        plan: PlanId,
        version: u16,
    },
    CommentAnswered {
        plan: PlanId,
        comment: CommentId,
        answer: CommentAnswer,
    },
    ItemReplied {
        plan: PlanId,
        reply: ItemReply,
    },
    PlanCommented {
        plan: PlanId,
        comment: Comment,
    },
    PlanAgreementGiven {
        plan: PlanId,
        agreement: Agreement,
    },
    /// Her own items, what she has read, and answers to her.
    HerPlan(HerPlanEvent),
    /// 翻訳
    Translation(TranslationEvent),
    NoAgreementRecorded {
        plan: PlanId,
        reason: String,
    },
    PlanSubmitted {
        plan: PlanId,
    },
    PlanConfirmed {
        plan: PlanId,
        confirmation: Confirmation,
    },
    /// 評価・中断・見守り・終結
    Timing(TimingEvent),
}

impl CaseEvent {
    /// P4 events are sealed under the place's key; everything else under the case's.
    pub fn class(&self) -> Class {
        match self {
            Self::IntakeSecretsWritten { .. }
            | Self::SchoolsSetAside { .. }
            | Self::PlaceWritten { .. }
            | Self::WishedPlaceWritten { .. }
            | Self::HeldAtWritten { .. }
            | Self::AddressProtectionSecretsWritten { .. }
            | Self::SafetyPlanWritten { .. } => Class::P4,
            _ => Class::P3,
        }
    }
}

impl Whereabouts {
    /// Folds one P4 event; others leave it as it is.
    pub fn apply(&mut self, happened: &Happened) {
        match &happened.what {
            CaseEvent::IntakeSecretsWritten { form } => self.intake = form.clone(),
            CaseEvent::SchoolsSetAside { people } => self.schools_aside.clone_from(people),
            CaseEvent::PlaceWritten { protection, place } => {
                self.places.insert(*protection, place.clone());
            }
            CaseEvent::WishedPlaceWritten { request, place } => {
                self.wished_places.insert(*request, place.clone());
            }
            CaseEvent::HeldAtWritten { request, place } => {
                self.held_at.insert(*request, place.clone());
            }
            CaseEvent::AddressProtectionSecretsWritten { measure, form } => {
                self.measures.insert(*measure, form.clone());
            }
            CaseEvent::SafetyPlanWritten { plan, words } => {
                self.safety_plans.insert(*plan, words.clone());
            }
            _ => {}
        }
    }
}
