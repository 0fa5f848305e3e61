//! The gate for 支援会議の案件: the only way in is a call to the item, and every read of one is in the
//! audit before it is served.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::access::{Action, Decision, DenyReason, Subject, decide_matter};
use domain::conference::Conference;
use domain::council::Council;
use domain::id::{ConferenceId, MatterId, StaffId};
use domain::matter::Matter;
use domain::refusal::Refusal;
use serde::Serialize;

use super::{Permit, Shut, Who, denied, note, precheck, read, refused, subject_of};
use crate::keys::CouncilKeys;
use crate::session::Session;
use crate::store::{StoreError, conference, matter};
use crate::tomoni::Tomoni;

/// One conference with its items, in the hands of one reader; what of them may be seen is still to
/// be decided item by item.
pub(crate) struct OpenedMatters {
    pub subject: Subject,
    pub council: Arc<Council>,
    pub conference: Conference,
    pub all: Vec<Matter>,
    pub now: DateTime<Utc>,
    keys: Arc<CouncilKeys>,
    who: Who,
}

/// One item, with the yes of the gate.
pub(crate) struct OpenedMatter {
    pub matter: Matter,
    pub beside: OpenedMatters,
}

/// What the audit keeps of a read of items.
#[derive(Serialize)]
struct ReadMatters {
    action: Action,
    conference: ConferenceId,
    matters: Vec<MatterId>,
}

impl OpenedMatters {
    /// Writes down that these items were read, and waits until it is on the disk.
    pub(crate) async fn note(
        &self,
        t: &Tomoni,
        word: &'static str,
        matters: Vec<MatterId>,
    ) -> Result<(), StoreError> {
        let detail = ReadMatters {
            action: Action::SeeMatter,
            conference: self.conference.id,
            matters,
        };
        note(t, &self.keys, self.who, word, None, &detail).await
    }
}

/// Opens the items of a conference for a reader who has signed and is in post.
///
/// # Errors
/// [`Shut::NotFound`] where there is no such conference.
pub(crate) async fn open_matters(
    t: &Tomoni,
    session: &Session,
    id: ConferenceId,
) -> Result<OpenedMatters, Shut> {
    let keys = t.keyring.council(t.store.read(), session.council).await?;
    let (_, council) = t.councils.get(t.store.read(), &keys).await?;
    let now = t.clock.now();
    let who = Who::Staff(StaffId(session.subject));
    let subject = subject_of(&council, who, now);
    precheck(&subject, Action::SeeMatter)?;
    let found = conference::load(t.store.read(), &keys, id.0).await?;
    let conference: Conference = read(&found.ok_or(Shut::NotFound)?.body)?;
    let found = matter::of_conference(t.store.read(), &keys, id.0).await?;
    let all: Result<Vec<Matter>, StoreError> =
        found.iter().map(|record| read(&record.body)).collect();
    Ok(OpenedMatters {
        subject,
        council,
        conference,
        all: all?,
        now,
        keys,
        who,
    })
}

/// Opens one item for reading: decides, writes the audit row durably, and hands it over.
///
/// # Errors
/// [`Shut::NotFound`] alike for what is hidden and what does not exist.
pub(crate) async fn open_matter(
    t: &Tomoni,
    session: &Session,
    id: MatterId,
) -> Result<OpenedMatter, Shut> {
    let keys = t.keyring.council(t.store.read(), session.council).await?;
    let (_, council) = t.councils.get(t.store.read(), &keys).await?;
    let who = Who::Staff(StaffId(session.subject));
    // Before the item is looked for, so that the answer says nothing about it.
    precheck(&subject_of(&council, who, t.clock.now()), Action::SeeMatter)?;
    let found = matter::load(t.store.read(), &keys, id.0).await?;
    let conference = ConferenceId(found.ok_or(Shut::NotFound)?.conference);
    let beside = open_matters(t, session, conference).await?;
    let mut known = beside.all.iter();
    let matter = known.find(|known| known.id == id).ok_or(Shut::NotFound)?;
    let decision = decide_matter(
        &beside.subject,
        Action::SeeMatter,
        Some(matter),
        &beside.conference,
        &beside.council,
        beside.now,
    );
    match decision {
        Decision::Allow(_) => {
            let matter = matter.clone();
            beside.note(t, "read", vec![id]).await?;
            Ok(OpenedMatter { matter, beside })
        }
        Decision::Deny { why, hide } => {
            if why == DenyReason::Blocked {
                beside.note(t, "blocked-attempt", vec![id]).await?;
            }
            Err(refused(why, hide))
        }
    }
}

/// The decision about a command to an item, inside the transaction that will carry it out.
pub(crate) fn judge_matter(
    subject: &Subject,
    action: Action,
    matter: Option<&Matter>,
    conference: &Conference,
    council: &Council,
    now: DateTime<Utc>,
) -> Result<Permit, (DenyReason, Refusal)> {
    match decide_matter(subject, action, matter, conference, council, now) {
        Decision::Allow(fields) => Ok(Permit { action, fields }),
        Decision::Deny { why, hide } => Err((why, denied(why, hide))),
    }
}
