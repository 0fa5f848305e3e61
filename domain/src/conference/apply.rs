//! How a conference changes: only by its events.

use crate::conference::{Conference, ConferenceEvent, ConferenceHappened};
use crate::meeting::MeetingStatus;

impl Conference {
    /// Folds one event. A conference begins with [`ConferenceEvent::ConferencePlanned`].
    pub fn apply(&mut self, happened: &ConferenceHappened) {
        use ConferenceEvent as E;
        let at = happened.at;
        match &happened.what {
            E::ConferencePlanned { conference } => *self = (**conference).clone(),
            E::ConferenceNotified => self.status = MeetingStatus::Notified,
            E::ConferencePostponed {
                planned, number, ..
            } => {
                self.planned = *planned;
                self.number = number.unwrap_or(self.number);
                self.status = MeetingStatus::Planned;
            }
            E::ConferenceOpened => {
                self.status = MeetingStatus::InProgress;
                self.opened_at = Some(at);
            }
            E::ConferenceAttendanceRecorded { attendance } => {
                self.attendance = attendance.clone();
            }
            E::ConferenceItemStarted { item } => {
                self.resume(at);
                self.end_running(at);
                if let Some(next) = self.items.get_mut(*item) {
                    // Taken up again, it goes on from the minutes it has had.
                    next.started_at = match (next.started_at, next.ended_at.take()) {
                        (Some(started), Some(ended)) => Some(started + (at - ended)),
                        (started, _) => started.or(Some(at)),
                    };
                }
            }
            E::ConferencePaused => self.paused_at = Some(at),
            E::ConferenceResumed => self.resume(at),
            E::ConferenceMinutesSet { item, minutes } => {
                if let Some(item) = self.items.get_mut(*item) {
                    item.minutes = *minutes;
                }
            }
            E::ConferenceEntryAdded { entry } => self.entries.push(entry.clone()),
            E::ConferenceDecided { decision } => self.decisions.push(decision.clone()),
            E::IssueRaised { issue } => self.issues.push(issue.clone()),
            E::IssueChecked { issue } => {
                if let (Some(found), Some(by)) = (
                    self.issues.iter_mut().find(|known| known.id == *issue),
                    happened.by.staff(),
                ) {
                    found.checked = Some((by, at));
                }
            }
            E::IssueHandedUp { issue, to } => {
                if let Some(found) = self.issues.iter_mut().find(|known| known.id == *issue) {
                    found.handed_to = Some(*to);
                }
            }
            E::IssueAnswered { issue, answer } => {
                if let Some(found) = self.issues.iter_mut().find(|known| known.id == *issue) {
                    found.answer.clone_from(answer);
                }
            }
            E::CaseGoneThrough { case } => {
                self.rounds.insert(*case);
            }
            E::SlotPlaced { slot } => self.slots.push(*slot),
            // Follows a meeting that was taken off the day, or cancelled by a withdrawal (BR-052).
            E::SlotTakenOff { slot } => self.slots.retain(|known| known.id != *slot),
            E::SlotMoved { slot, to } => {
                let at = |id| self.slots.iter().position(|known| known.id == id);
                if let (Some(from), Some(to)) = (at(*slot), at(*to)) {
                    let moved = self.slots.remove(from);
                    self.slots.insert(to, moved);
                }
            }
            E::SlotMinutesSet { slot, minutes } => {
                if let Some(known) = self.slots.iter_mut().find(|known| known.id == *slot) {
                    known.minutes = *minutes;
                }
            }
            E::ConferenceAdjourned => {
                self.resume(at);
                self.end_running(at);
                self.adjourned_at = Some(at);
                self.status = MeetingStatus::Adjourned;
            }
            E::ConferenceMinutesConfirmed => {
                self.status = MeetingStatus::MinutesConfirmed;
                self.confirmed_by = happened.by.staff().map(|by| (by, at));
            }
            E::ConferenceMinutesShared { with } => {
                self.status = MeetingStatus::Shared;
                self.shared_with.extend(with);
            }
            E::ConferenceNotHeld { reason } => {
                self.status = MeetingStatus::Cancelled;
                self.not_held = Some(reason.clone());
                self.slots.clear();
            }
        }
    }

    /// Takes a break off the item that runs: its actual minutes are those in which it was dealt with.
    fn resume(&mut self, at: chrono::DateTime<chrono::Utc>) {
        let Some(paused_at) = self.paused_at.take() else {
            return;
        };
        for item in &mut self.items {
            if item.ended_at.is_none() {
                item.started_at = item.started_at.map(|started| started + (at - paused_at));
            }
        }
    }

    fn end_running(&mut self, at: chrono::DateTime<chrono::Utc>) {
        for item in &mut self.items {
            if item.started_at.is_some() && item.ended_at.is_none() {
                item.ended_at = Some(at);
            }
        }
    }
}
