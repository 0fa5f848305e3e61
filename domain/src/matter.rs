//! 案件 of a 支援会議 (社会福祉法106条の6): what is said about a person who has not consented (domain.md
//! §§5.4, 11.2; BR-031, BR-033, BR-051).
//!
//! A document of its own: no case, no consent and no plan belongs to it, and she never takes part in
//! it. Consent that is given later opens nothing of it; a case then only learns that a conference
//! took place ([`ToldConference`]).

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::case::Birth;
use crate::command::Actor;
use crate::conference::Conference;
use crate::council::{AgencyKind, Staff};
use crate::form::Attendee;
use crate::id::{AgencyId, ConferenceId, CouncilId, MatterId, RecordId, StaffId};
use crate::meeting::{Attendance, EntryKind, MeetingRole, PresenceMode, agencies_present};

mod apply;

/// 記録の種類 of an item. 本人の言葉 is not among them: what others report of her is hearsay.
pub const MATTER_ENTRIES: [EntryKind; 5] = [
    EntryKind::Fact,
    EntryKind::Opinion,
    EntryKind::Homework,
    EntryKind::ResourceGap,
    EntryKind::Lately,
];

/// 案件: one item about one person in one 支援会議.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matter {
    pub id: MatterId,
    pub council: CouncilId,
    pub conference: ConferenceId,
    /// Place in the timetable of its conference, counted from 1 over all items.
    pub number: u16,
    /// 一般の呼び方: plain words for the timetable, without a name.
    pub heading: String,
    pub person: MatterPerson,
    pub raised_by: AgencyId,
    /// Who raised it.
    pub raiser: StaffId,
    pub raised_at: DateTime<Utc>,
    pub mark: MatterMark,
    /// 目安 in minutes
    pub minutes: u16,
    /// Called to this item: a part of the conference's people, and others for this item only.
    pub people: Vec<Attendee>,
    /// 近隣・親族など: agencies that must not know of it.
    pub excluded: BTreeSet<AgencyId>,
    /// 近隣・親族など: people who must not know of it.
    pub excluded_people: BTreeSet<StaffId>,
    pub points: Vec<Point>,
    pub entries: Vec<MatterEntry>,
    pub divisions: Vec<Division>,
    pub attendance: Vec<Attendance>,
    pub status: MatterStatus,
    pub started_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
    /// The item of an earlier month that this one goes on with; nothing of it is copied.
    pub takes_up: Option<MatterId>,
    /// The item of a later month that goes on with this one.
    pub taken_up_again: Option<MatterId>,
}

/// Whom an item is about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatterPerson {
    /// 氏名
    pub name: String,
    /// かな
    pub kana: String,
    pub birth: Birth,
    /// 世帯, in a few words.
    pub household: String,
}

/// 新規か評価か.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum MatterMark {
    /// 新規
    New,
    /// 評価
    Evaluation,
}

/// 案件の段階.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MatterStatus {
    /// これから
    Waiting,
    /// 話し合い中
    Running,
    /// 終わり
    Done,
    /// 次の回へ
    CarriedOver,
    /// 取り下げ: nothing of it is left in the document.
    TakenBack,
}

/// 必要な範囲の抜粋: one thing that the agencies named need to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    pub id: RecordId,
    pub text: String,
    /// Whose knowledge it is.
    pub source: AgencyId,
    /// 伝聞・未確認
    pub hearsay: bool,
    /// Agencies that read it; besides them only 司会 and 記録 who are called to the item.
    pub to: BTreeSet<AgencyId>,
    pub by: StaffId,
    pub at: DateTime<Utc>,
}

/// A point as it is handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPoint {
    pub id: RecordId,
    pub text: String,
    pub source: AgencyId,
    pub hearsay: bool,
    pub to: BTreeSet<AgencyId>,
}

/// A line of the item's notes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatterEntry {
    pub id: RecordId,
    pub kind: EntryKind,
    pub text: String,
    /// Whose agency said it.
    pub agency: Option<AgencyId>,
    pub by: StaffId,
    pub at: DateTime<Utc>,
}

/// 役割分担（本人未同意）: who does what. Never a 個別支援計画 (domain.md §11.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Division {
    pub id: RecordId,
    pub agency: AgencyId,
    pub person: Option<StaffId>,
    pub what: String,
    pub until: Option<NaiveDate>,
    pub by: StaffId,
    pub at: DateTime<Utc>,
}

/// What can be asked to happen to an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatterCommand {
    /// 案件を出す. Its raiser and, unless left out, 司会 and 記録 are called to it besides `people`.
    Raise {
        conference: ConferenceId,
        heading: String,
        person: MatterPerson,
        mark: MatterMark,
        minutes: u16,
        people: Vec<Attendee>,
        leave_out: BTreeSet<MeetingRole>,
        excluded: BTreeSet<AgencyId>,
        excluded_people: BTreeSet<StaffId>,
        points: Vec<NewPoint>,
        takes_up: Option<MatterId>,
    },
    /// More people for the item. Whoever was called stays called: the caller does not see the name
    /// of everybody who is.
    CallPeople {
        people: Vec<Attendee>,
    },
    AddPoint {
        point: NewPoint,
    },
    /// To more agencies; what was told cannot be untold.
    ShowPointTo {
        point: RecordId,
        to: BTreeSet<AgencyId>,
    },
    /// Only while it waits, and only by who raised it.
    TakeBack,
    Start,
    RecordAttendance {
        attendance: Vec<Attendance>,
    },
    AddEntry {
        entry: RecordId,
        kind: EntryKind,
        text: String,
        agency: Option<AgencyId>,
    },
    /// 役割を分ける
    Divide {
        division: RecordId,
        agency: AgencyId,
        person: Option<StaffId>,
        what: String,
        until: Option<NaiveDate>,
    },
    Finish,
    CarryOver,
}

/// What happened to an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatterEvent {
    MatterRaised {
        matter: Box<Matter>,
    },
    /// Besides those who were called before.
    MatterPeopleCalled {
        people: Vec<Attendee>,
    },
    MatterPointAdded {
        point: Point,
    },
    MatterPointShown {
        point: RecordId,
        to: BTreeSet<AgencyId>,
    },
    MatterTakenBack,
    MatterStarted,
    MatterAttendanceRecorded {
        attendance: Vec<Attendance>,
    },
    MatterEntryAdded {
        entry: MatterEntry,
    },
    MatterDivided {
        division: Division,
    },
    MatterFinished,
    MatterCarriedOver,
    /// An item of a later month goes on with it.
    MatterTakenUpAgain {
        by: MatterId,
    },
}

/// An item's event with who and when, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatterHappened {
    pub by: Actor,
    pub at: DateTime<Utc>,
    pub what: MatterEvent,
}

/// 支援会議があったという事実 in a case: all that a case ever holds of a 支援会議.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldConference {
    pub conference: ConferenceId,
    pub held_on: NaiveDate,
    /// 機関の種類 of those who took part, never their names.
    pub kinds: BTreeSet<AgencyKind>,
    /// Why she is not told; none: she reads it.
    pub withheld: Option<String>,
    pub by: StaffId,
    pub at: DateTime<Utc>,
}

impl MatterMark {
    pub const ALL: [MatterMark; 2] = [Self::New, Self::Evaluation];

    pub fn label(self) -> &'static str {
        match self {
            Self::New => "新規",
            Self::Evaluation => "評価",
        }
    }
}

impl MatterStatus {
    pub const ALL: [MatterStatus; 5] = [
        Self::Waiting,
        Self::Running,
        Self::Done,
        Self::CarriedOver,
        Self::TakenBack,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::Waiting => "これから",
            Self::Running => "話し合い中",
            Self::Done => "終わりました",
            Self::CarriedOver => "次の回へ",
            Self::TakenBack => "取り下げ",
        }
    }

    pub fn may_become(self, to: MatterStatus) -> bool {
        use MatterStatus::*;
        matches!(
            (self, to),
            (Waiting, Running | CarriedOver | TakenBack) | (Running, Done | CarriedOver)
        )
    }
}

impl Matter {
    /// Called to this item.
    pub fn calls(&self, staff: StaffId) -> bool {
        self.people.iter().any(|person| person.staff == Some(staff))
    }

    /// The person as she or he was called. Somebody without an account whose name the asker may not
    /// see is known by the agency alone.
    pub fn called(&self, person: &Attendee) -> Option<&Attendee> {
        let nameless = person.staff.is_none() && person.name.trim().is_empty();
        let same = |known: &&Attendee| {
            known.is(person) || (nameless && known.staff.is_none() && known.agency == person.agency)
        };
        self.people.iter().find(same)
    }

    /// Must not know of it.
    pub fn excludes(&self, staff: &Staff) -> bool {
        self.excluded.contains(&staff.agency) || self.excluded_people.contains(&staff.id)
    }

    /// Recorded as present at this item.
    pub fn was_present(&self, staff: StaffId) -> bool {
        self.attendance
            .iter()
            .any(|came| came.person.staff == Some(staff) && came.mode != PresenceMode::Absent)
    }

    /// Agencies called to this item.
    pub fn agencies(&self) -> BTreeSet<AgencyId> {
        self.people.iter().map(|person| person.agency).collect()
    }

    /// Agencies recorded as present.
    pub fn participating_agencies(&self) -> BTreeSet<AgencyId> {
        agencies_present(&self.attendance)
    }

    pub fn point(&self, id: RecordId) -> Option<&Point> {
        self.points.iter().find(|point| point.id == id)
    }

    /// Whether this person, of that agency, reads the point.
    pub fn shows(&self, point: &Point, conference: &Conference, staff: &Staff) -> bool {
        let reads = conference.is_led_by(staff.id) || point.to.contains(&staff.agency);
        self.calls(staff.id) && reads
    }

    /// It was talked about, and that is over.
    pub fn was_dealt_with(&self) -> bool {
        matches!(self.status, MatterStatus::Done | MatterStatus::CarriedOver)
            && self.started_at.is_some()
    }

    /// Takes time in the timetable.
    pub fn has_a_place(&self) -> bool {
        self.status != MatterStatus::TakenBack
    }

    /// When it begins by the guide times: the conference's start and the items before it.
    pub fn starts(&self, conference: &Conference, all: &[Matter]) -> chrono::NaiveDateTime {
        let before: i64 = all
            .iter()
            .filter(|other| other.conference == self.conference && other.has_a_place())
            .filter(|other| other.number < self.number)
            .map(|other| i64::from(other.minutes))
            .sum();
        let from = conference.planned.from;
        from.checked_add_signed(chrono::TimeDelta::minutes(before))
            .unwrap_or(from)
    }
}

impl Conference {
    /// 支援会議 take items about people who have not consented; no other kind does (BR-051).
    pub fn takes_matters(&self) -> bool {
        self.kind.takes_matters()
    }
}

/// Whether the plain words of the timetable would tell who it is: a name or its reading in them,
/// whole or in part.
pub fn tells_who(heading: &str, person: &MatterPerson) -> bool {
    let said = folded(heading);
    let parts = |name: &str| {
        let mut all: Vec<String> = name.split_whitespace().map(folded).collect();
        all.push(folded(name));
        all
    };
    parts(&person.name)
        .into_iter()
        .chain(parts(&person.kana))
        // A single sign is in too many words to tell anybody.
        .filter(|part| part.chars().count() >= 2)
        .any(|part| said.contains(&part))
}

/// Without spaces, and カタカナ as ひらがな.
fn folded(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_whitespace())
        .map(|letter| match letter {
            'ァ'..='ヶ' => u32::from(letter)
                .checked_sub(0x60)
                .and_then(char::from_u32)
                .unwrap_or(letter),
            _ => letter,
        })
        .collect()
}
