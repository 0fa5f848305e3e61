//! The gate: loads the facts, asks `domain::access` once, and is the only maker of a [`Permit`].
//!
//! Everything that shows or changes a case goes through here. A read of personal data is written
//! into the audit, durably, before it is served.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, Utc};
use domain::access::{Action, CaseFacts, Decision, DenyReason, Fields, Subject, decide};
use domain::calendar;
use domain::case::{CaseFile, Whereabouts};
use domain::command::Actor;
use domain::council::Council;
use domain::id::{CaseId, PhotoId, StaffId};
use domain::refusal::Refusal;
use domain::view::Reader;
use sea_orm::{ConnectionTrait, DbBackend};
use serde::Serialize;
use uuid::Uuid;

use crate::audit::{self, Entry};
use crate::keys::CouncilKeys;
use crate::store::case_file::{self, OpenCase};
use crate::store::case_key::With;
use crate::store::{StoreError, council, read, turn, written};
use crate::tomoni::Tomoni;
use crate::writer::WriteTxn;

mod conference;
mod matter;
mod readers;

pub(crate) use conference::{
    LedgerReader, OpenedConference, her_slots, judge_conference, ledger_for, may, open_conference,
    without_blocked,
};
pub(crate) use matter::{judge_matter, open_matter, open_matters};
pub use readers::Hearing;
pub(crate) use readers::{Readers, hears_of, hears_of_item, readers_of, tokens_of};

/// Who asks, at which door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Someone of the staff.
    Staff(StaffId),
    /// She herself, at her door, for her own case.
    Woman(CaseId),
    /// She herself on a worker's tablet.
    WomanWith {
        staff: StaffId,
        case: CaseId,
        /// She came in with her own number; otherwise nothing could be reached to ask for it.
        by_number: bool,
    },
}

impl Who {
    /// The actor as the domain knows it.
    pub fn actor(self) -> Actor {
        match self {
            Self::Staff(id) => Actor::Staff(id),
            Self::Woman(_) => Actor::Woman,
            Self::WomanWith {
                staff,
                by_number: true,
                ..
            } => Actor::WomanWith(staff),
            Self::WomanWith { staff, .. } => Actor::WomanShown(staff),
        }
    }

    /// The identifier that the audit turns into a pseudonym.
    pub fn audited(self) -> Uuid {
        match self {
            Self::Staff(id) | Self::WomanWith { staff: id, .. } => id.0,
            Self::Woman(case) => case.0,
        }
    }

    /// The case of her session; she reaches no other.
    fn own_case(self) -> Option<CaseId> {
        match self {
            Self::Staff(_) => None,
            Self::Woman(case) | Self::WomanWith { case, .. } => Some(case),
        }
    }
}

/// Proof that the decision was asked and said yes. Only this module makes one.
#[derive(Debug)]
pub struct Permit {
    action: Action,
    fields: Fields,
}

impl Permit {
    /// What was permitted.
    pub fn action(&self) -> Action {
        self.action
    }

    /// What may be seen with it.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }
}

/// Why the gate did not open, for the reader.
#[derive(Debug)]
pub enum Shut {
    /// Hidden or not there; nobody can tell which.
    NotFound,
    /// Told, because it says nothing about any case.
    Refused(Refusal),
    /// Our own fault.
    Store(StoreError),
}

impl From<StoreError> for Shut {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Councils as last folded, so that a request opens one case and no council.
#[derive(Default)]
pub struct Councils(RwLock<HashMap<Uuid, (i64, Arc<Council>)>>);

impl Councils {
    /// The council as it stands. Where other servers write to the same database its version is
    /// compared first; where this process is the only writer it is known.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if there is no such council.
    pub async fn get(
        &self,
        conn: &impl ConnectionTrait,
        keys: &CouncilKeys,
    ) -> Result<(i64, Arc<Council>), StoreError> {
        let known = self
            .0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&keys.council())
            .cloned();
        if let Some((version, known)) = known {
            let alone = conn.get_database_backend() == DbBackend::Sqlite;
            if alone || council::version(conn, keys.council()).await? == Some(version) {
                return Ok((version, known));
            }
        }
        let record = council::load(conn, keys)
            .await?
            .ok_or(StoreError::Missing)?;
        let council: Arc<Council> = Arc::new(read(&record.body)?);
        self.put(keys.council(), record.version, council.clone());
        Ok((record.version, council))
    }

    /// The council inside a transaction that writes: its version is always compared, because an
    /// earlier job of the same commit may have changed it. What is not committed yet is not kept.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if there is no such council.
    pub(crate) async fn in_transaction(
        &self,
        txn: &WriteTxn,
        keys: &CouncilKeys,
    ) -> Result<Arc<Council>, StoreError> {
        let now = turn::version(txn, keys.council()).await?;
        let known = self
            .0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&keys.council())
            .filter(|(version, _)| *version == now)
            .map(|(_, council)| council.clone());
        if let Some(known) = known {
            return Ok(known);
        }
        let record = council::load(txn.conn().await?, keys)
            .await?
            .ok_or(StoreError::Missing)?;
        Ok(Arc::new(read(&record.body)?))
    }

    /// Takes over what was just committed; an older version never replaces a newer one.
    pub fn put(&self, id: Uuid, version: i64, council: Arc<Council>) {
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let newer = all.get(&id).is_none_or(|(known, _)| *known <= version);
        if newer {
            all.insert(id, (version, council));
        }
    }
}

/// One case in the hands of one reader, with the yes of the gate.
pub struct Opened {
    pub permit: Permit,
    pub subject: Subject,
    pub facts: CaseFacts,
    pub council: Arc<Council>,
    pub file: CaseFile,
    /// Only where it was asked for and permitted.
    pub place: Option<Whereabouts>,
    pub seq: u64,
    pub now: DateTime<Utc>,
}

impl Opened {
    /// The reader as views ask for her or him.
    pub fn reader(&self) -> Reader<'_> {
        Reader::of(
            &self.file,
            &self.council,
            &self.subject,
            &self.facts,
            self.now,
        )
    }
}

/// What else a reader wants to be opened or written down with a read.
#[derive(Clone, Default)]
pub struct Reading {
    /// Her whereabouts too; opened only where the fields allow it.
    pub place: bool,
    /// The reason given for this opening.
    pub reason: Option<String>,
    /// The worker on whose tablet she reads.
    pub beside: Option<Uuid>,
    /// The photo that is opened.
    pub photo: Option<PhotoId>,
}

/// Opens a case for reading: decides, writes the audit row durably, and hands the case over.
///
/// # Errors
/// [`Shut::NotFound`] alike for what is hidden and what does not exist.
pub async fn open_case(
    t: &Tomoni,
    who: Who,
    council: Uuid,
    case: CaseId,
    action: Action,
    reading: Reading,
) -> Result<Opened, Shut> {
    let keys = t.keyring.council(t.store.read(), council).await?;
    let (_, state) = t.councils.get(t.store.read(), &keys).await?;
    let now = t.clock.now();
    let subject = subject_of(&state, who, now);
    // Before the case is looked for, so that the answer says nothing about it.
    precheck(&subject, action)?;
    if who.own_case().is_some_and(|own| own != case) {
        return Err(Shut::NotFound);
    }
    let with = if reading.place {
        With::FileAndPlace
    } else {
        With::File
    };
    let found = case_file::load(t.store.read(), &keys, case.0, with).await?;
    let Some(OpenCase { record, body, .. }) = found else {
        return Err(Shut::NotFound);
    };
    let file: CaseFile = read(&body.body)?;
    let facts = CaseFacts::of(&file, &state, &subject, now);
    let permit = match decide(&subject, action, &facts) {
        Decision::Allow(fields) => Permit { action, fields },
        Decision::Deny { why, hide } => {
            if why == DenyReason::Blocked {
                note(
                    t,
                    &keys,
                    who,
                    "blocked-attempt",
                    Some(case),
                    &Read::refused(action),
                )
                .await?;
            }
            return Err(refused(why, hide));
        }
    };
    let place = match body.place {
        Some(place) if permit.fields.whereabouts => Some(read(&place)?),
        _ => None,
    };
    let detail = Read {
        action,
        place: reading.place && permit.fields.whereabouts,
        reason: reading.reason,
        cases: Vec::new(),
    };
    let detail = ReadBeside {
        read: detail,
        beside: reading.beside,
        photo: reading.photo,
    };
    note(t, &keys, who, "read", Some(case), &detail).await?;
    let seq = u64::try_from(record.seq).unwrap_or_default();
    Ok(Opened {
        permit,
        subject,
        facts,
        council: state,
        file,
        place,
        seq,
        now,
    })
}

/// Her own case for her door, audited like any other read; `None` where it is not to be had.
///
/// # Errors
/// See [`StoreError`].
pub async fn read_her(
    t: &Tomoni,
    council: Uuid,
    case: CaseId,
    reading: Reading,
) -> Result<Option<(CaseFile, Arc<Council>)>, StoreError> {
    match open_case(t, Who::Woman(case), council, case, Action::SeePlan, reading).await {
        Ok(opened) => Ok(Some((opened.file, opened.council))),
        Err(Shut::Store(error)) => Err(error),
        Err(_) => Ok(None),
    }
}

/// What an audit row says beyond who, when and which case.
#[derive(Serialize)]
pub(crate) struct Read {
    pub action: Action,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub place: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The cases of a list, where many were read at once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<CaseId>,
}

/// The same, with the worker on whose tablet she read, and the photo that was opened.
#[derive(Serialize)]
struct ReadBeside {
    #[serde(flatten)]
    read: Read,
    #[serde(skip_serializing_if = "Option::is_none")]
    beside: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    photo: Option<PhotoId>,
}

impl Read {
    fn refused(action: Action) -> Self {
        Self {
            action,
            place: false,
            reason: None,
            cases: Vec::new(),
        }
    }
}

/// Writes one audit row and waits until it is on the disk.
pub(crate) async fn note(
    t: &Tomoni,
    keys: &Arc<CouncilKeys>,
    who: Who,
    action: &'static str,
    case: Option<CaseId>,
    detail: &impl Serialize,
) -> Result<(), StoreError> {
    let detail = written(detail)?;
    let now = t.clock.now();
    let keys = keys.clone();
    t.writer
        .run(keys.council(), move |txn| {
            Box::pin(async move {
                let entry = Entry {
                    actor: who.audited(),
                    action,
                    case: case.map(|case| case.0),
                    detail: &detail,
                };
                audit::append(txn, &keys, now, entry).await.map(|_| ())
            })
        })
        .await
}

/// The gate for what is about no case.
///
/// # Errors
/// [`Shut::Refused`] with what to do.
pub async fn council_for(
    t: &Tomoni,
    staff: StaffId,
    council: Uuid,
    action: Action,
) -> Result<(Permit, Arc<Council>, Subject), Shut> {
    let keys = t.keyring.council(t.store.read(), council).await?;
    let (_, state) = t.councils.get(t.store.read(), &keys).await?;
    let subject = subject_of(&state, Who::Staff(staff), t.clock.now());
    match decide(&subject, action, &CaseFacts::default()) {
        Decision::Allow(fields) => Ok((Permit { action, fields }, state, subject)),
        Decision::Deny { why, hide } => Err(refused(why, hide)),
    }
}

/// The decision about a command, inside the transaction that will carry it out.
pub(crate) fn judge(
    subject: &Subject,
    action: Action,
    facts: &CaseFacts,
) -> Result<Permit, (DenyReason, Refusal)> {
    match decide(subject, action, facts) {
        Decision::Allow(fields) => Ok(Permit { action, fields }),
        Decision::Deny { why, hide } => Err((why, denied(why, hide))),
    }
}

pub(crate) fn subject_of(council: &Council, who: Who, now: DateTime<Utc>) -> Subject {
    let today = calendar::jst_date(now);
    match who {
        Who::Staff(id) => Subject::staff(council, id, today),
        Who::Woman(_) => Subject::woman(),
        Who::WomanWith { staff, .. } => Subject {
            actor: who.actor(),
            ..Subject::staff(council, staff, today)
        },
    }
}

/// What is refused for anything is refused before it is looked for, so that the answer says nothing
/// about it.
pub(crate) fn admitted(subject: &Subject, action: Action) -> Result<(), Refusal> {
    if !subject.in_post {
        return Err(Refusal::NotFound);
    }
    if !subject.pledged && action != Action::SignPledge {
        return Err(Refusal::PledgeMissing);
    }
    Ok(())
}

/// Whether a reader is admitted at all, where what is asked for has to be found before its case is known.
///
/// # Errors
/// As [`open_case`], before anything is looked for.
pub async fn at_work(
    t: &Tomoni,
    staff: StaffId,
    council: Uuid,
    action: Action,
) -> Result<(), Shut> {
    let keys = t.keyring.council(t.store.read(), council).await?;
    let (_, state) = t.councils.get(t.store.read(), &keys).await?;
    precheck(
        &subject_of(&state, Who::Staff(staff), t.clock.now()),
        action,
    )
}

/// The same for a reader.
fn precheck(subject: &Subject, action: Action) -> Result<(), Shut> {
    admitted(subject, action).map_err(|refusal| match refusal {
        Refusal::NotFound => Shut::NotFound,
        told => Shut::Refused(told),
    })
}

fn refused(why: DenyReason, hide: bool) -> Shut {
    match (why, hide) {
        (DenyReason::PledgeMissing, _) => Shut::Refused(Refusal::PledgeMissing),
        (_, true) => Shut::NotFound,
        (_, false) => Shut::Refused(Refusal::NotYourRole),
    }
}

/// The same as the answer to a command.
fn denied(why: DenyReason, hide: bool) -> Refusal {
    match refused(why, hide) {
        Shut::Refused(refusal) => refusal,
        Shut::NotFound | Shut::Store(_) => Refusal::NotFound,
    }
}
