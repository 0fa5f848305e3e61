//! BR-017, BR-027, BR-031, BR-033, BR-051, BR-053: the 案件 of a 支援会議.

use std::collections::BTreeSet;

use domain::access::{Action, Decision, Subject, decide_matter};
use domain::command::Actor;
use domain::conference::{Basis, ConferenceCommand as C, ConferenceKind};
use domain::id::{MatterId, RecordId};
use domain::matter::{MatterCommand as M, MatterStatus, tells_who};
use domain::meeting::{Attendance, EntryKind, MeetingRole, PresenceMode};
use domain::refusal::Refusal;
use uuid::Uuid;

use crate::hall::No;
use crate::item::*;
use crate::world::*;

const OTHER: MatterId = MatterId(Uuid::from_u128(0x17E1));

fn record(n: u128) -> RecordId {
    RecordId(Uuid::from_u128(n))
}

fn entry(n: u128, kind: EntryKind) -> M {
    M::AddEntry {
        entry: record(n),
        kind,
        text: format!("訪問の間隔について {n}"),
        agency: None,
    }
}

fn divide(n: u128, agency: domain::id::AgencyId) -> M {
    M::Divide {
        division: record(n),
        agency,
        person: None,
        what: "週2回の訪問".to_owned(),
        until: Some(day("2026-10-09")),
    }
}

#[test]
fn br_031_a_support_conference_deals_with_an_item_without_consent_and_divides_the_roles() {
    let (mut items, conference) = Items::running();
    items.did("試験一子", ITEM, entry(1, EntryKind::Fact));
    items.did("試験一子", ITEM, divide(2, POLICE));
    items.did("試験調", ITEM, M::Finish);
    let view = items.view("試験調").expect("called");
    assert_eq!(view.banner, Basis::Statutory.label());
    assert_eq!(view.line.status, MatterStatus::Done);
    assert_eq!(view.divisions.len(), 1);
    assert!(items.hall.conferences[&conference].entries.is_empty());
}

#[test]
fn br_031_no_other_kind_of_conference_takes_an_item() {
    for kind in ConferenceKind::ALL {
        let mut items = Items::new();
        items.hall.at("2026-09-07 09:00");
        let conference = items.called(kind, DAY);
        let raise = items.raising(conference);
        // By rights and by procedure alike.
        let (by_right, by_procedure) = (
            items.clone().does("試験警", ITEM, &raise),
            items.tries("試験警", ITEM, &raise).err(),
        );
        if kind == ConferenceKind::SupportConference {
            assert_eq!((by_right, by_procedure), (Ok(()), None));
        } else {
            assert_eq!(by_right, Err(No::Told), "{kind:?}");
            assert_eq!(by_procedure, Some(Refusal::NotASupportConference));
        }
    }
}

#[test]
fn br_051_an_item_rests_on_the_one_basis_of_its_conference() {
    for kind in ConferenceKind::ALL {
        assert_eq!(
            kind == ConferenceKind::SupportConference,
            kind.basis() == Basis::Statutory
        );
    }
    // Beside the other conference of the same afternoon the item is no item of it.
    let (mut items, _) = Items::raised();
    let layered = items.called(ConferenceKind::LayeredConference, DAY);
    items.hall.at(&format!("{DAY} 10:30"));
    let decision = items.decision("試験調", Action::SeeMatter, layered, Some(ITEM));
    assert!(matches!(decision, Decision::Deny { hide: true, .. }));
    assert_eq!(items.lines("試験調", layered), None);
    assert!(items.sees("試験調"));
}

#[test]
fn br_033_she_belongs_to_no_item_about_herself() {
    let (items, conference) = Items::running();
    let witnessed = Subject {
        actor: Actor::WomanWith(staff_named(&items.hall.council, "試験調").id),
        ..items.hall.subject("試験調")
    };
    for subject in [Subject::woman(), witnessed] {
        for action in Action::ALL {
            let decision = decide_matter(
                &subject,
                *action,
                Some(&items.matters[&ITEM]),
                &items.hall.conferences[&conference],
                &items.hall.council,
                items.hall.now,
            );
            assert!(
                matches!(decision, Decision::Deny { hide: true, .. }),
                "{action:?}"
            );
        }
    }
    assert!(items.sees("試験調"));
}

#[test]
fn br_033_what_others_report_is_not_written_down_as_her_words() {
    let (mut items, _) = Items::running();
    let hers = items.refused("試験一子", ITEM, entry(1, EntryKind::HerWords));
    assert_eq!(hers, Refusal::HerWordsAreHers);
    items.did("試験一子", ITEM, entry(1, EntryKind::Lately));
}

#[test]
fn br_017_who_has_not_pledged_is_not_recorded_and_reads_nothing() {
    let (mut items, _) = Items::running();
    let police = staff_named(&items.hall.council, "試験警").id;
    let staff = items.hall.council.staff.get_mut(&police).expect("known");
    staff.pledges.clear();
    assert!(!items.sees("試験警"));
    let attendance = items.came(&["試験警"]);
    let refusal = items.refused("試験一子", ITEM, M::RecordAttendance { attendance });
    assert_eq!(
        refusal,
        Refusal::PledgeOfMissing {
            names: vec!["試験 警".to_owned()]
        }
    );
    let attendance = items.came(&["試験一子"]);
    items.did("試験一子", ITEM, M::RecordAttendance { attendance });
}

#[test]
fn br_017_a_person_without_an_account_is_recorded_with_the_pledge_on_paper_only() {
    let (mut items, _) = Items::running();
    let guest = items.guest(CHILD, "試験 包");
    let people = vec![items.hall.attendee("試験調"), guest.clone()];
    let came = |paper_pledge| M::RecordAttendance {
        attendance: vec![Attendance {
            person: guest.clone(),
            mode: PresenceMode::InRoom,
            paper_pledge,
        }],
    };
    let early = items.refused("試験一子", ITEM, came(true));
    assert_eq!(early, Refusal::NotCalledToTheItem);
    items.did("試験調", ITEM, M::CallPeople { people });
    let refusal = items.refused("試験一子", ITEM, came(false));
    assert!(matches!(refusal, Refusal::PledgeOfMissing { .. }));
    items.did("試験一子", ITEM, came(true));
}

#[test]
fn whoever_was_called_stays_called_when_more_are() {
    let (mut items, _) = Items::raised();
    items.hall.at(&format!("{DAY} 09:50"));
    let before = items.matters[&ITEM].people.clone();
    // The caller reads no name of somebody without an account in an agency that must not be known.
    let hidden = items.guest(AKARI, "試験 匿");
    let nameless = items.guest(AKARI, "");
    let people = vec![hidden.clone()];
    items.did("試験一子", ITEM, M::CallPeople { people });
    let people = vec![nameless.clone(), items.hall.attendee("試験児")];
    items.did("試験調", ITEM, M::CallPeople { people });
    let mut all = before;
    all.extend([hidden.clone(), items.hall.attendee("試験児")]);
    assert_eq!(items.matters[&ITEM].people, all);
    // Nobody new: somebody else was quicker.
    let people = vec![nameless.clone(), items.hall.attendee("試験調")];
    let again = items.refused("試験調", ITEM, M::CallPeople { people });
    assert_eq!(again, Refusal::IdTaken);
    assert_eq!(items.matters[&ITEM].people, all);
    // Nor does a name go where the recorder writes down who came.
    items.hall.at(&format!("{DAY} 10:00"));
    let attendance = |person| M::RecordAttendance {
        attendance: vec![Attendance {
            person,
            mode: PresenceMode::InRoom,
            paper_pledge: true,
        }],
    };
    let conference = items.matters[&ITEM].conference;
    items.hall.did("試験調", conference, C::Open);
    items.did("試験一子", ITEM, attendance(nameless));
    assert_eq!(items.matters[&ITEM].attendance[0].person, hidden);
    let stranger = attendance(items.guest(POLICE, ""));
    let uncalled = items.refused("試験一子", ITEM, stranger);
    assert_eq!(uncalled, Refusal::NotCalledToTheItem);
}

#[test]
fn br_027_each_agency_reads_its_own_points_and_no_hearsay_beyond_them() {
    let (items, _) = Items::running();
    let seen = |name: &str| -> Vec<RecordId> {
        let view = items.view(name).expect("called");
        view.points.iter().map(|point| point.id).collect()
    };
    assert_eq!(seen("試験警"), [CUT_OFF, MOTHER]);
    assert_eq!(seen("試験調"), [CUT_OFF, MOTHER, HEARSAY]);
    let text = serde_json::to_string(&items.view("試験警")).expect("a view");
    assert!(!text.contains(HEARD));
    let chair = items.view("試験調").expect("called");
    assert!(chair.points[2].hearsay && !chair.points[0].hearsay);
}

#[test]
fn br_027_a_point_reaches_more_agencies_only_by_those_who_read_it() {
    let (mut items, _) = Items::running();
    let show = |to| M::ShowPointTo {
        point: HEARSAY,
        to: BTreeSet::from([to]),
    };
    assert_eq!(items.does("試験警", ITEM, &show(POLICE)), Err(No::Told));
    let uncalled = items.refused("試験調", ITEM, show(CHILD));
    assert_eq!(uncalled, Refusal::NotCalledToTheItem);
    items.did("試験調", ITEM, show(POLICE));
    assert_eq!(items.view("試験警").expect("called").points.len(), 3);
}

#[test]
fn br_053_nobody_but_those_called_knows_of_it() {
    let (items, conference) = Items::running();
    for name in ["試験警", "試験調", "試験一子"] {
        assert!(items.sees(name), "{name}");
    }
    // Of the same section, of the same conference, by office, of another tier.
    for name in [
        "試験隣",
        "試験心",
        "試験児",
        "試験所長",
        "試験代理",
        "試験代表",
        "試験管理",
    ] {
        for action in Action::ALL {
            let decision = items.decision(name, *action, conference, Some(ITEM));
            let hidden = matches!(decision, Decision::Deny { hide: true, .. });
            assert!(hidden, "{name} {action:?} {decision:?}");
        }
        let lines = items.lines(name, conference);
        assert!(lines.is_none_or(|all| all.lines.is_empty()), "{name}");
    }
}

#[test]
fn br_053_a_neighbour_is_kept_away_and_told_nothing() {
    for by_agency in [true, false] {
        let mut items = Items::new();
        items.hall.at("2026-09-07 09:00");
        let conference = items.called(ConferenceKind::SupportConference, DAY);
        let police = staff_named(&items.hall.council, "試験警").id;
        let mut raise = items.raising(conference);
        if let M::Raise {
            excluded,
            excluded_people,
            people,
            points,
            ..
        } = &mut raise
        {
            match by_agency {
                true => excluded.insert(POLICE),
                false => excluded_people.insert(police),
            };
            points.clear();
            let refusal = items.tries("試験一子", ITEM, &items.raising(conference));
            assert!(refusal.is_ok());
            people.clear();
        }
        let mut called = raise.clone();
        if let M::Raise { people, .. } = &mut called {
            people.push(items.hall.attendee("試験警"));
        }
        assert_eq!(
            items.refused("試験一子", ITEM, called),
            Refusal::NotInvitable
        );
        items.did("試験一子", ITEM, raise);
        let people = vec![items.hall.attendee("試験警"), items.hall.attendee("試験調")];
        let later = items.refused("試験一子", ITEM, M::CallPeople { people });
        assert_eq!(later, Refusal::NotInvitable);
        // Even if a list named them all the same.
        let called = items.hall.attendee("試験警");
        items
            .matters
            .get_mut(&ITEM)
            .expect("raised")
            .people
            .push(called);
        items.hall.at(&format!("{DAY} 10:00"));
        assert!(!items.sees("試験警") && items.sees("試験調"));
        let lines = items.lines("試験警", conference).expect("may raise");
        assert!(lines.lines.is_empty());
    }
}

#[test]
fn br_053_who_raises_an_item_does_not_keep_herself_away() {
    let (items, conference) = Items::raised();
    let mut raise = items.raising(conference);
    if let M::Raise { excluded, .. } = &mut raise {
        excluded.insert(CITY);
    }
    let mut items = items;
    let refusal = items.refused("試験一子", OTHER, raise);
    assert_eq!(refusal, Refusal::CannotBlockYourself);
}

#[test]
fn chair_and_recorder_are_called_unless_left_out_and_one_of_them_leads() {
    let (mut items, conference) = Items::raised();
    let without = |roles: &[MeetingRole]| {
        let mut raise = items.raising(conference);
        if let M::Raise {
            leave_out, points, ..
        } = &mut raise
        {
            leave_out.extend(roles);
            points.clear();
        }
        raise
    };
    let (no_chair, nobody) = (
        without(&[MeetingRole::Chair]),
        without(&[MeetingRole::Chair, MeetingRole::Recorder]),
    );
    // 試験 一子 is the recorder; raised by 試験 警 without both there is nobody to lead it.
    let refusal = items.refused("試験警", OTHER, nobody);
    assert_eq!(refusal, Refusal::NobodyLeadsTheItem);
    items.did("試験警", OTHER, no_chair);
    let chair = staff_named(&items.hall.council, "試験調").id;
    assert!(!items.matters[&OTHER].calls(chair));
    items.hall.at(&format!("{DAY} 10:00"));
    let decision = items.decision("試験調", Action::SeeMatter, conference, Some(OTHER));
    assert!(matches!(decision, Decision::Deny { hide: true, .. }));
}

#[test]
fn the_timetable_tells_nobody_who_it_is() {
    let told = |heading: &str| tells_who(heading, &person());
    for heading in [
        "架空さんの件",
        "とし子さん",
        "トシコの世帯",
        "カクウ家",
        "か くうとしこ",
    ] {
        assert!(told(heading), "{heading}");
    }
    for heading in [
        "水道が止まりそうな世帯",
        "母と二人の世帯",
        "としの離れた家族",
    ] {
        assert!(!told(heading), "{heading}");
    }
    let (mut items, conference) = Items::raised();
    let mut raise = items.raising(conference);
    if let M::Raise { heading, .. } = &mut raise {
        *heading = "架空さんの世帯".to_owned();
    }
    let refusal = items.refused("試験一子", OTHER, raise);
    assert_eq!(refusal, Refusal::HeadingTellsWho);
    // What a wall shows is the heading and the clock.
    let (items, conference) = Items::running();
    let lines = items.lines("試験警", conference).expect("called");
    let text = serde_json::to_string(&(&lines.lines, &lines.running)).expect("lines");
    assert!(text.contains("水道が止まりそうな世帯"));
    for word in ["架空", "とし子", "1969", HEARD] {
        assert!(!text.contains(word), "{word}");
    }
}

#[test]
fn the_time_of_an_item_is_computed_from_those_before_it() {
    let (mut items, conference) = Items::raised();
    let raise = items.raising(conference);
    let mut second = raise.clone();
    if let M::Raise { points, .. } = &mut second {
        points.clear();
    }
    items.did("試験一子", OTHER, second);
    items.hall.at(&format!("{DAY} 09:50"));
    let lines = items.lines("試験警", conference).expect("called");
    let starts: Vec<_> = lines.lines.iter().map(|line| line.starts).collect();
    assert_eq!(starts, [jst("2026-09-09 10:00"), jst("2026-09-09 10:20")]);
    items.did("試験一子", ITEM, M::TakeBack);
    let lines = items.lines("試験警", conference).expect("called");
    let starts: Vec<_> = lines.lines.iter().map(|line| line.starts).collect();
    assert_eq!(starts, [jst("2026-09-09 10:00")]);
}

#[test]
fn two_who_close_the_same_item_both_keep_their_notes() {
    let (mut items, conference) = Items::running();
    items.did("試験調", ITEM, entry(1, EntryKind::Fact));
    items.did("試験調", ITEM, M::Finish);
    let second = items.refused("試験一子", ITEM, M::Finish);
    assert_eq!(second, Refusal::IdTaken);
    items.did("試験一子", ITEM, entry(2, EntryKind::Opinion));
    assert_eq!(items.matters[&ITEM].entries.len(), 2);
    items.closes(conference);
    // The minutes are confirmed: what was written stands.
    let late = items.tries("試験一子", ITEM, &entry(3, EntryKind::Fact));
    assert_eq!(late, Err(Refusal::MeetingIsOver));
}

#[test]
fn what_was_shared_is_for_those_who_were_there() {
    let (mut items, _) = Items::running();
    let attendance = vec![
        items.hall.came("試験調"),
        items.hall.came("試験一子"),
        absent(items.hall.came("試験警")),
    ];
    items.did("試験一子", ITEM, M::RecordAttendance { attendance });
    items.did("試験調", ITEM, M::Finish);
    let conference = items.matters[&ITEM].conference;
    items.closes(conference);
    for time in ["2026-09-09 13:00", "2026-11-20 10:00"] {
        items.hall.at(time);
        assert!(items.sees("試験調") && items.sees("試験一子"), "{time}");
        // Called, and absent.
        assert!(!items.sees("試験警"), "{time}");
    }
}

#[test]
fn taken_back_nothing_of_it_is_left_and_only_by_who_raised_it() {
    let (mut items, _) = Items::raised();
    items.hall.at(&format!("{DAY} 09:50"));
    let refusal = items.refused("試験調", ITEM, M::TakeBack);
    assert_eq!(refusal, Refusal::NotYourRole);
    let mut begun = Items::running().0;
    let late = begun.refused("試験一子", ITEM, M::TakeBack);
    assert_eq!(late, Refusal::MeetingIsOver);
    items.did("試験一子", ITEM, M::TakeBack);
    let left = serde_json::to_string(&items.matters[&ITEM]).expect("an item");
    for word in ["架空", "水道", HEARD] {
        assert!(!left.contains(word), "{word}");
    }
    assert!(!items.sees("試験一子") && !items.sees("試験調"));
}

#[test]
fn a_later_month_takes_it_up_again_without_copying_anything() {
    let (mut items, _) = Items::running();
    items.did("試験調", ITEM, M::CarryOver);
    let next = items.called(ConferenceKind::SupportConference, "2026-10-14");
    let mut raise = items.raising(next);
    if let M::Raise {
        takes_up, points, ..
    } = &mut raise
    {
        *takes_up = Some(ITEM);
        points.clear();
    }
    // 試験 児 is called to the conference and was not called to the item.
    let stranger = items.refused("試験児", OTHER, raise.clone());
    assert_eq!(stranger, Refusal::NotFound);
    items.did("試験一子", OTHER, raise);
    assert_eq!(items.matters[&OTHER].takes_up, Some(ITEM));
    assert!(items.matters[&OTHER].points.is_empty());
    assert!(items.matters[&OTHER].entries.is_empty());
}

#[test]
fn a_task_goes_to_an_agency_that_was_called() {
    let (mut items, _) = Items::running();
    let uncalled = items.refused("試験一子", ITEM, divide(1, CHILD));
    assert_eq!(uncalled, Refusal::NotCalledToTheItem);
    items.did("試験一子", ITEM, divide(1, POLICE));
}
