//! 見せるモード: the worker hands the tablet over and is out; she opens her pages with her own number, and what
//! she does says who was beside her.

use axum::http::StatusCode;
use chrono::Duration;
use domain::case::Voice;
use domain::view::Timeline;
use domain::wire::session::{HAND_OVER, HandOver, HandedOver};
use serde_json::{Value, json};
use server::audit;

use crate::database::Scratch;
use crate::giving::{call, sign_in};
use crate::house::{Browser, House, PIN, house};

async fn hands_over(house: &House, cookie: &str) -> Result<HandedOver, StatusCode> {
    let asked = serde_json::to_value(HandOver { case: house.case }).unwrap();
    let answer = call(house, cookie, HAND_OVER, &asked).await;
    match answer.status {
        StatusCode::OK => Ok(serde_json::from_str(&answer.text).unwrap()),
        refused => Err(refused),
    }
}

/// The line that the tablet takes along, behind the # of its address.
fn line(handed: &HandedOver) -> String {
    let (place, line) = handed.place.split_once('#').unwrap();
    assert!(place.ends_with("/7"));
    line.to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tablet_is_hers_by_her_own_number_and_the_worker_is_out() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let cookie = sign_in(&house, "ichiko").await;
    let handed = hands_over(&house, &cookie).await.unwrap();
    // The worker's session is over, whatever the tablet still has.
    assert_eq!(
        hands_over(&house, &cookie).await.err(),
        Some(StatusCode::UNAUTHORIZED)
    );
    let line = line(&handed);
    let mut tablet = Browser::fresh(&house);
    let page = tablet.get("/7").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("<title>ご案内</title>"));
    assert!(page.text.contains("name=\"n\"") && !page.text.contains("はる"));
    // Nobody comes in without her number; the fifth miss burns the line.
    let wrong = tablet.post("/", &[("c", &line), ("n", "739164")]).await;
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    let right = tablet.post("/", &[("c", &line), ("n", PIN)]).await;
    assert_eq!((right.status, right.place()), (StatusCode::SEE_OTHER, "/a"));
    assert!(tablet.get("/a").await.text.contains("はる"));
    // What she writes is hers to the letter, and the event says who was beside her.
    let talk = tablet.get("/c").await;
    let sent = tablet
        .fill("/c", &talk, &[("i", "ねこと くらしたい")])
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let item = house.case_file().await.her_items.remove(0);
    assert_eq!(
        (item.words.as_str(), item.by),
        ("ねこと くらしたい", Voice::Herself)
    );
    let cookie = sign_in(&house, "ichiko").await;
    let asked = json!({"case": house.case, "before": null});
    let timeline = call(&house, &cookie, "/api/ask/timeline", &asked).await;
    let timeline: Timeline = serde_json::from_str(&timeline.text).unwrap();
    let entry = timeline
        .entries
        .iter()
        .find(|one| one.words == "ねこと くらしたい");
    assert_eq!(entry.unwrap().by, "本人（そばに試験 一子）");
    // The line is used up; her card is as good as before.
    tablet.post("/x", &[]).await;
    let again = tablet.post("/", &[("c", &line), ("n", PIN)]).await;
    assert_eq!(again.status, StatusCode::UNAUTHORIZED);
    house.come_in(0).await;
    assert_eq!(house.lines.len(), 10);
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_hands_over_a_case_that_is_not_theirs_or_a_number_that_is_not_there() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    for stranger in ["akari", "ji", "kei"] {
        let cookie = sign_in(&house, stranger).await;
        let refused = hands_over(&house, &cookie).await.err();
        assert!(
            matches!(refused, Some(StatusCode::NOT_FOUND | StatusCode::FORBIDDEN)),
            "{stranger}: {refused:?}"
        );
        // Who was refused is still signed in.
        let still = hands_over(&house, &cookie).await.err();
        assert_eq!(still, refused);
    }
    // After five minutes the line opens nothing.
    let cookie = sign_in(&house, "ichiko").await;
    let late = line(&hands_over(&house, &cookie).await.unwrap());
    let later = house.tomoni.clock.now() + Duration::minutes(5);
    house.tomoni.clock.set(later).unwrap();
    let mut tablet = Browser::fresh(&house);
    let late = tablet.post("/", &[("c", &late), ("n", PIN)]).await;
    assert_eq!(late.status, StatusCode::UNAUTHORIZED);
    scratch.remove().await;
}

/// The tablet that comes back without 「はなれる」 is the worker's again, and shows nothing of hers.
#[tokio::test(flavor = "multi_thread")]
async fn her_visit_on_a_tablet_ends_with_the_next_sign_in_of_its_worker_and_soon_by_itself() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let comes_in = async |house: &House| -> Vec<(String, String)> {
        let cookie = sign_in(house, "ichiko").await;
        let line = line(&hands_over(house, &cookie).await.unwrap());
        let mut tablet = Browser::fresh(house);
        let answer = tablet.post("/", &[("c", &line), ("n", PIN)]).await;
        assert_eq!(answer.place(), "/a");
        tablet.cookies
    };
    let reads = async |house: &House, cookies: &[(String, String)]| -> bool {
        let mut tablet = Browser {
            house,
            cookies: cookies.to_vec(),
        };
        tablet.get("/a").await.text.contains("はる")
    };
    let cookies = comes_in(&house).await;
    assert!(reads(&house, &cookies).await);
    sign_in(&house, "kei").await;
    assert!(reads(&house, &cookies).await, "another worker's tablet");
    sign_in(&house, "ichiko").await;
    assert!(!reads(&house, &cookies).await);
    // Five minutes without use; on a phone of her own it is fifteen.
    let cookies = comes_in(&house).await;
    let phone = house.come_in(0).await.cookies;
    assert!(!reads(&house, &cookies).await, "one visit at a time");
    let cookies = comes_in(&house).await;
    assert!(!reads(&house, &phone).await);
    let later = house.tomoni.clock.now() + Duration::minutes(5);
    house.tomoni.clock.set(later).unwrap();
    assert!(!reads(&house, &cookies).await);
    let phone = house.come_in(1).await.cookies;
    let later = house.tomoni.clock.now() + Duration::minutes(10);
    house.tomoni.clock.set(later).unwrap();
    assert!(reads(&house, &phone).await);
    scratch.remove().await;
}

/// Whoever guesses on tablets comes to an end, and does not shut her out of her own phone.
#[tokio::test(flavor = "multi_thread")]
async fn wrong_numbers_on_tablets_are_counted_apart_from_her_card() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    for _ in 0..2 {
        let cookie = sign_in(&house, "ichiko").await;
        let line = line(&hands_over(&house, &cookie).await.unwrap());
        let mut tablet = Browser::fresh(&house);
        for wrong in ["739164", "739165", "739166", "739167", "739168"] {
            let answer = tablet.post("/", &[("c", &line), ("n", wrong)]).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        }
        // The fifth miss burns the line.
        let right = tablet.post("/", &[("c", &line), ("n", PIN)]).await;
        assert_eq!(right.status, StatusCode::UNAUTHORIZED);
    }
    let cookie = sign_in(&house, "ichiko").await;
    let refused = hands_over(&house, &cookie).await.err();
    assert_eq!(refused, Some(StatusCode::UNPROCESSABLE_ENTITY));
    house.come_in(0).await;
    // Her own visits forgive none of them.
    let refused = hands_over(&house, &cookie).await.err();
    assert_eq!(refused, Some(StatusCode::UNPROCESSABLE_ENTITY));
    scratch.remove().await;
}

/// What she reads on a worker's tablet is written down with whose tablet it was.
#[tokio::test(flavor = "multi_thread")]
async fn what_she_reads_on_a_tablet_says_who_was_beside_her() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let store = house.tomoni.store.read();
    let keys = house.tomoni.keyring.council(store, house.council);
    let keys = keys.await.unwrap();
    // The newest row of that kind; opening a new plan writes one of another kind after it.
    let newest = async |kind: &str| -> Value {
        let rows = audit::of_case(store, &keys, house.case.0, 3).await.unwrap();
        let row = rows.into_iter().find(|row| row.action == kind).unwrap();
        serde_json::from_slice(&row.detail).unwrap_or(Value::Null)
    };
    let mut phone = house.come_in(0).await;
    for path in ["/a", "/k", "/i", "/t", "/m"] {
        phone.get(path).await;
        assert_eq!(newest("read").await.get("beside"), None, "{path}");
    }
    let cookie = sign_in(&house, "ichiko").await;
    let line = line(&hands_over(&house, &cookie).await.unwrap());
    let mut tablet = Browser::fresh(&house);
    tablet.post("/", &[("c", &line), ("n", PIN)]).await;
    let beside = json!(house.ichiko);
    assert_eq!(newest("her-signed-in").await, beside);
    for path in ["/a", "/k", "/i", "/t", "/m"] {
        tablet.get(path).await;
        assert_eq!(newest("read").await.get("beside"), Some(&beside), "{path}");
    }
    scratch.remove().await;
}

/// Each hand-over is a line to guess at: one session has one.
#[tokio::test(flavor = "multi_thread")]
async fn a_session_hands_one_tablet_over_however_often_it_is_asked_at_once() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let cookie = sign_in(&house, "ichiko").await;
    let all = (0..8).map(|_| hands_over(&house, &cookie));
    let all = futures::future::join_all(all).await;
    assert_eq!(all.iter().filter(|handed| handed.is_ok()).count(), 1);
    for refused in all.into_iter().filter_map(Result::err) {
        assert_eq!(refused, StatusCode::UNAUTHORIZED);
    }
    scratch.remove().await;
}
