//! BR-055, BR-056, BR-061: her comments, confirmed versions, ages.

use chrono::TimeDelta;
use domain::access::Action;
use domain::command::{CaseCommand as C, Command, Envelope};
use domain::id::{CommandId, CommentId, MeetingId};
use domain::meeting::{MeetingKind, MeetingStatus};
use domain::plan::{AgreementExtent, ItemChoice, PlanStatus, WrittenPlan};
use domain::refusal::Refusal;
use domain::view::her::Agreed;
use domain::wire::May;
use uuid::Uuid;

use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

fn confirm(version: u16) -> C {
    C::ConfirmPlan {
        plan: PLAN,
        version,
        meeting: MEETING,
    }
}

#[test]
fn br_055_an_answered_comment_lets_the_plan_be_confirmed() {
    let story = Story::until(Step::Confirmed);
    let plan = story.file().plan(PLAN).expect("written");
    assert_eq!(plan.status, PlanStatus::Confirmed);
    assert_eq!(plan.comments.len(), 2);
    assert!(
        plan.comments
            .iter()
            .all(|comment| comment.answers.len() == 1)
    );
}

#[test]
fn br_055_while_a_comment_waits_nothing_is_confirmed() {
    let mut story = Story::until(Step::Commented);
    // Not even where she agreed to it all the same.
    story
        .her()
        .did(Story::agreement(1, AgreementExtent::Whole, Vec::new()));
    assert_eq!(
        story.as_("試験一子").refused(confirm(1)),
        Refusal::CommentWaits { count: 2 }
    );
    let words = "届けます".to_owned();
    story.as_("試験一子").did(C::AnswerComment {
        plan: PLAN,
        comment: C1,
        words,
    });
    assert_eq!(
        story.as_("試験一子").refused(confirm(1)),
        Refusal::CommentWaits { count: 1 }
    );
    let words = "SIMを分けます".to_owned();
    story.as_("試験一子").did(C::AnswerComment {
        plan: PLAN,
        comment: C2,
        words,
    });
    story.as_("試験一子").did(confirm(1));
}

fn reply(number: u128, choice: ItemChoice) -> C {
    C::ReplyToItem {
        plan: PLAN,
        version: 1,
        item: item(number),
        choice,
        words: String::new(),
    }
}

#[test]
fn an_answer_that_a_tablet_brings_later_never_comes_after_what_she_said_since() {
    let agreed = |extent| Story::agreement(1, extent, Vec::new());
    let yes = agreed(AgreementExtent::Whole);
    let later = agreed(AgreementExtent::Later);
    let wants = reply(1, ItemChoice::Want);
    let comment = C::CommentOnPlan {
        plan: PLAN,
        version: 1,
        comment: C1,
        item: None,
        words: "まだ考えたい".to_owned(),
        asks_reply: false,
    };
    // What she said at her own door since, and which of the three is then too old.
    let since = [
        (None, [false, false, false]),
        (Some(comment), [true, false, false]),
        (Some(reply(2, ItemChoice::DoNotWant)), [true, false, false]),
        (Some(reply(1, ItemChoice::DoNotWant)), [true, false, true]),
        (Some(agreed(AgreementExtent::None)), [true, true, false]),
        (Some(agreed(AgreementExtent::Later)), [true, true, false]),
    ];
    for (said, too_old) in since {
        for (act, too_old) in [&yes, &later, &wants].into_iter().zip(too_old) {
            let mut story = Story::until(Step::PlanShown);
            let envelope = Envelope {
                id: CommandId(story.uuid()),
                occurred_at: story.now,
                ahead_ms: Some(0),
                command: Command::Case {
                    case: CASE,
                    act: act.clone(),
                },
            };
            story.now += TimeDelta::minutes(10);
            if let Some(said) = &said {
                story.her().did(said.clone());
            }
            story.now += TimeDelta::minutes(10);
            let sent = story.as_("試験一子").sends(&envelope);
            match too_old {
                true => assert_eq!(sent, Err(Stop::Refused(Refusal::SheSpokeSince)), "{said:?}"),
                false => assert!(sent.is_ok(), "{said:?}, {act:?}: {sent:?}"),
            }
        }
    }
}

#[test]
fn what_she_said_before_her_yes_and_a_tablet_brings_after_it_opens_nothing() {
    for (before, status) in [
        (true, PlanStatus::WomanAgreed),
        (false, PlanStatus::Commented),
    ] {
        let mut story = Story::until(Step::PlanShown);
        let said = |story: &mut Story| Envelope {
            id: CommandId(story.uuid()),
            occurred_at: story.now,
            ahead_ms: Some(0),
            command: Command::Case {
                case: CASE,
                act: reply(1, ItemChoice::Differently),
            },
        };
        let mut envelope = said(&mut story);
        story.now += TimeDelta::minutes(10);
        story
            .as_("試験一子")
            .did(Story::agreement(1, AgreementExtent::Whole, Vec::new()));
        story.now += TimeDelta::minutes(10);
        if !before {
            envelope.occurred_at = story.now;
        }
        story.as_("試験一子").sends(&envelope).expect("kept");
        let plan = story.file().plan(PLAN).expect("written");
        assert_eq!((plan.status, plan.replies.len()), (status, 1));
    }
}

#[test]
fn br_055_a_comment_on_an_older_version_waits_through_the_next() {
    let mut story = Story::until(Step::Commented);
    let second = story.write_plan(1, story.items());
    story.as_("試験一子").did(second);
    story.as_("試験一子").did(C::SharePlan {
        plan: PLAN,
        version: 2,
    });
    story
        .her()
        .did(Story::agreement(2, AgreementExtent::Whole, Vec::new()));
    assert_eq!(
        story.as_("試験一子").refused(confirm(2)),
        Refusal::CommentWaits { count: 2 }
    );
}

#[test]
fn br_055_an_empty_answer_is_none_and_what_asks_no_reply_does_not_wait() {
    let mut story = Story::until(Step::Commented);
    let empty = C::AnswerComment {
        plan: PLAN,
        comment: C1,
        words: " ".to_owned(),
    };
    assert_eq!(story.as_("試験一子").refused(empty), Refusal::TextMissing);
    let mut story = Story::until(Step::PlanShown);
    let comment = CommentId(story.uuid());
    story.her().did(C::CommentOnPlan {
        plan: PLAN,
        version: 1,
        comment,
        item: None,
        words: "ありがとう".to_owned(),
        asks_reply: false,
    });
    assert_eq!(
        story.file().plan(PLAN).map(|plan| plan.waiting().count()),
        Some(0)
    );
}

#[test]
fn br_056_a_change_after_confirmation_is_the_next_version() {
    let mut story = Story::until(Step::Confirmed);
    let before = story.file().plan(PLAN).expect("written").clone();
    let third = story.write_plan(2, story.items());
    story.as_("試験一子").did(third);
    let plan = story.file().plan(PLAN).expect("written");
    assert_eq!(plan.version(1), before.version(1));
    assert_eq!(plan.version(2), before.version(2));
    assert_eq!(plan.current().map(|version| version.number), Some(3));
    assert_eq!(plan.confirmed, before.confirmed);
    // The third is nobody's until she has seen it and agreed.
    assert_eq!(plan.agreed_to(3), None);
    assert_eq!(
        story.as_("試験一子").refused(confirm(3)),
        Refusal::NotShownToHer
    );
}

#[test]
fn br_056_a_confirmed_version_is_not_confirmed_or_rewritten_again() {
    let mut story = Story::until(Step::Confirmed);
    assert_eq!(
        story.as_("試験一子").refused(confirm(2)),
        Refusal::ConfirmedIsImmutable
    );
    let stale = story.write_plan(1, story.items());
    assert_eq!(
        story.as_("試験一子").refused(stale),
        Refusal::ShownSince { current: 2 }
    );
    let again = C::SharePlan {
        plan: PLAN,
        version: 2,
    };
    assert_eq!(
        story.as_("試験一子").refused(again),
        Refusal::VersionIsShown
    );
}

#[test]
fn br_056_no_word_of_hers_changes_a_confirmed_version_or_takes_its_confirmation_away() {
    for extent in AgreementExtent::ALL {
        let mut story = Story::until(Step::Confirmed);
        let before = story.file().plan(PLAN).expect("written").clone();
        story.her().did(Story::agreement(2, extent, Vec::new()));
        let plan = story.file().plan(PLAN).expect("written");
        assert_eq!(plan.versions, before.versions);
        assert_eq!(plan.confirmed, before.confirmed);
        assert_eq!(plan.status, PlanStatus::Confirmed, "{extent:?}");
        // Her word itself is kept.
        assert_eq!(plan.agreement.as_ref().map(|a| a.extent), Some(extent));
    }
}

#[test]
fn br_056_what_she_was_shown_is_never_replaced_and_a_draft_nobody_saw_is() {
    let mut story = Story::until(Step::PlanShown);
    let shown = story
        .file()
        .plan(PLAN)
        .and_then(|plan| plan.version(1))
        .cloned();
    let next = story.write_plan(1, story.items()[..2].to_vec());
    story.as_("試験一子").did(next);
    let again = story.write_plan(2, story.items()[..3].to_vec());
    story.as_("試験一子").did(again);
    let plan = story.file().plan(PLAN).expect("written");
    assert_eq!(plan.version(1), shown.as_ref());
    assert_eq!(plan.versions.len(), 2);
    assert_eq!(plan.current().map(|version| version.items.len()), Some(3));
}

#[test]
fn br_056_an_agreement_to_the_shown_version_does_not_reach_the_draft_behind_it() {
    let mut story = Story::until(Step::PlanShown);
    let next = story.write_plan(1, story.items()[..2].to_vec());
    story.as_("試験一子").did(next);
    story
        .her()
        .did(Story::agreement(1, AgreementExtent::Whole, Vec::new()));
    let plan = story.file().plan(PLAN).expect("written");
    assert_eq!(plan.status, PlanStatus::Drafting);
    assert_eq!(plan.agreed_to(2), None);
    assert_eq!(
        story.as_("試験一子").refused(confirm(2)),
        Refusal::NotShownToHer
    );
    story.as_("試験一子").did(C::SharePlan {
        plan: PLAN,
        version: 2,
    });
    let shown = story.her().page().plan.expect("shown");
    assert!(matches!(
        shown.agreement,
        Agreed::ToEarlier { version: 1, .. }
    ));
    assert_eq!(
        story.as_("試験一子").refused(confirm(2)),
        Refusal::AgreementMissing
    );
}

#[test]
fn br_061_ages_are_counted_by_law_on_the_day_of_the_view() {
    let mut story = Story::until(Step::Accepted);
    let seen = story.as_("試験一子").case_view().expect("in charge");
    assert_eq!(seen.age.as_deref(), Some("35歳"));
    let ages: Vec<_> = seen
        .family
        .iter()
        .filter_map(|one| one.age.as_deref())
        .collect();
    assert_eq!(ages, ["9歳", "3歳"]);
    assert_eq!(seen.accepted_on, day("2026-05-08"));
}

#[test]
fn br_061_the_day_before_the_birthday_is_not_the_birthday_on_the_screen() {
    let mut story = Story::until(Step::Accepted);
    for (time, age) in [
        ("2026-07-03 23:59", "35歳"),
        ("2026-07-04 00:00", "36歳"),
        ("2026-07-04 23:59", "36歳"),
    ] {
        story.at(time);
        let seen = story.as_("試験一子").case_view().expect("in charge");
        assert_eq!(seen.age.as_deref(), Some(age), "{time}");
    }
}

/// BR-024 at the confirmation itself: the meeting that is named was one of this case, and counts.
#[test]
fn br_024_a_plan_is_confirmed_at_a_meeting_that_was_held_and_counts() {
    let mut story = Story::until(Step::Agreed);
    let unknown = C::ConfirmPlan {
        plan: PLAN,
        version: 2,
        meeting: MeetingId(Uuid::from_u128(0xFF)),
    };
    assert_eq!(
        story.as_("試験一子").refused(unknown),
        Refusal::MeetingMissing
    );
    let mut inside = story.clone();
    let file = inside.opened.as_mut().expect("open");
    let mut other = file.meetings[0].clone();
    other.id = MeetingId(Uuid::from_u128(0xF2));
    file.meetings[0].kind = MeetingKind::InHouse;
    file.meetings.push(other);
    assert_eq!(
        inside.as_("試験一子").refused(confirm(2)),
        Refusal::MeetingMissing
    );
    // Without any, the button says so before it is pressed.
    let stopped = |story: &mut Story| {
        let seen = story.as_("試験一子").case_view().expect("in charge");
        let right = domain::wire::may(&seen.rights, Action::ConfirmPlan).cloned();
        right.expect("shown")
    };
    assert_eq!(stopped(&mut story), May::Allowed);
    story.opened.as_mut().expect("open").meetings[0].status = MeetingStatus::Notified;
    let words = Refusal::MeetingMissing.words();
    assert_eq!(stopped(&mut story), May::Disabled { words });
}

#[test]
fn a_plan_ends_after_it_begins_and_its_review_lies_between() {
    let mut story = Story::until(Step::Confirmed);
    let with = |story: &Story, days: [&str; 3]| {
        let mut act = story.write_plan(2, story.items());
        if let C::WritePlan(written) = &mut act
            && let WrittenPlan {
                from,
                to,
                monitoring_date,
                ..
            } = written.as_mut()
        {
            [*from, *to, *monitoring_date] = days.map(day);
        }
        act
    };
    for (days, why) in [
        (
            ["2026-05-25", "2026-05-25", "2026-05-25"],
            Refusal::EndsBeforeItStarts,
        ),
        (
            ["2026-05-25", "2026-05-24", "2026-05-25"],
            Refusal::EndsBeforeItStarts,
        ),
        (
            ["2026-05-25", "2026-11-24", "2026-05-24"],
            Refusal::ReviewOutsidePeriod,
        ),
        (
            ["2026-05-25", "2026-11-24", "2026-11-25"],
            Refusal::ReviewOutsidePeriod,
        ),
    ] {
        let act = with(&story, days);
        assert_eq!(story.as_("試験一子").refused(act), why, "{days:?}");
    }
    for review in ["2026-05-25", "2026-11-24"] {
        let act = with(&story, ["2026-05-25", "2026-11-24", review]);
        assert!(story.as_("試験一子").tries(&act).is_ok(), "{review}");
    }
}

#[test]
fn a_plan_that_is_over_is_not_confirmed() {
    let mut story = Story::until(Step::Agreed);
    for status in [
        PlanStatus::Suspended,
        PlanStatus::Closed,
        PlanStatus::Replan,
    ] {
        story.opened.as_mut().expect("open").plans[0].status = status;
        assert_eq!(
            story.as_("試験一子").refused(confirm(2)),
            Refusal::PlanIsOver,
            "{status:?}"
        );
    }
}
