//! 全国地方公共団体コード and the levels of area.

use domain::area::{AreaCode, AreaCodeProblem, AreaLevel};

/// The vectors of domain.md §3.2: five digits and their check digit.
const VECTORS: [(&str, u32); 14] = [
    ("01000", 6),
    ("13000", 1),
    ("01100", 2),
    ("13215", 2),
    ("22130", 9),
    ("34307", 2),
    ("99000", 1),
    ("99100", 7),
    ("99101", 5),
    ("99201", 1),
    ("99202", 0),
    ("99203", 8),
    ("99204", 6),
    ("99301", 8),
];

#[test]
fn codes_with_their_check_digit_are_read() {
    for (five, check) in VECTORS {
        let code: AreaCode = format!("{five}{check}").parse().expect(five);
        assert_eq!(code.to_string(), format!("{five}{check}"));
        assert_eq!(code.hyphenated(), format!("{five}-{check}"));
        assert_eq!(code.hyphenated().parse(), Ok(code));
        let prefecture = five[..2].parse().expect("digits");
        let municipality = five[2..].parse().expect("digits");
        assert_eq!(AreaCode::of(prefecture, municipality), Some(code));
        assert_eq!(code.is_prefecture(), municipality == 0);
        assert_eq!(code.is_invented(), five.starts_with("99"));
    }
}

#[test]
fn any_other_check_digit_is_refused() {
    for (five, check) in VECTORS {
        for wrong in (0..10).filter(|digit| *digit != check) {
            let read: Result<AreaCode, _> = format!("{five}{wrong}").parse();
            assert_eq!(read, Err(AreaCodeProblem::CheckDigit { expected: check }));
        }
    }
}

#[test]
fn what_has_not_six_digits_is_refused() {
    for text in [
        "",
        "99201",
        "9920111",
        "99201a",
        "９９２０１１",
        "9920-11",
        "99201--",
        "-92011",
    ] {
        let read: Result<AreaCode, _> = text.parse();
        assert_eq!(read, Err(AreaCodeProblem::NotSixDigits), "{text}");
    }
    assert_eq!(AreaCode::of(100, 0), None);
    assert_eq!(AreaCode::of(1, 1000), None);
}

#[test]
fn codes_are_stored_as_their_digits() {
    let code: AreaCode = "010006".parse().expect("Hokkaido");
    assert_eq!(serde_json::to_string(&code).expect("json"), "\"010006\"");
    assert_eq!(
        serde_json::from_str::<AreaCode>("\"010006\"").expect("json"),
        code
    );
    assert!(serde_json::from_str::<AreaCode>("\"010007\"").is_err());
}

#[test]
fn narrower_areas_lie_within_wider_ones() {
    assert!(AreaLevel::Municipality.lies_within(AreaLevel::SubPrefecture));
    assert!(AreaLevel::Municipality.lies_within(AreaLevel::Prefecture));
    assert!(!AreaLevel::Prefecture.lies_within(AreaLevel::Municipality));
    assert!(!AreaLevel::Ward.lies_within(AreaLevel::Ward));
    assert!(AreaLevel::ALL.is_sorted());
}
