//! 予約カード read back.

use paper::card::{CardPaper, LINES, TITLE, pdf};

use crate::scenario::{fonts, info, pages, placed, solid};

const POINTS: f32 = 72.0 / 25.4;

fn card() -> CardPaper {
    let lines = (0..LINES).map(|n| format!("AB{n:02}-CD3E-7W8X-9Y{n:02}"));
    CardPaper {
        host: "yoyaku.example.jp".to_owned(),
        lines: lines.collect(),
    }
}

#[test]
fn one_sheet_of_ten_cards_of_which_one_carries_the_lines() {
    let pdf = pdf(&card()).unwrap();
    assert_eq!(pages(&pdf), 1);
    assert!(
        info(&pdf).contains("595.276 x 841.89 pts (A4)"),
        "{}",
        info(&pdf)
    );
    assert_eq!(fonts(&pdf).lines().count(), 3, "one font, embedded");
    let words = solid(&pdf);
    assert_eq!(words.matches(TITLE).count(), 10);
    assert_eq!(words.matches("月日時").count(), 9 * LINES);
    assert_eq!(words.matches("yoyaku.example.jp").count(), 1);
    for line in card().lines {
        assert_eq!(words.matches(&line).count(), 1, "{line}");
    }
}

#[test]
fn nothing_else_stands_on_it_nor_in_its_properties() {
    let pdf = pdf(&card()).unwrap();
    let mut left = solid(&pdf);
    for line in card().lines {
        left = left.replace(&line, "");
    }
    for known in [TITLE, "yoyaku.example.jp", "月日時", "☐"] {
        left = left.replace(known, "");
    }
    assert_eq!(left, "", "only what every card has");
    let facts = info(&pdf);
    assert!(facts.contains(TITLE), "{facts}");
    for word in [
        "Author",
        "Subject",
        "Keywords",
        "CreationDate",
        "ともに",
        "Tomoni",
        "tomoni",
    ] {
        assert!(!facts.contains(word), "{word}: {facts}");
    }
    assert_eq!(
        pdf,
        paper::card::pdf(&card()).unwrap(),
        "no hour stands in it"
    );
}

#[test]
fn her_lines_stay_within_the_first_card() {
    let mut long = card();
    long.host = "a-very-long-but-neutral-address-of-a-host.example.jp:18081".to_owned();
    let pdf = pdf(&long).unwrap();
    let (right, bottom) = ((14.0 + 91.0) * POINTS, (11.0 + 55.0) * POINTS);
    let (left, top) = (14.0 * POINTS, 11.0 * POINTS);
    let hers = placed(&pdf)
        .into_iter()
        .filter(|(word, ..)| word.contains('-'));
    let mut many = 0;
    for (word, page, [x, y, to, below]) in hers {
        assert_eq!(page, 1, "{word}");
        assert!(x > left && to < right, "{word} from {x} to {to}");
        assert!(y > top && below < bottom, "{word} from {y} to {below}");
        many += 1;
    }
    assert_eq!(many, LINES + 1);
}
