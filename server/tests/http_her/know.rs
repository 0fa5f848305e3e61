//! だれが知っていいか at her door: the talk, taking back, and what stays out of addresses and pages.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use domain::block::{BlockReason, BlockTarget};
use domain::command::CaseCommand;
use domain::consent::{Answer, Consent, ConsentKind, ConsentScope, ConsentStatus};
use domain::form::InfoCategory;
use domain::id::{AgencyId, BlockId, ConsentId};
use uuid::Uuid;

use crate::database::Scratch;
use crate::house::{Answer as Got, Browser, House, consent, house};

const POLICE: &str = "警察";

async fn shares(house: &House, agencies: &[&str], kinds: &[InfoCategory]) -> ConsentId {
    let id = ConsentId(Uuid::new_v4());
    let mut named = BTreeSet::new();
    for name in agencies {
        named.insert(house.agency(name).await);
    }
    let scope = ConsentScope {
        agencies: named,
        categories: kinds.iter().copied().collect(),
        purpose: "支援のため".into(),
        excluded: Vec::new(),
    };
    house
        .acts(consent(id, ConsentKind::IntakeSharing, scope))
        .await;
    id
}

async fn block(house: &House, agency: AgencyId) {
    house
        .acts(CaseCommand::SetBlock {
            block: BlockId(Uuid::new_v4()),
            target: BlockTarget::Agency(agency),
            reason: BlockReason::HerWish,
            alternative: None,
        })
        .await;
}

async fn consents(house: &House) -> Vec<Consent> {
    house.case_file().await.consents
}

/// Sends a page of the talk and gives the next one.
async fn next(browser: &mut Browser<'_>, page: &Got, fields: &[(&str, &str)]) -> Got {
    let next = browser.fill("/p", page, fields).await;
    assert_eq!(next.status, StatusCode::OK, "{}", next.plain());
    assert_eq!(next.place(), "", "no address carries any of it");
    next
}

/// The talk up to the page where she checks her answers: police, health and housing, to be helped, three
/// months.
async fn until_check(browser: &mut Browser<'_>, police: &str) -> Got {
    let page = browser.get("/p").await;
    let page = next(browser, &page, &[("a", police)]).await;
    let page = next(browser, &page, &[("i", "2"), ("i", "4")]).await;
    let page = next(browser, &page, &[("u", "0")]).await;
    next(browser, &page, &[("l", "3")]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn she_decides_question_by_question_without_a_script() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let police = house.agency(POLICE).await;
    let (center, ticked) = (
        house.agency("センター").await.to_string(),
        police.to_string(),
    );
    let mut browser = house.come_in(0).await;
    assert!(browser.get("/a").await.text.contains("href=\"/i\""));
    let home = browser.get("/i").await;
    assert!(home.text.contains("href=\"/p\"") && home.plain().contains("いまは、ありません。"));

    let page = browser.get("/p").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.plain().contains("しつもん 1 / 4"));
    assert!(page.plain().contains("みほん警察署"));
    for hidden in ["checked", "style=", "selected"] {
        assert!(!page.text.contains(hidden), "{hidden}");
    }
    let page = next(&mut browser, &page, &[("a", &ticked), ("a", &center)]).await;
    assert!(page.plain().contains("しつもん 2 / 4"));
    // What she said is on its way sealed, and nowhere in the clear.
    assert!(!page.text.contains(&ticked) && !page.text.contains("checked"));
    let page = next(&mut browser, &page, &[("i", "2"), ("i", "4")]).await;
    assert!(page.plain().contains("しつもん 3 / 4") && !page.text.contains("checked"));
    let page = next(&mut browser, &page, &[("u", "0")]).await;
    assert!(page.plain().contains("しつもん 4 / 4") && !page.text.contains("checked"));
    let page = next(&mut browser, &page, &[("l", "3")]).await;
    let words = page.plain();
    for told in [
        "こたえを たしかめて ください",
        "みほん警察署",
        "けんこう、住まい",
        "たすけて もらう ため",
        "2026年8月21日",
        "伝えて いい",
        "伝えないで ほしい",
        "今は 決めない",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
    assert!(!page.text.contains("checked"), "nothing is preset");
    assert!(
        consents(&house).await.is_empty(),
        "nothing is written before"
    );

    let answer = browser.fill("/p", &page, &[("x", "1")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.plain());
    assert!(answer.place().starts_with("/i#c-"));
    // The same form once more changes nothing.
    let again = browser.fill("/p", &page, &[("x", "1")]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    let all = consents(&house).await;
    assert_eq!(all.len(), 1);
    let hers = &all[0];
    assert!(hers.by_herself());
    assert_eq!(
        (hers.kind, hers.answer),
        (ConsentKind::IntakeSharing, Answer::Given)
    );
    let kinds = BTreeSet::from([InfoCategory::Health, InfoCategory::Housing]);
    assert_eq!(
        (hers.scope.agencies.len(), &hers.scope.categories),
        (2, &kinds)
    );
    assert_eq!(
        hers.until.map(|day| day.to_string()),
        Some("2026-08-21".into())
    );
    let home = browser.get("/i").await.plain();
    assert!(home.contains("あなたが、この ページで こたえました。") && home.contains("警察署"));
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_and_not_now_are_written_down_as_she_said_them() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let police = house.agency(POLICE).await.to_string();
    let mut browser = house.come_in(0).await;
    for (value, answer) in [("2", Answer::Refused), ("3", Answer::Deferred)] {
        let page = until_check(&mut browser, &police).await;
        let sent = browser.fill("/p", &page, &[("x", value)]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        let last = consents(&house).await.pop().unwrap();
        assert_eq!((last.answer, last.by_herself()), (answer, true));
    }
    let home = browser.get("/i").await.plain();
    assert!(home.contains("「今は 決めない」と こたえました"));
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_told_and_what_she_filled_in_stays() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let police = house.agency(POLICE).await.to_string();
    let mut browser = house.come_in(0).await;
    let asks = async |browser: &mut Browser<'_>, page: &Got, fields: &[(&str, &str)], at: &str| {
        let answer = browser.fill("/p", page, fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{at}");
        assert!(answer.text.contains(&format!("href=\"#{at}\"")), "{at}");
        assert!(answer.text.contains(&format!("id=\"{at}\"")), "{at}");
        answer
    };
    let page = browser.get("/p").await;
    asks(&mut browser, &page, &[], "a").await;
    asks(
        &mut browser,
        &page,
        &[("a", &Uuid::new_v4().to_string())],
        "a",
    )
    .await;
    let page = next(&mut browser, &page, &[("a", &police)]).await;
    asks(&mut browser, &page, &[("i", "99")], "i").await;
    let page = next(&mut browser, &page, &[("i", "2")]).await;
    asks(&mut browser, &page, &[], "u").await;
    let page = next(&mut browser, &page, &[("u", "0")]).await;
    asks(&mut browser, &page, &[], "l").await;
    asks(&mut browser, &page, &[("l", "2")], "l").await;
    let day = |y, m, d| [("l", "d"), ("y", y), ("m", m), ("d", d)];
    let answer = asks(&mut browser, &page, &day("2026", "２", "31"), "y").await;
    assert!(answer.text.contains("value=\"２\"") && answer.text.contains("checked"));
    let answer = asks(&mut browser, &page, &day("2026", "5", "20"), "y").await;
    assert!(answer.plain().contains("きょうか、きょうより あとの 日"));
    let page = next(&mut browser, &page, &day("２０２６", "6月", "1")).await;
    assert!(page.plain().contains("2026年6月1日"));
    asks(&mut browser, &page, &[], "x").await;
    asks(&mut browser, &page, &[("x", "9")], "x").await;
    assert!(consents(&house).await.is_empty());
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn she_goes_back_changes_an_answer_and_stops_when_she_likes() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let police = house.agency(POLICE).await.to_string();
    let mut browser = house.come_in(0).await;
    let page = browser.get("/p").await;
    let page = next(&mut browser, &page, &[("a", &police)]).await;
    let page = next(&mut browser, &page, &[("i", "2")]).await;
    // Back, and what she ticked is there as she left it.
    let back = next(&mut browser, &page, &[("z", "2")]).await;
    assert!(back.plain().contains("しつもん 2 / 4"));
    assert_eq!(back.text.matches("checked").count(), 1);
    // On again leads to the first question that is open, and no further.
    let page = next(&mut browser, &back, &[("i", "3"), ("z", "5")]).await;
    assert!(page.plain().contains("しつもん 3 / 4"));
    let page = next(&mut browser, &page, &[("u", "0")]).await;
    let check = next(&mut browser, &page, &[("l", "n")]).await;
    assert!(check.plain().contains("子ども") && !check.plain().contains("けんこう"));
    assert!(check.plain().contains("やめると 言うまで"));
    // From the last page to a question and straight back to the last page.
    let page = next(&mut browser, &check, &[("z", "2")]).await;
    let check = next(&mut browser, &page, &[("i", "0")]).await;
    assert!(check.plain().contains("つらかった こと"));
    // Stopping is a link, and leaves nothing behind.
    assert!(check.text.contains("href=\"/i\""));
    let home = browser.get("/i").await.plain();
    assert!(home.contains("いまは、ありません。"));
    assert!(!browser.get("/p").await.text.contains("checked"));
    assert!(consents(&house).await.is_empty());
    scratch.remove().await;
}

/// Her yes on the last page of the talk, as a form with that token and these answers.
fn check_form<'a>(token: &'a str, sealed: &'a str) -> [(&'a str, &'a str); 4] {
    [("k", token), ("s", sealed), ("q", "5"), ("x", "1")]
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_sealed_for_this_visit_begins_anew() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let police = house.agency(POLICE).await.to_string();
    let mut browser = house.come_in(0).await;
    let check = until_check(&mut browser, &police).await;
    let sealed = check.field("s");
    let token = check.field("k");
    let mut changed = sealed.clone();
    let last = if changed.ends_with('A') { "B" } else { "A" };
    changed.replace_range(changed.len() - 1.., last);
    let mut other = house.come_in(1).await;
    let page = other.get("/p").await;
    // The first visit has ended with the second; its token is good for nothing there.
    let new_token = page.field("k");
    for (name, form) in [
        ("of another visit", check_form(&new_token, &sealed)),
        ("changed", check_form(&new_token, &changed)),
        ("none", check_form(&new_token, "")),
    ] {
        let answer = other.post("/p", &form).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{name}");
        assert!(answer.plain().contains("しつもん 1 / 4"), "{name}");
    }
    let own = page.field("s");
    let answer = other.post("/p", &check_form(&token, &own)).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(consents(&house).await.is_empty());
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_three_taps_she_takes_everything_back() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let kinds = [InfoCategory::Health, InfoCategory::Housing];
    let id = shares(&house, &[POLICE, "センター"], &kinds).await;
    let mut browser = house.come_in(0).await;
    // One: from her page. Two: the button. Three: yes.
    assert!(browser.get("/a").await.text.contains("href=\"/i\""));
    let page = browser.get("/i").await;
    let what = format!("w/{id}");
    assert!(page.text.contains(&format!("value=\"{what}\"")));
    let sure = browser.fill("/q", &page, &[("z", &what)]).await;
    assert_eq!(sure.status, StatusCode::OK);
    assert!(sure.plain().contains("もう 伝えた ことは、けせません。"));
    let stands =
        consents(&house).await[0].status(domain::calendar::jst_date(crate::house::at(22, 1)));
    assert_eq!(stands, ConsentStatus::Given, "not before her yes");
    let done = browser.fill("/q", &sure, &[("y", "1")]).await;
    done.goes_to("/i");
    let known = consents(&house).await.remove(0);
    assert_eq!(known.changes.len(), 1);
    assert_eq!(known.changes[0].by, None, "she herself");
    assert!(browser.get("/i").await.plain().contains("やめました"));
    // The same form again, and a button of an old page.
    let twice = browser.fill("/q", &sure, &[("y", "1")]).await;
    assert_eq!(twice.status, StatusCode::SEE_OTHER);
    let old = browser.fill("/q", &page, &[("z", &what)]).await;
    assert_eq!(old.status, StatusCode::CONFLICT);
    assert!(old.plain().contains("もう かわって います。"));
    assert_eq!(consents(&house).await[0].changes.len(), 1);
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_three_taps_she_takes_one_agency_or_one_kind_off() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let (police, kinds) = (
        house.agency(POLICE).await,
        [InfoCategory::Health, InfoCategory::Housing],
    );
    let id = shares(&house, &[POLICE, "センター"], &kinds).await;
    let mut browser = house.come_in(0).await;
    for what in [format!("a/{id}/{police}"), format!("i/{id}/2")] {
        let page = browser.get("/i").await;
        assert!(page.text.contains(&format!("value=\"{what}\"")), "{what}");
        let sure = browser.fill("/q", &page, &[("z", &what)]).await;
        let done = browser.fill("/q", &sure, &[("y", "1")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{what}");
    }
    let known = consents(&house).await.remove(0);
    assert!(!known.scope.agencies.contains(&police));
    assert_eq!(
        known.scope.categories,
        BTreeSet::from([InfoCategory::Housing])
    );
    // The last of them goes with the whole answer.
    let page = browser.get("/i").await.text;
    assert!(page.contains(&format!("value=\"w/{id}\"")));
    assert!(!page.contains("value=\"a/") && !page.contains("value=\"i/"));
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forged_form_takes_nothing_back_and_gives_nothing() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let id = shares(&house, &[POLICE], &[InfoCategory::Health]).await;
    let mut browser = house.come_in(0).await;
    let what = format!("w/{id}");
    let forged = browser.post("/q", &[("z", &what), ("y", "1")]).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    let page = browser.get("/i").await;
    for nonsense in [
        "",
        "w",
        "w/1",
        &format!("w/{}", Uuid::new_v4()),
        &format!("q/{id}"),
    ] {
        let answer = browser
            .fill("/q", &page, &[("z", nonsense), ("y", "1")])
            .await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{nonsense}");
    }
    assert!(consents(&house).await[0].changes.is_empty());
    // Whoever is not signed in is led to the first page and told nothing.
    let mut stranger = Browser::fresh(&house);
    for page in ["/i", "/p", "/u", "/v"] {
        let answer = stranger.get(page).await;
        assert_eq!(
            (answer.status, answer.place()),
            (StatusCode::SEE_OTHER, "/"),
            "{page}"
        );
    }
    for page in ["/p", "/q"] {
        let answer = stranger.post(page, &[("z", &what), ("y", "1")]).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{page}");
    }
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn br_053_a_blocked_agency_is_nowhere_on_her_pages_and_cannot_be_forged_in() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let police = house.agency(POLICE).await;
    shares(&house, &[POLICE, "センター"], &[InfoCategory::Health]).await;
    let mut browser = house.come_in(0).await;
    let check = until_check(&mut browser, &police.to_string()).await;
    for page in ["/i", "/p"] {
        assert!(browser.get(page).await.text.contains("警察署"), "{page}");
    }
    block(&house, police).await;
    for page in ["/i", "/p", "/u"] {
        let page = browser.get(page).await.text;
        assert!(!page.contains("警察署") && !page.contains(&police.to_string()));
    }
    let page = browser.get("/p").await;
    let forged = browser
        .fill("/p", &page, &[("a", &police.to_string())])
        .await;
    assert_eq!(forged.status, StatusCode::UNPROCESSABLE_ENTITY);
    // It was blocked while she was deciding: the question is asked again.
    let late = browser.fill("/p", &check, &[("x", "1")]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        late.plain()
            .contains("えらべなく なった ところが あります。")
    );
    assert_eq!(consents(&house).await.len(), 1);
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn readings_go_off_and_on_on_every_page_and_nothing_ticked_is_lost() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let police = house.agency(POLICE).await.to_string();
    let id = shares(&house, &[POLICE], &[InfoCategory::Health]).await;
    let mut browser = house.come_in(0).await;
    for path in ["/i", "/u", "/v"] {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let head = |page: &Got| page.plain().split("はなれる").nth(1).map(str::to_owned);
        let other = browser.fill("/r", &page, &[("ruby", "0")]).await;
        assert!(other.text.contains("data-ruby=\"off\""), "{path}");
        let back = browser.fill("/r", &other, &[("ruby", "1")]).await;
        assert_eq!(head(&page), head(&back), "{path}");
    }
    let page = browser.get("/p").await;
    let other = browser
        .fill("/r", &page, &[("ruby", "0"), ("a", &police)])
        .await;
    assert!(other.text.contains("checked") && other.plain().contains("しつもん 1 / 4"));
    let page = next(&mut browser, &other, &[("a", &police)]).await;
    let other = browser
        .fill("/r", &page, &[("ruby", "1"), ("i", "2")])
        .await;
    assert!(other.text.contains("checked") && other.plain().contains("しつもん 2 / 4"));
    let page = browser.get("/i").await;
    let sure = browser
        .fill("/q", &page, &[("z", &format!("w/{id}"))])
        .await;
    let other = browser.fill("/r", &sure, &[("ruby", "0")]).await;
    assert!(other.plain().contains("はい、やめます"));
    assert!(consents(&house).await[0].changes.is_empty());
    scratch.remove().await;
}
