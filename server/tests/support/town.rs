//! A running ともに with the demo's cast, who sign in and ask over HTTP like their browsers do.

#![allow(dead_code)]

#[path = "town/her_door.rs"]
mod her_door;
#[path = "town/questions.rs"]
mod questions;
#[path = "samples.rs"]
mod samples;

use std::collections::BTreeMap;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Request, header};
use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, Utc};
use domain::calendar;
use domain::command::{CaseCommand, Command, CouncilCommand, Envelope};
use domain::council::{Council, DutyHolderKind};
use domain::form::Attendee;
use domain::id::*;
use domain::refusal::Refusal;
use domain::wire::{self, ApiError, Ask, Outcome, PROTOCOL, Push, Pushed};
use futures::{Stream, StreamExt};
use http_body_util::BodyExt;
use serde_json::json;
use server::clock::Clock;
use server::http::{her_router, staff_router};
use server::ids::Ids;
use server::keys::{CouncilKeys, MasterKey};
use server::session::Limits;
use server::tomoni::{Settings, Tomoni};
use server::{ask, demo, her};
use tower::ServiceExt;
use uuid::Uuid;

use crate::database::Scratch;

/// The live line of an open screen.
pub type Line = Pin<Box<dyn Stream<Item = Result<Bytes, axum::Error>> + Send>>;

/// The next thing it hears.
pub async fn heard(line: &mut Line) -> String {
    let next = tokio::time::timeout(std::time::Duration::from_secs(20), line.next()).await;
    let next = next.expect("something is told").unwrap().unwrap();
    String::from_utf8(next.to_vec()).unwrap()
}

/// The master key of every town.
pub const MASTER: [u8; 32] = [9; 32];

/// Everyone of the demo who can sign in.
pub const CAST: [&str; 13] = [
    "ichiko", "shocho", "shirabe", "kokoro", "kei", "ji", "shi", "ko", "akari", "dairi", "daihyo",
    "kansa", "kanri",
];

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Wall clock in Japan, as in `2026-05-08 21:40`.
pub fn jst(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

pub fn instant(text: &str) -> DateTime<Utc> {
    calendar::instant(jst(text))
}

/// An answer, read whole and without what differs from second to second.
#[derive(Clone, Debug, PartialEq)]
pub struct Raw {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Raw {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The header of that name; empty without one.
    pub fn header(&self, name: &str) -> &str {
        let mut found = self.headers.iter().filter(|(known, _)| known == name);
        found.next().map_or("", |(_, value)| value)
    }

    pub fn error(&self) -> ApiError {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("{}", self.text()))
    }
}

/// The demo council in a database of its own, and the ids of the story told in it.
pub struct Town {
    pub tomoni: Tomoni,
    pub staff_door: Router,
    pub her_door: Router,
    pub council: Uuid,
    pub cast: Arc<Council>,
    pub case: CaseId,
    pub protection: ProtectionId,
    pub hold: ConsentId,
    pub share: ConsentId,
    pub request: RequestId,
    pub meeting: MeetingId,
    pub request_two: RequestId,
    pub meeting_two: MeetingId,
    pub plan: PlanId,
    pub comments: [CommentId; 2],
    pub items: Vec<ItemId>,
    cookies: Mutex<BTreeMap<String, String>>,
}

pub async fn town(scratch: &Scratch) -> Town {
    // The story jumps over weeks; how sessions end is tested elsewhere.
    let long = Duration::days(400);
    let limits = Limits {
        idle: long,
        absolute: long,
    };
    town_where(scratch, limits).await
}

/// A town where her sessions last so long.
pub async fn town_where(scratch: &Scratch, her_limits: Limits) -> Town {
    let clock = Clock::settable(Some(instant("2026-04-01 09:00")));
    // Seeded, so that the numbers of cases follow each other; with a seed of its own each time.
    let ids = Ids::seeded(clock.clone(), Uuid::new_v4().as_u64_pair().0);
    let mut settings = Settings::with_site(scratch.folder.join("site"));
    let long = Duration::days(400);
    settings.staff_limits = Limits {
        idle: long,
        absolute: long,
    };
    settings.her_limits = her_limits;
    let master = MasterKey::from_bytes(MASTER);
    let tomoni = Tomoni::start(&scratch.url, &master, clock, ids, settings)
        .await
        .unwrap();
    let council = demo::found(&tomoni).await.unwrap().0;
    let cast = cast(&tomoni, council).await;
    let new = Uuid::now_v7;
    Town {
        staff_door: staff_router(tomoni.clone(), ask::routes()),
        her_door: her_router(tomoni.clone(), her::routes()),
        tomoni,
        council,
        cast,
        case: CaseId(new()),
        protection: ProtectionId(new()),
        hold: ConsentId(new()),
        share: ConsentId(new()),
        request: RequestId(new()),
        meeting: MeetingId(new()),
        request_two: RequestId(new()),
        meeting_two: MeetingId(new()),
        plan: PlanId(new()),
        comments: [CommentId(new()), CommentId(new())],
        items: (0..6).map(|_| ItemId(new())).collect(),
        cookies: Mutex::default(),
    }
}

async fn cast(tomoni: &Tomoni, council: Uuid) -> Arc<Council> {
    let keys = tomoni
        .keyring
        .council(tomoni.store.read(), council)
        .await
        .unwrap();
    tomoni
        .councils
        .get(tomoni.store.read(), &keys)
        .await
        .unwrap()
        .1
}

impl Town {
    /// Moves the clock to that time in Japan.
    pub fn at(&self, time: &str) {
        self.tomoni.clock.set(instant(time)).unwrap();
    }

    pub async fn keys(&self) -> Arc<CouncilKeys> {
        self.tomoni
            .keyring
            .council(self.tomoni.store.read(), self.council)
            .await
            .unwrap()
    }

    /// The council as it stands now.
    pub async fn council_now(&self) -> Arc<Council> {
        cast(&self.tomoni, self.council).await
    }

    pub fn person(&self, login: &str) -> StaffId {
        let found = self
            .cast
            .staff
            .values()
            .find(|staff| staff.login_name == login);
        found
            .unwrap_or_else(|| panic!("nobody signs in as {login}"))
            .id
    }

    pub fn agency(&self, name: &str) -> AgencyId {
        self.cast
            .agencies
            .values()
            .find(|agency| agency.name.contains(name))
            .unwrap()
            .id
    }

    pub fn attendee(&self, login: &str) -> Attendee {
        let person = &self.cast.staff[&self.person(login)];
        Attendee {
            agency: person.agency,
            staff: Some(person.id),
            name: person.name.clone(),
        }
    }

    /// Signs in over HTTP and keeps the cookie.
    pub async fn sign_in(&self, login: &str, password: &str) -> String {
        let body = json!({ "name": login, "password": password });
        let response = self
            .staff_door
            .clone()
            .oneshot(call(wire::session::SIGN_IN, body.to_string().into(), None))
            .await
            .unwrap();
        assert_eq!(response.status(), 200, "{login}");
        let cookie = response.headers()[header::SET_COOKIE].to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        self.cookies
            .lock()
            .unwrap()
            .insert(login.to_owned(), cookie.clone());
        cookie
    }

    /// Goes on with another session of that person.
    pub fn uses(&self, login: &str, cookie: &str) {
        let mut cookies = self.cookies.lock().unwrap();
        cookies.insert(login.to_owned(), cookie.to_owned());
    }

    pub async fn cookie(&self, login: &str) -> String {
        let known = self.cookies.lock().unwrap().get(login).cloned();
        match known {
            Some(cookie) => cookie,
            None => self.sign_in(login, demo::PASSWORD).await,
        }
    }

    /// What an open screen hears from now on.
    pub async fn live(&self, login: &str) -> Line {
        let request = Request::get(wire::LIVE)
            .header(header::HOST, "localhost:8080")
            .header(header::COOKIE, self.cookie(login).await)
            .body(Body::empty())
            .unwrap();
        let response = self.staff_door.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), 200);
        let mut line: Line = Box::pin(response.into_body().into_data_stream());
        assert!(heard(&mut line).await.contains("event: ready"));
        line
    }

    /// The answer to any request at the staff door.
    pub async fn send(&self, request: Request<Body>) -> Raw {
        raw(self.staff_door.clone().oneshot(request).await.unwrap()).await
    }

    pub async fn post(&self, login: &str, path: &str, body: impl Into<Body>) -> Raw {
        let cookie = self.cookie(login).await;
        self.send(call(path, body.into(), Some(&cookie))).await
    }

    pub async fn ask<Q: Ask>(&self, login: &str, question: &Q) -> Result<Q::Answer, Raw> {
        let body = serde_json::to_string(question).unwrap();
        let raw = self.post(login, Q::PATH, body).await;
        if raw.status != 200 {
            return Err(raw);
        }
        Ok(serde_json::from_slice(&raw.body).unwrap_or_else(|e| panic!("{e}: {}", raw.text())))
    }

    pub fn envelope(&self, command: Command) -> Envelope {
        let id = CommandId(Uuid::now_v7());
        Envelope {
            id,
            occurred_at: self.tomoni.clock.now(),
            ahead_ms: None,
            command,
        }
    }

    pub async fn push_envelope(&self, login: &str, envelope: Envelope) -> Outcome {
        let id = envelope.id;
        samples::keep(&envelope);
        let push = Push {
            protocol: PROTOCOL,
            envelopes: vec![envelope],
        };
        let raw = self
            .post(login, wire::PUSH, serde_json::to_string(&push).unwrap())
            .await;
        assert_eq!(raw.status, 200, "{}", raw.text());
        let pushed: Pushed = serde_json::from_slice(&raw.body).unwrap();
        assert_eq!(pushed.results.len(), 1);
        assert_eq!(pushed.results[0].id, id);
        pushed.results.into_iter().next().unwrap().outcome
    }

    pub async fn push(&self, login: &str, command: Command) -> Outcome {
        self.push_envelope(login, self.envelope(command)).await
    }

    /// Something of the council itself, which everyone hears: its place in the order.
    pub async fn pledges(&self, login: &str) -> u64 {
        let holder = DutyHolderKind::PublicOrgan;
        let sign = Command::Council(CouncilCommand::SignPledge { holder });
        match self.push(login, sign).await {
            Outcome::Done { seq } => seq,
            other => panic!("{login}: {other:?}"),
        }
    }

    pub async fn does(&self, login: &str, act: CaseCommand) -> Outcome {
        self.push(
            login,
            Command::Case {
                case: self.case,
                act,
            },
        )
        .await
    }

    /// A command that must succeed.
    pub async fn did(&self, login: &str, act: CaseCommand) {
        let told = format!("{login}: {act:?}");
        let outcome = self.does(login, act).await;
        assert!(
            matches!(outcome, Outcome::Done { .. }),
            "{outcome:?} for {told}"
        );
    }

    pub async fn refused(&self, login: &str, act: CaseCommand) -> Refusal {
        refusal(self.does(login, act).await)
    }

    /// The same server after a restart: nothing in memory, the same files and the same master key. Who
    /// was signed in still is.
    pub async fn restarted(self, scratch: &Scratch) -> Self {
        let clock = Clock::settable(Some(self.tomoni.clock.now()));
        let ids = Ids::system(clock.clone());
        let settings = Settings::with_site(scratch.folder.join("site"));
        let master = MasterKey::from_bytes([9; 32]);
        self.tomoni.store.clone().close().await.unwrap();
        let tomoni = Tomoni::start(&scratch.url, &master, clock, ids, settings)
            .await
            .unwrap();
        Self {
            staff_door: staff_router(tomoni.clone(), ask::routes()),
            her_door: her_router(tomoni.clone(), her::routes()),
            tomoni,
            ..self
        }
    }

    /// Stops the writer's database and leaves the files as a machine would.
    pub async fn close(self) {
        self.tomoni.store.clone().close().await.unwrap();
    }
}

async fn raw(response: axum::http::Response<Body>) -> Raw {
    let (parts, body) = response.into_parts();
    let mut headers: Vec<_> = parts
        .headers
        .iter()
        .filter(|(name, _)| *name != header::DATE)
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .collect();
    headers.sort();
    let body = body.collect().await.unwrap().to_bytes().to_vec();
    let raw = Raw {
        status: parts.status.as_u16(),
        headers,
        body,
    };
    if raw.status >= 400 {
        assert!(!raw.text().contains("不正"), "{}", raw.text());
    }
    raw
}

/// Why a command was refused; its words must be kind.
#[track_caller]
pub fn refusal(outcome: Outcome) -> Refusal {
    match outcome {
        Outcome::Refused { refusal, words } => {
            assert_eq!(words, refusal.words());
            assert!(!words.is_empty() && !words.contains("不正"), "{words}");
            refusal
        }
        other => panic!("expected a refusal, got {other:?}"),
    }
}

/// A call as the staff app makes it.
pub fn call(path: &str, body: Body, cookie: Option<&str>) -> Request<Body> {
    let mut request = Request::post(path)
        .header(header::HOST, "localhost:8080")
        .header("sec-fetch-site", "same-origin")
        .header("x-tomoni", "1")
        .header(header::CONTENT_TYPE, "application/json");
    if let Some(cookie) = cookie {
        request = request.header(header::COOKIE, cookie);
    }
    request.body(body).unwrap()
}

/// All files below a folder.
pub fn files_below(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else {
            found.push((path.display().to_string(), std::fs::read(&path).unwrap()));
        }
    }
    found
}
