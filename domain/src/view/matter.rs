//! 支援会議の案件 as one reader may see them: only those she or he is called to, and in them only what
//! her or his agency needs to know (BR-027, BR-031, BR-053).

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::access::{Action, Subject, decide_conference, decide_matter};
use crate::calendar;
use crate::case::{Birth, CaseFile};
use crate::conference::Conference;
use crate::council::{AgencyKind, Council};
use crate::form::Span;
use crate::id::{AgencyId, ConferenceId, MatterId, RecordId, StaffId};
use crate::matter::{Matter, MatterMark, MatterStatus};
use crate::meeting::{EntryKind, MeetingStatus, PresenceMode};
use crate::view::conference::{Participant, name_of};
use crate::view::{AgencyRef, Names};
use crate::wire::{May, Rights};

mod notice;

pub use notice::MatterNotice;

/// The items of one conference that its reader is called to, in the order of the timetable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matters {
    pub conference: ConferenceId,
    pub name: String,
    pub planned: Span,
    pub status: MeetingStatus,
    pub lines: Vec<MatterLine>,
    /// What a wall may show of the item that runs.
    pub running: Option<MatterProjection>,
    pub now: DateTime<Utc>,
    pub rights: Rights,
}

/// One line of the timetable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatterLine {
    pub id: MatterId,
    pub heading: String,
    /// By the guide times of the items before it, never typed.
    pub starts: NaiveDateTime,
    pub minutes: u16,
    pub mark: MatterMark,
    pub status: MatterStatus,
}

/// 投影: heading and clock of the item that runs, and nothing of whom it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatterProjection {
    pub heading: String,
    pub minutes: u16,
    pub started_at: Option<DateTime<Utc>>,
}

/// One item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatterView {
    pub id: MatterId,
    pub conference: ConferenceId,
    pub banner: String,
    pub conference_name: String,
    pub conference_status: MeetingStatus,
    /// The reader may open the conference too, not this item alone.
    #[serde(default)]
    pub conference_opens: bool,
    pub line: MatterLine,
    pub name: String,
    pub kana: String,
    pub birth: Birth,
    /// Age by law on the day of the conference.
    pub age: Option<u16>,
    pub household: String,
    pub raised_by: String,
    /// The reader raised it.
    pub mine: bool,
    pub people: Vec<Participant>,
    /// Who must not know of it; told to those who run it only.
    pub kept_from: Vec<String>,
    pub points: Vec<PointLine>,
    pub entries: Vec<MatterEntryLine>,
    pub divisions: Vec<DivisionLine>,
    pub attendance: Vec<(Participant, PresenceMode, bool)>,
    pub started_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
    pub takes_up: Option<MatterId>,
    pub now: DateTime<Utc>,
    pub rights: Rights,
}

/// 必要な範囲の抜粋
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointLine {
    pub id: RecordId,
    pub text: String,
    pub source: String,
    /// 伝聞・未確認
    pub hearsay: bool,
    /// Who reads it, for those who may show it to more.
    pub to: Vec<AgencyRef>,
}

/// A line of the notes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatterEntryLine {
    pub id: RecordId,
    pub kind: EntryKind,
    pub text: String,
    pub agency: Option<String>,
    pub by: String,
    pub at: DateTime<Utc>,
}

/// 役割分担（本人未同意）
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DivisionLine {
    pub id: RecordId,
    pub agency: String,
    pub person: Option<String>,
    pub what: String,
    pub until: Option<NaiveDate>,
}

/// 支援会議があったという事実, as she reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldFact {
    pub on: NaiveDate,
    /// 機関の種類, never a name.
    pub kinds: BTreeSet<AgencyKind>,
    /// Why she is not told, for those who keep the record; never at her door.
    pub withheld: Option<String>,
}

impl ToldFact {
    /// As she reads them, newest first; what is withheld for her safety is not among them.
    pub fn hers(file: &CaseFile) -> Vec<Self> {
        let mut all = Self::all(file);
        all.retain(|told| told.withheld.is_none());
        all
    }

    /// For those who keep the record, newest first.
    pub fn all(file: &CaseFile) -> Vec<Self> {
        let mut all: Vec<Self> = file
            .told
            .iter()
            .map(|told| Self {
                on: told.held_on,
                kinds: told.kinds.clone(),
                withheld: told.withheld.clone(),
            })
            .collect();
        all.sort_by_key(|told| std::cmp::Reverse(told.on));
        all
    }
}

impl MatterProjection {
    /// A wall is read by more than its reader: an agency that must not be known has its cover on it.
    pub fn of(matter: &Matter, council: &Council) -> Self {
        Self {
            heading: Names::for_paper(council).cover(&matter.heading),
            minutes: matter.minutes,
            started_at: matter.started_at,
        }
    }
}

impl MatterLine {
    /// `all` are the items of the conference; the reader learns nothing of them but when this one
    /// begins.
    pub fn of(matter: &Matter, all: &[Matter], conference: &Conference, names: &Names<'_>) -> Self {
        Self {
            id: matter.id,
            heading: names.cover(&matter.heading),
            starts: matter.starts(conference, all),
            minutes: matter.minutes,
            mark: matter.mark,
            status: matter.status,
        }
    }
}

impl Matters {
    /// What this reader finds; none where there is neither an item nor a right to raise one.
    pub fn of(
        conference: &Conference,
        all: &[Matter],
        council: &Council,
        subject: &Subject,
        now: DateTime<Utc>,
    ) -> Option<Self> {
        let reader = subject.actor.staff()?;
        let names = Names::outside(council, reader);
        let may = |action, matter| {
            decide_matter(subject, action, matter, conference, council, now).allows()
        };
        let mut mine: Vec<&Matter> = all
            .iter()
            .filter(|matter| may(Action::SeeMatter, Some(matter)))
            .collect();
        mine.sort_by_key(|matter| matter.number);
        let raises = may(Action::RaiseMatter, None);
        if mine.is_empty() && !raises {
            return None;
        }
        let open = conference.status.is_unheld() || conference.is_live();
        let rights = (raises && open).then_some((Action::RaiseMatter, May::Allowed));
        let running = mine
            .iter()
            .find(|matter| matter.status == MatterStatus::Running);
        Some(Self {
            conference: conference.id,
            name: sitting(conference, council, &names),
            planned: conference.planned,
            status: conference.status,
            running: running.map(|matter| MatterProjection::of(matter, council)),
            lines: mine
                .iter()
                .map(|matter| MatterLine::of(matter, all, conference, &names))
                .collect(),
            now,
            rights: rights.into_iter().collect(),
        })
    }
}

impl MatterView {
    /// The gate has already allowed [`Action::SeeMatter`]. None for a reader without an account.
    pub fn of(
        matter: &Matter,
        all: &[Matter],
        conference: &Conference,
        council: &Council,
        subject: &Subject,
        now: DateTime<Utc>,
    ) -> Option<Self> {
        let reader = subject.actor.staff()?;
        let staff = council.person(reader)?;
        let names = Names::outside(council, reader);
        let rights = rights(matter, conference, council, subject, now);
        let prepares = rights.iter().any(|(a, _)| *a == Action::RaiseMatter);
        let on = conference.planned.from.date();
        Some(Self {
            id: matter.id,
            conference: conference.id,
            banner: conference.kind.basis().label().to_owned(),
            conference_name: sitting(conference, council, &names),
            conference_status: conference.status,
            conference_opens: decide_conference(
                subject,
                Action::SeeConference,
                conference,
                council,
                now,
            )
            .allows(),
            line: MatterLine::of(matter, all, conference, &names),
            name: matter.person.name.clone(),
            kana: matter.person.kana.clone(),
            birth: matter.person.birth,
            age: match matter.person.birth {
                Birth::Unknown => None,
                birth => birth.age_on(on).map(|(years, _)| years),
            },
            household: names.cover(&matter.person.household),
            raised_by: names.agency_name(matter.raised_by),
            mine: matter.raiser == reader,
            people: Participant::all(&matter.people, &names),
            kept_from: match prepares {
                true => kept_from(matter, &names),
                false => Vec::new(),
            },
            points: matter
                .points
                .iter()
                .filter(|point| matter.shows(point, conference, staff))
                .map(|point| PointLine {
                    id: point.id,
                    text: names.cover(&point.text),
                    source: names.agency_name(point.source),
                    hearsay: point.hearsay,
                    to: match prepares {
                        true => names.agencies(point.to.iter().copied()),
                        false => Vec::new(),
                    },
                })
                .collect(),
            entries: matter
                .entries
                .iter()
                .map(|entry| MatterEntryLine {
                    id: entry.id,
                    kind: entry.kind,
                    text: names.cover(&entry.text),
                    agency: entry.agency.map(|id| names.agency_name(id)),
                    by: names.person_name(entry.by),
                    at: entry.at,
                })
                .collect(),
            divisions: matter
                .divisions
                .iter()
                .map(|division| DivisionLine {
                    id: division.id,
                    agency: names.agency_name(division.agency),
                    person: division.person.map(|id| names.person_name(id)),
                    what: names.cover(&division.what),
                    until: division.until,
                })
                .collect(),
            attendance: Participant::came(&matter.attendance, &names),
            started_at: matter.started_at,
            ended_at: matter.ended_at,
            takes_up: matter.takes_up,
            now,
            rights,
        })
    }

    /// Agencies called to this item, each once.
    pub fn agencies(&self) -> Vec<AgencyRef> {
        let mut all: Vec<AgencyRef> = self.people.iter().map(|p| p.agency.clone()).collect();
        all.sort_by_key(|agency| agency.id);
        all.dedup_by_key(|agency| agency.id);
        all
    }
}

fn kept_from(matter: &Matter, names: &Names<'_>) -> Vec<String> {
    let agencies = matter
        .excluded
        .iter()
        .map(|id: &AgencyId| names.agency_name(*id));
    let people = matter
        .excluded_people
        .iter()
        .map(|id: &StaffId| names.person_name(*id));
    agencies.chain(people).collect()
}

fn sitting(conference: &Conference, council: &Council, names: &Names<'_>) -> String {
    format!(
        "{} 第{}回（{}）",
        names.cover(&name_of(conference, council)),
        conference.number,
        calendar::wareki(conference.day())
    )
}

fn rights(
    matter: &Matter,
    conference: &Conference,
    council: &Council,
    subject: &Subject,
    now: DateTime<Utc>,
) -> Rights {
    [Action::SeeMatter, Action::RaiseMatter, Action::RunMatter]
        .into_iter()
        .filter(|action| {
            decide_matter(subject, *action, Some(matter), conference, council, now).allows()
        })
        .map(|action| (action, May::Allowed))
        .collect()
}
