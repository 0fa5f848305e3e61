//! BR-027, BR-053: the notice of those who are called to one 案件 and not to its 支援会議.

use domain::access::Action;
use domain::conference::{ConferenceCommand as C, ConferenceKind, NotHeld};
use domain::id::ConferenceId;
use domain::matter::MatterCommand as M;

use crate::item::*;
use crate::world::*;

/// 試験 市 is called to the item two days before, and to nothing else.
fn called() -> (Items, ConferenceId) {
    let (mut items, conference) = Items::raised();
    // Who raised it gets it ready.
    let people = vec![items.hall.attendee("試験市")];
    items.did("試験一子", ITEM, M::CallPeople { people });
    (items, conference)
}

#[test]
fn br_027_called_to_one_item_one_is_told_of_hour_place_and_kind_and_of_nothing_else() {
    let (mut items, conference) = called();
    let notices = items.notices("試験市", conference);
    let [notice] = &notices[..] else {
        panic!("{notices:?}")
    };
    assert_eq!(notice.matter, ITEM);
    assert_eq!(notice.kind, ConferenceKind::SupportConference);
    assert_eq!(notice.span.from, jst(&format!("{DAY} 10:00")));
    assert_eq!(notice.span.to, jst(&format!("{DAY} 10:20")));
    assert_eq!(notice.room, "見本道庁 3階");
    assert!(!notice.opens, "two days before");
    let told = serde_json::to_string(notice).expect("written");
    for word in ["水道", "とし子", "かくう", "1969", "母", HEARD] {
        assert!(!told.contains(word), "{word} in {told}");
    }
    items.hall.at(&format!("{DAY} 09:00"));
    assert!(items.notices("試験市", conference)[0].opens, "on the day");
    assert!(!items.hall.may("試験市", Action::SeeConference, conference));
    let view = items.view("試験市").expect("called");
    assert!(!view.conference_opens);
    assert!(items.view("試験警").expect("called").conference_opens);
}

#[test]
fn br_053_nobody_else_has_one() {
    let (mut items, conference) = called();
    // Of the room, called to the item or not: the conference's own notice is theirs.
    for name in ["試験警", "試験児", "試験一子", "試験調"] {
        assert!(items.notices(name, conference).is_empty(), "{name}");
    }
    // Called to neither; by office; without a case to meet; out of post.
    for name in ["試験校", "試験所長", "試験代表", "試験監査"] {
        assert!(items.notices(name, conference).is_empty(), "{name}");
    }
    let item = items.matters.get_mut(&ITEM).expect("raised");
    item.excluded.insert(CITIZENS);
    assert!(
        items.notices("試験市", conference).is_empty(),
        "kept away, whatever list names her"
    );
}

#[test]
fn a_representative_who_was_called_by_mistake_has_none() {
    let (mut items, conference) = called();
    let person = items.hall.attendee("試験代表");
    let item = items.matters.get_mut(&ITEM).expect("raised");
    item.people.push(person);
    assert!(items.notices("試験代表", conference).is_empty());
    assert_eq!(items.notices("試験市", conference).len(), 1);
}

#[test]
fn it_comes_with_the_calling_and_goes_with_the_hours() {
    let (mut items, conference) = called();
    let planned = items.hall.conferences.get_mut(&conference).expect("called");
    planned.status = domain::meeting::MeetingStatus::Planned;
    assert!(
        items.notices("試験市", conference).is_empty(),
        "not called yet"
    );
    items.hall.did("試験調", conference, C::Notify);
    items.hall.at(&format!("{DAY} 14:00"));
    assert_eq!(items.notices("試験市", conference).len(), 1);
    items.hall.at(&format!("{DAY} 14:01"));
    assert!(items.notices("試験市", conference).is_empty(), "over");
    let (shared, conference) = Items::shared();
    assert!(shared.notices("試験市", conference).is_empty());
}

#[test]
fn who_was_there_is_led_back_to_what_was_shared_and_nobody_else() {
    let (mut items, conference) = Items::running();
    let people = vec![items.hall.attendee("試験市"), items.hall.attendee("試験灯")];
    items.did("試験一子", ITEM, M::CallPeople { people });
    let attendance = items.came(&["試験調", "試験一子", "試験警", "試験市"]);
    items.did("試験一子", ITEM, M::RecordAttendance { attendance });
    items.did("試験調", ITEM, M::Finish);
    items.closes(conference);
    let notices = items.notices("試験市", conference);
    let [notice] = &notices[..] else {
        panic!("{notices:?}")
    };
    assert!(notice.shared && notice.opens);
    assert!(
        items.notices("試験灯", conference).is_empty(),
        "did not come"
    );
    items.hall.at("2026-10-08 09:00");
    assert_eq!(items.notices("試験市", conference).len(), 1);
    items.hall.at("2026-10-10 09:00");
    assert!(
        items.notices("試験市", conference).is_empty(),
        "a month over"
    );
    assert!(items.view("試験市").is_some(), "and still readable");
}

#[test]
fn what_is_not_on_after_all_says_so_and_what_was_taken_back_is_gone() {
    let (mut items, conference) = called();
    let mut off = items.clone();
    let reason = NotHeld::Other("大雨のため".to_owned());
    off.hall.did("試験調", conference, C::NotHold { reason });
    let told = off.notices("試験市", conference).remove(0);
    assert_eq!(told.not_held, Some(NotHeld::Other("大雨のため".to_owned())));
    assert!(!told.opens);

    let mut later = items.clone();
    later.hall.at(&format!("{DAY} 10:00"));
    later.hall.did("試験調", conference, C::Open);
    later.did("試験調", ITEM, M::CarryOver);
    assert!(later.notices("試験市", conference)[0].carried_over);

    items.did("試験一子", ITEM, M::TakeBack);
    assert!(items.notices("試験市", conference).is_empty());
}

#[test]
fn a_secret_agency_in_the_words_of_the_room_has_its_cover() {
    let (mut items, conference) = called();
    let secret = items.hall.council.agencies[&AKARI].name.clone();
    let day = items.hall.conferences.get_mut(&conference).expect("called");
    day.room = format!("第1会議室（{secret}と共用）");
    let told = items.notices("試験市", conference).remove(0);
    assert!(!told.room.contains(&secret), "{}", told.room);
    assert!(told.room.contains("第1会議室"));
}
