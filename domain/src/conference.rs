//! 会議体の会議: meetings of the council itself, which no single case owns (domain.md §5): 代表者会議,
//! 実務者会議, 支援会議, 重層的支援会議, and the in-house kinds that never count as 支援調整会議.
//!
//! A conference holds nothing of class P2 or above. What it says about a case is written to that case
//! (進行管理台帳, F-02); here stands only that the case was gone through.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::access::{Subject, WINDOW_AFTER, lists_conference};
use crate::area::AreaLevel;
use crate::calendar;
use crate::command::Actor;
use crate::cost::CostItem;
use crate::council::Tier;
use crate::form::{Attendee, Span};
use crate::id::{AgencyId, CaseId, ConferenceId, CouncilId, RecordId, SeriesId, SlotId, StaffId};
use crate::meeting::{
    AgendaItem, Attendance, EntryKind, MeetingRole, MeetingStatus, agencies_present,
};

mod apply;
mod kind;
mod slot;

pub use kind::{Basis, ConferenceKind, ProgramMeeting, Rhythm};
pub use slot::{Evaluated, Slot, SlotMark};

/// So long a conference is over before nobody is led back to its record any more; the record stays open to them.
pub const LED_BACK: TimeDelta = TimeDelta::days(30);

/// 記録の種類 of a conference's minutes: 本人の言葉 and 最近の様子 are about someone and belong to her case.
pub const CONFERENCE_ENTRIES: [EntryKind; 4] = [
    EntryKind::Fact,
    EntryKind::Opinion,
    EntryKind::Homework,
    EntryKind::ResourceGap,
];

/// 会議の系列: what is held again and again, with its standing members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    pub id: SeriesId,
    pub kind: ConferenceKind,
    pub name: String,
    /// 地域 it is for (domain.md §3.1); none = the whole council.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<SeriesArea>,
    pub rhythm: Rhythm,
    /// 中核の構成員: always called.
    pub core: Vec<Attendee>,
    /// 全体の構成員 beyond the core: called to a full meeting (BR-029).
    pub full: Vec<Attendee>,
    /// 重層の四群 (BR-032): group 1–4 of each member; groups 1–3 always, 4 as needed.
    pub groups: BTreeMap<u8, Vec<Attendee>>,
    /// 兼ねる会議 (BR-021, BR-022); opens no case to anybody.
    pub also_serves: BTreeSet<ProgramMeeting>,
    pub ended: bool,
}

/// 地域 of a series: 本庁地域 and each 振興局地域 hold a 実務者会議 of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesArea {
    pub level: AreaLevel,
    /// As it is called there, such as 東部振興局地域; a 振興局 has no 団体コード.
    pub name: String,
}

/// The name of a series with the area it is for.
pub fn titled(name: &str, area: Option<&SeriesArea>) -> String {
    match area {
        Some(area) if !name.contains(&area.name) => format!("{name}（{}）", area.name),
        _ => name.to_owned(),
    }
}

impl Series {
    /// Its name with its area, as it is told of everywhere.
    pub fn title(&self) -> String {
        titled(&self.name, self.area.as_ref())
    }

    /// All its standing members: core, full, and the four groups.
    pub fn members(&self) -> impl Iterator<Item = &Attendee> {
        let groups = self.groups.values().flatten();
        self.core.iter().chain(&self.full).chain(groups)
    }
}

/// 会議の一回.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conference {
    pub id: ConferenceId,
    pub council: CouncilId,
    pub series: SeriesId,
    pub kind: ConferenceKind,
    /// 第n回 of its series in its fiscal year.
    pub number: u16,
    pub status: MeetingStatus,
    pub planned: Span,
    pub room: String,
    /// With outside experts and all members, not only the core.
    pub full: bool,
    pub also_serves: BTreeSet<ProgramMeeting>,
    pub invited: Vec<Attendee>,
    pub roles: Vec<(MeetingRole, Attendee)>,
    pub opened_at: Option<DateTime<Utc>>,
    pub adjourned_at: Option<DateTime<Utc>>,
    pub paused_at: Option<DateTime<Utc>>,
    pub attendance: Vec<Attendance>,
    pub items: Vec<AgendaItem>,
    pub entries: Vec<ConferenceEntry>,
    pub decisions: Vec<ConferenceDecision>,
    /// 提起された課題, without identifiers, with the check by the 調整機関.
    pub issues: Vec<Issue>,
    /// Cases gone through in this round, with the place they had; the words stand in the case.
    pub rounds: BTreeSet<CaseId>,
    /// 進行表: cases in their order, each with a meeting of its own.
    #[serde(default)]
    pub slots: Vec<Slot>,
    /// 案件なしのため開催せず, or why else it was not held.
    pub not_held: Option<NotHeld>,
    pub confirmed_by: Option<(StaffId, DateTime<Utc>)>,
    pub shared_with: BTreeSet<AgencyId>,
}

/// A line of the minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConferenceEntry {
    pub id: RecordId,
    pub item: usize,
    pub kind: EntryKind,
    pub text: String,
    pub agency: Option<AgencyId>,
    pub by: StaffId,
    pub at: DateTime<Utc>,
}

/// 決定.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConferenceDecision {
    pub id: RecordId,
    pub what: String,
    pub agency: AgencyId,
    pub due: Option<NaiveDate>,
    /// 費用, where one arises.
    #[serde(default)]
    pub cost: Option<CostItem>,
    pub by: StaffId,
    pub at: DateTime<Utc>,
}

/// 課題・不足する社会資源 (BR-034): raised below, checked for identifiers, handed up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    pub id: RecordId,
    pub text: String,
    /// 不足する社会資源, as one term such as 「夜間のショートステイ」.
    pub resource_gap: Option<String>,
    pub raised_on: NaiveDate,
    pub by: StaffId,
    /// 調整機関 has read it and found nobody recognisable in it.
    pub checked: Option<(StaffId, DateTime<Utc>)>,
    /// The conference of the next tier it was handed to.
    pub handed_to: Option<ConferenceId>,
    /// What became of it there.
    pub answer: String,
}

/// Why a conference that was planned did not take place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotHeld {
    /// 案件なしのため開催せず (S4)
    NoCases,
    Other(String),
}

/// What can be asked to happen to a conference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConferenceCommand {
    /// Plans one of a series; agenda and members come from the series (never typed twice).
    Plan {
        series: SeriesId,
        planned: Span,
        room: String,
        full: bool,
        also_serves: BTreeSet<ProgramMeeting>,
        invited: Vec<Attendee>,
        chair: Attendee,
        recorder: Attendee,
    },
    /// 招集
    Notify,
    /// Another day; the members are called anew.
    Postpone {
        planned: Span,
        reason: String,
    },
    Open,
    RecordAttendance {
        attendance: Vec<Attendance>,
    },
    /// Goes to an item of the agenda; the one before ends with its actual minutes.
    StartItem {
        item: usize,
    },
    Pause,
    Resume,
    /// Sets the guide time of an item; a guide is never a stop (BR-026).
    SetMinutes {
        item: usize,
        minutes: u16,
    },
    AddEntry {
        entry: RecordId,
        item: usize,
        kind: EntryKind,
        text: String,
        agency: Option<AgencyId>,
    },
    Decide {
        decision: RecordId,
        what: String,
        agency: AgencyId,
        due: Option<NaiveDate>,
        /// 費用, where one arises.
        #[serde(default)]
        cost: Option<CostItem>,
    },
    RaiseIssue {
        issue: RecordId,
        text: String,
        resource_gap: Option<String>,
    },
    /// 調整機関: nobody is recognisable in it.
    CheckIssue {
        issue: RecordId,
    },
    HandIssueUp {
        issue: RecordId,
        to: ConferenceId,
    },
    AnswerIssue {
        issue: RecordId,
        answer: String,
    },
    /// The case was gone through in this round.
    GoThrough {
        case: CaseId,
    },
    /// Takes the place that another slot has now.
    MoveSlot {
        slot: SlotId,
        to: SlotId,
    },
    SetSlotMinutes {
        slot: SlotId,
        minutes: u16,
    },
    Adjourn,
    ConfirmMinutes,
    /// To the agencies of those who took part, and no others.
    ShareMinutes,
    NotHold {
        reason: NotHeld,
    },
}

/// What happened to a conference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConferenceEvent {
    ConferencePlanned {
        conference: Box<Conference>,
    },
    ConferenceNotified,
    ConferencePostponed {
        planned: Span,
        reason: String,
        /// 第n回 of the series where the new day lies in another fiscal year; else it keeps its own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<u16>,
    },
    ConferenceOpened,
    ConferenceAttendanceRecorded {
        attendance: Vec<Attendance>,
    },
    ConferenceItemStarted {
        item: usize,
    },
    ConferencePaused,
    ConferenceResumed,
    ConferenceMinutesSet {
        item: usize,
        minutes: u16,
    },
    ConferenceEntryAdded {
        entry: ConferenceEntry,
    },
    ConferenceDecided {
        decision: ConferenceDecision,
    },
    IssueRaised {
        issue: Issue,
    },
    IssueChecked {
        issue: RecordId,
    },
    IssueHandedUp {
        issue: RecordId,
        to: ConferenceId,
    },
    IssueAnswered {
        issue: RecordId,
        answer: String,
    },
    CaseGoneThrough {
        case: CaseId,
    },
    SlotPlaced {
        slot: Slot,
    },
    SlotTakenOff {
        slot: SlotId,
    },
    SlotMoved {
        slot: SlotId,
        to: SlotId,
    },
    SlotMinutesSet {
        slot: SlotId,
        minutes: u16,
    },
    ConferenceAdjourned,
    ConferenceMinutesConfirmed,
    ConferenceMinutesShared {
        with: BTreeSet<AgencyId>,
    },
    ConferenceNotHeld {
        reason: NotHeld,
    },
}

/// A conference's event with who and when, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConferenceHappened {
    pub by: Actor,
    pub at: DateTime<Utc>,
    pub what: ConferenceEvent,
}

impl Conference {
    pub fn has_role(&self, staff: StaffId, role: MeetingRole) -> bool {
        self.roles
            .iter()
            .any(|(held, person)| *held == role && person.staff == Some(staff))
    }

    /// 司会 or 記録.
    pub fn is_led_by(&self, staff: StaffId) -> bool {
        self.has_role(staff, MeetingRole::Chair) || self.has_role(staff, MeetingRole::Recorder)
    }

    pub fn invites(&self, staff: StaffId) -> bool {
        let is = |person: &Attendee| person.staff == Some(staff);
        self.invited.iter().any(is) || self.roles.iter().any(|(_, person)| is(person))
    }

    pub fn is_live(&self) -> bool {
        self.status == MeetingStatus::InProgress
    }

    /// The item that runs now.
    pub fn running(&self) -> Option<usize> {
        self.items
            .iter()
            .position(|item| item.started_at.is_some() && item.ended_at.is_none())
    }

    /// 招集ずみ and not over, or not to be held after all: what those called to it are told of. Nobody is
    /// told before the calling.
    pub fn is_announced(&self, now: DateTime<Utc>) -> bool {
        let told = match self.status {
            MeetingStatus::Notified | MeetingStatus::InProgress => true,
            MeetingStatus::Cancelled => self.not_held.is_some(),
            _ => false,
        };
        let over = calendar::instant(self.planned.to) + WINDOW_AFTER < now;
        told && (!over || self.is_live())
    }

    /// Its record was shared, and it is not long over: those who read it are led back to it.
    pub fn is_shared_lately(&self, now: DateTime<Utc>) -> bool {
        let over = calendar::instant(self.planned.to) + LED_BACK < now;
        self.status == MeetingStatus::Shared && !over
    }

    /// 会議日
    pub fn day(&self) -> NaiveDate {
        self.planned.from.date()
    }

    /// Agencies that take part: present in the room or online.
    pub fn participating_agencies(&self) -> BTreeSet<AgencyId> {
        agencies_present(&self.attendance)
    }

    /// Whether it stands in this reader's list of conferences (BR-050: 代表者 see 代表者会議 only).
    pub fn listed_for(&self, subject: &Subject) -> bool {
        lists_conference(subject, self)
    }

    /// Tier among the council's three; none for kinds that never count as 支援調整会議.
    pub fn tier(&self) -> Option<Tier> {
        self.kind.tier()
    }
}
