//! 同じ欄の二つの記入 (issue: conflicts; domain.md §9.9): different fields merge by themselves, of one field both
//! are kept and a person decides, and what is not chosen stays readable.

use domain::command::CaseCommand as C;
use domain::conflict::{ConflictChoice as Choice, SharedPaper};
use domain::form::assessment::key as f09;
use domain::form::intake::key as f01;
use domain::form::{FamilyEntry, FormData, Value};
use domain::refusal::Refusal;
use domain::view::conflict::ConflictView;
use proptest::prelude::*;

use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

const ONE: &str = "試験一子";
const OTHER: &str = "試験隣";

/// The 相談受付票 as a writer without the place sees it.
fn seen(story: &mut Story, who: &str) -> FormData {
    story.as_(who).case_view().expect("seen").intake
}

/// Corrects the 相談受付票 from what was seen before.
fn correct(story: &mut Story, who: &str, seen: &FormData, key: &str, value: Value) {
    story.as_(who).did(C::CorrectIntake {
        form: seen.clone().with(key, value),
        seen: seen.clone(),
    });
}

/// Both begin with the same paper; `ONE` is the first to arrive.
fn both_write(key: &str, one: Value, other: Value) -> Story {
    let mut story = Story::until(Step::Protected);
    let before = seen(&mut story, ONE);
    let others = seen(&mut story, OTHER);
    story.at("2026-05-10 02:00");
    correct(&mut story, ONE, &before, key, one);
    story.at("2026-05-10 03:05");
    correct(&mut story, OTHER, &others, key, other);
    story
}

fn shown(story: &mut Story) -> Vec<ConflictView> {
    story.as_(ONE).case_view().expect("seen").conflicts
}

/// As somebody decides who looks at it now.
fn decision(story: &mut Story, number: u32, choice: Choice) -> C {
    let all = shown(story);
    let one = all.iter().find(|one| one.number == number);
    C::SettleConflict {
        number,
        choice,
        standing_since: one.expect("shown").standing.at,
    }
}

fn settle(story: &mut Story, who: &str, choice: Choice) {
    let decision = decision(story, 1, choice);
    story.as_(who).did(decision);
}

#[test]
fn different_fields_merge_by_themselves() {
    let mut story = Story::until(Step::Protected);
    let before = seen(&mut story, ONE);
    correct(&mut story, ONE, &before, f01::FACTS, text("一子が書いた"));
    correct(
        &mut story,
        OTHER,
        &before,
        f01::DANGER_NOW,
        text("隣が書いた"),
    );
    let intake = &story.file().intake;
    assert_eq!(intake.text(f01::FACTS), "一子が書いた");
    assert_eq!(intake.text(f01::DANGER_NOW), "隣が書いた");
    assert!(shown(&mut story).is_empty());
}

#[test]
fn a_program_of_before_that_does_not_say_what_it_saw_overwrites_nothing() {
    let mut story = Story::until(Step::Protected);
    let before = seen(&mut story, ONE);
    correct(&mut story, ONE, &before, f01::FACTS, text("一子が書いた"));
    let mut form = before.with(f01::VISITOR_NAME, text("見本 来"));
    form.0.remove(f01::DANGER_NOW);
    let now = story.file().intake.clone();
    story.as_(OTHER).did(C::CorrectIntake {
        form,
        seen: FormData::default(),
    });
    let expected = now.with(f01::VISITOR_NAME, text("見本 来"));
    assert_eq!(story.file().intake, expected, "what was empty is filled in");
    let [one] = shown(&mut story).try_into().expect("the rest lies beside");
    assert_eq!(one.other.value, Some(text("警察からの電話で来所")));
}

#[test]
fn of_one_field_both_are_kept_and_the_first_to_arrive_stands() {
    let mut story = both_write(f01::FACTS, text("家にいた"), text("駅にいた"));
    assert_eq!(story.file().intake.text(f01::FACTS), "家にいた");
    let [one] = shown(&mut story).try_into().expect("one conflict");
    assert_eq!(one.standing.value, Some(text("家にいた")));
    assert_eq!(one.other.value, Some(text("駅にいた")));
    let names = |entry: Option<(String, String)>| entry.map(|(name, _)| name);
    assert_eq!(names(one.standing.by).as_deref(), Some("試験 一子"));
    assert_eq!(names(one.other.by).as_deref(), Some("試験 隣"));
    assert!(one.standing.at < one.other.at);
    assert_eq!(one.settled, None);
}

#[test]
fn the_same_words_of_two_people_are_no_conflict() {
    let mut story = both_write(f01::FACTS, text("家にいた"), text("家にいた"));
    assert!(shown(&mut story).is_empty());
}

#[test]
fn each_choice_leaves_what_it_says_and_what_was_not_chosen_stays_readable() {
    let long = |choice| (f01::FACTS, text("家"), text("駅"), choice);
    let cases = [
        (long(Choice::Standing), text("家")),
        (long(Choice::Other), text("駅")),
        (long(Choice::Both), text("家\n駅")),
        (
            (f01::CALLED_NAME, text("はるか"), text("はる"), Choice::Both),
            text("はるか／はる"),
        ),
        (
            (
                f01::MATTERS,
                ticks(&["housing"]),
                ticks(&["income", "housing"]),
                Choice::Both,
            ),
            ticks(&["housing", "income"]),
        ),
        // A box that can hold one day only: what stood stands, and both stay readable.
        (
            (
                f01::ACCEPTED_ON,
                Value::Date(day("2026-05-07")),
                Value::Date(day("2026-05-06")),
                Choice::Both,
            ),
            Value::Date(day("2026-05-07")),
        ),
    ];
    for ((key, one, other, choice), result) in cases {
        let mut story = both_write(key, one.clone(), other.clone());
        settle(&mut story, ONE, choice);
        assert_eq!(
            story.file().intake.get(key),
            Some(&result),
            "{key} {choice:?}"
        );
        let [kept] = shown(&mut story).try_into().expect("still readable");
        assert_eq!(kept.standing.value, Some(one), "{key} {choice:?}");
        assert_eq!(kept.other.value, Some(other), "{key} {choice:?}");
        assert_eq!(kept.settled.map(|settled| settled.choice), Some(choice));
    }
}

#[test]
fn a_decision_is_taken_once_and_can_be_taken_back() {
    let mut story = both_write(f01::FACTS, text("家"), text("駅"));
    settle(&mut story, ONE, Choice::Other);
    let again = C::SettleConflict {
        number: 1,
        choice: Choice::Standing,
        standing_since: Some(story.now),
    };
    assert_eq!(story.as_(OTHER).refused(again), Refusal::ConflictIsSettled);
    story.as_(OTHER).did(C::ReopenConflict { number: 1 });
    assert_eq!(story.file().intake.text(f01::FACTS), "家");
    let [open] = shown(&mut story).try_into().expect("open again");
    assert_eq!(open.settled, None);
    let twice = C::ReopenConflict { number: 1 };
    assert_eq!(story.as_(OTHER).refused(twice), Refusal::NotFound);
    settle(&mut story, ONE, Choice::Both);
    assert_eq!(story.file().intake.text(f01::FACTS), "家\n駅");
}

#[test]
fn what_was_written_after_a_decision_survives_its_taking_back() {
    let mut story = both_write(f01::FACTS, text("家"), text("駅"));
    settle(&mut story, ONE, Choice::Other);
    let now = seen(&mut story, ONE);
    correct(&mut story, ONE, &now, f01::FACTS, text("あとで書いた"));
    story.as_(ONE).did(C::ReopenConflict { number: 1 });
    assert_eq!(story.file().intake.text(f01::FACTS), "あとで書いた");
    let open = shown(&mut story).into_iter();
    let open: Vec<_> = open.filter(|one| one.settled.is_none()).collect();
    let others: Vec<_> = open.iter().map(|one| one.other.value.clone()).collect();
    assert_eq!(
        others,
        [Some(text("家")), Some(text("駅"))],
        "all three can be read"
    );
}

#[test]
fn nobody_decides_about_words_that_were_not_read() {
    let mut story = both_write(f01::FACTS, text("家"), text("駅"));
    let decision = decision(&mut story, 1, Choice::Other);
    let now = seen(&mut story, OTHER);
    story.at("2026-05-11 09:00");
    correct(&mut story, OTHER, &now, f01::FACTS, text("家。夜も"));
    assert_eq!(story.as_(ONE).refused(decision), Refusal::ConflictHasMoved);
    settle(&mut story, ONE, Choice::Both);
    assert_eq!(story.file().intake.text(f01::FACTS), "家。夜も\n駅");
}

#[test]
fn her_words_are_added_to_and_never_taken_away_by_staff() {
    let mut story = Story::until(Step::Protected);
    let before = seen(&mut story, ONE);
    let hers = before.text(f01::HER_WORDS).to_owned();
    let more = format!("{hers}。こわい");
    correct(&mut story, ONE, &before, f01::HER_WORDS, text(&more));
    assert_eq!(story.file().intake.text(f01::HER_WORDS), more);
    assert!(shown(&mut story).is_empty());
    // Nobody else wrote meanwhile, and still.
    for other in ["帰りたくないとのこと", ""] {
        let mut story = story.clone();
        let before = seen(&mut story, ONE);
        correct(&mut story, ONE, &before, f01::HER_WORDS, text(other));
        assert_eq!(story.file().intake.text(f01::HER_WORDS), more);
        let [one] = shown(&mut story).try_into().expect("beside");
        assert_eq!(one.standing.value, Some(text(&more)));
        settle(&mut story, ONE, Choice::Other);
        let [kept] = shown(&mut story).try_into().expect("readable");
        assert_eq!(kept.standing.value, Some(text(&more)));
    }
}

#[test]
fn who_writes_what_lay_beside_has_decided() {
    let mut story = both_write(f01::FACTS, text("家"), text("駅"));
    let now = seen(&mut story, ONE);
    correct(&mut story, ONE, &now, f01::FACTS, text("駅"));
    let [one] = shown(&mut story).try_into().expect("readable");
    assert_eq!(one.standing.value, Some(text("家")));
    assert_eq!(
        one.settled.map(|settled| settled.choice),
        Some(Choice::Other)
    );
}

#[test]
fn a_third_entry_is_kept_as_well() {
    let mut story = both_write(f01::FACTS, text("家"), text("駅"));
    let first = seen(&mut Story::until(Step::Protected), ONE);
    correct(&mut story, ONE, &first, f01::FACTS, text("病院"));
    let found = shown(&mut story);
    let others: Vec<_> = found.iter().map(|one| one.other.value.clone()).collect();
    assert_eq!(others, [Some(text("病院")), Some(text("駅"))]);
    // The one that is decided changes what stands beside the other.
    let newest = decision(&mut story, 2, Choice::Other);
    story.as_(ONE).did(newest);
    let open = shown(&mut story)
        .into_iter()
        .find(|one| one.settled.is_none());
    let open = open.expect("the other is still open");
    assert_eq!(open.standing.value, Some(text("病院")));
    assert_eq!(open.other.value, Some(text("駅")));
}

#[test]
fn an_emptied_field_is_an_entry_too() {
    let mut story = both_write(f01::FACTS, text(""), text("駅"));
    let [one] = shown(&mut story).try_into().expect("one conflict");
    assert_eq!(
        (one.standing.value, one.other.value),
        (None, Some(text("駅")))
    );
    settle(&mut story, ONE, Choice::Other);
    assert_eq!(story.file().intake.text(f01::FACTS), "駅");
}

#[test]
fn two_assessments_begun_at_once_lose_nothing() {
    let mut story = Story::until(Step::Protected);
    for (who, health) in [(ONE, "眠れない"), (OTHER, "食べていない")] {
        let form = FormData::default()
            .with(f09::WRITTEN_ON, Value::Date(day("2026-05-08")))
            .with(f09::WRITER, Value::Staff(story.id_of(who)))
            .with(f09::PROBLEM_CATEGORIES, ticks(&["dv_abuse"]))
            .with(f09::HEALTH, text(health));
        let seen = FormData::default();
        story.as_(who).did(C::SaveAssessment { form, seen });
    }
    let form = story.file().assessment.clone().expect("written");
    assert_eq!(form.text(f09::HEALTH), "眠れない");
    let signed = |story: &Story| {
        let form = story.file().assessment.as_ref();
        form.and_then(|form| form.get(f09::WRITER)).cloned()
    };
    let one = story.id_of(ONE);
    assert_eq!(
        signed(&story),
        Some(Value::Staff(one)),
        "nothing of hers stands"
    );
    let [one] = shown(&mut story).try_into().expect("one conflict");
    assert_eq!(one.paper, SharedPaper::Assessment);
    assert_eq!(one.other.value, Some(text("食べていない")));
    settle(&mut story, ONE, Choice::Both);
    let form = story.file().assessment.clone().expect("written");
    assert_eq!(form.text(f09::HEALTH), "眠れない\n食べていない");
}

#[test]
fn a_choice_that_does_not_fit_the_box_is_refused_and_both_stay() {
    let long = "あ".repeat(2500);
    let mut story = both_write(f01::FACTS, text(&long), text(&format!("{long}い")));
    let both = decision(&mut story, 1, Choice::Both);
    let told = story.as_(ONE).refused(both);
    assert!(matches!(told, Refusal::Form { .. }), "{told:?}");
    assert_eq!(shown(&mut story).len(), 1);
}

#[test]
fn nobody_else_sees_or_decides() {
    let mut story = both_write(f01::FACTS, text("家"), text("駅"));
    let decision = decision(&mut story, 1, Choice::Other);
    let told = story.as_("試験灯").does(decision);
    assert!(
        matches!(told, Err(Stop::Hidden | Stop::Told(_))),
        "{told:?}"
    );
    if let Ok(view) = story.as_("試験灯").case_view() {
        assert!(view.conflicts.is_empty());
    }
    let unknown = C::SettleConflict {
        number: 9,
        choice: Choice::Other,
        standing_since: None,
    };
    assert_eq!(story.as_(ONE).refused(unknown), Refusal::NotFound);
}

#[test]
fn the_children_of_two_writers_are_all_kept() {
    let child = |name: &str| FamilyEntry {
        name: name.to_owned(),
        relation: "長女".to_owned(),
        ..FamilyEntry::default()
    };
    let mut story = both_write(
        f01::FAMILY,
        Value::People(vec![child("見本 花")]),
        Value::People(vec![child("見本 葉")]),
    );
    settle(&mut story, ONE, Choice::Both);
    let names: Vec<_> = story.file().family.iter().map(|one| &one.name).collect();
    assert_eq!(names, ["見本 花", "見本 葉"]);
}

/// Whether somebody who opens the case can read these words in the field: standing, beside it, or chosen against.
fn can_read(story: &mut Story, key: &str, words: &str) -> bool {
    let view = story.as_(ONE).case_view().expect("seen");
    let says =
        |value: &Option<Value>| matches!(value, Some(Value::Text(text)) if text.contains(words));
    view.intake.text(key).contains(words)
        || view
            .conflicts
            .iter()
            .any(|one| one.field == key && (says(&one.standing.value) || says(&one.other.value)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever two people write, decide and take back, from whatever each of them saw: what arrived when
    /// another had written meanwhile can be read ever after, and what nobody touched stays.
    #[test]
    fn no_entry_is_ever_lost(
        steps in proptest::collection::vec((0_usize..3, 0_usize..3, 0_usize..6), 1..16)
    ) {
        let keys = [f01::FACTS, f01::DANGER_NOW, f01::WORKER_VIEW];
        let mut story = Story::until(Step::Protected);
        let untouched = story.file().intake.text(f01::HER_WORDS).to_owned();
        let mut papers = vec![seen(&mut story, ONE); 3];
        let mut kept: Vec<(usize, String)> = Vec::new();
        for (turn, (paper, key, act)) in steps.into_iter().enumerate() {
            story.now += chrono::Duration::minutes(1);
            let number = u32::try_from(key + 1).expect("few");
            let known = story.file().conflicts.iter().find(|one| one.number == number);
            let settled = known.map(|one| one.settled.is_some());
            match (act, settled) {
                (0, _) => papers[paper] = seen(&mut story, ONE),
                (1, Some(true)) => {
                    story.as_(OTHER).did(C::ReopenConflict { number });
                }
                (2, Some(false)) => {
                    let decision = decision(&mut story, number, Choice::ALL[paper]);
                    story.as_(OTHER).did(decision);
                }
                _ => {
                    let words = format!("記入{turn}。");
                    let before = papers[paper].clone();
                    let stands = story.file().intake.text(keys[key]).to_owned();
                    let unseen = before.text(keys[key]) != stands;
                    correct(&mut story, ONE, &before, keys[key], text(&words));
                    // Who saw what stands may replace it; what lies beside stays.
                    if unseen {
                        kept.push((key, words));
                    }
                }
            }
            for (key, words) in &kept {
                prop_assert!(can_read(&mut story, keys[*key], words), "{words} in {}", keys[*key]);
            }
        }
        prop_assert_eq!(story.file().intake.text(f01::HER_WORDS), untouched);
    }
}
