//! 開催した会議: what a year counts of the meetings about cases (domain.md §16.1 ①, §16.4, §16.5).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::case::CaseFile;
use crate::conference::ProgramMeeting;
use crate::cost::FEWEST;
use crate::id::{CaseId, MeetingId};
use crate::meeting::{Meeting, MeetingKind, MeetingStatus};

/// A meeting about a case that took place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldMeeting {
    pub meeting: MeetingId,
    pub held_on: NaiveDate,
    pub counts: Counted,
}

/// What is counted of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    pub kind: MeetingKind,
    /// 兼ねる会議
    pub also_serves: BTreeSet<ProgramMeeting>,
    /// She herself was there, whole or in part, in the room or online. A letter or somebody who
    /// speaks for her is no attendance (§16.1 ①).
    pub she_came: bool,
}

impl CaseFile {
    /// Meetings of this case that took place, in their order. What is held inside one agency is no
    /// 支援調整会議 and counts nowhere (S3).
    pub fn held_meetings(&self) -> Vec<HeldMeeting> {
        let meetings = self.meetings.iter();
        meetings
            .filter(|meeting| meeting.kind.counts())
            .filter(|meeting| {
                !meeting.status.is_unheld() && meeting.status != MeetingStatus::Cancelled
            })
            .map(|meeting| HeldMeeting {
                meeting: meeting.id,
                held_on: meeting.held_on(),
                counts: Counted {
                    kind: meeting.kind,
                    also_serves: meeting.also_serves.clone(),
                    she_came: meeting.she_came(),
                },
            })
            .collect()
    }
}

impl Meeting {
    /// The day on which it was opened, else the day for which it is planned.
    pub fn held_on(&self) -> NaiveDate {
        self.opened_at
            .map_or(self.planned.from.date(), calendar::jst_date)
    }

    fn she_came(&self) -> bool {
        let hers = self.her_attendance.as_ref();
        hers.is_some_and(|attendance| attendance.mode.takes_part())
    }
}

/// 本人が参加した割合.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Share {
    /// No meeting was held: 「—」, not 0 %.
    NoMeeting,
    /// ※: it would rest on fewer than [`FEWEST`] women.
    TooFew,
    /// In tenths of a percent, rounded half up.
    PerMille(u16),
}

/// Meetings of one kind in a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldSum {
    pub kind: MeetingKind,
    pub held: u32,
    /// How many of them served the meeting of another programme too.
    pub serving: Vec<(ProgramMeeting, u32)>,
    pub she_came: Share,
}

/// Sums by kind over meetings, each with its case. `exact` is for those who hold the records; for
/// everyone else a share must rest on [`FEWEST`] women (domain.md §16.5). Counts of meetings stay.
pub fn sums(held: &[(CaseId, Counted)], exact: bool) -> Vec<HeldSum> {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let of_kind = |kind| {
        let of_kind = || held.iter().filter(move |(_, meeting)| meeting.kind == kind);
        let serving = ProgramMeeting::ALL.into_iter().map(|programme| {
            let serving = of_kind().filter(|(_, meeting)| meeting.also_serves.contains(&programme));
            (programme, count(serving.count()))
        });
        let women: BTreeSet<CaseId> = of_kind().map(|(case, _)| *case).collect();
        let came = of_kind().filter(|(_, meeting)| meeting.she_came).count();
        let all = of_kind().count();
        HeldSum {
            kind,
            held: count(all),
            serving: serving.filter(|(_, many)| *many > 0).collect(),
            she_came: match all {
                0 => Share::NoMeeting,
                _ if !exact && women.len() < FEWEST => Share::TooFew,
                _ => {
                    let share = (2000 * came + all) / (2 * all);
                    Share::PerMille(u16::try_from(share).unwrap_or(u16::MAX))
                }
            },
        }
    };
    let counted = MeetingKind::ALL.into_iter().filter(|kind| kind.counts());
    counted.map(of_kind).collect()
}
