//! 18歳未満かもしれない (scenario 2.3): the duty to think of 通告 is shown to those who would notify, and what
//! was decided stands with its reason and its second person.

use domain::case::Birth;
use domain::child_notice::ChildNoticeChoice as Choice;
use domain::command::CaseCommand as C;
use domain::refusal::Refusal;

use crate::scenario::*;
use crate::story::Story;
use crate::world::*;

const WORKER: &str = "試験一子";
const SUPERIOR: &str = "試験市長補佐";

/// A woman with that birth, in a case with a second colleague in the same office.
fn story(birth: Birth) -> Story {
    let mut story = Story::until(Step::Accepted);
    story.opened.as_mut().expect("open").woman.birth = birth;
    let mut superior = story.person(WORKER).clone();
    superior.id = domain::id::StaffId(uuid::Uuid::from_u128(0x5A));
    superior.name = "試験 市長補佐".to_owned();
    story.council.staff.insert(superior.id, superior);
    story
}

fn decide(story: &Story, with: &str, reason: &str) -> C {
    C::DecideChildNotice {
        choice: Choice::Notify,
        reason: reason.to_owned(),
        with: story.id_of(with),
    }
}

#[test]
fn who_may_be_under_eighteen_is_shown_by_the_day() {
    let born = |text: &str| Birth::Date(day(text));
    let estimated = |years: u16, on: &str| Birth::Estimated { years, on: day(on) };
    // The story plays on 2026-05-08.
    let cases = [
        (born("2008-05-09"), true, "seventeen on her last day"),
        (born("2008-05-08"), false, "eighteen today"),
        (born("1990-07-04"), false, "of age"),
        (estimated(17, "2026-05-01"), true, "seventeen by her word"),
        (estimated(17, "2025-05-01"), false, "seventeen a year ago"),
        (estimated(18, "2026-05-01"), false, "eighteen by her word"),
        (Birth::Unknown, false, "nobody knows"),
    ];
    for (birth, shown, what) in cases {
        let mut story = story(birth);
        let view = story.as_(WORKER).case_view().expect("seen");
        assert_eq!(view.child_notice.is_some(), shown, "{what}");
        let command = decide(&story, SUPERIOR, "本人の話から");
        if shown {
            story.as_(WORKER).did(command);
        } else {
            assert_eq!(
                story.as_(WORKER).refused(command),
                Refusal::StepMissing,
                "{what}"
            );
        }
    }
}

#[test]
fn a_decision_is_never_one_persons_alone_and_stands_with_its_reason() {
    let mut young = story(Birth::Date(day("2009-03-31")));
    let alone = decide(&young, WORKER, "本人の話から");
    assert_eq!(young.as_(WORKER).refused(alone), Refusal::SuperiorNeeded);
    let elsewhere = decide(&young, "試験警", "本人の話から");
    assert_eq!(young.as_(WORKER).refused(elsewhere), Refusal::StaffUnknown);
    let empty = decide(&young, SUPERIOR, "　");
    assert_eq!(young.as_(WORKER).refused(empty), Refusal::ReasonMissing);

    let decided = decide(&young, SUPERIOR, "本人の話から");
    young.as_(WORKER).did(decided);
    let view = young.as_(WORKER).case_view().expect("seen");
    let shown = view
        .child_notice
        .and_then(|notice| notice.decided)
        .expect("decided");
    assert_eq!(
        (shown.choice, shown.reason.as_str()),
        (Choice::Notify, "本人の話から")
    );
    assert_eq!(
        (shown.with.as_str(), shown.by.as_str()),
        ("試験 市長補佐", "試験 一子")
    );
    let told = young.as_(WORKER).timeline().expect("seen");
    assert!(
        told.iter().any(|entry| entry.title.contains("通告")),
        "{told:?}"
    );
}

#[test]
fn nobody_else_is_told_that_it_was_thought_of() {
    let mut story = Story::until(Step::Shared);
    story.opened.as_mut().expect("open").woman.birth = Birth::Date(day("2009-03-31"));
    let mut superior = story.person(WORKER).clone();
    superior.id = domain::id::StaffId(uuid::Uuid::from_u128(0x5A));
    superior.name = "試験 市長補佐".to_owned();
    story.council.staff.insert(superior.id, superior);
    let command = decide(&story, SUPERIOR, "本人の話から");
    story.as_(WORKER).did(command.clone());
    for name in ["試験警", "試験灯", "試験児"] {
        if let Ok(view) = story.as_(name).case_view() {
            assert!(view.child_notice.is_none(), "{name}");
        }
        if let Ok(told) = story.as_(name).timeline() {
            assert!(
                !told.iter().any(|entry| entry.title.contains("通告")),
                "{name}"
            );
        }
        assert!(story.as_(name).does(command.clone()).is_err(), "{name}");
    }
    assert!(story.her().does(command).is_err());
}
