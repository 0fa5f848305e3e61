//! つなぎ (domain.md §9.1; the neighbourhood of BR-034): with her knowledge, to a desk inside or outside the
//! council, and nothing is opened by it.

use domain::case::CaseStatus;
use domain::command::CaseCommand as C;
use domain::id::{AgencyId, RecordId};
use domain::inquiry::HerKnowledge;
use domain::refusal::Refusal;
use domain::tsunagi::{Desk, TsunagiStatus, TsunagiWay};
use uuid::Uuid;

use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

const RECORD: RecordId = RecordId(Uuid::from_u128(0x75));

fn outside() -> Desk {
    Desk::Outside {
        kind: "女性相談支援センター".to_owned(),
        municipality: "となり県".to_owned(),
    }
}

fn out(record: u128, desk: Desk, her_knowledge: HerKnowledge) -> C {
    C::RecordTsunagi {
        record: RecordId(Uuid::from_u128(record)),
        way: TsunagiWay::Out,
        desk,
        on: day("2026-05-08"),
        her_knowledge,
        handed: "面接の日だけを電話で伝えた".to_owned(),
        reason: "実家の近くで暮らすことを本人が望んでいる".to_owned(),
    }
}

fn not_told() -> HerKnowledge {
    HerKnowledge::NotTold {
        reason: "連絡がつかない".to_owned(),
    }
}

fn refer(to: Option<AgencyId>) -> C {
    C::MoveCase {
        from: CaseStatus::Accepted,
        to: CaseStatus::Referred,
        reason: "ほかの窓口が合う".to_owned(),
        referred_to: to,
    }
}

fn answered(taken: bool) -> C {
    C::AnswerTsunagi {
        record: RECORD,
        taken,
        words: "面接の日を決めた".to_owned(),
    }
}

/// Accepted, before anything else.
fn accepted() -> Story {
    let story = Story::until(Step::Accepted);
    assert_eq!(story.file().status, CaseStatus::Accepted);
    story
}

#[test]
fn a_case_leaves_to_a_desk_outside_the_council_with_her_knowledge() {
    let mut story = accepted();
    story
        .as_("試験一子")
        .did(out(0x75, outside(), HerKnowledge::Told));
    let seen = story
        .as_("試験一子")
        .case_view()
        .expect("in charge")
        .tsunagi;
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].desk, "となり県　女性相談支援センター");
    assert_eq!(
        (seen[0].status, seen[0].told),
        (TsunagiStatus::Waiting, true)
    );
    story.as_("試験一子").did(answered(true));
    story.as_("試験一子").did(refer(None));
    assert_eq!(story.file().status, CaseStatus::Referred);
    assert_eq!(story.file().tsunagi[0].status(), TsunagiStatus::Taken);
}

#[test]
fn without_a_desk_or_without_her_knowledge_no_case_leaves() {
    let mut story = accepted();
    let refused = |story: &mut Story, to| story.as_("試験一子").refused(refer(to));
    assert_eq!(refused(&mut story, None), Refusal::ReceivingAgencyMissing);
    assert_eq!(
        refused(&mut story, Some(CHILD)),
        Refusal::HerKnowledgeMissing
    );
    story
        .as_("試験一子")
        .did(out(0x75, Desk::Agency(CHILD), not_told()));
    assert_eq!(
        refused(&mut story, Some(CHILD)),
        Refusal::HerKnowledgeMissing
    );
    // Told of another desk, she was not told of this one.
    story
        .as_("試験一子")
        .did(out(0x76, Desk::Agency(POLICE), HerKnowledge::Told));
    assert_eq!(
        refused(&mut story, Some(CHILD)),
        Refusal::HerKnowledgeMissing
    );
    story
        .as_("試験一子")
        .did(out(0x77, Desk::Agency(CHILD), HerKnowledge::Told));
    story.as_("試験一子").did(refer(Some(CHILD)));
}

#[test]
fn a_desk_that_did_not_take_the_case_is_no_way_out() {
    let mut story = accepted();
    story
        .as_("試験一子")
        .did(out(0x75, outside(), HerKnowledge::Told));
    let silent = C::AnswerTsunagi {
        record: RECORD,
        taken: false,
        words: " ".to_owned(),
    };
    assert_eq!(
        story.as_("試験一子").refused(silent),
        Refusal::ReasonMissing
    );
    story.as_("試験一子").did(answered(false));
    assert_eq!(
        story.as_("試験一子").refused(refer(None)),
        Refusal::ReceivingAgencyMissing
    );
    assert_eq!(
        story.as_("試験一子").refused(answered(true)),
        Refusal::TsunagiIsAnswered
    );
}

#[test]
fn nothing_is_opened_or_copied_to_the_other_desk() {
    let mut story = accepted();
    story
        .as_("試験一子")
        .did(out(0x75, Desk::Agency(POLICE), HerKnowledge::Told));
    assert_eq!(story.as_("試験警").case_view(), Err(Stop::Hidden));
    assert_eq!(story.as_("試験警").does(answered(true)), Err(Stop::Hidden));
    assert_eq!(story.all_that_reaches("試験警"), "");
}

#[test]
fn what_is_written_of_it_is_whole_and_tells_no_place() {
    let mut story = accepted();
    let with = |change: &dyn Fn(&mut Desk, &mut HerKnowledge, &mut String, &mut String)| {
        let mut command = out(0x75, outside(), HerKnowledge::Told);
        if let C::RecordTsunagi {
            desk,
            her_knowledge,
            handed,
            reason,
            ..
        } = &mut command
        {
            change(desk, her_knowledge, handed, reason);
        }
        command
    };
    let silent = HerKnowledge::NotTold {
        reason: " ".to_owned(),
    };
    let nowhere = Desk::Outside {
        kind: "児童相談所".to_owned(),
        municipality: " ".to_owned(),
    };
    let unknown = Desk::Agency(AgencyId(Uuid::from_u128(0xFE)));
    for (command, why) in [
        (
            with(&|desk, _, _, _| *desk = nowhere.clone()),
            Refusal::TextMissing,
        ),
        (
            with(&|desk, _, _, _| *desk = unknown.clone()),
            Refusal::AgencyUnknown,
        ),
        (
            with(&|desk, _, _, _| *desk = Desk::Agency(CITY)),
            Refusal::AgencyNotAvailable,
        ),
        (
            with(&|_, told, _, _| *told = silent.clone()),
            Refusal::HerNoticeReasonMissing,
        ),
        (with(&|_, _, _, why| why.clear()), Refusal::ReasonMissing),
        (
            with(&|_, _, handed, _| *handed = format!("{ADDRESS}の地図")),
            Refusal::InquiryWouldTellThePlace,
        ),
    ] {
        assert_eq!(
            story.as_("試験一子").refused(command.clone()),
            why,
            "{command:?}"
        );
    }
    let mut later = out(0x75, outside(), HerKnowledge::Told);
    if let C::RecordTsunagi { on, .. } = &mut later {
        *on = day("2027-01-01");
    }
    assert_eq!(story.as_("試験一子").refused(later), Refusal::InTheFuture);
    // Only where the record is kept.
    for stranger in ["試験警", "試験灯", "試験所長"] {
        let act = out(0x75, outside(), HerKnowledge::Told);
        assert!(story.as_(stranger).does(act).is_err(), "{stranger}");
    }
}

#[test]
fn a_case_that_came_in_says_from_where_and_has_no_answer() {
    let mut story = accepted();
    let mut came = out(0x75, outside(), HerKnowledge::Told);
    if let C::RecordTsunagi { way, reason, .. } = &mut came {
        *way = TsunagiWay::In;
        reason.clear();
    }
    story.as_("試験一子").did(came);
    assert_eq!(story.file().tsunagi[0].status(), TsunagiStatus::Arrived);
    assert_eq!(
        story.as_("試験一子").refused(answered(true)),
        Refusal::StepMissing
    );
    // It is no way out.
    assert_eq!(
        story.as_("試験一子").refused(refer(None)),
        Refusal::ReceivingAgencyMissing
    );
}
