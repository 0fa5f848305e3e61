//! What a year counts of the meetings about cases (domain.md §16.1 ①, §16.5), and BR-022 for one of them.

use std::collections::BTreeSet;

use domain::access::{CaseFacts, Relation};
use domain::command::{Actor, CaseCommand as C};
use domain::conference::ProgramMeeting;
use domain::consent::AttendanceMode;
use domain::held::{Counted, Share, sums};
use domain::id::{CaseId, StaffId};
use domain::meeting::{HerAttendance, MeetingKind, MeetingStatus};
use domain::view::held::HeldView;
use uuid::Uuid;

use crate::scenario::*;
use crate::story::Story;
use crate::world::*;

const YOUTH: ProgramMeeting = ProgramMeeting::YouthLiaison;

fn serving_youth(story: &Story) -> C {
    let mut convene = story.convocation();
    if let C::Convene { also_serves, .. } = &mut convene {
        also_serves.insert(YOUTH);
    }
    convene
}

/// One meeting of each of so many women; the first `came` of them took part.
fn meetings(women: u128, came: u128) -> Vec<(CaseId, Counted)> {
    let one = |case| {
        let counted = Counted {
            kind: MeetingKind::CaseReview,
            also_serves: BTreeSet::new(),
            she_came: case < came,
        };
        (CaseId(Uuid::from_u128(case)), counted)
    };
    (0..women).map(one).collect()
}

fn share(held: &[(CaseId, Counted)], exact: bool) -> Share {
    sums(held, exact)[0].she_came
}

#[test]
fn br_071_the_share_in_which_she_took_part_rests_on_five_women_or_is_hidden() {
    for (women, came, beyond, inside) in [
        (0, 0, Share::NoMeeting, Share::NoMeeting),
        (1, 1, Share::TooFew, Share::PerMille(1000)),
        (4, 0, Share::TooFew, Share::PerMille(0)),
        (5, 0, Share::PerMille(0), Share::PerMille(0)),
        (6, 4, Share::PerMille(667), Share::PerMille(667)),
        (8, 1, Share::PerMille(125), Share::PerMille(125)),
        (16, 1, Share::PerMille(63), Share::PerMille(63)),
    ] {
        let held = meetings(women, came);
        assert_eq!(share(&held, false), beyond, "{came} of {women}");
        assert_eq!(share(&held, true), inside, "{came} of {women}");
        assert_eq!(sums(&held, false)[0].held, women as u32);
    }
    // Many meetings of one woman are one woman.
    let same = meetings(9, 9).into_iter();
    let same: Vec<_> = same.map(|(_, one)| (CaseId(Uuid::nil()), one)).collect();
    assert_eq!(share(&same, false), Share::TooFew);
}

#[test]
fn only_she_herself_in_the_room_or_online_counts_as_taking_part() {
    for (mode, counts) in [
        (AttendanceMode::Whole, true),
        (AttendanceMode::Part, true),
        (AttendanceMode::Online, true),
        (AttendanceMode::PartOnline, true),
        (AttendanceMode::Letter, false),
        (AttendanceMode::Advocate, false),
        (AttendanceMode::Absent, false),
    ] {
        let mut story = Story::until(Step::Shared);
        let meeting = &mut story.opened.as_mut().expect("open").meetings[0];
        meeting.her_attendance = Some(HerAttendance {
            mode,
            from: None,
            to: None,
            reason: None,
            words: String::new(),
        });
        let held = story.file().held_meetings();
        assert_eq!(held.len(), 1);
        assert_eq!(held[0].counts.she_came, counts, "{mode:?}");
    }
}

#[test]
fn what_was_not_held_or_was_held_in_the_house_is_not_counted() {
    let mut story = Story::until(Step::Shared);
    assert_eq!(story.file().held_meetings()[0].held_on, day("2026-05-19"));
    for status in MeetingStatus::ALL {
        story.opened.as_mut().expect("open").meetings[0].status = status;
        let counted = !story.file().held_meetings().is_empty();
        let held = !status.is_unheld() && status != MeetingStatus::Cancelled;
        assert_eq!(counted, held, "{status:?}");
    }
    let meeting = &mut story.opened.as_mut().expect("open").meetings[0];
    meeting.status = MeetingStatus::Shared;
    meeting.kind = MeetingKind::InHouse;
    assert!(story.file().held_meetings().is_empty());
}

#[test]
fn br_022_a_meeting_about_her_that_serves_the_youth_programme_is_counted_as_both() {
    let mut story = Story::until(Step::RolesAgreed);
    let convene = serving_youth(&story);
    story.as_("試験調").did(convene);
    let meeting = &mut story.opened.as_mut().expect("open").meetings[0];
    assert_eq!(meeting.also_serves, BTreeSet::from([YOUTH]));
    meeting.status = MeetingStatus::Shared;
    let held = story.file().held_meetings();
    let counts = [(story.file().id, held[0].counts.clone())];
    let view = HeldView::of(&counts, 2026, false);
    assert_eq!(view.sums[0].serving, [(YOUTH, 1)]);
    assert_eq!(view.sums[0].she_came, Share::TooFew);
    let said = serde_json::to_string(&view).expect("json");
    for name in ["見本", "K-R8-0001", &story.file().id.to_string()] {
        assert!(!said.contains(name), "{name}");
    }
}

#[test]
fn br_022_serving_another_programme_brings_nobody_nearer_to_the_case() {
    let relations = |story: &Story| -> Vec<(StaffId, BTreeSet<Relation>)> {
        let of = |id: &StaffId| {
            let actor = Actor::Staff(*id);
            let facts: CaseFacts = story.facts(actor);
            (*id, facts.relations)
        };
        story.council.staff.keys().map(of).collect()
    };
    let mut plain = Story::until(Step::RolesAgreed);
    let mut serving = plain.clone();
    let (one, other) = (plain.convocation(), serving_youth(&serving));
    plain.as_("試験調").did(one);
    serving.as_("試験調").did(other);
    assert_eq!(relations(&plain), relations(&serving));
}
