//! The one queue through which everything is written, with group commit.
//!
//! All jobs that wait are done in one transaction, each inside its own savepoint: a job that fails
//! takes back its own work only. Nobody is answered before the commit is on the disk, so that one
//! sync serves all who waited.

use std::panic::AssertUnwindSafe;
use std::pin::pin;

use futures::FutureExt;
use futures::future::BoxFuture;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use crate::live::Live;
use crate::store::{Store, StoreError};

mod line;
mod txn;

use line::Line;
pub use txn::WriteTxn;

/// So many jobs share one commit at most.
pub const BATCH: usize = 64;
/// So many jobs wait at most; further ones wait to be let in, none is refused.
const WAITING: usize = 1024;

/// Whether a job's work is to be kept, and how its writer gets the answer. `Err` in the call means
/// that the commit failed.
struct Done {
    keep: bool,
    answer: Box<dyn FnOnce(Result<(), ()>) + Send>,
}

type Work = Box<dyn for<'a> FnOnce(&'a WriteTxn) -> BoxFuture<'a, Done> + Send>;

struct Job {
    council: Uuid,
    /// The case it is about, if it is about one alone.
    about: Option<Uuid>,
    work: Work,
}

impl Job {
    /// Whether what this one leaves in hand is what `next` takes up.
    fn hands_on_to(&self, next: &Self) -> bool {
        self.about.is_some() && (self.council, self.about) == (next.council, next.about)
    }
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
        self.queue(council, None, job).await?.await
    }

    /// As [`Self::run`], and gives the job's result to wait for as soon as it stands in the queue: jobs
    /// queued one after the other run in that order and may share a commit. Those that follow each other
    /// `about` one case read and write it once.
    ///
    /// # Errors
    /// [`StoreError::WriterGone`] if the writer ended; of what is waited for those of [`Self::run`].
    pub async fn queue<T, E, F>(
        &self,
        council: Uuid,
        about: Option<Uuid>,
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
                let done = async {
                    let result = job(txn).await?;
                    txn.job_done().await?;
                    Ok(result)
                };
                let result = AssertUnwindSafe(done).catch_unwind().await;
                let result = result.unwrap_or_else(|_| Err(StoreError::WriterGone.into()));
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
        let job = Job {
            council,
            about,
            work,
        };
        self.queue
            .send(job)
            .await
            .map_err(|_| StoreError::WriterGone)?;
        Ok(async move { told.await.map_err(|_| E::from(StoreError::WriterGone))? })
    }
}

async fn write_all(store: Store, live: Live, mut jobs: mpsc::Receiver<Job>, batch: usize) {
    let mut waiting = Vec::with_capacity(batch);
    let mut closing = pin!(store.closing().fuse());
    let mut line = Line::new(store.clone());
    loop {
        let came = tokio::select! {
            came = jobs.recv_many(&mut waiting, batch) => came,
            () = &mut closing => {
                line.give_back().await;
                continue;
            }
        };
        if came == 0 {
            return line.give_back().await;
        }
        waiting.sort_by_key(|job| job.council);
        if let Err(error) = write_together(&mut line, &live, waiting.drain(..)).await {
            // The jobs were answered, or learn by the closed channel.
            tracing::error!(%error, "a group commit failed");
        }
    }
}

/// Does `jobs` in one transaction and answers them.
async fn write_together(
    line: &mut Line,
    live: &Live,
    jobs: impl ExactSizeIterator<Item = Job>,
) -> Result<(), StoreError> {
    let alone = jobs.len() == 1;
    let mut txn = line.begin(alone).await?;
    let mut answers = Vec::with_capacity(jobs.len());
    let mut kept = Ok(true);
    let mut jobs = jobs.peekable();
    while let Some(job) = jobs.next() {
        txn.job_begins(jobs.peek().is_some_and(|next| job.hands_on_to(next)));
        let done = (job.work)(&txn).await;
        answers.push(done.answer);
        // A single job needs no savepoint: it is the transaction.
        kept = match (done.keep, alone) {
            (true, _) => {
                txn.job_kept();
                Ok(true)
            }
            (false, true) => Ok(false),
            (false, false) => txn.job_failed().await.map(|()| true),
        };
        if kept.is_err() {
            // A savepoint that does not fall leaves the whole in doubt.
            break;
        }
    }
    let heard = txn.heard();
    let ended = async {
        match kept {
            Ok(true) => line.commit(txn).await,
            Ok(false) => line.roll_back(txn).await,
            Err(error) => line.roll_back(txn).await.and(Err(error)),
        }
    };
    let ended = AssertUnwindSafe(ended).catch_unwind().await;
    let kept = ended.unwrap_or(Err(StoreError::WriterGone));
    if kept.is_ok() {
        for then in heard.then {
            then();
        }
        for change in heard.changes {
            live.tell(change);
        }
    }
    for answer in answers {
        answer(kept.as_ref().copied().map_err(|_| ()));
    }
    kept
}

#[cfg(test)]
mod tests {
    use sea_orm::{ConnectionTrait, DbBackend, Statement};

    use super::*;

    const NOBODY: Uuid = Uuid::nil();

    fn words(text: &str) -> Statement {
        Statement::from_string(DbBackend::Sqlite, text)
    }

    async fn count(writer: &Writer) -> i64 {
        let counted = writer.run(NOBODY, |txn| {
            async move {
                let rows = txn.look(words("SELECT COUNT(*) FROM kept")).await?;
                Ok::<_, StoreError>(rows[0].try_get_by_index(0)?)
            }
            .boxed()
        });
        counted.await.unwrap()
    }

    /// Three jobs of one commit: the first and the last write a row, the one between fails as it is told to.
    async fn three<F>(writer: &Writer, fails: F) -> [Result<(), StoreError>; 3]
    where
        F: for<'a> FnOnce(&'a WriteTxn) -> BoxFuture<'a, Result<(), StoreError>> + Send + 'static,
    {
        let (go, wait) = oneshot::channel::<()>();
        let held = writer.queue(NOBODY, None, |_| {
            async move {
                let _ = wait.await;
                Ok::<_, StoreError>(())
            }
            .boxed()
        });
        let held = held.await.unwrap();
        let writes = || {
            writer.queue(NOBODY, None, |txn| {
                async move {
                    txn.put_off([words("INSERT INTO kept VALUES (1)")]);
                    Ok::<_, StoreError>(())
                }
                .boxed()
            })
        };
        let first = writes().await.unwrap();
        let between = writer.queue(NOBODY, None, fails).await.unwrap();
        let last = writes().await.unwrap();
        go.send(()).unwrap();
        // It may share the commit.
        let _ = held.await;
        [first.await, between.await, last.await]
    }

    #[tokio::test]
    async fn a_failed_query_before_a_savepoint_lets_nothing_of_its_commit_stand() {
        let folder = std::env::temp_dir().join(format!("tomoni-writer-{}", Uuid::new_v4()));
        std::fs::create_dir(&folder).unwrap();
        let url = format!("sqlite://{}", folder.join("tomoni.db").display());
        let store = Store::open(&url).await.unwrap();
        let writer = Writer::start(store.clone(), Live::new());
        let table = writer.run(NOBODY, |txn| {
            async move {
                let made = "CREATE TABLE kept (id INTEGER)";
                txn.conn().await?.execute_unprepared(made).await?;
                Ok::<_, StoreError>(())
            }
            .boxed()
        });
        table.await.unwrap();

        // In a job's own savepoint a failure is its own.
        let done = three(&writer, |txn| {
            async move {
                txn.conn()
                    .await?
                    .execute_unprepared("no words of SQL")
                    .await?;
                Ok(())
            }
            .boxed()
        });
        assert!(matches!(
            done.await,
            [Ok(()), Err(StoreError::Database(_)), Ok(())]
        ));
        assert_eq!(count(&writer).await, 2);

        // Before it, nobody knows what is left of the transaction.
        let done = three(&writer, |txn| {
            async move { txn.look(words("SELECT no FROM nowhere")).await.map(drop) }.boxed()
        });
        assert!(matches!(
            done.await,
            [
                Err(StoreError::NotKept),
                Err(StoreError::Database(_)),
                Err(StoreError::WriterGone)
            ]
        ));
        assert_eq!(count(&writer).await, 2);

        // What comes after finds everything in order.
        let done = three(&writer, |_| async { panic!("a bad end") }.boxed()).await;
        assert!(matches!(
            done,
            [Ok(()), Err(StoreError::WriterGone), Ok(())]
        ));
        assert_eq!(count(&writer).await, 4);
        store.close().await.unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
