//! The table of conferences: kind × moment × seat × role, printed into `conference_matrix.txt`.

use domain::access::{Action, Decision, Subject, decide_conference};
use domain::command::Actor;
use domain::conference::{Conference, ConferenceKind};
use domain::council::{Council, Role};
use domain::form::Attendee;
use domain::id::{AgencyId, StaffId};
use domain::meeting::{MeetingRole, MeetingStatus};
use uuid::Uuid;

use crate::world::{CENTER, CITY, COUNCIL, OUTSIDE, council, instant, jst};
use crate::{SOMEBODY, snapshot, subject};

const LETTERS: [(char, Action); 6] = [
    ('v', Action::SeeConference),
    ('r', Action::RunConference),
    ('i', Action::RaiseIssue),
    ('s', Action::ShareConference),
    ('a', Action::ArrangeSlots),
    ('l', Action::SeeLedger),
];

/// A day of a conference from ten to twelve on June 10.
const MOMENTS: [(&str, MeetingStatus, &str); 10] = [
    (
        "planned, not called",
        MeetingStatus::Planned,
        "2026-06-10 09:00",
    ),
    (
        "two days before",
        MeetingStatus::Notified,
        "2026-06-08 10:00",
    ),
    (
        "the day before",
        MeetingStatus::Notified,
        "2026-06-09 10:00",
    ),
    ("live", MeetingStatus::InProgress, "2026-06-10 11:00"),
    (
        "live, far too long",
        MeetingStatus::InProgress,
        "2026-06-10 20:00",
    ),
    (
        "over for an hour",
        MeetingStatus::Adjourned,
        "2026-06-10 13:00",
    ),
    (
        "minutes in the making",
        MeetingStatus::Adjourned,
        "2026-06-12 10:00",
    ),
    (
        "minutes confirmed",
        MeetingStatus::MinutesConfirmed,
        "2026-06-13 10:00",
    ),
    ("shared", MeetingStatus::Shared, "2026-06-20 10:00"),
    ("not held", MeetingStatus::Cancelled, "2026-06-10 11:00"),
];

const SEATS: [&str; 4] = ["not called", "called", "chair", "recorder"];

fn person(staff: StaffId, agency: AgencyId) -> Attendee {
    Attendee {
        agency,
        staff: Some(staff),
        name: String::new(),
    }
}

fn conference(
    kind: ConferenceKind,
    status: MeetingStatus,
    seat: &str,
    agency: AgencyId,
) -> Conference {
    let other = StaffId(Uuid::from_u128(2));
    let me = person(SOMEBODY, agency);
    let taken = |by_me: bool| {
        if by_me {
            me.clone()
        } else {
            person(other, CENTER)
        }
    };
    let shared = status == MeetingStatus::Shared && seat != "not called";
    Conference {
        id: domain::id::ConferenceId(Uuid::from_u128(9)),
        council: COUNCIL,
        series: domain::id::SeriesId(Uuid::from_u128(8)),
        kind,
        number: 1,
        status,
        planned: domain::form::Span {
            from: jst("2026-06-10 10:00"),
            to: jst("2026-06-10 12:00"),
        },
        room: String::new(),
        full: false,
        also_serves: Default::default(),
        invited: (seat == "called").then(|| me.clone()).into_iter().collect(),
        roles: vec![
            (MeetingRole::Chair, taken(seat == "chair")),
            (MeetingRole::Recorder, taken(seat == "recorder")),
        ],
        opened_at: None,
        adjourned_at: None,
        paused_at: None,
        attendance: vec![],
        items: vec![],
        entries: vec![],
        decisions: vec![],
        issues: vec![],
        rounds: Default::default(),
        slots: vec![],
        not_held: None,
        confirmed_by: None,
        shared_with: shared.then_some(agency).into_iter().collect(),
    }
}

fn cell(asker: &Subject, conference: &Conference, council: &Council, now: &str) -> String {
    let may = |action| decide_conference(asker, action, conference, council, instant(now));
    let letters: String = LETTERS
        .iter()
        .filter(|(_, action)| matches!(may(*action), Decision::Allow(_)))
        .map(|(letter, _)| *letter)
        .collect();
    match may(Action::SeeConference) {
        _ if !letters.is_empty() => letters,
        Decision::Deny { hide: false, .. } => "-".to_owned(),
        _ => ".".to_owned(),
    }
}

fn asker(role: Role, agency: AgencyId, coordinates: bool) -> Subject {
    Subject {
        agency: Some(agency),
        coordinates,
        ..subject([role])
    }
}

fn table(kind: ConferenceKind) -> String {
    let council = council();
    let mut out = String::new();
    for (moment, status, now) in MOMENTS {
        out += &format!("  {moment}\n");
        for seat in SEATS {
            out += &format!("    {seat:<12}");
            let member = conference(kind, status, seat, CITY);
            for role in Role::ALL {
                let cell = cell(&asker(role, CITY, false), &member, &council, now);
                out += &format!(" {cell:>5}");
            }
            let center = conference(kind, status, seat, CENTER);
            let officer = asker(Role::CoordinationOfficer, CENTER, true);
            out += &format!(" {:>5}", cell(&officer, &center, &council, now));
            let outside = conference(kind, status, seat, OUTSIDE);
            let guest = asker(Role::Caseworker, OUTSIDE, false);
            out += &format!(" {:>5}\n", cell(&guest, &outside, &council, now));
        }
    }
    out
}

#[test]
fn the_table_of_conferences_is_the_committed_one() {
    let mut printed = String::from(
        "Who may do what in a conference of the council (domain::access::decide_conference).\n\
         v: sees it; r: runs it; i: raises an issue; s: shares the minutes; a: arranges its slots;\n\
         l: the ledger by code and age band; -: told that the role may not; .: hidden, as if there were none. Whoever is called\n\
         is also of an agency with which the minutes were shared.\n\n",
    );
    for (role, n) in Role::ALL.iter().zip(1..) {
        printed += &format!("  {n:>2} {role:?} {}\n", role.label());
    }
    printed += "  13 CoordinationOfficer of the 調整機関\n";
    printed += "  14 Caseworker of an agency that is no member of the council\n";
    let mut before: Vec<(ConferenceKind, String)> = Vec::new();
    for kind in ConferenceKind::ALL {
        let table = table(kind);
        printed += &format!("\n{kind:?} {} ({})\n", kind.label(), kind.basis().label());
        match before.iter().find(|(_, known)| *known == table) {
            Some((same, _)) => printed += &format!("  as {same:?}\n"),
            None => {
                printed += &format!("    {:<12}", "");
                (1..=14).for_each(|n| printed += &format!(" {n:>5}"));
                printed.push('\n');
                printed += &table;
            }
        }
        before.push((kind, table));
    }
    snapshot::compare("conference_matrix.txt", &printed);
}

/// Every kind, moment and seat, with a role.
fn everywhere(mut check: impl FnMut(&Conference, &str)) {
    for kind in ConferenceKind::ALL {
        for (_, status, now) in MOMENTS {
            for seat in SEATS {
                check(&conference(kind, status, seat, CITY), now);
            }
        }
    }
}

#[test]
fn who_has_no_pledge_no_post_or_is_no_staff_opens_nothing() {
    let council = council();
    everywhere(|conference, now| {
        for role in Role::ALL {
            let member = asker(role, CITY, true);
            let strangers = [
                Subject {
                    pledged: false,
                    ..member.clone()
                },
                Subject {
                    in_post: false,
                    ..member.clone()
                },
                Subject {
                    actor: Actor::WomanWith(SOMEBODY),
                    ..member
                },
                Subject::woman(),
            ];
            for stranger in strangers {
                let nothing = cell(&stranger, conference, &council, now);
                assert!([".", "-"].contains(&&*nothing), "{stranger:?} {nothing}");
            }
        }
    });
}

#[test]
fn no_action_about_a_case_is_decided_by_a_conference() {
    let council = council();
    everywhere(|conference, now| {
        for action in Action::ALL.iter().filter(|action| action.is_about_a_case()) {
            for role in Role::ALL {
                let member = asker(role, CITY, true);
                let decision =
                    decide_conference(&member, *action, conference, &council, instant(now));
                assert!(matches!(decision, Decision::Deny { .. }), "{action:?}");
            }
        }
    });
}

#[test]
fn what_it_allows_shows_no_field_of_a_case() {
    let council = council();
    everywhere(|conference, now| {
        for (_, action) in LETTERS {
            let member = asker(Role::CoordinationOfficer, CENTER, true);
            if let Decision::Allow(fields) =
                decide_conference(&member, action, conference, &council, instant(now))
            {
                assert_eq!(fields, domain::access::Fields::default());
            }
        }
    });
}
