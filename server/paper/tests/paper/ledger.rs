//! F-02 ケース進行管理台帳 (様式1) read back.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use domain::case::Birth;
use domain::form::ledger::{LedgerName, LedgerRound, LedgerRow, birth_words};
use paper::ledger::{LedgerPaper, pdf, xlsx};

use crate::pdf::{assert_in_order, numbered};
use crate::scenario::{ADDRESS, NOT_ABOUT_ITSELF, day, fonts, info, pages, solid, squeeze};

/// Every printed word of the source down to its second case, row by row.
const PRINTED: [&str; 20] = [
    "（別紙様式1）",
    "ケース進行管理台帳（様式例）",
    "番号",
    "支援女性氏名",
    "生年月日（年齢）",
    "住所",
    "同伴家族氏名",
    "相談受理年月日",
    "管理記録",
    "備考",
    "第1回",
    "第2回",
    "第3回",
    "第4回",
    "会議日",
    "主担当機関",
    "状況等",
    "会議日",
    "主担当機関",
    "状況等",
];

/// Row 1 of scenario 1 on 令和8年6月2日.
fn scenario_row() -> LedgerRow {
    LedgerRow {
        no: 1,
        who: LedgerName::Name {
            name: "見本春花".to_owned(),
            birth_and_age: birth_words(Birth::Date(day(1990, 7, 4)), day(2026, 6, 2)),
            family: vec!["見本一花".to_owned(), "見本二葉".to_owned()],
        },
        accepted_on: day(2026, 5, 8),
        records: vec![
            round(19, "センター", "一時保護中"),
            LedgerRound {
                meeting_date: day(2026, 6, 2),
                agency: "みほん市福祉課".to_owned(),
                state: "6/5退所予定".to_owned(),
            },
        ],
        note: "支援措置〜R9.5.14".to_owned(),
    }
}

fn round(may: u32, agency: &str, state: &str) -> LedgerRound {
    LedgerRound {
        meeting_date: day(2026, 5, may),
        agency: agency.to_owned(),
        state: state.to_owned(),
    }
}

fn coded_row(no: u32, records: usize) -> LedgerRow {
    LedgerRow {
        no,
        who: LedgerName::CodeAndAgeBand {
            code: format!("み-26-{no:03}"),
            band: Some("30代".to_owned()),
        },
        accepted_on: day(2026, 4, 1),
        records: (1..=records)
            .map(|number| round(1, "ひがし児童相談所", &format!("状況{no}-{number}です")))
            .collect(),
        note: String::new(),
    }
}

fn copy(rows: Vec<LedgerRow>) -> LedgerPaper {
    LedgerPaper {
        rows,
        copy_number: 2,
        copy_for: "みほん市福祉課 試験 一子".to_owned(),
    }
}

#[test]
fn scenario_1_is_one_sheet_with_every_word_of_the_source_in_order() {
    let pdf = pdf(&copy(vec![scenario_row()])).unwrap();
    assert_eq!(pages(&pdf), 1);
    let words = solid(&pdf);
    assert_in_order(&words, &PRINTED);
    // 会議日, 主担当機関 and 状況等 once for each of the three cases, as on the empty paper.
    for label in ["会議日", "主担当機関", "状況等"] {
        assert_eq!(words.matches(label).count(), 3, "{label}: {words}");
    }
    let row = "1見本春花平成2年7月4日（35）非開示見本一花見本二葉令和8年5月8日\
        会議日令和8年5月19日令和8年6月2日支援措置〜R9.5.14\
        主担当機関センターみほん市福祉課状況等一時保護中6/5退所予定会議日";
    assert!(words.contains(row), "{words}");
    assert!(
        words.contains("写し番号2／配布先みほん市福祉課試験一子"),
        "{words}"
    );
    assert!(
        words.contains("取扱注意") && words.contains("1／1"),
        "{words}"
    );
    assert!(
        info(&pdf).contains("841.89 x 595.276 pts (A4)"),
        "{}",
        info(&pdf)
    );
}

#[test]
fn the_row_of_scenario_1_reads_back_equal_from_the_table() {
    let cells = cells(&copy(vec![scenario_row()]));
    let rows: Vec<Vec<&str>> = cells
        .iter()
        .map(|row| row.iter().map(String::as_str).collect())
        .collect();
    assert_eq!(rows[0][0], "（別紙様式1）");
    assert_eq!(rows[1][0], "ケース進行管理台帳（様式例）");
    let heads: Vec<String> = rows[2].iter().map(|word| squeeze(word)).collect();
    assert_eq!(heads[..7], PRINTED[2..9]);
    assert_eq!(heads[7..], ["", "", "", "", "備考"]);
    assert_eq!(rows[3][6..], ["", "第1回", "第2回", "第3回", "第4回", ""]);
    assert_eq!(
        rows[4],
        [
            "1",
            "見本春花",
            "平成2年7月4日（35）",
            "非開示",
            "見本一花\n見本二葉",
            "令和8年5月8日",
            "会議日",
            "令和8年5月19日",
            "令和8年6月2日",
            "",
            "",
            "支援措置〜R9.5.14",
        ]
    );
    assert_eq!(
        rows[5][6..11],
        ["主担当\n機関", "センター", "みほん市福祉課", "", ""]
    );
    assert_eq!(
        rows[6][6..11],
        ["状況等", "一時保護中", "6/5退所予定", "", ""]
    );
    // The two other cases of the paper are there, empty.
    for first in [7, 10] {
        assert_eq!(rows[first][..6], [""; 6]);
        assert_eq!(rows[first][6], "会議日");
        assert_eq!(rows[first + 2][6], "状況等");
    }
    assert_eq!(rows[13][0], "写し番号 2／配布先 みほん市福祉課 試験 一子");
    assert_eq!(rows.len(), 14);
}

#[test]
fn the_empty_paper_is_the_source() {
    let paper = copy(Vec::new());
    let words = solid(&pdf(&paper).unwrap());
    assert_in_order(&words, &PRINTED);
    for word in ["令和", "平成", "非開示"] {
        assert!(!words.contains(word), "{word}: {words}");
    }
    assert_eq!(cells(&paper).len(), 14);
}

#[test]
fn more_cases_and_more_records_go_on_on_further_sheets() {
    // Cases and records of each: sheets.
    for (cases, records, sheets) in [
        (1, 0, 1),
        (3, 4, 1),
        (4, 4, 2),
        (3, 5, 2),
        (3, 9, 3),
        (4, 9, 6),
    ] {
        let rows = (1..=cases).map(|no| coded_row(no, records)).collect();
        let paper = copy(rows);
        let pdf = pdf(&paper).unwrap();
        assert_eq!(pages(&pdf), sheets, "{cases} cases with {records} records");
        let words = solid(&pdf);
        assert_eq!(words.matches("写し番号2／配布先").count(), sheets);
        assert!(words.contains(&format!("{sheets}／{sheets}")));
        let table = cells(&paper).concat().concat();
        assert_eq!(cells(&paper).len(), 14 * sheets);
        for no in 1..=cases {
            for number in 1..=records {
                let state = format!("状況{no}-{number}です");
                assert_eq!(words.matches(&state).count(), 1, "{state}: {words}");
                assert_eq!(table.matches(&state).count(), 1, "{state}: {table}");
            }
        }
    }
    let paper = copy(vec![coded_row(1, 9)]);
    let words = solid(&pdf(&paper).unwrap());
    assert_in_order(
        &words,
        &[
            "第4回",
            "1み-26-001",
            "第5回",
            "第8回",
            "1み-26-001",
            "第9回",
        ],
    );
    let part = part(&xlsx(&paper).unwrap(), "xl/worksheets/sheet1.xml");
    assert!(part.contains("<rowBreaks count=\"2\""), "{part}");
    assert!(
        part.contains("<brk id=\"14\"") && part.contains("<brk id=\"28\""),
        "{part}"
    );
}

#[test]
fn a_copy_for_others_has_no_name_and_no_copy_has_an_address_in_any_byte() {
    let officer = copy(vec![scenario_row()]);
    let others = copy(vec![
        scenario_row().coded("み-26-001", Some("30代".to_owned())),
        scenario_row().coded("み-26-002", None),
    ]);
    let names = ["春花", "一花", "二葉", "平成2年", "R9.5.14"];
    for (paper, named) in [(&officer, true), (&others, false)] {
        let pdf = pdf(paper).unwrap();
        let xlsx = xlsx(paper).unwrap();
        let places = [solid(&pdf), all_parts(&xlsx)];
        for (place, bytes) in places.iter().zip([&pdf, &xlsx]) {
            for name in names {
                assert_eq!(place.contains(name), named, "{name}: {place}");
            }
            assert!(!place.contains("架空町") && !place.contains(ADDRESS));
            for word in names.iter().chain(&[ADDRESS, "架空町"]) {
                assert!(!holds(bytes, word), "{word} in plain bytes");
            }
        }
        assert_eq!(places[0].matches("非開示").count(), paper.rows.len());
    }
    let words = solid(&pdf(&others).unwrap());
    assert!(
        words.contains("1み-26-00130代非開示令和8年5月8日会議日"),
        "{words}"
    );
}

#[test]
fn long_writing_becomes_smaller_then_goes_on_and_nothing_is_lost() {
    let mut last = 1;
    for count in [1, 4, 6, 9, 12, 30, 60] {
        let mut row = scenario_row();
        let state = numbered("状況", count);
        row.records[1].state = state.clone();
        let paper = copy(vec![coded_row(7, 4), row, coded_row(8, 1)]);
        let pdf = pdf(&paper).unwrap();
        let now = pages(&pdf);
        assert!(now >= last, "{last} pages, then {now}");
        last = now;

        let table = cells(&paper);
        let mut read = String::new();
        for row in table.chunks(14) {
            read += &row[9][8];
        }
        assert_eq!(read, state, "{count}");
        let words = solid(&pdf);
        // A sentence may be broken over two sheets.
        let whole = (1..=count).filter(|n| words.contains(&format!("その{n}番、")));
        assert!(whole.count() + now > count, "{words}");
        // Those with nothing left stay on the first sheet, and nothing is said twice.
        assert_eq!(words.matches("状況7-4です").count(), 1);
        assert_eq!(words.matches("一時保護中").count(), 1);
        assert_eq!(words.matches("支援措置〜").count(), 1);
        assert_eq!(words.matches("（続き）").count(), now - 1, "{words}");
        assert_eq!(words.matches("1続き見本春花").count(), now - 1, "{words}");
        assert_eq!(words.matches("見本春花").count(), now);
    }
    assert!(last > 2);
}

#[test]
fn every_box_may_be_long() {
    let long = |word: &str| numbered(word, 20);
    let row = LedgerRow {
        no: u32::MAX,
        who: LedgerName::Name {
            name: long("氏名"),
            birth_and_age: long("生年"),
            family: (0..20)
                .map(|number| format!("家族{number}番 花子"))
                .collect(),
        },
        accepted_on: day(2026, 5, 8),
        records: vec![round(1, &long("機関"), &long("状況")); 4],
        note: long("備考"),
    };
    let paper = LedgerPaper {
        copy_for: long("配布先"),
        ..copy(vec![row; 4])
    };
    let words = solid(&pdf(&paper).unwrap());
    // What was broken over sheets is whole again when a box is read through all of them.
    let sheets = cells(&paper);
    let box_at = |at: usize| {
        sheets
            .chunks(14)
            .map(move |sheet| sheet[at / 12][at % 12].clone())
    };
    let table: String = (0..14 * 12).flat_map(box_at).collect();
    for (word, times) in [
        ("氏名", 4),
        ("生年", 4),
        ("機関", 16),
        ("状況", 16),
        ("備考", 4),
    ] {
        for number in 1..=20 {
            let sentence = format!("{word}その{number}番");
            assert_eq!(table.matches(&sentence).count(), times, "{sentence}");
        }
    }
    assert!(words.contains("家族19番花子"));
    // The paper's boxes do not grow.
    assert_eq!(row_heights(&paper), row_heights(&copy(Vec::new())));
}

#[test]
fn a_character_beyond_the_font_is_named_and_what_looks_like_a_formula_stays_text() {
    let mut row = scenario_row();
    row.records[0].state = "𠮷田先生が訪問".to_owned();
    row.note = "=HYPERLINK(\"http://attacker.example\",\"x\")".to_owned();
    let paper = copy(vec![row]);
    let words = solid(&pdf(&paper).unwrap());
    assert!(words.contains("［外字U+20BB7］田先生"), "{words}");
    assert!(words.contains("※［外字U+…］は"), "{words}");
    assert!(!solid(&pdf(&copy(vec![scenario_row()])).unwrap()).contains("外字"));
    let part = part(&xlsx(&paper).unwrap(), "xl/worksheets/sheet1.xml");
    assert!(
        !part.contains("<f>") && !part.contains("<hyperlink"),
        "{part}"
    );
    assert_eq!(cells(&paper)[4][11], paper.rows[0].note);
}

#[test]
fn it_prints_on_a4_landscape_and_says_nothing_of_the_cases_about_itself() {
    let paper = copy(vec![scenario_row()]);
    let bytes = xlsx(&paper).unwrap();
    assert_eq!(bytes, xlsx(&paper).unwrap());
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    for set in [
        "paperSize=\"9\"",
        "orientation=\"landscape\"",
        "取扱注意",
        "&amp;P／&amp;N",
        // 番号 over its three rows, 管理記録 over its five columns.
        "<mergeCell ref=\"A5:A7\"/>",
        "<mergeCell ref=\"G3:K3\"/>",
        "<mergeCell ref=\"L3:L4\"/>",
    ] {
        assert!(sheet.contains(set), "{set}: {sheet}");
    }
    assert!(part(&bytes, "xl/workbook.xml").contains("_xlnm.Print_Area"));
    let pdf_bytes = pdf(&paper).unwrap();
    assert_eq!(pdf_bytes, pdf(&paper).unwrap());
    let about = [
        info(&pdf_bytes),
        part(&bytes, "docProps/core.xml"),
        part(&bytes, "docProps/app.xml"),
        part(&bytes, "xl/workbook.xml"),
    ];
    for text in about {
        for word in NOT_ABOUT_ITSELF {
            assert!(!text.contains(word), "{word}: {text}");
        }
    }
    let fonts = fonts(&pdf_bytes);
    let line = fonts.lines().find(|line| line.contains("BIZUDPGothic"));
    // emb, sub, uni
    assert_eq!(
        line.map(|line| line.matches("yes").count()),
        Some(3),
        "{fonts}"
    );
}

/// The cells by row, twelve a row; merged ones stand in their first.
fn cells(paper: &LedgerPaper) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(xlsx(paper).unwrap())).unwrap();
    assert_eq!(book.sheet_names(), ["ケース進行管理台帳"]);
    let range = book.worksheet_range("ケース進行管理台帳").unwrap();
    let (rows, _) = range.end().unwrap();
    let word = |row, column| match range.get_value((row, column)) {
        Some(Data::String(text)) => text.clone(),
        None | Some(Data::Empty) => String::new(),
        other => panic!("not text: {other:?}"),
    };
    (0..=rows)
        .map(|row| (0..12).map(|column| word(row, column)).collect())
        .collect()
}

/// Of the first sheet, in points.
fn row_heights(paper: &LedgerPaper) -> Vec<String> {
    let part = part(&xlsx(paper).unwrap(), "xl/worksheets/sheet1.xml");
    let heights = part.split(" ht=\"").skip(1).take(14);
    heights
        .map(|height| height.split('"').next().unwrap().to_owned())
        .collect()
}

/// Whether the bytes hold the word in UTF-8 or UTF-16.
fn holds(bytes: &[u8], word: &str) -> bool {
    let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_be_bytes).collect();
    [word.as_bytes(), &wide]
        .iter()
        .any(|needle| bytes.windows(needle.len()).any(|window| window == *needle))
}

fn part(xlsx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(xlsx)).unwrap();
    let mut text = String::new();
    let mut file = archive.by_name(name).unwrap();
    file.read_to_string(&mut text).unwrap();
    text
}

fn all_parts(xlsx: &[u8]) -> String {
    let archive = zip::ZipArchive::new(Cursor::new(xlsx)).unwrap();
    let names = archive.file_names().map(|name| name.unwrap().into_owned());
    let names: Vec<String> = names.collect();
    names.iter().map(|name| part(xlsx, name)).collect()
}
