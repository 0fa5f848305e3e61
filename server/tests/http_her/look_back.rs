//! ふりかえり at her own door, without scripts: nothing preset, nothing typed lost.

use axum::http::StatusCode;
use domain::case::Voice;
use domain::command::CaseCommand;
use domain::evaluation::{Evaluation, Sign};
use domain::id::EvaluationId;
use domain::timing::TimingCommand;
use uuid::Uuid;

use crate::database::Scratch;
use crate::house::{House, house};

async fn known(house: &House, evaluation: EvaluationId) -> Evaluation {
    let file = house.case_file().await;
    file.evaluation(evaluation).unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn she_looks_back_first_and_every_refusal_keeps_her_words() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let mut browser = house.come_in(0).await;
    let nothing = browser.get("/f").await;
    nothing.goes_to("/a");
    assert!(!browser.get("/a").await.plain().contains("ふりかえり"));

    let evaluation = EvaluationId(Uuid::now_v7());
    house
        .acts(CaseCommand::Timing(TimingCommand::Begin {
            evaluation,
            plan: None,
        }))
        .await;
    assert!(browser.get("/a").await.plain().contains("ふりかえり"));
    let page = browser.get("/f").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("<ruby>") && !page.text.contains("checked"));
    assert!(!page.text.contains("style=") && !page.text.contains("src=\"http"));

    // Readings off: what she typed comes back with the page, and nothing was sent.
    let typed = [("g", "1"), ("t", "</textarea><b>まよう")];
    let mut switch = typed.to_vec();
    switch.push(("ruby", "0"));
    let again = browser.fill("/r", &page, &switch).await;
    assert_eq!(again.status, StatusCode::OK);
    assert!(again.text.contains("&lt;/textarea&gt;&lt;b&gt;まよう"));
    assert!(again.text.contains("checked"));
    assert!(known(&house, evaluation).await.said.is_empty());

    // A form of another session, and one of another look back.
    let id = evaluation.to_string();
    let other = Uuid::now_v7().to_string();
    let token = page.field("k");
    for (token, id, status) in [
        ("forged", id.as_str(), StatusCode::FORBIDDEN),
        (token.as_str(), other.as_str(), StatusCode::CONFLICT),
    ] {
        let fields = [("k", token), ("q", id), ("t", "わたしの ことば")];
        let answer = browser.post("/f", &fields).await;
        assert_eq!(answer.status, status);
        assert!(answer.text.contains("わたしの ことば"));
    }
    let long = "あ".repeat(4001);
    for said in [[("h", " ")], [("m", long.as_str())]] {
        let answer = browser.fill("/f", &page, &said).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains("role=\"alert\""));
    }
    assert!(known(&house, evaluation).await.said.is_empty());

    let answer = browser.fill("/f", &page, &typed).await;
    answer.goes_to("/f#words");
    // The same form again, and then with other words: once, and once more.
    browser.fill("/f", &page, &typed).await;
    assert_eq!(known(&house, evaluation).await.said.len(), 1);
    browser.fill("/f", &page, &[("t", "やっぱり こう")]).await;
    let known = known(&house, evaluation).await;
    assert_eq!(known.said.len(), 2);
    assert_eq!(known.said[0].whole, Some(Sign::Good));
    assert_eq!(known.said[0].words, "</textarea><b>まよう");
    let newest = known.hers().unwrap();
    assert_eq!(
        (newest.words.as_str(), newest.by),
        ("やっぱり こう", Voice::Herself)
    );
    scratch.remove().await;
}
