//! BR-030: 経過, in three boxes.

use domain::command::CaseCommand as C;
use domain::event::CaseEvent;
use domain::form::InfoCategory;
use domain::id::RecordId;
use domain::record::{Means, ThreeParts};
use domain::refusal::Refusal;

use crate::scenario::*;
use crate::story::Story;

fn record(story: &mut Story, parts: ThreeParts) -> C {
    C::WriteRecord {
        record: RecordId(story.uuid()),
        happened_at: story.now,
        means: Means::Visit,
        parts,
        categories: vec![InfoCategory::Harm],
        next_step: String::new(),
        with: String::new(),
        support: String::new(),
        safety: false,
        shown_to_her: false,
        photos: Vec::new(),
    }
}

#[test]
fn br_030_facts_her_words_and_the_workers_view_stay_three_boxes() {
    let mut story = Story::until(Step::Consented);
    let parts = ThreeParts {
        facts: "首を絞められた".to_owned(),
        her_words: "息ができなかった".to_owned(),
        worker_view: WORKERS_VIEW.to_owned(),
    };
    let act = record(&mut story, parts.clone());
    let events = story.as_("試験一子").did(act);
    let [CaseEvent::RecordWritten { record }] = events.as_slice() else {
        panic!("one record")
    };
    assert_eq!(record.parts, parts);
    let risk = story.file().risk.as_ref().expect("judged in 1.3");
    assert_eq!(risk.parts.her_words, "息ができなかった");
    assert_eq!(risk.parts.worker_view, WORKERS_VIEW);
}

#[test]
fn br_030_an_empty_record_is_refused_and_the_workers_view_stays_with_those_in_charge() {
    let mut story = Story::until(Step::Opened);
    let empty = record(&mut story, ThreeParts::default());
    assert_eq!(story.as_("試験一子").refused(empty), Refusal::TextMissing);
    let view = ThreeParts {
        worker_view: WORKERS_VIEW.to_owned(),
        ..ThreeParts::default()
    };
    let act = record(&mut story, view);
    story.as_("試験一子").did(act);
    assert!(story.all_that_reaches("試験一子").contains(WORKERS_VIEW));
    for name in ["試験警", "試験児", "試験灯", "試験調", "試験所長"] {
        assert!(
            !story.all_that_reaches(name).contains(WORKERS_VIEW),
            "{name}"
        );
    }
}
