//! The card is given by her worker, in person, over the staff door; and who can see what is the
//! same on her page as at the gate.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::command::CaseCommand;
use domain::consent::{ConsentKind, ConsentScope};
use domain::form::InfoCategory;
use domain::id::{ConsentId, ProtectionId};
use domain::view::her::PlanPage;
use serde_json::{Value, json};
use server::demo;
use uuid::Uuid;

use crate::database::Scratch;
use crate::house::{Answer as Got, Browser, House, PIN, consent, house};

pub(crate) async fn call(house: &House, cookie: &str, path: &str, body: &Value) -> Got {
    let request = Request::post(path)
        .header(header::HOST, "localhost:8080")
        .header("sec-fetch-site", "same-origin")
        .header("x-tomoni", "1")
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_string()))
        .unwrap();
    house.staff(request).await
}

pub(crate) async fn sign_in(house: &House, login: &str) -> String {
    let body = json!({"name": login, "password": demo::PASSWORD});
    let answer = call(house, "", "/api/session/signin", &body).await;
    assert_eq!(answer.status, StatusCode::OK, "{login}");
    answer
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn her_worker_gives_a_card_and_the_one_before_is_good_for_nothing() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let ichiko = sign_in(&house, "ichiko").await;
    let mut visit = house.come_in(0).await;
    let ask = |pin: &str, again: &str| json!({"case": house.case, "pin": pin, "pin_again": again});

    // Weak, or not alike twice: nothing changes.
    for (pin, again) in [
        ("12345", "12345"),
        ("123456", "123456"),
        ("777777", "777777"),
        ("900704", "900704"),
        ("020704", "020704"),
        ("739164", "739165"),
    ] {
        let answer = call(&house, &ichiko, "/api/card", &ask(pin, again)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{pin}");
        let body: Value = serde_json::from_str(&answer.text).unwrap();
        assert!(body["message"].as_str().unwrap().contains("数字"));
    }
    assert_eq!(visit.get("/a").await.status, StatusCode::OK);

    // Another person of the staff may not, and is told nothing.
    let kei = sign_in(&house, "kei").await;
    let answer = call(&house, &kei, "/api/card", &ask("739164", "739164")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);

    let answer = call(&house, &ichiko, "/api/card", &ask("７３９１６４", "739164")).await;
    assert_eq!(answer.status, StatusCode::OK);
    let card: Value = serde_json::from_str(&answer.text).unwrap();
    let lines: Vec<&str> = card["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line.as_str().unwrap())
        .collect();
    assert_eq!(lines.iter().collect::<BTreeSet<_>>().len(), 10);
    assert_eq!(
        visit.get("/a").await.place(),
        "/",
        "the visit that was going on has ended"
    );
    let old = [("c", house.lines[1].as_str()), ("n", PIN)];
    assert_eq!(
        Browser::fresh(&house).post("/", &old).await.status,
        StatusCode::UNAUTHORIZED
    );
    let new = [("c", lines[9]), ("n", "739164")];
    assert_eq!(Browser::fresh(&house).post("/", &new).await.place(), "/a");
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn her_page_names_exactly_those_who_can_read_each_item() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    // The Center may know about housing only, and something is before it.
    let center = house.agency("センター").await;
    let protection = ProtectionId(Uuid::new_v4());
    let center_only = ConsentScope {
        agencies: BTreeSet::from([center]),
        categories: BTreeSet::from([InfoCategory::Housing]),
        purpose: "住まい".into(),
        excluded: Vec::new(),
    };
    let id = || ConsentId(Uuid::new_v4());
    house
        .acts(consent(id(), ConsentKind::IntakeSharing, center_only))
        .await;
    house
        .acts(consent(
            id(),
            ConsentKind::Protection,
            ConsentScope::default(),
        ))
        .await;
    house
        .acts(CaseCommand::ConsiderProtection { protection })
        .await;
    house
        .acts(CaseCommand::RequestProtection { protection })
        .await;

    let council = house.council().await;
    let now = house.tomoni.clock.now();
    let page = PlanPage::of(&house.case_file().await, &council, now);
    let plan = page.plan.unwrap();
    assert_eq!(
        plan.items[0].viewers.len(),
        2,
        "the Center, and the agency in charge"
    );
    assert_eq!(plan.items[1].viewers.len(), 1);

    for person in council.staff.values() {
        let cookie = sign_in(&house, &person.login_name).await;
        let ask = json!({"case": house.case, "plan": house.plan});
        let answer = call(&house, &cookie, "/api/ask/plan", &ask).await;
        let agency = &council.agencies[&person.agency].name;
        for item in &plan.items {
            let gets =
                answer.status == StatusCode::OK && answer.text.contains(&item.id.to_string());
            let named = item
                .viewers
                .iter()
                .any(|viewer| viewer.agency == *agency && person.roles.is_subset(&viewer.roles));
            assert_eq!(gets, named, "{} and item {}", person.name, item.number);
        }
    }
    scratch.remove().await;
}
