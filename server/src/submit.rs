//! The only write path: screens, her pages and the demo all come through here.
//!
//! Each envelope, in order, in one transaction: seen before? → rights *now* → rules → events, audit
//! row and projections → durable → answer. A refused envelope is kept for its writer.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use domain::calendar;
use domain::command::{Command, CouncilCommand, Envelope};
use domain::council::Council;
use domain::handle::Context;
use domain::id::{CaseId, TransferId};
use domain::refusal::Refusal;
use domain::wire::Outcome;
use serde::Serialize;
use uuid::Uuid;

use crate::audit::{self, Entry};
use crate::gate::Who;
use crate::keys::CouncilKeys;
use crate::store::event::NewEvent;
use crate::store::turn::Begun;
use crate::store::{StoreError, command_seen, left_envelope, read, turn, written};
use crate::tomoni::Tomoni;
use crate::writer::WriteTxn;

mod case;
mod conference;
pub mod cost;
mod council;
mod day;
pub mod held;
mod joined;
mod keep;
mod list;
mod matter;
mod record;
mod transfer;
pub(crate) mod watched_day;

pub(crate) use conference::{kind_number, status_number};
use list::one;
pub use list::submit;
pub(crate) use record::case_record;
pub(crate) use transfer::hand_out;

/// What a job needs; owned, because the writer runs it.
struct Job {
    t: Tomoni,
    who: Who,
    keys: Arc<CouncilKeys>,
    envelope: Envelope,
    now: DateTime<Utc>,
    /// A password hash that fits nothing, for a new account that waits for its paper code.
    unusable: Option<String>,
    /// The transfer of which a sealed copy has just been made.
    copied: Option<TransferId>,
    /// The commands that came with this one, in the same list.
    together: Arc<[Uuid]>,
}

impl Job {
    async fn of(
        t: &Tomoni,
        who: Who,
        council: Uuid,
        envelope: Envelope,
        copied: Option<TransferId>,
    ) -> Result<Self, StoreError> {
        let keys = t.keyring.council(t.store.read(), council).await?;
        // What she did on a worker's tablet is hers from here on, and the worker was beside her.
        let who = match (who, &envelope.command) {
            (Who::Staff(staff), Command::Hers { case, .. }) => Who::WomanWith {
                staff,
                case: *case,
                by_number: false,
            },
            (who, _) => who,
        };
        let unusable = match &envelope.command {
            Command::Council(CouncilCommand::AddStaff { .. }) => Some(
                t.passwords
                    .unusable()
                    .await
                    .map_err(|_| StoreError::NotKept)?,
            ),
            _ => None,
        };
        Ok(Self {
            t: t.clone(),
            who,
            keys,
            envelope,
            now: t.clock.now(),
            unusable,
            copied,
            together: Arc::default(),
        })
    }

    async fn run(self, txn: &WriteTxn) -> Result<Outcome, StoreError> {
        let actor = self.keys.actor(self.who.audited());
        // From here on nobody else writes in this council until the commit.
        let about = case_of(&self.envelope.command);
        // In her name nothing but her own is looked for.
        let about = about.filter(|case| self.own_case().is_none_or(|own| own.0 == *case));
        let command = self.envelope.id.0;
        let begun = turn::begin_about(txn, &self.keys, command, about, &self.together);
        let Begun { seen, case: found } = begun.await?;
        if let Some(seen) = seen {
            // Somebody else's id: neither the answer nor its existence is told apart from a clash.
            if seen.actor != actor {
                return Ok(refused(Refusal::IdTaken));
            }
            let outcome = match seen.seq {
                Some(seq) => {
                    left_envelope::forget(txn, self.envelope.id);
                    Outcome::AlreadyDone { seq: place(seq) }
                }
                None => read(&seen.outcome)?,
            };
            return Ok(outcome);
        }
        let state = self.t.councils.in_transaction(txn, &self.keys).await?;
        let outcome = match &self.envelope.command {
            Command::AcceptCase { case, form } => self.accept(txn, &state, *case, form).await?,
            Command::Case { case, act } => self.case(txn, &state, (*case, found), act).await?,
            Command::Hers { case, act } => self.hers(txn, &state, (*case, found), act).await?,
            Command::Council(act) => self.council(txn, &state, act).await?,
            Command::Conference { conference, act } => {
                self.conference(txn, &state, *conference, act).await?
            }
            Command::Matter { matter, act } => self.matter(txn, &state, *matter, act).await?,
        };
        let seq = match outcome {
            Outcome::Done { seq } => i64::try_from(seq).ok(),
            _ => None,
        };
        let body = written(&outcome)?;
        if seq.is_some() {
            left_envelope::forget(txn, self.envelope.id);
        }
        command_seen::remember(txn, &self.keys, self.envelope.id.0, actor, seq, &body)?;
        Ok(outcome)
    }

    /// The case in whose name this is done, where it is hers.
    fn own_case(&self) -> Option<CaseId> {
        match self.who {
            Who::Staff(_) => None,
            Who::Woman(own) | Who::WomanWith { case: own, .. } => Some(own),
        }
    }

    fn context<'a>(&self, state: &'a Council) -> Context<'a> {
        Context::of(state, self.who.actor(), self.now, &self.envelope)
    }

    /// An event of this command, at that place in the order and of that class.
    fn event<'a>(&self, (seq, class): (i64, i16), kind: &'a str, body: &'a [u8]) -> NewEvent<'a> {
        NewEvent {
            seq,
            id: self.t.ids.ordered(),
            command: self.envelope.id.0,
            kind,
            class,
            occurred_at: self.envelope.occurred_at,
            ahead_ms: self.envelope.ahead_ms,
            recorded_at: self.now,
            body,
        }
    }

    async fn audit<T: Serialize>(
        &self,
        txn: &WriteTxn,
        action: &str,
        case: Option<CaseId>,
        detail: &T,
    ) -> Result<(), StoreError> {
        let detail = written(detail)?;
        let entry = Entry {
            actor: self.who.audited(),
            action,
            case: case.map(|case| case.0),
            detail: &detail,
        };
        audit::append(txn, &self.keys, self.now, entry)
            .await
            .map(|_| ())
    }
}

/// The one case to which a command does something; that of a new one is not there yet.
fn case_of(command: &Command) -> Option<Uuid> {
    match command {
        Command::Case { case, .. } | Command::Hers { case, .. } => Some(case.0),
        _ => None,
    }
}

pub(crate) fn refused(refusal: Refusal) -> Outcome {
    Outcome::Refused {
        words: refusal.words(),
        refusal,
    }
}

fn place(seq: i64) -> u64 {
    u64::try_from(seq).unwrap_or_default()
}

/// The name of an event as its own serialisation writes it.
pub(crate) fn kind_of<T: Serialize>(event: &T) -> Result<String, StoreError> {
    match serde_json::to_value(event).map_err(StoreError::Shape)? {
        serde_json::Value::Object(map) => map.into_iter().next().map(|(kind, _)| kind),
        serde_json::Value::String(kind) => Some(kind),
        _ => None,
    }
    .ok_or(StoreError::Missing)
}

/// The place of a value among all of its kind, as the database knows it.
///
/// # Errors
/// [`StoreError::Missing`] for a value that is none.
fn number_of<T: PartialEq>(all: &[T], one: &T) -> Result<i16, StoreError> {
    all.iter()
        .position(|known| known == one)
        .and_then(|at| i16::try_from(at).ok())
        .ok_or(StoreError::Missing)
}

/// 年度 by its first calendar year, as the database knows it.
fn fiscal_year(day: NaiveDate) -> i16 {
    i16::try_from(calendar::fiscal_year(day)).unwrap_or(i16::MAX)
}
