use domain::calendar::wareki;
use domain::form::case_review::key;
use paper::{CaseReviewSheet, Half, case_review_pdf};

use crate::scenario::{
    ADDRESS, NOT_ABOUT_ITSELF, day, fonts, info, pages, scenario, solid, squeeze, text,
};

/// Every printed word of the source's paper, in its order.
pub const PRINTED: [&str; 28] = [
    "個別ケース検討会議資料",
    "【要請時記入項目】",
    "要請機関名",
    "要綱第5条該当項目",
    "いずれかにチェック",
    "(1) 一時保護中や女性自立施設入所中のケースの状況把握と支援方針の検討",
    "(2) 今後一時保護や女性自立施設入所等を検討することが必要となるケースの状況把握と支援方針の検討",
    "対象者氏名",
    "生年月日",
    "年齢",
    "住所",
    "現在の状況",
    "ケース概要",
    "協議事項",
    "参集範囲",
    "開催希望日時",
    "開催希望場所",
    "本人の同意",
    "←個別ケース検討会議の開催に本人が同意していることを確認の上チェックして下さい。",
    "※1 参集範囲はできるだけ詳細に(可能であれば担当者名まで)記入して下さい。",
    "※2 開催日時及び場所は希望のとおりにならないことがあります。",
    "【開催後記入項目】",
    "記載年月日",
    "記載者",
    "開催日時",
    "開催場所",
    "出席者",
    "協議結果・支援方針",
];

/// Fails unless the words stand in the text one after the other.
pub fn assert_in_order(text: &str, words: &[&str]) {
    let mut rest = text;
    for word in words {
        let Some(at) = rest.find(&squeeze(word)) else {
            panic!("{word} does not follow in its place; what is left: {rest}");
        };
        rest = &rest[at + squeeze(word).len()..];
    }
}

#[test]
fn scenario_1_is_one_page_with_every_word_of_the_source_in_order() {
    let pdf = case_review_pdf(&scenario()).unwrap();
    assert_eq!(pages(&pdf), 1);
    assert_in_order(&solid(&pdf), &PRINTED);
    let words = solid(&pdf);
    let sheet = scenario();
    for half in [Some(&sheet.upper), sheet.lower.as_ref()]
        .into_iter()
        .flatten()
    {
        for (key, word) in half
            .words
            .iter()
            .filter(|(key, _)| key.as_str() != key::ADDRESS)
        {
            assert!(
                words.contains(&squeeze(word)),
                "{key} is not on the paper: {words}"
            );
        }
    }
    assert!(words.contains("取扱注意") && words.contains("1／1"));
}

#[test]
fn the_empty_paper_is_the_source_and_prints_no_era() {
    let pdf = case_review_pdf(&CaseReviewSheet::default()).unwrap();
    assert_eq!(pages(&pdf), 1);
    let words = solid(&pdf);
    assert_in_order(&words, &PRINTED);
    for era in ["昭和", "平成", "令和"] {
        assert!(!words.contains(era));
    }
    assert!(words.contains("年月日年齢歳") && words.contains("年月日時分～時分"));
    assert_eq!(words.matches('☐').count(), 3);
    assert_eq!(words.matches('☑').count(), 0);
}

#[test]
fn ticks_stand_before_the_ticked_line_only() {
    let words = solid(&case_review_pdf(&scenario()).unwrap());
    assert!(words.contains("☑(1)一時保護中"), "{words}");
    assert!(words.contains("☐(2)今後一時保護"), "{words}");
    assert!(words.contains("☑←個別ケース検討会議の開催に"), "{words}");
    let other = CaseReviewSheet {
        upper: Half::new().tick(key::CONSIDERING_PROTECTION),
        ..CaseReviewSheet::default()
    };
    let words = solid(&case_review_pdf(&other).unwrap());
    assert!(words.contains("☐(1)一時保護中"), "{words}");
    assert!(words.contains("☑(2)今後一時保護"), "{words}");
    assert!(words.contains("☐←個別ケース検討会議の開催に"), "{words}");
}

#[test]
fn the_address_is_withheld_unless_it_was_opened_for_this_paper() {
    let mut sheet = scenario();
    let words = solid(&case_review_pdf(&sheet).unwrap());
    assert!(words.contains("住所非開示（支援措置手続中）"), "{words}");
    assert!(!words.contains("架空町"));

    sheet.address_reason = None;
    let words = solid(&case_review_pdf(&sheet).unwrap());
    assert!(words.contains("住所非開示現在の状況"), "{words}");

    sheet.address_shown = Some(ADDRESS.to_owned());
    let words = solid(&case_review_pdf(&sheet).unwrap());
    assert!(
        words.contains(&format!("住所{ADDRESS}現在の状況")),
        "{words}"
    );
    assert!(!words.contains("非開示"));
}

#[test]
fn every_era_prints_as_itself() {
    let births = [
        (day(1990, 7, 4), "平成2年7月4日"),
        (day(1988, 3, 3), "昭和63年3月3日"),
        (day(1989, 1, 7), "昭和64年1月7日"),
        (day(1989, 1, 8), "平成元年1月8日"),
        (day(1926, 12, 24), "大正15年12月24日"),
        (day(2019, 4, 30), "平成31年4月30日"),
        (day(2019, 5, 1), "令和元年5月1日"),
    ];
    for (birth, printed) in births {
        let mut sheet = scenario();
        sheet.upper = sheet.upper.word(key::BIRTH_DATE, wareki(birth).to_string());
        let words = text(&case_review_pdf(&sheet).unwrap());
        assert!(words.contains(printed), "{printed} is missing: {words}");
    }
}

#[test]
fn long_writing_goes_on_on_the_next_page_and_nothing_is_lost() {
    let mut sheet = scenario();
    let facts = numbered("事実", 260);
    let outcome = numbered("方針", 160);
    let scope = numbered("機関", 90);
    sheet.upper = sheet
        .upper
        .word(key::CASE_OUTLINE_FACTS, facts.clone())
        .word(key::ATTENDEE_SCOPE, scope.clone());
    sheet.lower = sheet
        .lower
        .map(|lower| lower.word(key::OUTCOME, outcome.clone()));
    let pdf = case_review_pdf(&sheet).unwrap();
    assert!(pages(&pdf) >= 2);
    let words = solid(&pdf);
    // Without what stands between the end of one page and the writing on the next, it is whole.
    let mut whole = words.clone();
    for page in 2..=pages(&pdf) {
        let between = format!(
            "取扱注意{page}／{}個別ケース検討会議資料（続き）",
            pages(&pdf)
        );
        assert!(whole.contains(&between), "{whole}");
        whole = whole.replace(&between, "");
    }
    for label in [
        "ケース概要",
        "参集範囲（※1）",
        "参集範囲(※1)",
        "協議結果・支援方針",
    ] {
        whole = whole.replace(&format!("{label}（続き）"), "");
    }
    for written in [facts, outcome, scope] {
        assert!(
            whole.contains(&squeeze(&written)),
            "{written} is not whole in {whole}"
        );
    }
    assert!(words.contains("ケース概要（続き）"), "{words}");
    assert!(words.contains(&format!("1／{}", pages(&pdf))));
    assert_eq!(words.matches("取扱注意").count(), pages(&pdf));
    assert_in_order(&words, &PRINTED);
}

#[test]
fn paper_grows_page_by_page_at_every_length() {
    let mut last = 1;
    for count in (0..400).step_by(13) {
        let mut sheet = scenario();
        sheet.upper = sheet
            .upper
            .word(key::CURRENT_STATE, numbered("状況", count));
        let pdf = case_review_pdf(&sheet).unwrap();
        let now = pages(&pdf);
        assert!(now == last || now == last + 1, "{last} pages, then {now}");
        last = now;
        assert!(solid(&pdf).contains("協議結果・支援方針"));
    }
    assert!(last > 2);
}

#[test]
fn a_character_beyond_the_font_is_named_and_a_note_says_so() {
    let mut sheet = scenario();
    sheet.upper = sheet.upper.word(key::NAME, "𠮷田 花子").word(key::KANA, "");
    let words = solid(&case_review_pdf(&sheet).unwrap());
    assert!(words.contains("［外字U+20BB7］田花子"), "{words}");
    assert!(words.contains("※［外字U+…］は"), "{words}");
    let plain = solid(&case_review_pdf(&scenario()).unwrap());
    assert!(!plain.contains("外字"));
}

#[test]
fn the_font_is_embedded_as_a_subset_with_its_text() {
    let pdf = case_review_pdf(&scenario()).unwrap();
    let fonts = fonts(&pdf);
    let line = fonts
        .lines()
        .find(|line| line.contains("BIZUDPGothic"))
        .expect("the font");
    // emb, sub, uni
    assert_eq!(line.matches("yes").count(), 3, "{fonts}");
    assert!(pdf.len() < 300_000, "{} bytes", pdf.len());
}

#[test]
fn the_file_says_nothing_of_the_case_about_itself_and_is_the_same_each_time() {
    let mut sheet = scenario();
    sheet.copy_number = Some("3-2".to_owned());
    let pdf = case_review_pdf(&sheet).unwrap();
    assert_eq!(pdf, case_review_pdf(&sheet).unwrap());
    assert!(solid(&pdf).contains("配布番号3-2"));
    let info = info(&pdf);
    assert!(info.contains("個別ケース検討会議資料"), "{info}");
    for word in NOT_ABOUT_ITSELF {
        assert!(!info.contains(word), "{word}: {info}");
    }
}

/// Numbered sentences, so that a lost one is noticed.
pub fn numbered(word: &str, count: usize) -> String {
    let sentence = |number: usize| format!("{word}その{number}番、これは長い文章の一つです。");
    (1..=count).map(sentence).collect::<Vec<_>>().concat()
}
