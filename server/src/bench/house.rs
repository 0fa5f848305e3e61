//! The demo council with invented cases in a folder of its own, and a worker signed in at the real
//! staff door.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Request, header};
use domain::calendar;
use domain::council::{Council, Staff};
use domain::form::Class;
use domain::id::CaseId;
use domain::view::TimelineEntry;
use http_body_util::BodyExt;
use serde::Serialize;
use serde_json::json;
use tower::ServiceExt;
use uuid::Uuid;

use super::Failure;
use super::cases::{Told, told};
use crate::clock::Clock;
use crate::gate::readers_of;
use crate::http::staff_router;
use crate::ids::Ids;
use crate::keys::{CouncilKeys, MasterKey};
use crate::store::case_file::{self, CaseBody};
use crate::store::event::{self, NewEvent};
use crate::store::{StoreError, case_key, case_link, timeline, turn, written};
use crate::submit::{case_record, kind_of};
use crate::tomoni::{Settings, Tomoni};
use crate::writer::WriteTxn;
use crate::{ask, demo, search};

/// Who is signed in: she takes in all the cases, so that she may read every card.
const LOGIN: &str = "ichiko";
/// Cases kept with one commit while filling.
const TOGETHER: usize = 250;

/// Where a closed house lies, for a server of its own to open.
pub struct Closed {
    pub data: PathBuf,
    pub site: PathBuf,
    pub cases: usize,
}

/// An open one.
pub struct House {
    pub tomoni: Tomoni,
    pub council: Uuid,
    door: Router,
    cookie: HeaderValue,
    data: PathBuf,
    pub site: PathBuf,
    pub cases: Vec<CaseId>,
    pub filled_per_second: f64,
}

/// What came back, and after how long.
pub struct Answer {
    pub took: Duration,
    pub body: Bytes,
    pub headers: HeaderMap,
}

impl House {
    /// Makes the council and `cases` cases below `folder`, and signs in.
    ///
    /// # Errors
    /// See [`super::run`].
    pub async fn found(folder: &Path, cases: usize) -> Result<Self, Failure> {
        let (data, site) = (folder.join("data"), folder.join("site"));
        std::fs::create_dir_all(&data)?;
        std::fs::create_dir_all(site.join("staff"))?;
        let url = format!("sqlite://{}?mode=rwc", data.join("tomoni.db").display());
        let clock = Clock::system();
        let master = MasterKey::beside(&std::path::absolute(&data)?)?;
        let ids = Ids::system(clock.clone());
        let settings = Settings::with_site(site.clone());
        let tomoni = Tomoni::start(&url, &master, clock, ids, settings).await?;
        let id = demo::found(&tomoni).await?.0;
        let keys = tomoni.keyring.council(tomoni.store.read(), id).await?;
        let (_, council) = tomoni.councils.get(tomoni.store.read(), &keys).await?;

        let begun = Instant::now();
        let made = fill(&tomoni, &keys, &council, cases).await?;
        let filled_per_second = cases as f64 / begun.elapsed().as_secs_f64();

        let door = staff_router(tomoni.clone(), ask::routes());
        let cookie = HeaderValue::from_static("");
        let mut house = Self {
            tomoni,
            council: id,
            door,
            cookie,
            data,
            site,
            cases: made,
            filled_per_second,
        };
        house.signs_in(LOGIN).await?;
        Ok(house)
    }

    /// Whoever asks from now on.
    ///
    /// # Errors
    /// If the sign-in is refused.
    pub async fn signs_in(&mut self, login: &str) -> Result<(), Failure> {
        let who = json!({ "name": login, "password": demo::PASSWORD });
        let answer = self.ask("/api/session/signin", &who, None).await?;
        let line = answer
            .headers
            .get(header::SET_COOKIE)
            .ok_or("not signed in")?
            .to_str()?;
        self.cookie = line.split(';').next().unwrap_or_default().parse()?;
        Ok(())
    }

    /// The council as it stands.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn council(&self) -> Result<Arc<Council>, Failure> {
        let t = &self.tomoni;
        let keys = t.keyring.council(t.store.read(), self.council).await?;
        Ok(t.councils.get(t.store.read(), &keys).await?.1)
    }

    /// Asks at the staff door, as the app does, and reads the answer to its end.
    ///
    /// # Errors
    /// If it is refused.
    pub async fn ask(
        &self,
        path: &str,
        body: &impl Serialize,
        encoding: Option<&'static str>,
    ) -> Result<Answer, Failure> {
        let request = Request::post(path)
            .header("sec-fetch-site", "same-origin")
            .header("x-tomoni", "1")
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(serde_json::to_vec(body)?))?;
        self.call(request, encoding).await
    }

    /// Fetches a file at the staff door.
    ///
    /// # Errors
    /// If it is not there.
    pub async fn fetch(
        &self,
        path: &str,
        encoding: Option<&'static str>,
    ) -> Result<Answer, Failure> {
        self.call(Request::get(path).body(Body::empty())?, encoding)
            .await
    }

    async fn call(
        &self,
        mut request: Request<Body>,
        encoding: Option<&'static str>,
    ) -> Result<Answer, Failure> {
        let headers = request.headers_mut();
        headers.insert(header::HOST, HeaderValue::from_static("localhost:8080"));
        headers.insert(header::COOKIE, self.cookie.clone());
        if let Some(encoding) = encoding {
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(encoding));
        }
        let begun = Instant::now();
        let response = self.door.clone().oneshot(request).await?;
        let (parts, body) = response.into_parts();
        let body = body.collect().await?.to_bytes();
        let took = begun.elapsed();
        if !parts.status.is_success() {
            return Err(format!("{}: {}", parts.status, String::from_utf8_lossy(&body)).into());
        }
        Ok(Answer {
            took,
            body,
            headers: parts.headers,
        })
    }

    /// The file of the database.
    pub fn database(&self) -> PathBuf {
        self.data.join("tomoni.db")
    }

    /// Closes the database and folds its journal back into the file.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn close(self) -> Result<Closed, Failure> {
        self.tomoni.store.clone().close().await?;
        Ok(Closed {
            data: self.data,
            site: self.site,
            cases: self.cases.len(),
        })
    }
}

async fn fill(
    tomoni: &Tomoni,
    keys: &Arc<CouncilKeys>,
    council: &Arc<Council>,
    cases: usize,
) -> Result<Vec<CaseId>, Failure> {
    let worker = council
        .staff
        .values()
        .find(|staff| staff.login_name == LOGIN);
    let worker: Staff = worker.ok_or("nobody to take the cases in")?.clone();
    let mut made = Vec::with_capacity(cases);
    for first in (0..cases).step_by(TOGETHER) {
        let now = tomoni.clock.now();
        let batch: Vec<Told> = (first..(first + TOGETHER).min(cases))
            .map(|number| told(number, council, &worker, now))
            .collect::<Result<_, _>>()?;
        made.extend(batch.iter().map(|told| told.file.id));
        let (tomoni2, keys, council) = (tomoni.clone(), keys.clone(), council.clone());
        tomoni
            .writer
            .run(keys.council(), move |txn| {
                Box::pin(async move {
                    for told in &batch {
                        keep(txn, &tomoni2, &keys, &council, told).await?;
                    }
                    Ok::<_, StoreError>(())
                })
            })
            .await?;
    }
    Ok(made)
}

/// Keeps one case with its events, timeline, lists and names, as `submit` would have left them.
async fn keep(
    txn: &WriteTxn,
    tomoni: &Tomoni,
    keys: &CouncilKeys,
    state: &Council,
    told: &Told,
) -> Result<(), StoreError> {
    let file = &told.file;
    let case = case_key::create(txn, keys, file.id.0)?;
    let mut seq = 0;
    for happened in &told.happened {
        seq = turn::next_seq(txn, keys.council()).await?;
        let (kind, body) = (kind_of(&happened.what)?, written(happened)?);
        let place = happened.what.class() == Class::P4;
        let event = NewEvent {
            seq,
            id: tomoni.ids.ordered(),
            command: Uuid::new_v4(),
            kind: &kind,
            class: if place { event::PLACE_CLASS } else { 3 },
            occurred_at: happened.at,
            ahead_ms: None,
            recorded_at: happened.at,
            body: &body,
        };
        event::append(txn, keys, Some(&case), event)?;
        if !place && TimelineEntry::is_listed(&happened.what) {
            timeline::add(txn, &case, seq, happened.at, &kind, &body)?;
        }
    }
    let record = case_record(file, state, tomoni.clock.now(), seq)?;
    let body = CaseBody {
        body: written(file)?.into(),
        place: Some(written(&told.place)?.into()),
    };
    case_file::add(txn, keys, &case, &record, &body)?;
    let readers: Vec<_> = readers_of(file, state, calendar::jst_date(tomoni.clock.now()))
        .tokens(keys)
        .finds
        .iter()
        .map(|token| (*token, 1))
        .collect();
    case_link::set_readers(txn, file.id.0, &readers);
    let names = [&file.woman.called_name, &file.woman.name, &file.woman.kana];
    let pieces: Vec<i64> = names
        .iter()
        .flat_map(|name| search::pieces(name))
        .map(|piece| keys.search_token(&piece))
        .collect();
    case_link::set_search(txn, file.id.0, &pieces);
    Ok(())
}
