//! これまでに伝えたこと: a table for each agency, a number on the copy, and nobody's name.

use paper::given::{GivenRow, GivenSheet, TITLE, pdf};

use crate::scenario::{pages, solid};

fn row(on: &str, what: &str) -> GivenRow {
    GivenRow {
        on: on.to_owned(),
        what: what.to_owned(),
        basis: "令和8年10月7日の、あなたの同意".to_owned(),
        kinds: "健康、住まい、介護".to_owned(),
    }
}

fn list(rows: usize) -> GivenSheet {
    let row = |_| {
        row(
            "令和8年10月14日",
            "会議（重層的支援会議）で、いっしょに話しました。",
        )
    };
    GivenSheet {
        made_on: "令和8年11月12日".to_owned(),
        copy_number: 7,
        to: vec![
            (
                "架空クリニック（いまは伝えていません）".to_owned(),
                (0..rows).map(row).collect(),
            ),
            (
                "ためし市 地域包括（架空）（いまも伝わります）".to_owned(),
                vec![row(0)],
            ),
        ],
    }
}

#[test]
fn the_list_says_to_whom_when_what_and_why_and_carries_its_number() {
    let made = pdf(&list(2)).unwrap();
    let text = solid(&made);
    for word in [
        TITLE,
        "架空クリニック（いまは伝えていません）",
        "令和8年10月14日",
        "会議（重層的支援会議）で、いっしょに話しました。",
        "令和8年10月7日の、あなたの同意",
        "健康、住まい、介護",
        "配布番号7",
    ] {
        assert!(text.contains(word), "{word}: {text}");
    }
    assert_eq!(pages(&made), 1);
    assert_eq!(made, pdf(&list(2)).unwrap(), "the same bytes");
}

#[test]
fn a_long_list_goes_on_and_an_empty_one_says_so() {
    assert!(pages(&pdf(&list(60)).unwrap()) > 1);
    let none = pdf(&GivenSheet::default()).unwrap();
    assert!(solid(&none).contains("記録には、まだ何もありません。"));
}
