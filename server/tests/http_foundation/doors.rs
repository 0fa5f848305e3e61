//! What holds for every request and every answer at the two doors.

use axum::body::Body;
use axum::http::{Method, Request, Response, StatusCode, header};
use serde_json::{Value, json};
use server::clock::Clock;
use server::http::{BODY_LIMIT, PUSH_LIMIT, control};
use tower::ServiceExt;

use crate::database::Scratch;
use crate::house::{call, house, look, refused, set, text};

#[tokio::test(flavor = "multi_thread")]
async fn a_request_from_elsewhere_or_in_another_form_is_refused() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let body = json!({ "a": [1, "二"] });
    let echoed = house.staff(call("/api/echo", &body)).await;
    assert_eq!(
        serde_json::from_str::<Value>(&text(echoed).await).unwrap(),
        body
    );

    type Change = fn(&mut Request<Body>);
    let cases: &[(&str, u16, &str, Change)] = &[
        ("unknown host", 421, "unknown-host", |r| {
            set(r, "host", "evil.example")
        }),
        ("her host", 421, "unknown-host", |r| {
            set(r, "host", "127.0.0.1:8080")
        }),
        ("no host", 421, "unknown-host", |r| {
            drop(r.headers_mut().remove("host"))
        }),
        ("cross-site", 403, "foreign-origin", |r| {
            set(r, "sec-fetch-site", "cross-site")
        }),
        ("same-site", 403, "foreign-origin", |r| {
            set(r, "sec-fetch-site", "same-site")
        }),
        ("typed address", 403, "foreign-origin", |r| {
            set(r, "sec-fetch-site", "none")
        }),
        ("neither", 403, "foreign-origin", |r| {
            drop(r.headers_mut().remove("sec-fetch-site"))
        }),
        ("foreign origin", 403, "foreign-origin", |r| {
            r.headers_mut().remove("sec-fetch-site");
            set(r, "origin", "https://evil.example");
        }),
        ("other port", 403, "foreign-origin", |r| {
            r.headers_mut().remove("sec-fetch-site");
            set(r, "origin", "http://localhost:9999");
        }),
        ("opaque origin", 403, "foreign-origin", |r| {
            r.headers_mut().remove("sec-fetch-site");
            set(r, "origin", "null");
        }),
        ("no staff header", 403, "foreign-origin", |r| {
            drop(r.headers_mut().remove("x-tomoni"))
        }),
        ("form", 415, "wrong-content-type", |r| {
            set(r, "content-type", "application/x-www-form-urlencoded");
        }),
        ("text", 415, "wrong-content-type", |r| {
            set(r, "content-type", "text/plain")
        }),
        ("no type", 415, "wrong-content-type", |r| {
            drop(r.headers_mut().remove("content-type"))
        }),
        ("too large", 413, "too-large", |r| {
            *r.body_mut() = Body::from(format!("\"{}\"", "x".repeat(PUSH_LIMIT)));
        }),
        ("too large, told", 413, "too-large", |r| {
            set(r, "content-length", "3000000");
        }),
        ("broken", 400, "bad-request", |r| {
            *r.body_mut() = Body::from("{\"a\":")
        }),
        ("empty", 400, "bad-request", |r| {
            *r.body_mut() = Body::empty()
        }),
        ("not UTF-8", 400, "bad-request", |r| {
            *r.body_mut() = Body::from(vec![b'"', 0xFF, b'"'])
        }),
        ("deep", 400, "bad-request", |r| {
            *r.body_mut() = Body::from("[".repeat(100_000))
        }),
        ("two values", 400, "bad-request", |r| {
            *r.body_mut() = Body::from("1 2")
        }),
        ("other method", 405, "bad-request", |r| {
            *r.method_mut() = Method::DELETE
        }),
        ("nothing there", 404, "not-found", |r| {
            *r.uri_mut() = "/api/none".parse().unwrap()
        }),
    ];
    for (what, status, kind, change) in cases {
        let mut request = call("/api/echo", &body);
        change(&mut request);
        let answer = refused(house.staff(request).await).await;
        assert_eq!(answer, (*status, (*kind).to_owned()), "{what}");
    }

    // A browser without Sec-Fetch-Site is let in by its own origin.
    let mut request = call("/api/echo", &body);
    request.headers_mut().remove("sec-fetch-site");
    set(&mut request, "origin", "http://localhost:8080");
    assert_eq!(house.staff(request).await.status(), StatusCode::OK);
    // Wrong shapes of the sign-in are no failure of ours.
    for body in [
        json!({}),
        json!({ "name": 1, "password": [] }),
        json!(null),
        json!([1]),
    ] {
        let answer = house.staff(call("/api/session/signin", &body)).await;
        assert_eq!(refused(answer).await.0, 400, "{body}");
    }
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn her_door_takes_forms_of_its_own_pages_and_answers_in_pages() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let form = || {
        Request::post("/b")
            .header(header::HOST, "127.0.0.1:8081")
            .header("origin", "http://127.0.0.1:8081")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from("a=1"))
            .unwrap()
    };
    assert_eq!(text(house.her(form()).await).await, "a=1");

    type Change = fn(&mut Request<Body>);
    let cases: &[(u16, Change)] = &[
        (421, |r| set(r, "host", "localhost:8081")),
        (403, |r| set(r, "origin", "http://localhost:8080")),
        (403, |r| set(r, "sec-fetch-site", "cross-site")),
        (415, |r| set(r, "content-type", "application/json")),
        (413, |r| {
            *r.body_mut() = Body::from("x".repeat(BODY_LIMIT + 1))
        }),
        (404, |r| *r.uri_mut() = "/none".parse().unwrap()),
        (404, |r| {
            *r.uri_mut() = "/api/session/signin".parse().unwrap()
        }),
    ];
    for (status, change) in cases {
        let mut request = form();
        change(&mut request);
        let response = house.her(request).await;
        // The files answer a POST to an address that is none with 405.
        let got = response.status().as_u16();
        assert!(
            got == *status || (*status == 404 && got == 405),
            "{status}: {got}"
        );
        assert_eq!(
            response.headers()[header::CONTENT_TYPE],
            "text/html; charset=utf-8"
        );
        let page = text(response).await;
        assert!(page.contains("<title>お知らせ</title>") && !page.contains("<script"));
    }
    // Neither door knows what the other has.
    let staffs = look("127.0.0.1", "/app.js");
    assert_eq!(house.her(staffs).await.status(), StatusCode::NOT_FOUND);
    let hers = look("localhost", "/a.css");
    assert_eq!(house.staff(hers).await.status(), StatusCode::NOT_FOUND);
    let her_me = look("127.0.0.1", "/api/session/me");
    assert_eq!(house.her(her_me).await.status(), StatusCode::NOT_FOUND);
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_wears_its_headers() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let mut screen = look("localhost", "/cases");
    set(&mut screen, "accept", "text/html");
    let answers = [
        (house.staff(look("localhost", "/app.css")).await, "no-cache"),
        (house.staff(screen).await, "no-cache"),
        (house.staff(look("localhost", "/healthz")).await, "no-store"),
        (
            house.staff(look("localhost", "/api/mine")).await,
            "no-store",
        ),
        (house.staff(look("evil.example", "/")).await, "no-store"),
        (
            house.staff(look("localhost", "/api/boom")).await,
            "no-store",
        ),
        (house.her(look("127.0.0.1", "/")).await, "no-store"),
        (house.her(look("127.0.0.1", "/a.css")).await, "no-store"),
        (house.her(look("127.0.0.1", "/none")).await, "no-store"),
    ];
    let mut pages = 0;
    for (answer, cache) in answers {
        let headers = answer.headers();
        let policy = headers["content-security-policy"].to_str().unwrap();
        // What is no page may do nothing at all.
        if policy != "default-src 'none'; frame-ancestors 'none'" {
            pages += 1;
            assert!(policy.starts_with("default-src 'none'; script-src "));
            assert!(policy.contains("frame-ancestors 'none'"));
            assert!(policy.contains("base-uri 'none'"));
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
        assert_eq!(headers["cache-control"], cache);
        assert_eq!(headers["referrer-policy"], "same-origin");
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["cross-origin-opener-policy"], "same-origin");
        assert!(
            headers["x-robots-tag"]
                .to_str()
                .unwrap()
                .contains("noindex")
        );
        assert!(
            headers["permissions-policy"]
                .to_str()
                .unwrap()
                .contains("geolocation=()")
        );
        assert!(headers.contains_key("strict-transport-security"));
        assert!(!headers.contains_key("server"));
    }
    // All but the two below /api/.
    assert_eq!(pages, 7);
    // Her nonce is new for each request.
    let nonce = |response: Response<Body>| response.headers()["content-security-policy"].clone();
    let first = nonce(house.her(look("127.0.0.1", "/")).await);
    assert!(first.to_str().unwrap().contains("'nonce-"));
    assert_ne!(first, nonce(house.her(look("127.0.0.1", "/")).await));
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_screen_gets_the_shell_and_a_missing_file_does_not() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let page = |path| {
        let mut request = look("localhost", path);
        set(&mut request, "accept", "text/html,*/*");
        house.staff(request)
    };
    for path in ["/", "/cases", "/case/0198c5d2-0000-7000-8000-000000000000"] {
        let shell = page(path).await;
        assert_eq!(shell.status(), StatusCode::OK);
        let shell = text(shell).await;
        assert!(shell.contains("/app.css") && !shell.contains("style="));
        // Scripts only by address: the policy of the shell knows no nonce.
        assert!(shell.matches("<script").count() == shell.matches(" src=\"/").count());
    }
    assert_eq!(page("/none.js").await.status(), StatusCode::NOT_FOUND);
    assert_eq!(refused(page("/api/none").await).await.0, 404);
    assert_eq!(page("/../her/a.css").await.status(), StatusCode::NOT_FOUND);
    let file = house.staff(look("localhost", "/app.css")).await;
    assert_eq!(file.headers()[header::CONTENT_TYPE], "text/css");

    let mut request = look("localhost", "/app.css");
    set(&mut request, "accept-encoding", "br");
    let packed = house.staff(request).await;
    assert_eq!(packed.headers()[header::CONTENT_ENCODING], "br");
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_is_answered_with_a_trace_number_only() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let answer = house.staff(look("localhost", "/api/boom")).await;
    assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let body: Value = serde_json::from_str(&text(answer).await).unwrap();
    assert_eq!(body["error"], "internal");
    assert!(!body["message"].as_str().unwrap().contains("bad end"));
    assert_eq!(
        house.staff(look("localhost", "/healthz")).await.status(),
        StatusCode::OK
    );
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_control_listener_sets_a_test_clock_and_no_other() {
    let ask = |clock: &Clock, body: &'static str| {
        let request = Request::post("/clock").body(Body::from(body)).unwrap();
        control::router(clock.clone()).oneshot(request)
    };
    let clock = Clock::settable(None);
    let set = ask(&clock, "2026-04-20T09:00:00+09:00").await.unwrap();
    assert_eq!(set.status(), StatusCode::OK);
    assert_eq!(clock.now().date_naive().to_string(), "2026-04-20");
    let unread = ask(&clock, "tomorrow").await.unwrap();
    assert_eq!(unread.status(), StatusCode::BAD_REQUEST);
    let fixed = ask(&Clock::system(), "2026-04-20T09:00:00+09:00")
        .await
        .unwrap();
    assert_eq!(fixed.status(), StatusCode::FORBIDDEN);
}
