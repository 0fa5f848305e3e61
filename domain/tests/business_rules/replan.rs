//! 作成・変更・再プラン (domain.md §9.4): BR-024, BR-056, and what the date alone makes of a plan.

use domain::command::CaseCommand as C;
use domain::id::PlanId;
use domain::plan::{PlanKind, PlanStatus, WrittenPlan};
use domain::posthoc::MeetingTiming;
use domain::refusal::Refusal;
use domain::timing::TimingCommand as T;
use uuid::Uuid;

use crate::look_back::*;
use crate::scenario::*;
use crate::story::Story;
use crate::world::*;

const NEXT_PLAN: PlanId = PlanId(Uuid::from_u128(0xD2));

fn next_plan(story: &Story, kind: PlanKind, base: u16) -> C {
    let mut act = story.write_plan(base, story.items());
    if let C::WritePlan(written) = &mut act
        && let WrittenPlan {
            plan,
            kind: of,
            safety_plan,
            ..
        } = written.as_mut()
    {
        (*plan, *of, *safety_plan) = (NEXT_PLAN, kind, None);
    }
    act
}

#[test]
fn br_056_a_new_plan_is_a_replan_and_takes_the_place_of_the_one_before() {
    let mut story = Story::until(Step::Agreed);
    let early = next_plan(&story, PlanKind::Replan, 0);
    assert_eq!(
        story.as_("試験一子").refused(early),
        Refusal::NothingToReplan
    );
    let mut story = Story::supported();
    let second = next_plan(&story, PlanKind::New, 0);
    assert_eq!(story.as_("試験一子").refused(second), Refusal::PlanInForce);
    let before = story.file().plans[0].versions.clone();
    let replan = next_plan(&story, PlanKind::Replan, 0);
    story.as_("試験一子").did(replan);
    story.as_("試験一子").did(C::SharePlan {
        plan: NEXT_PLAN,
        version: 1,
    });
    assert_eq!(
        story.file().plans[0].status,
        PlanStatus::Confirmed,
        "still worked by"
    );
    let why = "会えない間に、手紙で聞いた".to_owned();
    story.as_("試験一子").did(C::RecordNoAgreement {
        plan: NEXT_PLAN,
        reason: why,
    });
    story.as_("試験一子").did(C::ConfirmPlan {
        plan: NEXT_PLAN,
        version: 1,
        meeting: MEETING_TWO,
    });
    let plans = &story.file().plans;
    assert_eq!(plans[0].status, PlanStatus::Replan);
    assert_eq!(plans[0].versions, before, "not a word of it changed");
    assert_eq!(plans[1].status, PlanStatus::Confirmed);
    assert_eq!(story.file().meetings_missing(), []);
    let more = story.write_plan(2, story.items());
    assert_eq!(story.as_("試験一子").refused(more), Refusal::PlanIsOver);
}

#[test]
fn a_confirmed_plan_becomes_active_due_and_lapsed_by_the_date_alone() {
    let story = Story::until(Step::Confirmed);
    let plan = &story.file().plans[0];
    for (on, status) in [
        ("2026-05-24", PlanStatus::Confirmed),
        ("2026-05-25", PlanStatus::Active),
        ("2026-08-24", PlanStatus::Active),
        ("2026-08-25", PlanStatus::MonitoringDue),
        ("2026-11-24", PlanStatus::MonitoringDue),
        ("2026-11-25", PlanStatus::Lapsed),
    ] {
        assert_eq!(plan.standing(day(on)), status, "{on}");
    }
    assert_eq!(plan.status, PlanStatus::Confirmed);
}

#[test]
fn a_review_before_the_start_is_refused() {
    let mut story = Story::supported();
    let mut act = story.write_plan(2, story.items());
    if let C::WritePlan(written) = &mut act
        && let WrittenPlan {
            monitoring_date, ..
        } = written.as_mut()
    {
        *monitoring_date = day("2026-05-24");
    }
    assert_eq!(
        story.as_("試験一子").refused(act),
        Refusal::ReviewOutsidePeriod
    );
}

#[test]
fn br_024_a_plan_is_confirmed_without_a_meeting_only_where_the_council_says_so() {
    let confirm = |version| {
        C::Timing(T::ConfirmPlan {
            plan: PLAN,
            version,
        })
    };
    let mut story = Story::until(Step::Agreed);
    assert_eq!(
        story.as_("試験一子").refused(confirm(2)),
        Refusal::MeetingMissing
    );
    let timing = MeetingTiming::Drawing;
    let reason = "一人の機関だけで支援する計画".to_owned();
    story.council.policy.without_meeting.insert(timing, reason);
    story.opened.as_mut().expect("open").meetings.clear();
    assert_eq!(
        story.as_("試験一子").refused(confirm(1)),
        Refusal::VersionIsOld { current: 2 }
    );
    story.as_("試験一子").did(confirm(2));
    assert_eq!(
        story.as_("試験一子").refused(confirm(2)),
        Refusal::ConfirmedIsImmutable
    );
    let confirmed = story.file().plans[0].confirmed.as_ref();
    assert_eq!(confirmed.expect("confirmed").meeting, None);
}
