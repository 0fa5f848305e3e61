//! 終結 and opening again (domain.md §9.1): BR-024.

use chrono::Days;
use domain::case::CaseStatus;
use domain::command::CaseCommand as C;
use domain::evaluation::EvaluationDecision;
use domain::id::{EvaluationId, RecordId};
use domain::plan::PlanStatus;
use domain::posthoc::MeetingTiming;
use domain::record::{Means, ThreeParts};
use domain::refusal::Refusal;
use domain::timing::{NextContact, TimingCommand as T, WatchWish};
use domain::view::NextStep;
use uuid::Uuid;

use crate::look_back::*;
use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

#[test]
fn br_024_closing_needs_a_meeting_and_not_that_of_the_suspension() {
    let mut story = Story::looked_back();
    let timing = MeetingTiming::Closing;
    let conclude = |meeting, story: &Story| {
        C::Timing(T::Conclude {
            evaluation: LOOK,
            decision: EvaluationDecision::Close,
            meeting,
            reason: "落ちついた".to_owned(),
            aftercare: String::new(),
            next_contact: Some(story.contact()),
        })
    };
    for meeting in [None, Some(MEETING)] {
        let act = conclude(meeting, &story);
        assert_eq!(story.as_("試験調").refused(act), needs_meeting(timing));
    }
    let rest = story.suspends(Some(MEETING_TWO));
    story.as_("試験調").did(rest);
    let act = conclude(Some(MEETING_TWO), &story);
    assert_eq!(story.as_("試験調").refused(act), needs_meeting(timing));
}

#[test]
fn closing_names_the_missing_step_in_order_and_nothing_moves() {
    let mut story = Story::supported();
    let close = |story: &mut Story| {
        let act = story.closes(Story::by_the_city());
        let refusal = story.as_("試験調").refused(act);
        assert_eq!(story.file().status, CaseStatus::Supporting);
        refusal
    };
    assert_eq!(close(&mut story), Refusal::EvaluationMissing);
    story.as_("試験一子").did(Story::begin());
    assert_eq!(close(&mut story), Refusal::HerEvaluationFirst);
    story.her().did(Story::says());
    assert_eq!(close(&mut story), Refusal::EvaluationUnwritten);
    story.as_("試験一子").did(Story::writes());
    assert_eq!(close(&mut story), Refusal::ClosingNotDecided);
    let decided = story.concludes(EvaluationDecision::Close);
    story.as_("試験調").did(decided);
    assert_eq!(close(&mut story), Refusal::WatcherNotAgreed);
    for (watch, refusal) in [
        (None, Refusal::WatchOverMissing),
        (Some(WatchWish::By([].into())), Refusal::WatchOverMissing),
        (
            Some(WatchWish::NotWanted {
                words: " ".to_owned(),
            }),
            Refusal::TextMissing,
        ),
    ] {
        let act = story.closes(watch);
        assert_eq!(story.as_("試験調").refused(act), refusal);
    }
    story.agrees_to_watch(&[CITY]);
    let act = story.closes(Story::by_the_city());
    story.as_("試験調").did(act);
    assert_eq!(story.file().status, CaseStatus::Closed);
    assert_eq!(story.file().plans[0].status, PlanStatus::Closed);
}

#[test]
fn another_decision_than_closing_closes_nothing() {
    for decision in EvaluationDecision::ALL {
        let mut story = Story::looked_back();
        story.agrees_to_watch(&[CITY]);
        let decided = story.concludes(decision);
        story.as_("試験調").did(decided);
        let act = story.closes(Story::by_the_city());
        let answer = story.as_("試験調").does(act).err();
        match decision {
            EvaluationDecision::Close => assert_eq!(answer, None),
            _ => assert_eq!(answer, Some(Stop::Refused(Refusal::ClosingNotDecided))),
        }
    }
}

#[test]
fn she_may_wish_nobody_to_watch_over_her() {
    let mut story = Story::decided_to_close();
    let words = "もう 見に こないでほしい".to_owned();
    let act = story.closes(Some(WatchWish::NotWanted {
        words: words.clone(),
    }));
    story.as_("試験調").did(act);
    assert_eq!(story.file().timings.watch, None);
    let seen = story.as_("試験一子").case_view().expect("in charge");
    assert_eq!(
        seen.timings.closings[0].not_wanted.as_deref(),
        Some(&*words)
    );
}

#[test]
fn a_closed_case_still_takes_records_and_tells_its_next_contact() {
    let mut story = Story::decided_to_close();
    let act = story.closes(Story::by_the_city());
    story.as_("試験調").did(act);
    story.at("2026-09-30 10:00");
    let card = story.as_("試験一子").card().expect("in charge");
    assert_eq!(
        (card.next, card.due),
        (NextStep::KeepContact, Some(day("2026-09-30")))
    );
    let record = RecordId(story.uuid());
    let happened_at = story.now;
    story.as_("試験一子").did(C::WriteRecord {
        record,
        happened_at,
        means: Means::Phone,
        parts: ThreeParts {
            facts: "電話で話した".to_owned(),
            ..ThreeParts::default()
        },
        categories: Vec::new(),
        next_step: String::new(),
        with: String::new(),
        support: String::new(),
        safety: false,
        shown_to_her: false,
        photos: Vec::new(),
    });
    let next = NextContact {
        on: day("2026-12-25"),
        ..story.contact()
    };
    story
        .as_("試験一子")
        .did(C::Timing(T::SetNextContact { next: next.clone() }));
    assert_eq!(story.file().timings.next_contact, Some(next.clone()));
    // While support goes on there is a plan for that.
    let mut story = Story::supported();
    let act = C::Timing(T::SetNextContact { next });
    assert_eq!(story.as_("試験一子").refused(act), Refusal::StepMissing);
}

#[test]
fn a_closed_case_is_opened_again_with_its_history_and_she_is_heard_anew() {
    let mut story = Story::decided_to_close();
    let act = story.closes(Story::by_the_city());
    story.as_("試験調").did(act);
    let (from, to) = (CaseStatus::Closed, CaseStatus::Assessing);
    assert_eq!(
        story.as_("試験一子").refused(Story::taken_up(from, to, "")),
        Refusal::ReasonMissing
    );
    story.at("2026-12-01 09:00");
    story
        .as_("試験一子")
        .did(Story::taken_up(from, to, "本人から電話があった"));
    let file = story.file();
    assert_eq!(file.status, to);
    assert_eq!(file.timings.evaluations.len(), 1);
    assert_eq!(
        file.timings.closings[0].reopened_at,
        Some(instant("2026-12-01 09:00"))
    );
    assert_eq!(
        (&file.timings.watch, &file.timings.next_contact),
        (&None, &None)
    );
    // What closed the case once does not close it again.
    story.opened.as_mut().expect("open").status = CaseStatus::Supporting;
    let act = story.closes(Story::by_the_city());
    assert_eq!(story.as_("試験調").refused(act), Refusal::EvaluationMissing);
}

#[test]
fn every_missing_step_is_named_beside_its_button() {
    let lacks = |mut story: Story| {
        let view = story.as_("試験一子").case_view().expect("in charge");
        view.timings.lacks
    };
    let words = |lacks: &[(CaseStatus, String)], to| {
        let found = lacks.iter().find(|(stage, _)| *stage == to);
        found.map(|(_, words)| words.clone()).unwrap_or_default()
    };
    let before = lacks(Story::supported());
    assert!(words(&before, CaseStatus::Closed).contains("評価"));
    assert!(words(&before, CaseStatus::Watching).contains("同意"));
    assert_eq!(words(&before, CaseStatus::Suspended), "");
    let after = lacks(Story::decided_to_close());
    assert_eq!(after, []);
}

#[test]
fn an_evaluation_nobody_knows_is_not_found() {
    let mut story = Story::supported();
    let unknown = EvaluationId(Uuid::from_u128(0xEE));
    for act in [
        T::RecordNoView {
            evaluation: unknown,
            reason: "理由".to_owned(),
        },
        T::AddAgency {
            evaluation: unknown,
            words: "評価".to_owned(),
        },
    ] {
        assert_eq!(
            story.as_("試験一子").refused(C::Timing(act)),
            Refusal::NotFound
        );
    }
}

/// What a meeting decided was used up by the suspension that came after it.
#[test]
fn br_024_a_case_that_was_suspended_meanwhile_is_not_closed_by_the_older_meeting() {
    let mut story = Story::decided_to_close();
    let rest = story.suspends(Some(MEETING_TWO));
    story.as_("試験調").did(rest);
    let close = story.closes(Story::by_the_city());
    assert_eq!(
        story.as_("試験調").refused(close),
        needs_meeting(MeetingTiming::Closing)
    );
}

#[test]
fn nobody_is_let_go_with_a_contact_that_is_over() {
    let mut story = Story::decided_to_close();
    let next = story.contact();
    story.at(&format!("{} 10:00", next.on + Days::new(1)));
    let act = story.closes(Story::by_the_city());
    assert_eq!(
        story.as_("試験調").refused(act.clone()),
        Refusal::NextContactIsPast
    );
    let C::Timing(T::Close {
        from,
        evaluation,
        watch,
        ..
    }) = act
    else {
        panic!("a closing");
    };
    let with = |on| {
        let next_contact = Some(NextContact { on, ..next.clone() });
        C::Timing(T::Close {
            from,
            evaluation,
            watch: watch.clone(),
            next_contact,
        })
    };
    let over = story.as_("試験調").refused(with(next.on));
    assert_eq!(over, Refusal::NextContactIsPast);
    let on = next.on + Days::new(30);
    story.as_("試験調").did(with(on));
    let told = story.file().timings.next_contact.as_ref();
    assert_eq!(told.map(|next| next.on), Some(on));
}

#[test]
fn a_case_is_closed_by_the_evaluation_that_was_on_the_screen() {
    let mut story = Story::decided_to_close();
    let close = |seen, story: &Story| {
        let C::Timing(T::Close { from, watch, .. }) = story.closes(Story::by_the_city()) else {
            panic!("a closing");
        };
        C::Timing(T::Close {
            from,
            evaluation: seen,
            watch,
            next_contact: None,
        })
    };
    let other = close(Some(EvaluationId(Uuid::from_u128(0xEE))), &story);
    assert_eq!(
        story.as_("試験調").refused(other),
        Refusal::EvaluationMissing
    );
    let seen = close(Some(LOOK), &story);
    story.as_("試験調").did(seen);
}
