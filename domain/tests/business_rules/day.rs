//! BR-026–BR-028, BR-053: 会議の日, its times, its lines, and what moves with it.

use domain::command::CaseCommand;
use domain::conference::{
    ConferenceCommand as C, ConferenceEvent, ConferenceKind, Evaluated, SlotMark,
};
use domain::handle::follow_day;
use domain::id::{CaseId, SlotId};
use domain::meeting::{AgendaTemplate, Meeting, MeetingKind, MeetingStatus, SharingBasis};
use domain::refusal::Refusal;
use domain::view::conference::counts;
use uuid::Uuid;

use crate::day_support::*;
use crate::hall::span;
use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

#[test]
fn br_026_the_boxes_of_a_template_are_its_minutes_and_each_can_be_changed() {
    let sums = AgendaTemplate::ALL.map(AgendaTemplate::minutes);
    assert_eq!(sums, [60, 30, 9]);
    let half: Vec<u16> = AgendaTemplate::HalfHour
        .items()
        .iter()
        .map(|(_, minutes)| *minutes)
        .collect();
    assert_eq!(half, [2, 5, 5, 13, 5]);
    let mut day = Day::of(ConferenceKind::CaseReviewDay);
    day.placed(1, vec![]);
    let longer = |minutes| CaseCommand::SetItemMinutes {
        meeting: meeting(1),
        item: 3,
        minutes,
    };
    day.story.at("2026-06-10 10:00");
    day.story.as_("試験調").did(longer(20));
    assert_eq!(day.meeting(1).items[3].minutes, 20);
    let none = day.story.as_("試験調").refused(longer(0));
    assert_eq!(none, Refusal::PeriodMissing);
    let unknown = CaseCommand::SetItemMinutes {
        meeting: meeting(1),
        item: 5,
        minutes: 5,
    };
    assert_eq!(
        day.story.as_("試験調").refused(unknown),
        Refusal::ItemUnknown
    );
}

#[test]
fn br_026_a_meeting_that_was_asked_for_has_the_template_it_was_called_with() {
    for chosen in AgendaTemplate::ALL {
        let mut story = Story::until(Step::RolesAgreed);
        let mut convene = story.convocation();
        if let CaseCommand::Convene { template, .. } = &mut convene {
            *template = chosen;
        }
        story.as_("試験調").did(convene);
        let meeting = story.file().meeting(MEETING).expect("called");
        assert_eq!(meeting.items, chosen.agenda());
    }
}

#[test]
fn times_are_computed_from_the_minutes_before_and_move_with_the_order() {
    let mut day = Day::of(ConferenceKind::CaseReviewDay);
    day.placed(1, vec![]);
    for n in [2, 3] {
        let mut next = day.day().slots[0];
        next.id = slot(n);
        next.case = CaseId(Uuid::from_u128(n));
        next.meeting = meeting(n);
        day.moves(ConferenceEvent::SlotPlaced { slot: next });
    }
    let times = |day: &Day| -> Vec<(SlotId, String)> {
        let timed = day.day().timetable().into_iter();
        timed
            .map(|(slot, span)| (slot.id, span.from.format("%H:%M").to_string()))
            .collect()
    };
    let at = |n, time: &str| (slot(n), time.to_owned());
    assert_eq!(
        times(&day),
        [at(1, "10:00"), at(2, "10:30"), at(3, "11:00")]
    );
    let shorter = C::SetSlotMinutes {
        slot: slot(1),
        minutes: 20,
    };
    day.hall.did("試験調", day.id, shorter);
    assert_eq!(
        times(&day),
        [at(1, "10:00"), at(2, "10:20"), at(3, "10:50")]
    );
    let back = C::MoveSlot {
        slot: slot(1),
        to: slot(3),
    };
    day.hall.did("試験調", day.id, back);
    assert_eq!(
        times(&day),
        [at(2, "10:00"), at(3, "10:30"), at(1, "11:00")]
    );
    let front = C::MoveSlot {
        slot: slot(1),
        to: slot(2),
    };
    day.hall.did("試験調", day.id, front);
    assert_eq!(times(&day)[0], at(1, "10:00"));
    let unknown = C::MoveSlot {
        slot: slot(9),
        to: slot(2),
    };
    assert_eq!(
        day.hall.refused("試験調", day.id, unknown),
        Refusal::SlotUnknown
    );
    let none = C::SetSlotMinutes {
        slot: slot(1),
        minutes: 0,
    };
    assert_eq!(
        day.hall.refused("試験調", day.id, none),
        Refusal::PeriodMissing
    );
}

#[test]
fn a_day_that_is_over_is_neither_rearranged_nor_filled() {
    let mut day = Day::of(ConferenceKind::CaseReviewDay);
    day.placed(1, vec![]);
    for status in MeetingStatus::ALL {
        let conference = day.hall.conferences.get_mut(&day.id);
        conference.expect("planned").status = status;
        let going = status.is_unheld() || status == MeetingStatus::InProgress;
        let shorter = C::SetSlotMinutes {
            slot: slot(1),
            minutes: 20,
        };
        let set = day.hall.tries("試験調", day.id, &shorter);
        assert_eq!(set.is_ok(), going, "{status:?}");
        let mut other = Day::of(ConferenceKind::CaseReviewDay);
        let conference = other.hall.conferences.get_mut(&other.id);
        conference.expect("planned").status = status;
        let command = other.command(1, vec![]);
        assert_eq!(other.tries(&command).is_ok(), going, "{status:?}");
    }
    let mut gone = Day::of(ConferenceKind::CaseReviewDay);
    gone.story.at("2026-06-10 12:01");
    let command = gone.command(1, vec![]);
    assert_eq!(
        gone.tries(&command).map(|_| ()),
        Err(Refusal::MeetingIsOver)
    );
}

#[test]
fn a_day_takes_a_case_once() {
    let mut day = Day::of(ConferenceKind::CaseReviewDay);
    let first = day.placed(1, vec![]);
    assert_eq!(
        (first.kind, first.status, first.request, first.conference),
        (
            MeetingKind::CaseReview,
            MeetingStatus::Notified,
            None,
            Some(day.id)
        )
    );
    assert_eq!(first.planned, span(ON));
    assert_eq!(first.basis, SharingBasis::Consent(SHARE));
    let again = day.command(2, vec![]);
    assert_eq!(day.tries(&again), Err(Refusal::AlreadyOnDay));
}

#[test]
fn br_027_each_sees_only_the_own_slots() {
    let mut day = Day::of(ConferenceKind::CaseReviewDay);
    let police = day.story.attendee("試験警");
    let child = day.story.attendee("試験児");
    day.placed(1, vec![child.clone()]);
    // The second case: the same day, another circle.
    let mut other = day.second_case();
    let own = other.meetings.last_mut().expect("placed");
    own.id = meeting(2);
    own.invited.retain(|person| *person != child);
    let mut next = day.day().slots[0];
    (next.id, next.case, next.meeting) = (slot(2), other.id, meeting(2));
    next.mark = SlotMark::Evaluation(Evaluated::Closing);
    day.moves(ConferenceEvent::SlotPlaced { slot: next });
    let first = day.story.file().clone();
    let cases = [&first, &other];
    let seen = |day: &Day, name: &str| -> Vec<String> {
        let lines = day.lines(name, &cases);
        lines.into_iter().map(|line| line.case_no).collect()
    };
    assert_eq!(seen(&day, "試験警"), ["K-R8-0001", "K-R8-0002"]);
    assert_eq!(seen(&day, "試験児"), ["K-R8-0001"]);
    assert_eq!(seen(&day, "試験校"), Vec::<String>::new());
    assert_eq!(seen(&day, "試験調").len(), 2);
    assert_eq!(counts(&day.lines("試験警", &cases)), (1, 1));
    assert_eq!(counts(&day.lines("試験児", &cases)), (1, 0));
    let alone = day.lines("試験児", &cases);
    assert_eq!(alone[0].span.from, jst("2026-06-10 10:00"));
    // Taken out of the second circle, the police see no line of it any more.
    let mut without = other.clone();
    let own = without.meetings.last_mut().expect("placed");
    own.invited.retain(|person| person.agency != police.agency);
    assert_eq!(day.lines("試験警", &[&first, &without]).len(), 1);
}

#[test]
fn br_053_who_is_blocked_has_neither_a_line_nor_a_count() {
    let mut day = Day::of(ConferenceKind::CaseReviewDay);
    day.placed(1, vec![]);
    let file = day.story.file().clone();
    assert_eq!(
        day.lines("試験隣", &[&file]).len(),
        1,
        "of the agency in charge"
    );
    let block = CaseCommand::SetBlock {
        block: domain::id::BlockId(Uuid::from_u128(0xB7)),
        target: domain::block::BlockTarget::Person(day.story.id_of("試験隣")),
        reason: domain::block::BlockReason::HerWish,
        alternative: None,
    };
    day.story.as_("試験調").did(block);
    let file = day.story.file().clone();
    let lines = day.lines("試験隣", &[&file]);
    assert!(lines.is_empty());
    assert_eq!(counts(&lines), (0, 0));
}

#[test]
fn br_028_a_plan_with_budget_or_work_asks_for_that_worker_and_blocks_nothing() {
    let mut day = Day::of(ConferenceKind::CaseReviewDay);
    day.story = Story::until(Step::PlanShown);
    day.story.council = day.hall.council.clone();
    day.story.at("2026-06-01 09:00");
    let file = day.story.opened.as_mut().expect("open");
    let version = file.plans[0].versions.last_mut().expect("a version");
    version.items[0].domain = domain::plan::SupportDomain::Money;
    version.items[0].agency = CHILD;
    version.items[0].person = None;
    day.placed(1, vec![]);
    let line = day.lines("試験一子", &[day.story.file()]).remove(0);
    assert!(line.notice.expect("a notice").contains("ひがし児童相談所"));
    let police = day.lines("試験警", &[day.story.file()]).remove(0);
    assert_eq!(
        police.notice, None,
        "what she needs is not theirs to read here"
    );
    assert_eq!(line.sub_plans, ["家計再生プラン"]);
    assert!(police.sub_plans.is_empty());
    let mut called = Day::of(ConferenceKind::CaseReviewDay);
    called.story = day.story;
    let file = called.story.opened.as_mut().expect("open");
    file.meetings.pop();
    let child = called.story.attendee("試験児");
    called.placed(1, vec![child]);
    let line = called.lines("試験一子", &[called.story.file()]).remove(0);
    assert_eq!(line.notice, None);
}

#[test]
fn br_053_a_day_is_never_full_so_that_nobody_counts_what_is_hidden() {
    let mut day = Day::of(ConferenceKind::CaseReviewDay);
    let mut other = {
        let mut first = Day::of(ConferenceKind::CaseReviewDay);
        first.placed(1, vec![]);
        first.day().slots[0]
    };
    for n in 100..200 {
        other.id = slot(n);
        other.case = CaseId(Uuid::from_u128(n));
        other.meeting = meeting(n);
        day.moves(ConferenceEvent::SlotPlaced { slot: other });
    }
    day.placed(1, vec![]);
    assert_eq!(day.day().slots.len(), 101);
    // Once a day all the same.
    let again = day.command(2, vec![]);
    assert_eq!(day.tries(&again).map(|_| ()), Err(Refusal::AlreadyOnDay));
}

#[test]
fn the_area_is_that_of_the_agency_which_took_her_in_and_of_no_place_where_she_is() {
    let mut day = Day::of(ConferenceKind::CaseReviewDay);
    day.placed(1, vec![]);
    let area = |day: &Day| day.lines("試験調", &[day.story.file()]).remove(0).area;
    assert_eq!(area(&day), "みほん市", "みほん市福祉課 accepted her");
    // A secret agency tells none, a prefecture is none: then the one in charge.
    let agencies = |day: &mut Day, accepted_by, in_charge| {
        let file = day.story.opened.as_mut().expect("open");
        file.accepted_by = accepted_by;
        file.agency_in_charge = in_charge;
    };
    let places = |day: &mut Day, agency, place| {
        let known = day.hall.council.agencies.get_mut(&agency);
        known.expect("known").area = Some(place);
    };
    let other = crate::world::area("992020", "ためし市");
    places(&mut day, AKARI, other.clone());
    places(&mut day, CENTER, crate::world::area("990001", "見本道"));
    agencies(&mut day, AKARI, CITY);
    assert_eq!(area(&day), "みほん市");
    agencies(&mut day, CENTER, CITY);
    assert_eq!(area(&day), "みほん市");
    agencies(&mut day, CENTER, AKARI);
    assert_eq!(area(&day), "");
    places(&mut day, CHILD, other);
    agencies(&mut day, CHILD, CITY);
    assert_eq!(area(&day), "ためし市");
}

#[test]
fn the_meetings_go_where_their_day_goes() {
    let mut day = Day::of(ConferenceKind::CaseReviewDay);
    day.placed(1, vec![]);
    let later = C::Postpone {
        planned: span("2026-06-17"),
        reason: "大雪のため".to_owned(),
    };
    day.day_does(1, later);
    let moved = day.meeting(1);
    assert_eq!(
        (moved.planned, moved.status),
        (span("2026-06-17"), MeetingStatus::Planned)
    );
    day.day_does(1, C::Notify);
    assert_eq!(day.meeting(1).status, MeetingStatus::Notified);
    // What has begun stays where it is.
    let file = day.story.opened.as_mut().expect("open");
    file.meetings[0].status = MeetingStatus::InProgress;
    let event = ConferenceEvent::ConferencePostponed {
        planned: span("2026-06-24"),
        reason: String::new(),
        number: None,
    };
    assert_eq!(follow_day(day.meeting(1), &event), None);
}

#[test]
fn a_slot_that_the_day_did_not_reach_is_carried_over_and_one_that_began_is_not() {
    let mut day = Day::of(ConferenceKind::CaseReviewDay);
    day.placed(1, vec![]);
    let over = ConferenceEvent::ConferenceAdjourned;
    let begun = {
        let mut begun = day.meeting(1).clone();
        begun.status = MeetingStatus::InProgress;
        begun
    };
    assert_eq!(follow_day(&begun, &over), None);
    let carried = follow_day(day.meeting(1), &over).expect("not reached");
    day.folds(carried);
    assert_eq!(day.meeting(1).status, MeetingStatus::Cancelled);
    // Called off, it takes a place of the next day.
    day.moves(ConferenceEvent::SlotTakenOff { slot: slot(1) });
    day.placed(2, vec![]);
    assert_eq!(day.meeting(2).status, MeetingStatus::Notified);
}

#[test]
fn taken_off_the_day_it_is_cancelled_with_a_reason() {
    let mut day = Day::of(ConferenceKind::CaseReviewDay);
    day.placed(1, vec![]);
    let off = |reason: &str| CaseCommand::TakeOffDay {
        meeting: meeting(1),
        reason: reason.to_owned(),
    };
    let silent = day.story.as_("試験一子").refused(off(" "));
    assert_eq!(silent, Refusal::ReasonMissing);
    let stranger = day.story.as_("試験警").does(off("都合"));
    assert!(matches!(stranger, Err(Stop::Hidden)), "{stranger:?}");
    day.story.as_("試験一子").did(off("本人の体調"));
    assert_eq!(day.meeting(1).status, MeetingStatus::Cancelled);
    let twice = day.story.as_("試験一子").refused(off("本人の体調"));
    assert_eq!(twice, Refusal::MeetingIsOver);
}

#[test]
fn a_meeting_stored_before_there_were_days_still_opens() {
    let story = Story::until(Step::Convened);
    let mut stored = serde_json::to_value(story.file().meeting(MEETING)).expect("written");
    let fields = stored.as_object_mut().expect("a document");
    for new in ["conference", "kind", "preparation"] {
        fields.remove(new).expect("a new field");
    }
    assert_eq!(fields["request"], serde_json::json!(REQUEST));
    let read: Meeting = serde_json::from_value(stored).expect("still read");
    assert_eq!(Some(&read), story.file().meeting(MEETING));
}
