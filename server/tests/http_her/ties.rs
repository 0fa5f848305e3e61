//! あなたのつながり: read as a list, written without a script, marked as hers.

use axum::http::StatusCode;
use domain::case::Voice;
use domain::command::CaseCommand;
use domain::id::TieId;
use domain::tie::{TieFlow, TieHow, TieKind, TieSide, TieStrength, TieTo, TieVoice};
use uuid::Uuid;

use crate::database::Scratch;
use crate::house::{ADDRESS, house};

#[tokio::test(flavor = "multi_thread")]
async fn she_reads_who_is_around_her_and_says_how_it_is() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let worker = |kind, words: &str| CaseCommand::RecordTie {
        tie: TieId(Uuid::now_v7()),
        side: TieSide::Worker,
        to: TieTo::Person {
            name: "架空 まつ".into(),
            relation: "友人".into(),
        },
        how: TieHow {
            kind,
            strength: TieStrength::Much,
            flow: TieFlow::Unsaid,
        },
        words: words.into(),
    };
    house
        .acts(worker(TieKind::Stressful, "お金を借りている"))
        .await;
    let mut browser = house.come_in(0).await;
    let plan = browser.get("/a").await;
    assert!(plan.text.contains("href=\"/t\""));
    let page = browser.get("/t").await;
    assert_eq!(page.status, StatusCode::OK);
    let words = page.plain();
    assert!(words.contains("みほん市福祉課") && words.contains("あなたの つながり"));
    for hidden in ["まつ", "借りている", ADDRESS, "checked", "style="] {
        assert!(!page.text.contains(hidden), "{hidden}");
    }
    // The drawing and the list say the same: every knot leads to its line.
    let links = page.text.matches("href=\"#l").count();
    assert!(links > 0 && page.text.matches("id=\"l").count() == links);

    // Somebody of her own.
    let answer = browser
        .fill(
            "/t",
            &page,
            &[
                ("z", "n"),
                ("m", "みどり"),
                ("r", "友だち"),
                ("a", "1"),
                ("g", "3"),
                ("q", "よく</textarea>笑う"),
            ],
        )
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.plain());
    assert!(answer.place().starts_with("/t#l"));
    let file = house.case_file().await;
    let own = file.ties.last().unwrap();
    assert_eq!(own.by, TieVoice::Hers(Voice::Herself));
    assert_eq!(
        (own.how.kind, own.how.strength, own.words.as_str()),
        (
            TieKind::Supporting,
            TieStrength::Much,
            "よく</textarea>笑う"
        )
    );
    let page = browser.get("/t").await;
    let words = page.plain();
    assert!(words.contains("みどり") && words.contains("あなたが 書いた こと"));
    assert!(page.text.contains("data-hers=\"true\""));

    // The same person again takes the place of what she said; then she takes it off.
    let who = "p友だち/みどり";
    let again = [("z", who), ("a", "3"), ("g", "1"), ("q", "")];
    for _ in 0..2 {
        let answer = browser.fill("/t", &page, &again).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
    let file = house.case_file().await;
    let hers = file
        .ties
        .iter()
        .filter(|tie| tie.by.side() == TieSide::Hers);
    assert_eq!(
        hers.map(|tie| tie.how.kind).collect::<Vec<_>>(),
        [TieKind::Stressful]
    );
    let page = browser.get("/t").await;
    let answer = browser.fill("/t", &page, &[("z", who), ("a", "9")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let file = house.case_file().await;
    assert_eq!(
        file.ties.len(),
        1,
        "the worker's view is not hers to take off"
    );
    assert!(!browser.get("/t").await.text.contains("みどり"));
    scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_told_and_what_she_typed_stays() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let mut browser = house.come_in(0).await;
    let page = browser.get("/t").await;
    let typed = ("q", "やさしい <人>");
    for (fields, field) in [
        (vec![typed], "#z"),
        (vec![("z", "n"), ("a", "1"), ("g", "1"), typed], "#m"),
        (
            vec![("z", "pだれでも/ない"), ("a", "1"), ("g", "1"), typed],
            "#z",
        ),
        (vec![("z", "n"), ("m", "みどり"), ("g", "1"), typed], "#a"),
        (vec![("z", "n"), ("m", "みどり"), ("a", "1"), typed], "#g"),
        (
            vec![("z", "n"), ("m", ADDRESS), ("a", "1"), ("g", "1"), typed],
            "#m",
        ),
    ] {
        let answer = browser.fill("/t", &page, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(
            answer.text.contains(&format!("href=\"{field}\"")),
            "{field}"
        );
        assert!(answer.text.contains("やさしい &lt;人&gt;</textarea>"));
    }
    let long = "あ".repeat(201);
    let fields = [
        ("z", "n"),
        ("m", "みどり"),
        ("a", "1"),
        ("g", "1"),
        ("q", &*long),
    ];
    let answer = browser.fill("/t", &page, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains(&long));
    // Readings off and on: nothing typed is lost.
    let answer = browser
        .fill(
            "/r",
            &page,
            &[("ruby", "0"), ("z", "n"), ("m", "みどり"), ("a", "2")],
        )
        .await;
    assert!(answer.text.contains("みどり") && answer.text.contains("checked"));
    // Without the token nothing happens.
    let answer = browser
        .post("/t", &[("z", "n"), ("m", "みどり"), ("a", "1"), ("g", "1")])
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(house.case_file().await.ties.is_empty());
    scratch.remove().await;
}
