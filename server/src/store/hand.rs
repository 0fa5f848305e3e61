//! What the jobs of one commit hand on to each other: the counters of the council and the case they
//! are about. They are read once and written once, however many jobs change them.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::case::{CaseFile, Whereabouts};
use sea_orm::{DbBackend, QueryTrait, Statement};
use uuid::Uuid;

use super::case_file::{self, CaseBody, CaseRecord};
use super::turn::Turn;
use super::{StoreError, written};
use crate::keys::CaseKeys;
use crate::writer::WriteTxn;

/// Keeps a case as a command left it; it is written once the commit, or a query that may see it, asks for
/// that. Her whereabouts are given where they have changed.
///
/// # Errors
/// See [`StoreError`].
pub(crate) fn keep(
    txn: &WriteTxn,
    case: CaseInHand,
    place: Option<Whereabouts>,
) -> Result<(), StoreError> {
    let backend = txn.backend();
    let mut kept = Kept {
        waits: true,
        place_waits: place.is_some(),
        case,
    };
    if let Some(place) = place {
        kept.case.place = Arc::new(place);
    }
    txn.put_off(txn.hand(|hand| hand.take_case(backend, kept))?);
    Ok(())
}

/// The counters and the case as the last job left them.
#[derive(Clone, Default)]
pub(crate) struct Hand {
    turn: Option<Turn>,
    case: Option<Kept>,
    /// The row in the lists that was written last.
    row: Option<Arc<CaseRecord>>,
    /// Commands of which it is known whether their council has answered them.
    answered: BTreeMap<(Uuid, Uuid), bool>,
}

/// A case, opened, as it stands since the last command.
#[derive(Clone)]
pub(crate) struct CaseInHand {
    pub council: Uuid,
    /// With the key of her whereabouts, or not.
    pub keys: Arc<CaseKeys>,
    pub file: Arc<CaseFile>,
    pub place: Arc<Whereabouts>,
    /// What its row in the lists says, written last.
    pub record: Arc<CaseRecord>,
    /// What that row is to say of the file.
    pub record_of: RecordOf,
}

/// How lists know a case.
pub(crate) type RecordOf = Arc<dyn Fn(&CaseFile) -> Result<CaseRecord, StoreError> + Send + Sync>;

#[derive(Clone)]
struct Kept {
    case: CaseInHand,
    /// Its rows say something earlier.
    waits: bool,
    /// So does what is kept of her whereabouts.
    place_waits: bool,
}

impl Kept {
    /// The statements that write it, unless it is written.
    fn waiting(&mut self, backend: DbBackend) -> Result<Vec<Statement>, StoreError> {
        if !std::mem::take(&mut self.waits) {
            return Ok(Vec::new());
        }
        let case = &mut self.case;
        let place = match std::mem::take(&mut self.place_waits) {
            true => Some(written(&*case.place)?.into()),
            false => None,
        };
        let body = CaseBody {
            body: written(&*case.file)?.into(),
            place,
        };
        let now = (case.record_of)(&case.file)?;
        let updates = case_file::updates(backend, &case.keys, &case.record, &now, &body)?;
        case.record = Arc::new(now);
        Ok(updates.into())
    }
}

impl Hand {
    /// The counters of that council, if they are in hand.
    pub fn turn(&mut self, council: Uuid) -> Option<&mut Turn> {
        self.turn.as_mut().filter(|turn| turn.council == council)
    }

    /// Whether the council has answered the command, where that is known.
    pub fn is_answered(&self, council: Uuid, command: Uuid) -> Option<bool> {
        self.answered.get(&(council, command)).copied()
    }

    /// The council has answered the command, or has not.
    pub fn answered(&mut self, council: Uuid, command: Uuid, answered: bool) {
        self.answered.insert((council, command), answered);
    }

    /// Takes counters up. Gives the statement for those of another council, if they wait to be written.
    pub(super) fn take_turn(&mut self, backend: DbBackend, turn: Turn) -> Option<Statement> {
        let other = self.turn.replace(turn);
        let update = other.and_then(|mut other| other.kept());
        update.map(|update| update.build(backend))
    }

    /// That case of that council, if it is in hand.
    pub fn case(&self, council: Uuid, case: Uuid) -> Option<&CaseInHand> {
        let kept = self.case.as_ref().map(|kept| &kept.case);
        kept.filter(|one| (one.council, one.keys.case()) == (council, case))
    }

    /// Takes up a case that was changed. Gives the statements for what does not stay in hand.
    fn take_case(
        &mut self,
        backend: DbBackend,
        mut now: Kept,
    ) -> Result<Vec<Statement>, StoreError> {
        let mut all = Vec::new();
        if let Some(mut earlier) = self.case.take() {
            if earlier.case.keys.case() == now.case.keys.case() {
                now.place_waits |= earlier.place_waits;
            } else {
                all = earlier.waiting(backend)?;
                self.row = Some(Arc::clone(&earlier.case.record));
            }
        }
        // It may have been written since it was opened.
        if let Some(row) = self.row.as_ref().filter(|row| row.id == now.case.record.id) {
            now.case.record = Arc::clone(row);
        }
        let whole = now.case.keys.place().is_some();
        let now = self.case.insert(now);
        if !whole {
            // The next command needs it with her whereabouts.
            all.extend(now.waiting(backend)?);
            self.row = Some(Arc::clone(&now.case.record));
            self.case = None;
        }
        Ok(all)
    }

    /// Lets the case go; whatever waited of it must be written.
    pub fn let_go(&mut self) {
        self.case = None;
    }

    /// The statements for all that waits to be written.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn waiting(&mut self, backend: DbBackend) -> Result<Vec<Statement>, StoreError> {
        let turn = self.turn.as_mut().and_then(Turn::kept);
        let mut all: Vec<_> = turn
            .map(|update| update.build(backend))
            .into_iter()
            .collect();
        if let Some(kept) = self.case.as_mut().filter(|kept| kept.waits) {
            all.extend(kept.waiting(backend)?);
            self.row = Some(Arc::clone(&kept.case.record));
        }
        Ok(all)
    }

    /// `before`, from which this comes, has just been written: of what is the same nothing waits any more.
    pub fn rests_on(&mut self, before: &Self) {
        if let (Some(turn), Some(written)) = (&mut self.turn, &before.turn) {
            turn.rests_on(written);
        }
        self.row.clone_from(&before.row);
        let (Some(kept), Some(written)) = (&mut self.case, &before.case) else {
            return;
        };
        if kept.case.keys.case() != written.case.keys.case() {
            return;
        }
        kept.case.record = Arc::clone(&written.case.record);
        if Arc::ptr_eq(&kept.case.file, &written.case.file) {
            (kept.waits, kept.place_waits) = (false, false);
        }
    }
}
