//! BR-016: the ledger prints in the layout of 様式1, three cases a sheet, 第1回〜第4回.

use chrono::NaiveDate;
use domain::case::Birth;
use domain::form::ledger::{
    EXAMPLE, LedgerName, LedgerRound, LedgerRow, LedgerSheet, MARK, TITLE, birth_words, label,
    round_label, sheets,
};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

fn row(no: u32, records: usize) -> LedgerRow {
    let round = |index: usize| LedgerRound {
        meeting_date: day(2026, 5, 19) + chrono::Days::new(14 * index as u64),
        agency: "見本道立女性相談支援センター".to_owned(),
        state: format!("ケース{no}の第{}回", index + 1),
    };
    LedgerRow {
        no,
        who: LedgerName::Name {
            name: "見本 春花".to_owned(),
            birth_and_age: "平成2年7月4日（35）".to_owned(),
            family: vec!["見本 一花".to_owned(), "見本 二葉".to_owned()],
        },
        accepted_on: day(2026, 5, 8),
        records: (0..records).map(round).collect(),
        note: "支援措置〜R9.5.14".to_owned(),
    }
}

/// `first round: 番号×records` of each sheet.
fn shape(sheets: &[LedgerSheet]) -> Vec<String> {
    let sheet = |sheet: &LedgerSheet| {
        let rows = sheet.rows.iter();
        let rows: Vec<_> = rows
            .map(|row| format!("{}×{}", row.no, row.records.len()))
            .collect();
        format!("{}: {}", sheet.first_round, rows.join(" "))
    };
    sheets.iter().map(sheet).collect()
}

#[test]
fn br_016_the_words_are_those_of_the_source() {
    // The lines of the source; widths, blanks and the kind of brackets are the typesetter's.
    let source = "(別紙様式1) ケース進行管理台帳 (様式例) 番号 支援 女性 氏名 生年 月日 (年 齢) 住所 \
        同伴 家族 氏名 相談 受理 年月 日 管理記録 備考 第1回 第2回 第3回 第4回 会議日 主担当 機関 状況等";
    let plain = |text: &str| -> String {
        let kept = text.chars().filter(|c| !c.is_whitespace());
        kept.map(|c| match c {
            '（' => '(',
            '）' => ')',
            c => c,
        })
        .collect()
    };
    let mut ours = [MARK, TITLE, EXAMPLE].concat();
    ours += &label::CASE.concat();
    ours += &[label::RECORDS, label::NOTE].concat();
    ours += &(1..=4).map(round_label).collect::<String>();
    ours += &label::LINES.concat();
    assert_eq!(plain(&ours), plain(source));
}

#[test]
fn br_016_three_cases_a_sheet_and_four_records_beside_each() {
    // Records of each case, and the sheets that come of it.
    let table: &[(&[usize], &[&str])] = &[
        (&[], &["1: "]),
        (&[0], &["1: 1×0"]),
        (&[4], &["1: 1×4"]),
        (&[5], &["1: 1×4", "5: 1×1"]),
        (&[9], &["1: 1×4", "5: 1×4", "9: 1×1"]),
        (&[0, 0, 0], &["1: 1×0 2×0 3×0"]),
        (&[4, 4, 4], &["1: 1×4 2×4 3×4"]),
        (&[5, 5, 5], &["1: 1×4 2×4 3×4", "5: 1×1 2×1 3×1"]),
        (&[4, 5, 0], &["1: 1×4 2×4 3×0", "5: 2×1"]),
        (
            &[9, 9, 9],
            &["1: 1×4 2×4 3×4", "5: 1×4 2×4 3×4", "9: 1×1 2×1 3×1"],
        ),
        (&[9, 5, 4], &["1: 1×4 2×4 3×4", "5: 1×4 2×1", "9: 1×1"]),
        (&[0, 0, 0, 0], &["1: 1×0 2×0 3×0", "1: 4×0"]),
        (&[4, 4, 4, 4], &["1: 1×4 2×4 3×4", "1: 4×4"]),
        (
            &[5, 0, 0, 9],
            &["1: 1×4 2×0 3×0", "5: 1×1", "1: 4×4", "5: 4×4", "9: 4×1"],
        ),
        (
            &[5, 5, 5, 5],
            &["1: 1×4 2×4 3×4", "5: 1×1 2×1 3×1", "1: 4×4", "5: 4×1"],
        ),
        (
            &[9, 9, 9, 9],
            &[
                "1: 1×4 2×4 3×4",
                "5: 1×4 2×4 3×4",
                "9: 1×1 2×1 3×1",
                "1: 4×4",
                "5: 4×4",
                "9: 4×1",
            ],
        ),
    ];
    for (records, expected) in table {
        let rows: Vec<_> = records.iter().zip(1..).map(|(n, no)| row(no, *n)).collect();
        assert_eq!(shape(&sheets(&rows)), *expected, "{records:?}");
    }
}

#[test]
fn br_016_a_further_sheet_goes_on_under_the_same_number_and_loses_nothing() {
    let rows = [row(1, 9), row(2, 3), row(3, 5), row(4, 6)];
    let sheets = sheets(&rows);
    for row in &rows {
        let parts = sheets.iter().flat_map(|sheet| {
            let rows = sheet.rows.iter().filter(|part| part.no == row.no);
            rows.map(move |part| (sheet.first_round, part))
        });
        let mut records = Vec::new();
        for (first_round, part) in parts {
            assert_eq!(first_round, records.len() + 1);
            assert_eq!((&part.who, part.accepted_on), (&row.who, row.accepted_on));
            records.extend(part.records.clone());
        }
        assert_eq!(records, row.records);
    }
    assert_eq!(
        sheets[1].round_labels(),
        ["第5回", "第6回", "第7回", "第8回"]
    );
    assert_eq!(sheets[2].round_labels()[0], "第9回");
}

#[test]
fn br_016_no_address_can_stand_in_a_row() {
    let printed = serde_json::to_value(row(1, 1)).unwrap();
    let keys = |value: &serde_json::Value| -> Vec<String> {
        value.as_object().unwrap().keys().cloned().collect()
    };
    assert_eq!(
        keys(&printed),
        ["accepted_on", "no", "note", "records", "who"]
    );
    assert_eq!(
        keys(&printed["who"]),
        ["birth_and_age", "family", "is", "name"]
    );
    assert_eq!(
        keys(&printed["records"][0]),
        ["agency", "meeting_date", "state"]
    );
    // Negative twin: a row that was sent with one is no row.
    assert_eq!(
        serde_json::from_value::<LedgerRow>(printed.clone()).unwrap(),
        row(1, 1)
    );
    for place in ["", "/who", "/records/0"] {
        let mut with_address = printed.clone();
        with_address.pointer_mut(place).unwrap()["address"] = "見本道みほん市架空町1-1".into();
        assert!(
            serde_json::from_value::<LedgerRow>(with_address).is_err(),
            "{place}"
        );
    }
}

#[test]
fn br_016_a_row_for_others_holds_no_name() {
    let for_officer = serde_json::to_string(&row(1, 2)).unwrap();
    let coded = row(1, 2).coded("み-26-003", Some("30代".to_owned()));
    let for_others = serde_json::to_string(&coded).unwrap();
    for word in ["見本 春花", "見本 一花", "二葉", "平成2年7月4日", "R9.5.14"] {
        assert!(for_officer.contains(word), "{word}: {for_officer}");
        assert!(!for_others.contains(word), "{word}: {for_others}");
    }
    for word in ["み-26-003", "30代", "ケース1の第2回"] {
        assert!(for_others.contains(word), "{word}: {for_others}");
    }
    // Negative twin: code and name never stand side by side.
    let mut both = serde_json::to_value(&coded).unwrap();
    both["who"]["name"] = "見本 春花".into();
    assert!(serde_json::from_value::<LedgerRow>(both).is_err());
}

#[test]
fn the_birth_prints_with_the_age_of_the_day() {
    let today = day(2026, 6, 2);
    let date = Birth::Date(day(1990, 7, 4));
    assert_eq!(birth_words(date, today), "平成2年7月4日（35）");
    assert_eq!(birth_words(date, day(2026, 7, 4)), "平成2年7月4日（36）");
    let estimated = Birth::Estimated {
        years: 40,
        on: day(2026, 5, 1),
    };
    assert_eq!(birth_words(estimated, today), "（40 推定）");
    assert_eq!(birth_words(Birth::Unknown, today), "");
}
