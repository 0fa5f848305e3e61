//! F-15 アウトリーチ記録: what may stand on a sheet, and what a year adds up.

#[path = "support/world.rs"]
mod world;

use domain::command::{Actor, CouncilCommand};
use domain::council::CouncilEvent;
use domain::form::patrol::key;
use domain::form::{FormData, PATROL, Value, What};
use domain::handle::handle_council;
use domain::id::PatrolId;
use domain::patrol::{problems, put_together, sums};
use domain::refusal::Refusal;
use uuid::Uuid;
use world::*;

/// The night of scenario 2.1.
fn sheet() -> FormData {
    let text = |words: &str| Value::Text(words.to_owned());
    FormData::default()
        .with(key::WENT_ON, Value::Date(day("2026-05-08")))
        .with(key::AREA, text("駅東側"))
        .with(key::STAFF, text("２"))
        .with(key::SPOKEN_TO, text("23"))
        .with(key::ATTENDED, text("5"))
        .with(key::UNDER_18, text("1"))
        .with(key::FROM_18, text("2"))
        .with(key::FROM_20, text("2"))
        .with(key::TOPIC_PLACE, text("3"))
        .with(key::ITEMS, text("8"))
}

#[test]
fn a_sheet_is_refused_with_the_box_that_is_wrong() {
    let more = "対応した人（人）".to_owned();
    type Wrong = Option<(&'static str, What)>;
    let cases: [(&str, &str, Wrong); 9] = [
        (key::SPOKEN_TO, "23", None),
        (key::SPOKEN_TO, " ２３ ", None),
        (
            key::SPOKEN_TO,
            "たくさん",
            Some((key::SPOKEN_TO, What::NotACount)),
        ),
        (
            key::SPOKEN_TO,
            "-1",
            Some((key::SPOKEN_TO, What::NotACount)),
        ),
        (
            key::SPOKEN_TO,
            "2.5",
            Some((key::SPOKEN_TO, What::NotACount)),
        ),
        (
            key::SPOKEN_TO,
            "10000",
            Some((key::SPOKEN_TO, What::NotACount)),
        ),
        (key::SPOKEN_TO, "  ", Some((key::SPOKEN_TO, What::Missing))),
        (key::FROM_20, "2", None),
        (
            key::FROM_20,
            "3",
            Some((key::UNDER_18, What::MoreThanWhole { whole: more })),
        ),
    ];
    for (field, typed, wrong) in cases {
        let data = sheet().with(field, Value::Text(typed.to_owned()));
        let found = problems(&data, day("2026-05-09"));
        let found: Vec<_> = found
            .into_iter()
            .map(|problem| (problem.field, problem.what))
            .collect();
        let wrong: Vec<_> = wrong
            .into_iter()
            .map(|(field, what)| (field.to_owned(), what))
            .collect();
        assert_eq!(found, wrong, "{field} = {typed}");
    }
}

#[test]
fn a_round_of_tomorrow_cannot_be_written_down() {
    let found = problems(&sheet(), day("2026-05-07"));
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].field.as_str(), &found[0].what),
        (key::WENT_ON, &What::NotYet)
    );
    assert!(problems(&sheet(), day("2026-05-08")).is_empty());
}

#[test]
fn a_year_adds_up_counts_and_hides_few_from_whoever_did_not_go() {
    let all = [
        sheet(),
        sheet().with(key::AREA, Value::Text("南口".to_owned())),
    ];
    let of = |exact, field: &str| {
        let found = sums(&all, exact);
        found
            .into_iter()
            .find(|sum| sum.field == field)
            .map(|sum| sum.count)
    };
    assert_eq!(of(true, key::SPOKEN_TO), Some(Some(46)));
    assert_eq!(of(true, key::UNDER_18), Some(Some(2)));
    assert_eq!(of(false, key::SPOKEN_TO), Some(Some(46)));
    assert_eq!(
        of(false, key::UNDER_18),
        Some(None),
        "two girls can be guessed at"
    );
    assert_eq!(of(false, key::NIGHTS), Some(Some(0)), "nobody is nobody");
    for field in [key::AREA, key::STAFF, key::NOTE] {
        assert_eq!(of(true, field), None, "{field} is the agency's own");
    }
}

#[test]
fn a_sheet_is_its_writers_agencys_and_the_council_does_not_carry_it() {
    let mut council = council();
    let writer = staff_named(&council, AKARI_WORKER).clone();
    let patrol = PatrolId(Uuid::from_u128(7));
    let keep = |form| {
        let command = CouncilCommand::KeepPatrol {
            patrol,
            form,
            seen: FormData::default(),
        };
        handle_council(
            &council,
            Actor::Staff(writer.id),
            &command,
            instant("2026-05-09 02:00"),
        )
    };
    let events = keep(sheet()).expect("fit");
    let [CouncilEvent::PatrolKept { agency, by, .. }] = events.as_slice() else {
        panic!("{events:?}");
    };
    assert_eq!((*agency, *by), (AKARI, writer.id));
    assert!(matches!(
        keep(FormData::default()),
        Err(Refusal::Form { .. })
    ));
    let before = council.clone();
    council.apply(&events[0]);
    assert_eq!(council, before);
}

#[test]
fn two_who_correct_one_sheet_keep_what_both_wrote_and_the_second_looks_at_what_differs() {
    let seen = sheet();
    let with = |key: &str, words: &str| seen.clone().with(key, Value::Text(words.to_owned()));
    let first = with(key::AREA, "駅の西側");
    // Another box: both are there.
    let merged = put_together(&seen, &with(key::STAFF, "4"), &first).expect("no conflict");
    assert_eq!(
        merged,
        first.clone().with(key::STAFF, Value::Text("4".into()))
    );
    // The same words are no conflict, and what was not touched is no change.
    for typed in [&first, &seen] {
        assert_eq!(put_together(&seen, typed, &first).as_ref(), Ok(&first));
    }
    // The same box: told what stands, by its name; nothing of the sheet is another until then.
    let second = with(key::AREA, "公園");
    let problems = put_together(&seen, &second, &first).expect_err("two entries");
    let [problem] = problems.as_slice() else {
        panic!("{problems:?}");
    };
    assert_eq!(problem.field, key::AREA);
    let label = PATROL.field(key::AREA).expect("a box").label;
    assert!(problem.what.words(label).contains("「駅の西側」"));
    // Having seen it, what she sends is meant.
    assert_eq!(put_together(&first, &second, &first), Ok(second));
    // An emptied box is told as well.
    let mut emptied = seen.clone();
    emptied.0.remove(key::AREA);
    let problems = put_together(&seen, &with(key::AREA, "公園"), &emptied).expect_err("emptied");
    assert!(problems[0].what.words(label).contains("空にしました"));
}
