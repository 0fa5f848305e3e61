//! The server dies in the middle of a meeting: nothing acknowledged is lost, and every screen
//! recovers by itself, without a gap.

#[path = "crash/client.rs"]
mod client;
#[path = "support/database.rs"]
mod database;
#[path = "http_conference/room.rs"]
mod room;
#[path = "crash/server.rs"]
mod server_process;
#[path = "live_restart/stream.rs"]
mod stream;
#[path = "support/tale.rs"]
mod tale;
#[path = "support/town.rs"]
mod town;

use std::collections::BTreeMap;
use std::path::PathBuf;

use domain::command::{CaseCommand, Command, Envelope};
use domain::conference::ConferenceCommand;
use domain::id::{CommandId, RecordId};
use domain::meeting::EntryKind;
use domain::wire::{self, Ask, Outcome, PROTOCOL, Push, Pushed};
use serde_json::{Value, json};
use server::demo;
use tokio::sync::mpsc;
use uuid::Uuid;

use client::Client;
use database::Scratch;
use server_process::Running;
use stream::{Event, Stream};
use town::{Town, town};

on_both! {
    a_conference_round_goes_on: a_restart_in_a_conference_round_on_sqlite, a_restart_in_a_conference_round_on_postgres;
    a_case_meeting_goes_on: a_restart_in_the_meeting_of_a_case_on_sqlite, a_restart_in_the_meeting_of_a_case_on_postgres;
}

/// So many notes are acknowledged before the server is killed, at the least.
const BEFORE: usize = 12;

/// A meeting that is going on, and what its people do.
struct Scene {
    /// Chair and recorder, who write at once.
    writers: [&'static str; 2],
    /// A member, who listens.
    member: &'static str,
    /// A note with these words.
    note: Box<dyn Fn(&str) -> Command + Send + Sync>,
    /// What everyone at the table is shown.
    question: (&'static str, Value),
}

async fn a_conference_round_goes_on(scratch: &Scratch) {
    let town = town(scratch).await;
    let conference = town.open_round().await;
    let note = move |words: &str| Command::Conference {
        conference,
        act: ConferenceCommand::AddEntry {
            entry: RecordId(Uuid::now_v7()),
            item: 0,
            kind: EntryKind::Opinion,
            text: words.to_owned(),
            agency: None,
        },
    };
    let scene = Scene {
        writers: ["shirabe", "kokoro"],
        member: "kei",
        note: Box::new(note),
        question: (wire::Conference::PATH, json!({ "conference": conference })),
    };
    goes_on(scratch, town, scene).await;
}

async fn a_case_meeting_goes_on(scratch: &Scratch) {
    let town = town(scratch).await;
    town.tell_until_convened().await;
    town.open_meeting().await;
    let (case, meeting) = (town.case, town.meeting);
    let note = move |words: &str| Command::Case {
        case,
        act: CaseCommand::AddEntry {
            meeting,
            entry: RecordId(Uuid::now_v7()),
            item: 1,
            kind: EntryKind::Opinion,
            text: words.to_owned(),
            agency: None,
        },
    };
    let scene = Scene {
        writers: ["shirabe", "ichiko"],
        member: "kei",
        note: Box::new(note),
        question: (
            wire::Meeting::PATH,
            json!({ "case": case, "meeting": meeting }),
        ),
    };
    goes_on(scratch, town, scene).await;
}

/// Kills the server while both write and everyone listens, and starts it again.
async fn goes_on(scratch: &Scratch, town: Town, scene: Scene) {
    let house = House::leave(scratch, town).await;
    let mut running = house.open().await;
    let port = running.port;
    let cookies = sign_in(port, &scene).await;
    let member = &cookies[scene.member];

    let mut screens = Vec::new();
    for version in ["HTTP/1.1", "HTTP/1.0"] {
        let mut stream = Stream::open(port, version, member, None).await;
        passes_a_proxy(&stream);
        assert_eq!(stream.next().await.unwrap().kind, "ready");
        screens.push((version, tokio::spawn(until_it_ends(stream))));
    }
    let (tell, mut told) = mpsc::unbounded_channel();
    let writers = scene.writers.map(|login| {
        let note = |words: &str| envelope((scene.note)(words));
        // Written before the server dies and, as a tablet does, sent again after it.
        let notes: Vec<Noted> = (0..500).map(|n| noted(note, login, n)).collect();
        let client = Client::new(port, &cookies[login]);
        tokio::spawn(write(client, notes, tell.clone()))
    });
    for _ in 0..BEFORE {
        told.recv().await.unwrap();
    }
    running.kill();
    let mut acknowledged = BTreeMap::new();
    let mut open = Vec::new();
    for writer in writers {
        let journal = writer.await.unwrap();
        acknowledged.extend(journal.acknowledged);
        open.push(journal.open.expect("five hundred were not enough"));
    }
    assert!(acknowledged.len() >= BEFORE);
    let mut last = Vec::new();
    for (version, screen) in screens {
        let heard = screen.await.unwrap();
        assert!(
            !heard.is_empty(),
            "{version}: the changes waited for the end"
        );
        assert!(heard.iter().all(|event| event.kind == "change"));
        last.push((version, heard.last().unwrap().id));
    }

    // It is back before the screens are, and what was on the way is sent again.
    let running = house.open().await;
    let port = running.port;
    for (login, noted) in scene.writers.iter().zip(open) {
        let mut client = Client::new(port, &cookies[*login]);
        let seq = send(&mut client, &noted).await.expect("it is back");
        acknowledged.insert(seq, noted.words);
    }
    let newest = *acknowledged.last_key_value().unwrap().0;
    for (version, last) in last {
        let mut stream = Stream::open(port, version, member, Some(last)).await;
        let first = stream.next().await.unwrap();
        assert_eq!(first.kind, "resync", "{version}: after {last}");
        assert!(first.id >= newest, "{version}: {first:?}");

        // From here on it hears everything again, exactly once.
        let noted = noted(|words| envelope((scene.note)(words)), version, 0);
        let mut client = Client::new(port, &cookies[scene.writers[0]]);
        let seq = send(&mut client, &noted).await.unwrap();
        acknowledged.insert(seq, noted.words);
        let change = stream.next().await.unwrap();
        assert_eq!((change.kind.as_str(), change.id), ("change", seq));

        // Who has missed nothing is not sent to ask again.
        let mut again = Stream::open(port, version, member, Some(seq)).await;
        let first = again.next().await.unwrap();
        assert_eq!((first.kind.as_str(), first.id), ("ready", seq));
    }
    // What the people at the table see is what was acknowledged, each note once.
    for login in scene.writers {
        let (path, body) = &scene.question;
        let mut client = Client::new(port, &cookies[login]);
        let answer = client.post(path, &body.to_string()).await.unwrap();
        assert_eq!(answer.status, 200, "{}", answer.body);
        for (seq, words) in &acknowledged {
            let shown = answer.body.matches(words.as_str()).count();
            assert_eq!(shown, 1, "{login}: {words} at {seq}");
        }
    }
}

/// The headers that keep a proxy from gathering, keeping or changing what passes.
fn passes_a_proxy(stream: &Stream) {
    let head = &stream.head;
    let has = |line: &str| head.iter().any(|it| it == line);
    assert!(head[0].contains(" 200 "), "{head:?}");
    assert!(has("content-type: text/event-stream"), "{head:?}");
    assert!(has("cache-control: no-store"), "{head:?}");
    assert!(has("x-accel-buffering: no"), "{head:?}");
    for never in ["content-encoding:", "content-length:"] {
        assert!(!head.iter().any(|it| it.starts_with(never)), "{head:?}");
    }
}

/// A note on its way, with words that stand nowhere else.
struct Noted {
    envelope: Envelope,
    words: String,
}

fn noted(note: impl Fn(&str) -> Envelope, who: &str, number: usize) -> Noted {
    let words = format!("「{who}の控え{number}」");
    Noted {
        envelope: note(&words),
        words,
    }
}

struct Journal {
    acknowledged: BTreeMap<u64, String>,
    /// Sent, and not answered when the server died.
    open: Option<Noted>,
}

/// Writes until the server is gone.
async fn write(mut client: Client, notes: Vec<Noted>, tell: mpsc::UnboundedSender<u64>) -> Journal {
    let mut acknowledged = BTreeMap::new();
    for noted in notes {
        match send(&mut client, &noted).await {
            Some(seq) => {
                acknowledged.insert(seq, noted.words);
                let _ = tell.send(seq);
            }
            None => {
                let open = Some(noted);
                return Journal { acknowledged, open };
            }
        }
    }
    let open = None;
    Journal { acknowledged, open }
}

async fn until_it_ends(mut stream: Stream) -> Vec<Event> {
    let mut heard = Vec::new();
    while let Some(event) = stream.next().await {
        heard.push(event);
    }
    heard
}

fn envelope(command: Command) -> Envelope {
    Envelope {
        id: CommandId(Uuid::now_v7()),
        occurred_at: chrono::Utc::now(),
        ahead_ms: None,
        command,
    }
}

/// Its place in the order; `None` where the server died before it answered.
async fn send(client: &mut Client, noted: &Noted) -> Option<u64> {
    let push = Push {
        protocol: PROTOCOL,
        envelopes: vec![noted.envelope.clone()],
    };
    let body = serde_json::to_string(&push).unwrap();
    let answer = client.post(wire::PUSH, &body).await?;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let pushed: Pushed = serde_json::from_str(&answer.body).unwrap();
    match &pushed.results[0].outcome {
        Outcome::Done { seq } | Outcome::AlreadyDone { seq } => Some(*seq),
        refused => panic!("{}: {refused:?}", noted.words),
    }
}

async fn sign_in(port: u16, scene: &Scene) -> BTreeMap<&'static str, String> {
    let mut cookies = BTreeMap::new();
    for login in scene.writers.into_iter().chain([scene.member]) {
        let body = json!({ "name": login, "password": demo::PASSWORD });
        let answer = Client::new(port, "")
            .post(wire::session::SIGN_IN, &body.to_string())
            .await
            .unwrap();
        assert_eq!(answer.status, 200, "{}", answer.body);
        cookies.insert(login, answer.cookie.unwrap());
    }
    cookies
}

/// What a closed town leaves behind, for the real program to open.
struct House {
    data: PathBuf,
    database: String,
    key: PathBuf,
    now: String,
}

impl House {
    async fn leave(scratch: &Scratch, town: Town) -> Self {
        let data = scratch.folder.join("data");
        std::fs::create_dir_all(&data).unwrap();
        let key = scratch.folder.join("key");
        std::fs::write(&key, town::MASTER).unwrap();
        let now = town.tomoni.clock.now().to_rfc3339();
        town.close().await;
        Self {
            data,
            database: scratch.url.clone(),
            key,
            now,
        }
    }

    async fn open(&self) -> Running {
        Running::start_with(&self.data, |program| {
            program
                .arg("--master-key-file")
                .arg(&self.key)
                .env("DATABASE_URL", &self.database)
                .env("TOMONI_TEST_CLOCK", &self.now);
        })
        .await
    }
}
