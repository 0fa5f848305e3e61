//! BR-017: 誓約 before any case is opened.

use domain::access::{Action, CaseFacts, Decision, DenyReason, decide};
use domain::command::{Actor, CaseCommand as C, CouncilCommand};
use domain::council::{DutyHolderKind, Pledge};
use domain::form::Attendee;
use domain::meeting::{Attendance, PresenceMode};
use domain::refusal::Refusal;

use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

/// Takes the pledges of that person away.
fn unpledge(story: &mut Story, name: &str) {
    let id = story.id_of(name);
    if let Some(staff) = story.council.staff.get_mut(&id) {
        staff.pledges.clear();
    }
}

#[test]
fn br_017_who_has_not_pledged_is_told_so_before_anything_is_looked_at() {
    let mut story = Story::until(Step::Opened);
    for name in ["試験一子", "試験所長", "試験警", "試験代表", "試験外"] {
        unpledge(&mut story, name);
        let subject = story.subject(Actor::Staff(story.id_of(name)));
        let facts = [story.facts(subject.actor), CaseFacts::default()];
        for action in Action::ALL
            .iter()
            .filter(|action| **action != Action::SignPledge)
        {
            for facts in &facts {
                let told = Decision::Deny {
                    why: DenyReason::PledgeMissing,
                    hide: false,
                };
                assert_eq!(decide(&subject, *action, facts), told, "{name} {action:?}");
            }
        }
    }
}

#[test]
fn br_017_signing_opens_the_door_until_the_fiscal_year_ends() {
    let mut story = Story::until(Step::Accepted);
    unpledge(&mut story, "試験一子");
    assert_eq!(
        story.as_("試験一子").case_view().err(),
        Some(Stop::Told(DenyReason::PledgeMissing))
    );
    let sign = CouncilCommand::SignPledge {
        holder: DutyHolderKind::PublicOrgan,
    };
    story
        .as_("試験一子")
        .does_for_council(sign)
        .expect("anyone in post may sign");
    assert!(story.as_("試験一子").case_view().is_ok());
    story.at("2027-03-31 23:59");
    assert!(story.as_("試験一子").case_view().is_ok());
    story.at("2027-04-01 00:00");
    assert_eq!(
        story.as_("試験一子").case_view().err(),
        Some(Stop::Told(DenyReason::PledgeMissing))
    );
}

#[test]
fn br_017_nobody_is_recorded_as_present_without_a_pledge() {
    let mut story = Story::until(Step::Opened);
    unpledge(&mut story, "試験警");
    let attendance = story.attendance();
    let names = vec!["試験 警".to_owned()];
    assert_eq!(
        story.as_("試験一子").refused(attendance),
        Refusal::PledgeOfMissing { names }
    );
    // Who is absent needs none.
    let mut present = story.present(&["試験調", "試験一子"]);
    let person = story.attendee("試験警");
    present.push(Attendance {
        person,
        mode: PresenceMode::Absent,
        paper_pledge: false,
    });
    story.as_("試験一子").did(C::RecordAttendance {
        meeting: MEETING,
        attendance: present,
    });
}

#[test]
fn br_017_the_refusal_names_nobody_of_a_secret_agency() {
    let mut story = Story::until(Step::Opened);
    unpledge(&mut story, "試験灯");
    unpledge(&mut story, "試験警");
    let mut attendance = story.present(&["試験調", "試験一子", "試験警", "試験灯"]);
    // Another one of the shelter, who has no account.
    let person = Attendee {
        agency: AKARI,
        staff: None,
        name: "試験 蛍".to_owned(),
    };
    attendance.push(Attendance {
        person,
        mode: PresenceMode::InRoom,
        paper_pledge: false,
    });
    let refusal = story.as_("試験一子").refused(C::RecordAttendance {
        meeting: MEETING,
        attendance,
    });
    let names = ["試験 警", "担当者", "支援機関"]
        .map(str::to_owned)
        .to_vec();
    assert_eq!(refusal, Refusal::PledgeOfMissing { names });
    let words = refusal.words();
    assert!(words.contains("試験 警"), "{words}");
    for hidden in [AKARI_NAME, AKARI_WORKER, "試験 蛍"] {
        assert!(!words.contains(hidden), "{words}");
    }
}

#[test]
fn br_017_who_has_no_account_signs_on_paper() {
    let mut story = Story::until(Step::Opened);
    let person = Attendee {
        agency: POLICE,
        staff: None,
        name: "試験 巡".to_owned(),
    };
    let with = |paper_pledge, story: &Story| {
        let mut attendance = story.present(&["試験調", "試験一子"]);
        let mode = PresenceMode::InRoom;
        attendance.push(Attendance {
            person: person.clone(),
            mode,
            paper_pledge,
        });
        C::RecordAttendance {
            meeting: MEETING,
            attendance,
        }
    };
    let (without, signed) = (with(false, &story), with(true, &story));
    let names = vec!["試験 巡".to_owned()];
    assert_eq!(
        story.as_("試験一子").refused(without),
        Refusal::PledgeOfMissing { names }
    );
    story.as_("試験一子").did(signed);
}

#[test]
fn br_017_a_pledge_of_an_older_text_asks_for_a_new_one() {
    let mut story = Story::until(Step::Accepted);
    let id = story.id_of("試験一子");
    if let Some(staff) = story.council.staff.get_mut(&id) {
        let mut old = Pledge::sign(DutyHolderKind::PublicOrgan, instant("2026-04-01 09:00"));
        old.text_version = 0;
        staff.pledges = vec![old];
    }
    assert_eq!(
        story.as_("試験一子").case_view().err(),
        Some(Stop::Told(DenyReason::PledgeMissing))
    );
}
