//! BR-020–BR-022, BR-026, BR-029, BR-050, BR-051: conferences of the council.

use std::collections::BTreeSet;

use domain::access::{Action, CaseFacts, Decision, decide};
use domain::area::AreaLevel;
use domain::command::CouncilCommand;
use domain::conference::{
    Basis, ConferenceCommand as C, ConferenceKind, NotHeld, ProgramMeeting, SeriesArea,
};
use domain::council::{PolicyProfile, Role, Tier};
use domain::handle::handle_council;
use domain::id::{AgencyId, ConferenceId};
use domain::meeting::{EntryKind, MeetingStatus};
use domain::refusal::Refusal;
use uuid::Uuid;

use crate::hall::{Hall, No, series_of, span};
use crate::scenario::Step;
use crate::story::Story;
use crate::world::*;

const NEW: ConferenceId = ConferenceId(Uuid::from_u128(0xCF));

fn set_series(
    hall: &mut Hall,
    change: impl Fn(&mut domain::conference::Series),
) -> Option<Refusal> {
    let mut series = hall.council.series[&series_of(ConferenceKind::Practitioners)].clone();
    change(&mut series);
    let actor = domain::command::Actor::Staff(staff_named(&hall.council, "試験調").id);
    let command = CouncilCommand::SetSeries {
        series: Box::new(series),
    };
    match handle_council(&hall.council, actor, &command, hall.now) {
        Ok(events) => {
            for event in events {
                hall.council.apply(&event);
            }
            None
        }
        Err(refusal) => Some(refusal),
    }
}

#[test]
fn a_series_is_for_an_area_and_its_conferences_are_called_by_it() {
    let mut hall = Hall::new();
    let area = |name: &str| {
        Some(SeriesArea {
            level: AreaLevel::SubPrefecture,
            name: name.to_owned(),
        })
    };
    let nameless = set_series(&mut hall, |series| series.area = area(" "));
    assert!(nameless.is_some(), "an area has a name");
    assert_eq!(
        set_series(&mut hall, |series| series.area = area("東部振興局地域")),
        None
    );
    let plan = hall.planning(ConferenceKind::Practitioners, "2026-06-10");
    hall.did("試験調", NEW, plan);
    let told = hall.calendar("試験調", 2026);
    let line = told.conferences.iter().find(|line| line.id == NEW);
    let name = line.map(|line| line.name.as_str());
    assert_eq!(name, Some("実務者会議（東部振興局地域）"));
    // A name that says it already does not say it twice.
    set_series(&mut hall, |series| {
        series.name = "東部振興局地域の実務者会議".to_owned();
    });
    let series = &hall.council.series[&series_of(ConferenceKind::Practitioners)];
    assert_eq!(series.title(), "東部振興局地域の実務者会議");
    set_series(&mut hall, |series| series.area = None);
    let told = hall.calendar("試験調", 2026);
    assert!(told.series.iter().all(|line| line.area.is_none()));
}

#[test]
fn a_conference_takes_agenda_members_and_number_from_its_series() {
    let mut hall = Hall::new();
    let plan = hall.planning(ConferenceKind::Practitioners, "2026-06-10");
    hall.did("試験調", NEW, plan);
    let known = &hall.conferences[&NEW];
    let titles: Vec<&str> = known.items.iter().map(|item| &*item.title).collect();
    assert_eq!(titles[0], "進行管理台帳の確認");
    assert_eq!((known.number, known.status), (1, MeetingStatus::Planned));
    let called: Vec<AgencyId> = known.invited.iter().map(|person| person.agency).collect();
    assert_eq!(called, [CENTER, CITY]);
}

#[test]
fn a_full_conference_calls_everybody_and_those_who_have_left_are_called_no_more() {
    let mut hall = Hall::new();
    let mut plan = hall.planning(ConferenceKind::Practitioners, "2026-06-10");
    if let C::Plan { full, invited, .. } = &mut plan {
        *full = true;
        *invited = vec![hall.attendee("試験児"), hall.attendee("試験調")];
    }
    let police = staff_named(&hall.council, "試験警").id;
    hall.council.staff.get_mut(&police).expect("known").until = Some(day("2026-05-31"));
    hall.did("試験調", NEW, plan);
    let called = &hall.conferences[&NEW].invited;
    let agencies: Vec<AgencyId> = called.iter().map(|person| person.agency).collect();
    assert_eq!(agencies, [CENTER, CITY, AKARI, CHILD]);
}

#[test]
fn what_cannot_be_planned_is_refused_with_the_next_step() {
    let hall = Hall::new();
    let with = |change: &dyn Fn(&mut C)| {
        let mut plan = hall.planning(ConferenceKind::Practitioners, "2026-06-10");
        change(&mut plan);
        hall.clone().refused("試験調", NEW, plan)
    };
    let unknown = |plan: &mut C| {
        if let C::Plan { series, .. } = plan {
            *series = domain::id::SeriesId(Uuid::from_u128(1));
        }
    };
    assert_eq!(with(&unknown), Refusal::SeriesUnknown);
    let one_person = |plan: &mut C| {
        if let C::Plan {
            chair, recorder, ..
        } = plan
        {
            *recorder = chair.clone();
        }
    };
    assert_eq!(with(&one_person), Refusal::ChairAndRecorderMissing);
    let backwards = |plan: &mut C| {
        if let C::Plan { planned, .. } = plan {
            std::mem::swap(&mut planned.from, &mut planned.to);
        }
    };
    assert_eq!(with(&backwards), Refusal::EndsBeforeItStarts);
    let mut ended = hall.clone();
    let series = ended
        .council
        .series
        .get_mut(&series_of(ConferenceKind::Practitioners));
    series.expect("a series").ended = true;
    let plan = hall.planning(ConferenceKind::Practitioners, "2026-06-10");
    assert_eq!(
        ended.refused("試験調", NEW, plan.clone()),
        Refusal::SeriesEnded
    );
    assert_eq!(hall.clone().does("試験一子", NEW, &plan), Err(No::Told));
}

#[test]
fn a_council_without_the_tier_holds_none_but_the_other_kinds_are_no_tiers() {
    let mut hall = Hall::new();
    hall.council.policy.profile = PolicyProfile::Own;
    hall.council.policy.tiers = BTreeSet::from([Tier::CaseReview]);
    for kind in ConferenceKind::ALL {
        let plan = hall.planning(kind, "2026-06-10");
        let answer = hall.clone().does("試験調", NEW, &plan);
        if kind.tier().is_some_and(|tier| tier != Tier::CaseReview) {
            assert_eq!(answer, Err(No::Refused(Refusal::TierNotInPolicy)));
        } else {
            assert_eq!(answer, Ok(()), "{kind:?}");
        }
    }
}

#[test]
fn not_held_for_want_of_cases_is_recorded_and_only_before_it_opens() {
    let mut hall = Hall::new();
    let none = C::NotHold {
        reason: NotHeld::NoCases,
    };
    let id = hall.called(ConferenceKind::LayeredConference, "2026-06-10");
    hall.did("試験調", id, none.clone());
    let known = &hall.conferences[&id];
    assert_eq!(known.not_held, Some(NotHeld::NoCases));
    assert_eq!(known.status, MeetingStatus::Cancelled);
    let id = hall.open(ConferenceKind::LayeredConference, "2026-06-11");
    assert_eq!(hall.refused("試験調", id, none), Refusal::ConferenceOpened);
}

fn year_end(hall: &Hall, now: &str) -> Vec<String> {
    let mut hall = hall.clone();
    hall.at(now);
    let mut warnings = hall.calendar("試験調", 2026).warnings;
    warnings.retain(|words| words.contains("代表者会議"));
    assert_eq!(warnings, hall.year("試験代表", 2026).warnings);
    warnings
}

#[test]
fn br_020_from_january_on_a_year_without_a_meeting_of_representatives_is_warned_of() {
    let mut hall = Hall::new();
    assert_eq!(
        year_end(&hall, "2027-01-05 09:00"),
        [
            "令和8年度の代表者会議がまだ開かれていません。年度は3月31日までです。日程を決めてください。"
        ]
    );
    hall.called(ConferenceKind::Representatives, "2027-02-10");
    assert_eq!(
        year_end(&hall, "2027-01-05 09:00"),
        ["令和8年度の代表者会議がまだ開かれていません。2月10日に予定しています。"]
    );
    // Its day passed and nobody opened it.
    assert!(year_end(&hall, "2027-03-01 09:00")[0].contains("日程を決めてください"));
    assert_eq!(
        year_end(&hall, "2027-04-01 09:00"),
        ["令和8年度は、代表者会議が開かれませんでした。"]
    );
    for on in ["2026-09-01", "2026-10-01"] {
        hall.called(ConferenceKind::Representatives, on);
    }
    assert!(year_end(&hall, "2026-07-01 09:00")[0].contains("3回です"));
}

#[test]
fn br_020_one_that_was_held_and_a_year_with_time_left_are_not_warned_of() {
    let mut hall = Hall::new();
    assert!(year_end(&hall, "2026-12-31 17:00").is_empty());
    hall.shared(ConferenceKind::Representatives, "2026-10-20");
    assert!(year_end(&hall, "2027-03-31 09:00").is_empty());
    hall.council.policy.tiers.remove(&Tier::Representatives);
    hall.conferences.clear();
    assert!(year_end(&hall, "2027-03-31 09:00").is_empty());
}

/// A 実務者会議 that serves another programme too, with a guest of an agency that is no member.
fn with_guest(programme: ProgramMeeting) -> (Hall, ConferenceId) {
    let mut hall = Hall::new();
    hall.serving(ConferenceKind::Practitioners, programme);
    let mut plan = hall.planning(ConferenceKind::Practitioners, "2026-06-10");
    if let C::Plan { invited, .. } = &mut plan {
        *invited = vec![hall.attendee("試験外"), hall.attendee("試験警")];
    }
    hall.did("試験調", NEW, plan);
    hall.did("試験調", NEW, C::Notify);
    hall.at("2026-06-10 10:00");
    hall.did("試験調", NEW, C::Open);
    (hall, NEW)
}

#[test]
fn br_021_one_sitting_serves_the_violence_liaison_meeting_too() {
    let (hall, id) = with_guest(ProgramMeeting::ViolenceLiaison);
    let view = hall.view("試験外", id);
    assert_eq!(view.also_serves, ["DV防止法の関係機関連携会議"]);
    assert!(hall.may("試験外", Action::SeeConference, id));
    assert!(hall.may("試験警", Action::SeeLedger, id));
}

#[test]
fn br_021_the_ledger_is_for_the_pledged_members_of_the_council_alone() {
    let (mut hall, id) = with_guest(ProgramMeeting::ViolenceLiaison);
    assert!(!hall.may("試験外", Action::SeeLedger, id));
    let police = staff_named(&hall.council, "試験警").id;
    let member = hall.council.staff.get_mut(&police).expect("known");
    member.pledges.clear();
    for action in [Action::SeeLedger, Action::SeeConference] {
        assert!(!hall.may("試験警", action, id));
    }
    let attendance = vec![hall.came("試験調"), hall.came("試験警")];
    let names = vec!["試験 警".to_owned()];
    assert_eq!(
        hall.refused("試験一子", id, C::RecordAttendance { attendance }),
        Refusal::PledgeOfMissing { names }
    );
}

#[test]
fn br_022_a_sitting_that_serves_the_youth_programme_opens_no_case() {
    let mut story = Story::until(Step::Shared);
    let (hall, id) = with_guest(ProgramMeeting::YouthLiaison);
    assert_eq!(
        hall.view("試験外", id).also_serves,
        ["若年被害女性等支援事業の連携会議"]
    );
    story.now = hall.now;
    for name in ["試験外", "試験隣"] {
        let subject = hall.subject(name);
        let facts = CaseFacts::of(story.file(), &hall.council, &subject, hall.now);
        let seen = decide(&subject, Action::SeeCase, &facts);
        let without = decide(
            &story.subject(subject.actor),
            Action::SeeCase,
            &story.facts(subject.actor),
        );
        assert_eq!(seen, without);
    }
    assert!(story.as_("試験外").case_view().is_err());
}

#[test]
fn br_026_guide_minutes_are_soft_and_an_overrun_is_its_actual_minutes() {
    let mut hall = Hall::new();
    let id = hall.open(ConferenceKind::Practitioners, "2026-06-10");
    hall.did("試験調", id, C::StartItem { item: 0 });
    hall.did(
        "試験一子",
        id,
        C::SetMinutes {
            item: 0,
            minutes: 30,
        },
    );
    // Long past the thirty minutes: the item still runs, nothing went on by itself.
    hall.at("2026-06-10 11:15");
    assert_eq!(hall.conferences[&id].running(), Some(0));
    hall.did("試験調", id, C::Pause);
    hall.did("試験調", id, C::Resume);
    hall.did("試験調", id, C::StartItem { item: 2 });
    let items = &hall.conferences[&id].items;
    assert_eq!(items[0].ended_at, Some(instant("2026-06-10 11:15")));
    assert_eq!(items[0].started_at, Some(instant("2026-06-10 10:00")));
    assert_eq!((items[0].minutes, items[1].started_at), (30, None));
}

#[test]
fn br_026_a_break_and_what_came_between_are_no_minutes_of_an_item() {
    let mut hall = Hall::new();
    let id = hall.open(ConferenceKind::Practitioners, "2026-06-10");
    let minutes = |hall: &Hall, item: usize, until: &str| {
        let item = &hall.conferences[&id].items[item];
        let to = item.ended_at.unwrap_or_else(|| instant(until));
        (to - item.started_at.unwrap()).num_minutes()
    };
    hall.did("試験調", id, C::StartItem { item: 0 });
    hall.at("2026-06-10 10:20");
    hall.did("試験調", id, C::Pause);
    hall.at("2026-06-10 10:35");
    hall.did("試験調", id, C::Resume);
    hall.at("2026-06-10 10:40");
    hall.did("試験調", id, C::StartItem { item: 1 });
    assert_eq!(minutes(&hall, 0, ""), 25);
    // Ended in a break: the break is not counted either.
    hall.at("2026-06-10 10:50");
    hall.did("試験調", id, C::Pause);
    hall.at("2026-06-10 11:00");
    hall.did("試験調", id, C::StartItem { item: 0 });
    assert_eq!(minutes(&hall, 1, ""), 10);
    // Taken up again after the twenty minutes of the other.
    assert_eq!(minutes(&hall, 0, "2026-06-10 11:05"), 30);
}

#[test]
fn br_026_no_box_of_no_minutes_and_no_item_that_is_not_there() {
    let mut hall = Hall::new();
    let id = hall.open(ConferenceKind::Practitioners, "2026-06-10");
    let set = |item, minutes| C::SetMinutes { item, minutes };
    assert_eq!(
        hall.refused("試験調", id, set(0, 0)),
        Refusal::PeriodMissing
    );
    assert_eq!(hall.refused("試験調", id, set(9, 5)), Refusal::ItemUnknown);
    let start = C::StartItem { item: 9 };
    assert_eq!(hall.refused("試験調", id, start), Refusal::ItemUnknown);
    assert_eq!(
        hall.does("試験警", id, &C::StartItem { item: 1 }),
        Err(No::Hidden)
    );
}

fn full_warnings(hall: &Hall) -> Vec<String> {
    let mut warnings = hall.calendar("試験調", 2026).warnings;
    warnings.retain(|words| words.contains("全員"));
    warnings
}

#[test]
fn br_029_a_month_without_all_members_is_told() {
    let mut hall = Hall::new();
    hall.council
        .series
        .retain(|_, series| series.kind == ConferenceKind::Practitioners);
    assert_eq!(full_warnings(&hall).len(), 1);
    hall.called(ConferenceKind::Practitioners, "2026-06-10");
    assert!(full_warnings(&hall)[0].starts_with("「実務者会議」は、今月"));
    // Called for a day of this month that has passed without it.
    let mut plan = hall.planning(ConferenceKind::Practitioners, "2026-06-12");
    if let C::Plan { full, .. } = &mut plan {
        *full = true;
    }
    hall.did("試験調", NEW, plan);
    hall.at("2026-06-13 09:00");
    assert_eq!(full_warnings(&hall).len(), 1);
}

#[test]
fn br_029_one_with_all_members_this_month_or_no_second_layer_is_not_told() {
    let mut hall = Hall::new();
    hall.council
        .series
        .retain(|_, series| series.kind == ConferenceKind::Practitioners);
    let mut plan = hall.planning(ConferenceKind::Practitioners, "2026-06-10");
    if let C::Plan { full, .. } = &mut plan {
        *full = true;
    }
    hall.did("試験調", NEW, plan);
    assert!(full_warnings(&hall).is_empty());
    hall.conferences.clear();
    let alone = |series: &mut domain::conference::Series| series.full.clear();
    assert_eq!(set_series(&mut hall, alone), None);
    assert!(full_warnings(&hall).is_empty());
}

#[test]
fn br_050_representatives_open_their_own_meeting_and_read_its_minutes() {
    let mut hall = Hall::new();
    let mut id = hall.open(ConferenceKind::Representatives, "2026-10-20");
    assert!(hall.may("試験代表", Action::SeeConference, id));
    assert!(hall.may("試験代表", Action::RaiseIssue, id));
    hall.at("2026-11-20 09:00");
    hall.conferences.get_mut(&id).expect("held").status = MeetingStatus::Adjourned;
    assert!(
        !hall.may("試験代表", Action::SeeConference, id),
        "not before they are shared"
    );
    hall.conferences.clear();
    id = hall.called(ConferenceKind::Representatives, "2026-12-01");
    hall.at("2026-12-01 10:00");
    hall.did("試験所長", id, C::Open);
    let attendance = vec![hall.came("試験代表"), hall.came("試験調")];
    hall.did("試験調", id, C::RecordAttendance { attendance });
    hall.did("試験所長", id, C::Adjourn);
    hall.did("試験調", id, C::ConfirmMinutes);
    hall.did("試験調", id, C::ShareMinutes);
    hall.at("2027-02-01 10:00");
    assert!(hall.may("試験代表", Action::SeeConference, id));
    // The secretary of the Center was there; the police was not.
    assert!(!hall.may("試験警", Action::SeeConference, id));
}

#[test]
fn br_050_representatives_have_no_path_to_the_ledger_or_to_another_tier() {
    let mut hall = Hall::new();
    for kind in ConferenceKind::ALL {
        let id = hall.open(kind, "2026-06-10");
        let me = hall.attendee("試験代表");
        // Even where somebody invites, chairs and shares by mistake.
        let known = hall.conferences.get_mut(&id).expect("open");
        known.invited.push(me.clone());
        known.roles = vec![(domain::meeting::MeetingRole::Chair, me)];
        known.shared_with.insert(MAIN_OFFICE);
        for status in MeetingStatus::ALL {
            hall.conferences.get_mut(&id).expect("open").status = status;
            for action in Action::ALL {
                let allowed = hall.may("試験代表", *action, id);
                let own = kind == ConferenceKind::Representatives;
                let never = [
                    Action::SeeLedger,
                    Action::KeepLedger,
                    Action::PrintLedgerNames,
                ];
                assert!(
                    !allowed || !never.contains(action),
                    "{kind:?} {status:?} {action:?}"
                );
                assert!(!allowed || own, "{kind:?} {status:?} {action:?}");
            }
        }
        let listed = hall.conferences[&id].listed_for(&hall.subject("試験代表"));
        assert_eq!(listed, kind == ConferenceKind::Representatives);
    }
    let calendar = hall.calendar("試験代表", 2026);
    let only = |kind: ConferenceKind| kind == ConferenceKind::Representatives;
    assert!(calendar.conferences.iter().all(|line| only(line.kind)));
    assert!(calendar.series.iter().all(|line| only(line.kind)));
    let subject = hall.subject("試験代表");
    for action in [Action::SeeLedger, Action::PrintLedgerNames] {
        assert!(matches!(
            decide(&subject, action, &CaseFacts::default()),
            Decision::Deny { .. }
        ));
    }
    assert!(!Role::Representative.may_meet_a_case());
}

#[test]
fn br_051_each_kind_stands_on_one_basis_and_says_so() {
    let mut hall = Hall::new();
    let without = hall.open(ConferenceKind::SupportConference, "2026-06-10");
    let with = hall.open(ConferenceKind::LayeredConference, "2026-06-10");
    assert_eq!(
        hall.view("試験調", without).banner,
        "本人同意なし・支援会議（社会福祉法106条の6）"
    );
    assert_eq!(hall.view("試験調", with).banner, Basis::Consent.label());
    assert_ne!(without, with, "the same afternoon, two records");
}

#[test]
fn br_051_no_series_changes_its_basis_and_nobody_is_in_the_minutes() {
    let mut hall = Hall::new();
    let change = |series: &mut domain::conference::Series| {
        series.kind = ConferenceKind::LayeredConference;
    };
    assert_eq!(set_series(&mut hall, change), Some(Refusal::IdTaken));
    let id = hall.open(ConferenceKind::SupportConference, "2026-06-10");
    for kind in EntryKind::ALL {
        let entry = hall.record();
        let act = C::AddEntry {
            entry,
            item: 0,
            kind,
            text: "夜の窓口が足りない".to_owned(),
            agency: None,
        };
        let about_someone = [EntryKind::HerWords, EntryKind::Lately].contains(&kind);
        if about_someone {
            assert_eq!(
                hall.refused("試験一子", id, act),
                Refusal::NobodyInTheMinutes
            );
        } else {
            hall.did("試験一子", id, act);
        }
    }
}

#[test]
fn two_recorders_lose_nothing_and_an_id_is_taken_once() {
    let mut hall = Hall::new();
    let id = hall.open(ConferenceKind::Practitioners, "2026-06-10");
    let entry = hall.record();
    let mut act = C::AddEntry {
        entry,
        item: 0,
        kind: EntryKind::Fact,
        text: "一つめ".to_owned(),
        agency: Some(POLICE),
    };
    hall.did("試験一子", id, act.clone());
    assert_eq!(hall.refused("試験調", id, act.clone()), Refusal::IdTaken);
    if let C::AddEntry { entry, .. } = &mut act {
        *entry = hall.record();
    }
    hall.did("試験調", id, act.clone());
    hall.at("2026-06-10 12:00");
    hall.did("試験調", id, C::Adjourn);
    // The recorder finishes in her own time; the chair's hours are over.
    hall.at("2026-06-12 12:00");
    if let C::AddEntry { entry, .. } = &mut act {
        *entry = hall.record();
    }
    assert_eq!(hall.does("試験所長", id, &act), Err(No::Told));
    hall.did("試験一子", id, act.clone());
    assert_eq!(hall.conferences[&id].entries.len(), 3);
    hall.did("試験一子", id, C::ConfirmMinutes);
    assert_eq!(hall.refused("試験一子", id, act), Refusal::MeetingIsOver);
}

#[test]
fn a_postponed_conference_is_called_anew() {
    let mut hall = Hall::new();
    let id = hall.called(ConferenceKind::Practitioners, "2026-06-10");
    let later = C::Postpone {
        planned: span("2026-06-17"),
        reason: "大雪のため".to_owned(),
    };
    hall.did("試験調", id, later);
    hall.at("2026-06-17 10:00");
    assert!(!hall.may("試験一子", Action::SeeConference, id));
    hall.did("試験調", id, C::Notify);
    assert!(hall.may("試験一子", Action::SeeConference, id));
    hall.at("2026-06-16 10:30");
    hall.did(
        "試験調",
        id,
        C::Postpone {
            planned: span("2026-06-17"),
            reason: "会場".to_owned(),
        },
    );
    hall.did("試験調", id, C::Notify);
    assert_eq!(hall.refused("試験調", id, C::Open), Refusal::NotTheDay);
}

#[test]
fn a_secret_agency_has_its_cover_in_every_list() {
    let mut hall = Hall::new();
    let mut plan = hall.planning(ConferenceKind::Practitioners, "2026-06-10");
    if let C::Plan { full, .. } = &mut plan {
        *full = true;
    }
    hall.did("試験調", NEW, plan);
    hall.did("試験調", NEW, C::Notify);
    hall.at("2026-06-10 10:00");
    hall.did("試験調", NEW, C::Open);
    let entry = hall.record();
    let text = format!("{AKARI_NAME}の{AKARI_WORKER}が来た");
    let act = C::AddEntry {
        entry,
        item: 0,
        kind: EntryKind::Fact,
        text,
        agency: Some(AKARI),
    };
    hall.did("試験調", NEW, act);
    let seen = serde_json::to_string(&hall.view("試験一子", NEW)).expect("a view");
    let listed = serde_json::to_string(&hall.calendar("試験一子", 2026)).expect("a view");
    for text in [seen, listed] {
        assert!(!text.contains(AKARI_NAME) && !text.contains(AKARI_WORKER));
        assert!(text.contains("支援機関"));
    }
    let own = serde_json::to_string(&hall.view("試験灯", NEW)).expect("a view");
    assert!(own.contains(AKARI_NAME));
}
