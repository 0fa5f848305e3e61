//! BR-050, BR-053, BR-054: representatives, blocks, break-glass.

use domain::access::{Action, CaseFacts, Decision, decide};
use domain::block::{BlockReason, BlockTarget};
use domain::command::{Actor, CaseCommand as C};
use domain::council::Role;
use domain::id::{BlockId, BreakGlassId};
use domain::refusal::Refusal;
use uuid::Uuid;

use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

const OPENING: BreakGlassId = BreakGlassId(Uuid::from_u128(0xB6));
const REASON: &str = "本人から夜に電話があり、救急へ同行するため、健康の記録を確かめる";

fn case_actions() -> impl Iterator<Item = Action> {
    Action::ALL
        .iter()
        .copied()
        .filter(|action| action.is_about_a_case())
}

/// What the gate tells that person about the case, and about one that does not exist.
#[track_caller]
fn answers_as_if_there_were_no_case(story: &mut Story, name: &str) {
    let subject = story.subject(Actor::Staff(story.id_of(name)));
    let facts = story.facts(subject.actor);
    for action in case_actions() {
        let here = decide(&subject, action, &facts);
        assert!(
            matches!(here, Decision::Deny { hide: true, .. }),
            "{name} {action:?}: {here:?}"
        );
        let nowhere = decide(&subject, action, &CaseFacts::default());
        assert!(
            matches!(nowhere, Decision::Deny { hide: true, .. }),
            "{name} {action:?}"
        );
    }
    assert_eq!(story.all_that_reaches(name), "");
}

#[test]
fn br_050_the_tier_of_representatives_has_no_case() {
    for last in [Step::Accepted, Step::Opened, Step::Confirmed] {
        let mut story = Story::until(last);
        answers_as_if_there_were_no_case(&mut story, "試験代表");
    }
}

#[test]
fn br_050_neither_list_nor_invitation_nor_role_opens_one() {
    let mut story = Story::until(Step::Opened);
    let representative = story.attendee("試験代表");
    let id = story.id_of("試験代表");
    let file = story.opened.as_mut().expect("open");
    file.workers.insert(id);
    file.place_knowers.insert(id);
    file.meetings[0].invited.push(representative);
    file.agency_in_charge = MAIN_OFFICE;
    answers_as_if_there_were_no_case(&mut story, "試験代表");
}

#[test]
fn br_050_audit_and_administration_have_none_either() {
    let mut story = Story::until(Step::Opened);
    story.opened.as_mut().expect("open").agency_in_charge = MAIN_OFFICE;
    for name in ["試験監査", "試験管理"] {
        let id = story.id_of(name);
        story.opened.as_mut().expect("open").workers.insert(id);
        answers_as_if_there_were_no_case(&mut story, name);
        // Not even together with the seat among the representatives.
        let staff = story.council.staff.get_mut(&id).expect("known");
        staff.roles.insert(Role::Representative);
        answers_as_if_there_were_no_case(&mut story, name);
    }
}

#[test]
fn br_050_who_also_works_with_women_works_in_that_role() {
    let mut story = Story::until(Step::Opened);
    let id = story.id_of("試験警");
    let staff = story.council.staff.get_mut(&id).expect("known");
    staff.roles.insert(Role::Representative);
    assert!(story.as_("試験警").may(Action::SeeMeeting).is_ok());
}

fn block(story: &mut Story, target: BlockTarget) -> Result<(), Stop> {
    let block = BlockId(story.uuid());
    let reason = BlockReason::TieToOpposingParty;
    let act = C::SetBlock {
        block,
        target,
        reason,
        alternative: None,
    };
    story.as_("試験一子").does(act).map(|_| ())
}

#[test]
fn br_053_a_block_hides_the_case_whatever_the_role() {
    for name in ["試験所長", "試験調", "試験心", "試験警", "試験灯", "試験隣"] {
        let mut story = Story::until(Step::Opened);
        let target = BlockTarget::Person(story.id_of(name));
        block(&mut story, target).expect("set");
        answers_as_if_there_were_no_case(&mut story, name);
    }
}

#[test]
fn br_053_of_an_agency_and_of_a_unit_with_its_named_alternative() {
    let mut story = Story::until(Step::Opened);
    block(&mut story, BlockTarget::Agency(POLICE)).expect("set");
    answers_as_if_there_were_no_case(&mut story, "試験警");
    let neighbour = story.id_of("試験隣");
    let unit = |unit: &str| BlockTarget::Unit {
        agency: CITY,
        unit: unit.to_owned(),
    };
    assert!(story.as_("試験隣").case_view().is_ok());
    let act = C::SetBlock {
        block: BlockId(story.uuid()),
        target: unit("給付係"),
        reason: BlockReason::Neighbour,
        alternative: Some(neighbour),
    };
    story.as_("試験調").did(act);
    assert!(story.as_("試験隣").case_view().is_ok());
    block(&mut story, unit("給付係")).expect("set");
    answers_as_if_there_were_no_case(&mut story, "試験隣");
}

#[test]
fn br_053_who_is_not_blocked_still_sees_it_and_the_list_stays_with_few() {
    let mut story = Story::until(Step::Opened);
    let target = BlockTarget::Person(story.id_of("試験心"));
    block(&mut story, target).expect("set");
    assert_eq!(
        story
            .as_("試験一子")
            .case_view()
            .expect("in charge")
            .blocks
            .map(|b| b.len()),
        Some(1)
    );
    assert_eq!(
        story
            .as_("試験調")
            .case_view()
            .expect("officer")
            .blocks
            .map(|b| b.len()),
        Some(1)
    );
    for name in ["試験警", "試験灯", "試験所長"] {
        assert_eq!(
            story.as_(name).case_view().expect("open").blocks,
            None,
            "{name}"
        );
        assert!(
            !story.as_(name).may(Action::SeeCase).expect("open").blocks,
            "{name}"
        );
    }
}

#[test]
fn br_053_the_blocked_ones_own_unit_does_not_see_the_block() {
    let mut story = Story::until(Step::Accepted);
    let colleague = story.id_of("試験隣");
    let staff = story.council.staff.get_mut(&colleague).expect("known");
    staff.unit = Some("相談係".to_owned());
    let target = BlockTarget::Person(colleague);
    block(&mut story, target).expect("set");
    // 一子 set it and shares the unit; the officer alone keeps the list in view.
    assert_eq!(
        story
            .as_("試験一子")
            .case_view()
            .expect("in charge")
            .blocks
            .map(|b| b.len()),
        Some(0)
    );
    assert_eq!(
        story
            .as_("試験調")
            .case_view()
            .expect("officer")
            .blocks
            .map(|b| b.len()),
        Some(1)
    );
}

#[test]
fn br_053_a_blocked_agency_is_refused_like_one_outside_her_scope() {
    let mut story = Story::until(Step::RolesAgreed);
    block(&mut story, BlockTarget::Agency(POLICE)).expect("set");
    let convocation = story.convocation();
    assert_eq!(
        story.as_("試験調").refused(convocation),
        Refusal::AgencyNotInScope
    );
}

#[test]
fn br_053_a_block_takes_off_the_lists_and_gives_no_notice() {
    let mut story = Story::until(Step::Convened);
    let target = BlockTarget::Person(story.id_of("試験心"));
    block(&mut story, target).expect("set");
    let file = story.file();
    assert!(!file.place_knowers.contains(&story.id_of("試験心")));
    let meeting = file.meeting(MEETING).expect("convened");
    assert!(!meeting.invites(story.id_of("試験心")));
    assert!(story.as_("試験心").notice(MEETING).is_err());
}

#[test]
fn br_053_nobody_blocks_herself_or_everybody_and_lifting_opens_again() {
    let mut story = Story::until(Step::Accepted);
    let me = BlockTarget::Person(story.id_of("試験一子"));
    let own = Err(Stop::Refused(Refusal::CannotBlockYourself));
    assert_eq!(block(&mut story, me), own);
    assert_eq!(block(&mut story, BlockTarget::Agency(CITY)), own);
    let act = C::SetBlock {
        block: BlockId(story.uuid()),
        target: BlockTarget::Agency(CITY),
        reason: BlockReason::Relation,
        alternative: None,
    };
    assert_eq!(story.as_("試験調").refused(act), Refusal::BlockLeavesNobody);
    let id = BlockId(story.uuid());
    let target = BlockTarget::Person(story.id_of("試験隣"));
    let reason = BlockReason::Relation;
    story.as_("試験調").did(C::SetBlock {
        block: id,
        target,
        reason,
        alternative: None,
    });
    assert!(story.as_("試験隣").case_view().is_err());
    story.as_("試験調").did(C::LiftBlock { block: id });
    assert!(story.as_("試験隣").case_view().is_ok());
}

fn break_glass(whereabouts: bool) -> C {
    C::BreakGlass {
        opening: OPENING,
        reason: REASON.to_owned(),
        whereabouts,
    }
}

#[test]
fn br_054_a_written_reason_opens_one_case_for_four_hours() {
    let mut story = Story::until(Step::Opened);
    story.at("2026-05-19 22:00");
    assert_eq!(story.as_("試験遠").case_view().err(), Some(Stop::Hidden));
    story.as_("試験遠").did(break_glass(false));
    for (time, open) in [
        ("2026-05-19 22:00", true),
        ("2026-05-20 01:59", true),
        ("2026-05-20 02:00", false),
        ("2026-05-20 09:00", false),
    ] {
        story.at(time);
        assert_eq!(story.as_("試験遠").case_view().is_ok(), open, "{time}");
    }
    story.at("2026-05-20 01:00");
    let fields = story.as_("試験遠").may(Action::SeeCase).expect("open");
    assert!(fields.identity && !fields.whereabouts && !fields.worker_view && !fields.blocks);
}

#[test]
fn br_054_a_short_reason_or_the_wrong_role_opens_nothing() {
    let mut story = Story::until(Step::Opened);
    let short = C::BreakGlass {
        opening: OPENING,
        reason: "　　　　　　　　　　　　　　　　　　　急ぎ　　　　".to_owned(),
        whereabouts: false,
    };
    assert_eq!(
        story.as_("試験遠").refused(short),
        Refusal::ReasonTooShort { min: 20 }
    );
    for name in ["試験校", "試験代表", "試験監査", "試験管理"] {
        assert_eq!(
            story.as_(name).does(break_glass(false)),
            Err(Stop::Hidden),
            "{name}"
        );
    }
}

#[test]
fn br_054_whereabouts_open_only_after_a_second_person() {
    let mut story = Story::until(Step::Opened);
    story.at("2026-05-19 22:00");
    story.as_("試験遠").did(break_glass(true));
    assert!(story.as_("試験遠").case_view().is_err());
    let confirm = C::ConfirmBreakGlass { opening: OPENING };
    story.as_("試験調").did(confirm.clone());
    let fields = story
        .as_("試験遠")
        .may(Action::SeeWhereabouts)
        .expect("confirmed");
    assert!(fields.whereabouts);
    assert_eq!(story.as_("試験調").refused(confirm), Refusal::StepMissing);
    story.at("2026-05-20 02:00");
    assert_eq!(
        story.as_("試験遠").may(Action::SeeWhereabouts),
        Err(Stop::Hidden)
    );
}

#[test]
fn br_054_nobody_confirms_or_reviews_her_own_opening_and_not_after_a_day() {
    let mut story = Story::until(Step::Opened);
    story.at("2026-05-19 22:00");
    let id = story.id_of("試験遠");
    let staff = story.council.staff.get_mut(&id).expect("known");
    staff.roles.insert(Role::ChiefSupporter);
    story.as_("試験遠").did(break_glass(false));
    for act in [
        C::ConfirmBreakGlass { opening: OPENING },
        C::ReviewBreakGlass { opening: OPENING },
        C::RecordDangerOfTelling { opening: OPENING },
    ] {
        assert_eq!(
            story.as_("試験遠").tries(&act),
            Err(Refusal::SecondPersonNeeded)
        );
        assert!(story.as_("試験遠").does(act).is_err());
    }
    story.at("2026-05-20 22:01");
    let late = C::ConfirmBreakGlass { opening: OPENING };
    assert_eq!(story.as_("試験調").refused(late), Refusal::TooLate);
}

#[test]
fn br_054_she_is_told_unless_two_people_recorded_danger() {
    let mut story = Story::until(Step::Opened);
    story.as_("試験遠").did(break_glass(false));
    let shown = |story: &Story| story.file().break_glass[0].shown_to_her();
    let danger = C::RecordDangerOfTelling { opening: OPENING };
    assert!(shown(&story));
    story.as_("試験調").did(danger.clone());
    assert!(shown(&story));
    assert_eq!(
        story.as_("試験調").refused(danger.clone()),
        Refusal::SecondPersonNeeded
    );
    assert!(shown(&story));
    story.as_("試験所長").did(danger);
    assert!(!shown(&story));
    story
        .as_("試験所長")
        .did(C::ReviewBreakGlass { opening: OPENING });
    assert!(story.file().break_glass[0].reviewed.is_some());
}

#[test]
fn br_054_never_past_a_block_whoever_approves() {
    let mut story = Story::until(Step::Opened);
    story.at("2026-05-19 22:00");
    story.as_("試験遠").did(break_glass(true));
    story
        .as_("試験調")
        .did(C::ConfirmBreakGlass { opening: OPENING });
    assert!(story.as_("試験遠").may(Action::SeeWhereabouts).is_ok());
    let target = BlockTarget::Person(story.id_of("試験遠"));
    let block = BlockId(story.uuid());
    let reason = BlockReason::HerWish;
    story.as_("試験調").did(C::SetBlock {
        block,
        target,
        reason,
        alternative: None,
    });
    answers_as_if_there_were_no_case(&mut story, "試験遠");
    assert_eq!(
        story.as_("試験遠").does(break_glass(false)),
        Err(Stop::Hidden)
    );
}

#[test]
fn br_054_one_opening_is_of_one_person() {
    let mut story = Story::until(Step::Opened);
    story.as_("試験遠").did(break_glass(false));
    assert_eq!(story.as_("試験外").case_view().err(), Some(Stop::Hidden));
    assert_eq!(
        story.as_("試験外").refused(break_glass(false)),
        Refusal::IdTaken
    );
}
