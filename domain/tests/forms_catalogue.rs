//! The catalogue of the official forms: wording of the papers, lists, classes, and the whole of it
//! against `forms.txt`.

use std::fmt::Write as _;

use domain::form::{
    self, ASSESSMENT, CASE_REVIEW_REPORT, CASE_REVIEW_REQUEST, Class, Field, Form, INTAKE,
    InfoCategory, Kind, Need, SUPPORT_PLAN, What, case_review::key, choices, intake, plan,
};

#[test]
fn the_hokkaido_paper_is_kept_to_the_letter() {
    // The lines of the source; widths and blanks are the typesetter's.
    let upper = [
        "要請機関名",
        "要綱第5条該当項目 (いずれかにチェック)",
        "対象者氏名",
        "生年月日",
        "年齢",
        "住所",
        "現在の状況",
        "ケース概要",
        "協議事項",
        "参集範囲 (※1)",
        "開催希望日時 (※2)",
        "開催希望場所 (※2)",
        "本人の同意",
    ];
    let lower = [
        "記載年月日",
        "記載者",
        "開催日時",
        "開催場所",
        "出席者",
        "協議結果・支援方針",
    ];
    assert_eq!(boxes(&CASE_REVIEW_REQUEST), upper.map(plain));
    assert_eq!(boxes(&CASE_REVIEW_REPORT), lower.map(plain));
    let section = &CASE_REVIEW_REQUEST.sections[0];
    assert_eq!(section.title, "【要請時記入項目】");
    assert_eq!(CASE_REVIEW_REPORT.sections[0].title, "【開催後記入項目】");
    assert_eq!(
        section.notes,
        [
            "※1 参集範囲はできるだけ詳細に(可能であれば担当者名まで)記入して下さい。",
            "※2 開催日時及び場所は希望のとおりにならないことがあります。",
        ]
    );
    assert_eq!(
        choices::CLAUSE_5
            .iter()
            .map(|choice| choice.label)
            .collect::<Vec<_>>(),
        [
            "(1) 一時保護中や女性自立施設入所中のケースの状況把握と支援方針の検討",
            "(2) 今後一時保護や女性自立施設入所等を検討することが必要となるケースの状況把握と支援方針の検討",
        ]
    );
    assert_eq!(
        CASE_REVIEW_REQUEST
            .field(key::CONSENT)
            .map(|field| field.printed),
        Some("←個別ケース検討会議の開催に本人が同意していることを確認の上チェックして下さい。")
    );
    assert_eq!(CASE_REVIEW_REQUEST.title, "個別ケース検討会議資料");
}

/// The boxes of a form in order, each shared box once.
fn boxes(form: &Form) -> Vec<String> {
    let mut boxes: Vec<String> = form.fields().map(Form::box_label).map(plain).collect();
    boxes.dedup();
    boxes
}

fn plain(label: &str) -> String {
    label.replace('（', "(").replace('）', ")").replace(' ', "")
}

#[test]
fn the_lists_have_the_lengths_of_their_sources() {
    assert_eq!(choices::CLAUSE_5.len(), 2);
    assert_eq!(choices::PROBLEM_CATEGORIES.len(), 10);
    assert_eq!(choices::MATTERS.len(), 16);
    assert_eq!(choices::CHIEF_COMPLAINT.len(), 10);
    assert_eq!(choices::ROUTE.len(), 14);
    for (choice, category) in choices::INFO_CATEGORY.iter().zip(InfoCategory::ALL) {
        let key = serde_json::to_string(&category).expect("json");
        assert_eq!(key, format!("\"{}\"", choice.key));
        assert_eq!(category.label(), choice.label);
    }
}

#[test]
fn keys_are_unique_and_computed_ages_have_their_birth_date() {
    for form in form::ALL {
        let mut keys: Vec<&str> = form.fields().map(|field| field.key).collect();
        keys.sort_unstable();
        let count = keys.len();
        keys.dedup();
        assert_eq!(keys.len(), count, "{} has a key twice", form.key);
        for field in form.fields() {
            assert!(!field.label.is_empty(), "{} {}", form.key, field.key);
            if let Kind::Age { birth_key } = field.kind {
                let birth = form.field(birth_key).expect("a birth date");
                assert!(matches!(birth.kind, Kind::BirthDate));
            }
            if let Kind::One { options } | Kind::Many { options, .. } = field.kind {
                let mut keys: Vec<&str> = options.iter().map(|option| option.key).collect();
                keys.sort_unstable();
                keys.dedup();
                assert_eq!(keys.len(), options.len(), "{} {}", form.key, field.key);
            }
        }
    }
    let mut keys: Vec<&str> = form::ALL.iter().map(|form| form.key).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), form::ALL.len());
}

#[test]
fn the_place_of_a_meeting_and_the_safety_plan_are_whereabouts() {
    for (form, key) in [
        (&CASE_REVIEW_REQUEST, key::ADDRESS),
        (&CASE_REVIEW_REQUEST, key::WISHED_PLACE),
        (&CASE_REVIEW_REPORT, key::HELD_AT),
        (&SUPPORT_PLAN, plan::key::SAFETY_PLAN),
        (&INTAKE, intake::key::ADDRESS),
        (&INTAKE, intake::key::PHONE),
        (&INTAKE, intake::key::SAFE_CONTACT),
        (&INTAKE, intake::key::OPPOSING_ADDRESS),
    ] {
        assert_eq!(
            form.field(key).map(|field| field.class),
            Some(Class::P4),
            "{key}"
        );
    }
}

#[test]
fn harm_is_never_below_sensitive_and_sexual_harm_has_its_own_kind() {
    let sexual = form::ASSESSMENT
        .field(form::assessment::key::SEXUAL_HARM)
        .expect("a field");
    assert_eq!(sexual.category, Some(InfoCategory::SexualHarmDetail));
    assert_eq!(sexual.class, Class::P3);
    for form in form::ALL {
        for field in form.fields() {
            if matches!(field.kind, Kind::HerWords { .. } | Kind::LongText { .. })
                && field.key != plan::key::WATCH_OVER
                && field.key != form::assessment::key::LANGUAGE
            {
                assert!(field.class >= Class::P3, "{} {}", form.key, field.key);
            }
        }
    }
}

#[test]
fn the_words_for_a_mistake_name_the_box_and_say_what_to_do() {
    let label = CASE_REVIEW_REQUEST
        .field(key::NAME)
        .map_or("", |field| field.label);
    assert_eq!(
        What::Missing.words(label),
        "「対象者氏名」を入力してください。"
    );
    for what in [
        What::Missing,
        What::TooLong { max: 3 },
        What::ExactlyOne,
        What::TooFew { min: 2 },
        What::UnknownChoice,
        What::NotInThePast,
        What::NoSuchAge,
        What::EndsBeforeItStarts,
        What::WrongKind,
        What::UnknownField,
    ] {
        let words = what.words(label);
        assert!(words.ends_with("ください。"), "{words}");
        assert!(!words.contains("不正"), "{words}");
    }
}

#[test]
fn an_assessment_holds_no_whereabouts() {
    assert!(ASSESSMENT.fields().all(|field| field.class < Class::P4));
}

/// The whole catalogue against `forms.txt`: a change of a form is seen in review.
/// Write the file anew with `UPDATE=1 cargo test --test forms_catalogue`.
#[test]
fn the_catalogue_is_as_committed() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/forms.txt");
    let printed = catalogue();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &printed).expect("forms.txt can be written");
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(
        committed, printed,
        "run with UPDATE=1 if the change is meant"
    );
}

fn catalogue() -> String {
    let mut out = String::new();
    for form in form::ALL {
        writeln!(
            out,
            "# {} {} {}\n  {}",
            form.number, form.key, form.title, form.source
        )
        .expect("text");
        for section in form.sections {
            writeln!(out, "{}", format!("\n## {}", section.title).trim_end()).expect("text");
            for field in section.fields {
                let need = match field.need {
                    Need::Required => "必須",
                    Need::Optional => "任意",
                };
                let category = field.category.map_or("–", InfoCategory::label);
                let Field {
                    key,
                    label,
                    class,
                    source,
                    ..
                } = field;
                let kind = kind(field.kind);
                writeln!(
                    out,
                    "{key} | {label} | {kind} | {need} | {class:?} | {category} | {source}"
                )
                .expect("text");
                for (name, words) in [
                    ("box", field.paper_box),
                    ("printed", field.printed),
                    ("hint", field.hint),
                ] {
                    if !words.is_empty() {
                        writeln!(out, "    {name}: {words}").expect("text");
                    }
                }
            }
            for note in section.notes {
                writeln!(out, "{note}").expect("text");
            }
        }
        out.push('\n');
    }
    out
}

fn kind(kind: Kind) -> String {
    let keys = |options: &[form::Choice]| {
        options
            .iter()
            .map(|option| option.key)
            .collect::<Vec<_>>()
            .join(" ")
    };
    match kind {
        Kind::One { options } => format!("One [{}]", keys(options)),
        Kind::Many { options, min } => format!("Many ≥{min} [{}]", keys(options)),
        other => format!("{other:?}"),
    }
}
