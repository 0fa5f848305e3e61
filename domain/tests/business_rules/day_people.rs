//! BR-031–BR-033, BR-052: on which consent a slot stands, who comes to it, how it is prepared.

use std::collections::BTreeSet;

use domain::access::Action;
use domain::command::CaseCommand;
use domain::conference::{ConferenceCommand as C, ConferenceKind, NotHeld};
use domain::consent::{Answer, AttendanceMode, ConsentKind, ConsentScope};
use domain::event::CaseEvent;
use domain::form::InfoCategory;
use domain::handle::{days_left, leave_day};
use domain::id::ConsentId;
use domain::meeting::{
    HerAttendance, MeetingKind, MeetingStatus, NonParticipationReason, Preparation, SharingBasis,
};
use domain::refusal::Refusal;
use uuid::Uuid;

use crate::day_support::*;
use crate::hall::Hall;
use crate::scenario::*;
use crate::story::Stop;
use crate::world::*;

fn withdrawn(day: &mut Day, consent: ConsentId) -> Vec<CaseEvent> {
    let act = CaseCommand::WithdrawConsent { consent };
    day.story.as_("試験一子").did(act)
}

#[test]
fn br_031_a_layered_slot_stands_on_the_consent_for_it_on_the_day_itself() {
    let mut day = Day::of(ConferenceKind::LayeredConference);
    let command = day.command(1, vec![]);
    assert_eq!(
        day.tries(&command).map(|_| ()),
        Err(Refusal::ConsentForLayeredMissing),
        "her consent to a 個別ケース検討会議 is another one"
    );
    day.agrees_to_layered(&[CENTER, CITY]);
    let placed = day.placed(1, vec![]);
    assert_eq!(placed.kind, MeetingKind::Layered);
    assert_eq!(placed.basis, SharingBasis::Consent(LAYERED));
    let mut ends = Day::of(ConferenceKind::LayeredConference);
    let scope = ConsentScope {
        agencies: BTreeSet::from([CENTER, CITY]),
        categories: BTreeSet::from([InfoCategory::Health]),
        ..ConsentScope::default()
    };
    let kind = ConsentKind::LayeredSupport;
    let short = until(consent(LAYERED, kind, Answer::Given, scope), "2026-06-09");
    ends.story.as_("試験一子").did(short);
    let command = ends.command(1, vec![]);
    assert_eq!(
        ends.tries(&command).map(|_| ()),
        Err(Refusal::ConsentForLayeredMissing)
    );
}

#[test]
fn br_031_without_a_case_it_was_not_held_and_nobody_writes_that_down() {
    let mut day = Day::of(ConferenceKind::LayeredConference);
    let standing = |hall: &Hall, at: &str| hall.conferences[&day.id].standing(instant(at));
    let gone = (MeetingStatus::Cancelled, Some(NotHeld::NoCases));
    assert_eq!(standing(&day.hall, "2026-06-11 00:30"), gone);
    assert_eq!(
        standing(&day.hall, "2026-06-10 13:00"),
        (MeetingStatus::Notified, None),
        "on its day it may still be opened"
    );
    day.hall.at("2026-06-11 09:00");
    let line = day.hall.calendar("試験調", 2026).conferences.remove(0);
    assert_eq!((line.status, line.not_held), gone);
    assert_eq!(day.hall.view("試験調", day.id).not_held, gone.1);
    let held = day.hall.year("試験調", 2026).held;
    let count = held[0].1;
    assert_eq!((count.not_held, count.planned), (1, 0));
    // With a case, or of another kind, it is simply not opened yet.
    let mut full = Day::layered(&[CENTER, CITY]);
    full.placed(1, vec![]);
    let kept = full.day().standing(instant("2026-06-11 09:00"));
    assert_eq!(kept, (MeetingStatus::Notified, None));
    // For who must not know of the only case, it had none.
    let mut known = full.day().clone();
    known.slots.clear();
    assert_eq!(known.standing(instant("2026-06-11 09:00")), gone);
    assert!(known.went_by(instant("2026-06-11 09:00")));
    assert!(!known.went_by(instant("2026-06-10 13:00")));
    let other = Day::of(ConferenceKind::CaseReviewDay);
    let kept = other.day().standing(instant("2026-06-11 09:00"));
    assert_eq!(kept, (MeetingStatus::Notified, None));
}

#[test]
fn a_day_with_cases_is_not_given_up_for_want_of_one() {
    let mut day = Day::layered(&[CENTER, CITY]);
    day.placed(1, vec![]);
    let none = C::NotHold {
        reason: NotHeld::NoCases,
    };
    assert_eq!(
        day.hall.refused("試験調", day.id, none),
        Refusal::DayHasCases
    );
    let snow = C::NotHold {
        reason: NotHeld::Other("大雪のため".to_owned()),
    };
    day.day_does(1, snow);
    assert_eq!(day.meeting(1).status, MeetingStatus::Cancelled);
    assert!(day.day().slots.is_empty());
}

#[test]
fn br_032_the_members_come_case_by_case_as_far_as_she_lets_them() {
    let mut day = Day::layered(&[CENTER, CITY, POLICE]);
    day.placed(1, vec![]);
    let called = day.called(1);
    assert!(called.contains(&POLICE));
    assert!(
        !called.contains(&AKARI),
        "a member, inside her scope for another meeting only"
    );
    let mut day = Day::of(ConferenceKind::CaseReviewDay);
    day.placed(1, vec![]);
    assert!(day.called(1).contains(&AKARI));
    let mut unwelcome = Day::of(ConferenceKind::CaseReviewDay);
    let file = unwelcome.story.opened.as_mut().expect("open");
    file.attendee_wishes.unwelcome.insert(POLICE);
    unwelcome.placed(1, vec![]);
    assert!(!unwelcome.called(1).contains(&POLICE));
}

#[test]
fn br_032_who_is_named_and_may_not_come_is_refused_in_the_same_words() {
    let mut day = Day::of(ConferenceKind::CaseReviewDay);
    let block = CaseCommand::SetBlock {
        block: domain::id::BlockId(Uuid::from_u128(0xB7)),
        target: domain::block::BlockTarget::Person(day.story.id_of("試験児")),
        reason: domain::block::BlockReason::HerWish,
        alternative: None,
    };
    day.story.as_("試験調").did(block);
    for name in ["試験児", "試験校", "試験外"] {
        let who = day.story.attendee(name);
        let command = day.command(1, vec![who]);
        assert_eq!(
            day.tries(&command).map(|_| ()),
            Err(Refusal::AgencyNotInScope),
            "{name}"
        );
    }
    let lead = day.story.id_of("試験調");
    let file = day.story.opened.as_mut().expect("open");
    file.blocks[0].target = domain::block::BlockTarget::Person(lead);
    let command = day.command(1, vec![]);
    assert_eq!(
        day.tries(&command).map(|_| ()),
        Err(Refusal::LeadsNotInvitable)
    );
}

#[test]
fn br_033_she_is_a_member_of_her_own_item() {
    let mut day = Day::layered(&[CENTER, CITY, POLICE]);
    day.placed(1, vec![]);
    day.story.at("2026-06-10 10:00");
    let open = CaseCommand::OpenSlot {
        meeting: meeting(1),
        others_left: true,
    };
    day.story.as_("試験調").did(open);
    let hers = CaseCommand::RecordHerAttendance {
        meeting: meeting(1),
        attendance: HerAttendance {
            mode: AttendanceMode::Whole,
            from: None,
            to: None,
            reason: None,
            words: String::new(),
        },
    };
    day.story.as_("試験一子").did(hers);
    let absent = |reason| CaseCommand::RecordHerAttendance {
        meeting: meeting(1),
        attendance: HerAttendance {
            mode: AttendanceMode::Letter,
            from: None,
            to: None,
            reason,
            words: "母と、けんかせずに暮らしたい".to_owned(),
        },
    };
    let health = absent(Some(NonParticipationReason::Health));
    day.story.as_("試験一子").did(health);
    let without = day.story.as_("試験一子").refused(absent(None));
    assert_eq!(without, Refusal::HerReasonMissing);
    // Who is outside her scope for this meeting cannot be written down as having come.
    let attendance = day.story.present(&["試験調", "試験一子", "試験灯"]);
    let came = CaseCommand::RecordAttendance {
        meeting: meeting(1),
        attendance,
    };
    assert_eq!(
        day.story.as_("試験一子").refused(came),
        Refusal::AgencyNotInScope
    );
}

#[test]
fn br_033_no_case_of_hers_comes_before_a_conference_on_another_basis() {
    for kind in [
        ConferenceKind::SupportConference,
        ConferenceKind::Practitioners,
        ConferenceKind::Representatives,
        ConferenceKind::ProgressManagement,
    ] {
        let mut day = Day::of(kind);
        day.agrees_to_layered(&[CENTER, CITY]);
        let command = day.command(1, vec![]);
        assert_eq!(
            day.tries(&command).map(|_| ()),
            Err(Refusal::NoSlotsHere),
            "{kind:?}"
        );
    }
}

#[test]
fn br_052_a_withdrawal_takes_the_slot_off_the_day_and_leaves_what_rests_on_another_consent() {
    let mut day = Day::layered(&[CENTER, CITY, POLICE]);
    day.placed(1, vec![]);
    day.story.at("2026-06-09 20:00");
    let before = day.story.file().clone();
    let events = withdrawn(&mut day, LAYERED);
    assert_eq!(days_left(&before, &events), [(day.id, meeting(1))]);
    assert_eq!(day.meeting(1).status, MeetingStatus::Cancelled);
    let off = leave_day(day.day(), meeting(1)).expect("it had a slot");
    day.moves(off);
    assert!(day.day().slots.is_empty());
    assert_eq!(leave_day(day.day(), meeting(1)), None);

    let mut other = Day::layered(&[CENTER, CITY, POLICE]);
    other.placed(1, vec![]);
    let before = other.story.file().clone();
    let events = withdrawn(&mut other, SHARE);
    assert!(days_left(&before, &events).is_empty());
    assert_eq!(other.meeting(1).status, MeetingStatus::Notified);
}

#[test]
fn br_052_a_narrowing_takes_the_agency_off_the_item_that_rests_on_it() {
    let mut day = Day::layered(&[CENTER, CITY, POLICE]);
    day.placed(1, vec![]);
    let narrow = |consent| CaseCommand::NarrowConsent {
        consent,
        without_agencies: BTreeSet::from([POLICE]),
        without_categories: BTreeSet::new(),
    };
    day.story.as_("試験一子").did(narrow(SHARE));
    assert!(day.called(1).contains(&POLICE));
    day.story.as_("試験一子").did(narrow(LAYERED));
    assert!(!day.called(1).contains(&POLICE));
    let police = day.lines("試験警", &[day.story.file()]);
    assert!(police.is_empty());
}

#[test]
fn in_house_only_the_own_people_sit_and_it_takes_no_place_of_a_meeting() {
    let mut day = Day::of(ConferenceKind::InHouse);
    let command = day.command(1, vec![]);
    assert_eq!(
        day.tries(&command).map(|_| ()),
        Err(Refusal::LeadsNotInvitable),
        "its chair is of another agency"
    );
    let house = day.hall.conferences.get_mut(&day.id).expect("planned");
    let next_door = day.story.attendee("試験隣");
    house.roles[0].1 = next_door.clone();
    house.invited.push(next_door);
    let police = day.story.attendee("試験警");
    let named = day.command(1, vec![police]);
    assert_eq!(day.tries(&named).map(|_| ()), Err(Refusal::OwnHouseOnly));
    let placed = day.placed(1, vec![]);
    assert_eq!(day.called(1), BTreeSet::from([CITY]));
    assert_eq!(placed.kind, MeetingKind::InHouse);
    day.story.at("2026-06-10 10:00");
    let id = meeting(1);
    day.story.as_("試験隣").did(CaseCommand::OpenSlot {
        meeting: id,
        others_left: true,
    });
    let attendance = day.story.present(&["試験隣", "試験一子"]);
    day.story
        .as_("試験一子")
        .did(CaseCommand::RecordAttendance {
            meeting: id,
            attendance,
        });
    day.story
        .as_("試験隣")
        .did(CaseCommand::AdjournMeeting { meeting: id });
    let events = day.story.as_("試験一子").did(CaseCommand::ConfirmMinutes {
        meeting: id,
        her_version: String::new(),
    });
    assert_eq!(events.len(), 1, "no 管理記録");
}

#[test]
fn a_preparation_that_was_sent_back_opens_nothing_and_an_unchecked_one_holds_nothing_up() {
    let mut day = Day::of(ConferenceKind::CaseReviewDay);
    day.placed(1, vec![]);
    let city = day.story.id_of("試験隣");
    let chief = day.story.council.staff.get_mut(&city).expect("known");
    chief.roles.insert(domain::council::Role::ChiefSupporter);
    let id = meeting(1);
    let back = CaseCommand::ReturnPreparation {
        meeting: id,
        what: "学校の話をだれも聞いていない".to_owned(),
    };
    let open = CaseCommand::OpenMeeting { meeting: id };
    let again = CaseCommand::PrepareAgain {
        meeting: id,
        note: "聞いて、書き足した".to_owned(),
    };
    let early = day.story.as_("試験一子").refused(again.clone());
    assert_eq!(early, Refusal::PreparationNotSentBack);
    let worker = day.story.as_("試験一子").does(back.clone());
    assert!(matches!(worker, Err(Stop::Told(_))), "{worker:?}");
    let officer = day.story.as_("試験調").refused(back.clone());
    assert_eq!(officer, Refusal::NotYourRole, "in charge is another agency");
    let offered = |day: &mut Day, name: &str| {
        let view = day.story.as_(name).case_view().expect("seen");
        let may = domain::wire::may(&view.rights, Action::CheckPreparation).cloned();
        may == Some(domain::wire::May::Allowed)
    };
    assert!(
        !offered(&mut day, "試験調"),
        "no button that would be refused"
    );
    assert!(offered(&mut day, "試験隣"));
    day.story.as_("試験隣").did(back.clone());
    let steps = domain::view::next_steps(
        day.story.file(),
        &day.story.council.policy,
        domain::calendar::jst_date(day.story.now),
    );
    assert!(
        steps
            .iter()
            .any(|(step, _)| *step == domain::view::NextStep::MendPreparation)
    );
    day.story.at("2026-06-10 10:00");
    let shut = day.story.as_("試験調").refused(open.clone());
    assert_eq!(shut, Refusal::PreparationSentBack);
    let check = CaseCommand::CheckPreparation {
        meeting: id,
        gaps_looked_for: true,
        grounds_checked: true,
        feelings_separated: true,
        no_delay: true,
        note: String::new(),
    };
    let first = day.story.as_("試験隣").refused(check.clone());
    assert_eq!(first, Refusal::PreparationSentBack);
    day.story.as_("試験一子").did(again);
    day.story.as_("試験隣").did(check);
    let last = day.meeting(1).preparation.last().expect("checked");
    assert!(matches!(
        last.what,
        Preparation::Checked { no_delay: true, .. }
    ));
    day.story.as_("試験調").did(open);

    let mut unchecked = Day::of(ConferenceKind::CaseReviewDay);
    unchecked.placed(1, vec![]);
    unchecked.story.at("2026-06-10 10:00");
    let open = CaseCommand::OpenMeeting { meeting: id };
    unchecked.story.as_("試験調").did(open);
}
