//! BR-026–BR-028, BR-031–BR-033, BR-052: 会議の日 and 重層的支援会議.

use std::collections::BTreeSet;

use domain::command::{Actor, CaseCommand};
use domain::conference::{
    Conference, ConferenceCommand as C, ConferenceEvent, ConferenceHappened, ConferenceKind,
    Evaluated, NotHeld, SlotMark,
};
use domain::consent::{Answer, AttendanceMode, ConsentKind, ConsentScope};
use domain::event::{CaseEvent, Happened};
use domain::form::{Attendee, InfoCategory};
use domain::handle::{days_left, follow_day, leave_day, place_on_day};
use domain::id::{AgencyId, CaseId, ConferenceId, ConsentId, MeetingId, SlotId};
use domain::meeting::{
    AgendaTemplate, HerAttendance, Meeting, MeetingKind, MeetingStatus, NonParticipationReason,
    Preparation, SharingBasis,
};
use domain::refusal::Refusal;
use domain::view::CaseCard;
use domain::view::conference::{SlotLine, counts};
use uuid::Uuid;

use crate::hall::{Hall, span};
use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

const LAYERED: ConsentId = ConsentId(Uuid::from_u128(0xC7));
const ON: &str = "2026-06-10";

fn slot(n: u128) -> SlotId {
    SlotId(Uuid::from_u128(0x510 + n))
}

fn meeting(n: u128) -> MeetingId {
    MeetingId(Uuid::from_u128(0x3E0 + n))
}

/// A council with a day of that kind, called with all members, and her case with its consents.
struct Day {
    hall: Hall,
    story: Story,
    id: ConferenceId,
}

impl Day {
    fn of(kind: ConferenceKind) -> Self {
        let mut hall = Hall::new();
        let id = ConferenceId(Uuid::from_u128(0xCF));
        let mut plan = hall.planning(kind, ON);
        if let C::Plan { full, .. } = &mut plan {
            *full = true;
        }
        hall.did("試験調", id, plan);
        hall.did("試験調", id, C::Notify);
        let mut story = Story::until(Step::Consented);
        story.council = hall.council.clone();
        story.at("2026-06-01 09:00");
        Self { hall, story, id }
    }

    /// With her yes to 重層的支援会議, for these agencies.
    fn layered(agencies: &[AgencyId]) -> Self {
        let mut day = Self::of(ConferenceKind::LayeredConference);
        day.agrees_to_layered(agencies);
        day
    }

    fn agrees_to_layered(&mut self, agencies: &[AgencyId]) {
        let scope = ConsentScope {
            agencies: agencies.iter().copied().collect(),
            categories: BTreeSet::from([InfoCategory::Health, InfoCategory::Housing]),
            purpose: "重層的支援会議".to_owned(),
            excluded: vec![],
        };
        let yes = consent(LAYERED, ConsentKind::LayeredSupport, Answer::Given, scope);
        self.story.as_("試験一子").did(yes);
    }

    fn day(&self) -> &Conference {
        &self.hall.conferences[&self.id]
    }

    fn command(&self, n: u128, named: Vec<Attendee>) -> CaseCommand {
        CaseCommand::PlaceOnDay {
            conference: self.id,
            meeting: meeting(n),
            slot: slot(n),
            mark: SlotMark::New,
            minutes: 30,
            template: AgendaTemplate::HalfHour,
            named,
            presenter: Some(self.story.attendee("試験一子")),
        }
    }

    fn tries(&self, command: &CaseCommand) -> Result<(CaseEvent, ConferenceEvent), Refusal> {
        let actor = Actor::Staff(self.story.id_of("試験一子"));
        let ctx = self.story.context(actor);
        place_on_day(
            self.story.file(),
            &self.story.place,
            self.day(),
            command,
            &ctx,
        )
    }

    #[track_caller]
    fn placed(&mut self, n: u128, named: Vec<Attendee>) -> Meeting {
        let command = self.command(n, named);
        let (case, day) = self.tries(&command).expect("placed");
        self.folds(case);
        self.moves(day);
        self.meeting(n).clone()
    }

    fn folds(&mut self, what: CaseEvent) {
        let happened = Happened {
            by: Actor::Staff(self.story.id_of("試験一子")),
            at: self.story.now,
            what,
        };
        self.story.opened.as_mut().expect("open").apply(&happened);
    }

    fn moves(&mut self, what: ConferenceEvent) {
        let happened = ConferenceHappened {
            by: Actor::Staff(self.story.id_of("試験調")),
            at: self.hall.now,
            what,
        };
        let day = self.hall.conferences.get_mut(&self.id);
        day.expect("planned").apply(&happened);
    }

    fn meeting(&self, n: u128) -> &Meeting {
        self.story.file().meeting(meeting(n)).expect("placed")
    }

    fn called(&self, n: u128) -> BTreeSet<AgencyId> {
        let invited = &self.meeting(n).invited;
        invited.iter().map(|person| person.agency).collect()
    }

    /// What the 調整担当者 does to the day, and what follows for her meeting.
    fn day_does(&mut self, n: u128, act: C) {
        let events = self.hall.tries("試験調", self.id, &act).expect("allowed");
        for event in events {
            if let Some(follows) = follow_day(self.meeting(n), &event) {
                self.folds(follows);
            }
            self.moves(event);
        }
    }

    /// The case under another id, with its own meeting beside the first one's.
    fn second_case(&self) -> domain::case::CaseFile {
        let mut other = self.story.file().clone();
        other.id = CaseId(Uuid::from_u128(0xCA5F));
        other.no = "K-R8-0002".to_owned();
        other
    }

    fn lines(&self, name: &str, cases: &[&domain::case::CaseFile]) -> Vec<SlotLine> {
        let today = domain::calendar::jst_date(self.story.now);
        let cards: Vec<(CaseId, CaseCard)> = cases
            .iter()
            .map(|file| (file.id, CaseCard::of(file, &self.story.council, today)))
            .collect();
        let cards: Vec<(CaseId, &CaseCard)> = cards.iter().map(|(id, card)| (*id, card)).collect();
        let subject = self.hall.subject(name);
        SlotLine::all(self.day(), &cards, &self.hall.council, &subject)
    }
}

fn withdrawn(day: &mut Day, consent: ConsentId) -> Vec<CaseEvent> {
    let act = CaseCommand::WithdrawConsent { consent };
    day.story.as_("試験一子").did(act)
}

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
    let open = CaseCommand::OpenMeeting {
        meeting: meeting(1),
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
    };
    assert_eq!(follow_day(day.meeting(1), &event), None);
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
    day.story
        .as_("試験隣")
        .did(CaseCommand::OpenMeeting { meeting: id });
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
