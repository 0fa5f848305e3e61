//! The official forms filled in: their check, and the parting of whereabouts.

use chrono::NaiveDate;
use domain::form::{
    self, Attendee, CASE_REVIEW_REPORT, CASE_REVIEW_REQUEST, FamilyEntry, Field, Form, FormData,
    INTAKE, Kind, MEETING_RECORD, PLAN_ITEM, Problem, SUPPORT_PLAN, Span, Value, What,
    case_review::key, check, intake, join_classes, split_by_class,
};
use domain::id::{AgencyId, StaffId};
use proptest::prelude::*;
use uuid::Uuid;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a test date")
}

fn today() -> NaiveDate {
    day("2026-05-13")
}

fn agency(n: u128) -> AgencyId {
    AgencyId(Uuid::from_u128(n))
}

fn attendee(n: u128, name: &str) -> Attendee {
    Attendee {
        agency: agency(n),
        staff: None,
        name: name.to_owned(),
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn ticks(keys: &[&str]) -> Value {
    Value::Ticks(keys.iter().map(|key| (*key).to_owned()).collect())
}

fn lines(lines: &[&str]) -> Value {
    Value::Lines(lines.iter().map(|line| (*line).to_owned()).collect())
}

fn span(from: &str, to: &str) -> Span {
    Span {
        from: from.parse().expect("a time"),
        to: to.parse().expect("a time"),
    }
}

/// The request of the demonstration case (scenario 1.5).
fn request() -> FormData {
    FormData::default()
        .with(key::REQUESTING_AGENCY, Value::Agency(agency(1)))
        .with(key::CLAUSE5_ITEM, ticks(&[key::IN_PROTECTION]))
        .with(key::NAME, text("見本 春花"))
        .with(key::BIRTH_DATE, Value::Date(day("1990-07-04")))
        .with(key::ADDRESS, text("見本道みほん市架空町1-1"))
        .with(
            key::CURRENT_STATE,
            text("令和8年5月8日から一時保護中。子2人同伴。"),
        )
        .with(
            key::CASE_OUTLINE_FACTS,
            text("5月8日夜、110番通報。通院1回。"),
        )
        .with(key::CASE_OUTLINE_WORDS, text("息ができなかった"))
        .with(
            key::MATTERS,
            lines(&["退所先", "長女の就学", "支援措置と保護命令", "生活費"]),
        )
        .with(
            key::ATTENDEE_SCOPE,
            Value::Attendees(vec![attendee(1, "試験 一子"), attendee(2, "試験 調")]),
        )
        .with(
            key::WISHED_DATETIME,
            Value::Spans(vec![
                span("2026-05-19T13:00:00", "2026-05-19T15:00:00"),
                span("2026-05-20T13:00:00", "2026-05-20T15:00:00"),
            ]),
        )
        .with(key::WISHED_PLACE, text("センター会議室"))
        .with(key::CONSENT, Value::Flag(true))
}

/// The problems of the request with one value replaced.
fn request_with(key: &str, value: Value) -> Vec<What> {
    whats(&CASE_REVIEW_REQUEST, &request().with(key, value))
}

fn whats(form: &Form, data: &FormData) -> Vec<What> {
    check(form, data, today())
        .into_iter()
        .map(|problem| problem.what)
        .collect()
}

fn without(mut data: FormData, key: &str) -> FormData {
    data.0.remove(key);
    data
}

#[test]
fn br_001_a_request_with_exactly_one_clause_5_item_is_accepted() {
    assert_eq!(check(&CASE_REVIEW_REQUEST, &request(), today()), []);
    let other = ticks(&[key::CONSIDERING_PROTECTION]);
    assert_eq!(request_with(key::CLAUSE5_ITEM, other), []);
}

#[test]
fn br_001_both_or_neither_is_refused() {
    let both = ticks(&[key::IN_PROTECTION, key::CONSIDERING_PROTECTION]);
    let refused = [Problem {
        field: key::CLAUSE5_ITEM.to_owned(),
        what: What::ExactlyOne,
    }];
    assert_eq!(
        check(
            &CASE_REVIEW_REQUEST,
            &request().with(key::CLAUSE5_ITEM, both),
            today()
        ),
        refused
    );
    let neither = request().with(key::CLAUSE5_ITEM, ticks(&[]));
    assert_eq!(check(&CASE_REVIEW_REQUEST, &neither, today()), refused);
    let untouched = without(request(), key::CLAUSE5_ITEM);
    assert_eq!(check(&CASE_REVIEW_REQUEST, &untouched, today()), refused);
    let twice = ticks(&[key::IN_PROTECTION, key::IN_PROTECTION]);
    assert_eq!(request_with(key::CLAUSE5_ITEM, twice), [What::ExactlyOne]);
    assert_eq!(
        request_with(key::CLAUSE5_ITEM, ticks(&["third"])),
        [What::UnknownChoice]
    );
}

#[test]
fn br_030_facts_and_her_words_are_separate_fields_of_the_one_box() {
    let facts = CASE_REVIEW_REQUEST
        .field(key::CASE_OUTLINE_FACTS)
        .expect("facts");
    let words = CASE_REVIEW_REQUEST
        .field(key::CASE_OUTLINE_WORDS)
        .expect("her words");
    assert!(matches!(facts.kind, Kind::LongText { .. }));
    assert!(matches!(words.kind, Kind::HerWords { .. }));
    assert_eq!(Form::box_label(facts), "ケース概要");
    assert_eq!(Form::box_label(words), "ケース概要");
    for form in [&INTAKE, &form::ASSESSMENT] {
        for key in [
            intake::key::FACTS,
            intake::key::HER_WORDS,
            intake::key::WORKER_VIEW,
        ] {
            assert!(form.field(key).is_some(), "{} lacks {key}", form.key);
        }
        let words = form.field(intake::key::HER_WORDS).expect("her words");
        assert!(matches!(words.kind, Kind::HerWords { .. }));
    }
}

#[test]
fn br_030_her_words_alone_do_not_stand_for_the_facts() {
    let data = without(request(), key::CASE_OUTLINE_FACTS);
    assert_eq!(
        check(&CASE_REVIEW_REQUEST, &data, today()),
        [Problem {
            field: key::CASE_OUTLINE_FACTS.to_owned(),
            what: What::Missing
        }]
    );
}

#[test]
fn every_mistake_is_told_at_once_in_the_order_of_the_paper() {
    let problems = check(&CASE_REVIEW_REQUEST, &FormData::default(), today());
    let fields: Vec<&str> = problems
        .iter()
        .map(|problem| problem.field.as_str())
        .collect();
    assert_eq!(
        fields,
        [
            key::REQUESTING_AGENCY,
            key::CLAUSE5_ITEM,
            key::NAME,
            key::BIRTH_DATE,
            key::ADDRESS,
            key::CURRENT_STATE,
            key::CASE_OUTLINE_FACTS,
            key::MATTERS,
            key::ATTENDEE_SCOPE,
        ]
    );
}

#[test]
fn an_impossible_date_is_answered_with_the_calendars_words() {
    let refused = request_with(
        key::BIRTH_DATE,
        Value::UnreadDate("昭和64年1月8日".to_owned()),
    );
    let [What::NotADate { words }] = refused.as_slice() else {
        panic!("{refused:?}")
    };
    assert!(words.contains("平成元年1月8日"), "{words}");
    let far = request_with(key::BIRTH_DATE, Value::Date(day("1800-01-01")));
    assert!(matches!(far.as_slice(), [What::NotADate { .. }]), "{far:?}");
    // A text that is a date after all was still not understood by the screen: nothing is mended here.
    let read = request_with(key::BIRTH_DATE, Value::UnreadDate("H2.7.4".to_owned()));
    assert!(
        matches!(read.as_slice(), [What::NotADate { .. }]),
        "{read:?}"
    );
    assert_eq!(
        request_with(key::BIRTH_DATE, Value::UnreadDate("  ".to_owned())),
        [What::Missing]
    );
}

#[test]
fn a_birth_date_lies_in_the_past_or_an_age_stands_for_it() {
    assert_eq!(
        request_with(key::BIRTH_DATE, Value::Date(day("2026-05-12"))),
        []
    );
    assert_eq!(
        request_with(key::BIRTH_DATE, Value::Date(today())),
        [What::NotInThePast]
    );
    assert_eq!(request_with(key::BIRTH_DATE, Value::EstimatedAge(35)), []);
    assert_eq!(
        request_with(key::BIRTH_DATE, Value::EstimatedAge(121)),
        [What::NoSuchAge]
    );
}

#[test]
fn lengths_are_counted_in_characters() {
    assert_eq!(request_with(key::NAME, text(&"春".repeat(60))), []);
    assert_eq!(
        request_with(key::NAME, text(&"春".repeat(61))),
        [What::TooLong { max: 60 }]
    );
    assert_eq!(request_with(key::NAME, text(" 　")), [What::Missing]);
    let long = lines(&["退所先", &"あ".repeat(201)]);
    assert_eq!(
        request_with(key::MATTERS, long),
        [What::TooLong { max: 200 }]
    );
    assert_eq!(
        request_with(key::MATTERS, lines(&["", " "])),
        [What::Missing]
    );
}

#[test]
fn the_scope_needs_two_different_agencies() {
    let same = Value::Attendees(vec![attendee(1, "試験 一子"), attendee(1, "試験 調")]);
    assert_eq!(
        request_with(key::ATTENDEE_SCOPE, same),
        [What::TooFew { min: 2 }]
    );
    let none = Value::Attendees(Vec::new());
    assert_eq!(
        request_with(key::ATTENDEE_SCOPE, none),
        [What::TooFew { min: 2 }]
    );
    let unnamed = Value::Attendees(vec![attendee(1, ""), attendee(2, "")]);
    assert_eq!(request_with(key::ATTENDEE_SCOPE, unnamed), []);
}

#[test]
fn a_time_ends_after_it_starts() {
    let backwards = Value::Spans(vec![span("2026-05-19T15:00:00", "2026-05-19T13:00:00")]);
    assert_eq!(
        request_with(key::WISHED_DATETIME, backwards),
        [What::EndsBeforeItStarts]
    );
    let report = report();
    assert_eq!(whats(&CASE_REVIEW_REPORT, &report), []);
    let empty = Value::Spans(vec![span("2026-05-19T13:30:00", "2026-05-19T13:30:00")]);
    assert_eq!(
        whats(&CASE_REVIEW_REPORT, &report.clone().with(key::HELD, empty)),
        [What::EndsBeforeItStarts]
    );
    let two = Value::Spans(vec![span("2026-05-19T13:30:00", "2026-05-19T15:00:00"); 2]);
    assert_eq!(
        whats(&CASE_REVIEW_REPORT, &report.with(key::HELD, two)),
        [What::WrongKind]
    );
}

/// The report of the demonstration case (scenario 1.8).
fn report() -> FormData {
    FormData::default()
        .with(key::WRITTEN_ON, Value::Date(day("2026-05-20")))
        .with(key::WRITER, Value::Staff(StaffId(Uuid::from_u128(7))))
        .with(
            key::HELD,
            Value::Spans(vec![span("2026-05-19T13:30:00", "2026-05-19T15:00:00")]),
        )
        .with(key::HELD_AT, text("センター会議室"))
        .with(
            key::ATTENDEES,
            Value::Attendees(vec![attendee(1, "試験 一子")]),
        )
        .with(
            key::OUTCOME,
            text("退所先は母子生活支援施設を見学して決める。"),
        )
}

#[test]
fn fields_the_form_does_not_have_and_wrong_kinds_are_reported() {
    let data = request()
        .with("shoe_size", text("24"))
        .with(key::AGE, text("35"));
    assert_eq!(
        check(&CASE_REVIEW_REQUEST, &data, today()),
        [
            Problem {
                field: key::AGE.to_owned(),
                what: What::WrongKind
            },
            Problem {
                field: "shoe_size".to_owned(),
                what: What::UnknownField
            },
        ]
    );
    assert_eq!(request_with(key::NAME, lines(&["見本"])), [What::WrongKind]);
    assert_eq!(
        request_with(key::MATTERS, text("退所先")),
        [What::WrongKind]
    );
    assert_eq!(request_with(key::CONSENT, text("はい")), [What::WrongKind]);
    assert_eq!(
        request_with(key::NAME, Value::EstimatedAge(30)),
        [What::WrongKind]
    );
}

#[test]
fn every_form_refuses_every_value_of_a_wrong_kind_without_panicking() {
    let values = [
        text("x"),
        Value::Date(today()),
        Value::UnreadDate("x".to_owned()),
        Value::EstimatedAge(1),
        ticks(&["x"]),
        lines(&["x"]),
        Value::Attendees(vec![attendee(1, "x")]),
        Value::Spans(vec![span("2026-05-19T15:00:00", "2026-05-19T13:00:00")]),
        Value::People(vec![FamilyEntry::default()]),
        Value::Agency(agency(1)),
        Value::Staff(StaffId(Uuid::nil())),
        Value::Flag(true),
    ];
    for form in form::ALL {
        for field in form.fields() {
            let accepted = values
                .iter()
                .filter(|value| {
                    let data = FormData::default().with(field.key, (*value).clone());
                    check(form, &data, today())
                        .iter()
                        .all(|problem| problem.field != field.key)
                })
                .count();
            assert!(
                accepted <= 2,
                "{} {} takes {accepted} kinds",
                form.key,
                field.key
            );
        }
    }
}

#[test]
fn an_intake_needs_no_name_and_keeps_what_she_said() {
    let words = "　家は無理、\nおじさんの家に泊まってる ";
    let data = FormData::default()
        .with(intake::key::ACCEPTED_ON, Value::Date(day("2026-05-08")))
        .with(
            intake::key::RECEIVED_BY,
            Value::Staff(StaffId(Uuid::from_u128(7))),
        )
        .with(intake::key::CALLED_NAME, text("はるさん"))
        .with(
            intake::key::MATTERS,
            ticks(&["dv_abuse", "housing", "childcare", "income"]),
        )
        .with(intake::key::WORST, ticks(&["dv_abuse"]))
        .with(
            intake::key::CHIEF_COMPLAINT,
            ticks(&["violence_by_husband"]),
        )
        .with(intake::key::HER_WORDS, text(words));
    assert_eq!(check(&INTAKE, &data, today()), []);
    assert_eq!(data.text(intake::key::HER_WORDS), words);
    let (open, secret) = split_by_class(&INTAKE, &data);
    assert_eq!(
        join_classes(open, secret).text(intake::key::HER_WORDS),
        words
    );
}

#[test]
fn a_family_entry_needs_a_name_or_a_relation_and_no_future_birth() {
    let people = |entry: FamilyEntry| {
        let data = FormData::default().with(intake::key::FAMILY, Value::People(vec![entry]));
        let problems = check(&INTAKE, &data, today());
        problems
            .into_iter()
            .find(|problem| problem.field == intake::key::FAMILY)
    };
    let daughter = FamilyEntry {
        name: "見本 一花".to_owned(),
        birth: Some(day("2016-09-12")),
        relation: "長女".to_owned(),
        accompanies: true,
        ..FamilyEntry::default()
    };
    assert_eq!(people(daughter.clone()), None);
    let unnamed = FamilyEntry {
        name: String::new(),
        ..daughter.clone()
    };
    assert_eq!(people(unnamed), None);
    let newborn = FamilyEntry {
        birth: Some(today()),
        ..daughter.clone()
    };
    assert_eq!(people(newborn), None);
    let unborn = FamilyEntry {
        birth: Some(day("2026-05-14")),
        ..daughter.clone()
    };
    assert_eq!(
        people(unborn).map(|problem| problem.what),
        Some(What::NotInThePast)
    );
    let nobody = FamilyEntry {
        name: " ".to_owned(),
        relation: String::new(),
        ..daughter
    };
    assert_eq!(
        people(nobody).map(|problem| problem.what),
        Some(What::Missing)
    );
}

#[test]
fn whereabouts_are_taken_out_and_come_back() {
    let child = FamilyEntry {
        name: "見本 一花".to_owned(),
        relation: "長女".to_owned(),
        school: "架空小学校".to_owned(),
        ..FamilyEntry::default()
    };
    let data = FormData::default()
        .with(intake::key::NAME, text("見本 春花"))
        .with(intake::key::ADDRESS, text("見本道みほん市架空町1-1"))
        .with(intake::key::SAFE_CONTACT, text("あかり経由"))
        .with(
            intake::key::FAMILY,
            Value::People(vec![child, FamilyEntry::default()]),
        )
        .with("not_on_the_form", text("?"));
    let (open, secret) = split_by_class(&INTAKE, &data);
    assert_eq!(open.text(intake::key::NAME), "見本 春花");
    let shown = format!("{open:?}");
    for hidden in ["架空町", "あかり", "架空小学校", "not_on_the_form"] {
        assert!(!shown.contains(hidden), "{hidden} is open");
    }
    assert!(open.people(intake::key::FAMILY)[0].name.contains("一花"));
    assert!(!format!("{secret:?}").contains("一花"));
    assert_eq!(secret.text(intake::key::ADDRESS), "見本道みほん市架空町1-1");
    assert_eq!(join_classes(open, secret), data);
}

#[test]
fn meeting_record_and_plan_item_ask_for_their_core() {
    let asked = |form: &Form| -> Vec<String> {
        check(form, &FormData::default(), today())
            .into_iter()
            .map(|problem| problem.field)
            .collect()
    };
    assert_eq!(asked(&MEETING_RECORD), ["matters", "decisions"]);
    assert_eq!(
        asked(&PLAN_ITEM),
        [
            "domain",
            "issue",
            "support",
            "agencies",
            "frequency_due",
            "category"
        ]
    );
    assert_eq!(
        asked(&SUPPORT_PLAN),
        [
            "plan_kind",
            "period_from",
            "period_to",
            "wish_words",
            "goal_long",
            "goal_short",
            "monitoring_date"
        ]
    );
}

#[test]
fn values_keep_their_shape_in_storage() {
    let data = request().with(
        key::BIRTH_DATE,
        Value::UnreadDate("昭和64年1月8日".to_owned()),
    );
    let json = serde_json::to_string(&data).expect("json");
    assert_eq!(serde_json::from_str::<FormData>(&json).expect("json"), data);
    assert!(
        json.contains(r#""clause5_item":{"is":"ticks","v":["in_protection"]}"#),
        "{json}"
    );
}

proptest! {
    #[test]
    fn checking_any_text_in_any_field_changes_nothing_and_never_panics(
        typed in "\\PC{0,80}",
        which in 0usize..200,
    ) {
        for form in form::ALL {
            let fields: Vec<&Field> = form.fields().collect();
            let key = fields[which % fields.len()].key;
            for value in [text(&typed), Value::UnreadDate(typed.clone()), ticks(&[&typed])] {
                let data = FormData::default().with(key, value);
                let before = data.clone();
                check(form, &data, today());
                prop_assert_eq!(&data, &before);
                let (open, secret) = split_by_class(form, &data);
                prop_assert_eq!(join_classes(open, secret), data);
            }
        }
    }
}
