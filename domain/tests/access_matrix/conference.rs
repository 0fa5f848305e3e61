//! The table of conferences: kind × moment × seat × role, printed into `conference_matrix.txt`.

use domain::access::{Action, Decision, Subject, decide_conference};
use domain::command::Actor;
use domain::conference::{Conference, ConferenceKind};
use domain::council::{Council, Role};
use domain::id::AgencyId;
use domain::meeting::{MeetingRole, MeetingStatus};

use crate::room::{self, MOMENTS};
use crate::world::{CENTER, CITY, OUTSIDE, council, instant};
use crate::{SOMEBODY, snapshot, subject};

const LETTERS: [(char, Action); 6] = [
    ('v', Action::SeeConference),
    ('r', Action::RunConference),
    ('i', Action::RaiseIssue),
    ('s', Action::ShareConference),
    ('a', Action::ArrangeSlots),
    ('l', Action::SeeLedger),
];

const SEATS: [&str; 4] = ["not called", "called", "chair", "recorder"];

fn conference(
    kind: ConferenceKind,
    status: MeetingStatus,
    seat: &str,
    agency: AgencyId,
) -> Conference {
    let role = match seat {
        "chair" => Some(MeetingRole::Chair),
        "recorder" => Some(MeetingRole::Recorder),
        _ => None,
    };
    let mut conference = room::conference(kind, status, agency, role);
    if seat == "called" {
        conference.invited.push(room::somebody(agency));
    }
    if status == MeetingStatus::Shared && seat != "not called" {
        conference.shared_with.insert(agency);
    }
    conference
}

fn cell(asker: &Subject, conference: &Conference, council: &Council, now: &str) -> String {
    room::cell(&LETTERS, Action::SeeConference, |action| {
        decide_conference(asker, action, conference, council, instant(now))
    })
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
