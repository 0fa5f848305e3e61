//! F-16 進行表 read back.

use paper::timetable::{COLUMNS, TimetablePaper, TimetableRow, pdf};

use crate::pdf::assert_in_order;
use crate::scenario::{fonts, info, pages, placed, solid};

const POINTS: f32 = 72.0 / 25.4;

fn row(n: usize, mark: &str, kind: &str) -> TimetableRow {
    TimetableRow {
        time: format!(
            "{:02}:{:02}〜{:02}:{:02}",
            9 + n / 2,
            n % 2 * 30,
            9 + n.div_ceil(2),
            (n + 1) % 2 * 30
        ),
        code: format!("K-R8-{:04}", n + 1),
        area: "みほん市".to_owned(),
        caseworker: "試験 一子".to_owned(),
        related: "みほん警察署（架空）、ひがし児童相談所（架空）".to_owned(),
        mark: mark.to_owned(),
        kind: kind.to_owned(),
        plan: "第2版".to_owned(),
        sub_plans: match n {
            1 => "家計再生プラン、就労準備支援プログラム".to_owned(),
            _ => String::new(),
        },
    }
}

fn paper(rows: Vec<TimetableRow>) -> TimetablePaper {
    TimetablePaper {
        title: "個別ケース検討会議の日（毎月）".to_owned(),
        number: 3,
        basis: "本人同意あり".to_owned(),
        day: "令和8年6月18日".to_owned(),
        time: "09:00〜12:00".to_owned(),
        room: "第1会議室".to_owned(),
        chair: "見本道立女性相談支援センター（試験 調）".to_owned(),
        recorder: "見本道立女性相談支援センター（試験 心）".to_owned(),
        rows,
    }
}

/// The morning of the source: six cases of half an hour (T3).
fn morning() -> TimetablePaper {
    let marks = [
        ("新規", ""),
        ("新規", ""),
        ("評価", "終結"),
        ("評価", "変更"),
        ("評価", "再プラン"),
        ("評価", "中断"),
    ];
    let rows = marks.iter().enumerate();
    paper(rows.map(|(n, (mark, kind))| row(n, mark, kind)).collect())
}

#[test]
fn a_morning_of_six_cases_is_one_landscape_sheet_with_counts_from_its_rows() {
    let pdf = pdf(&morning()).unwrap();
    assert_eq!(pages(&pdf), 1);
    assert!(info(&pdf).contains("841.89 x 595.276 pts (A4)"));
    assert!(
        !info(&pdf).contains("K-R8"),
        "nothing of a case in the metadata"
    );
    assert_eq!(fonts(&pdf).lines().count(), 3, "one font, embedded");
    let words = solid(&pdf);
    assert_in_order(
        &words,
        &[
            "個別ケース検討会議の日（毎月）",
            "第3回",
            "進行表",
            "令和8年6月18日",
            "09:00〜12:00",
            "会場：第1会議室",
            "根拠：本人同意あり",
            "新規2件・評価4件",
        ],
    );
    let headings: String = COLUMNS.iter().map(|(heading, _)| *heading).collect();
    assert!(words.contains(&headings), "{words}");
    assert_in_order(
        &words,
        &[
            "09:30〜10:00",
            "10:00〜10:30",
            "K-R8-0003",
            "終結",
            "K-R8-0006",
            "中断",
        ],
    );
    for no in 1..=6 {
        assert_eq!(words.matches(&format!("K-R8-{no:04}")).count(), 1);
    }
    assert!(words.contains("取扱注意") && words.contains("1／1"));
}

#[test]
fn every_word_stands_inside_its_column_and_no_rows_overlap() {
    let pdf = pdf(&morning()).unwrap();
    let words = placed(&pdf);
    let mut left = 15.0 * POINTS;
    let columns: Vec<(f32, f32)> = COLUMNS
        .iter()
        .map(|(_, breadth)| {
            let from = left;
            left += breadth * POINTS;
            (from, left)
        })
        .collect();
    assert!(
        (left - 282.0 * POINTS).abs() < 0.5,
        "the table fills the sheet"
    );
    let inside = |needle: &str, column: usize| {
        let found: Vec<_> = words.iter().filter(|(word, ..)| word == needle).collect();
        assert!(!found.is_empty(), "{needle} in {words:?}");
        let (from, to) = columns[column];
        for (word, _, [x_min, _, x_max, _]) in found {
            assert!(
                *x_min >= from - 0.1 && *x_max <= to + 0.1,
                "{word} leaves its column"
            );
        }
    };
    for (needle, column) in [
        ("09:00〜09:30", 1),
        ("K-R8-0001", 2),
        ("みほん市", 3),
        ("新規", 6),
        ("再プラン", 7),
        ("第2版", 8),
        ("家計再生プラン、", 9),
    ] {
        inside(needle, column);
    }
    let mut tops: Vec<f32> = (1..=6)
        .map(|no| {
            let code = format!("K-R8-{no:04}");
            let found = words.iter().find(|(word, ..)| *word == code);
            found.expect("a code").2[1]
        })
        .collect();
    assert!(tops.is_sorted());
    tops.dedup();
    assert_eq!(tops.len(), 6);
}

#[test]
fn a_day_without_a_line_is_the_empty_table_and_a_long_one_goes_on() {
    let empty = pdf(&paper(Vec::new())).unwrap();
    assert_eq!(pages(&empty), 1);
    assert!(solid(&empty).contains("新規0件・評価0件"));
    let mut rows: Vec<TimetableRow> = (0..26).map(|n| row(n % 6, "評価", "変更")).collect();
    rows[3].related = "みほん警察署（架空）、".repeat(12);
    let long = pdf(&paper(rows)).unwrap();
    assert!(pages(&long) > 1);
    let words = solid(&long);
    assert_eq!(words.matches("新規/評価").count(), pages(&long));
    assert_eq!(words.matches("第2版").count(), 26);
    for (word, _, [.., bottom]) in placed(&long) {
        assert!(bottom < 204.0 * POINTS, "{word} falls off the sheet");
    }
}
