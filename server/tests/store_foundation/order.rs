//! The one queue, the history and the audit.

use std::sync::Arc;

use futures::FutureExt;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use server::audit::{self, Chain, Entry};
use server::live::Change;
use server::store::event::{self, NewEvent};
use server::store::{StoreError, command_seen, council, turn};
use uuid::Uuid;

use crate::database::Scratch;
use crate::office::{noon, office, one_of_each};

crate::on_both! {
    a_failed_job_takes_back_only_its_own: a_failed_job_takes_back_only_its_own_on_sqlite, a_failed_job_takes_back_only_its_own_on_postgres;
    sixteen_writers_leave_no_gap: sixteen_writers_leave_no_gap_on_sqlite, sixteen_writers_leave_no_gap_on_postgres;
    history_cannot_be_changed: history_cannot_be_changed_on_sqlite, history_cannot_be_changed_on_postgres;
    a_tampered_audit_is_noticed: a_tampered_audit_is_noticed_on_sqlite, a_tampered_audit_is_noticed_on_postgres;
    a_command_is_answered_once: a_command_is_answered_once_on_sqlite, a_command_is_answered_once_on_postgres;
}

async fn a_failed_job_takes_back_only_its_own(scratch: &Scratch) {
    let office = office(scratch).await;
    let mut heard = office.live.listen();
    let jobs = (0..30).map(|number| {
        let (writer, council) = (office.writer.clone(), office.council);
        async move {
            writer
                .run(council, move |txn| {
                    async move {
                        let seq = turn::next_seq(txn, council).await?;
                        txn.announce(Change {
                            council,
                            seq,
                            case: None,
                            conference: None,
                            readers: [].into(),
                            blocks: [].into(),
                        });
                        match number % 3 {
                            0 => Ok(seq),
                            1 => Err(StoreError::Missing),
                            _ => panic!("a job may come to a bad end"),
                        }
                    }
                    .boxed()
                })
                .await
        }
    });
    let answers = futures::future::join_all(jobs).await;
    let mut done: Vec<i64> = answers
        .iter()
        .filter_map(|a| a.as_ref().ok().copied())
        .collect();
    done.sort_unstable();
    assert_eq!(done, (1..=10).collect::<Vec<_>>());
    let missing = |a: &&Result<_, _>| matches!(a, Err(StoreError::Missing));
    let panicked = |a: &&Result<_, _>| matches!(a, Err(StoreError::WriterGone));
    assert_eq!(answers.iter().filter(missing).count(), 10);
    assert_eq!(answers.iter().filter(panicked).count(), 10);

    let last = council::last_seq(office.store.read(), office.council).await;
    assert_eq!(last.unwrap(), 10);
    // Told in the order of commits, and only what was kept.
    for seq in 1..=10 {
        assert_eq!(heard.recv().await.unwrap().seq, seq);
    }
    assert!(heard.try_recv().is_err());
}

async fn sixteen_writers_leave_no_gap(scratch: &Scratch) {
    const EACH: usize = 10;
    let office = office(scratch).await;
    let writers = (0..16).map(|_| {
        let (writer, keys) = (office.writer.clone(), Arc::clone(&office.keys));
        tokio::spawn(async move {
            for _ in 0..EACH {
                let keys = Arc::clone(&keys);
                writer
                    .run(keys.council(), move |txn| {
                        async move {
                            let event = NewEvent {
                                seq: turn::next_seq(txn, keys.council()).await?,
                                id: Uuid::new_v4(),
                                command: Uuid::new_v4(),
                                kind: "x",
                                class: 0,
                                occurred_at: noon(),
                                ahead_ms: None,
                                recorded_at: noon(),
                                body: b"x",
                            };
                            event::append(txn, &keys, None, event)?;
                            let entry = Entry {
                                actor: Uuid::nil(),
                                action: "x",
                                case: None,
                                detail: b"",
                            };
                            audit::append(txn, &keys, noon(), entry).await
                        }
                        .boxed()
                    })
                    .await
                    .unwrap();
            }
        })
    });
    for writer in writers {
        writer.await.unwrap();
    }
    let all = 16 * EACH;
    let events = event::of_council(office.store.read(), &office.keys, 0, 1000).await;
    let seqs: Vec<_> = events.unwrap().iter().map(|event| event.seq).collect();
    assert_eq!(seqs, (1..=all as i64).collect::<Vec<_>>());
    let chain = audit::verify(office.store.read(), office.council).await;
    assert_eq!(chain.unwrap(), Chain::Whole(all as i64));
}

async fn history_cannot_be_changed(scratch: &Scratch) {
    let office = office(scratch).await;
    one_of_each(&office).await;
    let back = scratch.back_door().await;
    for sql in [
        "UPDATE event SET kind = 'y'",
        "DELETE FROM event",
        "UPDATE audit SET action = 'y'",
        "DELETE FROM audit",
    ] {
        let refused = back.execute_unprepared(sql).await.unwrap_err().to_string();
        assert!(refused.contains("append-only"), "{sql}: {refused}");
    }
    back.close().await.unwrap();
}

async fn a_tampered_audit_is_noticed(scratch: &Scratch) {
    let office = office(scratch).await;
    for _ in 0..5 {
        one_of_each(&office).await;
    }
    let conn = office.store.read();
    let whole = || audit::verify(conn, office.council);
    assert_eq!(whole().await.unwrap(), Chain::Whole(5));

    let back = scratch.back_door().await;
    let open = match back.get_database_backend() {
        DbBackend::Sqlite => "DROP TRIGGER audit_no_UPDATE; DROP TRIGGER audit_no_DELETE",
        _ => "ALTER TABLE audit DISABLE TRIGGER ALL",
    };
    for statement in open.split(';') {
        back.execute_unprepared(
            &statement
                .replace("UPDATE", "update")
                .replace("DELETE", "delete"),
        )
        .await
        .unwrap();
    }
    // Somebody with the power of the database's owner changes one row, and puts it back.
    for (harm, cure, at) in [
        (
            "UPDATE audit SET action = 'y' WHERE seq = 3",
            "UPDATE audit SET action = 'x' WHERE seq = 3",
            3,
        ),
        (
            "UPDATE audit SET at = at + 1 WHERE seq = 1",
            "UPDATE audit SET at = at - 1 WHERE seq = 1",
            1,
        ),
        (
            "UPDATE audit SET seq = 9 WHERE seq = 2",
            "UPDATE audit SET seq = 2 WHERE seq = 9",
            2,
        ),
        (
            "UPDATE council SET audit_seq = 6",
            "UPDATE council SET audit_seq = 5",
            6,
        ),
    ] {
        back.execute_unprepared(harm).await.unwrap();
        assert_eq!(whole().await.unwrap(), Chain::BrokenAt(at), "{harm}");
        back.execute_unprepared(cure).await.unwrap();
        assert_eq!(whole().await.unwrap(), Chain::Whole(5));
    }
    back.execute_unprepared("DELETE FROM audit WHERE seq = 5")
        .await
        .unwrap();
    assert_eq!(whole().await.unwrap(), Chain::BrokenAt(5));
    back.close().await.unwrap();
}

async fn a_command_is_answered_once(scratch: &Scratch) {
    let office = office(scratch).await;
    let (id, actor) = (Uuid::new_v4(), office.keys.actor(Uuid::from_u128(5)));
    let remember = |seq| {
        let keys = Arc::clone(&office.keys);
        office.writer.run(office.council, move |txn| {
            async move { command_seen::remember(txn, &keys, id, actor, seq, b"done") }.boxed()
        })
    };
    let seen = || {
        let keys = Arc::clone(&office.keys);
        let job = office.writer.run(office.council, move |txn| {
            async move { turn::begin(txn, &keys, id).await }.boxed()
        });
        job.map(|seen: Result<_, StoreError>| seen)
    };
    assert!(seen().await.unwrap().is_none());
    remember(Some(1)).await.unwrap();
    assert!(matches!(
        remember(Some(2)).await,
        Err(StoreError::Database(_))
    ));
    let seen = seen().await.unwrap().unwrap();
    assert_eq!((seen.actor, seen.seq), (actor, Some(1)));
    assert_eq!(seen.outcome.as_slice(), b"done");
}

#[tokio::test]
async fn sqlite_is_opened_so_that_nothing_acknowledged_is_lost() {
    let scratch = Scratch::sqlite();
    let office = office(&scratch).await;
    let conn = office.store.read();
    let ask = |pragma: &'static str| async move {
        let sql = format!("PRAGMA {pragma}");
        let row = conn
            .query_one_raw(Statement::from_string(DbBackend::Sqlite, sql))
            .await
            .unwrap()
            .unwrap();
        row.try_get_by_index::<String>(0)
            .or_else(|_| row.try_get_by_index::<i64>(0).map(|n| n.to_string()))
            .unwrap()
    };
    assert_eq!(ask("journal_mode").await, "wal");
    assert_eq!(ask("synchronous").await, "2");
    assert_eq!(ask("foreign_keys").await, "1");
    assert_eq!(ask("temp_store").await, "2");
    assert_eq!(ask("query_only").await, "1");
    assert!(
        conn.execute_unprepared("DELETE FROM council")
            .await
            .is_err()
    );
    scratch.remove().await;
}
