//! The guards of a case's moves, each with the step it names.

use domain::case::CaseStatus;
use domain::command::CaseCommand as C;
use domain::refusal::Refusal;

use crate::scenario::*;
use crate::story::Story;

#[test]
fn a_move_to_watching_suspension_or_closure_names_the_procedure_it_needs() {
    for from in CaseStatus::ALL {
        let mut story = Story::until(Step::Confirmed);
        story.opened.as_mut().expect("open").status = from;
        for to in [
            CaseStatus::Watching,
            CaseStatus::Suspended,
            CaseStatus::Closed,
        ] {
            let reason = "自立した".to_owned();
            let act = C::MoveCase {
                from,
                to,
                reason,
                referred_to: None,
            };
            let refusal = story.as_("試験一子").refused(act);
            assert_eq!(refusal, Refusal::ProcedureMissing { to });
            assert!(refusal.words().contains("手続き"), "{}", refusal.words());
        }
    }
}

#[test]
fn the_column_of_protection_is_entered_and_left_by_protection_alone() {
    let mut story = Story::until(Step::Consented);
    assert_eq!(story.file().status, CaseStatus::UnderProtection);
    let act = |from, to| C::MoveCase {
        from,
        to,
        reason: "急ぎ".to_owned(),
        referred_to: None,
    };
    let out = act(CaseStatus::UnderProtection, CaseStatus::Supporting);
    assert_eq!(
        story.as_("試験一子").refused(out),
        Refusal::MovesByProtection
    );
    story.as_("試験一子").did(Story::end_protection());
    assert_eq!(story.file().status, CaseStatus::Supporting);
    let back = act(CaseStatus::Supporting, CaseStatus::UnderProtection);
    assert_eq!(
        story.as_("試験一子").refused(back),
        Refusal::MovesByProtection
    );
}

#[test]
fn a_second_protection_that_never_began_does_not_end_the_one_she_is_in() {
    let mut story = Story::blank();
    let form = intake_form(story.id_of("試験一子"));
    story
        .as_("試験一子")
        .accepts("K-R8-0001", &form)
        .expect("accepted");
    story.yes_to_protection();
    let other = domain::id::ProtectionId(story.uuid());
    story
        .as_("試験一子")
        .did(C::ConsiderProtection { protection: other });
    story.ask_for_protection();
    story
        .as_("試験一子")
        .did(C::RequestProtection { protection: other });
    story.as_("試験調").did(Story::decide_protection());
    let C::DecideProtection {
        ground,
        mode,
        alternative,
        ..
    } = Story::decide_protection()
    else {
        panic!()
    };
    let decide = C::DecideProtection {
        protection: other,
        grant: true,
        ground,
        mode,
        alternative,
    };
    story.as_("試験調").did(decide);
    let start = story.start_protection();
    story.as_("試験心").did(start);
    let reason = domain::protection::ProtectionEndReason::Other;
    let aftercare = String::new();
    story.as_("試験心").did(C::EndProtection {
        protection: other,
        reason,
        aftercare,
    });
    assert!(story.file().in_protection());
    assert_eq!(story.file().status, CaseStatus::UnderProtection);
}

#[test]
fn of_two_movers_the_second_is_told_who_and_where_to() {
    let mut story = Story::until(Step::Accepted);
    let act = |to| C::MoveCase {
        from: CaseStatus::Accepted,
        to,
        reason: String::new(),
        referred_to: None,
    };
    story.as_("試験一子").did(act(CaseStatus::Assessing));
    let refusal = story.as_("試験隣").refused(act(CaseStatus::Assessing));
    let by = Some(story.id_of("試験一子"));
    let name = "試験 一子".to_owned();
    let to = CaseStatus::Assessing;
    assert_eq!(refusal, Refusal::MovedMeanwhile { by, name, to });
}

#[test]
fn support_begins_with_an_agreed_plan_or_a_written_reason() {
    let mut story = Story::until(Step::Accepted);
    let act = |from, to, reason: &str| C::MoveCase {
        from,
        to,
        reason: reason.to_owned(),
        referred_to: None,
    };
    story
        .as_("試験一子")
        .did(act(CaseStatus::Accepted, CaseStatus::Assessing, ""));
    let begin = |reason| act(CaseStatus::Assessing, CaseStatus::Supporting, reason);
    assert_eq!(
        story.as_("試験一子").refused(begin("")),
        Refusal::PlanOrUrgentReasonMissing
    );
    let refer = act(
        CaseStatus::Assessing,
        CaseStatus::Referred,
        "別の窓口が合う",
    );
    assert_eq!(
        story.as_("試験一子").refused(refer),
        Refusal::ReceivingAgencyMissing
    );
    story.as_("試験一子").did(begin("今夜から食べるものがない"));
}
