//! F-11 評価: she is heard first; what follows is decided at a meeting (BR-024), and told to her.

use domain::access::DenyReason;
use domain::case::Voice;
use domain::command::CaseCommand as C;
use domain::evaluation::{EvaluationDecision, EvaluationStatus, Sign};
use domain::id::EvaluationId;
use domain::plan::PlanStatus;
use domain::refusal::Refusal;
use domain::timing::TimingCommand as T;
use uuid::Uuid;

use crate::look_back::*;
use crate::scenario::*;
use crate::story::{Stop, Story};

fn said_of_agency() -> C {
    C::Timing(T::AddAgency {
        evaluation: LOOK,
        words: "毎日、顔を見て話せた".to_owned(),
    })
}

fn no_view(reason: &str) -> C {
    C::Timing(T::RecordNoView {
        evaluation: LOOK,
        reason: reason.to_owned(),
    })
}

fn looked_at(story: &Story) -> &domain::evaluation::Evaluation {
    story.file().evaluation(LOOK).expect("begun")
}

#[test]
fn nobody_writes_before_her_and_everybody_after_her() {
    let mut story = Story::supported();
    story.as_("試験一子").did(Story::begin());
    for (who, act) in [
        ("試験一子", Story::writes()),
        ("試験灯", said_of_agency()),
        ("試験児", said_of_agency()),
    ] {
        assert_eq!(
            story.as_(who).refused(act),
            Refusal::HerEvaluationFirst,
            "{who}"
        );
    }
    let close = story.concludes(EvaluationDecision::Continue);
    assert_eq!(
        story.as_("試験調").refused(close.clone()),
        Refusal::HerEvaluationFirst
    );

    story.her().did(Story::says());
    // The agencies' part is missing.
    assert_eq!(
        story.as_("試験調").refused(close.clone()),
        Refusal::EvaluationUnwritten
    );
    story.as_("試験灯").did(said_of_agency());
    story.as_("試験一子").did(Story::writes());
    story.as_("試験調").did(close);
    let known = looked_at(&story);
    assert_eq!(known.status(), EvaluationStatus::Concluded);
    assert_eq!(known.hers().map(|hers| hers.by), Some(Voice::Herself));
    assert_eq!(
        known.hers().map(|hers| hers.changes.as_str()),
        Some(HER_CHANGE)
    );
}

#[test]
fn without_her_the_reason_stands_in_her_place_and_she_may_still_speak() {
    let mut story = Story::supported();
    story.as_("試験一子").did(Story::begin());
    assert_eq!(
        story.as_("試験一子").refused(no_view(" ")),
        Refusal::ReasonMissing
    );
    story
        .as_("試験一子")
        .did(no_view("手紙で聞いたが、返事がない"));
    story.as_("試験一子").did(Story::writes());
    let seen = story.as_("試験一子").case_view().expect("in charge");
    let shown = &seen.timings.evaluations[0];
    assert_eq!(shown.no_view.as_deref(), Some("手紙で聞いたが、返事がない"));
    story.her().did(Story::says());
    let seen = story.as_("試験一子").case_view().expect("in charge");
    let shown = &seen.timings.evaluations[0];
    assert!(shown.no_view.is_none() && shown.hers.is_some());
}

#[test]
fn her_words_are_kept_to_the_letter_at_her_door_and_on_a_workers_screen() {
    let mut story = Story::supported();
    story.as_("試験一子").did(Story::begin());
    let say = |words: &str, goals: usize, sign| {
        C::Timing(T::Say {
            evaluation: LOOK,
            goals: vec![sign; goals],
            whole: None,
            changes: String::new(),
            remains: String::new(),
            words: words.to_owned(),
        })
    };
    // Nothing at all is no answer; a sign for a goal that is not there neither.
    assert_eq!(story.her().refused(say(" ", 1, None)), Refusal::TextMissing);
    assert_eq!(
        story.her().refused(say("", 2, Some(Sign::Good))),
        Refusal::ItemUnknown
    );
    let long = "あ".repeat(4001);
    assert_eq!(
        story.her().refused(say(&long, 1, None)),
        Refusal::TextTooLong { max: 4000 }
    );
    story.her().did(say("", 1, Some(Sign::NotYet)));
    story.as_("試験一子").did(say(" まだ こわい\n", 1, None));
    let hers = looked_at(&story).hers().expect("said").clone();
    assert_eq!(hers.words, " まだ こわい\n");
    let by = story.id_of("試験一子");
    assert_eq!(hers.by, Voice::ReadBack { by });
    story
        .her_with("試験一子")
        .did(say("ひとりで 言う", 1, None));
    assert_eq!(
        looked_at(&story).hers().map(|hers| hers.by),
        Some(Voice::Herself)
    );
    assert_eq!(looked_at(&story).said.len(), 3, "nothing she said is lost");
}

#[test]
fn one_evaluation_at_a_time_of_a_plan_that_was_confirmed() {
    let mut story = Story::until(Step::Agreed);
    let begin = |id: u128, plan| {
        C::Timing(T::Begin {
            evaluation: EvaluationId(Uuid::from_u128(id)),
            plan,
        })
    };
    assert_eq!(
        story.as_("試験一子").refused(begin(1, Some(PLAN))),
        Refusal::NothingToEvaluate
    );
    // Support without a confirmed plan is looked back on as well.
    story.as_("試験一子").did(begin(1, None));

    let mut story = Story::supported();
    assert_eq!(
        story.as_("試験一子").refused(begin(1, None)),
        Refusal::NothingToEvaluate
    );
    story.as_("試験一子").did(Story::begin());
    assert_eq!(
        story.as_("試験一子").refused(Story::begin()),
        Refusal::IdTaken
    );
    assert_eq!(
        story.as_("試験一子").refused(begin(2, Some(PLAN))),
        Refusal::EvaluationOpen
    );
}

#[test]
fn what_is_decided_stands_and_the_plan_goes_where_it_was_decided() {
    for (decision, status) in [
        (EvaluationDecision::Continue, PlanStatus::Confirmed),
        (EvaluationDecision::Change, PlanStatus::Revised),
        (EvaluationDecision::Replan, PlanStatus::Replan),
        (EvaluationDecision::Suspend, PlanStatus::Confirmed),
        (EvaluationDecision::Close, PlanStatus::Confirmed),
    ] {
        let mut story = Story::looked_back();
        let decided = story.concludes(decision);
        story.as_("試験調").did(decided.clone());
        assert_eq!(story.file().plans[0].status, status, "{decision:?}");
        assert_eq!(
            story.as_("試験調").refused(decided),
            Refusal::EvaluationOver
        );
        for late in [Story::writes(), said_of_agency(), no_view("おそい")] {
            assert_eq!(story.as_("試験一子").refused(late), Refusal::EvaluationOver);
        }
        assert_eq!(story.her().refused(Story::says()), Refusal::EvaluationOver);
    }
}

#[test]
fn a_decision_needs_its_reason_and_closing_a_next_contact() {
    let mut story = Story::looked_back();
    let conclude = |reason: &str, next_contact| {
        C::Timing(T::Conclude {
            evaluation: LOOK,
            decision: EvaluationDecision::Close,
            meeting: Some(MEETING_TWO),
            reason: reason.to_owned(),
            aftercare: String::new(),
            next_contact,
        })
    };
    let next = story.contact();
    let mut past = next.clone();
    past.on = crate::world::day("2026-08-25");
    for (act, refusal) in [
        (conclude("", Some(next.clone())), Refusal::ReasonMissing),
        (conclude("落ちついた", None), Refusal::NextContactMissing),
        (
            conclude("落ちついた", Some(past)),
            Refusal::NextContactIsPast,
        ),
    ] {
        assert_eq!(story.as_("試験調").refused(act), refusal);
    }
    story.as_("試験調").did(conclude("落ちついた", Some(next)));
}

#[test]
fn deciding_needs_the_role_or_its_delegate() {
    let mut story = Story::looked_back();
    let decided = story.concludes(EvaluationDecision::Continue);
    for who in ["試験一子", "試験灯", "試験児"] {
        assert_eq!(
            story.as_(who).does(decided.clone()).err(),
            Some(Stop::Told(DenyReason::NotYourRole)),
            "{who}"
        );
    }
    assert_eq!(
        story.as_("試験校").does(decided.clone()).err(),
        Some(Stop::Hidden)
    );
    // A chief supporter of the agency in charge may, and a delegate of the officer.
    story.as_("試験代理").did(decided);
    let mut story = Story::looked_back();
    let delegation = domain::council::Delegation {
        role: domain::council::Role::CoordinationOfficer,
        of: story.id_of("試験調"),
        to: story.id_of("試験心"),
        from: crate::world::day("2026-08-26"),
        until: crate::world::day("2026-08-26"),
    };
    let decided = story.concludes(EvaluationDecision::Continue);
    assert!(story.as_("試験心").does(decided.clone()).is_err());
    story.council.delegations.push(delegation);
    story.as_("試験心").did(decided);
}

#[test]
fn a_supporting_agency_reads_its_own_words_and_the_ledger_keeper_none() {
    let mut story = Story::looked_back();
    story.as_("試験灯").did(said_of_agency());
    let mine = story.as_("試験灯").case_view().expect("supporting").timings;
    let shown = &mine.evaluations[0];
    assert_eq!(shown.agencies.len(), 1);
    assert!(shown.hers.is_none() && shown.written.is_none());
    let other = story.as_("試験児").case_view().expect("supporting").timings;
    assert!(other.evaluations[0].agencies.is_empty());
    for name in ["試験灯", "試験児"] {
        assert!(!story.all_that_reaches(name).contains(HER_CHANGE), "{name}");
    }
    assert!(story.all_that_reaches("試験一子").contains(HER_CHANGE));
}

#[test]
fn she_reads_what_was_told_and_decided_and_nothing_of_what_was_said_about_her() {
    let mut story = Story::looked_back();
    story.as_("試験灯").did(said_of_agency());
    let page = story.her().page().evaluation.expect("asked");
    assert!(page.open && page.decision.is_none());
    assert!(page.told.contains("電話"));
    let text = serde_json::to_string(&page).expect("json");
    for hidden in [
        "自分から電話をくれる",
        "顔を見て",
        "生活費",
        "部屋は決まった",
    ] {
        assert!(!text.contains(hidden), "{hidden}");
    }
    let decided = story.concludes(EvaluationDecision::Close);
    story.as_("試験調").did(decided);
    let page = story.her().page().evaluation.expect("asked");
    assert!(!page.open);
    assert_eq!(page.decision, Some(EvaluationDecision::Close));
}

#[test]
fn whoever_is_blocked_or_left_out_finds_no_evaluation() {
    let mut story = Story::looked_back();
    for who in ["試験校", "試験遠", "試験代表", "試験監査"] {
        assert_eq!(
            story.as_(who).case_view().err(),
            Some(Stop::Hidden),
            "{who}"
        );
        assert_eq!(
            story.as_(who).does(said_of_agency()).err(),
            Some(Stop::Hidden),
            "{who}"
        );
    }
}

#[test]
fn each_goal_has_its_result_and_none_is_there_for_what_was_no_goal() {
    let mut story = Story::supported();
    story.as_("試験一子").did(Story::begin());
    story.her().did(Story::says());
    for goals in [0, 2] {
        let C::Timing(T::Write {
            evaluation,
            goals: mut written,
            changes,
            told,
            remains,
        }) = Story::writes()
        else {
            panic!("an evaluation");
        };
        let one = written.remove(0);
        let act = C::Timing(T::Write {
            evaluation,
            goals: vec![one; goals],
            changes,
            told,
            remains,
        });
        assert_eq!(story.as_("試験一子").refused(act), Refusal::GoalsUnrated);
    }
}
