//! Coming in: one line of the card, the PIN, and one answer for all that is wrong.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::wire::{self, Ask};
use serde_json::{Value, json};

use crate::database::Scratch;
use crate::giving::{call, sign_in};
use crate::house::{Browser, PIN, house};

#[tokio::test(flavor = "multi_thread")]
async fn wrong_used_and_unknown_are_answered_alike() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    house.come_in(0).await;
    let used = house.lines[0].as_str();
    let fresh = house.lines[1].as_str();
    let wrong_code = format!("{}-0000-0000", &fresh[..9]);
    let mut answers = Vec::new();
    for (line, pin) in [
        (used, PIN),
        (fresh, "999111"),
        (wrong_code.as_str(), PIN),
        ("ZZZZ-ZZZZ-ZZZZ-ZZZZ", PIN),
    ] {
        let answer = Browser::fresh(&house)
            .post("/", &[("c", line), ("n", pin)])
            .await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert!(answer.headers.get(header::SET_COOKIE).is_none());
        assert!(!answer.text.contains(pin), "a PIN is never sent back");
        assert!(answer.text.contains(line), "the line is kept for mending");
        answers.push(answer.without_nonce().replace(line, ""));
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
    // None of it has burnt the good line.
    house.come_in(1).await;
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn five_misses_burn_a_line_and_ten_suspend_until_a_new_card() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let ichiko = sign_in(&house, "ichiko").await;
    let kei = sign_in(&house, "kei").await;
    let told = async |cookie: &str| {
        let inbox = call(&house, cookie, wire::Inbox::PATH, &json!({})).await;
        inbox.text.contains("card_to_give")
    };
    for line in &house.lines[..2] {
        for _ in 0..5 {
            assert!(!told(&ichiko).await);
            let fields = [("c", line.as_str()), ("n", "999111")];
            let answer = Browser::fresh(&house).post("/", &fields).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        }
    }
    // Burnt, and suspended with it.
    for line in [0, 1, 2] {
        let fields = [("c", house.lines[line].as_str()), ("n", PIN)];
        let answer = Browser::fresh(&house).post("/", &fields).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{line}");
    }
    // Her own worker is told, and nobody who cannot give her a card.
    assert!(told(&ichiko).await && !told(&kei).await);
    let card = json!({"case": house.case, "pin": PIN, "pin_again": PIN});
    let card = call(&house, &ichiko, "/api/card", &card).await;
    let card: Value = serde_json::from_str(&card.text).unwrap();
    assert!(!told(&ichiko).await);
    let fields = [("c", card["lines"][0].as_str().unwrap()), ("n", PIN)];
    assert_eq!(
        Browser::fresh(&house).post("/", &fields).await.place(),
        "/a"
    );
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_is_good_once_and_a_new_visit_ends_the_one_before() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let mut first = house.come_in(0).await;
    let mut second = house.come_in(1).await;
    assert_eq!(first.get("/a").await.place(), "/");
    assert_eq!(second.get("/a").await.status, StatusCode::OK);
    assert_eq!(second.get("/").await.place(), "/a");
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_pages_tell_nothing_and_ask_two_things() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let mut browser = Browser::fresh(&house);
    for path in ["/", "/1", "/s", "/o"] {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert_eq!(page.header("cache-control"), "no-store");
        assert!(page.text.contains("<title>ご案内</title>"), "{path}");
        assert!(!page.text.contains("style="), "{path}");
        for told in [
            "支援",
            "女性",
            "相談",
            "計画",
            "保護",
            "ともに",
            "DV",
            "暴力",
        ] {
            assert!(!page.plain().contains(told), "{path} says {told}");
        }
    }
    // Before she is asked for anything she is told how to leave, and how little that does.
    let before = browser.get("/").await;
    assert_eq!(before.text.matches("class=\"exit\"").count(), 2);
    assert_eq!(before.text.matches("<input").count(), before.hidden().len());
    assert!(before.text.contains("href=\"/1\"") && before.text.contains("href=\"/s\""));
    for told in [
        "「はなれる」を おすと",
        "Shift を 3回",
        "3回 たたいても",
        "りれき）は、きえません",
    ] {
        assert!(before.plain().contains(told), "{told}");
    }
    let page = browser.get("/1").await;
    assert!(!page.text.contains("type=\"password\""));
    assert_eq!(page.text.matches("<input").count() - page.hidden().len(), 2);
    assert_eq!(page.text.matches("class=\"exit\"").count(), 2);
    // Two presses of the switch: readings off and on again, nothing typed is lost.
    let typed = [("w", "e"), ("ruby", "0"), ("c", "AB12")];
    let off = browser.post("/r", &typed).await;
    assert!(off.text.contains("data-ruby=\"off\"") && off.text.contains("AB12"));
    assert!(browser.get("/").await.text.contains("data-ruby=\"off\""));
    let same = browser.post("/r", &[("w", "0"), ("ruby", "0")]).await;
    assert!(same.text.contains("href=\"/1\""), "the page she was on");
    let on = browser.post("/r", &[("w", "e"), ("ruby", "1")]).await;
    assert!(!on.text.contains("data-ruby=\"off\"") && browser.cookies.is_empty());
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn her_door_answers_nothing_of_the_other() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let mut browser = house.come_in(0).await;
    for path in [
        "/api/ask/me",
        "/api/ask/board",
        "/api/live",
        "/manifest.webmanifest",
        "/sw.js",
    ] {
        assert_eq!(
            browser.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let elsewhere = Request::get("/a").header(header::HOST, "localhost:8080");
    let answer = house.her(elsewhere.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST);
    let foreign = Request::post("/b")
        .header(header::HOST, "127.0.0.1:8081")
        .header("sec-fetch-site", "cross-site")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer = house.her(foreign.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let json = Request::post("/b")
        .header(header::HOST, "127.0.0.1:8081")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/json");
    let answer = house.her(json.body(Body::from("{}")).unwrap()).await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_by_itself() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let mut browser = house.come_in(0).await;
    let later = house.tomoni.clock.now() + chrono::Duration::minutes(16);
    house.tomoni.clock.set(later).unwrap();
    let answer = browser.post("/b", &[("w1", "わたしの ことば")]).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(!answer.plain().contains("計画") && !answer.text.contains("わたしの"));
    assert_eq!(browser.get("/a").await.place(), "/");
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_tries_too_often_waits_in_plain_words() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let unknown = [("c", "ZZZZ-ZZZZ-ZZZZ-ZZZZ"), ("n", "999111")];
    let mut waits = Vec::new();
    for line in ["ZZZZ-ZZZZ-ZZZZ-ZZZZ", house.lines[3].as_str()] {
        let mut tries = 0;
        loop {
            let fields = [("c", line), ("n", "999111")];
            let answer = Browser::fresh(&house).post("/", &fields).await;
            if answer.status == StatusCode::TOO_MANY_REQUESTS {
                assert!(answer.plain().contains("すこし 待ってから"));
                assert!(answer.text.contains(line), "the line is kept for mending");
                waits.push(answer.without_nonce().replace(line, ""));
                break;
            }
            tries += 1;
            assert!(tries < 60, "never told to wait");
        }
        assert!(tries >= 10, "{tries}");
    }
    assert_eq!(waits[0], waits[1], "known and unknown lines alike");
    // Another line is let through meanwhile.
    let other = [("c", "YYYY-YYYY-YYYY-YYYY"), unknown[1]];
    let answer = Browser::fresh(&house).post("/", &other).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_safety_page_tells_the_truth_to_everybody_alike() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let stranger = Browser::fresh(&house).get("/s").await;
    let hers = house.come_in(0).await.get("/s").await;
    assert_eq!(stranger.without_nonce(), hers.without_nonce());
    for truth in [
        "りれき）は、きえません",
        "りれきに のこることが あります",
        "かりた スマホ",
        "みんなで 使う パソコン",
        "見はる アプリ",
        "「プライベート」や「シークレット」",
        "15分 なにも おくらないと、ページは とじます",
    ] {
        assert!(stranger.plain().contains(truth), "{truth}");
    }
    let idle = house.tomoni.settings.her_limits.idle;
    assert_eq!(idle, chrono::Duration::minutes(15), "as the page says");
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_of_hers_has_a_telling_address_or_is_filled_in_by_the_browser() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let mut browser = house.come_in(0).await;
    for path in ["/a", "/c", "/d", "/g", "/h", "/k", "/s", "/t", "/o"] {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.text.contains("<title>ご案内</title>"), "{path}");
        assert_eq!(page.header("cache-control"), "no-store", "{path}");
        for (at, _) in page.text.match_indices('<') {
            let tag = &page.text[at..at + page.text[at..].find('>').unwrap()];
            let name = tag[1..].split([' ', '>']).next().unwrap();
            let typed = matches!(name, "textarea" | "select")
                || (name == "input" && !tag.contains("type=\"hidden\""));
            if typed || (name == "form" && tag.contains("id=\"p\"") && path != "/s") {
                assert!(
                    tag.contains("autocomplete=\"off\"") || !page.text.contains("<textarea"),
                    "{path}: {tag}"
                );
            }
            for address in ["href=\"", "action=\""] {
                let Some(address) = tag.split(address).nth(1) else {
                    continue;
                };
                let address = address.split(['"', '#']).next().unwrap();
                let file = name == "link";
                assert!(file || address.len() <= 2, "{path}: {tag}");
            }
        }
    }
    scratch.remove().await;
}
