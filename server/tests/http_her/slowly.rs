//! Writing slowly loses nothing: what she sends when her time is over waits, sealed, until she has
//! come in again.

use axum::http::StatusCode;
use chrono::Duration;
use uuid::Uuid;

use crate::database::{Scratch, holds};
use crate::house::{Answer, Browser, House, PIN, house};

const WORDS: &str = "ゆっくり 書いた。\nねこと いっしょに 住みたい";

fn pass(house: &House, minutes: i64) {
    let later = house.tomoni.clock.now() + Duration::minutes(minutes);
    house.tomoni.clock.set(later).unwrap();
}

/// Comes in with that line and tells where the visit begins.
async fn begins_at<'a>(house: &'a House, line: usize) -> (Browser<'a>, String) {
    let mut browser = Browser::fresh(house);
    let fields = [("c", house.lines[line].as_str()), ("n", PIN)];
    let answer = browser.post("/", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let place = answer.place().to_owned();
    (browser, place)
}

/// What a stranger gets for the same form.
async fn stranger(house: &House, path: &str, fields: &[(&str, &str)]) -> Answer {
    Browser::fresh(house).post(path, fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_she_sends_after_her_time_waits_sealed_until_she_comes_in_again() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let mut browser = house.come_in(0).await;
    let page = browser.get("/c").await;
    pass(&house, 15 + 59);
    let sent = [("q", WORDS), ("t", "")];
    let answer = browser.fill("/c", &page, &sent).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    let other = stranger(&house, "/c", &sent).await;
    assert_eq!(
        (answer.status, answer.without_nonce()),
        (other.status, other.without_nonce()),
        "she sees only the first page, as everybody does"
    );
    assert_eq!(answer.headers.len(), other.headers.len());
    // Sent once more, with a word more: the newer counts.
    let more = format!("{WORDS}！");
    browser.fill("/c", &page, &[("q", &more), ("t", "")]).await;
    assert_eq!(
        house.case_file().await.wishes.len(),
        1,
        "nothing was sent in her name"
    );
    let kept = scratch.every_byte().await;
    assert!(!holds(&kept, "ねこと いっしょに"), "sealed");
    assert!(
        !holds(&kept, &page.field("k")),
        "found by a hash of the token"
    );

    let (mut again, place) = begins_at(&house, 1).await;
    assert_eq!(place, "/2");
    let page = again.get("/2").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains(&more) && page.text.contains("data-unsent"));
    assert!(page.plain().contains("書いた ことばが のこっています"));
    assert!(page.plain().contains("まだ おくって いません"));
    // The connection dropped before she read it; the readings are switched: still there.
    assert!(again.get("/2").await.text.contains(&more));
    let off = again
        .fill("/r", &page, &[("q", &more), ("ruby", "0")])
        .await;
    assert!(off.text.contains(&more));
    assert!(again.get("/2").await.text.contains(&more));

    let answer = again.fill("/c", &page, &[("q", &more), ("t", "")]).await;
    assert_eq!(answer.place(), "/a");
    let file = house.case_file().await;
    assert_eq!(file.wishes.len(), 2);
    assert_eq!(file.wishes.last().unwrap().words, more);
    assert_eq!(again.get("/2").await.place(), "/a", "in her hands again");
    assert_eq!(begins_at(&house, 2).await.1, "/a");
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn within_a_quarter_of_an_hour_nothing_has_to_wait() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let mut browser = house.come_in(0).await;
    let page = browser.get("/c").await;
    pass(&house, 14);
    let answer = browser.fill("/c", &page, &[("q", WORDS), ("t", "")]).await;
    answer.goes_to("/a");
    // A visit that is used all the time is over after three quarters of an hour all the same.
    pass(&house, 14);
    let page = browser.get("/c").await;
    pass(&house, 14);
    assert_eq!(browser.get("/a").await.status, StatusCode::OK);
    pass(&house, 4);
    let answer = browser
        .fill("/c", &page, &[("q", "おわりの ことば"), ("t", "")])
        .await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    let (mut again, place) = begins_at(&house, 1).await;
    assert_eq!(place, "/2");
    assert!(again.get("/2").await.text.contains("おわりの ことば"));
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_waits_of_a_visit_that_was_left_or_of_another_ones_form() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let mut line = 0;
    let mut fresh = || {
        line += 1;
        line
    };
    let wish = [("q", WORDS), ("t", "")];

    // Left.
    let mut browser = house.come_in(fresh()).await;
    let page = browser.get("/c").await;
    let cookies = browser.cookies.clone();
    browser.post("/x", &[]).await;
    browser.cookies = cookies;
    pass(&house, 16);
    let answer = browser.fill("/c", &page, &wish).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert_eq!(begins_at(&house, fresh()).await.1, "/a");

    // More than an hour after.
    let mut browser = house.come_in(fresh()).await;
    let page = browser.get("/c").await;
    pass(&house, 15 + 61);
    assert_eq!(
        browser.fill("/c", &page, &wish).await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(begins_at(&house, fresh()).await.1, "/a");

    // With another token, or none, and where nothing was typed.
    let mut browser = house.come_in(fresh()).await;
    let page = browser.get("/c").await;
    let token = page.field("k");
    pass(&house, 16);
    for forged in ["", "x", &token[1..]] {
        let fields = [("k", forged), ("w", "c"), wish[0]];
        assert_eq!(
            browser.post("/c", &fields).await.status,
            StatusCode::UNAUTHORIZED
        );
    }
    assert_eq!(
        browser
            .fill("/c", &page, &[("q", ""), ("t", "")])
            .await
            .status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(begins_at(&house, fresh()).await.1, "/a");

    // A month later nothing waits any more.
    let mut browser = house.come_in(fresh()).await;
    let page = browser.get("/c").await;
    pass(&house, 16);
    browser.fill("/c", &page, &wish).await;
    pass(&house, 31 * 24 * 60);
    assert_eq!(begins_at(&house, fresh()).await.1, "/a");
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn words_about_a_plan_that_changed_wait_without_their_answers() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let mut browser = house.come_in(0).await;
    let agree = browser.get("/d").await;
    let plan = browser.get("/a").await;
    pass(&house, 16);
    let yes = [("x", "1"), ("r", "1"), ("m", "1"), ("t", "よかった")];
    browser.fill("/d", &agree, &yes).await;
    pass(&house, 1);
    let said = [
        ("n", "1"),
        ("a1", "1"),
        ("w1", "まだ まよう"),
        ("c2", "日が ちがう"),
    ];
    browser.fill("/b", &plan, &said).await;

    // The same plan: as she left it, the newest first.
    let (mut again, place) = begins_at(&house, 1).await;
    assert_eq!(place, "/2");
    let page = again.get("/2").await;
    assert!(page.text.contains("まだ まよう") && page.text.contains("日が ちがう"));
    assert_eq!(page.text.matches("checked").count(), 1);

    // Another version: her words, and the question asked anew.
    house
        .write_plan(1, "6月《がつ》2日《ふつか》に 見《み》に いく。")
        .await;
    house.shows(2).await;
    let page = again.get("/2").await;
    assert!(page.text.contains("まだ まよう") && page.text.contains("日が ちがう"));
    assert!(!page.text.contains("checked"), "nothing is preset");
    let answer = again
        .fill(
            "/b",
            &page,
            &[("n", "1"), ("a1", "2"), ("w1", "まだ まよう")],
        )
        .await;
    assert_eq!(answer.place(), "/a#n1");
    let page = again.get("/2").await;
    assert!(page.text.contains("よかった") && !page.text.contains("checked"));
    // She takes it away herself; a form without her token does not.
    let kept = page.field("j");
    again.post("/2", &[("j", &kept)]).await;
    assert_eq!(again.get("/2").await.status, StatusCode::OK);
    let answer = again
        .post("/2", &[("k", &page.field("k")), ("j", &kept)])
        .await;
    assert_eq!(answer.place(), "/2");
    assert_eq!(again.get("/2").await.place(), "/a");
    assert!(house.her_plan().await.agreement.is_none());
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn words_about_an_item_that_was_taken_out_stay() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let mut browser = house.come_in(0).await;
    let page = browser.get("/a").await;
    let (plan, gone) = (house.plan.to_string(), Uuid::new_v4().to_string());
    let token = page.field("k");
    let said = [
        ("k", token.as_str()),
        ("w", "a"),
        ("p", &plan),
        ("v", "0"),
        ("i1", &gone),
        ("a1", "1"),
        ("w1", "ここは すきだった"),
        ("n", "1"),
    ];
    let answer = browser.post("/b", &said).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.plain().contains("計画が 新しく なりました"));
    assert!(answer.plain().contains("書いた ことばは のこっています"));
    assert!(answer.text.contains("ここは すきだった"));
    // The same after her time was over.
    pass(&house, 16);
    browser.post("/b", &said).await;
    let (mut again, place) = begins_at(&house, 1).await;
    assert_eq!(place, "/2");
    let page = again.get("/2").await;
    assert!(page.text.contains("ここは すきだった"));
    scratch.remove().await;
}
