//! What of a conference is shown to whom, and how much one conference holds.

use domain::conference::{ConferenceCommand as C, ConferenceKind, NotHeld};
use domain::council::Agency;
use domain::id::ConferenceId;
use domain::meeting::EntryKind;
use domain::refusal::Refusal;
use domain::view::conference::ConferenceLine;
use uuid::Uuid;

use crate::hall::{Hall, leads, series_of};
use crate::world::*;

const NEW: ConferenceId = ConferenceId(Uuid::from_u128(0xCF));

/// Called with all members; the shelter's name stands in the room and in the name of the series.
fn named_everywhere() -> Hall {
    let mut hall = Hall::new();
    let kind = ConferenceKind::Practitioners;
    let series = hall.council.series.get_mut(&series_of(kind));
    series.expect("a series").name = format!("{AKARI_NAME}と話す会");
    let mut plan = hall.planning(kind, "2026-06-10");
    if let C::Plan { full, room, .. } = &mut plan {
        *full = true;
        *room = format!("{AKARI_NAME}の2階、{AKARI_WORKER}に声をかける");
    }
    hall.did("試験調", NEW, plan);
    hall.did("試験調", NEW, C::Notify);
    hall.at("2026-06-10 09:30");
    hall
}

/// The conference as it stands in the reader's calendar, inbox and on its own page.
fn lines(hall: &Hall, name: &str) -> [String; 3] {
    let written = |value: &dyn Fn() -> serde_json::Result<String>| value().expect("a view");
    let subject = hall.subject(name);
    let calendar = hall.calendar(name, 2026).conferences;
    let notices = ConferenceLine::notices(&hall.all(), &hall.council, &subject, hall.now);
    let page = hall.view(name, NEW);
    [
        written(&|| serde_json::to_string(&calendar)),
        written(&|| serde_json::to_string(&notices)),
        written(&|| serde_json::to_string(&page)),
    ]
}

#[track_caller]
fn is_covered_for_all_but_its_own_people(hall: &Hall) {
    for name in ["試験一子", "試験調", "試験警"] {
        for text in lines(hall, name) {
            assert!(!text.contains("あかり"), "{name}: {text}");
            assert!(!text.contains(AKARI_WORKER), "{name}: {text}");
            assert!(text.contains(Agency::SECRET_NAME), "{name}: {text}");
        }
    }
    for text in lines(hall, "試験灯") {
        assert!(text.contains(AKARI_NAME), "{text}");
    }
}

#[test]
fn a_secret_agency_typed_into_room_and_series_has_its_cover() {
    is_covered_for_all_but_its_own_people(&named_everywhere());
}

#[test]
fn a_secret_agency_typed_into_the_reason_for_not_holding_has_its_cover() {
    let mut hall = named_everywhere();
    let kind = ConferenceKind::Practitioners;
    let series = hall.council.series.get_mut(&series_of(kind));
    series.expect("a series").name = kind.label().to_owned();
    if let Some(known) = hall.conferences.get_mut(&NEW) {
        known.room = "見本道庁 3階".to_owned();
    }
    let reason = NotHeld::Other(format!("{AKARI_NAME}の{AKARI_WORKER}が来られないため"));
    hall.did("試験調", NEW, C::NotHold { reason });
    is_covered_for_all_but_its_own_people(&hall);
}

#[test]
fn what_is_held_inside_one_agency_is_in_nobody_elses_list_of_series() {
    let hall = Hall::new();
    let shows = |name: &str, kind: ConferenceKind| {
        let all = hall.calendar(name, 2026).series;
        all.iter().any(|series| series.kind == kind)
    };
    let inside = [ConferenceKind::InHouse, ConferenceKind::ProgressManagement];
    for kind in inside {
        for name in ["試験児", "試験校", "試験隣", "試験代表"] {
            assert!(!shows(name, kind), "{name} {kind:?}");
        }
        // Core member, one beyond the core, and the officer who plans.
        for name in ["試験一子", "試験警", "試験調"] {
            assert!(shows(name, kind), "{name} {kind:?}");
        }
    }
    // What is open to all stays so.
    assert!(shows("試験児", ConferenceKind::Practitioners));
}

fn entry(hall: &mut Hall) -> C {
    C::AddEntry {
        entry: hall.record(),
        item: 0,
        kind: EntryKind::Fact,
        text: "一行".to_owned(),
        agency: None,
    }
}

#[test]
fn the_minutes_of_one_conference_hold_five_hundred_lines_and_say_so() {
    let mut hall = Hall::new();
    let kind = ConferenceKind::Practitioners;
    let id = hall.open(kind, "2026-06-10");
    let (_, recorder) = leads(kind);
    for _ in 0..500 {
        let act = entry(&mut hall);
        hall.did(recorder, id, act);
    }
    let act = entry(&mut hall);
    let refusal = hall.refused(recorder, id, act);
    assert_eq!(refusal, Refusal::MinutesFull);
    assert!(refusal.words().contains("次の会議"), "{}", refusal.words());
    assert_eq!(hall.conferences[&id].entries.len(), 500);
    // The next conference begins anew.
    hall.at("2026-06-10 12:00");
    let next = hall.open(kind, "2026-06-17");
    let act = entry(&mut hall);
    hall.did(recorder, next, act);
}

#[test]
fn a_secret_agency_in_the_name_of_a_series_has_its_cover_in_the_list() {
    let hall = named_everywhere();
    let all = hall.calendar("試験一子", 2026).series;
    let text = serde_json::to_string(&all).expect("lines");
    assert!(!text.contains(AKARI_NAME), "series line names the shelter");
}

#[test]
fn a_warning_names_no_secret_agency() {
    let mut hall = named_everywhere();
    hall.conferences.clear();
    hall.at("2026-07-01 09:00");
    let all = hall.calendar("試験一子", 2026).warnings.concat();
    assert!(!all.contains(AKARI_NAME), "{all}");
}

#[test]
fn a_warning_names_no_series_of_another_house() {
    let mut hall = Hall::new();
    hall.at("2026-07-01 09:00");
    let series = hall
        .council
        .series
        .get_mut(&series_of(ConferenceKind::InHouse));
    series.expect("a series").name = "受理会議の名".to_owned();
    let all = hall.calendar("試験児", 2026).warnings.concat();
    assert!(!all.contains("受理会議の名"), "{all}");
}
