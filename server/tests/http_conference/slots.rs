//! 会議の日: each sees only the own slots, and a case and its day never part.

use std::collections::BTreeSet;

use domain::block::{BlockReason, BlockTarget};
use domain::case::AttendeeWishes;
use domain::command::CaseCommand as C;
use domain::conference::{ConferenceCommand as A, ConferenceKind, Evaluated, NotHeld, SlotMark};
use domain::consent::{Answer, ConsentKind, ConsentScope};
use domain::form::{Attendee, InfoCategory, Span};
use domain::id::*;
use domain::meeting::{AgendaTemplate, EntryKind, MeetingStatus};
use domain::refusal::Refusal;
use domain::view::conference::{SlotLine, counts};
use domain::wire::{self, session::TimetableFile};
use futures::StreamExt;
use serde_json::json;
use uuid::Uuid;

use crate::database::Scratch;
use crate::room::done;
use crate::tale::{CALLED, KANA, NAME, consent};
use crate::town::{Town, jst, town};

crate::on_both! {
    two_slots_with_different_people: two_slots_with_different_people_on_sqlite, two_slots_with_different_people_on_postgres;
    who_is_blocked_finds_no_line: who_is_blocked_finds_no_line_on_sqlite, who_is_blocked_finds_no_line_on_postgres;
    a_withdrawal_the_evening_before: a_withdrawal_the_evening_before_on_sqlite, a_withdrawal_the_evening_before_on_postgres;
    the_day_and_its_meetings_move_together: the_day_and_its_meetings_move_together_on_sqlite, the_day_and_its_meetings_move_together_on_postgres;
    a_restart_in_the_middle_of_the_day: a_restart_in_the_middle_of_the_day_on_sqlite, a_restart_in_the_middle_of_the_day_on_postgres;
}

/// One case on a day.
pub struct Placed {
    pub case: CaseId,
    pub meeting: MeetingId,
    pub slot: SlotId,
}

impl Placed {
    pub fn new(case: CaseId) -> Self {
        Self {
            case,
            meeting: MeetingId(Uuid::now_v7()),
            slot: SlotId(Uuid::now_v7()),
        }
    }

    pub fn on(&self, day: ConferenceId, mark: SlotMark, named: Vec<Attendee>) -> C {
        C::PlaceOnDay {
            conference: day,
            meeting: self.meeting,
            slot: self.slot,
            mark,
            minutes: 30,
            template: AgendaTemplate::HalfHour,
            named,
            presenter: None,
        }
    }
}

impl Town {
    /// Her consents to both kinds of meetings, and whom she wants there.
    pub async fn consented(&self, case: CaseId) -> ConsentId {
        let layered = ConsentId(Uuid::now_v7());
        let layered_scope = ConsentScope {
            agencies: ["センター", "福祉課", "警察"]
                .map(|name| self.agency(name))
                .into(),
            categories: BTreeSet::from([InfoCategory::Health]),
            ..ConsentScope::default()
        };
        let given = |kind, id, scope| consent(id, kind, Answer::Given, scope);
        let new = || ConsentId(Uuid::now_v7());
        let wishes = AttendeeWishes {
            recorded: true,
            ..AttendeeWishes::default()
        };
        for act in [
            given(ConsentKind::HoldCaseReview, new(), ConsentScope::default()),
            given(ConsentKind::ShareToCaseReview, new(), self.share_scope()),
            given(ConsentKind::LayeredSupport, layered, layered_scope),
            C::RecordAttendeeWishes { wishes },
        ] {
            let outcome = self.writes("ichiko", case, act).await;
            assert!(done(&outcome), "{outcome:?}");
        }
        layered
    }

    /// Planned and called for 18 June, from ten to twelve.
    pub async fn day_of(&self, kind: ConferenceKind) -> ConferenceId {
        let day = ConferenceId(Uuid::now_v7());
        let plan = self
            .plan_of(kind, "2026-06-18 10:00", "2026-06-18 12:00")
            .await;
        self.acted("shirabe", day, plan).await;
        self.acted("shirabe", day, A::Notify).await;
        day
    }

    pub async fn places(&self, one: &Placed, act: C) {
        let outcome = self.writes("ichiko", one.case, act).await;
        assert!(done(&outcome), "{outcome:?}");
    }

    pub async fn lines(&self, login: &str, day: ConferenceId) -> Vec<SlotLine> {
        self.see(login, day).await.unwrap().slots
    }

    pub async fn status(&self, one: &Placed) -> MeetingStatus {
        let asked = wire::Case { case: one.case };
        let view = self.ask("ichiko", &asked).await.unwrap();
        let meeting = view.meetings.iter().find(|known| known.id == one.meeting);
        meeting.unwrap().status
    }
}

fn cases(lines: &[SlotLine]) -> Vec<CaseId> {
    lines.iter().map(|line| line.case).collect()
}

async fn two_slots_with_different_people(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    town.at("2026-06-16 09:00");
    let other = town.accept_also("見本 もう一人").await;
    town.consented(town.case).await;
    town.consented(other).await;
    let day = town.day_of(ConferenceKind::CaseReviewDay).await;
    let (first, second) = (Placed::new(town.case), Placed::new(other));
    let child = town.attendee("ji");
    let shelter = town.attendee("akari");
    town.places(&first, first.on(day, SlotMark::New, vec![child]))
        .await;
    let closing = SlotMark::Evaluation(Evaluated::Closing);
    town.places(&second, second.on(day, closing, vec![shelter]))
        .await;
    let again = town
        .writes("ichiko", other, Placed::new(other).on(day, closing, vec![]))
        .await;
    assert!(!done(&again), "once a day");

    town.at("2026-06-18 09:30");
    let both = town.lines("kei", day).await;
    assert_eq!(cases(&both), [town.case, other]);
    assert_eq!(counts(&both), (1, 1));
    assert_eq!(both[1].span.from, jst("2026-06-18 10:30"));
    // Those who are called to one slot have no seat in the conference, and their slot in the inbox.
    assert_eq!(town.see("ji", day).await.unwrap_err().status, 404);
    let notices = async |login: &str| {
        let inbox = town.ask(login, &wire::Inbox {}).await.unwrap();
        let notices = inbox.items.into_iter().filter_map(|item| item.notice);
        notices.map(|notice| notice.span).collect::<Vec<Span>>()
    };
    assert_eq!(notices("ji").await, [both[0].span]);
    assert_eq!(notices("akari").await, [both[1].span]);
    let open = |one: &Placed| wire::Meeting {
        case: one.case,
        meeting: one.meeting,
    };
    assert!(town.ask("ji", &open(&first)).await.is_ok());
    assert_eq!(
        town.ask("ji", &open(&second)).await.unwrap_err().status,
        404
    );
    // Called to the whole day by name, a guest of one slot still sees that one alone.
    let day_two = ConferenceId(Uuid::now_v7());
    let mut plan = town
        .plan_of(
            ConferenceKind::CaseReviewDay,
            "2026-06-18 14:00",
            "2026-06-18 16:00",
        )
        .await;
    if let A::Plan { invited, .. } = &mut plan {
        invited.push(town.attendee("shi"));
    }
    town.acted("shirabe", day_two, plan).await;
    town.acted("shirabe", day_two, A::Notify).await;
    let (third, fourth) = (Placed::new(town.case), Placed::new(other));
    town.places(&third, third.on(day_two, SlotMark::New, vec![]))
        .await;
    let file = C::RecordAttendeeWishes {
        wishes: AttendeeWishes {
            unwelcome: BTreeSet::from([town.agency("市民課")]),
            recorded: true,
            ..AttendeeWishes::default()
        },
    };
    assert!(done(&town.writes("ichiko", other, file).await));
    town.places(&fourth, fourth.on(day_two, SlotMark::New, vec![]))
        .await;
    let one = town.lines("shi", day_two).await;
    assert_eq!(cases(&one), [town.case]);
    assert_eq!(counts(&one), (1, 0));
    assert_eq!(town.lines("kei", day_two).await.len(), 2);

    // The wall and the paper: codes, and no name of anybody.
    let wall = town
        .post(
            "shirabe",
            "/api/ask/slots-on-wall",
            json!({ "conference": day }).to_string(),
        )
        .await;
    assert_eq!(wall.status, 200);
    let wall = wall.text();
    assert!(
        wall.contains("K-R8-0001") && wall.contains("10:30"),
        "{wall}"
    );
    for name in [
        NAME,
        CALLED,
        KANA,
        "見本 もう一人",
        "試験",
        "福祉課",
        "あかり",
    ] {
        assert!(!wall.contains(name), "{name} in {wall}");
    }
    let page = serde_json::to_string(&town.see("kei", day).await.unwrap().slots).unwrap();
    for name in [NAME, CALLED, KANA, "見本 もう一人", "あかり"] {
        assert!(!page.contains(name), "{name} in {page}");
    }
    let file = TimetableFile { conference: day };
    let file = serde_json::to_string(&file).unwrap();
    let paper = town
        .post("shirabe", wire::session::TIMETABLE_FILE, file.clone())
        .await;
    assert_eq!(paper.status, 200);
    assert!(paper.body.starts_with(b"%PDF"));
    let stranger = town.post("ji", wire::session::TIMETABLE_FILE, file).await;
    assert_eq!(stranger.status, 404);
}

async fn who_is_blocked_finds_no_line(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    town.at("2026-06-16 09:00");
    town.consented(town.case).await;
    let day = town.day_of(ConferenceKind::CaseReviewDay).await;
    let empty = town.see("kei", day).await;
    let one = Placed::new(town.case);
    town.places(&one, one.on(day, SlotMark::New, vec![])).await;
    town.at("2026-06-18 09:30");
    assert_eq!(town.lines("kei", day).await.len(), 1);
    let block = C::SetBlock {
        block: BlockId(Uuid::now_v7()),
        target: BlockTarget::Person(town.person("kei")),
        reason: BlockReason::HerWish,
        alternative: None,
    };
    town.did("shirabe", block).await;
    let mut seen = town.see("kei", day).await.unwrap();
    assert!(empty.is_err(), "two days before there is no seat yet");
    assert!(seen.slots.is_empty());
    // Byte for byte what the page of a day without the case says.
    let other = town.day_of(ConferenceKind::CaseReviewDay).await;
    let mut without = town.see("kei", other).await.unwrap();
    without.id = seen.id;
    without.number = seen.number;
    without.now = seen.now;
    seen.slots.clear();
    assert_eq!(seen, without);
    // Who is blocked cannot be named either, in the words for everyone outside her scope.
    let two = Placed::new(town.case);
    let named = two.on(other, SlotMark::New, vec![town.attendee("kei")]);
    assert_eq!(
        town.refused("ichiko", named).await,
        Refusal::AgencyNotInScope
    );
    // A day that is not in one's own calendar does not exist.
    let nowhere = two.on(ConferenceId(Uuid::now_v7()), SlotMark::New, vec![]);
    assert_eq!(town.refused("ichiko", nowhere).await, Refusal::NotFound);
}

async fn a_withdrawal_the_evening_before(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    town.at("2026-06-16 09:00");
    let layered = town.consented(town.case).await;
    let day = town.day_of(ConferenceKind::LayeredConference).await;
    let one = Placed::new(town.case);
    town.places(&one, one.on(day, SlotMark::New, vec![])).await;
    town.at("2026-06-17 20:00");
    assert_eq!(town.lines("kei", day).await.len(), 1);
    let narrow = C::NarrowConsent {
        consent: layered,
        without_agencies: BTreeSet::from([town.agency("警察")]),
        without_categories: BTreeSet::new(),
    };
    town.did("ichiko", narrow).await;
    assert!(town.lines("kei", day).await.is_empty(), "narrowed");
    assert_eq!(town.lines("ichiko", day).await.len(), 1);
    town.she_did(C::WithdrawConsent { consent: layered }).await;
    assert_eq!(town.status(&one).await, MeetingStatus::Cancelled);
    for login in ["ichiko", "shirabe", "kokoro"] {
        assert!(town.lines(login, day).await.is_empty(), "{login}");
    }
    let asked = wire::Meeting {
        case: one.case,
        meeting: one.meeting,
    };
    assert_eq!(town.ask("kei", &asked).await.unwrap_err().status, 404);
    // Nobody opened the day: it was not held for want of a case, in the list and on the page.
    town.at("2026-06-19 09:00");
    let list = town
        .ask("shirabe", &wire::Conferences { year: Some(2026) })
        .await
        .unwrap();
    let line = list.conferences.iter().find(|line| line.id == day).unwrap();
    assert_eq!(line.not_held, Some(NotHeld::NoCases));
    let page = town.see("shirabe", day).await.unwrap();
    assert_eq!(page.not_held, Some(NotHeld::NoCases));
}

async fn the_day_and_its_meetings_move_together(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    town.at("2026-06-16 09:00");
    let other = town.accept_also("見本 もう一人").await;
    town.consented(town.case).await;
    town.consented(other).await;
    let day = town.day_of(ConferenceKind::LayeredConference).await;
    let (first, second) = (Placed::new(town.case), Placed::new(other));
    for one in [&first, &second] {
        town.places(one, one.on(day, SlotMark::New, vec![])).await;
    }
    let earlier = A::MoveSlot {
        slot: second.slot,
        to: first.slot,
    };
    let stranger = town.act_refused("ji", day, earlier.clone()).await;
    assert_eq!(stranger, Refusal::NotFound);
    town.acted("shirabe", day, earlier).await;
    let shorter = A::SetSlotMinutes {
        slot: second.slot,
        minutes: 20,
    };
    town.acted("shirabe", day, shorter).await;
    let lines = town.lines("shirabe", day).await;
    assert_eq!(cases(&lines), [other, town.case]);
    assert_eq!(lines[1].span.from, jst("2026-06-18 10:20"));

    let later = Span {
        from: jst("2026-06-25 13:00"),
        to: jst("2026-06-25 15:00"),
    };
    let postpone = A::Postpone {
        planned: later,
        reason: "大雨のため".to_owned(),
    };
    town.acted("shirabe", day, postpone).await;
    for one in [&first, &second] {
        let asked = wire::Meeting {
            case: one.case,
            meeting: one.meeting,
        };
        let seen = town.ask("ichiko", &asked).await.unwrap().meeting;
        assert_eq!((seen.planned, seen.status), (later, MeetingStatus::Planned));
    }
    town.acted("shirabe", day, A::Notify).await;
    assert_eq!(town.status(&first).await, MeetingStatus::Notified);
    let off = C::TakeOffDay {
        meeting: first.meeting,
        reason: "本人の体調".to_owned(),
    };
    town.did("ichiko", off).await;
    assert_eq!(cases(&town.lines("shirabe", day).await), [other]);
    assert_eq!(town.status(&first).await, MeetingStatus::Cancelled);
    let none = A::NotHold {
        reason: NotHeld::NoCases,
    };
    assert_eq!(
        town.act_refused("shirabe", day, none).await,
        Refusal::DayHasCases
    );
    let storm = A::NotHold {
        reason: NotHeld::Other("台風のため".to_owned()),
    };
    town.acted("shirabe", day, storm).await;
    assert_eq!(town.status(&second).await, MeetingStatus::Cancelled);
}

async fn a_restart_in_the_middle_of_the_day(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    town.at("2026-06-16 09:00");
    let other = town.accept_also("見本 もう一人").await;
    town.consented(town.case).await;
    town.consented(other).await;
    let day = town.day_of(ConferenceKind::CaseReviewDay).await;
    let (first, second) = (Placed::new(town.case), Placed::new(other));
    for one in [&first, &second] {
        town.places(one, one.on(day, SlotMark::New, vec![])).await;
    }
    town.at("2026-06-18 10:00");
    town.acted("shirabe", day, A::Open).await;
    let meeting = first.meeting;
    // The page of the day hears that its slot began.
    let mut heard = town.live("kei").await;
    town.did("shirabe", C::OpenMeeting { meeting }).await;
    let mut said = String::new();
    while !said.contains(&day.to_string()) {
        let next = heard.next().await.unwrap().unwrap();
        said += std::str::from_utf8(&next).unwrap();
    }
    let entry = C::AddEntry {
        meeting,
        entry: RecordId(Uuid::now_v7()),
        item: 0,
        kind: EntryKind::Lately,
        text: "よく眠れるようになった".to_owned(),
        agency: None,
    };
    town.did("kokoro", entry).await;
    let before = town.lines("kei", day).await;
    let town = town.restarted(scratch).await;
    // A late joiner asks once, and sees which slot is on.
    let after = town.lines("kei", day).await;
    assert_eq!(after, before);
    let status: Vec<MeetingStatus> = after.iter().map(|line| line.status).collect();
    assert_eq!(status, [MeetingStatus::InProgress, MeetingStatus::Notified]);
    let asked = wire::Meeting {
        case: first.case,
        meeting,
    };
    let seen = town.ask("kei", &asked).await.unwrap().meeting;
    assert_eq!(seen.entries.len(), 1);
    assert_eq!(seen.items[0].started_at, before[0].opened_at);
}
