//! The gate for 会議体の会議 and for the 進行管理台帳 of all cases.
//!
//! A conference holds nothing about anyone, so that reading it leaves no row in the audit; reading
//! lines of the ledger does (`crate::ask::ledger`).

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::access::{Action, CaseFacts, Decision, Subject, decide, decide_conference};
use domain::case::CaseFile;
use domain::conference::Conference;
use domain::council::Council;
use domain::id::{ConferenceId, StaffId};
use domain::refusal::Refusal;
use domain::view::her::HerSlot;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{Permit, Shut, Who, council_for, denied, precheck, read, refused, subject_of};
use crate::keys::CouncilKeys;
use crate::session::Session;
use crate::store::case_key::With;
use crate::store::{StoreError, case_file, conference};
use crate::tomoni::Tomoni;

/// One conference in the hands of one reader, with the yes of the gate.
pub(crate) struct OpenedConference {
    pub subject: Subject,
    pub council: Arc<Council>,
    pub keys: Arc<CouncilKeys>,
    pub conference: Conference,
    pub now: DateTime<Utc>,
}

/// Opens a conference for reading.
///
/// # Errors
/// [`Shut::NotFound`] alike for what is hidden and what does not exist.
pub(crate) async fn open_conference(
    t: &Tomoni,
    session: &Session,
    id: ConferenceId,
    action: Action,
) -> Result<OpenedConference, Shut> {
    let keys = t.keyring.council(t.store.read(), session.council).await?;
    let (_, council) = t.councils.get(t.store.read(), &keys).await?;
    let now = t.clock.now();
    let subject = subject_of(&council, Who::Staff(StaffId(session.subject)), now);
    precheck(&subject, action)?;
    let found = conference::load(t.store.read(), &keys, id.0).await?;
    let conference: Conference = read(&found.ok_or(Shut::NotFound)?.body)?;
    match decide_conference(&subject, action, &conference, &council, now) {
        Decision::Allow(_) => Ok(OpenedConference {
            subject,
            council,
            keys,
            conference,
            now,
        }),
        Decision::Deny { why, hide } => Err(refused(why, hide)),
    }
}

/// The conference as this reader knows it: without the slots of cases that she or he is blocked from.
/// Nothing else of a slot may be asked of it afterwards: the times of the others follow from all.
///
/// # Errors
/// See [`StoreError`].
pub(crate) async fn without_blocked(
    conn: &impl ConnectionTrait,
    keys: &CouncilKeys,
    (council, subject, now): (&Council, &Subject, DateTime<Utc>),
    conference: &mut Conference,
) -> Result<(), StoreError> {
    let mut hidden = Vec::new();
    for slot in &conference.slots {
        let open = case_file::load(conn, keys, slot.case.0, With::File).await?;
        let Some(open) = open else { continue };
        let file: CaseFile = read(&open.body.body)?;
        if CaseFacts::of(&file, council, subject, now).blocked {
            hidden.push(slot.id);
        }
    }
    conference.slots.retain(|slot| !hidden.contains(&slot.id));
    Ok(())
}

/// The decision about a command to a conference, inside the transaction that will carry it out.
pub(crate) fn judge_conference(
    subject: &Subject,
    action: Action,
    conference: &Conference,
    council: &Council,
    now: DateTime<Utc>,
) -> Result<Permit, Refusal> {
    match decide_conference(subject, action, conference, council, now) {
        Decision::Allow(fields) => Ok(Permit { action, fields }),
        Decision::Deny { why, hide } => Err(denied(why, hide)),
    }
}

/// Who looks at the ledger, and in which round.
pub(crate) struct LedgerReader {
    pub subject: Subject,
    pub council: Arc<Council>,
    pub keys: Arc<CouncilKeys>,
    pub round: Option<Conference>,
    pub id: StaffId,
    pub now: DateTime<Utc>,
}

/// Opens the ledger: to the 調整担当者 at any time, to practitioners through a round that they are
/// called to. For everyone else there is no such thing (BR-050).
///
/// # Errors
/// [`Shut::NotFound`] for all of them alike.
pub(crate) async fn ledger_for(
    t: &Tomoni,
    session: &Session,
    round: Option<ConferenceId>,
) -> Result<LedgerReader, Shut> {
    let keys = t.keyring.council(t.store.read(), session.council).await?;
    let (_, council) = t.councils.get(t.store.read(), &keys).await?;
    let id = StaffId(session.subject);
    let now = t.clock.now();
    let subject = subject_of(&council, Who::Staff(id), now);
    // Before the pledge is asked for: whoever meets no case learns not even that.
    if !subject.roles.iter().any(|role| role.may_meet_a_case()) {
        return Err(Shut::NotFound);
    }
    let hidden = |shut| match shut {
        Shut::Refused(Refusal::NotYourRole) => Shut::NotFound,
        other => other,
    };
    let Some(round) = round else {
        let (_, council, subject) = council_for(t, id, session.council, Action::SeeLedger)
            .await
            .map_err(hidden)?;
        return Ok(LedgerReader {
            subject,
            council,
            keys,
            round: None,
            id,
            now,
        });
    };
    let opened = open_conference(t, session, round, Action::SeeLedger)
        .await
        .map_err(hidden)?;
    Ok(LedgerReader {
        subject: opened.subject,
        council: opened.council,
        keys: opened.keys,
        round: Some(opened.conference),
        id,
        now,
    })
}

/// Her parts of conference days to come, for her door. Of the days themselves nothing else goes on.
///
/// # Errors
/// See [`StoreError`].
pub(crate) async fn her_slots(
    t: &Tomoni,
    council: Uuid,
    file: &CaseFile,
    now: DateTime<Utc>,
) -> Result<Vec<HerSlot>, StoreError> {
    let keys = t.keyring.council(t.store.read(), council).await?;
    let mut days: Vec<Conference> = Vec::new();
    for id in HerSlot::days(file) {
        if let Some(found) = conference::load(t.store.read(), &keys, id.0).await? {
            days.push(read(&found.body)?);
        }
    }
    Ok(HerSlot::all(file, &days, now))
}

/// Whether a right holds without a case and without a conference.
pub(crate) fn may(subject: &Subject, action: Action) -> bool {
    decide(subject, action, &CaseFacts::default()).allows()
}
