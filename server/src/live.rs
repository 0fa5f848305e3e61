//! Telling open screens that something has changed.
//!
//! A change says only that a case, or the council, has moved on; what may be seen of it is asked
//! anew through the gate. Whoever may not find a case hears nothing of it, not even that there was
//! something to hear.

use std::sync::Arc;

use domain::id::StaffId;
use domain::wire::Line;
use tokio::sync::broadcast;
use uuid::Uuid;

use crate::gate::{self, Hearing, Who};
use crate::keys::LinkToken;
use crate::session::Session;
use crate::store::StoreError;
use crate::tomoni::Tomoni;

/// So many changes are kept for a screen that is slow to listen.
const KEPT: usize = 1024;

/// A committed change.
#[derive(Clone, Debug)]
pub struct Change {
    /// Where.
    pub council: Uuid,
    /// Its place in the council's order.
    pub seq: i64,
    /// The case that moved on. Neither case nor conference is the council's own record, which
    /// concerns everyone in it.
    pub case: Option<Uuid>,
    /// The 会議体の会議 that moved on.
    pub conference: Option<Uuid>,
    /// Who may find the case, or is called to the conference.
    pub readers: Arc<[LinkToken]>,
    /// Who must never.
    pub blocks: Arc<[LinkToken]>,
}

impl Change {
    /// Whether the council's own record moved on, and with it perhaps who belongs where.
    pub fn is_of_the_council(&self) -> bool {
        self.case.is_none() && self.conference.is_none()
    }

    /// Whether someone of `council` may hear of it.
    pub fn concerns(&self, council: Uuid, hearing: &Hearing) -> bool {
        if self.council != council {
            return false;
        }
        if self.is_of_the_council() {
            return true;
        }
        hearing.hears(&self.readers, &self.blocks)
    }
}

/// The line on which changes are told. Cheap to clone.
#[derive(Clone)]
pub struct Live(broadcast::Sender<Change>);

impl Live {
    /// A line nobody listens to yet.
    pub fn new() -> Self {
        Self(broadcast::Sender::new(KEPT))
    }

    /// Tells everyone who listens. Only the writer does, after the commit.
    pub(crate) fn tell(&self, change: Change) {
        // An error means that nobody listens.
        let _ = self.0.send(change);
    }

    /// Begins to listen.
    pub fn listen(&self) -> broadcast::Receiver<Change> {
        self.0.subscribe()
    }
}

impl Default for Live {
    fn default() -> Self {
        Self::new()
    }
}

/// The live line of a session, with the last place in its council's order.
pub fn line(session: &Session, last: i64) -> Line {
    Line {
        name: session.line(),
        seq: u64::try_from(last).unwrap_or_default(),
    }
}

/// What the holder of a session may hear of, and what she or he is shut out of.
///
/// # Errors
/// See [`StoreError`].
pub async fn hearing_of(tomoni: &Tomoni, session: &Session) -> Result<Hearing, StoreError> {
    let keys = tomoni
        .keyring
        .council(tomoni.store.read(), session.council)
        .await?;
    let (_, council) = tomoni.councils.get(tomoni.store.read(), &keys).await?;
    let who = Who::Staff(StaffId(session.subject));
    let subject = gate::subject_of(&council, who, tomoni.clock.now());
    if !subject.pledged {
        return Ok(Hearing::default());
    }
    Ok(gate::tokens_of(&council, &subject, &keys).live())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::case_file::ShutOut;

    const COUNCIL: Uuid = Uuid::from_u128(1);
    const READER: LinkToken = LinkToken([1; 16]);
    const BLOCKED: LinkToken = LinkToken([2; 16]);

    /// Of a unit that is blocked but for one person.
    const UNIT: LinkToken = LinkToken([3; 16]);
    const ACTS: LinkToken = LinkToken([4; 16]);

    fn reader(tokens: &[LinkToken]) -> Hearing {
        Hearing {
            tokens: tokens.to_vec(),
            shut: ShutOut {
                by: tokens.to_vec(),
                ..ShutOut::default()
            },
        }
    }

    #[test]
    fn of_a_unit_that_is_blocked_but_for_one_only_that_one_hears() {
        let change = Change {
            blocks: [UNIT, ACTS].into(),
            ..change(Some(Uuid::from_u128(2)))
        };
        let of_the_unit = |but: LinkToken| Hearing {
            tokens: vec![READER],
            shut: ShutOut {
                by: Vec::new(),
                unit: Some(UNIT),
                but: Some(but),
            },
        };
        assert!(change.concerns(COUNCIL, &of_the_unit(ACTS)));
        assert!(!change.concerns(COUNCIL, &of_the_unit(LinkToken([5; 16]))));
    }

    fn change(case: Option<Uuid>) -> Change {
        Change {
            council: COUNCIL,
            seq: 1,
            case,
            conference: None,
            readers: [READER, BLOCKED].into(),
            blocks: [BLOCKED].into(),
        }
    }

    #[test]
    fn a_change_of_a_case_is_heard_by_its_readers_only_and_never_by_the_blocked() {
        let case = change(Some(Uuid::from_u128(2)));
        assert!(case.concerns(COUNCIL, &reader(&[READER])));
        assert!(!case.concerns(COUNCIL, &reader(&[READER, BLOCKED])));
        assert!(!case.concerns(COUNCIL, &reader(&[LinkToken([9; 16])])));
        assert!(!case.concerns(COUNCIL, &reader(&[])));
        assert!(!case.concerns(Uuid::from_u128(9), &reader(&[READER])));
    }

    #[test]
    fn a_change_of_a_conference_is_heard_by_those_who_are_called() {
        let conference = Change {
            conference: Some(Uuid::from_u128(3)),
            ..change(None)
        };
        assert!(conference.concerns(COUNCIL, &reader(&[READER])));
        assert!(!conference.concerns(COUNCIL, &reader(&[READER, BLOCKED])));
        assert!(!conference.concerns(COUNCIL, &reader(&[])));
    }

    #[test]
    fn a_change_of_the_council_is_heard_by_everyone_in_it() {
        assert!(change(None).concerns(COUNCIL, &reader(&[])));
        assert!(!change(None).concerns(Uuid::from_u128(9), &reader(&[READER])));
    }
}
