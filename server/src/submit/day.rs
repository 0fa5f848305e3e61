//! 会議の日 on the write path: a case and the day it stands on change together, in one transaction.

use std::sync::Arc;

use domain::access::Subject;
use domain::case::CaseFile;
use domain::command::CaseCommand;
use domain::conference::{Conference, ConferenceEvent, Slot};
use domain::council::Council;
use domain::handle;
use domain::id::{ConferenceId, MeetingId};
use domain::refusal::Refusal;
use domain::wire::Outcome;

use super::Job;
use super::case::Standing;
use super::conference::Beside;
use crate::gate::Permit;
use crate::keys::LinkToken;
use crate::store::case_file;
use crate::store::case_key::With;
use crate::store::{StoreError, read};
use crate::writer::WriteTxn;

/// What a command to a case makes happen to conference days.
#[derive(Default)]
pub(super) struct OnDays {
    /// The day that the case was placed on, and the slot.
    pub placed: Option<(Conference, ConferenceEvent)>,
    /// Meetings that were cancelled, with their days.
    pub left: Vec<(ConferenceId, MeetingId)>,
    /// Days whose screens show what changed in a slot.
    pub touched: Vec<ConferenceId>,
}

impl OnDays {
    pub fn is_empty(&self) -> bool {
        self.placed.is_none() && self.left.is_empty() && self.touched.is_empty()
    }
}

impl Job {
    /// The day that the case is to be placed on, where the command is that: one in the actor's own
    /// calendar.
    pub(super) async fn day(
        &self,
        txn: &WriteTxn,
        subject: &Subject,
        act: &CaseCommand,
    ) -> Result<Result<Option<Conference>, Refusal>, StoreError> {
        let CaseCommand::PlaceOnDay { conference, .. } = act else {
            return Ok(Ok(None));
        };
        let day = self.load(txn, *conference).await?;
        let day = day.filter(|day| day.listed_for(subject));
        Ok(day.map(Some).ok_or(Refusal::NotFound))
    }

    /// Carries over to the days what happened to a case. Who is blocked from the case hears nothing.
    pub(super) async fn days_follow(
        &self,
        txn: &WriteTxn,
        state: &Arc<Council>,
        permit: &Permit,
        days: OnDays,
        (done, blocks): (&Outcome, &[LinkToken]),
    ) -> Result<(), StoreError> {
        let Outcome::Done { seq } = done else {
            return Ok(());
        };
        let beside = || Beside {
            blocks: blocks.to_vec(),
            ..Beside::default()
        };
        if let Some((day, event)) = days.placed {
            self.keep_conference(txn, state, permit, day, vec![event], beside())
                .await?;
        }
        for (day, meeting) in days.left {
            let Some(day) = self.load(txn, day).await? else {
                continue;
            };
            if let Some(event) = handle::leave_day(&day, meeting) {
                self.keep_conference(txn, state, permit, day, vec![event], beside())
                    .await?;
            }
        }
        for day in days.touched {
            if let Some(day) = self.load(txn, day).await? {
                let seq = i64::try_from(*seq).unwrap_or_default();
                self.tell(txn, state, &day, seq, blocks.to_vec());
            }
        }
        Ok(())
    }

    /// Carries over to the meetings of the slots what happened to their day: called, put off, not
    /// held, over. A slot that the day did not reach goes from it, and its case is free for the next.
    pub(super) async fn meetings_follow(
        &self,
        txn: &WriteTxn,
        state: &Arc<Council>,
        permit: &Permit,
        slots: &[Slot],
        events: &mut Vec<ConferenceEvent>,
    ) -> Result<(), StoreError> {
        let moves = events.iter().any(|event| {
            matches!(
                event,
                ConferenceEvent::ConferenceNotified
                    | ConferenceEvent::ConferencePostponed { .. }
                    | ConferenceEvent::ConferenceNotHeld { .. }
                    | ConferenceEvent::ConferenceAdjourned
            )
        });
        let ends = events.contains(&ConferenceEvent::ConferenceAdjourned);
        for slot in slots.iter().filter(|_| moves) {
            let conn = txn.conn().await?;
            let open = case_file::load(conn, &self.keys, slot.case.0, With::File).await?;
            let Some(open) = open else { continue };
            let file: CaseFile = read(&open.body.body)?;
            let Some(meeting) = file.meeting(slot.meeting) else {
                continue;
            };
            let follows: Vec<_> = events
                .iter()
                .filter_map(|event| handle::follow_day(meeting, event))
                .collect();
            if follows.is_empty() {
                continue;
            }
            if ends {
                events.push(ConferenceEvent::SlotTakenOff { slot: slot.id });
            }
            // Where she is stays as it is, and stays closed.
            let before = Standing {
                keys: Arc::new(open.keys),
                file: Arc::new(file),
                place: Arc::default(),
                record: Some(Arc::new(open.record)),
            };
            self.keep(txn, state, permit, before, follows).await?;
        }
        Ok(())
    }
}
