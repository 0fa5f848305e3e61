//! 言語: her pages in the language she chooses, with everything she has typed; beside the easy Japanese
//! until her council has had that language checked.

use app::her::words;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use chrono::Duration;
use domain::command::CouncilCommand;
use domain::language::Language;

use crate::database::Scratch;
use crate::house::{Browser, PIN, WISH, house};

const TYPED: &str = "ゆっくり かんがえたいです";

/// The heading of the page where she writes, in Vietnamese.
fn head() -> &'static str {
    words::TALK.in_language(Language::Vietnamese).unwrap()
}

/// The language that the browser keeps, without whose visit it is.
fn language_of<'a>(browser: &'a Browser<'_>) -> Option<&'a str> {
    let mut cookies = browser.cookies.iter();
    cookies
        .find(|(name, _)| name == "__Host-l")
        .and_then(|(_, value)| value.split('.').next())
}

/// One tap on a page without fields of its own.
async fn choose(browser: &mut Browser<'_>, page: &str, language: &str) {
    let answer = browser.post("/r", &[("w", page), ("lang", language)]).await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn she_reads_in_her_language_and_loses_nothing_that_she_has_typed() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let mut browser = house.come_in(0).await;
    let page = browser.get("/c").await;
    assert!(page.text.contains("<html lang=\"ja\""));
    for language in Language::ALL {
        let button = format!("value=\"{}\"", language.code());
        assert!(page.text.contains(&button), "{button}");
    }
    let token = page.field("k");
    let fields = |language| {
        [
            ("k", token.clone()),
            ("w", "c".to_owned()),
            ("t", TYPED.to_owned()),
            ("lang", language),
        ]
    };
    let sent = fields("vi".to_owned());
    let sent = sent.each_ref().map(|(name, value)| (*name, value.as_str()));
    let there = browser.post("/r", &sent).await;
    assert_eq!(there.status, StatusCode::OK);
    assert!(there.text.contains("<html lang=\"vi\""));
    assert!(there.text.contains(head()) && there.plain().contains("ことばを 書く"));
    assert!(there.text.contains("確認中") && there.text.contains(TYPED));
    // It stays so on other pages, her own words as she wrote them; nothing was sent.
    let plan = browser.get("/a").await;
    assert!(plan.text.contains("<html lang=\"vi\"") && plan.text.contains(WISH));
    assert!(plan.text.contains("<title>ご案内</title>"));
    let plan = house.case_file().await.plans.remove(0);
    assert!(plan.comments.is_empty());
    // A language that nobody knows changes nothing.
    let sent = fields("fr".to_owned());
    let sent = sent.each_ref().map(|(name, value)| (*name, value.as_str()));
    assert!(
        browser
            .post("/r", &sent)
            .await
            .text
            .contains("<html lang=\"vi\"")
    );
    let sent = fields("easy".to_owned());
    let sent = sent.each_ref().map(|(name, value)| (*name, value.as_str()));
    let back = browser.post("/r", &sent).await;
    assert!(back.text.contains("<html lang=\"ja\"") && !back.text.contains(head()));
    assert_eq!(language_of(&browser), Some("easy"));
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_easy_japanese_stands_beside_until_the_council_has_checked_the_language() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let mut browser = house.come_in(0).await;
    choose(&mut browser, "a", "vi").await;
    let beside = browser.get("/c").await;
    assert!(beside.text.contains("her__checking") && beside.text.contains("her__easy"));
    let by = "国際交流協会の通訳者".to_owned();
    let language = Language::Vietnamese;
    let act = CouncilCommand::CheckLanguage { language, by };
    house.council_does("shirabe", act).await;
    let alone = browser.get("/c").await;
    assert!(alone.text.contains(head()));
    // What people wrote is marked as theirs, checked or not; in Japanese there is nothing to mark.
    let as_written = words::AS_WRITTEN.in_language(language).unwrap();
    for page in [&beside, &alone] {
        assert!(page.text.contains(as_written));
    }
    assert!(!alone.text.contains("her__checking") && !alone.text.contains("her__easy"));
    // Another language is still on its way, and so is everything before somebody has come in.
    choose(&mut browser, "a", "th").await;
    assert!(browser.get("/c").await.text.contains("her__checking"));
    let mut stranger = Browser::fresh(&house);
    choose(&mut stranger, "0", "vi").await;
    assert!(stranger.get("/").await.text.contains("her__checking"));
    let act = CouncilCommand::UncheckLanguage { language };
    house.council_does("shirabe", act).await;
    choose(&mut browser, "a", "vi").await;
    assert!(browser.get("/c").await.text.contains("her__checking"));
    scratch.remove().await;
}

/// Whoever takes the phone afterwards does not learn which language she reads.
#[tokio::test(flavor = "multi_thread")]
async fn leaving_takes_the_language_along() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let mut browser = house.come_in(0).await;
    choose(&mut browser, "a", "ne").await;
    assert_eq!(language_of(&browser), Some("ne"));
    browser.post("/x", &[]).await;
    assert!(browser.cookies.is_empty());
    assert!(browser.get("/").await.text.contains("<html lang=\"ja\""));
    scratch.remove().await;
}

/// A visit that runs out takes along what was chosen in it, and what was chosen for it on the first page.
#[tokio::test(flavor = "multi_thread")]
async fn a_language_and_readings_are_over_with_the_visit_they_were_chosen_for() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let is_in = async |browser: &mut Browser<'_>, path: &str, language: &str| {
        let page = browser.get(path).await;
        page.text.contains(&format!("<html lang=\"{language}\""))
    };
    let runs_out = || {
        let later = house.tomoni.clock.now() + Duration::minutes(16);
        house.tomoni.clock.set(later).unwrap();
    };
    for (line, on) in [(0, "0"), (1, "a")] {
        let mut browser = Browser::fresh(&house);
        let before = on == "0";
        if before {
            choose(&mut browser, "0", "tl").await;
            browser.post("/r", &[("w", "0"), ("ruby", "0")]).await;
        }
        let fields = [("c", house.lines[line].as_str()), ("n", PIN)];
        assert_eq!(browser.post("/", &fields).await.place(), "/a");
        if !before {
            choose(&mut browser, "a", "tl").await;
            browser.post("/r", &[("w", "a"), ("ruby", "0")]).await;
        }
        let page = browser.get("/a").await.text;
        assert!(page.contains("<html lang=\"tl\"") && page.contains("data-ruby=\"off\""));
        runs_out();
        let first = browser.get("/").await.text;
        assert!(first.contains("<html lang=\"ja\"") && !first.contains("data-ruby=\"off\""));
        // Whoever comes in next there chooses anew, and it stays.
        choose(&mut browser, "0", "th").await;
        assert!(is_in(&mut browser, "/", "th").await);
        let fields = [("c", house.lines[line + 2].as_str()), ("n", PIN)];
        assert_eq!(browser.post("/", &fields).await.place(), "/a");
        assert!(is_in(&mut browser, "/a", "th").await);
        runs_out();
        assert!(is_in(&mut browser, "/", "ja").await);
    }
    scratch.remove().await;
}

/// The first page is in the language of her phone, where the pages have it.
#[tokio::test(flavor = "multi_thread")]
async fn the_first_page_is_in_the_language_of_her_phone() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    for (wish, language) in [
        ("vi-VN,vi;q=0.9,ja;q=0.8", "vi"),
        ("fil", "tl"),
        ("fr-FR,fr;q=0.9,pt;q=0.5", "pt-BR"),
        ("ja-JP,ja;q=0.9,en;q=0.8", "ja"),
        ("fr", "ja"),
        ("", "ja"),
    ] {
        let request = Request::get("/").header(header::HOST, "127.0.0.1:8081");
        let request = request.header(header::ACCEPT_LANGUAGE, wish);
        let page = house.her(request.body(Body::empty()).unwrap()).await;
        let tag = format!("<html lang=\"{language}\"");
        assert!(page.text.contains(&tag), "{wish}: {language}");
    }
    scratch.remove().await;
}
