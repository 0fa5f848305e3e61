//! BR-032, BR-052 on a conference day: who has to leave before her item, her own part of the day, and
//! what a narrowing says to those who prepare it.

use std::collections::BTreeSet;

use domain::command::CaseCommand as C;
use domain::conference::ConferenceKind;
use domain::form::{InfoCategory, Span};
use domain::id::AgencyId;
use domain::meeting::MeetingStatus;
use domain::refusal::Refusal;
use domain::view::her::HerSlot;

use crate::day_support::*;
use crate::scenario::*;
use crate::story::Story;
use crate::world::*;

fn slot_opens(others_left: bool) -> C {
    C::OpenSlot {
        meeting: meeting(1),
        others_left,
    }
}

fn narrowing(agencies: &[AgencyId], categories: &[InfoCategory]) -> C {
    C::NarrowConsent {
        consent: LAYERED,
        without_agencies: agencies.iter().copied().collect(),
        without_categories: categories.iter().copied().collect(),
    }
}

#[test]
fn br_032_whom_her_consent_does_not_reach_has_left_before_her_item_begins() {
    let mut day = Day::layered(&[CENTER, CITY, POLICE]);
    day.placed(1, vec![]);
    let apart: BTreeSet<AgencyId> = day.meeting(1).apart.iter().map(|one| one.agency).collect();
    assert!(!apart.is_empty() && apart.is_disjoint(&day.called(1)));
    day.story.at("2026-06-10 10:00");
    let open = C::OpenMeeting {
        meeting: meeting(1),
    };
    for unseen in [open, slot_opens(false)] {
        let refused = day.story.as_("試験調").refused(unseen);
        assert_eq!(refused, Refusal::OthersInTheRoom);
        assert_eq!(day.meeting(1).status, MeetingStatus::Notified);
    }
    day.story.as_("試験調").did(slot_opens(true));
    let chair = day.story.id_of("試験調");
    let opened = day.meeting(1);
    assert_eq!(opened.status, MeetingStatus::InProgress);
    assert_eq!(opened.cleared, Some((chair, day.story.now)));
    // Who has to go is for who sees them out.
    let seen = |day: &mut Day, name: &str| {
        let view = day.story.as_(name).meeting_view(meeting(1));
        view.expect("called").meeting
    };
    assert!(!seen(&mut day, "試験調").apart.is_empty());
    let member = seen(&mut day, "試験警");
    assert!(member.apart.is_empty() && member.cleared.is_none());
}

#[test]
fn br_032_where_nobody_has_to_leave_nothing_is_asked() {
    let mut day = Day::layered(&AGENCIES);
    day.placed(1, vec![]);
    let file = day.story.opened.as_mut().expect("open");
    file.meetings.last_mut().expect("placed").apart.clear();
    day.story.at("2026-06-10 10:00");
    day.story.as_("試験調").did(C::OpenMeeting {
        meeting: meeting(1),
    });
    // What is no slot of a day has no others.
    let mut story = Story::until(Step::Convened);
    story.at("2026-05-19 13:30");
    let slot = C::OpenSlot {
        meeting: MEETING,
        others_left: true,
    };
    assert_eq!(story.as_("試験調").refused(slot), Refusal::StepMissing);
}

#[test]
fn br_032_who_loses_the_place_in_a_slot_has_to_leave_before_it() {
    let mut day = Day::layered(&[CENTER, CITY, POLICE]);
    day.placed(1, vec![]);
    let apart = |day: &Day| {
        let apart = day.meeting(1).apart.iter();
        apart.filter(|one| one.agency == POLICE).count()
    };
    assert_eq!(apart(&day), 0);
    day.story.her().did(narrowing(&[POLICE], &[]));
    assert_eq!(apart(&day), 1);
}

#[test]
fn br_052_a_narrowing_warns_those_who_prepare_and_lead_and_nobody_else() {
    for narrow in [
        narrowing(&[POLICE], &[]),
        narrowing(&[], &[InfoCategory::Housing]),
    ] {
        let mut day = Day::layered(&[CENTER, CITY, POLICE, MAIN_OFFICE]);
        day.placed(1, vec![]);
        let shaken = |day: &Day, name: &str| {
            let lines = day.lines(name, &[day.story.file()]);
            lines.iter().map(|line| line.shaken).collect::<Vec<_>>()
        };
        let told = ["試験一子", "試験調"];
        for name in told {
            assert_eq!(shaken(&day, name), [false], "{name}");
        }
        day.story.her().did(narrow.clone());
        for name in told {
            assert_eq!(shaken(&day, name), [true], "{name}");
            let view = day.story.as_(name).case_view().expect("found");
            assert!(view.meetings[0].shaken, "{name}");
        }
        // A member reads no warning; who was taken off reads no line.
        assert!(!shaken(&day, "試験警").contains(&true));
        day.story.at("2026-06-10 09:30");
        let led = day.story.as_("試験調").meeting_view(meeting(1));
        assert!(led.expect("chair").meeting.is_shaken());
        if let Ok(view) = day.story.as_("試験警").meeting_view(meeting(1)) {
            assert!(!view.meeting.is_shaken());
        }
        // Held, it warns no more.
        day.story.at("2026-06-10 10:00");
        day.story.as_("試験調").did(slot_opens(true));
        assert_eq!(shaken(&day, "試験一子"), [false]);
    }
}

#[test]
fn br_052_a_next_day_without_a_consent_under_it_is_told_to_those_who_prepare_it() {
    let mut story = Story::until(Step::Filed);
    let next = |story: &mut Story, name: &str| {
        let view = story.as_(name).case_view().expect("found");
        view.next_unfounded
    };
    assert_eq!(next(&mut story, "試験調"), None);
    story.her().did(C::WithdrawConsent { consent: SHARE });
    assert_eq!(next(&mut story, "試験調"), Some(day("2026-06-02")));
    story.at("2026-06-03 09:00");
    assert_eq!(next(&mut story, "試験調"), None, "gone by");
    // A helper with a role does not prepare it.
    let mut other = Story::until(Step::Filed);
    other.at("2026-05-21 09:00");
    let kind = domain::consent::ConsentKind::HoldCaseReview;
    let hold = other.consent(kind);
    other.her().did(C::WithdrawConsent { consent: hold });
    assert_eq!(next(&mut other, "試験灯"), None);
}

#[test]
fn br_032_she_reads_when_her_own_part_begins_and_ends() {
    let mut day = Day::layered(&[CENTER, CITY, POLICE]);
    day.placed(1, vec![]);
    let hers = |day: &Day| {
        let days = [day.day().clone()];
        HerSlot::all(day.story.file(), &days, day.story.now)
    };
    let span = |from: &str, to: &str| Span {
        from: jst(&format!("{ON} {from}")),
        to: jst(&format!("{ON} {to}")),
    };
    let one = |from, to| {
        vec![HerSlot {
            meeting: meeting(1),
            span: span(from, to),
        }]
    };
    assert_eq!(HerSlot::days(day.story.file()), [day.id]);
    assert_eq!(hers(&day), one("10:00", "10:30"));
    // Behind another one it moves with that one's minutes, of which nothing else is told.
    let mut before = day.day().slots[0];
    before.id = slot(2);
    before.case = domain::id::CaseId(uuid::Uuid::from_u128(2));
    before.meeting = meeting(2);
    before.minutes = 20;
    let conference = day.hall.conferences.get_mut(&day.id).expect("planned");
    conference.slots.insert(0, before);
    assert_eq!(hers(&day), one("10:20", "10:50"));
    // Put off, it is told when it is called anew; gone by, no more.
    let file = day.story.opened.as_mut().expect("open");
    file.meetings.last_mut().expect("placed").status = MeetingStatus::Planned;
    assert!(hers(&day).is_empty() && HerSlot::days(day.story.file()).is_empty());
    let file = day.story.opened.as_mut().expect("open");
    file.meetings.last_mut().expect("placed").status = MeetingStatus::Notified;
    day.story.at("2026-06-11 09:00");
    assert!(hers(&day).is_empty());
    // What one agency talks over by itself is no part of hers.
    let mut house = Day::of(ConferenceKind::CaseReviewDay);
    house.placed(1, vec![]);
    let file = house.story.opened.as_mut().expect("open");
    file.meetings.last_mut().expect("placed").kind = domain::meeting::MeetingKind::InHouse;
    assert!(HerSlot::days(house.story.file()).is_empty());
}
