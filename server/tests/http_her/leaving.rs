//! はなれる: ended on the server at once, an empty page, nothing left behind.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use server::clock::Clock;
use server::her;
use server::http::her_router;
use server::tomoni::Settings;
use tower::ServiceExt;

use crate::database::Scratch;
use crate::house::{Browser, WISH, house, start};

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
    let mut thief = Browser::with(&house, kept);
    assert_eq!(thief.get("/a").await.place(), "/");
    // Whoever presses it twice, or without any session, leaves all the same.
    assert_eq!(browser.post("/x", &[]).await.status, StatusCode::OK);
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_behind_the_exit_ends_a_session_whose_end_was_lost_on_its_way() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let mut browser = house.come_in(0).await;
    let kept = browser.cookies.clone();
    let page = browser.get("/o").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(browser.cookies.is_empty(), "expired by name");
    let mut thief = Browser::with(&house, kept);
    assert_eq!(thief.get("/a").await.place(), "/");
    // Whoever has none is told nothing of any.
    let page = browser.get("/o").await;
    assert!(page.headers.get(header::SET_COOKIE).is_none());
    assert!(page.headers.get("clear-site-data").is_none());
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_exit_leads_where_the_operator_says() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let page = Browser::fresh(&house).get("/").await;
    assert!(
        page.text.contains("data-to=\"/o\""),
        "a page of this host by default"
    );
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

#[tokio::test(flavor = "multi_thread")]
async fn the_exit_address_is_a_setting_and_the_only_address_outside() {
    let scratch = Scratch::sqlite();
    let outside = "https://tenki.example/";
    let settings = Settings {
        outside: outside.to_owned(),
        ..Settings::with_site(scratch.folder.join("site"))
    };
    let tomoni = start(&scratch, Clock::settable(None), settings).await;
    let door = her_router(tomoni, her::routes());
    for (method, path) in [("GET", "/"), ("GET", "/1"), ("GET", "/s"), ("POST", "/x")] {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "127.0.0.1:8081")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::empty())
            .unwrap();
        let answer = door.clone().oneshot(request).await.unwrap();
        let leads = answer.headers().get("refresh").cloned();
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        let text = String::from_utf8(body.to_vec()).unwrap();
        if method == "POST" {
            assert_eq!(leads.unwrap(), format!("0; url={outside}"));
            assert!(!text.contains("://"));
        } else {
            assert!(text.contains(&format!("data-to=\"{outside}\"")), "{path}");
            assert_eq!(text.matches("://").count(), 1, "{path}");
        }
    }
    scratch.remove().await;
}

#[test]
fn the_exit_script_is_small() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../public/her/leave.js");
    let length = std::fs::metadata(script).unwrap().len();
    assert!(length < 2048, "{length}");
}
