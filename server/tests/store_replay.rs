//! What is kept is what the events say, nothing of them can be changed, and every read is on record.

#[path = "support/database.rs"]
mod database;
#[path = "support/tale.rs"]
mod tale;
#[path = "support/town.rs"]
mod town;

use std::pin::pin;

use domain::calendar;
use domain::case::{CaseFile, Whereabouts};
use domain::command::{CaseCommand, Command};
use domain::council::{Council, CouncilEvent};
use domain::event::{CaseEvent, Happened};
use domain::view::{CaseCard, TimelineEntry};
use domain::wire::{Outcome, PushResult};
use sea_orm::{ConnectionTrait, Statement};
use serde::de::DeserializeOwned;
use server::audit::{self, Chain};
use server::gate::Who;
use server::store::case_file::ShutOut;
use server::store::case_key::{self, With};
use server::store::cost::{self, Holder};
use server::store::{self, StoreError, case_file, council, event, timeline, watched_day};
use server::submit::cost::record;
use server::submit::{self, held};

use database::Scratch;
use town::{CAST, Town, town};

on_both! {
    what_is_kept_equals_a_replay: what_is_kept_equals_a_replay_on_sqlite, what_is_kept_equals_a_replay_on_postgres;
    what_shares_a_commit_equals_a_replay: what_shares_a_commit_equals_a_replay_on_sqlite, what_shares_a_commit_equals_a_replay_on_postgres;
    every_read_is_on_record_before_it_is_served: every_read_is_on_record_before_it_is_served_on_sqlite, every_read_is_on_record_before_it_is_served_on_postgres;
    events_and_audit_are_never_changed: events_and_audit_are_never_changed_on_sqlite, events_and_audit_are_never_changed_on_postgres;
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> T {
    serde_json::from_slice(bytes).unwrap()
}

async fn what_is_kept_equals_a_replay(scratch: &Scratch) {
    let town = town(scratch).await;
    town.tell().await;
    equals_a_replay(&town).await;
    town.close().await;
}

/// Jobs of one commit hand the case on to each other; one that comes to nothing hands on what it was given.
async fn what_shares_a_commit_equals_a_replay(scratch: &Scratch) {
    let town = town(scratch).await;
    town.tell().await;
    share_a_commit(&town).await;
    // A server that has just begun does not know the council yet: each job reads it, and lets go what it held.
    let town = town.restarted(scratch).await;
    share_a_commit(&town).await;
    town.close().await;
}

async fn share_a_commit(town: &Town) {
    let (writer, council, case) = (&town.tomoni.writer, town.council, town.case.0);
    let worker = Who::Staff(town.person("ichiko"));
    let wish = |words: &str| {
        town.envelope(Command::Case {
            case: town.case,
            act: CaseCommand::RecordWish {
                words: words.to_owned(),
            },
        })
    };
    let again = wish("朝は、こどもと歩きたい");
    let first = vec![wish("海の近くに住みたい"), wish(""), again.clone(), again];
    let second = vec![wish("猫とくらしたい"), wish("夜は、ねむりたい")];
    // Until all of them stand in the queue, it does not move.
    let (go, gone) = tokio::sync::oneshot::channel::<()>();
    let held = writer.queue(council, None, move |_| {
        Box::pin(async move {
            let _ = gone.await;
            Ok::<_, StoreError>(())
        })
    });
    let held = held.await.unwrap();
    let submitted = |list| submit::submit(&town.tomoni, &worker, council, list);
    let mut first = pin!(submitted(first));
    stands_in_the_queue(&mut first).await;
    let broken = writer.queue(council, Some(case), move |txn| {
        Box::pin(async move {
            let overwrites = "UPDATE case_file SET seq = 0";
            txn.conn().await?.execute_unprepared(overwrites).await?;
            Err::<(), _>(StoreError::Missing)
        })
    });
    let broken = broken.await.unwrap();
    let mut second = pin!(submitted(second));
    stands_in_the_queue(&mut second).await;
    go.send(()).unwrap();
    held.await.unwrap();

    let outcome = |result: &PushResult| match &result.outcome {
        Outcome::Done { .. } => "done",
        Outcome::AlreadyDone { .. } => "already done",
        Outcome::Refused { .. } => "refused",
    };
    let first: Vec<_> = first.await.unwrap().iter().map(outcome).collect();
    assert_eq!(first, ["done", "refused", "done", "already done"]);
    assert!(matches!(broken.await, Err(StoreError::Missing)));
    let second: Vec<_> = second.await.unwrap().iter().map(outcome).collect();
    assert_eq!(second, ["done", "done"]);
    equals_a_replay(town).await;
}

/// Lets it come so far that nothing but the answers is waited for.
async fn stands_in_the_queue<F: Future>(submitted: &mut std::pin::Pin<&mut F>) {
    for _ in 0..1000 {
        assert!(futures::poll!(submitted.as_mut()).is_pending());
        tokio::task::yield_now().await;
    }
}

async fn equals_a_replay(town: &Town) {
    let (conn, keys) = (town.tomoni.store.read(), town.keys().await);
    let both = With::FileAndPlace;
    let case_keys = case_key::load(conn, &keys, town.case.0, both)
        .await
        .unwrap()
        .unwrap();
    let events = event::of_case(conn, &keys, &case_keys).await.unwrap();
    let last = events.last().unwrap().seq;
    let happened: Vec<(i64, Happened)> = events
        .iter()
        .map(|event| (event.seq, read(event.body.as_ref().unwrap())))
        .collect();
    let CaseEvent::CaseAccepted { case } = &happened[0].1.what else {
        panic!("no beginning")
    };
    let (mut file, mut place) = ((**case).clone(), Whereabouts::default());
    for (_, happened) in &happened {
        file.apply(happened);
        place.apply(happened);
    }

    let kept = case_file::load(conn, &keys, town.case.0, both)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(read::<CaseFile>(&kept.body.body), file);
    assert_eq!(
        read::<Whereabouts>(kept.body.place.as_ref().unwrap()),
        place
    );
    assert_eq!(kept.record.seq, last);
    assert_eq!(kept.record.no, file.no);
    let mut costs: Vec<_> = file
        .costs()
        .iter()
        .map(|one| record(one).unwrap())
        .collect();
    costs.sort_by_key(|one| one.record);
    assert!(!costs.is_empty());
    assert_eq!(
        cost::of_holder(conn, Holder::Case(town.case.0))
            .await
            .unwrap(),
        costs
    );
    let mut held = held::records(&file.held_meetings()).unwrap();
    held.sort_by_key(|one| one.meeting);
    assert!(!held.is_empty());
    let year = i32::from(held[0].fiscal_year);
    let nobody = ShutOut::default();
    let counted = store::held::of_year(conn, town.council, year, &nobody);
    let counted = counted.await.unwrap().into_iter();
    let mut counted: Vec<_> = counted.map(|(_, one)| one).collect();
    counted.sort_by_key(|one| one.meeting);
    assert_eq!(counted, held);
    let days: std::collections::BTreeSet<_> =
        file.watched_dates().iter().map(|date| date.day).collect();
    assert!(!days.is_empty());
    assert_eq!(watched_day::of_case(conn, town.case.0).await.unwrap(), days);
    let state = town.council_now().await;
    let today = calendar::jst_date(happened.last().unwrap().1.at);
    let card = CaseCard::of(&file, &state, today);
    assert_eq!(read::<CaseCard>(&kept.record.card), card);
    assert_eq!(kept.record.due_on, card.due());

    // The timeline lists what is listed, in the same order and in the same words.
    let listed: Vec<_> = happened
        .iter()
        .filter(|(_, one)| TimelineEntry::is_listed(&one.what))
        .collect();
    let rows = timeline::of_case(conn, &case_keys, None, 10_000)
        .await
        .unwrap();
    assert_eq!(rows.len(), listed.len());
    for (row, (seq, one)) in rows.iter().rev().zip(listed) {
        assert_eq!((row.seq, &read::<Happened>(&row.body)), (*seq, one));
    }

    // The council is what its own events say.
    let all = event::of_council(conn, &keys, 0, 10_000).await.unwrap();
    let places: Vec<i64> = all.iter().map(|event| event.seq).collect();
    assert_eq!(
        places,
        (1..=last).collect::<Vec<_>>(),
        "a hole in the order"
    );
    let mut folded: Option<Council> = None;
    for event in all
        .iter()
        .filter(|event| event.case.is_none() && event.conference.is_none())
    {
        let what: CouncilEvent = read(event.body.as_ref().unwrap());
        match (&mut folded, &what) {
            (None, CouncilEvent::CouncilFounded { council }) => folded = Some((**council).clone()),
            (Some(council), what) => council.apply(what),
            (None, other) => panic!("before the founding: {other:?}"),
        }
    }
    let kept = council::load(conn, &keys).await.unwrap().unwrap();
    assert_eq!(Some(read::<Council>(&kept.body)), folded);
    assert_eq!(Some(&*state), folded.as_ref());
}

async fn rows_of_audit(town: &Town) -> i64 {
    match audit::verify(town.tomoni.store.read(), town.council)
        .await
        .unwrap()
    {
        Chain::Whole(rows) => rows,
        broken => panic!("{broken:?}"),
    }
}

async fn every_read_is_on_record_before_it_is_served(scratch: &Scratch) {
    let town = town(scratch).await;
    town.tell().await;
    let keys = town.keys().await;
    for login in CAST {
        // Signing in is on record by itself.
        town.cookie(login).await;
        let mut served = 0;
        for (path, body) in town.questions_about(town.case) {
            let before = rows_of_audit(&town).await;
            let answer = town.post(login, path, body.to_string()).await;
            let after = rows_of_audit(&town).await;
            if answer.status == 200 {
                served += 1;
                assert!(after > before, "{login} {path} was served without a row");
                let newest = audit::of_case(town.tomoni.store.read(), &keys, town.case.0, 1)
                    .await
                    .unwrap();
                assert_eq!(
                    newest[0].actor,
                    keys.actor(town.person(login).0),
                    "{login} {path}"
                );
            } else {
                assert!(answer.status < 500, "{login} {path}: {}", answer.text());
            }
        }
        assert_eq!(
            served > 0,
            [
                "ichiko", "shirabe", "shocho", "kokoro", "akari", "dairi", "kei", "ji", "shi"
            ]
            .contains(&login),
            "{login} was served {served} answers"
        );
        // A list that shows a name is a read as well.
        let before = rows_of_audit(&town).await;
        let board = town.ask(login, &domain::wire::Board {}).await;
        let named = board.is_ok_and(|board| board.cards.iter().any(|card| card.name.is_some()));
        assert_eq!(rows_of_audit(&town).await > before, named, "{login}: board");
    }
    // And every command that changed the case.
    let writes = {
        let conn = town.tomoni.store.read();
        let statement = |sql: &str| Statement::from_string(conn.get_database_backend(), sql);
        let count = async |sql: &str| -> i64 {
            let row = conn.query_one_raw(statement(sql)).await.unwrap().unwrap();
            row.try_get_by_index(0).unwrap()
        };
        let audited = "SELECT COUNT(*) FROM audit WHERE action = 'write' AND case_id IS NOT NULL";
        let commands = "SELECT COUNT(DISTINCT command_id) FROM event WHERE case_id IS NOT NULL";
        (count(audited).await, count(commands).await)
    };
    assert_eq!(writes.0, writes.1);
    town.close().await;
}

async fn events_and_audit_are_never_changed(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    let before = rows_of_audit(&town).await;
    let back = scratch.back_door().await;
    for change in [
        "UPDATE event SET kind = 'nothing'",
        "UPDATE event SET sealed = sealed WHERE seq = 1",
        "DELETE FROM event",
        "DELETE FROM event WHERE seq = 1",
        "UPDATE audit SET action = 'nothing'",
        "UPDATE audit SET at = 0 WHERE seq = 1",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE seq = 1",
    ] {
        assert!(
            back.execute_unprepared(change).await.is_err(),
            "{change} went through"
        );
    }
    back.close().await.unwrap();
    assert_eq!(rows_of_audit(&town).await, before);
    town.close().await;
}
