//! 本人の番: when her part of a conference day begins and ends, and nothing of the rest of that day
//! (BR-032, BR-033).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::case::CaseFile;
use crate::conference::Conference;
use crate::form::Span;
use crate::id::{ConferenceId, MeetingId};
use crate::meeting::{Meeting, MeetingStatus};

/// Her part of a day: computed from the minutes, so that it moves with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HerSlot {
    pub meeting: MeetingId,
    pub span: Span,
}

impl HerSlot {
    /// The days that she has a part in and that are still to come or going on.
    pub fn days(file: &CaseFile) -> Vec<ConferenceId> {
        coming(file).filter_map(|one| one.conference).collect()
    }

    /// Her parts of these days, soonest first; a day that is over has none.
    pub fn all(file: &CaseFile, days: &[Conference], now: DateTime<Utc>) -> Vec<Self> {
        let today = crate::calendar::jst_date(now);
        let mut all: Vec<Self> = coming(file)
            .filter_map(|meeting| {
                let day = days.iter().find(|day| Some(day.id) == meeting.conference)?;
                let timed = day.timetable().into_iter();
                let (_, span) = timed
                    .into_iter()
                    .find(|(slot, _)| slot.meeting == meeting.id)?;
                Some(Self {
                    meeting: meeting.id,
                    span,
                })
            })
            .filter(|slot| slot.span.to.date() >= today)
            .collect();
        all.sort_by_key(|slot| slot.span.from);
        all
    }
}

/// Called, and about her with others: what is talked over inside one agency is no part of hers.
pub(super) fn coming(file: &CaseFile) -> impl Iterator<Item = &Meeting> {
    file.meetings.iter().filter(|meeting| {
        let called = matches!(
            meeting.status,
            MeetingStatus::Notified | MeetingStatus::InProgress
        );
        called && meeting.kind.counts()
    })
}
