//! Her plan, her words, her say.

use axum::http::StatusCode;
use domain::command::CaseCommand;
use domain::id::RecordId;
use domain::plan::{AgreementExtent, ItemChoice};
use domain::record::{Means, ThreeParts};
use uuid::Uuid;

use crate::database::Scratch;
use crate::house::{ADDRESS, Browser, WISH, house};

#[tokio::test(flavor = "multi_thread")]
async fn she_reads_answers_comments_and_agrees_in_part_without_javascript() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let mut browser = house.come_in(0).await;

    let page = browser.get("/a").await;
    assert_eq!(page.status, StatusCode::OK);
    let plain = page.plain();
    assert!(plain.contains("はるさん") && plain.contains(WISH));
    assert!(
        plain.find(WISH) < plain.find("めざす"),
        "her own words first"
    );
    assert!(plain.contains("試験 一子") && plain.contains("計画 1 / 3"));
    assert!(plain.contains("みほん市福祉課"), "who can see it");
    assert!(page.text.contains("<ruby>"));
    assert!(!page.text.contains(ADDRESS) && !page.text.contains("追跡"));
    assert!(!page.text.contains("checked"), "nothing is preset");
    assert!(!page.text.contains("style=") && !page.text.contains("src=\"http"));

    // One button sends what she filled in at two items, and a mistake at the second.
    let answer = browser
        .fill(
            "/b",
            &page,
            &[
                ("n", "1"),
                ("a1", "1"),
                ("w1", "はやく\r\n見たい"),
                ("a2", "2"),
                ("c2", "さよならだけ言いたい"),
            ],
        )
        .await;
    answer.goes_to("/a#n1");
    let plan = house.her_plan().await;
    let replies = plan.replies_to(1);
    assert_eq!(replies.len(), 2, "silence stays unanswered");
    assert_eq!(replies[&house.items[0]].choice, ItemChoice::Want);
    assert_eq!(replies[&house.items[0]].words, "はやく\n見たい");
    assert_eq!(plan.waiting().count(), 1);

    // A member of the staff answers; she reads it.
    let comment = plan.comments[0].id;
    house
        .acts(CaseCommand::AnswerComment {
            plan: house.plan,
            comment,
            words: "手紙を届けます".into(),
        })
        .await;
    let page = browser.get("/a").await;
    assert!(page.plain().contains("手紙を届けます"));
    assert_eq!(
        page.text.matches("checked").count(),
        2,
        "only what she answered herself"
    );

    // In part: without the statements, without an open item, then right.
    let page = browser.get("/d").await;
    assert!(!page.text.contains("checked"));
    let answer = browser
        .fill("/d", &page, &[("x", "2"), ("t", "まだ"), ("r", "1")])
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("まだ") && answer.text.contains("href=\"#x-open\""));
    assert_eq!(
        answer.text.matches("checked").count(),
        2,
        "what she ticked is kept"
    );
    let open = house.items[2].to_string();
    let right = [
        ("x", "2"),
        ("o", open.as_str()),
        ("r", "1"),
        ("m", "1"),
        ("t", "まだ"),
    ];
    let answer = browser.fill("/d", &answer, &right).await;
    answer.goes_to("/a#g");
    let agreement = house.her_plan().await.agreed_to(1).unwrap().clone();
    assert_eq!(agreement.extent, AgreementExtent::Part);
    assert_eq!(agreement.open_items, [house.items[2]]);

    // Her words at any time.
    let page = browser.get("/c").await;
    let answer = browser
        .fill("/c", &page, &[("q", "海の見える所"), ("t", ""), ("y", "1")])
        .await;
    assert_eq!(answer.place(), "/a");
    let page = browser.get("/a").await.plain();
    assert!(page.find("海の見える所") < page.find(WISH));
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_she_typed_is_kept_when_it_cannot_be_taken() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let mut browser = house.come_in(0).await;
    let page = browser.get("/a").await;
    // Words without a choice; the other item is taken all the same.
    let answer = browser
        .fill(
            "/b",
            &page,
            &[("n", "1"), ("w1", "</textarea><b>まよう&amp;"), ("a3", "4")],
        )
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer
            .text
            .contains("&lt;/textarea&gt;&lt;b&gt;まよう&amp;amp;</textarea>")
    );
    assert!(answer.text.contains("role=\"alert\""));
    assert_eq!(house.her_plan().await.replies.len(), 1);
    // Too long, and nothing at all.
    let long = "あ".repeat(4001);
    let answer = browser
        .fill("/b", &page, &[("n", "1"), ("a1", "1"), ("w1", &long)])
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains(&long));
    let answer = browser.fill("/b", &page, &[("n", "2")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let huge = "a".repeat(300 * 1024);
    let answer = browser
        .fill("/b", &page, &[("n", "1"), ("a1", "1"), ("w1", &huge)])
        .await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_sent_twice_is_there_once_and_an_old_page_filled_in_anew_counts() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let mut browser = house.come_in(0).await;
    let page = browser.get("/a").await;
    let said = [
        ("n", "1"),
        ("a1", "3"),
        ("w1", "まだ"),
        ("c1", "日がちがう"),
    ];
    for _ in 0..2 {
        assert_eq!(
            browser.fill("/b", &page, &said).await.status,
            StatusCode::SEE_OTHER
        );
    }
    let plan = house.her_plan().await;
    assert_eq!((plan.replies.len(), plan.comments.len()), (1, 1));
    // The browser's Back, another answer, sent again under the old id.
    let anew = [
        ("n", "1"),
        ("a1", "1"),
        ("w1", "やっぱり"),
        ("c1", "場所もちがう"),
    ];
    assert_eq!(
        browser.fill("/b", &page, &anew).await.status,
        StatusCode::SEE_OTHER
    );
    let plan = house.her_plan().await;
    assert_eq!(plan.replies_to(1)[&house.items[0]].words, "やっぱり");
    assert_eq!(plan.comments.len(), 2);
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn she_agrees_to_what_was_on_her_screen_and_to_nothing_else() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let mut browser = house.come_in(0).await;
    let old = browser.get("/d").await;
    let old_plan = browser.get("/a").await;
    house
        .write_plan(1, "6月《がつ》2日《ふつか》に 見《み》に いく。")
        .await;
    // Written but not shown: her page and her answer stay with version 1.
    assert!(browser.get("/a").await.plain().contains("5月27日に"));
    house.shows(2).await;
    let yes = [("x", "1"), ("r", "1"), ("m", "1"), ("t", "よかった")];
    let answer = browser.fill("/d", &old, &yes).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.plain().contains("新しく なりました"));
    assert!(answer.text.contains("よかった") && !answer.text.contains("checked"));
    assert!(house.her_plan().await.agreement.is_none());
    // An item's answer likewise; her words stay, the changed item is asked anew.
    let said = [("n", "1"), ("a1", "1"), ("w1", "いいね"), ("a2", "2")];
    let answer = browser.fill("/b", &old_plan, &said).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text.contains("いいね"));
    assert_eq!(answer.text.matches("checked").count(), 1);
    // What changed, in words.
    let page = browser.get("/a").await.plain();
    assert!(
        page.contains("かわった ところ") && page.contains("5月27日に") && page.contains("6月2日に")
    );
    let new = browser.get("/d").await;
    let answer = browser.fill("/d", &new, &yes).await;
    assert_eq!(answer.place(), "/a#g");
    assert!(house.her_plan().await.agreed_to(2).is_some());
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_without_its_token_changes_nothing() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let mut browser = house.come_in(0).await;
    let page = browser.get("/a").await;
    let item = house.items[0].to_string();
    let plan = house.plan.to_string();
    let token = format!("{}x", page.field("k"));
    for token in ["", token.as_str()] {
        let fields = [
            ("k", token),
            ("p", plan.as_str()),
            ("v", "1"),
            ("i1", item.as_str()),
            ("a1", "1"),
            ("w1", "ことば"),
            ("n", "1"),
        ];
        let answer = browser.post("/b", &fields).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(answer.text.contains("ことば"), "what she typed is kept");
        for path in ["/c", "/d"] {
            let fields = [
                ("k", token),
                ("q", "きぼう"),
                ("x", "4"),
                ("p", &plan),
                ("v", "1"),
            ];
            assert_eq!(
                browser.post(path, &fields).await.status,
                StatusCode::FORBIDDEN
            );
        }
    }
    let plan = house.her_plan().await;
    assert!(plan.replies.is_empty() && plan.agreement.is_none());
    assert_eq!(house.case_file().await.wishes.len(), 1);
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn she_reads_what_was_written_down_with_her_and_nothing_else() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let record = |facts: &str, shown_to_her| CaseCommand::WriteRecord {
        record: RecordId(Uuid::now_v7()),
        happened_at: house.tomoni.clock.now(),
        means: Means::Phone,
        with: "本人".to_owned(),
        parts: ThreeParts {
            facts: facts.to_owned(),
            her_words: "じぶんで 電話した".to_owned(),
            worker_view: "表情が明るい".to_owned(),
        },
        support: "窓口の時間を伝えた".to_owned(),
        categories: Vec::new(),
        next_step: "来週の同行を調整する".to_owned(),
        safety: false,
        shown_to_her,
        photos: Vec::new(),
    };
    house.acts(record("家賃の話をした", true)).await;
    house.acts(record("担当者どうしの打ち合わせ", false)).await;
    let mut browser = house.come_in(0).await;
    let page = browser.get("/a").await;
    assert!(page.text.contains("href=\"/k\""));
    let page = browser.get("/k").await;
    assert_eq!(page.status, StatusCode::OK);
    let plain = page.plain();
    for shown in ["家賃の話をした", "じぶんで 電話した", "窓口の時間を伝えた"]
    {
        assert!(plain.contains(shown), "{shown}");
    }
    for kept in ["打ち合わせ", "表情が明るい", "来週の同行"] {
        assert!(!page.text.contains(kept), "{kept}");
    }
    // Without her session there is nothing.
    let mut stranger = Browser::fresh(&house);
    let page = stranger.get("/k").await;
    page.goes_to("/");
    scratch.remove().await;
}
