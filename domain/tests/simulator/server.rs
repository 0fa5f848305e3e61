//! The server: the real gate, procedure and folding, and around them what `server/src/submit.rs`,
//! `http/device.rs` and `ask/device.rs` remember. That memory (seen before, left envelopes, lost devices) is modelled
//! here in a few lines, because there it is rows of a database.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use domain::access::Action;
use domain::command::{Actor, Command, Envelope};
use domain::event::Happened;
use domain::id::{CommandId, DeviceId, StaffId};
use domain::refusal::Refusal;
use domain::wire::{ErrorKind, Outcome, PushResult};
use serde_json::Value;

use crate::faults::Broken;
use crate::story::{Stop, Story};

/// One command that happened, once for each time it did.
pub struct Applied {
    pub id: CommandId,
    pub by: Actor,
    pub seq: u64,
    /// The envelope's place in its push, to judge the order.
    pub push: (u64, usize),
}

struct Seen {
    actor: Actor,
    seq: Option<u64>,
    outcome: Outcome,
}

/// An envelope that left a device without its writer.
pub struct Left {
    pub staff: StaffId,
    pub envelope: Value,
}

pub struct Server {
    pub story: Story,
    /// How much of the history was there before the run.
    pub told_before: usize,
    pub applied: Vec<Applied>,
    pub left: BTreeMap<CommandId, Left>,
    pub lost: BTreeSet<DeviceId>,
    /// Taken back, and answered so.
    pub taken_back: BTreeSet<CommandId>,
    seen: BTreeMap<CommandId, Seen>,
    pushes: u64,
    broken: Broken,
}

impl Server {
    pub fn new(story: Story, broken: Broken) -> Self {
        Self {
            told_before: story.happened.len(),
            story,
            applied: Vec::new(),
            left: BTreeMap::new(),
            lost: BTreeSet::new(),
            taken_back: BTreeSet::new(),
            seen: BTreeMap::new(),
            pushes: 0,
            broken,
        }
    }

    /// The last place in the order.
    pub fn seq(&self) -> u64 {
        self.story.happened.len() as u64
    }

    pub fn happened_in(&self) -> &[Happened] {
        &self.story.happened[self.told_before..]
    }

    /// Carries the envelopes out one after the other. `fails_after`: the server itself fails there, and
    /// nothing of the rest is tried.
    pub fn push(
        &mut self,
        actor: Actor,
        envelopes: &[Value],
        fails_after: Option<usize>,
    ) -> Result<Vec<PushResult>, ErrorKind> {
        let read: Result<Vec<Envelope>, _> = envelopes
            .iter()
            .map(|one| serde_json::from_value(one.clone()))
            .collect();
        let read = read.map_err(|_| ErrorKind::BadRequest)?;
        self.pushes += 1;
        let mut results = Vec::new();
        for (place, envelope) in read.iter().enumerate() {
            if fails_after == Some(place) {
                return Err(ErrorKind::Internal);
            }
            let outcome = self.one(actor, envelope, place);
            results.push(PushResult {
                id: envelope.id,
                outcome,
            });
        }
        if self.broken == Broken::AnswersBeforeItIsDurable && fails_after.is_some() {
            self.lose_the_last();
        }
        Ok(results)
    }

    fn one(&mut self, actor: Actor, envelope: &Envelope, place: usize) -> Outcome {
        if let Some(seen) = self.seen.get(&envelope.id) {
            if seen.actor != actor {
                return refused(Refusal::IdTaken);
            }
            return match seen.seq {
                Some(seq) => {
                    self.left.remove(&envelope.id);
                    Outcome::AlreadyDone { seq }
                }
                None => seen.outcome.clone(),
            };
        }
        let outcome = match self.carry_out(actor, envelope) {
            Ok(()) => {
                let seq = self.seq();
                self.left.remove(&envelope.id);
                self.applied.push(Applied {
                    id: envelope.id,
                    by: actor,
                    seq,
                    push: (self.pushes, place),
                });
                Outcome::Done { seq }
            }
            Err(Stop::Refused(refusal)) => refused(refusal),
            Err(Stop::Hidden) => refused(Refusal::NotFound),
            Err(Stop::Told(_)) => refused(Refusal::NotYourRole),
        };
        if self.broken != Broken::ForgetsWhatItHasSeen {
            let seq = match outcome {
                Outcome::Done { seq } => Some(seq),
                _ => None,
            };
            let seen = Seen {
                actor,
                seq,
                outcome: outcome.clone(),
            };
            self.seen.insert(envelope.id, seen);
        }
        outcome
    }

    fn carry_out(&mut self, actor: Actor, envelope: &Envelope) -> Result<(), Stop> {
        let action = Action::of(&envelope.command);
        if self.broken == Broken::TrustsTheRightsOfBefore
            && let (Actor::Staff(_), Action::WriteRecord) = (actor, action)
        {
            // As if the one in charge had written it.
            let Command::Case { act, .. } = &envelope.command else {
                return Err(Stop::Hidden);
            };
            return self.story.as_("試験一子").does(act.clone()).map(drop);
        }
        self.story.acting(actor).sends(envelope).map(drop)
    }

    /// A commit that was answered and is gone.
    fn lose_the_last(&mut self) {
        if let Some(last) = self.applied.pop() {
            self.seen.remove(&last.id);
        }
    }

    /// Takes a copy that leaves a device. What has happened or was taken back need not wait.
    pub fn take(&mut self, command: CommandId, staff: StaffId, envelope: &Value) {
        if let Some(seen) = self.seen.get(&command)
            && (seen.seq.is_some() || seen.outcome == refused(Refusal::TakenBack))
        {
            return;
        }
        let envelope = envelope.clone();
        self.left.entry(command).or_insert(Left { staff, envelope });
    }

    /// What waits for this person.
    pub fn left_for(&self, staff: StaffId) -> Vec<Value> {
        let own = self.left.values().filter(|left| left.staff == staff);
        own.map(|left| left.envelope.clone()).collect()
    }

    /// The writer does not want it to happen.
    pub fn take_back(&mut self, staff: StaffId, command: CommandId) {
        if self.left.get(&command).map(|left| left.staff) != Some(staff) {
            return;
        }
        self.left.remove(&command);
        if let Entry::Vacant(unseen) = self.seen.entry(command) {
            unseen.insert(Seen {
                actor: Actor::Staff(staff),
                seq: None,
                outcome: refused(Refusal::TakenBack),
            });
            self.taken_back.insert(command);
        }
    }
}

fn refused(refusal: Refusal) -> Outcome {
    Outcome::Refused {
        words: refusal.words(),
        refusal,
    }
}
