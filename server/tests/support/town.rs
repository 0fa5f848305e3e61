//! A running ともに with the demo's cast, who sign in and ask over HTTP like their browsers do.

#![allow(dead_code)]

use std::collections::BTreeMap;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Request, header};
use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, Utc};
use domain::calendar;
use domain::case::CaseFile;
use domain::command::{CaseCommand, Command, CouncilCommand, Envelope};
use domain::council::{Council, DutyHolderKind};
use domain::form::Attendee;
use domain::id::*;
use domain::refusal::Refusal;
use domain::view::her::PlanPage;
use domain::wire::session::GivenCard;
use domain::wire::{self, ApiError, Ask, Outcome, PROTOCOL, Push, Pushed};
use futures::{Stream, StreamExt};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use server::clock::Clock;
use server::gate::{self, Reading, Who};
use server::http::{her_router, staff_router};
use server::ids::Ids;
use server::keys::{CouncilKeys, MasterKey};
use server::session::Limits;
use server::submit::submit;
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
    let clock = Clock::settable(Some(instant("2026-04-01 09:00")));
    // Seeded, so that the numbers of cases follow each other; with a seed of its own each time.
    let ids = Ids::seeded(clock.clone(), Uuid::new_v4().as_u64_pair().0);
    let mut settings = Settings::with_site(scratch.folder.join("site"));
    // The story jumps over weeks; how sessions end is tested elsewhere.
    let long = Duration::days(400);
    settings.staff_limits = Limits {
        idle: long,
        absolute: long,
    };
    settings.her_limits = Limits {
        idle: long,
        absolute: long,
    };
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
            command,
        }
    }

    pub async fn push_envelope(&self, login: &str, envelope: Envelope) -> Outcome {
        let id = envelope.id;
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

    /// Her case as her own door opens it.
    pub async fn her_file(&self) -> CaseFile {
        self.her_case().await.0
    }

    /// Her first page, as a view.
    pub async fn her_plan_page(&self) -> PlanPage {
        let (file, council) = self.her_case().await;
        PlanPage::of(&file, &council, self.tomoni.clock.now())
    }

    async fn her_case(&self) -> (CaseFile, Arc<Council>) {
        let reading = Reading::default();
        let read = gate::read_her(&self.tomoni, self.council, self.case, reading).await;
        read.unwrap().unwrap()
    }

    pub async fn refused(&self, login: &str, act: CaseCommand) -> Refusal {
        refusal(self.does(login, act).await)
    }

    /// She herself, at her door.
    pub async fn she(&self, act: CaseCommand) -> Outcome {
        let envelope = self.envelope(Command::Case {
            case: self.case,
            act,
        });
        let who = Who::Woman(self.case);
        let mut results = submit(&self.tomoni, &who, self.council, vec![envelope])
            .await
            .unwrap();
        results.remove(0).outcome
    }

    pub async fn she_did(&self, act: CaseCommand) {
        let outcome = self.she(act).await;
        assert!(matches!(outcome, Outcome::Done { .. }), "{outcome:?}");
    }

    /// A new card, and a page of hers read with the first of its lines.
    pub async fn she_opens(&self, path: &str) -> String {
        let cookie = self.she_comes_in().await;
        self.her_page(&cookie, path).await
    }

    /// A new card, and the cookie of a visit with the first of its lines.
    pub async fn she_comes_in(&self) -> String {
        let pin = crate::tale::PIN;
        let asked = json!({ "case": self.case, "pin": pin, "pin_again": pin });
        let given = self
            .post("ichiko", wire::session::CARD, asked.to_string())
            .await;
        assert_eq!(given.status, 200, "{}", given.text());
        let given: GivenCard = serde_json::from_slice(&given.body).unwrap();
        let fields = [("c", &*given.lines[0]), ("n", pin)];
        let answer = self.she_sends("", "/", &fields).await;
        assert_eq!(answer.status, 303);
        let cookie = answer.header("set-cookie");
        cookie.split(';').next().unwrap().to_owned()
    }

    /// A page of hers.
    pub async fn her_page(&self, cookie: &str, path: &str) -> String {
        let answer = self.at_her_door(cookie, path, None).await;
        assert_eq!(answer.status, 200);
        answer.text()
    }

    /// The answer to a form of hers.
    pub async fn she_sends(&self, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Raw {
        let fields = fields.iter().map(|(name, value)| {
            let value = value
                .replace('%', "%25")
                .replace('+', "%2B")
                .replace('&', "%26");
            format!("{name}={value}")
        });
        let body = fields.collect::<Vec<_>>().join("&");
        self.at_her_door(cookie, path, Some(body)).await
    }

    /// One page of hers read, or with a body a form of hers sent.
    pub async fn at_her_door(&self, cookie: &str, path: &str, form: Option<String>) -> Raw {
        let method = if form.is_some() { "POST" } else { "GET" };
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "127.0.0.1:8081")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form.unwrap_or_default()))
            .unwrap();
        raw(self.her_door.clone().oneshot(request).await.unwrap()).await
    }

    /// Every question about the case, each as path and body.
    pub fn questions_about(&self, case: CaseId) -> Vec<(&'static str, Value)> {
        let mut all = vec![
            (wire::Case::PATH, json!({ "case": case })),
            (
                wire::Timeline::PATH,
                json!({ "case": case, "before": null }),
            ),
            (wire::Directory::PATH, json!({ "case": case })),
            (wire::Ties::PATH, json!({ "case": case })),
            (
                wire::TiesPaper::PATH,
                json!({ "case": case, "names": "会議で配るため" }),
            ),
            (
                wire::Whereabouts::PATH,
                json!({ "case": case, "reason": "連絡のため" }),
            ),
        ];
        for request in [self.request, self.request_two] {
            all.push((
                wire::Request::PATH,
                json!({ "case": case, "request": request }),
            ));
            for open in [Value::Null, json!("窓口で渡すため")] {
                let sheet = json!({ "case": case, "request": request, "open_address": open });
                all.push((wire::Sheet::PATH, sheet));
                for kind in ["pdf", "xlsx"] {
                    let file = json!({
                        "case": case, "request": request, "kind": kind, "open_address": open,
                    });
                    all.push((wire::session::FILE, file));
                }
            }
        }
        for meeting in [self.meeting, self.meeting_two] {
            all.push((
                wire::Meeting::PATH,
                json!({ "case": case, "meeting": meeting }),
            ));
        }
        all.push((wire::Plan::PATH, json!({ "case": case, "plan": self.plan })));
        let card = json!({ "case": case, "pin": crate::tale::PIN, "pin_again": crate::tale::PIN });
        all.push((wire::session::CARD, card));
        let paper = json!({ "case": case, "lines": vec!["AAAA-BBBB-CCCC-DDDD"; 10] });
        all.push((wire::session::CARD_FILE, paper));
        let given = json!({ "case": case, "consent": null });
        all.push((wire::session::GIVEN, given));
        all.push((wire::Handover::PATH, json!({ "case": case })));
        let transfer = Uuid::from_u128(0x7F);
        let preview = json!({ "case": case, "transfer": transfer });
        all.push((wire::TransferPreview::PATH, preview));
        let file = json!({ "case": case, "transfer": transfer, "digest": "0".repeat(64) });
        all.push((wire::session::TRANSFER_FILE, file));
        all
    }

    /// Every question about no case in particular.
    pub fn questions_at_large(&self) -> Vec<(&'static str, Value)> {
        let mut all = vec![
            (wire::Me::PATH, json!({})),
            (wire::Directory::PATH, json!({ "case": null })),
            (wire::Board::PATH, json!({})),
            (wire::Inbox::PATH, json!({})),
            (wire::CouncilPage::PATH, json!({})),
            (wire::Conferences::PATH, json!({ "year": null })),
            (wire::Year::PATH, json!({ "year": null })),
            (wire::Costs::PATH, json!({ "year": null })),
            (wire::Dates::PATH, json!({ "from": null, "days": 42 })),
            (wire::Desk::PATH, json!({})),
            (wire::Held::PATH, json!({ "year": null })),
            (
                wire::Ledger::PATH,
                json!({ "round": null, "filter": null, "after": null }),
            ),
        ];
        for text in ["はるさん", "見本", "ミホン", "K-R8-0001", "あかり"] {
            all.push((wire::Search::PATH, json!({ "text": text })));
        }
        all
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
