//! Every command to an item of a 支援会議 in every state of it and of its conference.

use domain::command::Actor;
use domain::handle::tell_of_conference;
use domain::id::RecordId;
use domain::matter::{Matter, MatterCommand as M, MatterHappened, MatterStatus};
use domain::meeting::{EntryKind, MeetingStatus};
use domain::refusal::Refusal;
use uuid::Uuid;

use crate::item::{CUT_OFF, ITEM, Items, records};
use crate::scenario::Step;
use crate::story::Story;
use crate::world::{CITY, POLICE};
use crate::{answer, name};

const MOMENTS: [MeetingStatus; 4] = [
    MeetingStatus::Notified,
    MeetingStatus::InProgress,
    MeetingStatus::Adjourned,
    MeetingStatus::MinutesConfirmed,
];

fn put(status: MatterStatus, conference: MeetingStatus) -> Items {
    let (mut items, id) = Items::running();
    items.matters.get_mut(&ITEM).expect("raised").status = status;
    let known = items.hall.conferences.get_mut(&id).expect("planned");
    known.status = conference;
    items
}

fn commands(items: &Items) -> Vec<(&'static str, M)> {
    let record = |n: u128| RecordId(Uuid::from_u128(n));
    let conference = items.matters[&ITEM].conference;
    vec![
        ("Raise", items.raising(conference)),
        (
            "CallPeople",
            M::CallPeople {
                people: vec![items.hall.attendee("試験児")],
            },
        ),
        (
            "AddPoint",
            M::AddPoint {
                point: records(record(1), "料金の相談に来た", false, &[CITY]),
            },
        ),
        (
            "ShowPointTo",
            M::ShowPointTo {
                point: CUT_OFF,
                to: [POLICE].into(),
            },
        ),
        ("TakeBack", M::TakeBack),
        ("Start", M::Start),
        (
            "RecordAttendance",
            M::RecordAttendance {
                attendance: items.came(&["試験調"]),
            },
        ),
        (
            "AddEntry",
            M::AddEntry {
                entry: record(2),
                kind: EntryKind::Fact,
                text: "停止は1か月待つ".to_owned(),
                agency: None,
            },
        ),
        (
            "Divide",
            M::Divide {
                division: record(3),
                agency: POLICE,
                person: None,
                what: "停止を1か月待つ".to_owned(),
                until: None,
            },
        ),
        ("Finish", M::Finish),
        ("CarryOver", M::CarryOver),
    ]
}

fn after(items: &Items, act: &M) -> Result<Matter, Refusal> {
    let mut matter = items.matters[&ITEM].clone();
    for what in items.tries("試験一子", ITEM, act)? {
        let by = items.happened[0].1.by;
        let at = items.hall.now;
        matter.apply(&MatterHappened { by, at, what });
    }
    Ok(matter)
}

pub fn printed() -> String {
    let mut out =
        String::from("Item of a support conference: commands, by its conference's state\n");
    for from in MatterStatus::ALL {
        for conference in MOMENTS {
            out += &format!("  {from:?}, conference {conference:?}\n");
            let items = put(from, conference);
            for (label, act) in commands(&items) {
                let to = after(&items, &act).map(|after| after.status);
                let answer = answer(label, from, to, &MatterStatus::may_become);
                out += &format!("    {label:<24} {answer}\n");
            }
        }
    }
    out.push('\n');
    out + &telling()
}

/// 本人に伝える: only of what was dealt with.
fn telling() -> String {
    let mut out = String::from("Item of a support conference: telling her case of it\n");
    let story = Story::until(Step::Consented);
    let ctx = story.context(Actor::Staff(story.id_of("試験一子")));
    for status in MatterStatus::ALL {
        for begun in [false, true] {
            let (mut items, id) = Items::running();
            let matter = items.matters.get_mut(&ITEM).expect("raised");
            matter.status = status;
            matter.started_at = matter.started_at.filter(|_| begun);
            let of = (&items.matters[&ITEM], &items.hall.conferences[&id]);
            let answer = match tell_of_conference(story.file(), of, None, &ctx) {
                Err(refusal) => format!("refused: {}", name(&refusal)),
                Ok(_) => "told".to_owned(),
            };
            let begun = if begun { "begun" } else { "not begun" };
            out += &format!("    {:<24} {answer}\n", format!("{status:?}, {begun}"));
        }
    }
    out.push('\n');
    out
}

#[test]
fn an_item_folded_from_its_events_is_the_item() {
    let (mut items, _) = Items::shared();
    let text = serde_json::to_string(&items.happened).expect("written down");
    let stored: Vec<(domain::id::MatterId, MatterHappened)> =
        serde_json::from_str(&text).expect("read again");
    let kept = items.matters.remove(&ITEM).expect("raised");
    let mut again = kept.clone();
    for (_, event) in &stored {
        again.apply(event);
    }
    assert_eq!(again, kept);
    assert_eq!(again.status, MatterStatus::Done);
}
