//! Every command to a conference in every state of it.

use std::collections::BTreeSet;

use domain::command::Actor;
use domain::conference::{
    Conference, ConferenceCommand as C, ConferenceHappened, ConferenceKind, NotHeld,
};
use domain::id::{CaseId, ConferenceId, RecordId, SlotId};
use domain::meeting::{EntryKind, MeetingStatus};
use domain::refusal::Refusal;
use uuid::Uuid;

use crate::answer;
use crate::hall::{Hall, span};
use crate::world::{CENTER, staff_named};

const CONFERENCE: ConferenceId = ConferenceId(Uuid::from_u128(0xCF));
const ABOVE: ConferenceId = ConferenceId(Uuid::from_u128(0xCE));
const SLOT: SlotId = SlotId(Uuid::from_u128(0x510));
const ISSUE: RecordId = RecordId(Uuid::from_u128(0x15));

/// A 実務者会議 in that state on its day, with an unchecked issue in it, and a 代表者会議 to come.
fn put(status: MeetingStatus) -> Hall {
    let mut hall = Hall::new();
    let plan = hall.planning(ConferenceKind::Practitioners, "2026-06-10");
    hall.did("試験調", CONFERENCE, plan);
    let above = hall.planning(ConferenceKind::Representatives, "2026-10-20");
    hall.did("試験調", ABOVE, above);
    hall.did("試験調", CONFERENCE, C::Notify);
    hall.at("2026-06-10 10:00");
    hall.did("試験調", CONFERENCE, C::Open);
    let attendance = vec![hall.came("試験調"), hall.came("試験一子")];
    hall.did("試験一子", CONFERENCE, C::RecordAttendance { attendance });
    hall.did("試験一子", CONFERENCE, raise(ISSUE));
    let conference = hall.conferences.get_mut(&CONFERENCE).expect("planned");
    conference.status = status;
    hall
}

fn raise(issue: RecordId) -> C {
    C::RaiseIssue {
        issue,
        text: "夜に泊まれる所が足りない".to_owned(),
        resource_gap: Some("夜間のショートステイ".to_owned()),
    }
}

fn commands(hall: &Hall) -> Vec<(&'static str, C)> {
    let record = |n: u128| RecordId(Uuid::from_u128(n));
    vec![
        (
            "Plan",
            hall.planning(ConferenceKind::Practitioners, "2026-06-10"),
        ),
        ("Notify", C::Notify),
        (
            "Postpone",
            C::Postpone {
                planned: span("2026-06-17"),
                reason: "大雪のため".to_owned(),
            },
        ),
        (
            "NotHold, no cases",
            C::NotHold {
                reason: NotHeld::NoCases,
            },
        ),
        ("Open", C::Open),
        (
            "RecordAttendance",
            C::RecordAttendance {
                attendance: vec![hall.came("試験調")],
            },
        ),
        ("StartItem", C::StartItem { item: 1 }),
        ("Pause", C::Pause),
        ("Resume, not paused", C::Resume),
        (
            "SetMinutes",
            C::SetMinutes {
                item: 0,
                minutes: 45,
            },
        ),
        (
            "AddEntry",
            C::AddEntry {
                entry: record(1),
                item: 0,
                kind: EntryKind::Opinion,
                text: "夜の窓口を増やしたい".to_owned(),
                agency: None,
            },
        ),
        (
            "Decide",
            C::Decide {
                decision: record(2),
                what: "次の回までに調べる".to_owned(),
                agency: CENTER,
                due: None,
                cost: None,
            },
        ),
        ("RaiseIssue", raise(record(3))),
        ("CheckIssue", C::CheckIssue { issue: ISSUE }),
        (
            "HandIssueUp, unchecked",
            C::HandIssueUp {
                issue: ISSUE,
                to: ABOVE,
            },
        ),
        (
            "AnswerIssue, not up",
            C::AnswerIssue {
                issue: ISSUE,
                answer: "来年度の予算で考える".to_owned(),
            },
        ),
        (
            "GoThrough",
            C::GoThrough {
                case: CaseId(Uuid::from_u128(4)),
            },
        ),
        (
            "MoveSlot, no slot",
            C::MoveSlot {
                slot: SLOT,
                to: SLOT,
            },
        ),
        (
            "SetSlotMinutes, no slot",
            C::SetSlotMinutes {
                slot: SLOT,
                minutes: 30,
            },
        ),
        ("Adjourn", C::Adjourn),
        ("ConfirmMinutes", C::ConfirmMinutes),
        ("ShareMinutes", C::ShareMinutes),
    ]
}

/// Where the command leads by procedure alone; the gate is another table.
fn after(hall: &Hall, act: &C) -> Result<Conference, Refusal> {
    let mut conference = hall.conferences[&CONFERENCE].clone();
    for what in hall.tries("試験調", CONFERENCE, act)? {
        conference.apply(&ConferenceHappened {
            by: Actor::Staff(staff_named(&hall.council, "試験調").id),
            at: hall.now,
            what,
        });
    }
    Ok(conference)
}

pub fn printed() -> String {
    let mut out = String::from("Conference of the council: commands\n");
    for from in MeetingStatus::ALL {
        out += &format!("  {from:?}\n");
        let hall = put(from);
        for (label, act) in commands(&hall) {
            let to = after(&hall, &act).map(|after| after.status);
            let answer = answer(label, from, to, &MeetingStatus::may_become);
            out += &format!("    {label:<24} {answer}\n");
        }
    }
    out.push('\n');
    out
}

#[test]
fn a_conference_folded_from_its_events_is_the_conference() {
    let mut hall = Hall::new();
    let mut happened: Vec<ConferenceHappened> = Vec::new();
    let told = [
        (
            "2026-06-01 09:00",
            "試験調",
            hall.planning(ConferenceKind::Practitioners, "2026-06-10"),
        ),
        ("2026-06-01 09:10", "試験調", C::Notify),
        ("2026-06-10 10:00", "試験調", C::Open),
        ("2026-06-10 10:05", "試験調", C::StartItem { item: 0 }),
        ("2026-06-10 10:50", "試験一子", raise(ISSUE)),
        ("2026-06-10 11:00", "試験調", C::Pause),
        ("2026-06-10 11:10", "試験調", C::Resume),
        ("2026-06-10 11:20", "試験調", C::StartItem { item: 2 }),
        (
            "2026-06-10 11:30",
            "試験一子",
            C::RecordAttendance {
                attendance: vec![hall.came("試験調")],
            },
        ),
        ("2026-06-10 12:00", "試験調", C::Adjourn),
        ("2026-06-10 12:30", "試験一子", C::ConfirmMinutes),
        ("2026-06-10 12:31", "試験一子", C::ShareMinutes),
    ];
    for (time, who, act) in told {
        hall.at(time);
        let by = Actor::Staff(staff_named(&hall.council, who).id);
        let events = hall.tries(who, CONFERENCE, &act).expect("allowed");
        happened.extend(events.into_iter().map(|what| ConferenceHappened {
            by,
            at: hall.now,
            what,
        }));
        hall.did(who, CONFERENCE, act);
    }
    let text = serde_json::to_string(&happened).expect("written down");
    let stored: Vec<ConferenceHappened> = serde_json::from_str(&text).expect("read again");
    let mut again = hall.conferences[&CONFERENCE].clone();
    for event in &stored {
        again.apply(event);
    }
    assert_eq!(again, hall.conferences[&CONFERENCE]);
    assert_eq!(again.shared_with, BTreeSet::from([CENTER]));
}
