//! Her plan through her own door: a line that is wrong, items of her own, what changed since she
//! read it, her name under it.

use axum::http::StatusCode;
use domain::command::CaseCommand;
use domain::her_plan::HerPlanCommand as H;
use domain::id::ItemId;
use domain::plan::{ItemLine, PlanLine};

use crate::database::Scratch;
use crate::house::{House, at, house};

/// The button of a line, as its page has it.
fn key(line: PlanLine) -> String {
    app::her::line::line_key(line)
}

async fn shows_second(house: &House) {
    house
        .write_plan(1, "6月《がつ》2日《ふつか》に 見《み》に いく。")
        .await;
    house.shows(2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_line_can_be_told_wrong_and_an_answer_comes_without_javascript() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let mut browser = house.come_in(0).await;
    let page = browser.get("/a").await;
    let of_items = house.items.iter().flat_map(|item| {
        // Nothing is written there that she does herself: a line that is not there is not wrong.
        let parts = [ItemLine::Text, ItemLine::When, ItemLine::Helper];
        parts.map(|part| PlanLine::Item { item: *item, part })
    });
    for line in PlanLine::OF_PLAN.into_iter().chain(of_items) {
        let button = format!("name=\"z\" value=\"{}\"", key(line));
        assert_eq!(page.text.matches(&button).count(), 1, "{line:?}");
    }
    // A line's button opens its box, sends nothing, and what she has filled in elsewhere stays.
    let period = key(PlanLine::Period);
    let typed = [("a1", "2"), ("w1", "まだ まよう"), ("z", period.as_str())];
    let opened = browser.fill("/b", &page, &typed).await;
    assert_eq!(opened.status, StatusCode::OK);
    assert!(opened.text.contains("まだ まよう") && opened.text.contains("id=\"z-p\""));
    assert_eq!(opened.text.matches("checked").count(), 1);
    let plan = house.her_plan().await;
    assert!(plan.replies.is_empty() && plan.comments.is_empty());
    // Nothing written: the box stays, with the reason.
    let empty = browser
        .fill("/b", &opened, &[("zt", "  "), ("n", "z"), ("a1", "2")])
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text.contains("href=\"#z-p\"") && empty.text.contains("id=\"z-p\""));
    let long = "あ".repeat(4001);
    let refused = browser
        .fill("/b", &opened, &[("zt", &long), ("n", "z")])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains(&long));
    // Told, once, however often it is sent.
    let words = [("zt", "冬まで\r\nいてほしい"), ("n", "z")];
    for _ in 0..2 {
        let told = browser.fill("/b", &opened, &words).await;
        told.goes_to("/a");
    }
    let plan = house.her_plan().await;
    assert_eq!(plan.comments.len(), 1);
    let said = &plan.comments[0];
    assert_eq!(
        (said.line, said.words.as_str()),
        (Some(PlanLine::Period), "冬まで\nいてほしい")
    );
    // An old page filled in anew counts as well.
    let anew = [("zt", "春まで"), ("n", "z")];
    browser.fill("/b", &opened, &anew).await;
    let plan = house.her_plan().await;
    assert_eq!(plan.comments.len(), 2);
    let page = browser.get("/a").await.plain();
    assert!(page.contains("まちがいの お知らせ"), "{page}");
    // 令和8年5月21日 is a Thursday: three working days.
    assert!(page.contains("5月26日までに 返事が きます"), "{page}");
    house
        .acts(CaseCommand::AnswerComment {
            plan: house.plan,
            comment: said.id,
            words: "12月までに なおします".into(),
        })
        .await;
    let page = browser.get("/a").await.plain();
    assert!(page.contains("12月までに なおします"));
    // The other one has still no answer when its day is over.
    house.tomoni.clock.set(at(28, 1)).unwrap();
    let mut browser = house.come_in(1).await;
    let page = browser.get("/a").await.plain();
    assert!(page.contains("返事が おくれています"), "{page}");
    // Without the form's token nothing is told.
    let forged = browser
        .post("/b", &[("zl", "g"), ("zt", "にせもの"), ("n", "z")])
        .await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    assert!(forged.text.contains("にせもの"), "what was typed is kept");
    let plan = house.her_plan().await;
    assert_eq!(plan.comments.len(), 2);
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changed_is_told_from_what_she_opened_and_her_device_keeps_nothing() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let changed = "まえに 読んだ ときから かわった ところ";
    let mut browser = house.come_in(0).await;
    let first = browser.get("/a").await;
    assert!(!first.plain().contains(changed), "all of it is new");
    let cookies = browser.cookies.clone();
    let happened = || async { house.her_plan().await.opened };
    let opened = happened().await.unwrap();
    assert_eq!(opened.version, 1);
    // A look that finds nothing new leaves nothing behind.
    house.tomoni.clock.set(at(21, 6)).unwrap();
    browser.get("/a").await;
    assert_eq!(happened().await, Some(opened));
    assert_eq!(browser.cookies, cookies);

    // Two versions before she comes again: told from the one she read.
    shows_second(&house).await;
    house
        .write_plan(2, "6月《がつ》9日《ここのか》に 見《み》に いく。")
        .await;
    house.shows(3).await;
    house.tomoni.clock.set(at(22, 1)).unwrap();
    let mut browser = house.come_in(1).await;
    for _ in 0..2 {
        let page = browser.get("/a").await;
        let plain = page.plain();
        assert!(plain.contains(changed) && plain.contains("まえに 読んだ 日：5月21日"));
        let gone = page.text.split("<del").nth(1).unwrap();
        assert!(
            gone.contains("27日"),
            "what she read, not what she never saw"
        );
        assert!(plain.contains("6月9日に") && !plain.contains("6月2日に"));
        assert!(plain.contains("かわった ところが あります"));
        for trace in ["last-modified", "etag", "set-cookie"] {
            assert!(page.headers.get(trace).is_none(), "{trace}");
        }
    }
    assert_eq!(happened().await.unwrap().version, 3);
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn she_adds_items_of_her_own_before_any_plan_and_takes_them_back() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let mut browser = house.come_in(0).await;
    let page = browser.get("/c").await;
    let added = [("i", " ねこと\r\nくらしたい"), ("q", ""), ("t", "")];
    for _ in 0..2 {
        let answer = browser.fill("/c", &page, &added).await;
        answer.goes_to("/a");
    }
    let items = house.case_file().await.her_items;
    assert_eq!(items.len(), 1, "sent twice, it is there once");
    assert_eq!(items[0].words, " ねこと\nくらしたい", "to the letter");
    // An old page filled in anew is another item.
    let again = [("i", "はたらきたい"), ("q", ""), ("t", "")];
    assert_eq!(browser.fill("/c", &page, &again).await.place(), "/a");
    let page = browser.get("/a").await.plain();
    assert!(page.contains("くらしたい") && page.contains("はたらきたい"));
    assert!(page.contains("返事を 待っています"));
    house
        .acts(CaseCommand::HerPlan(H::AnswerItem {
            item: items[0].id,
            words: "ねこと すめる ところを さがします".into(),
        }))
        .await;
    house
        .acts(CaseCommand::HerPlan(H::AnswerWish {
            wish: 0,
            words: "三人の へやを さがします".into(),
        }))
        .await;
    let page = browser.get("/a").await;
    let plain = page.plain();
    for told in [
        "ねこと すめる ところを さがします",
        "三人の へやを さがします",
    ] {
        assert!(plain.contains(told), "{told}");
    }
    // She takes one back; what she is typing meanwhile stays. Somebody else's id changes nothing.
    let page = browser.get("/c").await;
    let mine = items[0].id.to_string();
    let strange = ItemId(uuid::Uuid::now_v7()).to_string();
    for (id, left) in [
        (strange.as_str(), 2),
        (mine.as_str(), 1),
        (mine.as_str(), 1),
    ] {
        let answer = browser
            .fill("/c", &page, &[("u", id), ("q", "かいている ところ")])
            .await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.text.contains("かいている ところ"));
        let file = house.case_file().await;
        assert_eq!(
            file.her_items.iter().filter(|item| item.stands()).count(),
            left
        );
        assert_eq!(file.wishes.len(), 1, "nothing else was sent");
    }
    // Without the form's token nothing is added or taken.
    let forged = browser.post("/c", &[("i", "にせもの")]).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    assert!(forged.text.contains("にせもの"));
    assert_eq!(house.case_file().await.her_items.len(), 2);
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn her_name_under_the_plan_is_optional_and_a_change_asks_her_again() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let mut browser = house.come_in(0).await;
    let page = browser.get("/d").await;
    assert!(page.text.contains("id=\"x-sign\"") && page.plain().contains("書かなくても いいです"));
    let yes = [("x", "1"), ("r", "1"), ("m", "1"), ("t", "")];
    // Too long a name, and what no finger has drawn, are told; nothing is lost.
    let (long, many) = ("あ".repeat(201), "1,1 ".repeat(1001));
    for (name, drawn, at) in [
        (long.as_str(), "", "x-sign"),
        ("はるか", "1,2 x", "x-draw"),
        ("はるか", "601,1", "x-draw"),
        ("はるか", "</svg>", "x-draw"),
        ("はるか", many.as_str(), "x-draw"),
    ] {
        let wrong = [&yes[..], &[("g", name), ("n", drawn)]].concat();
        let answer = browser.fill("/d", &page, &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{drawn}");
        assert!(answer.text.contains(&format!("href=\"#{at}\"")) && answer.text.contains(name));
        assert!(!answer.text.contains("</svg>\""));
    }
    let drawn = "10,20 30,40;50,60 70,80";
    let answer = browser
        .fill(
            "/d",
            &page,
            &[&yes[..], &[("g", "はるか"), ("n", drawn)]].concat(),
        )
        .await;
    assert_eq!(answer.place(), "/a#g");
    let agreement = || async { house.her_plan().await.agreement.unwrap() };
    assert_eq!(agreement().await.signed, "はるか");
    let lines: Vec<_> = agreement().await.drawn.lines().collect();
    assert_eq!(lines.join(";"), drawn);
    let page = browser.get("/a").await;
    assert!(page.plain().contains("名前も うけとりました") && !page.text.contains("はるか"));
    assert!(!page.plain().contains("そのあとに あなたが 書いた"));
    // A word of hers afterwards opens it again, and so does another version.
    let page = browser.get("/c").await;
    browser
        .fill("/c", &page, &[("i", "ねこと くらしたい"), ("q", "")])
        .await;
    let page = browser.get("/a").await;
    assert!(page.plain().contains("そのあとに あなたが 書いた"));
    let page = browser.get("/d").await;
    // Without a name it is as good.
    assert_eq!(browser.fill("/d", &page, &yes).await.place(), "/a#g");
    assert!(!agreement().await.is_signed());
    assert!(
        !browser
            .get("/a")
            .await
            .plain()
            .contains("そのあとに あなたが 書いた")
    );
    shows_second(&house).await;
    let page = browser.get("/a").await;
    assert!(page.plain().contains("かわったので、もういちど 聞きます"));
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn her_own_words_come_first_and_then_one_contact() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let mut browser = house.come_in(0).await;
    let plain = browser.get("/a").await.plain();
    let place = |what: &str| plain.find(what).unwrap_or_else(|| panic!("no {what}"));
    assert!(place(crate::house::WISH) < place("いちばんの 相談先"));
    assert!(place("いちばんの 相談先") < place("めざす くらし"));
    assert!(place("めざす くらし") < place("どう したいですか"));
    scratch.remove().await;
}
