//! The rules of the box, each by itself. Together they are tried in `domain/tests/simulator.rs`.

use chrono::TimeDelta;
use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::id::CaseId;
use crate::photo::{MOST_PHOTO_BYTES, MOST_PHOTOS};

fn new(command: Value, free: bool) -> New {
    New {
        id: CommandId(Uuid::from_u128(1)),
        occurred_at: DateTime::default(),
        ahead_ms: Some(0),
        noun: Noun::Council,
        command,
        free,
    }
}

fn of(command: Value) -> Row {
    Outbox::default().add(new(command, true))
}

#[test]
fn a_command_is_known_by_its_kind_and_its_fields_are_found() {
    let of = |command: Value| {
        let row = of(command);
        (row.kind(), row.fields().clone())
    };
    let record = json!({ "case": { "case": "1", "act": { "write_record": { "with": "a" } } } });
    let fields = json!({ "with": "a" });
    assert_eq!(of(record), ("case.write_record".to_owned(), fields));
    let accept = json!({ "accept_case": { "case": "1", "form": {} } });
    let fields = json!({ "case": "1", "form": {} });
    assert_eq!(of(accept), ("accept_case".to_owned(), fields));
    let open = json!({ "conference": { "conference": "1", "act": "open" } });
    assert_eq!(of(open).0, "conference.open");
    let sheet = json!({ "council": { "keep_patrol": { "patrol": "1" } } });
    assert_eq!(
        of(sheet),
        ("council.keep_patrol".to_owned(), json!({ "patrol": "1" }))
    );
}

#[test]
fn a_row_lies_on_the_disk_as_tablets_of_before_wrote_it() {
    let case = CaseId(Uuid::nil());
    let row = Outbox::default().add(New {
        noun: Noun::Case(case),
        ..new(json!({ "a": 1 }), true)
    });
    let stored = json!({
        "id": "00000000-0000-0000-0000-000000000001",
        "occurred_at": "1970-01-01T00:00:00Z",
        "ahead_ms": 0,
        "command": { "a": 1 },
        "noun": { "case": "00000000-0000-0000-0000-000000000000" },
        "turn": 0,
        "fate": "waiting",
        "free": true,
    });
    assert_eq!(serde_json::to_value(&row).expect("written"), stored);
    let mut before = stored;
    before["ahead_ms"].take();
    before["noun"] = json!("council");
    before["fate"] = json!({ "refused": { "words": "b" } });
    let row: Row = serde_json::from_value(before).expect("read");
    assert_eq!((row.ahead_ms, row.noun), (None, Noun::Council));
    assert!(row.asks() && !row.open && !row.sending && !row.left);
}

#[test]
fn a_press_is_the_same_command_only_while_its_form_stands_open() {
    let mut outbox = Outbox::default();
    let words = json!("a");
    let row = outbox.add(new(words.clone(), true));
    assert_eq!(outbox.press(&words), Press::Again(Box::new(row.clone())));
    assert_eq!(outbox.press(&json!("b")), Press::New);
    assert_eq!(outbox.heard(row.id, Heard::Kept), None);
    assert_eq!(outbox.press(&words), Press::New);
}

#[test]
fn a_form_that_went_on_to_other_words_and_back_means_the_first_once_more() {
    let mut outbox = Outbox::default();
    let of = |meeting: u128, next: &str| {
        let act = json!({ "set": { "meeting": Uuid::from_u128(meeting), "next": next } });
        json!({ "case": { "case": "1", "act": act } })
    };
    outbox.add(new(of(1, "a"), false));
    // Another form beside it changes nothing.
    outbox.add(new(of(2, "b"), false));
    assert_ne!(outbox.press(&of(1, "a")), Press::New);
    outbox.add(new(of(1, "b"), false));
    assert_eq!(outbox.press(&of(1, "a")), Press::New);
    assert_ne!(outbox.press(&of(2, "b")), Press::New);
}

#[test]
fn a_form_that_was_told_nothing_finds_what_arrived_meanwhile() {
    let mut outbox = Outbox::default();
    let words = json!("a");
    let row = outbox.add(new(words.clone(), true));
    assert_eq!(outbox.heard(row.id, Heard::Unknown), None);
    assert_eq!(outbox.settle(row.id, Outcome::Done { seq: 7 }), Disk::Drop);
    let arrived = Press::Arrived { id: row.id, seq: 7 };
    assert_eq!(outbox.press(&words), arrived);
    assert!(!outbox.belongs_on_disk(row.id));
    outbox.forget(row.id);
    let kept = outbox.add(new(json!("b"), true));
    outbox.heard(kept.id, Heard::Kept);
    outbox.settle(kept.id, Outcome::Done { seq: 8 });
    assert!(outbox.is_empty());
}

#[test]
fn what_a_dead_window_left_is_unsure_and_what_another_may_be_sending_is_left_out() {
    let now = DateTime::default() + TimeDelta::hours(1);
    let mut old = of(json!("old"));
    old.free = false;
    let mut young = old.clone();
    young.id = CommandId(Uuid::from_u128(2));
    young.occurred_at = now;
    let mut outbox = Outbox::default();
    assert!(outbox.take_up(vec![old, young.clone()], now));
    assert_eq!(outbox.len(), 1);
    assert_eq!(outbox[0].fate, Fate::Unsure);
    let mut of_a_wrong_clock = young.clone();
    of_a_wrong_clock.id = CommandId(Uuid::from_u128(3));
    of_a_wrong_clock.occurred_at = now + TimeDelta::minutes(7);
    assert!(!outbox.take_up(vec![of_a_wrong_clock], now));
    young.free = true;
    assert!(!outbox.take_up(vec![young], now));
    assert!(outbox.goes_by_itself());
}

#[test]
fn long_words_go_in_several_trips_and_the_longest_goes_alone() {
    let mut outbox = Outbox::default();
    for (number, length) in [(1, 10), (2, MOST_BYTES + 1), (3, 10)] {
        outbox.add(New {
            id: CommandId(Uuid::from_u128(number)),
            ..new(json!("a".repeat(length)), true)
        });
    }
    let ids = |outbox: &Outbox| -> Vec<u128> {
        let next = outbox.next(|_| true, MOST_BYTES);
        next.iter().map(|row| row.id.0.as_u128()).collect()
    };
    for trip in [vec![1], vec![2], vec![3]] {
        assert_eq!(ids(&outbox), trip);
        outbox.forget(CommandId(Uuid::from_u128(trip[0])));
    }
}

#[test]
fn what_is_said_later_goes_behind_what_waits_about_the_same_case() {
    let mut outbox = Outbox::default();
    let case = |number| Noun::Case(CaseId(Uuid::from_u128(number)));
    let add = |outbox: &mut Outbox, number: u128, noun, free| {
        outbox.add(New {
            id: CommandId(Uuid::from_u128(number)),
            noun,
            ..new(json!(number.to_string()), free)
        })
    };
    add(&mut outbox, 1, case(1), true);
    add(&mut outbox, 2, case(2), true);
    // Its form may still be at it.
    add(&mut outbox, 3, case(1), false);
    add(&mut outbox, 4, case(1), true);
    let refused = add(&mut outbox, 5, case(1), true);
    outbox.refuse(refused.id, "a");
    add(&mut outbox, 6, Noun::Council, true);
    let last = add(&mut outbox, 7, case(1), true);
    let council = add(&mut outbox, 8, Noun::Council, true);
    // What is on its way goes once more: who comes first is not known.
    outbox.mark(&[CommandId(Uuid::from_u128(4))], true);
    let ids = |row: &Row| -> Vec<u128> {
        let all = outbox.with_earlier(row);
        all.iter().map(|row| row.id.0.as_u128()).collect()
    };
    assert_eq!(ids(&last), [1, 4, 7]);
    assert_eq!(ids(&council), [8]);
    let long = outbox.add(new(json!("a".repeat(MOST_BYTES)), true));
    assert_eq!(outbox.with_earlier(&long).len(), 1);
}

#[test]
fn an_error_that_leaves_it_open_is_never_taken_for_a_refusal() {
    assert_eq!(Failed::of(ErrorKind::Unreachable, 1), Failed::Later);
    assert_eq!(Failed::of(ErrorKind::BadRequest, 2), Failed::OneByOne);
    assert_eq!(Failed::of(ErrorKind::BadRequest, 1), Failed::Refuse);
}

#[test]
fn no_record_is_so_long_that_a_thin_line_never_carries_it() {
    // Signs for every three bytes are four; the copy is signs once more. Words beside the photos: some pages.
    let envelope = MOST_PHOTOS * MOST_PHOTO_BYTES * 4 / 3 + 16 * 1024;
    let copy = envelope * 4 / 3;
    assert!(copy / THIN <= MOST_PATIENCE, "{copy}");
    assert_eq!(patience(copy), copy / THIN);
    assert_eq!(patience(100), PATIENCE);
    assert_eq!(patience(usize::MAX), MOST_PATIENCE);
    // Another window never gives up a row that is on its way.
    assert!(MOST_PATIENCE < usize::try_from(ELSEWHERE).expect("milliseconds"));
}

#[test]
fn what_was_taken_back_while_the_list_was_on_its_way_stays_away() {
    let mut outbox = Outbox::default();
    let left = of(json!({"case": {"case": Uuid::from_u128(7), "act": "pause"}})).envelope();
    let id: CommandId = serde_json::from_value(left["id"].clone()).unwrap();
    let asked = outbox.moment();
    outbox.take_over([&left], asked);
    assert!(outbox.has(id));
    // A second question is on its way while its writer takes it back.
    let asked = outbox.moment();
    outbox.forget(id);
    outbox.take_over([&left], asked);
    assert!(!outbox.has(id), "it came back");
    // Asked for afterwards the server still has it: it was not told, and its writer decides once more.
    let asked = outbox.moment();
    outbox.take_over([&left], asked);
    assert!(outbox.has(id));
}
