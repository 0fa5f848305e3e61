//! はなれる: ended on the server at once, an empty page, nothing left behind.

use axum::http::{StatusCode, header};

use crate::database::Scratch;
use crate::house::{Browser, WISH, house};

#[tokio::test(flavor = "multi_thread")]
async fn after_the_exit_the_session_is_dead_even_with_the_old_cookie() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let mut browser = house.come_in(0).await;
    browser.post("/r", &[("w", "a"), ("ruby", "0")]).await;
    let kept = browser.cookies.clone();
    let answer = browser.post("/x", &[]).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("refresh"), "0; url=/o");
    assert_eq!(answer.header("clear-site-data"), "\"cache\", \"storage\"");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(browser.cookies.is_empty(), "expired by name");
    assert!(!answer.text.contains(WISH) && !answer.text.contains("<script"));
    let mut thief = Browser {
        house: &house,
        cookies: kept,
    };
    assert_eq!(thief.get("/a").await.place(), "/");
    // Whoever presses it twice, or without any session, leaves all the same.
    assert_eq!(browser.post("/x", &[]).await.status, StatusCode::OK);
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_exit_leads_where_the_operator_says() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let page = Browser::fresh(&house).get("/").await;
    assert!(page.text.contains("data-to=\"/o\""));
    let script = page.header("content-security-policy");
    assert!(script.contains("form-action 'self'") && !script.contains("unsafe-inline"));
    let nonces = page.text.matches("nonce=\"").count();
    assert_eq!(nonces, page.text.matches("<script").count());
    assert!(
        page.headers.get(header::SET_COOKIE).is_none(),
        "nothing before she comes in"
    );
    scratch.remove().await;
}

#[test]
fn the_exit_script_is_small() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../public/her/leave.js");
    let length = std::fs::metadata(script).unwrap().len();
    assert!(length < 2048, "{length}");
}
