//! Signing in and out, and the life of a session.

use axum::http::StatusCode;
use chrono::Duration;
use futures::FutureExt;
use serde_json::{Value, json};
use server::http::who;
use server::store::{account, session};

use crate::database::{Scratch, holds};
use crate::house::{
    LOGIN, PASSWORD, at, call, cookie, house, look, refused, set_cookie, text, with_cookie,
};

crate::on_both! {
    signing_in_and_out: signing_in_and_out_on_sqlite, signing_in_and_out_on_postgres;
    nothing_of_a_sign_in_is_kept_in_clear: nothing_of_a_sign_in_is_kept_in_clear_on_sqlite, nothing_of_a_sign_in_is_kept_in_clear_on_postgres;
    a_name_is_locked_after_ten_misses: a_name_is_locked_after_ten_misses_on_sqlite, a_name_is_locked_after_ten_misses_on_postgres;
}

async fn signing_in_and_out(scratch: &Scratch) {
    let house = house(scratch).await;
    assert!(!house.is_in("").await);

    // The paper code chooses the password, once.
    let body =
        json!({ "name": LOGIN, "code": house.code.to_lowercase(), "new_password": PASSWORD });
    let response = house.staff(call("/api/session/claim", &body)).await;
    let line = set_cookie(&response);
    for flag in [
        "__Host-s=",
        "; Path=/",
        "; Secure",
        "; HttpOnly",
        "; SameSite=Strict",
    ] {
        assert!(line.contains(flag), "{flag} in {line}");
    }
    assert!(!line.contains("Domain") && !line.contains("Max-Age"));
    let first = cookie(&response);
    assert!(house.is_in(&first).await);
    let again = house.staff(call("/api/session/claim", &body)).await;
    assert_eq!(refused(again).await, (401, "sign-in-failed".to_owned()));

    // Signing in anew makes a new token and kills the one brought along.
    let body = json!({ "name": "ＳＡＴＯ．midori", "password": PASSWORD });
    let request = with_cookie(call("/api/session/signin", &body), &first);
    let response = house.staff(request).await;
    let second = cookie(&response);
    let me: Value = serde_json::from_str(&text(response).await).unwrap();
    assert_eq!(me["staff"], house.staff.to_string());
    assert_ne!(first, second);
    assert!(!house.is_in(&first).await);
    assert!(house.is_in(&second).await);

    // A token somebody else has thought of is no session.
    let planted = "__Host-s=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let body = json!({ "name": LOGIN, "password": PASSWORD });
    let request = with_cookie(call("/api/session/signin", &body), planted);
    let third = cookie(&house.staff(request).await);
    assert_ne!(third, planted);
    assert!(!house.is_in(planted).await);

    // The staff's cookie is nothing under her cookie's name, and signing out ends it.
    assert!(!house.is_in(&third.replace("__Host-s", "__Host-h")).await);
    let request = with_cookie(call("/api/session/signout", &json!({})), &third);
    let response = house.staff(request).await;
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    assert!(set_cookie(&response).contains("Max-Age=0"));
    assert!(!house.is_in(&third).await);
    assert!(house.is_in(&second).await);

    // A closed account is out at once and does not come in again.
    let staff = house.staff;
    house
        .tomoni
        .writer
        .run(house.council, move |txn| {
            async move {
                account::set_disabled(txn, staff, true).await?;
                session::end_all(txn, staff).await
            }
            .boxed()
        })
        .await
        .unwrap();
    assert!(!house.is_in(&second).await);
    let closed = house.sign_in(LOGIN, PASSWORD).await;
    assert_eq!(refused(closed).await.0, 401);
}

async fn nothing_of_a_sign_in_is_kept_in_clear(scratch: &Scratch) {
    let house = house(scratch).await;
    let cookie = house.claim().await;
    assert!(house.is_in(&cookie).await);
    let token = cookie.split_once('=').unwrap().1;
    let raw =
        base64::Engine::decode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, token).unwrap();
    let hex: String = raw.iter().map(|byte| format!("{byte:02x}")).collect();
    let kept = scratch.every_byte().await;
    assert!(holds(&kept, "$argon2id$"));
    for word in [LOGIN, "midori", PASSWORD, &house.code, token, &hex] {
        assert!(!holds(&kept, word), "{word} lies in clear");
    }
    assert!(!kept.windows(32).any(|window| window == raw));
}

async fn a_name_is_locked_after_ten_misses(scratch: &Scratch) {
    let house = house(scratch).await;
    house.claim().await;
    for _ in 0..9 {
        assert_eq!(refused(house.sign_in(LOGIN, "x").await).await.0, 401);
    }
    assert_eq!(
        house.sign_in(LOGIN, PASSWORD).await.status(),
        StatusCode::OK
    );
    for _ in 0..10 {
        assert_eq!(refused(house.sign_in(LOGIN, "x").await).await.0, 401);
    }
    // Locked: the right password is answered like a wrong one.
    assert_eq!(refused(house.sign_in(LOGIN, PASSWORD).await).await.0, 401);
    house.tomoni.clock.set(at(9, 16)).unwrap();
    assert_eq!(
        house.sign_in(LOGIN, PASSWORD).await.status(),
        StatusCode::OK
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_name_is_answered_like_a_wrong_password() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    house.claim().await;
    let mut answers = Vec::new();
    let mut times = [Vec::new(), Vec::new()];
    for round in 0..8 {
        for (kind, name) in [LOGIN, "nobody.here"].into_iter().enumerate() {
            let begun = std::time::Instant::now();
            let response = house.sign_in(name, &format!("falsches {round}")).await;
            times[kind].push(begun.elapsed());
            let headers = format!("{:?}", response.headers());
            answers.push((response.status(), headers, text(response).await));
        }
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    // Both compute a hash; without it an answer would take a tenth of the time.
    let middle = |times: &mut Vec<std::time::Duration>| {
        times.sort();
        times[times.len() / 2].as_secs_f64()
    };
    let [known, unknown] = &mut times;
    let ratio = middle(known) / middle(unknown);
    assert!((0.4..2.5).contains(&ratio), "{ratio}");
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_without_use_and_at_the_end_of_the_day() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let set = |instant| house.tomoni.clock.set(instant).unwrap();
    let first = house.claim().await;
    set(at(9, 14));
    assert!(house.is_in(&first).await);
    set(at(9, 28));
    assert!(house.is_in(&first).await);
    // What the app asks by itself is not use.
    set(at(9, 40));
    let mut own = with_cookie(look("localhost", "/api/mine"), &first);
    own.headers_mut()
        .insert(who::BACKGROUND, "1".parse().unwrap());
    assert_eq!(house.staff(own).await.status(), StatusCode::OK);
    set(at(9, 44));
    assert!(!house.is_in(&first).await);

    set(at(10, 0));
    let second = cookie(&house.sign_in(LOGIN, PASSWORD).await);
    let mut now = at(10, 0);
    while now < at(19, 50) {
        now += Duration::minutes(10);
        set(now);
        assert!(house.is_in(&second).await, "{now}");
    }
    set(at(20, 1));
    assert!(!house.is_in(&second).await);
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_code_ends_after_three_days_and_a_weak_password_is_refused() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let claim = |code: &str, new: &str| {
        let body = json!({ "name": LOGIN, "code": code, "new_password": new });
        house.staff(call("/api/session/claim", &body))
    };
    for weak in [
        "みじかい",
        "sato.midori1",
        "SATO.MIDORI sato.midori",
        &"長".repeat(300),
    ] {
        assert_eq!(
            refused(claim(&house.code, weak).await).await,
            (422, "refused".to_owned()),
            "{weak}"
        );
    }
    assert_eq!(refused(claim("00000-00000", PASSWORD).await).await.0, 401);
    house
        .tomoni
        .clock
        .set(at(9, 1) + Duration::hours(72))
        .unwrap();
    assert_eq!(refused(claim(&house.code, PASSWORD).await).await.0, 401);
    house
        .tomoni
        .clock
        .set(at(8, 59) + Duration::hours(72))
        .unwrap();
    assert_eq!(claim(&house.code, PASSWORD).await.status(), StatusCode::OK);
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_tries_too_often_is_told_to_wait() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let mut told = None;
    for _ in 0..60 {
        let response = house.sign_in("nobody.here", "x").await;
        if response.status() == StatusCode::TOO_MANY_REQUESTS {
            assert!(response.headers().contains_key("retry-after"));
            told = Some(refused(response).await);
            break;
        }
    }
    assert_eq!(told, Some((429, "try-later".to_owned())));
    // Another name is not shut out by it.
    house.claim().await;
    scratch.remove().await;
}
