//! The one queue through which everything is written, with group commit.
//!
//! All jobs that wait are done in one transaction, each inside its own savepoint: a job that fails
//! takes back its own work only. Nobody is answered before the commit is on the disk, so that one
//! sync serves all who waited.

use std::panic::AssertUnwindSafe;
use std::sync::{Mutex, MutexGuard, PoisonError};

use futures::FutureExt;
use futures::future::BoxFuture;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, QueryTrait, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
};
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use crate::live::{Change, Live};
use crate::store::turn::Turn;
use crate::store::{Store, StoreError};

/// So many jobs share one commit at most.
pub const BATCH: usize = 64;
/// So many jobs wait at most; further ones wait to be let in, none is refused.
const WAITING: usize = 1024;

/// A transaction in which a job may write. Only the writer makes one.
///
/// What a job writes is put off until it reads or ends, and then carried out in one go: a command
/// writes eight rows, and each trip to the database costs more than the row it brings.
pub struct WriteTxn {
    inner: DatabaseTransaction,
    put_off: Mutex<Vec<Statement>>,
    turn: Mutex<Option<Turn>>,
    said: Mutex<Vec<Change>>,
}

impl WriteTxn {
    /// The transaction, for statements that are carried out at once; what was put off is written
    /// first.
    ///
    /// # Errors
    /// What was put off may fail now.
    pub async fn conn(&self) -> Result<&DatabaseTransaction, StoreError> {
        self.flush().await?;
        Ok(&self.inner)
    }

    /// Puts a statement off that writes. Its order among the others is kept.
    pub(crate) fn write(&self, what: &impl QueryTrait) {
        let statement = what.build(self.inner.get_database_backend());
        open(&self.put_off).push(statement);
    }

    /// The council's counters, as this job has them in hand (see [`crate::store::turn`]).
    pub(crate) fn turn(&self) -> MutexGuard<'_, Option<Turn>> {
        open(&self.turn)
    }

    /// Carries out what was put off.
    async fn flush(&self) -> Result<(), StoreError> {
        if let Some(turn) = self.turn().as_mut()
            && let Some(update) = turn.kept()
        {
            self.write(&update);
        }
        let waiting = std::mem::take(&mut *open(&self.put_off));
        if self.inner.get_database_backend() == DbBackend::Sqlite {
            // SQLite takes several statements at once; PostgreSQL none that carry values.
            if let Some(together) = together(waiting) {
                self.inner.execute_raw(together).await?;
            }
            return Ok(());
        }
        for statement in waiting {
            self.inner.execute_raw(statement).await?;
        }
        Ok(())
    }

    /// Tells those who watch, in the order of commits, once the commit is on the disk.
    pub fn announce(&self, change: Change) {
        open(&self.said).push(change);
    }

    fn new(inner: DatabaseTransaction) -> Self {
        Self {
            inner,
            put_off: Mutex::default(),
            turn: Mutex::default(),
            said: Mutex::default(),
        }
    }
}

fn open<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Several statements as one. Their values are bound in order: each is written with bare `?`.
fn together(statements: Vec<Statement>) -> Option<Statement> {
    let backend = statements.first()?.db_backend;
    let texts: Vec<&str> = statements.iter().map(|one| one.sql.as_str()).collect();
    let text = texts.join("; ");
    let values = statements
        .into_iter()
        .filter_map(|one| one.values)
        .flat_map(|values| values.0);
    Some(Statement::from_sql_and_values(backend, text, values))
}

/// Whether a job's work is to be kept, and how its writer gets the answer. `Err` in the call means
/// that the commit failed.
struct Done {
    keep: bool,
    answer: Box<dyn FnOnce(Result<(), ()>) + Send>,
}

type Work = Box<dyn for<'a> FnOnce(&'a WriteTxn) -> BoxFuture<'a, Done> + Send>;

struct Job {
    council: Uuid,
    work: Work,
}

/// A way into the queue. Cheap to clone; the queue ends with the last clone.
#[derive(Clone)]
pub struct Writer {
    queue: mpsc::Sender<Job>,
}

impl Writer {
    /// Starts the task that writes to `store` and tells `live` what was written.
    pub fn start(store: Store, live: Live) -> Self {
        Self::with_batch(store, live, BATCH)
    }

    /// As [`Self::start`] with at most `batch` jobs to a commit; one is no group commit at all, to
    /// measure what it brings.
    pub fn with_batch(store: Store, live: Live, batch: usize) -> Self {
        let (queue, jobs) = mpsc::channel(WAITING);
        tokio::spawn(write_all(store, live, jobs, batch.max(1)));
        Self { queue }
    }

    /// Runs `job` in a transaction and gives its result once that is durably kept.
    ///
    /// An `Err` from the job takes back all it wrote. The job runs to its end even if the caller
    /// stops waiting. `council` orders the jobs of one commit, so that two servers over one
    /// database take the councils' rows in the same order.
    ///
    /// # Errors
    /// The job's own; [`StoreError::NotKept`] if the commit failed, [`StoreError::WriterGone`] if
    /// the job panicked or the writer ended.
    pub async fn run<T, E, F>(&self, council: Uuid, job: F) -> Result<T, E>
    where
        F: for<'a> FnOnce(&'a WriteTxn) -> BoxFuture<'a, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.queue(council, job).await?.await
    }

    /// As [`Self::run`], and gives the job's result to wait for as soon as it stands in the queue: jobs
    /// queued one after the other run in that order and may share a commit.
    ///
    /// # Errors
    /// [`StoreError::WriterGone`] if the writer ended; of what is waited for those of [`Self::run`].
    pub async fn queue<T, E, F>(
        &self,
        council: Uuid,
        job: F,
    ) -> Result<impl Future<Output = Result<T, E>> + use<T, E, F>, E>
    where
        F: for<'a> FnOnce(&'a WriteTxn) -> BoxFuture<'a, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (tell, told) = oneshot::channel();
        let work: Work = Box::new(move |txn| {
            async move {
                let result = AssertUnwindSafe(job(txn)).catch_unwind().await;
                let mut result = result.unwrap_or_else(|_| Err(StoreError::WriterGone.into()));
                if result.is_ok()
                    && let Err(error) = txn.flush().await
                {
                    result = Err(error.into());
                }
                Done {
                    keep: result.is_ok(),
                    answer: Box::new(move |kept| {
                        let result = match kept {
                            Ok(()) => result,
                            Err(()) => result.and(Err(StoreError::NotKept.into())),
                        };
                        // Whoever asked may have gone away; what was written stays written.
                        let _ = tell.send(result);
                    }),
                }
            }
            .boxed()
        });
        let job = Job { council, work };
        self.queue
            .send(job)
            .await
            .map_err(|_| StoreError::WriterGone)?;
        Ok(async move { told.await.map_err(|_| E::from(StoreError::WriterGone))? })
    }
}

async fn write_all(store: Store, live: Live, mut jobs: mpsc::Receiver<Job>, batch: usize) {
    let mut waiting = Vec::with_capacity(batch);
    while jobs.recv_many(&mut waiting, batch).await > 0 {
        waiting.sort_by_key(|job| job.council);
        if let Err(error) = write_together(&store, &live, waiting.drain(..)).await {
            // The jobs were answered, or learn by the closed channel.
            tracing::error!(%error, "a group commit failed");
        }
    }
}

/// Does `jobs` in one transaction and answers them.
async fn write_together(
    store: &Store,
    live: &Live,
    jobs: impl ExactSizeIterator<Item = Job>,
) -> Result<(), StoreError> {
    let alone = jobs.len() == 1;
    let outer = begin(store).await?;
    let mut answers = Vec::with_capacity(jobs.len());
    let mut changes = Vec::new();
    let mut outer = Some(outer);
    let mut kept = Ok(());
    for job in jobs {
        let Some(whole) = outer.as_ref() else { break };
        if alone {
            // A single job needs no savepoint: it is the transaction.
            let Some(whole) = outer.take() else { break };
            let txn = WriteTxn::new(whole);
            let done = (job.work)(&txn).await;
            kept = finish(txn, done.keep, &mut changes).await;
            answers.push(done.answer);
        } else {
            let txn = WriteTxn::new(whole.begin().await?);
            let done = (job.work)(&txn).await;
            let ended = finish(txn, done.keep, &mut changes).await;
            answers.push(done.answer);
            if ended.is_err() {
                // A savepoint that neither holds nor falls leaves the whole in doubt.
                kept = ended;
                break;
            }
        }
    }
    if let Some(whole) = outer.take() {
        kept = match kept {
            Ok(()) => whole.commit().await.map_err(StoreError::from),
            Err(error) => {
                whole.rollback().await?;
                Err(error)
            }
        };
    }
    if kept.is_ok() {
        for change in changes {
            live.tell(change);
        }
    }
    for answer in answers {
        answer(kept.as_ref().copied().map_err(|_| ()));
    }
    kept
}

async fn finish(txn: WriteTxn, keep: bool, changes: &mut Vec<Change>) -> Result<(), StoreError> {
    if keep {
        txn.inner.commit().await?;
        let said = txn.said.into_inner();
        changes.extend(said.unwrap_or_else(PoisonError::into_inner));
    } else {
        txn.inner.rollback().await?;
    }
    Ok(())
}

async fn begin(store: &Store) -> Result<DatabaseTransaction, StoreError> {
    let mut options = TransactionOptions::default();
    if store.backend() == DbBackend::Sqlite {
        // Takes the write lock at once: a lock taken half-way could only be refused.
        options.sqlite_transaction_mode = Some(SqliteTransactionMode::Immediate);
    }
    Ok(store.write().begin_with_options(options).await?)
}
