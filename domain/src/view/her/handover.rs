//! 担当がかわること, as she reads it: who was, who will be, from when, and what she said about it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Contact, Names, Said, Seen};
use crate::calendar::jst_date;
use crate::handover::HandoverStatus;
use crate::id::HandoverId;

/// The newest change of worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewWorker {
    pub id: HandoverId,
    pub was: Contact,
    pub will: Contact,
    /// From when; as planned, or as it came to be.
    pub on: NaiveDate,
    pub state: NewWorkerState,
    /// What she said against it, oldest first.
    pub said: Vec<Said>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NewWorkerState {
    Planned,
    Done,
    /// She objected; the worker stays.
    Stopped,
    /// It will not happen; the worker stays.
    Off,
}

impl NewWorker {
    /// The newest change; none where there never was one.
    pub(super) fn of(seen: &Seen<'_>) -> Option<Self> {
        let Names { file, .. } = seen.names;
        let names = &seen.names;
        let newest = file.handovers.last()?;
        let (state, on) = match (newest.status, &newest.end) {
            (HandoverStatus::Proposed, _) => (NewWorkerState::Planned, newest.on),
            (HandoverStatus::Accepted, end) => {
                let on = end.as_ref().map_or(newest.on, |end| jst_date(end.at));
                (NewWorkerState::Done, on)
            }
            (HandoverStatus::Stopped, _) => (NewWorkerState::Stopped, newest.on),
            (HandoverStatus::Declined | HandoverStatus::Withdrawn, _) => {
                (NewWorkerState::Off, newest.on)
            }
        };
        let said = newest.objections.iter().map(|objection| Said {
            id: objection.id,
            words: objection.words.clone(),
            on: jst_date(objection.at),
            line: None,
            awaits: objection
                .answer
                .is_none()
                .then(|| seen.awaited(objection.at)),
            answers: seen.told_back(objection.answer.as_slice()),
        });
        Some(Self {
            id: newest.id,
            was: names.contact(newest.from)?,
            will: names.contact(newest.to)?,
            on,
            state,
            said: said.collect(),
        })
    }

    /// Whether she can still say something against it.
    pub fn may_object(&self) -> bool {
        matches!(self.state, NewWorkerState::Planned | NewWorkerState::Done)
    }
}
