//! SIGKILL at random moments while sixteen people write: what was acknowledged is there, once.

#[path = "crash/client.rs"]
mod client;
#[path = "support/database.rs"]
mod database;
#[path = "crash/server.rs"]
mod server_process;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chrono::Utc;
use domain::command::{CaseCommand, Command, Envelope};
use domain::form::{FormData, InfoCategory, Value};
use domain::id::{CaseId, CommandId, RecordId, StaffId};
use domain::record::{Means, ThreeParts};
use domain::wire::{self, Outcome, PROTOCOL, Push, Pushed};
use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};
use serde_json::json;
use server::audit::{self, Chain};
use server::demo;
use server::store::Store;
use uuid::Uuid;

use client::Client;
use database::Scratch;
use server_process::Running;

const ROUNDS: usize = 50;
/// So many of them must hit a write that nobody had acknowledged yet.
const MUST_HIT: usize = 40;
const WRITERS: usize = 16;
/// A round writes for at most this long before it is killed.
const LONGEST: Duration = Duration::from_millis(160);

/// What one writer keeps outside the server.
#[derive(Default)]
struct Journal {
    /// Acknowledged commands and their places.
    acknowledged: Vec<(Uuid, u64)>,
    /// Sent, and not answered when the server died; sent again after the restart.
    open: Option<Envelope>,
    /// The open one had gone out whole when the server died.
    met: bool,
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_acknowledged_is_lost_or_doubled_by_fifty_kills() {
    let scratch = Scratch::sqlite();
    let data = scratch.folder.join("data");
    let mut running = Running::start(&data).await;
    let case = CaseId(Uuid::now_v7());
    let (cookie, _) = sign_in_and_accept(&running, case).await;

    let mut journals: Vec<Journal> = (0..WRITERS).map(|_| Journal::default()).collect();
    let (mut hits, mut known) = (0, 0);
    for round in 0..ROUNDS {
        let dead = Arc::new(AtomicBool::new(false));
        let writers: Vec<_> = journals
            .drain(..)
            .map(|journal| {
                let (cookie, dead) = (cookie.clone(), dead.clone());
                tokio::spawn(write(running.port, cookie, case, journal, dead))
            })
            .collect();
        tokio::time::sleep(LONGEST.mul_f64(rand::random::<f64>())).await;
        running.kill();
        dead.store(true, Ordering::SeqCst);
        for writer in writers {
            journals.push(writer.await.unwrap());
        }
        hits += usize::from(journals.iter().any(|journal| journal.met));
        running = Running::start(&data).await;
        known = examine(&data, &journals, round).await;
    }
    assert!(
        hits >= MUST_HIT,
        "only {hits} of {ROUNDS} kills met an open write"
    );
    let acknowledged: usize = journals
        .iter()
        .map(|journal| journal.acknowledged.len())
        .sum();
    println!("{acknowledged} acknowledged, {hits} kills met an open write");
    assert!(
        acknowledged > ROUNDS,
        "only {acknowledged} writes were acknowledged"
    );

    // Everything sent once more, the open ones too: nothing is done a second time.
    let mut client = Client::new(running.port, &cookie);
    for journal in &mut journals {
        if let Some(envelope) = journal.open.take() {
            let id = envelope.id.0;
            let seq = match send(&mut client, vec![envelope]).await.unwrap().remove(0) {
                Outcome::Done { seq } => seq,
                Outcome::AlreadyDone { seq } => seq,
                refused => panic!("{refused:?}"),
            };
            journal.acknowledged.push((id, seq));
        }
    }
    let after = examine(&data, &journals, ROUNDS).await;
    assert!(after >= known);
    // What the people see is what was kept, each record once.
    let shown = timeline(&mut client, case).await;
    assert_eq!(shown, after, "records on the screen, and records kept");
    let store = Store::open(&url(&data)).await.unwrap();
    let council = server::store::council::all(store.read()).await.unwrap()[0];
    assert!(matches!(
        audit::verify(store.read(), council).await.unwrap(),
        Chain::Whole(_)
    ));
    store.close().await.unwrap();
    running.kill();
    scratch.remove().await;
}

async fn sign_in_and_accept(running: &Running, case: CaseId) -> (String, StaffId) {
    let mut client = Client::new(running.port, "");
    let body = json!({ "name": "ichiko", "password": demo::PASSWORD });
    let answer = client
        .post(wire::session::SIGN_IN, &body.to_string())
        .await
        .unwrap();
    assert_eq!(answer.status, 200, "{}", answer.body);
    let cookie = answer.cookie.unwrap();
    let me: wire::session::SignedIn = serde_json::from_str(&answer.body).unwrap();
    let mut client = Client::new(running.port, &cookie);
    let form = FormData::default()
        .with(
            "accepted_on",
            Value::Date(Utc::now().date_naive() - chrono::Days::new(2)),
        )
        .with("received_by", Value::Staff(me.staff))
        .with("matters", Value::Ticks(vec!["housing".into()]));
    let outcome = send(
        &mut client,
        vec![envelope(Command::AcceptCase { case, form })],
    )
    .await;
    assert!(
        matches!(outcome.as_deref(), Some([Outcome::Done { .. }])),
        "{outcome:?}"
    );
    (cookie, me.staff)
}

/// Writes until the server is gone. What was not answered stays open in the journal.
async fn write(
    port: u16,
    cookie: String,
    case: CaseId,
    mut journal: Journal,
    dead: Arc<AtomicBool>,
) -> Journal {
    let mut client = Client::new(port, &cookie);
    while !dead.load(Ordering::SeqCst) {
        let next = journal.open.take().unwrap_or_else(|| record(case));
        let id = next.id.0;
        journal.open = Some(next.clone());
        let Some(mut outcomes) = send(&mut client, vec![next]).await else {
            break;
        };
        match outcomes.remove(0) {
            Outcome::Done { seq } | Outcome::AlreadyDone { seq } => {
                journal.acknowledged.push((id, seq));
                journal.open = None;
            }
            refused => panic!("{refused:?}"),
        }
    }
    journal.met = journal.open.is_some() && client.went_out;
    journal
}

fn envelope(command: Command) -> Envelope {
    Envelope {
        id: CommandId(Uuid::now_v7()),
        occurred_at: Utc::now(),
        ahead_ms: None,
        command,
    }
}

fn record(case: CaseId) -> Envelope {
    let act = CaseCommand::WriteRecord {
        record: RecordId(Uuid::now_v7()),
        happened_at: Utc::now() - chrono::Duration::minutes(5),
        means: Means::Phone,
        parts: ThreeParts {
            facts: "電話で話した。".into(),
            ..ThreeParts::default()
        },
        categories: vec![InfoCategory::Health],
        next_step: String::new(),
        with: String::new(),
        support: String::new(),
        safety: false,
        shown_to_her: false,
        photos: Vec::new(),
    };
    envelope(Command::Case { case, act })
}

/// The outcomes; `None` where the server died before it answered.
async fn send(client: &mut Client, envelopes: Vec<Envelope>) -> Option<Vec<Outcome>> {
    let push = Push {
        protocol: PROTOCOL,
        envelopes,
    };
    let answer = client
        .post(wire::PUSH, &serde_json::to_string(&push).unwrap())
        .await?;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let pushed: Pushed = serde_json::from_str(&answer.body).unwrap();
    Some(
        pushed
            .results
            .into_iter()
            .map(|result| result.outcome)
            .collect(),
    )
}

fn url(data: &std::path::Path) -> String {
    format!("sqlite://{}?mode=rw", data.join("tomoni.db").display())
}

/// Looks past the server: the file is whole, and every acknowledged command is there exactly once
/// at the place that was told. Gives the number of records kept.
async fn examine(data: &std::path::Path, journals: &[Journal], round: usize) -> usize {
    let conn = Database::connect(url(data)).await.unwrap();
    let ask = |sql: &str| conn.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql));
    let whole = ask("PRAGMA integrity_check").await.unwrap();
    let words: String = whole[0].try_get_by_index(0).unwrap();
    assert_eq!((whole.len(), words.as_str()), (1, "ok"), "round {round}");
    let mut kept: HashMap<Uuid, Vec<i64>> = HashMap::new();
    for row in ask("SELECT command_id, seq FROM event WHERE kind = 'record_written'")
        .await
        .unwrap()
    {
        let id: Uuid = row.try_get_by_index(0).unwrap();
        kept.entry(id)
            .or_default()
            .push(row.try_get_by_index(1).unwrap());
    }
    let mut places: BTreeMap<u64, Uuid> = BTreeMap::new();
    for (id, seq) in journals.iter().flat_map(|journal| &journal.acknowledged) {
        let found = kept.get(id).map(Vec::as_slice);
        let told = i64::try_from(*seq).unwrap();
        assert_eq!(
            found,
            Some(&[told][..]),
            "round {round}: {id} was acknowledged"
        );
        assert_eq!(
            places.insert(*seq, *id),
            None,
            "round {round}: {seq} was given twice"
        );
    }
    assert!(
        kept.values().all(|seqs| seqs.len() == 1),
        "round {round}: done twice"
    );
    // No hole in the order, and none of the numbers used twice.
    let order = ask("SELECT COUNT(*), COUNT(DISTINCT seq), MAX(seq) FROM event")
        .await
        .unwrap();
    let of = |at| order[0].try_get_by_index::<i64>(at).unwrap();
    assert!(
        of(0) == of(1) && of(1) == of(2),
        "round {round}: {} {} {}",
        of(0),
        of(1),
        of(2)
    );
    let shown = ask("SELECT COUNT(*) FROM timeline WHERE kind = 'record_written'")
        .await
        .unwrap();
    let shown: i64 = shown[0].try_get_by_index(0).unwrap();
    assert_eq!(
        usize::try_from(shown).unwrap(),
        kept.len(),
        "round {round}: timeline"
    );
    conn.close().await.unwrap();
    kept.len()
}

/// How many records the timeline shows, page by page.
async fn timeline(client: &mut Client, case: CaseId) -> usize {
    let (mut before, mut count) = (None, 0);
    loop {
        let asked = wire::Timeline { case, before };
        let body = serde_json::to_string(&asked).unwrap();
        let answer = client.post("/api/ask/timeline", &body).await.unwrap();
        assert_eq!(answer.status, 200, "{}", answer.body);
        let page: domain::view::Timeline = serde_json::from_str(&answer.body).unwrap();
        count += page
            .entries
            .iter()
            .filter(|entry| entry.record.is_some())
            .count();
        match page.before {
            Some(next) => before = Some(next),
            None => return count,
        }
    }
}
