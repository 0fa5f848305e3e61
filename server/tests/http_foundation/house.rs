//! Both doors over a database of their own, with one person of the staff.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use axum::routing::{get, post};
use chrono::{DateTime, TimeZone, Utc};
use domain::council::{Council, CouncilPolicy, DutyHolderKind, Pledge, Role, Staff};
use domain::id::{AgencyId, CouncilId, StaffId};
use futures::FutureExt;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use server::clock::Clock;
use server::http::{her_router, json::Json, signin, staff_router, who};
use server::ids::Ids;
use server::keys::MasterKey;
use server::store::{account, council};
use server::tomoni::{Settings, Tomoni};
use tower::ServiceExt;
use uuid::Uuid;

use crate::database::Scratch;

pub const LOGIN: &str = "sato.midori";
pub const PASSWORD: &str = "森の小道を歩く犬たちの群れ";

/// Both doors over a database of their own, with one person of the staff.
pub struct House {
    pub tomoni: Tomoni,
    pub staff_door: Router,
    pub her_door: Router,
    pub council: Uuid,
    pub staff: Uuid,
    pub code: String,
}

pub async fn house(scratch: &Scratch) -> House {
    house_where(scratch, |_| ()).await
}

/// As [`house`], with the operator's own choices.
pub async fn house_where(scratch: &Scratch, choose: impl FnOnce(&mut Settings)) -> House {
    let site = scratch.folder.join("site");
    for (file, text) in [
        ("staff/app.css", "body{color:teal}"),
        ("staff/app.js", "export default 1"),
        ("her/a.css", "body{color:navy}"),
    ] {
        let path = site.join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text.repeat(200)).unwrap();
    }
    let mut settings = Settings::with_site(site);
    choose(&mut settings);
    let clock = Clock::settable(Some(at(9, 0)));
    let tomoni = Tomoni::start(
        &scratch.url,
        &MasterKey::from_bytes([3; 32]),
        clock.clone(),
        Ids::seeded(clock, 1),
        settings,
    )
    .await
    .unwrap();
    let (council, staff) = (Uuid::new_v4(), Uuid::new_v4());
    let paper = signin::paper_code(&tomoni).await.unwrap();
    let code = paper.code.to_string();
    let record = serde_json::to_vec(&record(council, staff)).unwrap();
    let ring = tomoni.keyring.clone();
    tomoni
        .writer
        .run(council, move |txn| {
            async move {
                council::create(txn, &ring, council, &record)?;
                let login = ring.login_token(LOGIN);
                account::add(txn, council, staff, login, paper.hash, paper.expires).await
            }
            .boxed()
        })
        .await
        .unwrap();
    let calls = Router::new()
        .route(
            "/echo",
            post(|Json(body): Json<Value>| async { Json(body) }),
        )
        .route(
            "/boom",
            get(|| async {
                if true {
                    panic!("a handler may come to a bad end");
                }
            }),
        )
        .route("/mine", get(|_: who::Staff| async { "mine" }));
    let pages = Router::new()
        .route("/", get(|| async { axum::response::Html("<p>はじめ</p>") }))
        .route("/b", post(|body: String| async { body }));
    House {
        staff_door: staff_router(tomoni.clone(), calls),
        her_door: her_router(tomoni.clone(), pages),
        tomoni,
        council,
        staff,
        code,
    }
}

/// A council with one pledged person of one agency.
fn record(council: Uuid, staff: Uuid) -> Council {
    let agency = AgencyId(Uuid::new_v4());
    let person = Staff {
        id: StaffId(staff),
        name: "佐藤みどり".to_owned(),
        login_name: LOGIN.to_owned(),
        agency,
        unit: None,
        roles: [Role::Caseworker].into(),
        from: at(0, 0).date_naive(),
        until: None,
        pledges: vec![Pledge::sign(DutyHolderKind::PublicOrgan, at(0, 0))],
        qualification: None,
    };
    Council {
        id: CouncilId(council),
        name: "見本道困難女性等支援調整会議".to_owned(),
        municipalities: Vec::new(),
        policy: CouncilPolicy::strict(),
        center: agency,
        coordinating_agency: agency,
        agencies: Default::default(),
        staff: [(person.id, person)].into(),
        delegations: Vec::new(),
        series: Default::default(),
        checked_languages: Default::default(),
    }
}

pub fn at(hour: u32, minute: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 4, 20, hour, minute, 0).unwrap()
}

/// A call as the staff app makes it.
pub fn call(path: &str, body: &Value) -> Request<Body> {
    Request::post(path)
        .header(header::HOST, "localhost:8080")
        .header("sec-fetch-site", "same-origin")
        .header("x-tomoni", "1")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_string()))
        .unwrap()
}

pub fn look(host: &str, path: &str) -> Request<Body> {
    Request::get(path)
        .header(header::HOST, host)
        .body(Body::empty())
        .unwrap()
}

pub fn with_cookie(mut request: Request<Body>, cookie: &str) -> Request<Body> {
    request
        .headers_mut()
        .insert(header::COOKIE, cookie.parse().unwrap());
    request
}

pub async fn text(response: Response<Body>) -> String {
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(bytes.to_vec()).unwrap()
}

pub async fn refused(response: Response<Body>) -> (u16, String) {
    let status = response.status().as_u16();
    let kind = response.headers()[header::CONTENT_TYPE].clone();
    assert_eq!(kind, "application/json");
    let body: Value = serde_json::from_str(&text(response).await).unwrap();
    assert!(!body["message"].as_str().unwrap().is_empty());
    (status, body["error"].as_str().unwrap().to_owned())
}

impl House {
    pub async fn staff(&self, request: Request<Body>) -> Response<Body> {
        self.staff_door.clone().oneshot(request).await.unwrap()
    }

    pub async fn her(&self, request: Request<Body>) -> Response<Body> {
        self.her_door.clone().oneshot(request).await.unwrap()
    }

    /// Chooses the password with the paper code and gives the session's cookie.
    pub async fn claim(&self) -> String {
        let body = json!({ "name": LOGIN, "code": self.code, "new_password": PASSWORD });
        cookie(&self.staff(call("/api/session/claim", &body)).await)
    }

    pub async fn sign_in(&self, name: &str, password: &str) -> Response<Body> {
        let body = json!({ "name": name, "password": password });
        self.staff(call("/api/session/signin", &body)).await
    }

    pub async fn is_in(&self, cookie: &str) -> bool {
        let request = with_cookie(look("localhost", "/api/mine"), cookie);
        self.staff(request).await.status() == StatusCode::OK
    }
}

pub fn set_cookie(response: &Response<Body>) -> String {
    assert!(response.status().is_success(), "{}", response.status());
    response.headers()[header::SET_COOKIE]
        .to_str()
        .unwrap()
        .to_owned()
}

pub fn cookie(response: &Response<Body>) -> String {
    set_cookie(response).split(';').next().unwrap().to_owned()
}

pub fn set(request: &mut Request<Body>, name: &'static str, value: &'static str) {
    request.headers_mut().insert(name, value.parse().unwrap());
}
