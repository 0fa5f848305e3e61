//! The paper of scenario 1 (invented people), shared by the tests.

use std::io::Write;
use std::process::{Command, Stdio};

use chrono::NaiveDate;
use domain::calendar::{age_words, wareki};
use domain::form::case_review::key;
use paper::{CaseReviewSheet, Half};

pub const ADDRESS: &str = "見本道みほん市架空町1-1";

/// What no file may say about itself: its people, its year, who made it and when.
pub const NOT_ABOUT_ITSELF: [&str; 7] = [
    "春花",
    "見本",
    "みほん",
    "試験",
    "2026",
    "CreationDate",
    "Author",
];

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

/// Request of 令和8年5月13日 (1.5) and report of 令和8年5月20日 (1.8).
pub fn scenario() -> CaseReviewSheet {
    let birth = day(1990, 7, 4);
    let upper = Half::new()
        .word(key::REQUESTING_AGENCY, "みほん市福祉課")
        .tick(key::IN_PROTECTION)
        .word(key::NAME, "見本 春花")
        .word(key::KANA, "ミホン ハルカ")
        .word(key::BIRTH_DATE, wareki(birth).to_string())
        .word(key::AGE, age_words(birth, day(2026, 5, 13)).expect("an age"))
        .word(key::ADDRESS, ADDRESS)
        .word(
            key::CURRENT_STATE,
            "令和8年5月8日から一時保護中。子2人同伴。長女は登校していない。",
        )
        .word(
            key::CASE_OUTLINE_FACTS,
            "令和8年5月8日21時40分、警察からの電話で相談を受けた。夫からの暴力。首を絞められ、通院1回。\
             長女（9歳、小4）と次女（3歳、保育所）を連れて避難した。",
        )
        .word(
            key::CASE_OUTLINE_WORDS,
            "「息ができなかった」「子どもと三人で、夜こわくない所に住みたい」「学校に場所を言わないで」",
        )
        .word(key::MATTERS, "① 退所先\n② 長女の就学\n③ 支援措置と保護命令\n④ 生活費")
        .word(
            key::ATTENDEE_SCOPE,
            "見本道立女性相談支援センター（試験 調、試験 心）、みほん警察署（試験 警）、\
             ひがし児童相談所（試験 児）、みほん市民課（試験 市）、民間シェルター「あかり」（試験 灯）、\
             みほん市福祉課（試験 一子）",
        )
        .word(key::WISHED_DATETIME, "令和8年5月19日 13時～15時\n第2希望 令和8年5月20日")
        .word(key::WISHED_PLACE, "センター会議室")
        .tick(key::CONSENT);
    let lower = Half::new()
        .word(key::WRITTEN_ON, wareki(day(2026, 5, 20)).to_string())
        .word(key::WRITER, "試験 一子")
        .word(key::HELD, "令和8年5月19日 13時30分～15時00分")
        .word(key::HELD_AT, "センター会議室")
        .word(key::ATTENDEES, "6機関7名（試験 心は本人に同席）、本人（一部・オンライン）")
        .word(
            key::OUTCOME,
            "主担当機関：センター　主たる支援機関：民間シェルター「あかり」\n\
             退所先は母子生活支援施設を見学して決める。転校手続は場所を出さずに進める（児童相談所）。\n\
             支援措置の申出（市民課）、110番登録と巡回（警察）、保護命令の申立てを支援する。\n\
             次回：令和8年6月2日 13時30分",
        );
    CaseReviewSheet {
        upper,
        lower: Some(lower),
        address_reason: Some("支援措置手続中".to_owned()),
        ..CaseReviewSheet::default()
    }
}

fn poppler(tool: &str, arguments: &[&str], pdf: &[u8]) -> Vec<u8> {
    let mut child = Command::new(tool)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| {
            panic!("{tool} is needed to read the PDF back ({error}): apt-get install poppler-utils")
        });
    let mut input = child.stdin.take().expect("stdin");
    let bytes = pdf.to_vec();
    let feeder = std::thread::spawn(move || input.write_all(&bytes));
    let output = child.wait_with_output().expect("output");
    feeder.join().expect("thread").expect("write");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{tool} could not read the PDF: {said}"
    );
    output.stdout
}

/// The text of a PDF as poppler reads it.
pub fn text(pdf: &[u8]) -> String {
    String::from_utf8(poppler(
        "pdftotext",
        &["-layout", "-enc", "UTF-8", "-", "-"],
        pdf,
    ))
    .expect("UTF-8")
}

/// Every word with where it stands: page, left, top, right, bottom, in points from the top left.
pub fn placed(pdf: &[u8]) -> Vec<(String, usize, [f32; 4])> {
    let html = poppler("pdftotext", &["-bbox", "-enc", "UTF-8", "-", "-"], pdf);
    let html = String::from_utf8(html).expect("UTF-8");
    let mut page = 0;
    let mut words = Vec::new();
    for line in html.lines().map(str::trim) {
        page += usize::from(line.starts_with("<page"));
        let Some(rest) = line.strip_prefix("<word ") else {
            continue;
        };
        let at = |key: &str| -> f32 {
            let from = rest.find(&format!("{key}=\"")).expect(key) + key.len() + 2;
            let number = rest[from..].split('"').next().expect("a number");
            number.parse().expect("a number")
        };
        let word = rest.split('>').nth(1).expect("a word");
        let word = word.trim_end_matches("</word").to_owned();
        words.push((word, page, [at("xMin"), at("yMin"), at("xMax"), at("yMax")]));
    }
    words
}

/// The text in drawing order, without blanks and line ends: what was broken over lines is whole again.
pub fn solid(pdf: &[u8]) -> String {
    let raw = String::from_utf8(poppler(
        "pdftotext",
        &["-raw", "-enc", "UTF-8", "-", "-"],
        pdf,
    ));
    squeeze(&raw.expect("UTF-8"))
}

pub fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

pub fn pages(pdf: &[u8]) -> usize {
    let info = String::from_utf8_lossy(&poppler("pdfinfo", &["-"], pdf)).into_owned();
    let line = info
        .lines()
        .find_map(|line| line.strip_prefix("Pages:"))
        .expect("Pages");
    line.trim().parse().expect("a number")
}

pub fn info(pdf: &[u8]) -> String {
    let info = poppler("pdfinfo", &["-"], pdf);
    let xmp = poppler("pdfinfo", &["-meta", "-"], pdf);
    String::from_utf8_lossy(&[info, xmp].concat()).into_owned()
}

pub fn fonts(pdf: &[u8]) -> String {
    String::from_utf8_lossy(&poppler("pdffonts", &["-"], pdf)).into_owned()
}
