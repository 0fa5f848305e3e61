//! 中断, 見守り and taking up again (domain.md §9.1): BR-024, BR-052.

use domain::block::{BlockReason, BlockTarget};
use domain::case::CaseStatus;
use domain::command::CaseCommand as C;
use domain::consent::{Answer, ConsentKind, ConsentScope};
use domain::council::{CouncilPolicy, PolicyConflict, Resumption};
use domain::form::InfoCategory;
use domain::id::{BlockId, MeetingId};
use domain::meeting::{HerView, MeetingKind, MeetingStatus};
use domain::plan::PlanStatus;
use domain::posthoc::MeetingTiming;
use domain::refusal::Refusal;
use domain::timing::{NextContact, TimingCommand as T};
use domain::view::CaseCard;
use uuid::Uuid;

use crate::look_back::*;
use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

/// The suspension with one thing taken out of it.
fn without(story: &Story, take: impl FnOnce(&mut T)) -> C {
    let C::Timing(mut act) = story.suspends(Some(MEETING_TWO)) else {
        panic!("a suspension");
    };
    take(&mut act);
    C::Timing(act)
}

#[test]
fn br_024_suspending_needs_a_held_meeting_of_its_own() {
    let mut story = Story::supported();
    let timing = MeetingTiming::Suspension;
    let unknown = MeetingId(Uuid::from_u128(0xFF));
    // None, one that is not there, and the one that confirmed the plan.
    for meeting in [None, Some(unknown), Some(MEETING)] {
        let act = story.suspends(meeting);
        assert_eq!(
            story.as_("試験調").refused(act),
            needs_meeting(timing),
            "{meeting:?}"
        );
    }
    let act = story.suspends(Some(MEETING_TWO));
    let file = story.opened.as_mut().expect("open");
    file.meetings[1].status = MeetingStatus::Notified;
    assert_eq!(
        story.as_("試験調").refused(act.clone()),
        needs_meeting(timing),
        "not held"
    );
    let file = story.opened.as_mut().expect("open");
    file.meetings[1].status = MeetingStatus::Shared;
    file.meetings[1].kind = MeetingKind::InHouse;
    assert_eq!(
        story.as_("試験調").refused(act.clone()),
        needs_meeting(timing),
        "inside one agency"
    );
    story.opened.as_mut().expect("open").meetings[1].kind = MeetingKind::CaseReview;
    story.as_("試験調").did(act);
    assert_eq!(story.file().status, CaseStatus::Suspended);
    assert_eq!(story.file().meetings_missing(), []);
}

#[test]
fn br_024_a_council_may_do_without_a_meeting_for_one_timing_with_a_reason() {
    let mut policy = CouncilPolicy::strict();
    let timing = MeetingTiming::Suspension;
    policy.without_meeting.insert(timing, " ".to_owned());
    assert_eq!(policy.check(), Err(PolicyConflict::TimingReasonMissing));
    let reason = "急な入院では、定例の会議を待たない".to_owned();
    policy.without_meeting.insert(timing, reason.clone());
    assert_eq!(policy.check(), Ok(()));

    let mut story = Story::supported();
    story.council.policy = policy;
    let act = story.suspends(None);
    story.as_("試験調").did(act);
    let seen = story.as_("試験一子").case_view().expect("in charge");
    assert_eq!(seen.timings.without_meeting, [(timing, reason)]);
    assert_eq!(seen.meetings_missing, []);
    // For the other timings nothing changed.
    let mut story = Story::looked_back();
    let other = MeetingTiming::Drawing;
    story
        .council
        .policy
        .without_meeting
        .insert(other, "案".to_owned());
    let act = story.suspends(None);
    assert_eq!(story.as_("試験調").refused(act), needs_meeting(timing));
}

#[test]
fn a_suspension_names_what_is_missing() {
    let mut story = Story::supported();
    let set = |story: &Story, name: &str| {
        let by = story.id_of(name);
        without(story, |act| {
            if let T::Suspend {
                keeps: Some(keeps), ..
            } = act
            {
                keeps.by = by;
            }
        })
    };
    let cases = [
        (
            without(&story, |act| {
                if let T::Suspend { reason, .. } = act {
                    reason.clear();
                }
            }),
            Refusal::ReasonMissing,
        ),
        (
            without(&story, |act| {
                if let T::Suspend { restart_when, .. } = act {
                    *restart_when = " ".to_owned();
                }
            }),
            Refusal::RestartConditionMissing,
        ),
        (
            without(&story, |act| {
                if let T::Suspend { keeps, .. } = act {
                    *keeps = None;
                }
            }),
            Refusal::NextContactMissing,
        ),
        (
            without(&story, |act| {
                if let T::Suspend {
                    keeps: Some(keeps), ..
                } = act
                {
                    keeps.on = day("2026-08-25");
                }
            }),
            Refusal::NextContactIsPast,
        ),
        // Whom she left out does not keep in touch with her.
        (set(&story, "試験校"), Refusal::StaffUnknown),
    ];
    for (act, refusal) in cases {
        assert_eq!(story.as_("試験調").refused(act), refusal);
    }
    let act = story.suspends(Some(MEETING_TWO));
    story.as_("試験調").did(act.clone());
    // A second mover is told; the same again leads nowhere. A worker of a secret agency has no name.
    let mut covered = story.clone();
    let moved = covered.opened.as_mut().expect("open").moved.as_mut();
    moved.expect("just now").by = story.id_of("試験灯");
    let told = covered.as_("試験代理").refused(act.clone());
    assert!(!told.words().contains(AKARI_WORKER), "{told:?}");
    let told = story.as_("試験代理").refused(act.clone());
    assert!(told.words().contains("試験 調"), "{told:?}");
    assert!(matches!(
        story.as_("試験代理").refused(act),
        Refusal::MovedMeanwhile {
            to: CaseStatus::Suspended,
            ..
        }
    ));
}

#[test]
fn a_suspended_case_is_taken_up_again_with_its_plan_or_a_new_one_as_the_council_says() {
    for (resumption, plan) in [
        (Resumption::SamePlan, PlanStatus::Confirmed),
        (Resumption::NewPlan, PlanStatus::Replan),
    ] {
        let mut story = Story::supported();
        story.council.policy.resumption = resumption;
        let act = story.suspends(Some(MEETING_TWO));
        story.as_("試験調").did(act);
        assert_eq!(story.file().plans[0].status, PlanStatus::Suspended);
        let next = story.write_plan(2, story.items());
        assert_eq!(
            story.as_("試験一子").refused(next.clone()),
            Refusal::PlanIsOver
        );
        let (from, to) = (CaseStatus::Suspended, CaseStatus::Supporting);
        assert_eq!(
            story
                .as_("試験一子")
                .refused(Story::taken_up(from, to, " ")),
            Refusal::ReasonMissing
        );
        story.at("2026-10-01 09:00");
        story
            .as_("試験一子")
            .did(Story::taken_up(from, to, "退院した"));
        let file = story.file();
        assert_eq!((file.status, file.plans[0].status), (to, plan));
        // The history stays, and when it ended stands beside it.
        let rest = &file.timings.suspensions[0];
        assert_eq!(rest.reason, "入院した");
        assert_eq!(rest.resumed_at, Some(instant("2026-10-01 09:00")));
        assert_eq!(file.timings.next_contact, None);
        let answer = story.as_("試験一子").does(next);
        assert_eq!(answer.is_ok(), resumption == Resumption::SamePlan);
    }
}

#[test]
fn watch_over_needs_an_agency_and_her_yes_to_it() {
    let mut story = Story::supported();
    let none = story.watches(&[]);
    assert_eq!(
        story.as_("試験一子").refused(none),
        Refusal::WatchOverMissing
    );
    // Agencies that share already are not asked into watching by that.
    let city = story.watches(&[CITY]);
    assert_eq!(
        story.as_("試験一子").refused(city),
        Refusal::WatcherNotAgreed
    );
    story.agrees_to_watch(&[CITY, MAIN_OFFICE, SCHOOL, POLICE]);
    let block = BlockId(story.uuid());
    story.as_("試験調").did(C::SetBlock {
        block,
        target: BlockTarget::Agency(POLICE),
        reason: BlockReason::Relation,
        alternative: None,
    });
    // Left out by her elsewhere, and blocked: one answer for both.
    for barred in [SCHOOL, POLICE] {
        let act = story.watches(&[CITY, barred]);
        assert_eq!(
            story.as_("試験一子").refused(act),
            Refusal::WatcherNotAgreed
        );
    }
    let act = story.watches(&[CITY, MAIN_OFFICE]);
    story.as_("試験一子").did(act);
    assert_eq!(story.file().status, CaseStatus::Watching);
    assert_eq!(story.file().plans[0].status, PlanStatus::Confirmed);
}

#[test]
fn br_052_who_watches_over_her_loses_the_case_with_her_yes() {
    let mut story = Story::supported();
    assert_eq!(story.as_("試験遠").case_view().err(), Some(Stop::Hidden));
    story.agrees_to_watch(&[MAIN_OFFICE]);
    assert_eq!(
        story.as_("試験遠").case_view().err(),
        Some(Stop::Hidden),
        "a yes is no task yet"
    );
    let act = story.watches(&[MAIN_OFFICE]);
    story.as_("試験一子").did(act);
    assert!(story.as_("試験遠").case_view().is_ok());
    story.her().did(C::WithdrawConsent { consent: WATCHED });
    assert_eq!(story.as_("試験遠").case_view().err(), Some(Stop::Hidden));
    let seen = story.as_("試験一子").case_view().expect("in charge");
    let watch = seen.timings.watch.expect("arranged");
    assert_eq!((watch.agencies.len(), watch.lost.len()), (0, 1));
}

/// Her yes may have a last day; lists that were made before know of it.
#[test]
fn br_052_who_watches_over_her_finds_the_case_in_no_list_after_the_last_day_of_her_yes() {
    let mut story = Story::supported();
    let scope = ConsentScope {
        agencies: [CITY, MAIN_OFFICE].into(),
        categories: [InfoCategory::Housing].into(),
        purpose: "見守り".to_owned(),
        excluded: Vec::new(),
    };
    let yes = consent(WATCHED, ConsentKind::WatchOver, Answer::Given, scope);
    story.as_("試験一子").did(until(yes, "2026-10-31"));
    let act = story.watches(&[CITY, MAIN_OFFICE]);
    story.as_("試験一子").did(act);
    let today = domain::calendar::jst_date(story.now);
    let card = CaseCard::of(story.file(), &story.council, today);
    let gone = |name: &str, on: &str| card.has_run_out_for(story.person(name), day(on));
    assert!(!gone("試験遠", "2026-10-31"));
    assert!(gone("試験遠", "2026-11-01"));
    // Who is named for the case goes on finding it.
    let mut named = story.clone();
    let id = named.id_of("試験遠");
    named.opened.as_mut().expect("open").workers.insert(id);
    let other = CaseCard::of(named.file(), &named.council, today);
    assert!(!other.has_run_out_for(named.person("試験遠"), day("2026-11-01")));
    // Who has a tie of her or his own besides keeps it.
    for name in ["試験一子", "試験灯", "試験調"] {
        assert!(!gone(name, "2026-11-01"), "{name}");
    }
}

#[test]
fn her_view_of_a_suspension_is_kept_as_it_is() {
    let mut story = Story::supported();
    let act = without(&story, |act| {
        if let T::Suspend { her_view, .. } = act {
            *her_view = HerView::Objected;
        }
    });
    story.as_("試験調").did(act);
    let seen = story.as_("試験一子").case_view().expect("in charge");
    assert_eq!(seen.timings.suspensions[0].her_view, HerView::Objected);
}

/// One answer for whoever cannot be chosen: nothing is told of a block.
#[test]
fn br_053_nobody_who_is_kept_away_is_to_stay_in_touch_with_her() {
    let mut story = Story::decided_to_close();
    let beside = story.id_of("試験隣");
    let block = BlockId(story.uuid());
    let next = |by, story: &Story| NextContact {
        by,
        ..story.contact()
    };
    let suspends = |story: &Story| {
        without(story, |act| {
            if let T::Suspend { keeps, .. } = act {
                *keeps = Some(next(beside, story));
            }
        })
    };
    let act = suspends(&story);
    story.clone().as_("試験調").did(act);
    story.as_("試験調").did(C::SetBlock {
        block,
        target: BlockTarget::Person(beside),
        reason: BlockReason::Neighbour,
        alternative: None,
    });
    let act = suspends(&story);
    assert_eq!(story.as_("試験調").refused(act), Refusal::StaffUnknown);
}
