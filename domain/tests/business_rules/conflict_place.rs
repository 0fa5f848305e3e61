//! Whereabouts on the 相談受付票 while several people write on it: an address is never the second of two tries,
//! schools follow their children, and a correction wipes nothing its writer cannot see.

use domain::command::CaseCommand as C;
use domain::form::intake::key as f01;
use domain::form::{FamilyEntry, FormData, Value};
use domain::refusal::Refusal;

use crate::scenario::*;
use crate::story::Story;
use crate::world::day;

/// Knows the place.
const ONE: &str = "試験一子";
/// Of the same agency, and does not.
const OTHER: &str = "試験隣";

fn open_part(story: &mut Story) -> FormData {
    story.as_(OTHER).case_view().expect("seen").intake
}

fn correction(seen: &FormData, key: &str, value: Value) -> C {
    C::CorrectIntake {
        form: seen.clone().with(key, value),
        seen: seen.clone(),
    }
}

fn schools(story: &Story) -> Vec<(String, String)> {
    let whole = story.whole_intake();
    let people = whole.people(f01::FAMILY).iter();
    people
        .map(|one| (one.name.clone(), one.school.clone()))
        .collect()
}

#[test]
fn an_address_is_written_anew_and_nothing_else_of_the_place_changes() {
    let mut story = Story::until(Step::Protected);
    let seen = story.whole_intake();
    let contact = story.place.intake.text(f01::SAFE_CONTACT).to_owned();
    story.as_(ONE).did(correction(
        &seen,
        f01::ADDRESS,
        text("見本道みほん市架空町9-9"),
    ));
    assert_eq!(
        story.place.intake.text(f01::ADDRESS),
        "見本道みほん市架空町9-9"
    );
    assert_eq!(story.place.intake.text(f01::SAFE_CONTACT), contact);
}

#[test]
fn the_second_of_two_new_addresses_is_refused_and_the_first_stands() {
    let mut story = Story::until(Step::Protected);
    let seen = story.whole_intake();
    story.as_(ONE).did(correction(
        &seen,
        f01::ADDRESS,
        text("見本道みほん市架空町9-9"),
    ));
    let before = story.place.clone();
    let second = correction(&seen, f01::ADDRESS, text("見本道みほん市架空町8-8"));
    assert_eq!(
        story.as_(ONE).refused(second),
        Refusal::PlaceWrittenMeanwhile
    );
    assert_eq!(story.place, before);
    assert!(story.file().conflicts.is_empty());
}

#[test]
fn who_does_not_know_the_place_wipes_nothing_of_it() {
    let mut story = Story::until(Step::Protected);
    let before = story.place.clone();
    let seen = open_part(&mut story);
    story
        .as_(OTHER)
        .did(correction(&seen, f01::FACTS, text("訂正")));
    assert_eq!(story.place, before);
}

#[test]
fn a_school_stays_with_its_child_when_the_list_changes() {
    let mut story = Story::until(Step::Protected);
    let before = schools(&story);
    assert!(before.iter().any(|(_, school)| !school.is_empty()));
    let seen = open_part(&mut story);
    let mut people = seen.people(f01::FAMILY).to_vec();
    people.reverse();
    story
        .as_(OTHER)
        .did(correction(&seen, f01::FAMILY, Value::People(people)));
    let mut after = schools(&story);
    after.reverse();
    assert_eq!(after, before);
    let address = story.place.intake.text(f01::ADDRESS);
    assert_eq!(
        address,
        Story::until(Step::Protected)
            .whole_intake()
            .text(f01::ADDRESS)
    );
}

#[test]
fn a_school_that_is_typed_does_not_wipe_the_address() {
    let mut story = Story::until(Step::Protected);
    let address = story.place.intake.text(f01::ADDRESS).to_owned();
    assert!(!address.is_empty());
    let seen = open_part(&mut story);
    let mut people = seen.people(f01::FAMILY).to_vec();
    let child = people.first_mut().expect("a child");
    child.name = "見本 芽".to_owned();
    child.school = "見本第三小".to_owned();
    let command = correction(&seen, f01::FAMILY, Value::People(people));
    assert_eq!(
        story.as_(OTHER).refused(command.clone()),
        Refusal::NotYourRole,
        "a school is a whereabout"
    );
    story.as_(ONE).did(command);
    assert_eq!(story.place.intake.text(f01::ADDRESS), address);
    let named = |(name, school): &(String, String)| name == "見本 芽" && school == "見本第三小";
    assert!(schools(&story).iter().any(named));
}

#[test]
fn no_refusal_tells_what_stands_there() {
    let mut story = Story::until(Step::Protected);
    let before = story.place.clone();
    let open = open_part(&mut story);
    let goes_to_school = schools(&story)
        .iter()
        .position(|(_, school)| !school.is_empty())
        .expect("one does");
    let school = |school: &str| {
        let mut people = open.people(f01::FAMILY).to_vec();
        people[goes_to_school].school = school.to_owned();
        open.clone().with(f01::FAMILY, Value::People(people))
    };
    let address = |words: &str| open.clone().with(f01::ADDRESS, text(words));
    let right = story.place.intake.text(f01::ADDRESS).to_owned();
    let his = schools(&story)[goes_to_school].1.clone();
    let guesses = [
        address(&right),
        address("見本道みほん市架空町7-7"),
        open.clone().with(f01::PHONE, text("000-0000-0000")),
        school(&his),
        school("見本第九小"),
    ];
    for guess in guesses {
        for (form, seen) in [(guess.clone(), open.clone()), (open.clone(), guess)] {
            let told = story.as_(OTHER).refused(C::CorrectIntake { form, seen });
            assert_eq!(told, Refusal::NotYourRole);
        }
    }
    // Nor does one guess that is said to have been seen in another's place.
    let two = |first: &str, second: &str, turned: bool| {
        let mut people = open.people(f01::FAMILY).to_vec();
        people[0].school = first.to_owned();
        people[1].school = second.to_owned();
        if turned {
            people.swap(0, 1);
        }
        open.clone().with(f01::FAMILY, Value::People(people))
    };
    for (form, seen) in [
        (two("見本第九小", "", false), two("", "見本第九小", true)),
        (two(&his, "z", false), two("z", &his, true)),
    ] {
        let told = story.as_(OTHER).refused(C::CorrectIntake { form, seen });
        assert_eq!(told, Refusal::NotYourRole);
    }
    assert_eq!(story.place, before);
}

#[test]
fn a_school_outlives_a_mended_name_a_decision_and_its_taking_back() {
    let mut story = Story::until(Step::Protected);
    let before = schools(&story);
    let seen = open_part(&mut story);
    // A name is mended by somebody who may not know the school.
    let mut people = seen.people(f01::FAMILY).to_vec();
    for child in &mut people {
        child.name = format!("{}（よみ）", child.name);
    }
    story
        .as_(OTHER)
        .did(correction(&seen, f01::FAMILY, Value::People(people)));
    let of = |all: &[(String, String)]| -> Vec<String> {
        all.iter().map(|(_, school)| school.clone()).collect()
    };
    assert_eq!(of(&schools(&story)), of(&before));
    // Another list of her family lies beside; it is chosen, and the choice is taken back.
    let stranger = FamilyEntry {
        name: "見本 芽".to_owned(),
        relation: "姪".to_owned(),
        ..FamilyEntry::default()
    };
    story.as_(OTHER).did(correction(
        &seen,
        f01::FAMILY,
        Value::People(vec![stranger]),
    ));
    let one = story.as_(OTHER).case_view().expect("seen").conflicts;
    story.as_(OTHER).did(C::SettleConflict {
        number: 1,
        choice: domain::conflict::ConflictChoice::Other,
        standing_since: one[0].standing.at,
    });
    assert_eq!(of(&schools(&story)), [""]);
    story.as_(OTHER).did(C::ReopenConflict { number: 1 });
    assert_eq!(of(&schools(&story)), of(&before));
}

#[test]
fn two_without_a_name_keep_a_school_each_and_a_new_child_gets_nobodys() {
    let mut story = Story::until(Step::Protected);
    let nameless = |birth: &str, school: &str| FamilyEntry {
        relation: "子".to_owned(),
        birth: Some(day(birth)),
        school: school.to_owned(),
        ..FamilyEntry::default()
    };
    let twins = vec![
        nameless("2016-09-12", "見本第一小"),
        nameless("2016-09-12", "見本第二小"),
    ];
    let seen = story.whole_intake();
    story
        .as_(ONE)
        .did(correction(&seen, f01::FAMILY, Value::People(twins)));
    let open = open_part(&mut story);
    story
        .as_(OTHER)
        .did(correction(&open, f01::FACTS, text("訂正")));
    let each: Vec<_> = schools(&story)
        .into_iter()
        .map(|(_, school)| school)
        .collect();
    assert_eq!(each, ["見本第一小", "見本第二小"]);
    let open = open_part(&mut story);
    let other = vec![nameless("2018-04-02", ""), nameless("2016-09-12", "")];
    story
        .as_(OTHER)
        .did(correction(&open, f01::FAMILY, Value::People(other)));
    let each: Vec<_> = schools(&story)
        .into_iter()
        .map(|(_, school)| school)
        .collect();
    assert_eq!(
        each,
        ["", "見本第一小"],
        "no child gets the school of another"
    );
    let aside = story.place.schools_aside.iter();
    let aside: Vec<_> = aside.map(|one| one.school.as_str()).collect();
    assert!(aside.contains(&"見本第二小"), "{aside:?}");
}

#[test]
fn who_knows_the_place_mends_a_school() {
    let mut story = Story::until(Step::Protected);
    let seen = open_part(&mut story);
    let mut people = seen.people(f01::FAMILY).to_vec();
    people[0].school = "見本第三小".to_owned();
    story
        .as_(ONE)
        .did(correction(&seen, f01::FAMILY, Value::People(people)));
    assert_eq!(schools(&story)[0].1, "見本第三小");
}
