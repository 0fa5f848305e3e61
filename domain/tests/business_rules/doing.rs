//! どうなったか at her door: what was planned and decided is being done, put off to a day, or done; a state
//! and a day, and never what a worker wrote about it.

use domain::case::CaseStatus;
use domain::command::CaseCommand as C;
use domain::meeting::MeetingKind;
use domain::task::{TaskMove, TaskOf};
use domain::view::her::{Doing, HerTask, MeetingPage, PlanPage};

use crate::scenario::*;
use crate::story::Story;
use crate::world::*;

/// Words of a worker that must not reach her.
const WORKERS: &str = "人手が足りなかった";

fn decision(story: &Story) -> TaskOf {
    TaskOf::Decision(story.file().meetings[0].decisions[0].id)
}

fn planned(n: u128) -> TaskOf {
    TaskOf::Item {
        plan: PLAN,
        item: item(n),
    }
}

fn page(story: &Story) -> PlanPage {
    PlanPage::of(story.file(), &story.council, story.now)
}

fn doing(story: &Story, n: usize) -> Option<Doing> {
    page(story).plan.expect("shown").items[n - 1].doing
}

fn decided(story: &Story) -> Vec<HerTask> {
    page(story).decisions
}

fn step(of: TaskOf, step: TaskMove) -> C {
    C::StepTask { of, step }
}

#[test]
fn an_item_is_done_for_her_from_its_confirmation_to_the_day_it_was_done() {
    assert_eq!(doing(&Story::until(Step::Agreed), 1), None);
    let mut story = Story::until(Step::Confirmed);
    assert_eq!(doing(&story, 1), Some(Doing::Going { until: None }));
    let file = story.opened.as_mut().expect("open");
    file.plans[0].versions[1].items[0].due = Some(day("2026-06-01"));
    let until = day("2026-06-01");
    assert_eq!(doing(&story, 1), Some(Doing::Going { until: Some(until) }));
    story.at("2026-06-02 09:00");
    assert_eq!(doing(&story, 1), Some(Doing::Late { until }));
    let put_off = TaskMove::PutOff {
        to: day("2026-06-20"),
        reason: WORKERS.to_owned(),
    };
    story.as_("試験一子").did(step(planned(1), put_off));
    let until = day("2026-06-20");
    assert_eq!(doing(&story, 1), Some(Doing::PutOff { until }));
    let done = TaskMove::Done {
        words: WORKERS.to_owned(),
    };
    story.at("2026-06-18 09:00");
    story.as_("試験一子").did(step(planned(1), done));
    let on = day("2026-06-18");
    assert_eq!(doing(&story, 1), Some(Doing::Done { on }));
    assert_eq!(doing(&story, 2), Some(Doing::Going { until: None }));
    // Not a word of the workers, whatever they wrote.
    let told = serde_json::to_string(&page(&story)).expect("written");
    assert!(!told.contains(WORKERS), "{told}");
    let again = TaskMove::TakenUp {
        reason: WORKERS.to_owned(),
    };
    story.as_("試験一子").did(step(planned(1), again));
    assert!(!matches!(doing(&story, 1), Some(Doing::Done { .. })));
}

#[test]
fn while_support_rests_nothing_open_is_said_to_be_done() {
    let mut story = Story::until(Step::Confirmed);
    let done = TaskMove::Done {
        words: String::new(),
    };
    story.as_("試験一子").did(step(planned(1), done));
    for (status, going) in [
        (CaseStatus::Suspended, false),
        (CaseStatus::Closed, false),
        (CaseStatus::Transferred, false),
        (CaseStatus::Watching, true),
        (CaseStatus::Supporting, true),
    ] {
        story.opened.as_mut().expect("open").status = status;
        assert_eq!(doing(&story, 2).is_some(), going, "{status:?}");
        assert!(doing(&story, 1).is_some(), "what is done stays done");
    }
}

#[test]
fn she_reads_what_became_of_the_decisions_that_were_put_into_words_for_her() {
    let mut story = Story::until(Step::Confirmed);
    // As the meeting put it, it is for the meeting.
    assert_eq!(decided(&story), []);
    let in_words = |story: &mut Story, words: &str| {
        let file = story.opened.as_mut().expect("open");
        file.meetings[0].decisions[0].for_her = words.to_owned();
    };
    in_words(&mut story, "いっしょに 見《み》に 行《い》きます。");
    let told = decided(&story);
    assert_eq!(told.len(), 1);
    assert_eq!(
        (told[0].on, told[0].what.as_str()),
        (day("2026-05-19"), "いっしょに 見《み》に 行《い》きます。")
    );
    let until = Some(day("2026-05-27"));
    assert_eq!(told[0].doing, Doing::Going { until });
    let all = serde_json::to_string(&told).expect("written");
    assert!(!all.contains("母子生活支援施設"), "{all}");
    // Her list here and the one she answers to are the same, and what an agency talked over is its own.
    let answers = MeetingPage::of(story.file(), &story.council, &[], story.now);
    assert_eq!(answers.decisions().count(), told.len());
    let mut other = story.clone();
    in_words(&mut other, " ");
    assert_eq!(decided(&other), []);
    let mut inside = story.clone();
    let file = inside.opened.as_mut().expect("open");
    file.meetings[0].kind = MeetingKind::InHouse;
    assert_eq!(decided(&inside), []);

    let of = decision(&story);
    story.at("2026-05-28 09:00");
    let until = day("2026-05-27");
    assert_eq!(decided(&story)[0].doing, Doing::Late { until });
    let done = TaskMove::Done {
        words: WORKERS.to_owned(),
    };
    story.as_("試験灯").did(step(of, done));
    let on = day("2026-05-28");
    assert_eq!(decided(&story)[0].doing, Doing::Done { on });
    let told = serde_json::to_string(&page(&story)).expect("written");
    assert!(!told.contains(WORKERS), "{told}");
    story.at("2026-08-26 09:00");
    assert_eq!(decided(&story).len(), 1);
    story.at("2026-08-27 09:00");
    assert_eq!(decided(&story), [], "ninety days later it is history");
}
