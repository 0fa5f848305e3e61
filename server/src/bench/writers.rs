//! Several writers at once, with and without group commit.

use std::time::{Duration, Instant};

use chrono::Utc;
use futures::FutureExt;
use uuid::Uuid;

use super::Times;
use crate::audit::{self, Entry};
use crate::clock::Clock;
use crate::ids::Ids;
use crate::keys::{Keyring, MasterKey};
use crate::live::Live;
use crate::store::event::{self, NewEvent};
use crate::store::{Store, StoreError, command_seen, council};
use crate::writer::Writer;

/// What a run showed.
pub struct Figures {
    /// Durably acknowledged commands per second, over all writers.
    pub per_second: f64,
    /// From asking to being answered.
    pub each: Times,
}

/// Lets `writers` send `each` commands one after another to an empty database at `url`, with at
/// most `batch` to a commit. A command is what it is in earnest: a place in the order, an event, a
/// remembered answer and an audit row, all sealed.
///
/// # Errors
/// See [`StoreError`].
pub async fn run(
    url: &str,
    writers: usize,
    each: usize,
    batch: usize,
) -> Result<Figures, StoreError> {
    let store = Store::open(url).await?;
    let writer = Writer::with_batch(store.clone(), Live::new(), batch);
    let keyring = Keyring::new(&MasterKey::from_bytes([1; 32]));
    let ids = Ids::system(Clock::system());
    let council = ids.ordered();
    let ring = keyring.clone();
    writer
        .run(council, move |txn| {
            async move { council::create(txn, &ring, council, b"{}").await }.boxed()
        })
        .await?;
    let keys = keyring.council(store.read(), council).await?;

    let begun = Instant::now();
    let all = (0..writers).map(|_| {
        let (writer, keys, ids) = (writer.clone(), keys.clone(), ids.clone());
        tokio::spawn(async move {
            let mut times = Vec::with_capacity(each);
            for _ in 0..each {
                let (keys, id) = (keys.clone(), ids.ordered());
                let event_id = ids.ordered();
                let asked = Instant::now();
                writer
                    .run(council, move |txn| {
                        async move {
                            let now = Utc::now();
                            let seq = council::next_seq(txn, council).await?;
                            let event = NewEvent {
                                seq,
                                id: event_id,
                                command: id,
                                kind: "bench",
                                class: 3,
                                occurred_at: now,
                                recorded_at: now,
                                body: &[b'x'; 600],
                            };
                            event::append(txn, &keys, None, event).await?;
                            let actor = keys.actor(Uuid::nil());
                            command_seen::remember(txn, &keys, id, actor, Some(seq), b"done")
                                .await?;
                            let entry = Entry {
                                actor: Uuid::nil(),
                                action: "bench",
                                case: None,
                                detail: b"{}",
                            };
                            audit::append(txn, &keys, now, entry).await
                        }
                        .boxed()
                    })
                    .await?;
                times.push(asked.elapsed());
            }
            Ok::<Vec<Duration>, StoreError>(times)
        })
    });
    let mut times = Vec::with_capacity(writers * each);
    for done in futures::future::join_all(all).await {
        times.extend(done.map_err(|_| StoreError::WriterGone)??);
    }
    let took = begun.elapsed();
    drop(writer);
    store.close().await?;
    Ok(Figures {
        per_second: times.len() as f64 / took.as_secs_f64(),
        each: Times::of(times),
    })
}
