//! The order of what arrives together: each waits for what stands before it in the same list.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::command::Envelope;
use domain::id::TransferId;
use domain::wire::{Outcome, PushResult};
use uuid::Uuid;

use super::{Job, case_of};
use crate::gate::Who;
use crate::store::StoreError;
use crate::tomoni::Tomoni;
use crate::writer::BATCH;

/// Carries the envelopes out one after the other; one refused does not hold up the next. Those that
/// arrive together share commits.
///
/// # Errors
/// [`StoreError`] where the server itself failed; nothing after that envelope was done, and all of
/// them may be sent again.
pub async fn submit(
    t: &Tomoni,
    who: &Who,
    council: Uuid,
    envelopes: Vec<Envelope>,
) -> Result<Vec<PushResult>, StoreError> {
    let mut results = Vec::with_capacity(envelopes.len());
    let mut envelopes = envelopes.into_iter().peekable();
    // What a device wrote is done in its order: what follows a failure waits with it.
    let failed = Arc::new(AtomicBool::new(false));
    while envelopes.peek().is_some() {
        // A long list stands in nobody's way: others have their turn between two commits of it.
        let together: Vec<Envelope> = envelopes.by_ref().take(BATCH).collect();
        let ids: Arc<[Uuid]> = together.iter().map(|envelope| envelope.id.0).collect();
        let mut waiting = Vec::with_capacity(together.len());
        for envelope in together {
            let id = envelope.id;
            let awaited = Awaited::of(&failed);
            let mut job = Job::of(t, *who, council, envelope, None).await?;
            job.together = Arc::clone(&ids);
            waiting.push((id, queue(job, council, awaited).await?));
        }
        for (id, done) in waiting {
            let outcome = done.await?;
            results.push(PushResult { id, outcome });
        }
    }
    Ok(results)
}

/// Tells what follows in the same list that this one came to nothing, unless it was durable: dropped by an error,
/// by a panic, or by a commit that failed.
struct Awaited {
    failed: Arc<AtomicBool>,
    durable: bool,
}

impl Awaited {
    fn of(failed: &Arc<AtomicBool>) -> Self {
        Self {
            failed: Arc::clone(failed),
            durable: false,
        }
    }
}

impl Drop for Awaited {
    fn drop(&mut self) {
        self.failed.fetch_or(!self.durable, Ordering::AcqRel);
    }
}

/// Carries one envelope out by itself.
pub(super) async fn one(
    t: &Tomoni,
    who: Who,
    council: Uuid,
    envelope: Envelope,
    copied: Option<TransferId>,
) -> Result<Outcome, StoreError> {
    let alone = Awaited::of(&Arc::default());
    let job = Job::of(t, who, council, envelope, copied).await?;
    queue(job, council, alone).await?.await
}

/// Puts a job into the writer's queue; gives what is to be waited for. It is not done where one that stood before
/// it in the same list came to nothing.
async fn queue(
    job: Job,
    council: Uuid,
    awaited: Awaited,
) -> Result<impl Future<Output = Result<Outcome, StoreError>>, StoreError> {
    let writer = job.t.writer.clone();
    let about = case_of(&job.envelope.command);
    let done = writer
        .queue(council, about, move |txn| {
            Box::pin(async move {
                if awaited.failed.load(Ordering::Acquire) {
                    return Err(StoreError::NotKept);
                }
                Ok((job.run(txn).await?, awaited))
            })
        })
        .await?;
    Ok(async move {
        let (done, mut awaited) = done.await?;
        awaited.durable = true;
        Ok(done)
    })
}
