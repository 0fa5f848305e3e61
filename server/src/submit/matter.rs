//! 支援会議の案件 on the write path, and the one fact that a case may take from them.

use std::sync::Arc;

use domain::access::{Action, DenyReason, Subject};
use domain::command::CaseCommand;
use domain::conference::Conference;
use domain::council::Council;
use domain::handle;
use domain::id::{ConferenceId, MatterId, StaffId};
use domain::matter::{Matter, MatterCommand, MatterEvent, MatterHappened};
use domain::refusal::Refusal;
use domain::wire::Outcome;
use serde::Serialize;

use super::{Job, kind_of, place, refused};
use crate::gate::{self, Permit, Who, hears_of_item, judge_matter, subject_of};
use crate::live::Change;
use crate::store::event;
use crate::store::matter::{self, MatterRecord};
use crate::store::{StoreError, read, turn, written};
use crate::writer::WriteTxn;

/// The class of what is said about a person.
const CLASS: i16 = 3;

/// What the audit keeps of a command to an item.
#[derive(Serialize)]
struct Wrote {
    action: Action,
    conference: ConferenceId,
    matter: MatterId,
}

impl Job {
    pub(super) async fn matter(
        &self,
        txn: &WriteTxn,
        state: &Arc<Council>,
        id: MatterId,
        act: &MatterCommand,
    ) -> Result<Outcome, StoreError> {
        // At her door there is no conference without her consent.
        if !matches!(self.who, Who::Staff(_)) {
            return Ok(refused(Refusal::NotFound));
        }
        let subject = subject_of(state, self.who, self.now);
        let action = Action::of(&self.envelope.command);
        if let Err(refusal) = gate::admitted(&subject, action) {
            return Ok(refused(refusal));
        }
        if let MatterCommand::Raise {
            conference,
            takes_up,
            ..
        } = act
        {
            return self
                .raise(txn, state, &subject, (id, *conference, *takes_up), act)
                .await;
        }
        let Some((matter, conference)) = self.item(txn, id).await? else {
            return Ok(refused(Refusal::NotFound));
        };
        let judged = judge_matter(
            &subject,
            action,
            Some(&matter),
            &conference,
            state,
            self.now,
        );
        let permit = match judged {
            Ok(permit) => permit,
            Err((why, refusal)) => {
                if why == DenyReason::Blocked {
                    let wrote = wrote(action, &matter);
                    self.audit(txn, "blocked-attempt", None, &wrote).await?;
                }
                return Ok(refused(refusal));
            }
        };
        match handle::handle_matter(&matter, &conference, act, &self.context(state)) {
            Ok(events) => self.keep_matter(txn, &permit, matter, events).await,
            Err(refusal) => Ok(refused(refusal)),
        }
    }

    async fn raise(
        &self,
        txn: &WriteTxn,
        state: &Arc<Council>,
        subject: &Subject,
        (id, conference, takes_up): (MatterId, ConferenceId, Option<MatterId>),
        act: &MatterCommand,
    ) -> Result<Outcome, StoreError> {
        let Some(conference) = self.load(txn, conference).await? else {
            return Ok(refused(Refusal::NotFound));
        };
        let action = Action::RaiseMatter;
        let permit = match judge_matter(subject, action, None, &conference, state, self.now) {
            Ok(permit) => permit,
            // Who may know of the conference is told what is wrong with it.
            Err((_, Refusal::NotYourRole)) if !conference.takes_matters() => {
                return Ok(refused(Refusal::NotASupportConference));
            }
            Err((_, refusal)) => return Ok(refused(refusal)),
        };
        let conn = txn.conn().await?;
        if matter::taken(conn, id.0).await? {
            return Ok(refused(Refusal::IdTaken));
        }
        let known = matter::of_conference(conn, &self.keys, conference.id.0).await?;
        let known: Result<Vec<Matter>, StoreError> =
            known.iter().map(|record| read(&record.body)).collect();
        let last = known?.iter().map(|known| known.number).max();
        let earlier = match takes_up {
            Some(earlier) => self.earlier(txn, state, earlier).await?,
            None => None,
        };
        let number = last.unwrap_or(0).saturating_add(1);
        let ctx = self.context(state);
        let raised = handle::raise_matter(id, number, act, &conference, earlier.as_ref(), &ctx);
        let events = match raised {
            Ok(events) => events,
            Err(refusal) => return Ok(refused(refusal)),
        };
        let Some(MatterEvent::MatterRaised { matter }) = events.first() else {
            return Ok(refused(Refusal::StepMissing));
        };
        let first = (**matter).clone();
        if let Some(earlier) = earlier {
            let again = vec![MatterEvent::MatterTakenUpAgain { by: id }];
            self.keep_matter(txn, &permit, earlier, again).await?;
        }
        self.keep_matter(txn, &permit, first, events).await
    }

    /// The item that is to be taken up again, as its raiser knows it: where somebody else has taken it
    /// up in an item that she or he is not called to, nothing says so.
    async fn earlier(
        &self,
        txn: &WriteTxn,
        state: &Arc<Council>,
        id: MatterId,
    ) -> Result<Option<Matter>, StoreError> {
        let me = self.who.actor().staff().and_then(|id| state.person(id));
        let found = self.item(txn, id).await?.map(|(matter, _)| matter);
        let known = |matter: &Matter| me.is_some_and(|me| !matter.excludes(me));
        let Some(mut earlier) = found.filter(known) else {
            return Ok(None);
        };
        if let Some(again) = earlier.taken_up_again {
            let again = self.item(txn, again).await?.map(|(matter, _)| matter);
            let called = |again: &Matter| me.is_some_and(|me| again.calls(me.id));
            if !again.is_some_and(|again| known(&again) && called(&again)) {
                earlier.taken_up_again = None;
            }
        }
        Ok(Some(earlier))
    }

    async fn item(
        &self,
        txn: &WriteTxn,
        id: MatterId,
    ) -> Result<Option<(Matter, Conference)>, StoreError> {
        let found = matter::load(txn.conn().await?, &self.keys, id.0).await?;
        let Some(found) = found else { return Ok(None) };
        let matter: Matter = read(&found.body)?;
        let conference = self.load(txn, matter.conference).await?;
        Ok(conference.map(|conference| (matter, conference)))
    }

    /// Folds the events and keeps them with the item. Demands the permit of the gate.
    async fn keep_matter(
        &self,
        txn: &WriteTxn,
        permit: &Permit,
        mut matter: Matter,
        events: Vec<MatterEvent>,
    ) -> Result<Outcome, StoreError> {
        let mut called = people_of(&matter);
        // That it goes on elsewhere is for those called there; here nothing is seen to change.
        let elsewhere = |what: &MatterEvent| matches!(what, MatterEvent::MatterTakenUpAgain { .. });
        let silent = events.iter().all(elsewhere);
        let mut seq = 0;
        for what in events {
            seq = turn::next_seq(txn, self.keys.council()).await?;
            let kind = kind_of(&what)?;
            let happened = MatterHappened {
                by: self.who.actor(),
                at: self.now,
                what,
            };
            matter.apply(&happened);
            let body = written(&happened)?;
            let of = (matter.conference.0, matter.id.0);
            let event = self.event((seq, CLASS), &kind, &body);
            event::append_to_matter(txn, &self.keys, of, event)?;
        }
        let record = MatterRecord {
            id: matter.id.0,
            conference: matter.conference.0,
            seq,
            body: written(&matter)?.into(),
        };
        matter::put(txn, &self.keys, &record)?;
        let wrote = wrote(permit.action(), &matter);
        self.audit(txn, "write", None, &wrote).await?;
        // Who was called to what is taken back learns that as well.
        called.extend(people_of(&matter));
        called.retain(|_| !silent);
        txn.announce(Change {
            council: self.keys.council(),
            seq,
            case: None,
            conference: Some(matter.conference.0),
            readers: hears_of_item(called, &self.keys).into(),
            blocks: [].into(),
        });
        Ok(Outcome::Done { seq: place(seq) })
    }

    /// The day was called, put off or given up: those who are called to its items and not to itself
    /// hear that as well.
    pub(super) async fn tell_items(
        &self,
        txn: &WriteTxn,
        conference: &Conference,
        seq: i64,
    ) -> Result<(), StoreError> {
        let conn = txn.conn().await?;
        let found = matter::of_conference(conn, &self.keys, conference.id.0).await?;
        let mut called = Vec::new();
        for record in &found {
            called.extend(people_of(&read::<Matter>(&record.body)?));
        }
        called.retain(|id| !conference.invites(*id));
        if !called.is_empty() {
            txn.announce(Change {
                council: self.keys.council(),
                seq,
                case: None,
                conference: Some(conference.id.0),
                readers: hears_of_item(called, &self.keys).into(),
                blocks: [].into(),
            });
        }
        Ok(())
    }

    /// The item that a case may learn of, where the command asks for that: to whoever reads the item.
    pub(super) async fn told(
        &self,
        txn: &WriteTxn,
        state: &Arc<Council>,
        subject: &Subject,
        act: &CaseCommand,
    ) -> Result<Result<Option<(Matter, Conference)>, Refusal>, StoreError> {
        let CaseCommand::TellOfConference { matter, .. } = act else {
            return Ok(Ok(None));
        };
        let Some((matter, conference)) = self.item(txn, *matter).await? else {
            return Ok(Err(Refusal::NotFound));
        };
        let action = Action::SeeMatter;
        let judged = judge_matter(subject, action, Some(&matter), &conference, state, self.now);
        Ok(judged
            .map(|_| Some((matter, conference)))
            .map_err(|(_, refusal)| refusal))
    }
}

fn wrote(action: Action, matter: &Matter) -> Wrote {
    Wrote {
        action,
        conference: matter.conference,
        matter: matter.id,
    }
}

fn people_of(matter: &Matter) -> Vec<StaffId> {
    let people = matter.people.iter();
    people.filter_map(|person| person.staff).collect()
}
