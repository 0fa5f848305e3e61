//! 会議体の会議 as it may be seen: nothing in it is about a person.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::conference::{ConferenceKind, NotHeld, Rhythm, SeriesArea, titled};
use crate::cost::CostItem;
use crate::form::Span;
use crate::id::{ConferenceId, RecordId, SeriesId, StaffId};
use crate::meeting::{EntryKind, MeetingRole, MeetingStatus, PresenceMode};
use crate::view::{AgencyRef, PersonRef};
use crate::wire::Rights;

mod calendar;
mod fiscal_year;
mod minutes;
mod slots;
mod year;

pub(in crate::view) use calendar::{covered, name_of};
pub use fiscal_year::FiscalYear;
pub(crate) use slots::without;
pub use slots::{CaseDay, SlotLine, SlotOnWall, SlotsOnWall, counts, leads};

/// The conferences of one fiscal year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conferences {
    /// Fiscal year, by its first calendar year.
    pub year: i32,
    pub series: Vec<SeriesLine>,
    /// Newest first.
    pub conferences: Vec<ConferenceLine>,
    /// 「代表者会議がまだ開かれていません」 and the like, in plain words.
    pub warnings: Vec<String>,
    pub rights: Rights,
}

/// 会議の系列 in a list, with its standing members for the next one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesLine {
    pub id: SeriesId,
    pub kind: ConferenceKind,
    pub name: String,
    /// 地域 it is for; none = the whole council.
    #[serde(default)]
    pub area: Option<SeriesArea>,
    pub rhythm: Rhythm,
    pub core: Vec<Participant>,
    pub full: Vec<Participant>,
    /// 重層の四群, by number.
    pub groups: Vec<(u8, Vec<Participant>)>,
    pub also_serves: Vec<String>,
    pub held: u32,
    pub ended: bool,
}

impl SeriesLine {
    /// Its name with its area.
    pub fn title(&self) -> String {
        titled(&self.name, self.area.as_ref())
    }
}

/// One conference in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConferenceLine {
    pub id: ConferenceId,
    pub kind: ConferenceKind,
    pub name: String,
    pub number: u16,
    pub status: MeetingStatus,
    pub planned: Span,
    pub not_held: Option<NotHeld>,
    /// Where, for those who are called.
    #[serde(default)]
    pub room: Option<String>,
    /// The reader is called to it.
    pub mine: bool,
    /// The reader may open it.
    pub opens: bool,
}

/// Somebody called to a conference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    pub agency: AgencyRef,
    pub staff: Option<StaffId>,
    pub name: String,
}

/// One conference with its minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConferenceView {
    pub id: ConferenceId,
    pub kind: ConferenceKind,
    /// Banner of the legal basis (BR-051).
    pub banner: String,
    pub name: String,
    pub number: u16,
    pub status: MeetingStatus,
    pub planned: Span,
    pub room: String,
    pub full: bool,
    pub also_serves: Vec<String>,
    pub invited: Vec<Participant>,
    pub roles: Vec<(MeetingRole, Participant)>,
    pub opened_at: Option<DateTime<Utc>>,
    pub adjourned_at: Option<DateTime<Utc>>,
    pub paused_at: Option<DateTime<Utc>>,
    pub attendance: Vec<(Participant, PresenceMode, bool)>,
    pub items: Vec<ItemLine>,
    pub running: Option<usize>,
    pub entries: Vec<EntryLine>,
    pub decisions: Vec<DecisionLine>,
    pub issues: Vec<IssueLine>,
    /// Whether it is a day with slots.
    #[serde(default)]
    pub takes_slots: bool,
    /// 進行表: the slots that this reader may know of.
    #[serde(default)]
    pub slots: Vec<SlotLine>,
    /// How many cases this round has gone through.
    pub gone_through: u32,
    pub not_held: Option<NotHeld>,
    pub confirmed_by: Option<String>,
    pub shared_with: Vec<AgencyRef>,
    /// Conferences of the next tier an issue may be handed to.
    pub above: Vec<ConferenceLine>,
    pub agencies: Vec<AgencyRef>,
    pub people: Vec<PersonRef>,
    pub now: DateTime<Utc>,
    pub rights: Rights,
}

/// 次第の一項目.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemLine {
    pub title: String,
    pub minutes: u16,
    pub started_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryLine {
    pub id: RecordId,
    pub item: usize,
    pub kind: EntryKind,
    pub text: String,
    pub agency: Option<String>,
    pub by: String,
    pub at: DateTime<Utc>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionLine {
    pub id: RecordId,
    pub what: String,
    pub agency: String,
    pub due: Option<NaiveDate>,
    /// 費用, where one arises.
    pub cost: Option<CostItem>,
}

/// 課題・不足する社会資源.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueLine {
    pub id: RecordId,
    /// The conference it was raised in; commands about it go there.
    pub raised_in: ConferenceId,
    pub text: String,
    pub resource_gap: Option<String>,
    pub raised_on: NaiveDate,
    pub checked: bool,
    pub handed_to: Option<ConferenceId>,
    pub answer: String,
}

/// Activity of a fiscal year, for the 代表者会議: counts of meetings and agencies, issues that were
/// handed up, missing resources. Nothing about anyone (BR-050); counts of people are not in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearView {
    pub year: i32,
    /// Who holds the council, on the last day of the year that has come.
    #[serde(default)]
    pub held_by: String,
    /// Held, not held and planned, by kind.
    pub held: Vec<(ConferenceKind, HeldCount)>,
    pub issues: Vec<IssueLine>,
    /// Each missing resource with the days it was raised on, oldest first.
    pub gaps: Vec<(String, Vec<NaiveDate>)>,
    /// Agencies that took part in any conference of the year, of all members.
    pub taking_part: (u32, u32),
    pub warnings: Vec<String>,
    pub rights: Rights,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldCount {
    pub held: u32,
    pub not_held: u32,
    pub planned: u32,
}
