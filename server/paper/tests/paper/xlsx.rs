use std::io::{Cursor, Read};

use calamine::{Data, Range, Reader, Xlsx};
use domain::form::case_review::key;
use paper::{CaseReviewSheet, Half, case_review_xlsx};

use crate::pdf::{PRINTED, assert_in_order, numbered};
use crate::scenario::{ADDRESS, scenario, squeeze};

fn read(sheet: &CaseReviewSheet) -> Range<Data> {
    let bytes = case_review_xlsx(sheet).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let name = book.sheet_names().first().cloned().unwrap();
    assert_eq!(name, "個別ケース検討会議資料");
    assert_eq!(book.sheet_names().len(), 1);
    book.worksheet_range(&name).unwrap()
}

fn cells(sheet: &CaseReviewSheet) -> Vec<String> {
    read(sheet)
        .used_cells()
        .map(|(_, _, data)| match data {
            Data::String(text) => text.clone(),
            other => panic!("not text: {other:?}"),
        })
        .collect()
}

#[test]
fn scenario_1_reads_back_equal_and_in_the_order_of_the_source() {
    let sheet = scenario();
    let cells = cells(&sheet);
    assert_in_order(&squeeze(&cells.concat()), &PRINTED);
    let whole = [
        key::REQUESTING_AGENCY,
        key::CURRENT_STATE,
        key::MATTERS,
        key::ATTENDEE_SCOPE,
        key::WISHED_DATETIME,
        key::WISHED_PLACE,
        key::WRITTEN_ON,
        key::WRITER,
        key::HELD,
        key::HELD_AT,
        key::ATTENDEES,
        key::OUTCOME,
    ];
    let lower = sheet.lower.clone().unwrap_or_default();
    for key in whole {
        let word = sheet
            .upper
            .words
            .get(key)
            .or_else(|| lower.words.get(key))
            .unwrap();
        assert!(cells.contains(word), "{key}: {cells:?}");
    }
    assert!(
        cells.contains(&"平成2年7月4日　年齢 35歳".to_owned()),
        "{cells:?}"
    );
    assert!(cells.contains(&"非開示（支援措置手続中）".to_owned()));
    assert!(
        cells
            .iter()
            .any(|cell| cell.starts_with("☑ (1)") && cell.contains("\n☐ (2)"))
    );
}

#[test]
fn the_address_is_withheld_unless_it_was_opened_for_this_paper() {
    let mut sheet = scenario();
    assert!(!cells(&sheet).concat().contains("架空町"));
    sheet.address_shown = Some(ADDRESS.to_owned());
    let shown = cells(&sheet);
    assert!(shown.contains(&ADDRESS.to_owned()));
    assert!(!shown.concat().contains("非開示"));
}

#[test]
fn what_looks_like_a_formula_stays_text() {
    let attack = "=HYPERLINK(\"http://attacker.example\",\"x\")";
    let mut upper = Half::new().word(key::NAME, attack);
    for (key, text) in [
        (key::CURRENT_STATE, "+1+1"),
        (key::CASE_OUTLINE_FACTS, "-2"),
        (key::WISHED_PLACE, "@SUM(A1)"),
        (key::MATTERS, "{=1}"),
    ] {
        upper = upper.word(key, text);
    }
    let sheet = CaseReviewSheet {
        upper,
        ..CaseReviewSheet::default()
    };
    let cells = cells(&sheet);
    for text in [attack, "+1+1", "@SUM(A1)", "{=1}"] {
        assert!(cells.iter().any(|cell| cell == text), "{text}: {cells:?}");
    }
    let part = part(
        &case_review_xlsx(&sheet).unwrap(),
        "xl/worksheets/sheet1.xml",
    );
    assert!(
        !part.contains("<f>") && !part.contains("<hyperlink"),
        "{part}"
    );
}

#[test]
fn long_writing_goes_on_in_rows_below_and_nothing_is_lost() {
    let mut sheet = scenario();
    let state = numbered("状況", 300);
    sheet.upper = sheet.upper.word(key::CURRENT_STATE, state.clone());
    let cells = cells(&sheet);
    let written: String = cells
        .iter()
        .filter(|cell| cell.contains("これは長い文章"))
        .cloned()
        .collect();
    assert_eq!(written, state);
    assert!(
        cells.iter().any(|cell| cell == "現在の状況\n（続き）"),
        "{cells:?}"
    );

    let part = part(
        &case_review_xlsx(&sheet).unwrap(),
        "xl/worksheets/sheet1.xml",
    );
    for height in part.split(" ht=\"").skip(1) {
        let height: f64 = height.split('"').next().unwrap().parse().unwrap();
        assert!(height <= 409.0, "a row of {height} points");
    }
}

#[test]
fn it_prints_on_a4_one_page_wide_with_its_mark() {
    let sheet = CaseReviewSheet {
        copy_number: Some("3-2".to_owned()),
        ..scenario()
    };
    let bytes = case_review_xlsx(&sheet).unwrap();
    let part = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(part.contains("paperSize=\"9\""), "{part}");
    assert!(part.contains("<pageSetUpPr fitToPage=\"1\"/>"), "{part}");
    assert!(
        !part.contains("fitToHeight=\"0\""),
        "the scenario is one page: {part}"
    );
    assert!(part.contains("取扱注意") && part.contains("配布番号 3-2"));
    assert!(part.contains("<mergeCell "));
    assert!(self::part(&bytes, "xl/workbook.xml").contains("_xlnm.Print_Area"));
}

#[test]
fn the_file_says_nothing_of_the_case_about_itself_and_is_the_same_each_time() {
    let bytes = case_review_xlsx(&scenario()).unwrap();
    assert_eq!(bytes, case_review_xlsx(&scenario()).unwrap());
    for name in ["docProps/core.xml", "docProps/app.xml", "xl/workbook.xml"] {
        let part = part(&bytes, name);
        for word in ["春花", "見本", "みほん", "試験", "2026"] {
            assert!(!part.contains(word), "{word} in {name}: {part}");
        }
    }
    assert!(part(&bytes, "docProps/core.xml").contains("<dc:creator></dc:creator>"));
}

/// One file of the package, as text.
fn part(xlsx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(xlsx)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}
