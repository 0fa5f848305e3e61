//! A council with one case, a plan she has been shown, and a browser without scripts.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use domain::command::{CaseCommand, Command, CouncilCommand, Envelope};
use domain::consent::{self, Channel, ConsentKind, ConsentScope};
use domain::council::Council;
use domain::form::{FormData, InfoCategory, Value};
use domain::id::{AgencyId, CaseId, CommandId, ConsentId, ItemId, PlanId, StaffId};
use domain::plan::{PlanItem, PlanKind, PlanVersion, SupportDomain, SupportPlan, WrittenPlan};
use domain::wire::Outcome;
use http_body_util::BodyExt;
use server::clock::Clock;
use server::gate::{self, Who};
use server::http::{her_router, staff_router};
use server::ids::Ids;
use server::keys::MasterKey;
use server::submit::submit;
use server::tomoni::{Settings, Tomoni};
use server::{ask, demo, her};
use tower::ServiceExt;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::database::Scratch;

pub const PIN: &str = "482915";
pub const WISH: &str = "子どもと三人で、夜こわくない所に住みたい";
pub const ADDRESS: &str = "見本道みほん市架空町1-1";

pub struct House {
    pub tomoni: Tomoni,
    pub her_door: Router,
    pub staff_door: Router,
    pub council: Uuid,
    pub case: CaseId,
    pub plan: PlanId,
    pub items: Vec<ItemId>,
    pub lines: Vec<String>,
    pub ichiko: StaffId,
}

pub fn at(day: u32, hour: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 5, day, hour, 0, 0).unwrap()
}

/// A server in that folder, with the same key and the same ids every time.
pub async fn start(scratch: &Scratch, clock: Clock, settings: Settings) -> Tomoni {
    let key = MasterKey::from_bytes([5; 32]);
    let ids = Ids::seeded(clock.clone(), 7);
    Tomoni::start(&scratch.url, &key, clock, ids, settings)
        .await
        .unwrap()
}

/// はるさん, whose plan was shown to her on 令和8年5月22日.
pub async fn house(scratch: &Scratch) -> House {
    let site = Settings::with_site(scratch.folder.join("site"));
    let tomoni = start(scratch, Clock::settable(Some(at(21, 1))), site).await;
    let council = demo::found(&tomoni).await.unwrap();
    let case = CaseId(Uuid::new_v4());
    let plan = PlanId(Uuid::new_v4());
    let items = (0..3).map(|_| ItemId(Uuid::new_v4())).collect();
    let mut house = House {
        her_door: her_router(tomoni.clone(), her::routes()),
        staff_door: staff_router(tomoni.clone(), ask::routes()),
        tomoni,
        council: council.0,
        case,
        plan,
        items,
        lines: Vec::new(),
        ichiko: StaffId(Uuid::nil()),
    };
    house.ichiko = house.person("ichiko").await;
    let intake = FormData::default()
        .with(
            "accepted_on",
            Value::Date(NaiveDate::from_ymd_opt(2026, 5, 8).unwrap()),
        )
        .with("received_by", Value::Staff(house.ichiko))
        .with("matters", Value::Ticks(vec!["housing".into()]))
        .with("called_name", Value::Text("はる".into()))
        .with("name", Value::Text("見本 春花".into()))
        .with(
            "birth_date",
            Value::Date(NaiveDate::from_ymd_opt(1990, 7, 4).unwrap()),
        )
        .with("address", Value::Text(ADDRESS.into()))
        .with("worker_view", Value::Text("追跡のおそれ".into()));
    house
        .staff_does(Command::AcceptCase { case, form: intake })
        .await;
    house
        .acts(CaseCommand::RecordWish { words: WISH.into() })
        .await;
    house
        .write_plan(0, "5月《がつ》27日《にち》に 見《み》に いく。")
        .await;
    house.shows(1).await;
    house.lines = her::card::issue(
        &house.tomoni,
        house.council,
        case.0,
        house.ichiko.0,
        Zeroizing::new(PIN.into()),
    )
    .await
    .unwrap();
    house
}

/// Her yes to that, as far as it reaches.
pub fn consent(consent: ConsentId, kind: ConsentKind, scope: ConsentScope) -> CaseCommand {
    CaseCommand::RecordConsent {
        consent,
        kind,
        answer: consent::Answer::Given,
        scope,
        until: None,
        language: "ja".into(),
        explained_with: "1".into(),
        interpreter: None,
        channel: Channel::Oral,
        witness: None,
        copy_given: true,
        attendance: None,
        protection: None,
    }
}

impl House {
    pub async fn council(&self) -> std::sync::Arc<Council> {
        let store = &self.tomoni.store;
        let keys = self
            .tomoni
            .keyring
            .council(store.read(), self.council)
            .await
            .unwrap();
        self.tomoni
            .councils
            .get(store.read(), &keys)
            .await
            .unwrap()
            .1
    }

    pub async fn person(&self, login: &str) -> StaffId {
        let council = self.council().await;
        council
            .staff
            .values()
            .find(|staff| staff.login_name == login)
            .unwrap()
            .id
    }

    pub async fn agency(&self, name: &str) -> AgencyId {
        let council = self.council().await;
        council
            .agencies
            .values()
            .find(|agency| agency.name.contains(name))
            .unwrap()
            .id
    }

    pub async fn acts(&self, act: CaseCommand) {
        self.staff_does(Command::Case {
            case: self.case,
            act,
        })
        .await;
    }

    async fn staff_does(&self, command: Command) {
        self.does(self.ichiko, command).await;
    }

    /// Something about the council, done by that person.
    pub async fn council_does(&self, login: &str, act: CouncilCommand) {
        let who = self.person(login).await;
        self.does(who, Command::Council(act)).await;
    }

    async fn does(&self, who: StaffId, command: Command) {
        let envelope = Envelope {
            id: CommandId(Uuid::now_v7()),
            occurred_at: self.tomoni.clock.now(),
            ahead_ms: None,
            command,
        };
        let who = Who::Staff(who);
        let results = submit(&self.tomoni, &who, self.council, vec![envelope])
            .await
            .unwrap();
        let done = matches!(results[0].outcome, Outcome::Done { .. });
        assert!(done, "{:?}", results[0].outcome);
    }

    /// Writes the next version; `housing` is what she reads at the first item.
    pub async fn write_plan(&self, base: u16, housing: &str) {
        let date = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
        let item = |at: usize, domain, category, agency, text: &str| PlanItem {
            id: self.items[at],
            domain,
            category,
            issue: "課題".into(),
            support: "支援".into(),
            easy_text: text.into(),
            what_she_does: String::new(),
            agency,
            person: None,
            when: "5月27日".into(),
            due: None,
        };
        let file = self.case_file().await;
        let stands = file.plan(self.plan).and_then(SupportPlan::current);
        let city = self.agency("福祉課").await;
        let shelter = self.agency("あかり").await;
        self.acts(CaseCommand::WritePlan(Box::new(WrittenPlan {
            plan: self.plan,
            kind: PlanKind::New,
            base,
            shown: stands.is_some_and(|version| version.shared_at.is_some()),
            seen: stands.map(PlanVersion::paper).unwrap_or_default(),
            from: date(5, 22),
            to: date(11, 21),
            wish_words: WISH.into(),
            goal_long: "三人で、夜に眠れるくらし".into(),
            goals_short: vec!["住む所を決める".into()],
            items: vec![
                item(
                    0,
                    SupportDomain::Housing,
                    InfoCategory::Housing,
                    shelter,
                    housing,
                ),
                item(
                    1,
                    SupportDomain::Children,
                    InfoCategory::Children,
                    city,
                    "てんこうの てつづき",
                ),
                item(
                    2,
                    SupportDomain::Money,
                    InfoCategory::Economic,
                    city,
                    "お金《かね》の こと",
                ),
            ],
            monitoring_date: date(8, 21),
            first_contact: Some(self.ichiko),
            watch_over: String::new(),
            safety_plan: None,
            safety_seen: String::new(),
        })))
        .await;
    }

    /// Shows her that version.
    pub async fn shows(&self, version: u16) {
        let plan = self.plan;
        self.acts(CaseCommand::SharePlan { plan, version }).await;
    }

    /// Her plan as it stands.
    pub async fn her_plan(&self) -> SupportPlan {
        self.case_file().await.plan(self.plan).unwrap().clone()
    }

    pub async fn case_file(&self) -> domain::case::CaseFile {
        gate::read_her(
            &self.tomoni,
            self.council,
            self.case,
            gate::Reading::default(),
        )
        .await
        .unwrap()
        .unwrap()
        .0
    }

    pub async fn her(&self, request: Request<Body>) -> Answer {
        Answer::of(self.her_door.clone().oneshot(request).await.unwrap()).await
    }

    pub async fn staff(&self, request: Request<Body>) -> Answer {
        Answer::of(self.staff_door.clone().oneshot(request).await.unwrap()).await
    }

    /// A browser that has come in with that line of the card.
    pub async fn come_in(&self, line: usize) -> Browser<'_> {
        let mut browser = Browser::fresh(self);
        let answer = browser
            .post("/", &[("c", &self.lines[line]), ("n", PIN)])
            .await;
        answer.goes_to("/a");
        browser
    }
}

/// An answer, read whole.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    async fn of(response: axum::http::Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        Self {
            status: parts.status,
            headers: parts.headers,
            text,
        }
    }

    pub fn place(&self) -> &str {
        self.header("location")
    }

    /// It leads there, and only there.
    #[track_caller]
    pub fn goes_to(&self, place: &str) {
        assert_eq!(
            (self.status, self.place()),
            (StatusCode::SEE_OTHER, place),
            "{}",
            self.plain()
        );
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The page without readings, as someone reads it who needs none.
    pub fn plain(&self) -> String {
        let mut plain = String::new();
        let mut rest = self.text.as_str();
        while let Some((before, after)) = rest.split_once("<rp>") {
            plain.push_str(before);
            rest = after.rsplit_once("</rp>").map_or("", |_| {
                // <rp>（</rp><rt>…</rt><rp>）</rp>
                after.splitn(3, "</rp>").nth(2).unwrap_or_default()
            });
        }
        plain.push_str(rest);
        let mut text = String::new();
        let mut tag = false;
        for sign in plain.chars() {
            match sign {
                '<' => tag = true,
                '>' => tag = false,
                sign if !tag => text.push(sign),
                _ => {}
            }
        }
        text
    }

    /// The page with the one thing that differs between two answers taken out.
    pub fn without_nonce(&self) -> String {
        let policy = self.header("content-security-policy");
        let nonce = policy
            .split("'nonce-")
            .nth(1)
            .unwrap()
            .split('\'')
            .next()
            .unwrap();
        assert!(self.text.contains(nonce));
        self.text.replace(nonce, "")
    }

    /// The value of the field of that name.
    pub fn field(&self, name: &str) -> String {
        let at = self
            .text
            .match_indices("<input")
            .map(|(at, _)| &self.text[at..at + self.text[at..].find('>').unwrap()])
            .find(|tag| tag.contains(&format!("name=\"{name}\"")))
            .unwrap_or_else(|| panic!("no field {name} in {}", self.text));
        let value = at.split("value=\"").nth(1).unwrap_or("\"");
        value.split('"').next().unwrap().to_owned()
    }

    /// All hidden fields, as a browser would send them.
    pub fn hidden(&self) -> Vec<(String, String)> {
        let form = self.text.split("<form id=\"p\"").nth(1).unwrap();
        let form = form.split("</form>").next().unwrap();
        form.match_indices("<input type=\"hidden\"")
            .map(|(at, _)| &form[at..at + form[at..].find('>').unwrap()])
            .map(|tag| {
                let of = |what: &str| {
                    let value = tag.split(&format!("{what}=\"")).nth(1).unwrap_or("\"");
                    value.split('"').next().unwrap().to_owned()
                };
                (of("name"), of("value"))
            })
            .collect()
    }
}

/// A browser without scripts: cookies and forms.
pub struct Browser<'a> {
    pub house: &'a House,
    pub cookies: Vec<(String, String)>,
}

impl Browser<'_> {
    pub fn fresh(house: &House) -> Browser<'_> {
        Browser::with(house, Vec::new())
    }

    /// One that holds these cookies, whosever they were.
    pub fn with(house: &House, cookies: Vec<(String, String)>) -> Browser<'_> {
        Browser { house, cookies }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        let request = self.request("GET", path).body(Body::empty()).unwrap();
        self.send(request).await
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self.form(path);
        self.send(request.body(Body::from(encoded(fields))).unwrap())
            .await
    }

    /// Sends a form as a browser does that shows the answer itself.
    pub async fn send_form(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self.form(path).header("sec-fetch-dest", "document");
        self.send(request.body(Body::from(encoded(fields))).unwrap())
            .await
    }

    /// Fills in the form of a page and sends it.
    pub async fn fill(&mut self, path: &str, page: &Answer, fields: &[(&str, &str)]) -> Answer {
        let hidden = page.hidden();
        let mut all: Vec<(&str, &str)> = hidden
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .filter(|(name, _)| fields.iter().all(|(given, _)| given != name))
            .collect();
        all.extend(fields);
        self.post(path, &all).await
    }

    /// A form on its way from a page of this door.
    fn form(&self, path: &str) -> axum::http::request::Builder {
        self.request("POST", path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
    }

    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "127.0.0.1:8081")
            .header(header::COOKIE, cookies.join("; "))
    }

    async fn send(&mut self, request: Request<Body>) -> Answer {
        let answer = self.house.her(request).await;
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let (pair, rest) = cookie.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.retain(|(known, _)| known != name);
            if !rest.contains("Max-Age=0") {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        answer
    }
}

fn encoded(fields: &[(&str, &str)]) -> String {
    let escape = |text: &str| -> String {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => char::from(byte).into(),
                byte => format!("%{byte:02X}"),
            })
            .collect()
    };
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}={}", escape(name), escape(value)))
        .collect();
    pairs.join("&")
}
