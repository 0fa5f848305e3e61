//! 1.9–1.10: two versions, her comments, her part agreement, the confirmation.

use domain::command::CaseCommand as C;
use domain::plan::{AgreementExtent, PlanStatus};
use domain::refusal::Refusal;
use domain::view::PlanChangeKind;
use domain::view::her::Agreed;

use crate::scenario::*;
use crate::story::Story;
use crate::world::*;

fn confirm(version: u16) -> C {
    C::ConfirmPlan {
        plan: PLAN,
        version,
        meeting: MEETING,
    }
}

#[test]
fn version_one_waits_for_the_answer_and_version_two_shows_what_changed() {
    let mut story = Story::until(Step::Commented);
    assert_eq!(
        story.as_("試験一子").refused(confirm(1)),
        Refusal::CommentWaits { count: 2 }
    );
    let mut story = Story::until(Step::SecondVersion);
    let shown = story.her().page().plan.expect("shown");
    assert_eq!(
        (shown.version, shown.read_before),
        (2, Some((1, day("2026-05-22"))))
    );
    let changed: Vec<_> = shown
        .changes
        .iter()
        .map(|change| change.after.as_str())
        .collect();
    assert_eq!(
        changed,
        ["てがみで さよならを いいます。", "SIMを わけます。"]
    );
    assert!(
        shown
            .changes
            .iter()
            .all(|change| change.what == PlanChangeKind::Changed)
    );
    let staff = story.as_("試験一子").plan_view(PLAN).expect("in charge");
    assert_eq!(staff.changes.len(), 4);
    // The answers reach her; nothing waits.
    let said: Vec<_> = shown.items.iter().flat_map(|item| &item.comments).collect();
    assert_eq!(said.len(), 2);
    assert!(
        said.iter()
            .all(|said| said.awaits.is_none() && said.answers.len() == 1)
    );
}

#[test]
fn nothing_is_preset_and_an_answer_to_the_version_before_is_not_taken_over() {
    let mut story = Story::until(Step::SecondVersion);
    let shown = story.her().page().plan.expect("shown");
    assert!(shown.items.iter().all(|item| item.answer.is_none()));
    let sixth = shown.item(item(6)).expect("there");
    assert!(sixth.answer_before.is_some());
    assert_eq!(shown.agreement, Agreed::NotYet);
}

#[test]
fn she_agrees_in_part_to_exactly_what_was_on_her_screen() {
    let mut story = Story::until(Step::Agreed);
    let plan = story.file().plan(PLAN).expect("written");
    assert_eq!(plan.status, PlanStatus::WomanAgreedInPart);
    assert_eq!(
        plan.agreed_to(2)
            .map(|agreement| agreement.open_items.clone()),
        Some(vec![item(6)])
    );
    assert_eq!(plan.agreed_to(1), None);
    let stale = Story::agreement(1, AgreementExtent::Whole, Vec::new());
    assert_eq!(
        story.her().refused(stale),
        Refusal::VersionIsOld { current: 2 }
    );
    let unknown = Story::agreement(2, AgreementExtent::Part, vec![item(99)]);
    assert_eq!(story.her().refused(unknown), Refusal::ItemUnknown);
}

#[test]
fn both_statements_are_read_and_ticked_for_a_yes_and_for_a_no_nothing_is_asked() {
    let mut story = Story::until(Step::SecondVersion);
    let answer = |extent, read_it, may_change| C::AgreeToPlan {
        plan: PLAN,
        version: 2,
        extent,
        open_items: Vec::new(),
        words: String::new(),
        read_it,
        may_change,
        signed: String::new(),
        drawn: Default::default(),
    };
    for (read, change) in [(false, true), (true, false), (false, false)] {
        for extent in [AgreementExtent::Whole, AgreementExtent::Part] {
            let refusal = story.her().refused(answer(extent, read, change));
            assert_eq!(refusal, Refusal::StatementsNotTicked);
        }
    }
    story
        .her()
        .did(answer(AgreementExtent::Later, false, false));
    story.her().did(answer(AgreementExtent::None, false, false));
}

#[test]
fn what_she_declined_is_never_confirmed_not_even_with_a_reason() {
    let mut story = Story::until(Step::SecondVersion);
    story
        .her()
        .did(Story::agreement(2, AgreementExtent::None, Vec::new()));
    let reason = "会議では必要とされた".to_owned();
    story
        .as_("試験一子")
        .did(C::RecordNoAgreement { plan: PLAN, reason });
    assert_eq!(
        story.as_("試験一子").refused(confirm(2)),
        Refusal::SheDeclined
    );
}

#[test]
fn without_her_answer_only_a_recorded_reason_confirms() {
    let mut story = Story::until(Step::SecondVersion);
    assert_eq!(
        story.as_("試験一子").refused(confirm(2)),
        Refusal::AgreementMissing
    );
    let reason = "入院していて話せない".to_owned();
    story
        .as_("試験一子")
        .did(C::RecordNoAgreement { plan: PLAN, reason });
    story.as_("試験一子").did(confirm(2));
}

#[test]
fn a_word_of_hers_after_the_agreement_opens_it_again() {
    let mut story = Story::until(Step::Agreed);
    story.her().did(C::ReplyToItem {
        plan: PLAN,
        version: 2,
        item: item(1),
        choice: domain::plan::ItemChoice::DoNotWant,
        words: String::new(),
    });
    assert_eq!(
        story.as_("試験一子").refused(confirm(2)),
        Refusal::AgreementMissing
    );
}

#[test]
fn a_later_version_is_not_agreed_to() {
    let mut story = Story::until(Step::Agreed);
    let third = story.write_plan(2, story.items());
    story.as_("試験一子").did(third);
    story.as_("試験一子").did(C::SharePlan {
        plan: PLAN,
        version: 3,
    });
    assert_eq!(
        story.as_("試験一子").refused(confirm(2)),
        Refusal::VersionIsOld { current: 3 }
    );
    assert_eq!(
        story.as_("試験一子").refused(confirm(3)),
        Refusal::AgreementMissing
    );
    let shown = story.her().page().plan.expect("shown");
    assert!(matches!(
        shown.agreement,
        Agreed::ToEarlier { version: 2, .. }
    ));
}

#[test]
fn confirmed_with_the_open_item_marked() {
    let mut story = Story::until(Step::Confirmed);
    let shown = story.her().page().plan.expect("shown");
    assert!(shown.confirmed);
    let Agreed::Answered {
        extent, open_items, ..
    } = shown.agreement
    else {
        panic!("answered")
    };
    assert_eq!((extent, open_items), (AgreementExtent::Part, vec![6]));
}

#[test]
fn a_plan_without_a_held_meeting_is_not_confirmed() {
    let mut story = Story::until(Step::Consented);
    let first = story.write_plan(0, story.items());
    story.as_("試験一子").did(first);
    story.as_("試験一子").did(C::SharePlan {
        plan: PLAN,
        version: 1,
    });
    story
        .her()
        .did(Story::agreement(1, AgreementExtent::Whole, Vec::new()));
    assert_eq!(
        story.as_("試験一子").refused(confirm(1)),
        Refusal::MeetingMissing
    );
}

#[test]
fn a_page_without_plain_words_is_not_shown_to_her() {
    let mut story = Story::until(Step::Filed);
    let mut items = story.items();
    items[0].easy_text = " ".to_owned();
    let first = story.write_plan(0, items);
    story.as_("試験一子").did(first);
    let share = C::SharePlan {
        plan: PLAN,
        version: 1,
    };
    assert_eq!(
        story.as_("試験一子").refused(share),
        Refusal::EasyTextMissing
    );
    assert!(story.her().page().plan.is_none());
}

#[test]
fn who_can_see_an_item_is_what_the_gate_says() {
    let mut story = Story::until(Step::SecondVersion);
    let shown = story.her().page().plan.expect("shown");
    let viewers = |n| -> Vec<String> {
        let item = shown.item(item(n)).expect("there");
        item.viewers
            .iter()
            .map(|viewer| viewer.agency.clone())
            .collect()
    };
    // 法律 is not among the kinds she lets others know.
    assert!(viewers(1).iter().any(|name| name == AKARI_NAME));
    assert!(!viewers(4).iter().any(|name| name == AKARI_NAME));
    assert!(viewers(4).iter().any(|name| name == "みほん市福祉課"));
    assert!(
        shown
            .items
            .iter()
            .all(|i| i.viewers.iter().all(|v| v.agency != "架空小学校"))
    );
}
