//! 見せるもの: what may leave the server, already cut down to the reader's fields.
//!
//! Aggregates are never sent. Every name of an agency in a view went through [`Names`], so that a
//! secret one is 「支援機関」 to all who may not know it.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::access::Fields;
use crate::area::Area;
use crate::block::{BlockReason, BlockTarget};
use crate::break_glass::BreakGlass;
use crate::case::{AttendeeWishes, CaseStatus, Wish};
use crate::command::Actor;
use crate::consent::{Consent, ConsentKind, ConsentStatus};
use crate::council::{CouncilPolicy, Delegation, Municipality, Role};
use crate::form::{Attendee, FormData};
use crate::id::*;
use crate::language::{Language, LanguageCheck};
use crate::meeting::*;
use crate::plan::*;
use crate::posthoc::MissingMeeting;
use crate::protection::Protection;
use crate::record::{RiskLevel, ThreeParts, UrgencyLevel};
use crate::request::{ConferenceRequest, RequestStatus};
use crate::wire::{Line, Rights};

pub mod along;
mod card;
pub mod case;
pub mod child_notice;
pub mod conference;
pub mod conflict;
pub mod cost;
mod council;
pub mod desk;
pub mod device;
pub mod evaluation;
pub mod given;
pub mod handover;
pub mod held;
pub mod her;
mod her_record;
mod inbox;
mod inquiry;
pub mod joined;
pub mod ledger;
pub mod looked;
pub mod matter;
mod meeting;
mod names;
mod next_step;
mod own;
pub mod patrol;
pub mod plan;
mod posthoc;
mod reader;
mod request;
mod sub_plan;
mod task;
pub mod tie;
mod timeline;
pub mod transfer;
mod translation;
mod tsunagi;
pub mod watch;

pub use card::CaseCard;
pub use her_record::HerRecord;
pub use inbox::{Inbox, InboxItem, InboxKind, Notice};
pub use inquiry::{InquiryView, asked_of, for_paper as inquiry_for_paper, news_of};
pub use names::Names;
pub use next_step::{NextStep, next_steps};
pub use own::{OwnAnswer, OwnLine, OwnOf};
pub use posthoc::{ApprovedAt, PosthocView, RejectedAt, for_paper as posthoc_for_paper};
pub use reader::Reader;
pub use sub_plan::{SubPlanView, SubPlanWanted};
pub use task::{OwnTask, TaskStepView, TaskView};
pub use timeline::{PhotoView, RecordView, TimelineEntry};
pub use translation::{Translated, TranslatedItem, TranslationsView};
pub use tsunagi::TsunagiView;

/// An agency as this reader may know it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct AgencyRef {
    pub id: AgencyId,
    pub name: String,
}

/// A colleague.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PersonRef {
    pub id: StaffId,
    pub name: String,
    pub agency: AgencyRef,
}

/// The signed-in person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    pub id: StaffId,
    pub name: String,
    pub agency: AgencyRef,
    pub roles: Vec<Role>,
    pub council: String,
    pub center: AgencyId,
    pub coordinating_agency: AgencyId,
    /// Today in Japan, by the server's clock.
    pub today: NaiveDate,
    pub now: DateTime<Utc>,
    /// The pledge must be signed before any case opens.
    pub pledge_needed: bool,
    pub rights: Rights,
    /// Whatever is asked after this answer shows at least what happened up to here.
    #[serde(default)]
    pub line: Line,
}

/// Agencies and people to choose from; none of them where a paper asks for none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directory {
    pub agencies: Vec<AgencyRef>,
    pub people: Vec<PersonRef>,
}

/// The board: cards of all columns, by urgency, due date and number; never by a sealed field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    pub cards: Vec<Card>,
    pub seq: u64,
    /// 形骸化への注意 (BR-025), for the 調整担当者.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hollow: Option<String>,
}

/// What search found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    pub cards: Vec<Card>,
    /// There are more than shown.
    pub more: bool,
}

/// One card. Field names are short because a thousand of them travel together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    pub id: CaseId,
    pub no: String,
    /// 呼ばれたい名前; none = show the number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub status: CaseStatus,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urgency: Option<UrgencyLevel>,
    pub next: NextStep,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    /// 主担当機関
    pub agency: String,
    /// State of the consent to hold (or, before it is asked, of sharing), with its last day.
    pub consent: ConsentStatus,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// 自分の担当
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub mine: bool,
    /// 返事待ち: a comment of hers waits for an answer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub waits: bool,
    /// Date of the next convened meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<NaiveDate>,
    /// Whether this reader may move it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub movable: bool,
    /// Read with another record of hers; for those who keep it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub joined: bool,
}

/// One case as this reader may know it. What is hidden is absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseView {
    pub id: CaseId,
    pub no: String,
    pub seq: u64,
    pub status: CaseStatus,
    pub accepted_on: NaiveDate,
    pub today: NaiveDate,
    pub fields: Fields,
    pub called_name: Option<String>,
    pub name: Option<String>,
    pub kana: Option<String>,
    pub birth: Option<NaiveDate>,
    /// 35歳, 推定35歳
    pub age: Option<String>,
    /// 30代, for those who see no names.
    pub age_band: Option<String>,
    pub family: Vec<FamilyView>,
    pub opposing: Option<(String, String)>,
    pub intake: FormData,
    pub assessment: Option<FormData>,
    pub agency_in_charge: AgencyRef,
    pub workers: Vec<PersonRef>,
    pub wishes: Vec<Wish>,
    /// Her wishes are not for the reader, whether there are any or not.
    #[serde(default)]
    pub wishes_withheld: bool,
    /// What she added and wished, with the answers to it.
    #[serde(default)]
    pub own: Vec<OwnLine>,
    pub attendee_wishes: Option<AttendeeWishes>,
    pub risk: Option<RiskView>,
    pub next_steps: Vec<(NextStep, Option<NaiveDate>)>,
    pub protections: Vec<Protection>,
    /// Only for those on it.
    pub place_knowers: Option<Vec<PersonRef>>,
    pub consents: Vec<ConsentView>,
    pub blocks: Option<Vec<BlockView>>,
    pub requests: Vec<RequestSummary>,
    pub meetings: Vec<MeetingSummary>,
    /// The next day that a meeting set, where no consent carries it any more; for those who prepare it.
    #[serde(default)]
    pub next_unfounded: Option<NaiveDate>,
    pub plans: Vec<PlanSummary>,
    pub roles: Vec<RoleView>,
    pub break_glass: Vec<BreakGlass>,
    /// 事後報告, oldest first.
    pub posthoc: Vec<PosthocView>,
    /// 作成・再プラン・中断・終結 without a meeting (BR-024).
    pub meetings_missing: Vec<MissingMeeting>,
    /// 照会・協力依頼, oldest first.
    pub inquiries: Vec<InquiryView>,
    /// 評価・中断・見守り・終結
    #[serde(default)]
    pub timings: evaluation::TimingsView,
    /// つなぎ, for those who keep the record.
    pub tsunagi: Vec<TsunagiView>,
    /// やること, open ones first; what was done long ago stands in the timeline.
    pub tasks: Vec<TaskView>,
    /// 保護命令・支援措置・在留 and the days to be watched, for those who keep the record.
    pub watch: Option<watch::WatchView>,
    /// 移管, for those who keep the record.
    pub transfers: Vec<transfer::TransferView>,
    pub transfer_ways: Vec<transfer::TransferWay>,
    /// A hand-over that somebody still has to do something about.
    pub handover: Option<handover::HandoverLine>,
    /// 支援会議があったという事実, for those who keep the record.
    pub told: Vec<matter::ToldFact>,
    /// Agencies that occur in this view, so that ids can be shown by name.
    pub agencies: Vec<AgencyRef>,
    pub people: Vec<PersonRef>,
    /// She may be under eighteen, for those who would notify the 児童相談所.
    #[serde(default)]
    pub child_notice: Option<child_notice::ChildNoticeView>,
    /// 同じ欄の二つの記入, for those who write on the papers.
    #[serde(default)]
    pub conflicts: Vec<conflict::ConflictView>,
    /// There are, or may be, other records of hers that the reader may ask for.
    #[serde(default)]
    pub has_others: bool,
    pub rights: Rights,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FamilyView {
    pub name: String,
    pub relation: String,
    pub age: Option<String>,
    pub accompanies: bool,
    pub school: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RiskView {
    pub risk: RiskLevel,
    pub urgency: UrgencyLevel,
    pub tool: String,
    pub judged_at: DateTime<Utc>,
    pub by: String,
    /// Absent without the right; 所見 absent for all who may not read it.
    pub parts: Option<ThreeParts>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentView {
    pub consent: Consent,
    pub status: ConsentStatus,
    pub asked_by: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockView {
    pub id: BlockId,
    pub target: BlockTarget,
    pub name: String,
    pub reason: BlockReason,
    pub set_at: DateTime<Utc>,
    pub lifted: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestSummary {
    pub id: RequestId,
    pub status: RequestStatus,
    pub agency: AgencyRef,
    pub submitted_at: DateTime<Utc>,
    pub meeting: Option<MeetingId>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingSummary {
    pub id: MeetingId,
    pub number: u16,
    #[serde(default)]
    pub kind: MeetingKind,
    /// The conference day it is a slot of.
    #[serde(default)]
    pub conference: Option<ConferenceId>,
    pub status: MeetingStatus,
    pub planned: crate::form::Span,
    pub basis: String,
    /// Whether this reader may open it.
    pub opens: bool,
    /// Her consent has become narrower under it; told to those who prepare it.
    #[serde(default)]
    pub shaken: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanSummary {
    pub id: PlanId,
    pub status: PlanStatus,
    pub version: u16,
    pub monitoring_date: Option<NaiveDate>,
    /// A version of it was confirmed: it can be evaluated, and what comes after it is a 再プラン.
    #[serde(default)]
    pub confirmed: bool,
    pub waiting: usize,
    pub opens: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleView {
    pub role: CaseRole,
    pub agency: AgencyRef,
    pub person: Option<String>,
    pub tasks: String,
    pub how: AssignmentHow,
    pub her_view: HerView,
    pub dissent: String,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
}

/// Timeline, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    pub entries: Vec<TimelineEntry>,
    /// Where the next page begins; none = that was all.
    pub before: Option<u64>,
}

/// One 開催要請.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestView {
    pub case: CaseId,
    pub case_no: String,
    pub request: ConferenceRequest,
    /// Upper half as this reader may see it.
    pub form: FormData,
    pub agency: AgencyRef,
    pub submitted_by: String,
    pub decided_by: Option<String>,
    pub consent: ConsentStatus,
    pub report: Option<FormData>,
    /// Lower half as the meeting already knows it.
    pub report_prefill: FormData,
    /// 家計・就労 in the plan (BR-028): agencies to be called, a notice and never a stop.
    #[serde(default)]
    pub wanted: Vec<AgencyRef>,
    /// 参集範囲 in words.
    pub agencies: Vec<AgencyRef>,
    pub people: Vec<PersonRef>,
    pub today: NaiveDate,
    pub rights: Rights,
}

/// One meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingView {
    pub case: CaseId,
    pub case_no: String,
    pub called_name: Option<String>,
    pub meeting: Meeting,
    /// Her words and the talk are not for the reader, whether there are any or not.
    #[serde(default)]
    pub withheld: bool,
    pub basis: String,
    pub matters: Vec<String>,
    pub wish: Option<Wish>,
    pub attendance_wish: Option<crate::consent::AttendanceWish>,
    /// いっしょにいてほしい人, as she said.
    #[serde(default)]
    pub with_her: Vec<crate::taking_part::Companion>,
    pub agencies: Vec<AgencyRef>,
    pub people: Vec<PersonRef>,
    /// Names of invited people whose pledge is missing.
    pub unpledged: Vec<Attendee>,
    /// 事後報告 that wait for a meeting, and those approved at this one.
    pub posthoc: Vec<PosthocView>,
    /// 家計・就労 in the plan, whose agencies are not called to this meeting (BR-028): a notice to those
    /// in charge.
    #[serde(default)]
    pub not_called: Vec<AgencyRef>,
    pub now: DateTime<Utc>,
    pub rights: Rights,
}

/// One plan for staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanView {
    pub case: CaseId,
    pub case_no: String,
    pub called_name: Option<String>,
    pub wish: Option<Wish>,
    /// Her wish is not for the reader, whether there is any or not.
    #[serde(default)]
    pub wish_withheld: bool,
    pub plan: SupportPlan,
    /// 安全のための約束; none for who may not know it, empty where nobody wrote one.
    pub safety_plan: Option<String>,
    /// Difference of the newest version to the one before.
    pub changes: Vec<PlanChange>,
    /// What she added and wished, with the answers to it.
    #[serde(default)]
    pub own: Vec<OwnLine>,
    pub agencies: Vec<AgencyRef>,
    pub people: Vec<PersonRef>,
    pub meetings: Vec<MeetingSummary>,
    /// Why this council confirms it without a meeting; none where it needs one (BR-024).
    #[serde(default)]
    pub without_meeting: Option<String>,
    /// 家計再生・就労準備・施設のプラン of the items that the reader sees.
    #[serde(default)]
    pub sub_plans: Vec<SubPlanView>,
    /// Items that should have one and have none (BR-028).
    #[serde(default)]
    pub sub_plans_wanted: Vec<SubPlanWanted>,
    /// The items in the languages she reads.
    #[serde(default)]
    pub translations: TranslationsView,
    /// Boxes into which two wrote, for those who write the plan.
    #[serde(default)]
    pub conflicts: Vec<conflict::ConflictView>,
    pub rights: Rights,
}

/// One difference between two versions, in words for both doors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanChange {
    pub item: Option<ItemId>,
    pub what: PlanChangeKind,
    pub label: String,
    pub before: String,
    pub after: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanChangeKind {
    Added,
    Removed,
    Changed,
}

/// P4.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhereaboutsView {
    pub intake: FormData,
    pub places: Vec<(ProtectionId, String)>,
    pub wished_places: Vec<(RequestId, String)>,
    pub held_at: Vec<(RequestId, String)>,
    pub safety_plans: Vec<(PlanId, String)>,
    /// 支援措置: 申出先・前住所・本籍
    #[serde(default)]
    pub measures: Vec<(MeasureId, FormData)>,
}

/// The official paper, values formatted as printed, by field key of the two forms.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetView {
    pub case_no: String,
    /// Upper half: key → text as printed.
    pub upper: std::collections::BTreeMap<String, String>,
    /// Keys of the ticked boxes of the upper half.
    pub ticked: Vec<String>,
    pub consent: bool,
    pub lower: Option<std::collections::BTreeMap<String, String>>,
    /// The address is shown on this copy.
    pub address_open: bool,
    pub may_open_address: bool,
}

/// Answer to a number: whether such a case can be asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbered {
    pub case: CaseId,
}

/// The council for its officer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CouncilPage {
    pub name: String,
    /// 「みほん市・ためし市（共同設置）」 today.
    #[serde(default)]
    pub held_by: String,
    /// Who holds it or held it, newest first.
    #[serde(default)]
    pub municipalities: Vec<Municipality>,
    pub policy: CouncilPolicy,
    /// Languages of her pages that somebody has checked for this council.
    #[serde(default)]
    pub checked_languages: BTreeMap<Language, LanguageCheck>,
    pub agencies: Vec<AgencyLine>,
    pub staff: Vec<StaffLine>,
    pub delegations: Vec<Delegation>,
    pub rights: Rights,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyLine {
    pub agency: AgencyRef,
    pub kind: String,
    pub secret: bool,
    pub member: bool,
    /// 区域
    #[serde(default)]
    pub area: Option<Area>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffLine {
    pub person: PersonRef,
    pub login_name: String,
    pub unit: Option<String>,
    pub roles: Vec<Role>,
    pub in_post: bool,
    pub until: Option<NaiveDate>,
    pub pledged: bool,
}

/// Who did something, as shown.
pub fn actor_name(names: &Names<'_>, actor: Actor) -> String {
    match actor {
        Actor::Woman => "本人".to_owned(),
        Actor::WomanWith(id) => format!("本人（そばに{}）", names.person_name(id)),
        Actor::WomanShown(id) => {
            format!("本人（{}の端末で。暗証番号なし）", names.person_name(id))
        }
        Actor::Staff(id) => names.person_name(id),
    }
}

/// Kinds of consent the case page lists even before they were asked.
pub const USUAL_CONSENTS: [ConsentKind; 4] = [
    ConsentKind::IntakeSharing,
    ConsentKind::HoldCaseReview,
    ConsentKind::ShareToCaseReview,
    ConsentKind::HerAttendance,
];
