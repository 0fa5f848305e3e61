//! Counts of the 進行管理台帳 as last made: they are the same for everyone until something is written.
//! And the cases from before there was a ledger, which are given their places in it and in the count of
//! meetings that were held.

use std::time::Duration;

use chrono::NaiveDate;
use domain::case::CaseFile;
use moka::sync::Cache;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::keys::CouncilKeys;
use crate::store::case_file::{self, Counts, OpenCase};
use crate::store::case_key::With;
use crate::store::{self, StoreError, council, read};
use crate::submit::{case_record, held, watched_day};
use crate::tomoni::Tomoni;
use crate::writer::WriteTxn;

/// A state of a council on a day, in a round.
type State = (Uuid, i64, NaiveDate, Option<Uuid>);

/// The counts in memory, a few bytes each.
pub struct Ledgers(Cache<State, Counts>);

impl Default for Ledgers {
    fn default() -> Self {
        Self(
            Cache::builder()
                .max_capacity(256)
                .time_to_idle(Duration::from_mins(10))
                .build(),
        )
    }
}

impl Ledgers {
    /// The counts over all cases of a council, whoever may see them: for taking off what a reader is
    /// shut out of, never for showing as they are.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn counts(
        &self,
        conn: &impl ConnectionTrait,
        council: Uuid,
        today: NaiveDate,
        round: Option<Uuid>,
    ) -> Result<Counts, StoreError> {
        // The place first, the counts then: they are never older than what they are kept under.
        let seq = council::last_seq(conn, council).await?;
        let state = (council, seq, today, round);
        if let Some(known) = self.0.get(&state) {
            return Ok(known);
        }
        let counts = case_file::counts(conn, council, today, round, None).await?;
        self.0.insert(state, counts);
        Ok(counts)
    }
}

/// So many cases are given their places with one commit.
const TOGETHER: i64 = 100;

/// Gives every case that has none its place in the ledger. Nothing about the case changes, so that
/// this is no event of it.
///
/// # Errors
/// See [`StoreError`].
pub(crate) async fn take_in(t: &Tomoni) -> Result<(), StoreError> {
    loop {
        let found = case_file::unread(t.store.read(), TOGETHER).await?;
        let Some((council, _)) = found.first().copied() else {
            return Ok(());
        };
        let keys = t.keyring.council(t.store.read(), council).await?;
        let (tomoni, now) = (t.clone(), t.clock.now());
        t.writer
            .run(council, move |txn| {
                Box::pin(async move {
                    // Takes the council's turn: nobody changes a case between its reading and this.
                    let state = tomoni.councils.in_transaction(txn, &keys).await?;
                    let cases = found.iter().filter(|(of, _)| *of == council);
                    for (_, case) in cases {
                        let Some((open, file)) = opened(txn, &keys, *case).await? else {
                            case_file::pass_over(txn, *case);
                            continue;
                        };
                        let record = case_record(&file, &state, now, open.record.seq)?;
                        case_file::look_through(txn, &open.keys, &record)?;
                        let meetings = held::records(&file.held_meetings())?;
                        store::held::set(txn, council, *case, &meetings);
                        let days = watched_day::days(&file);
                        store::watched_day::set(txn, council, *case, &days);
                    }
                    Ok::<_, StoreError>(())
                })
            })
            .await?;
    }
}

/// The case, if it can be read: its key may be gone for good, and one that is damaged must not keep
/// the others from being served.
async fn opened(
    txn: &WriteTxn,
    keys: &CouncilKeys,
    case: Uuid,
) -> Result<Option<(OpenCase, CaseFile)>, StoreError> {
    let conn = txn.conn().await?;
    let found = case_file::load(conn, keys, case, With::File).await;
    let read = found.and_then(|found| match found {
        Some(open) => Ok(Some((read(&open.body.body)?, open))),
        None => Ok(None),
    });
    match read {
        Ok(found) => Ok(found.map(|(file, open)| (open, file))),
        Err(StoreError::Seal(_) | StoreError::Shape(_)) => {
            tracing::error!("a case could not be read and has no place in the ledger");
            Ok(None)
        }
        Err(error) => Err(error),
    }
}
