//! 読まれることば: labels with another way to say it, and what reads like a place.

use chrono::{Datelike, Days, NaiveDate};
use domain::calendar::{wareki, wareki_and_western};
use domain::wording::{Concern, LABELS, PlaceKind, concerns, unnamed};
use proptest::prelude::*;

fn found(text: &str) -> Vec<String> {
    concerns(text)
        .iter()
        .map(|one| one.found().to_owned())
        .collect()
}

fn kinds(text: &str) -> Vec<PlaceKind> {
    concerns(text)
        .into_iter()
        .filter_map(|one| match one {
            Concern::Place(place) => Some(place.kind),
            Concern::Label(_) => None,
        })
        .collect()
}

#[test]
fn every_label_is_found_in_a_sentence_and_says_it_another_way() {
    for label in LABELS {
        let text = format!("このところ{}様子がある。", label.word);
        assert!(found(&text).contains(&label.word.to_owned()), "{text}");
        assert!(!label.rather.trim().is_empty(), "{}", label.word);
        assert_eq!(found(label.rather), Vec::<String>::new(), "{}", label.word);
    }
}

#[test]
fn no_label_hides_behind_another_one_of_the_list() {
    for (at, label) in LABELS.iter().enumerate() {
        let twice = LABELS
            .iter()
            .skip(at + 1)
            .any(|later| later.word == label.word);
        assert!(!twice, "{}", label.word);
    }
}

#[test]
fn a_label_is_found_across_its_readings() {
    assert_eq!(found("依存《いぞん》的《てき》だと言われた"), ["依存的"]);
    assert_eq!(found("拒否的で、わがまま。拒否的"), ["拒否的", "わがまま"]);
}

#[test]
fn words_that_only_resemble_a_label_are_none() {
    for text in [
        "アルコール依存症の治療を続けている",
        "マニュアル中の手順を読んだ",
        "ポケットモンスターが好き",
        "体力と能力が低下したと話している",
        "協力的な家主がいる",
        "責任のある仕事に就いた",
        "拒否する権利がある",
        "甘いものが好き",
        "",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn what_reads_like_a_place_is_found_by_its_kind() {
    use PlaceKind::{Phone, Postal, Room, Street};
    for (text, kind, words) in [
        ("〒990-0001 みほん市", Postal, "〒990-0001"),
        ("〒9900001", Postal, "〒9900001"),
        ("郵便は９９０－０００１へ", Postal, "９９０－０００１"),
        ("090-0000-1234に電話", Phone, "090-0000-1234"),
        (
            "電話は０９０ー００００ー１２３４",
            Phone,
            "０９０ー００００ー１２３４",
        ),
        ("09000001234", Phone, "09000001234"),
        ("03(0000)1234", Phone, "03(0000)1234"),
        ("TEL0999-00-1234", Phone, "0999-00-1234"),
        ("090 0000 1234 まで", Phone, "090 0000 1234"),
        ("+81-90-0000-1234", Phone, "81-90-0000-1234"),
        ("21日に 090-0000-1234", Phone, "090-0000-1234"),
        ("3丁目の角", Street, "3丁目"),
        ("十二番地に住む", Street, "十二番地"),
        ("みほん町１番２号", Street, "１番２号"),
        ("みほん町1-2", Street, "町1-2"),
        ("架空区3-4-5に移った", Street, "区3-4-5"),
        ("試験台1-2-3", Street, "台1-2-3"),
        ("203号室にいる", Room, "203号室"),
        ("ハイツみほん203", Room, "ハイツみほん203"),
        ("コーポ架空 ２０３", Room, "コーポ架空 ２０３"),
        ("みほん荘12号", Room, "荘12"),
        ("試験団地3棟101", Room, "棟101"),
    ] {
        assert_eq!(kinds(text), [kind], "{text}");
        assert_eq!(found(text), [words], "{text}");
    }
}

#[test]
fn numbers_that_are_no_place_are_left_alone() {
    for text in [
        "法15条3項と69条2項3号による",
        "第3号議案",
        "第123-4567号",
        "一番大事なこと",
        "1番にやること",
        "2〜3回、4-5人で集まる",
        "10:00-12:00に会議",
        "平日9-17時",
        "家賃は45,000円、敷金は300-5000円",
        "アパートの家賃は45000円",
        "アパートを3件、12月に見に行く",
        "マンションに10年",
        "アパート探しは2026-12-01まで",
        "アパート見学は12/3 10:30",
        "110番、#8778、119",
        "フリーダイヤル0120-000-123",
        "ナビダイヤル0570-00-1234",
        "相談0800-000-1234",
        "令和8-11-21",
        "R8.11.21",
        "様式第1-2-3",
        "手順は1-2-3の順",
        "町に1-2回行く",
        "血圧は120-80",
        "80-90代",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn what_was_named_once_is_not_named_again_and_her_words_keep_their_labels() {
    let text = "わがままと言われた。3丁目の家。";
    let words = |all: Vec<Concern>| {
        let one = |one: &Concern| one.found().to_owned();
        all.iter().map(one).collect::<Vec<_>>()
    };
    assert_eq!(words(unnamed(text, false, &[])), ["わがまま", "3丁目"]);
    let named = ["わがまま".to_owned()];
    assert_eq!(words(unnamed(text, false, &named)), ["3丁目"]);
    assert_eq!(words(unnamed(text, true, &[])), ["3丁目"]);
    let both = ["わがまま".to_owned(), "3丁目".to_owned()];
    assert_eq!(words(unnamed(text, false, &both)), Vec::<String>::new());
}

/// Around a number that is no place.
fn frames() -> impl Strategy<Value = (&'static str, &'static str)> {
    prop::sample::select(vec![
        ("", ""),
        ("次は", "です"),
        ("（", "）"),
        ("・", "、"),
        ("確認 ", " まで"),
        ("番号は", "。"),
    ])
}

proptest! {
    #[test]
    fn any_text_is_read_and_what_is_found_stands_in_it(text in "\\PC{0,80}") {
        for one in concerns(&text) {
            if let Concern::Place(place) = one {
                prop_assert!(!place.found.is_empty());
                prop_assert!(text.replace('《', "").contains(place.found.chars().next().unwrap_or('《')));
            }
        }
    }

    #[test]
    fn digits_and_joints_in_any_order_are_read(text in "[0-9０-９ーa-z()（）+〒 号番丁目室荘《》.,:/\\-]{0,60}") {
        let _ = concerns(&text);
    }

    #[test]
    fn no_day_warns(days in 0_u64..40_000, (before, after) in frames()) {
        let day = NaiveDate::from_ymd_opt(1927, 1, 1).and_then(|d| d.checked_add_days(Days::new(days)))
            .expect("a day");
        let short = format!("R{}.{}.{}", day.year() % 100, day.month(), day.day());
        for words in [
            day.to_string(),
            format!("{}/{}/{}", day.year(), day.month(), day.day()),
            format!("{}/{}", day.month(), day.day()),
            format!("{}.{:02}.{:02}", day.year(), day.month(), day.day()),
            wareki(day).to_string(),
            wareki_and_western(day),
            short,
        ] {
            let text = format!("{before}{words}{after}");
            prop_assert_eq!(found(&text), Vec::<String>::new(), "{}", text);
        }
    }

    #[test]
    fn no_amount_warns(yen in 0_u64..100_000_000, (before, after) in frames()) {
        let plain = yen.to_string();
        let mut grouped = String::new();
        for (at, digit) in plain.chars().enumerate() {
            if at > 0 && (plain.len() - at).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        for words in [format!("{plain}円"), format!("{grouped}円"), format!("￥{grouped}")] {
            let text = format!("{before}{words}{after}");
            prop_assert_eq!(found(&text), Vec::<String>::new(), "{}", text);
        }
    }

    #[test]
    fn no_case_number_warns(year in 1_u32..30, number in 1_u32..100_000, (before, after) in frames()) {
        for words in [format!("K-R{year}-{number:04}"), format!("k-r{year}-{number:04}"), format!("Ｋ－Ｒ{year}－{number:04}")] {
            let text = format!("{before}{words}{after}");
            prop_assert_eq!(found(&text), Vec::<String>::new(), "{}", text);
        }
    }

    #[test]
    fn no_version_warns(a in 0_u32..100, b in 0_u32..10_000, c in 0_u32..10_000, (before, after) in frames()) {
        for words in [
            format!("{a}.{b}.{c}"),
            format!("v{a:02}-{b:04}-{c:04}"),
            format!("第{a}版"),
            format!("0{a:02}.{b:04}.{c:04}"),
        ] {
            let text = format!("{before}{words}{after}");
            prop_assert_eq!(found(&text), Vec::<String>::new(), "{}", text);
        }
    }

    #[test]
    fn every_mobile_number_warns(b in 0_u32..10_000, c in 0_u32..10_000, (before, after) in frames()) {
        for words in [format!("090-{b:04}-{c:04}"), format!("080{b:04}{c:04}"), format!("070 {b:04} {c:04}")] {
            let text = format!("{before}{words}{after}");
            prop_assert_eq!(kinds(&text), vec![PlaceKind::Phone], "{}", text);
        }
    }
}
