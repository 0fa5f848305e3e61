//! 予約カード as a paper: once, from the moment it is given until it is used, and nothing on it tells of her.

use domain::id::CaseId;
use domain::wire::session::{CARD, CARD_FILE, CardFile, GivenCard};
use serde_json::json;
use server::audit;
use uuid::Uuid;

use crate::database::Scratch;
use crate::tale::{ADDRESS, CALLED, NAME, PHONE, PIN};
use crate::town::{Raw, Town, town};

crate::on_both! {
    her_card_is_printed_once_and_tells_nothing: her_card_is_printed_once_on_sqlite, her_card_is_printed_once_on_postgres;
    a_card_is_printed_by_her_worker_alone: a_card_is_printed_by_her_worker_alone_on_sqlite, a_card_is_printed_by_her_worker_alone_on_postgres;
    a_used_or_replaced_card_is_not_printed: a_used_or_replaced_card_is_not_printed_on_sqlite, a_used_or_replaced_card_is_not_printed_on_postgres;
}

/// What a paper that may lie on a kitchen table must not say.
const TELLS: [&str; 13] = [
    NAME,
    CALLED,
    ADDRESS,
    PHONE,
    PIN,
    "K-R8",
    "ともに",
    "Tomoni",
    "支援",
    "相談",
    "女性",
    "福祉",
    "暗証",
];

async fn given(town: &Town) -> GivenCard {
    let asked = json!({ "case": town.case, "pin": PIN, "pin_again": PIN });
    let raw = town.post("ichiko", CARD, asked.to_string()).await;
    assert_eq!(raw.status, 200, "{}", raw.text());
    serde_json::from_slice(&raw.body).unwrap()
}

async fn print(town: &Town, login: &str, case: CaseId, lines: &[String]) -> Raw {
    let lines = lines.to_vec();
    let asked = serde_json::to_string(&CardFile { case, lines }).unwrap();
    town.post(login, CARD_FILE, asked).await
}

/// What poppler reads out of the file: `pdftotext` its words, `pdfinfo` its properties.
fn read(program: &str, arguments: &[&str], raw: &Raw) -> String {
    use std::io::Write;
    use std::process::{Command, Stdio};
    assert_eq!(raw.status, 200, "{}", raw.text());
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&raw.body).unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
}

async fn printed_on_record(town: &Town) -> usize {
    let keys = town.keys().await;
    let rows = audit::of_case(town.tomoni.store.read(), &keys, town.case.0, 500).await;
    let rows = rows.unwrap();
    rows.iter()
        .filter(|row| row.action == "card-printed")
        .count()
}

async fn her_card_is_printed_once_and_tells_nothing(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    let card = given(&town).await;
    assert_eq!(printed_on_record(&town).await, 0);
    let paper = print(&town, "ichiko", town.case, &card.lines).await;
    let words = read("pdftotext", &["-raw", "-enc", "UTF-8", "-", "-"], &paper);
    let words: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    for line in &card.lines {
        assert_eq!(words.matches(line.as_str()).count(), 1, "{line}: {words}");
    }
    assert!(words.contains(&card.host), "{words}");
    let facts = read("pdfinfo", &["-"], &paper);
    let name = paper.header("content-disposition");
    assert_eq!(name, "attachment; filename=\"card.pdf\"");
    let bytes = String::from_utf8_lossy(&paper.body);
    for tells in TELLS {
        let tells: String = tells.chars().filter(|c| !c.is_whitespace()).collect();
        for said in [&words, &facts, &*bytes, name] {
            assert!(!said.contains(&tells), "{tells}: {said}");
        }
    }
    assert_eq!(printed_on_record(&town).await, 1);

    // A second paper would be a second card.
    let again = print(&town, "ichiko", town.case, &card.lines).await;
    assert_eq!(again.status, 422);
    assert!(again.text().contains("もう作りました"), "{}", again.text());
    assert_eq!(printed_on_record(&town).await, 1);
    // What was printed opens her door all the same, and the next card has a paper of its own.
    let fields = [("c", card.lines[3].as_str()), ("n", PIN)];
    assert_eq!(town.she_sends("", "/", &fields).await.status, 303);
    let next = given(&town).await;
    let paper = print(&town, "ichiko", town.case, &next.lines).await;
    assert_eq!(paper.status, 200, "{}", paper.text());
    town.close().await;
}

async fn a_card_is_printed_by_her_worker_alone(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    let card = given(&town).await;
    for login in ["kei", "ji", "daihyo", "kansa", "kanri", "akari"] {
        let hidden = print(&town, login, town.case, &card.lines).await;
        let absent = print(&town, login, CaseId(Uuid::now_v7()), &card.lines).await;
        assert_eq!(hidden, absent, "{login}");
        assert_eq!(hidden.status, 404, "{login}");
    }
    assert_eq!(printed_on_record(&town).await, 0);
    assert_eq!(
        print(&town, "ichiko", town.case, &card.lines).await.status,
        200
    );
    town.close().await;
}

async fn a_used_or_replaced_card_is_not_printed(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    let replaced = given(&town).await;
    let used = given(&town).await;
    let fields = [("c", used.lines[9].as_str()), ("n", PIN)];
    assert_eq!(town.she_sends("", "/", &fields).await.status, 303);
    let mut twice = used.lines.clone();
    twice[9] = twice[0].clone();
    let mut unknown = used.lines.clone();
    unknown[9] = "ZZZZ-ZZZZ-ZZZZ-ZZZZ".to_owned();
    let mut other_words = used.lines.clone();
    other_words[9] = NAME.to_owned();
    let fewer = used.lines[..9].to_vec();
    for lines in [
        &replaced.lines,
        &used.lines,
        &twice,
        &unknown,
        &other_words,
        &fewer,
    ] {
        let refused = print(&town, "ichiko", town.case, lines).await;
        assert_eq!(refused.status, 422, "{}", refused.text());
        let told = refused.text();
        assert!(told.contains("新しいカードを作ってください"), "{told}");
    }
    assert_eq!(
        printed_on_record(&town).await,
        0,
        "no paper, no record of one"
    );
    town.close().await;
}
