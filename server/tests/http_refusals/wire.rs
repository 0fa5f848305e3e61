//! What does not even reach the rules.

use axum::body::Body;
use axum::http::{Method, Request, header};
use domain::command::{CaseCommand as C, Command};
use domain::wire::{self, Ask, ErrorKind, MOST_ENVELOPES, Push};
use serde_json::{Value, json};
use server::http::PUSH_LIMIT;
use server::store::council;

use crate::database::Scratch;
use crate::town::{Town, call, town};

crate::on_both! {
    each_bad_call_has_its_refusal: each_bad_call_has_its_refusal_on_sqlite, each_bad_call_has_its_refusal_on_postgres;
    odd_values_are_no_fault_of_ours: odd_values_are_no_fault_of_ours_on_sqlite, odd_values_are_no_fault_of_ours_on_postgres;
}

type Change = fn(&mut Request<Body>);

fn set(request: &mut Request<Body>, name: &'static str, value: &'static str) {
    request.headers_mut().insert(name, value.parse().unwrap());
}

/// What may be done to any call: the status, the kind, and how.
const CHANGES: &[(&str, u16, ErrorKind, Change)] = &[
    ("unknown host", 421, ErrorKind::UnknownHost, |r| {
        set(r, "host", "evil.example")
    }),
    ("her host", 421, ErrorKind::UnknownHost, |r| {
        set(r, "host", "127.0.0.1:8081")
    }),
    ("cross-site", 403, ErrorKind::ForeignOrigin, |r| {
        set(r, "sec-fetch-site", "cross-site")
    }),
    ("foreign origin", 403, ErrorKind::ForeignOrigin, |r| {
        r.headers_mut().remove("sec-fetch-site");
        set(r, "origin", "https://evil.example");
    }),
    ("no origin at all", 403, ErrorKind::ForeignOrigin, |r| {
        drop(r.headers_mut().remove("sec-fetch-site"));
    }),
    ("no header of ours", 403, ErrorKind::ForeignOrigin, |r| {
        drop(r.headers_mut().remove(wire::HEADER));
    }),
    ("a form", 415, ErrorKind::WrongContentType, |r| {
        set(r, "content-type", "application/x-www-form-urlencoded");
    }),
    ("plain text", 415, ErrorKind::WrongContentType, |r| {
        set(r, "content-type", "text/plain")
    }),
    ("no type", 415, ErrorKind::WrongContentType, |r| {
        drop(r.headers_mut().remove(header::CONTENT_TYPE));
    }),
    ("too large", 413, ErrorKind::TooLarge, |r| {
        *r.body_mut() = Body::from(format!("{{\"a\":\"{}\"}}", "あ".repeat(PUSH_LIMIT)));
    }),
    ("broken", 400, ErrorKind::BadRequest, |r| {
        *r.body_mut() = Body::from("{\"case\":")
    }),
    ("empty", 400, ErrorKind::BadRequest, |r| {
        *r.body_mut() = Body::empty()
    }),
    ("no object", 400, ErrorKind::BadRequest, |r| {
        *r.body_mut() = Body::from("[1,2]")
    }),
    ("not UTF-8", 400, ErrorKind::BadRequest, |r| {
        *r.body_mut() = Body::from(vec![b'{', 0xFF, b'}']);
    }),
    ("deep", 400, ErrorKind::BadRequest, |r| {
        *r.body_mut() = Body::from("{\"case\":".repeat(30_000));
    }),
    ("deep lists", 400, ErrorKind::BadRequest, |r| {
        *r.body_mut() = Body::from("[".repeat(200_000));
    }),
    ("unknown field", 400, ErrorKind::BadRequest, |r| {
        *r.body_mut() = Body::from("{\"is_admin\":true}");
    }),
    ("signed out", 401, ErrorKind::SignedOut, |r| {
        drop(r.headers_mut().remove(header::COOKIE))
    }),
    ("another's cookie", 401, ErrorKind::SignedOut, |r| {
        set(
            r,
            "cookie",
            "__Host-s=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        );
    }),
    ("another method", 405, ErrorKind::BadRequest, |r| {
        *r.method_mut() = Method::PUT
    }),
];

async fn order(town: &Town) -> i64 {
    council::last_seq(town.tomoni.store.read(), town.council)
        .await
        .unwrap()
}

async fn each_bad_call_has_its_refusal(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    let cookie = town.cookie("ichiko").await;
    let before = order(&town).await;
    let act = C::RecordWish {
        words: "ねむりたい".to_owned(),
    };
    let envelope = town.envelope(Command::Case {
        case: town.case,
        act,
    });
    let good = json!({ "protocol": wire::PROTOCOL, "envelopes": [envelope] });
    let mut calls = vec![(wire::PUSH, good.clone())];
    calls.extend(town.questions_at_large());
    calls.extend(town.questions_about(town.case));
    for (path, body) in &calls {
        for (what, status, kind, change) in CHANGES {
            let mut request = call(path, body.to_string().into(), Some(&cookie));
            change(&mut request);
            let raw = town.send(request).await;
            assert_eq!(raw.status, *status, "{path} {what}: {}", raw.text());
            let error = raw.error();
            assert_eq!(error.error, *kind, "{path} {what}");
            assert!(
                !error.message.is_empty() && error.message.ends_with('。'),
                "{error:?}"
            );
        }
    }

    // The envelope itself.
    let field = |name: &str, value: Value| {
        let mut body = good.clone();
        body[name] = value;
        body
    };
    let inner = |name: &str, value: Value| {
        let mut body = good.clone();
        body["envelopes"][0][name] = value;
        body
    };
    let many: Vec<&Value> = (0..=MOST_ENVELOPES)
        .map(|_| &good["envelopes"][0])
        .collect();
    for (what, body, status, kind) in [
        (
            "protocol of yesterday",
            field("protocol", json!(0)),
            409,
            ErrorKind::Outdated,
        ),
        (
            "protocol of tomorrow",
            field("protocol", json!(99)),
            409,
            ErrorKind::Outdated,
        ),
        (
            "no protocol",
            field("protocol", Value::Null),
            400,
            ErrorKind::BadRequest,
        ),
        (
            "one more field",
            field("as", json!("shocho")),
            400,
            ErrorKind::BadRequest,
        ),
        (
            "too many",
            field("envelopes", json!(many)),
            413,
            ErrorKind::TooLarge,
        ),
        (
            "somebody else's name",
            inner("actor", json!("shocho")),
            400,
            ErrorKind::BadRequest,
        ),
        ("no id", inner("id", json!("1")), 400, ErrorKind::BadRequest),
        (
            "no time",
            inner("occurred_at", json!("きのう")),
            400,
            ErrorKind::BadRequest,
        ),
        (
            "no command",
            inner("command", json!({ "grant": {} })),
            400,
            ErrorKind::BadRequest,
        ),
    ] {
        let raw = town.post("ichiko", wire::PUSH, body.to_string()).await;
        assert_eq!(
            (raw.status, raw.error().error),
            (status, kind),
            "{what}: {}",
            raw.text()
        );
    }
    assert_eq!(order(&town).await, before, "nothing came of it");

    // After all of that the good one still goes through.
    let raw = town.post("ichiko", wire::PUSH, good.to_string()).await;
    let pushed: wire::Pushed = serde_json::from_slice(&raw.body).unwrap();
    assert!(
        matches!(pushed.results[0].outcome, wire::Outcome::Done { .. }),
        "{pushed:?}"
    );
    town.close().await;
}

async fn odd_values_are_no_fault_of_ours(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    let case = town.case;
    let long = "あ".repeat(50_000);
    let mut odd: Vec<(&str, Value)> = vec![
        (
            wire::Timeline::PATH,
            json!({ "case": case, "before": u64::MAX }),
        ),
        (wire::Timeline::PATH, json!({ "case": case, "before": 0 })),
        (
            wire::Whereabouts::PATH,
            json!({ "case": case, "reason": long }),
        ),
        (
            wire::Whereabouts::PATH,
            json!({ "case": case, "reason": "\u{0}" }),
        ),
        (wire::session::CODE, json!({ "staff": uuid::Uuid::nil() })),
        (
            wire::session::CARD,
            json!({ "case": case, "pin": "1", "pin_again": "2" }),
        ),
        (
            wire::session::CARD,
            json!({ "case": case, "pin": "\u{0}", "pin_again": "\u{0}" }),
        ),
        (
            wire::session::CARD_FILE,
            json!({ "case": case, "lines": ["\u{0}", &long] }),
        ),
        (
            wire::session::CARD_FILE,
            json!({ "case": case, "lines": vec!["AAAA-BBBB-CCCC-DDDD"; 10_000] }),
        ),
    ];
    for text in [
        "",
        " ",
        "\u{0}",
        "%' OR 1=1 --",
        "K-R999999999999999999-0001",
        "🌸",
        &long,
    ] {
        odd.push((wire::Search::PATH, json!({ "text": text })));
        odd.push((wire::Number::PATH, json!({ "no": text })));
        odd.push((
            wire::session::SIGN_IN,
            json!({ "name": text, "password": text }),
        ));
    }
    for (path, body) in odd {
        let raw = town.post("ichiko", path, body.to_string()).await;
        assert!(raw.status < 500, "{path}: {} {}", raw.status, raw.text());
    }
    // Times at the edges of the calendar, and texts with signs that no database likes.
    for time in [
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "+262142-12-31T23:59:59Z",
    ] {
        let act = C::RecordWish {
            words: "ね\u{0}むりたい\u{202E}".to_owned(),
        };
        let envelope = town.envelope(Command::Case { case, act });
        let push = Push {
            protocol: wire::PROTOCOL,
            envelopes: vec![envelope],
        };
        let mut body = serde_json::to_value(&push).unwrap();
        body["envelopes"][0]["occurred_at"] = json!(time);
        let raw = town.post("ichiko", wire::PUSH, body.to_string()).await;
        assert!(raw.status < 500, "{time}: {}", raw.text());
    }
    let page = town.ask("ichiko", &wire::Case { case }).await;
    assert!(page.is_ok(), "{page:?}");
    town.close().await;
}
