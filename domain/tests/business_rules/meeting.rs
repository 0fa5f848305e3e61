//! BR-012–BR-014, BR-017, BR-030: the meeting and its record.

use std::collections::BTreeSet;

use domain::access::{Action, CaseFacts, Decision, DenyReason, decide};
use domain::command::{Actor, CaseCommand as C, Command, CouncilCommand, Envelope};
use domain::council::{DutyHolderKind, Pledge};
use domain::event::CaseEvent;
use domain::form::{Attendee, InfoCategory};
use domain::her_plan::HerPlanCommand;
use domain::id::{AgencyId, CommandId, RecordId};
use domain::meeting::{
    AssignmentHow, Attendance, CaseRole, EntryKind, MeetingStatus, NextDate, PresenceMode,
    Unsettled,
};
use domain::record::{Means, ThreeParts};
use domain::refusal::Refusal;
use domain::view::her::{PlanPage, ShownPlan};
use domain::view::{Reader, along};

use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

fn confirm_minutes() -> C {
    C::ConfirmMinutes {
        meeting: MEETING,
        her_version: String::new(),
    }
}

#[test]
fn br_012_roles_and_next_date_are_recorded_and_shared_with_those_who_took_part() {
    let story = Story::until(Step::Shared);
    let meeting = story.file().meeting(MEETING).expect("held");
    assert_eq!(meeting.status, MeetingStatus::Shared);
    assert_eq!(
        meeting.next_date,
        Some(NextDate::On(jst("2026-06-02 13:30")))
    );
    assert!(!meeting.assignments.is_empty());
    let all = BTreeSet::from([CENTER, CITY, POLICE, CHILD, CITIZENS, AKARI]);
    assert_eq!(meeting.shared_with, all);
}

#[test]
fn br_012_a_record_without_risk_roles_or_next_date_is_not_confirmed() {
    let held = |prepare: &dyn Fn(&mut Story)| {
        let mut story = Story::until(Step::Opened);
        prepare(&mut story);
        story.at("2026-05-19 15:00");
        story
            .as_("試験調")
            .did(C::AdjournMeeting { meeting: MEETING });
        story.as_("試験一子").refused(confirm_minutes())
    };
    let judge = |story: &mut Story| {
        story.as_("試験調").did(C::JudgeAtMeeting {
            meeting: MEETING,
            risk: domain::record::RiskLevel::High,
            urgency: domain::record::UrgencyLevel::Planned,
        });
    };
    let assign = |story: &mut Story, roles: &[CaseRole]| {
        for role in roles {
            let act = story.assign(*role, CITY, None, "");
            story.as_("試験調").did(act);
        }
    };
    assert_eq!(held(&|_| {}), Refusal::RiskMissing);
    assert_eq!(held(&judge), Refusal::RoleMissing);
    let no_direct = |story: &mut Story| {
        judge(story);
        assign(story, &[CaseRole::AgencyInCharge]);
    };
    assert_eq!(held(&no_direct), Refusal::RoleMissing);
    let no_charge = |story: &mut Story| {
        judge(story);
        assign(story, &[CaseRole::DirectSupport]);
    };
    assert_eq!(held(&no_charge), Refusal::RoleMissing);
    let no_date = |story: &mut Story| {
        judge(story);
        assign(story, &[CaseRole::AgencyInCharge, CaseRole::DirectSupport]);
    };
    assert_eq!(held(&no_date), Refusal::NextDateMissing);
}

#[test]
fn br_012_nothing_is_shared_before_the_record_is_confirmed_nor_with_who_was_absent() {
    let mut story = Story::until(Step::Adjourned);
    let share = C::ShareMinutes { meeting: MEETING };
    assert_eq!(
        story.as_("試験一子").refused(share.clone()),
        Refusal::StepMissing
    );
    let mut attendance = story.present(&["試験調", "試験一子", "試験灯"]);
    attendance.push(Attendance {
        person: story.attendee("試験警"),
        mode: PresenceMode::Absent,
        paper_pledge: false,
    });
    story.as_("試験一子").did(C::RecordAttendance {
        meeting: MEETING,
        attendance,
    });
    story.as_("試験一子").did(confirm_minutes());
    story.as_("試験一子").did(share);
    let meeting = story.file().meeting(MEETING).expect("held");
    assert_eq!(meeting.shared_with, BTreeSet::from([CENTER, CITY, AKARI]));
}

#[test]
fn br_012_what_the_recorder_wrote_without_a_network_stands_at_the_time_when_it_was_said() {
    let mut story = Story::until(Step::Opened);
    let opened = story
        .file()
        .meeting(MEETING)
        .and_then(|m| m.opened_at)
        .expect("open");
    let mut line = |occurred_at| Envelope {
        id: CommandId(story.uuid()),
        occurred_at,
        ahead_ms: Some(0),
        command: Command::Case {
            case: CASE,
            act: C::AddEntry {
                meeting: MEETING,
                entry: RecordId(story.uuid()),
                item: 0,
                kind: EntryKind::Fact,
                text: "今夜の場所は決まっていない".to_owned(),
                agency: None,
            },
        },
    };
    // By a right clock, by one that runs ahead of the server's, and by one that is a day slow.
    let sent = [
        instant("2026-05-19 14:10"),
        instant("2026-05-19 18:00"),
        instant("2026-05-18 14:10"),
    ];
    let lines = sent.map(&mut line);
    story.at("2026-05-19 15:30");
    for envelope in &lines {
        story.as_("試験一子").sends(envelope).expect("kept");
    }
    // Who does not write the record writes none afterwards either.
    let of_another = story.as_("試験心").sends(&lines[0]);
    assert!(of_another.is_err());
    let entries = &story.file().meeting(MEETING).expect("open").entries;
    let said: Vec<_> = entries
        .iter()
        .rev()
        .take(3)
        .rev()
        .map(|one| one.at)
        .collect();
    let stand = [
        instant("2026-05-19 14:10"),
        instant("2026-05-19 15:30"),
        opened,
    ];
    assert_eq!(said, stand);
}

#[test]
fn br_017_of_a_meeting_only_who_reads_all_of_it_takes_the_talk_home() {
    let mut story = Story::until(Step::Opened);
    let entry = RecordId(story.uuid());
    story.as_("試験一子").did(C::AddEntry {
        meeting: MEETING,
        entry,
        item: 0,
        kind: EntryKind::Fact,
        text: "今夜の場所は決まっていない".to_owned(),
        agency: None,
    });
    for (name, takes) in [("試験一子", true), ("試験心", false), ("試験警", false)] {
        let reader = Actor::Staff(story.id_of(name));
        let seen = story.as_(name).meeting_view(MEETING).expect("called to it");
        assert!(
            !seen.meeting.entries.is_empty(),
            "{name} follows it in the room"
        );
        let taken = story.read_by(reader, along::meetings);
        let expected = if takes { vec![seen] } else { Vec::new() };
        assert_eq!(taken, expected, "{name}");
    }
    // What is confirmed is written on no more, and her plan is not there yet.
    let shared = Story::until(Step::Shared);
    let reader = Actor::Staff(shared.id_of("試験一子"));
    assert_eq!(shared.read_by(reader, along::meetings), []);
    assert_eq!(shared.read_by(reader, along::plans), []);
    let shown = Story::until(Step::PlanShown);
    assert_eq!(shown.read_by(reader, along::plans).len(), 1);
}

#[test]
fn what_she_is_shown_on_a_tablet_is_her_plan_where_the_worker_may_read_all_of_it() {
    let shown = Story::until(Step::PlanShown);
    for (name, takes) in [
        ("試験一子", true),
        ("試験警", false),
        ("試験児", false),
        ("試験代表", false),
    ] {
        let reader = Actor::Staff(shown.id_of(name));
        let page = shown.read_by(reader, along::hers);
        assert_eq!(page.is_some(), takes, "{name}");
    }
    let reader = Actor::Staff(shown.id_of("試験一子"));
    let page = shown.read_by(reader, along::hers).unwrap();
    let own = PlanPage::of(shown.file(), &shown.council, shown.now);
    let own = own.plan.map(|plan| ShownPlan {
        is_news: false,
        ..plan
    });
    assert_eq!(page.plan, own);
    assert!(page.told.is_empty() && page.own.is_empty() && page.decisions.is_empty());
    // When she reads at her own door is nobody's business.
    let mut opened = Story::until(Step::PlanShown);
    let (plan, version) = (page.plan.as_ref().unwrap().id, 1);
    opened
        .her()
        .did(C::HerPlan(HerPlanCommand::Open { plan, version }));
    assert_eq!(opened.read_by(reader, along::hers).as_ref(), Some(&page));
    // Nothing is shown to her before the plan is.
    let before = Story::until(Step::Shared);
    assert_eq!(before.read_by(reader, along::hers), None);

    // An agency that the worker beside her must not know keeps the page off the tablet.
    let told = format!("{page:?}");
    let mut secret = shown;
    let mut file = secret.file().clone();
    file.place_knowers.clear();
    let named = |id: &AgencyId, name: &str| *id != CITY && told.contains(name);
    let agency = secret.council.agencies.iter_mut();
    let (_, agency) = agency
        .into_iter()
        .find(|(id, agency)| named(id, &agency.name))
        .expect("another agency stands on her page");
    agency.secret = true;
    let subject = secret.subject(reader);
    let facts = CaseFacts::of(&file, &secret.council, &subject, secret.now);
    let reader = Reader::of(&file, &secret.council, &subject, &facts, secret.now);
    assert_eq!(along::hers(&reader), None);
}
