//! A browser that shows the answer to a form itself is sent on to a page: else it would write her form
//! into its profile.

use axum::http::StatusCode;
use chrono::Duration;

use crate::database::Scratch;
use crate::house::{Browser, PIN, house};

#[tokio::test(flavor = "multi_thread")]
async fn no_form_of_hers_is_answered_with_a_page() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let mut browser = Browser::fresh(&house);
    let line = house.lines[0].as_str();
    // Not in: told at an address that is everybody's, and nothing is sent back.
    for line in [line, "ZZZZ-ZZZZ-ZZZZ-ZZZZ"] {
        let answer = browser
            .send_form("/", &[("c", line), ("n", "999111")])
            .await;
        answer.goes_to("/3");
        assert!(answer.text.is_empty() && browser.cookies.is_empty());
    }
    let told = browser.get("/3").await;
    assert!(told.plain().contains("入れませんでした") && told.text.contains("name=\"n\""));
    assert!(browser.get("/4").await.plain().contains("すこし 待って"));
    // The readings' switch carries what she typed: the line and the number too.
    let typed = [("w", "e"), ("c", line), ("n", PIN), ("ruby", "0")];
    let answer = browser.send_form("/r", &typed).await;
    assert_eq!(answer.place(), "/1");
    assert!(browser.get("/1").await.text.contains("data-ruby=\"off\""));

    let answer = browser.send_form("/", &[("c", line), ("n", PIN)]).await;
    assert_eq!(answer.place(), "/a");
    let page = browser.get("/t").await;
    let token = page.field("k");
    let sent = [
        ("k", token.as_str()),
        ("w", "t"),
        ("m", "みどり さん"),
        ("q", ""),
    ];
    let answer = browser.send_form("/t", &sent).await;
    answer.goes_to("/6");
    let page = browser.get("/6").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("role=\"alert\""));
    assert_eq!(
        page.text
            .matches(&format!("nonce=\"{}\"", nonce(&page)))
            .count(),
        page.text.matches("<script").count(),
        "its scripts run under the nonce of this answer"
    );
    assert_eq!(page.header("cache-control"), "no-store");
    // Loaded again it is still there; another page of hers by the switch takes its place.
    assert!(browser.get("/6").await.text.contains("role=\"alert\""));
    let talk = browser.get("/c").await;
    let token = talk.field("k");
    let typed = [
        ("k", token.as_str()),
        ("w", "c"),
        ("q", "ゆっくり"),
        ("ruby", "1"),
    ];
    assert_eq!(browser.send_form("/r", &typed).await.place(), "/6");
    assert!(browser.get("/6").await.text.contains("ゆっくり"));

    // Nobody else's, and gone with the visit.
    assert_eq!(Browser::fresh(&house).get("/6").await.place(), "/");
    let kept = browser.cookies.clone();
    assert_eq!(browser.send_form("/x", &[]).await.status, StatusCode::OK);
    let mut thief = Browser::with(&house, kept);
    assert_eq!(thief.get("/6").await.place(), "/");
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_after_her_time_is_answered_as_everybodys() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let mut browser = house.come_in(0).await;
    let page = browser.get("/c").await;
    let token = page.field("k");
    let later = house.tomoni.clock.now() + Duration::minutes(20);
    house.tomoni.clock.set(later).unwrap();
    let sent = [("k", token.as_str()), ("w", "c"), ("q", "ゆっくり かいた")];
    let answer = browser.send_form("/c", &sent).await;
    answer.goes_to("/5");
    assert!(browser.get("/5").await.plain().contains("時間が たった"));
    assert_eq!(browser.get("/6").await.place(), "/");
    let mut again = Browser::fresh(&house);
    let line = house.lines[1].as_str();
    let answer = again.send_form("/", &[("c", line), ("n", PIN)]).await;
    assert_eq!(answer.place(), "/2");
    assert!(again.get("/2").await.text.contains("ゆっくり かいた"));
    scratch.remove().await;
}

fn nonce(page: &crate::house::Answer) -> String {
    let policy = page.header("content-security-policy");
    let after = policy.split("'nonce-").nth(1).unwrap();
    after.split('\'').next().unwrap().to_owned()
}
