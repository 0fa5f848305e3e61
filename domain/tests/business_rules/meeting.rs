//! BR-012–BR-014: the meeting and its record, what of it may be taken along, and a deadlock.

use std::collections::BTreeSet;

use domain::access::CaseFacts;
use domain::command::{Actor, CaseCommand as C, Command, Envelope};
use domain::her_plan::HerPlanCommand;
use domain::id::{AgencyId, CommandId, RecordId};
use domain::meeting::{
    AssignmentHow, Attendance, CaseRole, EntryKind, MeetingStatus, NextDate, PresenceMode,
    Unsettled,
};
use domain::refusal::Refusal;
use domain::view::her::{PlanPage, ShownPlan};
use domain::view::{Reader, along};

use crate::scenario::*;
use crate::story::Story;
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

#[test]
fn br_012_the_outcome_reaches_another_agency_only_once_it_is_shared_with_it() {
    let mut story = Story::until(Step::Adjourned);
    // あかり holds a role, but the hours of the meeting are over and nothing is shared yet.
    story.at("2026-05-19 18:00");
    let seen = story
        .as_("試験灯")
        .meeting_view(MEETING)
        .expect("a role in force");
    assert!(seen.meeting.decisions.is_empty());
    assert!(seen.meeting.entries.is_empty());
    story.as_("試験一子").did(confirm_minutes());
    story
        .as_("試験一子")
        .did(C::ShareMinutes { meeting: MEETING });
    let seen = story
        .as_("試験灯")
        .meeting_view(MEETING)
        .expect("a role in force");
    assert!(!seen.meeting.decisions.is_empty());
    assert!(seen.meeting.entries.is_empty());
}

#[test]
fn br_012_who_took_part_without_a_role_reads_the_shared_record_after_the_hours() {
    let mut story = Story::until(Step::Opened);
    let roles = [
        story.assign(CaseRole::AgencyInCharge, CENTER, None, ""),
        story.assign(CaseRole::DirectSupport, CITY, None, ""),
    ];
    for role in roles {
        story.as_("試験一子").did(role);
    }
    let decision = RecordId(story.uuid());
    for act in [
        C::JudgeAtMeeting {
            meeting: MEETING,
            risk: domain::record::RiskLevel::High,
            urgency: domain::record::UrgencyLevel::Planned,
        },
        C::SetNextDate {
            meeting: MEETING,
            next: NextDate::WhenNeeded,
        },
        C::Decide {
            meeting: MEETING,
            decision,
            what: "見学の日を決める".to_owned(),
            agency: CITY,
            person: None,
            due: None,
            her_view: domain::meeting::HerView::Accepted,
            cost: None,
        },
        C::AdjournMeeting { meeting: MEETING },
    ] {
        story.as_("試験調").did(act);
    }
    story.at("2026-05-19 18:00");
    // The police took part and hold no role: outside the hours there is nothing to read yet.
    assert!(story.as_("試験警").meeting_view(MEETING).is_err());
    story.as_("試験一子").did(confirm_minutes());
    story
        .as_("試験一子")
        .did(C::ShareMinutes { meeting: MEETING });
    let seen = story
        .as_("試験警")
        .meeting_view(MEETING)
        .expect("shared with the police");
    assert!(!seen.meeting.decisions.is_empty());
    assert!(seen.meeting.entries.is_empty());
    // The record opens, the case does not; the school, which was not there, reads neither.
    assert!(story.as_("試験警").case_view().is_err());
    assert!(story.as_("試験校").meeting_view(MEETING).is_err());
}

#[test]
fn br_013_every_function_can_be_given_and_direct_support_to_several() {
    let story = Story::until(Step::Deadlocked);
    let holders = |role| -> BTreeSet<_> {
        let roles = story.file().roles.iter();
        roles
            .filter(|r| r.role == role && r.until.is_none())
            .map(|r| r.agency)
            .collect()
    };
    assert_eq!(
        holders(CaseRole::DirectSupport),
        BTreeSet::from([CITY, AKARI])
    );
    assert_eq!(holders(CaseRole::Convenor), BTreeSet::from([CITY]));
    assert_eq!(holders(CaseRole::CaseManagement), BTreeSet::from([CENTER]));
    assert_eq!(holders(CaseRole::AgencyInCharge), BTreeSet::from([CENTER]));
    assert_eq!(story.file().agency_in_charge, CENTER);
}

#[test]
fn br_013_at_least_one_direct_supporter_and_one_holder_of_a_single_role() {
    let mut story = Story::until(Step::Deadlocked);
    let again = story.assign(CaseRole::Convenor, AKARI, None, "");
    story.as_("試験調").did(again);
    let convenors: Vec<_> = story
        .file()
        .roles
        .iter()
        .filter(|r| r.role == CaseRole::Convenor && r.until.is_none())
        .map(|r| r.agency)
        .collect();
    assert_eq!(convenors, [AKARI]);
    // The one before stays in the history.
    assert!(
        story
            .file()
            .roles
            .iter()
            .any(|r| r.role == CaseRole::Convenor && r.agency == CITY)
    );
    let absent = story.assign(CaseRole::DirectSupport, SCHOOL, None, "");
    assert_eq!(
        story.as_("試験調").refused(absent),
        Refusal::NotParticipating
    );
}

fn principals(story: &Story) -> Vec<(domain::id::AgencyId, AssignmentHow)> {
    story
        .file()
        .roles
        .iter()
        .filter(|r| r.role == CaseRole::PrincipalSupporter && r.until.is_none())
        .map(|r| (r.agency, r.how))
        .collect()
}

#[test]
fn br_014_a_deadlock_can_be_ended_by_designating_one_participating_agency() {
    let story = Story::until(Step::Deadlocked);
    assert_eq!(principals(&story), [(AKARI, AssignmentHow::Deadlock)]);
    let meeting = story.file().meeting(MEETING).expect("held");
    let designated = meeting
        .assignments
        .iter()
        .find(|a| a.role == CaseRole::PrincipalSupporter);
    assert_eq!(
        designated.map(|a| a.dissent.as_str()),
        Some("みほん市は自分が続けたい")
    );
}

#[test]
fn br_014_it_is_never_automatic() {
    let mut story = Story::until(Step::Opened);
    let what = Unsettled::Method;
    story.as_("試験調").did(C::RecordUnsettled {
        meeting: MEETING,
        what,
    });
    assert!(principals(&story).is_empty());
}

#[test]
fn br_014_without_a_deadlock_it_is_refused() {
    let mut story = Story::until(Step::Opened);
    let refusal = story.as_("試験調").refused(Story::designate(AKARI));
    assert_eq!(refusal, Refusal::SettledWithoutDeadlock);
    // What was agreed needs no designation.
    let agreed = story.assign(CaseRole::PrincipalSupporter, AKARI, None, "");
    story.as_("試験調").did(agreed);
    assert_eq!(principals(&story), [(AKARI, AssignmentHow::Agreed)]);
}

#[test]
fn br_014_only_an_agency_that_takes_part() {
    let mut story = Story::until(Step::Deadlocked);
    for agency in [SCHOOL, MAIN_OFFICE] {
        let refusal = story.as_("試験調").refused(Story::designate(agency));
        assert_eq!(refusal, Refusal::NotParticipating);
    }
    assert_eq!(principals(&story), [(AKARI, AssignmentHow::Deadlock)]);
}

#[test]
fn br_014_a_second_designation_leaves_exactly_one() {
    let mut story = Story::until(Step::Deadlocked);
    story.as_("試験調").did(Story::designate(CITY));
    assert_eq!(principals(&story), [(CITY, AssignmentHow::Deadlock)]);
    let quietly = story.assign(CaseRole::PrincipalSupporter, AKARI, None, "");
    assert_eq!(story.as_("試験調").refused(quietly), Refusal::StepMissing);
}
