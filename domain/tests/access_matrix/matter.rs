//! The table of the items of conferences: basis × moment × call × role, printed into
//! `matter_matrix.txt`.

use domain::access::{Action, Decision, Subject, decide_matter};
use domain::command::Actor;
use domain::conference::{Conference, ConferenceKind};
use domain::council::{Council, Role};
use domain::id::{AgencyId, ConferenceId, MatterId, StaffId};
use domain::matter::{Matter, MatterMark, MatterPerson, MatterStatus};
use domain::meeting::{Attendance, MeetingRole, MeetingStatus, PresenceMode};
use uuid::Uuid;

use crate::room::{self, MOMENTS};
use crate::world::{CITY, COUNCIL, council, instant, staff_named};
use crate::{SOMEBODY, snapshot, subject};

const LETTERS: [(char, Action); 4] = [
    ('n', Action::SeeNotice),
    ('v', Action::SeeMatter),
    ('p', Action::RaiseMatter),
    ('r', Action::RunMatter),
];

/// How somebody stands to the item.
const STANDINGS: [&str; 8] = [
    "nowhere",
    "of the room",
    "to the item",
    "and was there",
    "raiser",
    "chair",
    "chair, left out",
    "kept away",
];

fn conference(kind: ConferenceKind, status: MeetingStatus, standing: &str) -> Conference {
    let chair = standing.starts_with("chair").then_some(MeetingRole::Chair);
    let mut conference = room::conference(kind, status, CITY, chair);
    // Called to an item only, or to the whole of it.
    if !matches!(standing, "nowhere" | "to the item" | "and was there") {
        conference.invited.push(room::somebody(CITY));
    }
    conference.shared_with.insert(CITY);
    conference
}

fn matter(standing: &str) -> Matter {
    let me = room::somebody(CITY);
    let called = !matches!(standing, "nowhere" | "of the room" | "chair, left out");
    let was_there = matches!(standing, "and was there" | "chair" | "kept away");
    let other = StaffId(Uuid::from_u128(2));
    Matter {
        id: MatterId(Uuid::from_u128(7)),
        council: COUNCIL,
        conference: ConferenceId(Uuid::from_u128(9)),
        number: 1,
        heading: String::new(),
        person: MatterPerson::default(),
        raised_by: CITY,
        raiser: if standing == "raiser" {
            SOMEBODY
        } else {
            other
        },
        raised_at: instant("2026-06-01 10:00"),
        mark: MatterMark::New,
        minutes: 20,
        people: called.then(|| me.clone()).into_iter().collect(),
        excluded: Default::default(),
        excluded_people: (standing == "kept away")
            .then_some(SOMEBODY)
            .into_iter()
            .collect(),
        points: vec![],
        entries: vec![],
        divisions: vec![],
        attendance: was_there
            .then_some(Attendance {
                person: me,
                mode: PresenceMode::InRoom,
                paper_pledge: false,
            })
            .into_iter()
            .collect(),
        status: MatterStatus::Waiting,
        started_at: None,
        ended_at: None,
        takes_up: None,
        taken_up_again: None,
    }
}

/// The council with somebody of みほん市 in it.
fn with_somebody() -> Council {
    let mut council = council();
    let mut staff = staff_named(&council, "試験 一子").clone();
    staff.id = SOMEBODY;
    council.staff.insert(SOMEBODY, staff);
    council
}

fn asker(role: Role, agency: AgencyId) -> Subject {
    Subject {
        agency: Some(agency),
        // The 調整機関 has no way in by office.
        coordinates: true,
        ..subject([role])
    }
}

fn cell(
    asker: &Subject,
    matter: &Matter,
    conference: &Conference,
    council: &Council,
    now: &str,
) -> String {
    room::cell(&LETTERS, Action::SeeMatter, |action| {
        decide_matter(
            asker,
            action,
            Some(matter),
            conference,
            council,
            instant(now),
        )
    })
}

/// Whether somebody who stands so may raise an item.
fn raising(kind: ConferenceKind, council: &Council) -> String {
    let mut out = String::from("  raising one, on the day before\n");
    for standing in ["nowhere", "of the room", "chair"] {
        out += &format!("    {standing:<16}");
        let conference = conference(kind, MeetingStatus::Notified, standing);
        for role in Role::ALL {
            let member = asker(role, CITY);
            let now = instant("2026-06-09 10:00");
            let action = Action::RaiseMatter;
            let decision = decide_matter(&member, action, None, &conference, council, now);
            let cell = match decision {
                Decision::Allow(_) => "p",
                Decision::Deny { hide: false, .. } => "-",
                Decision::Deny { hide: true, .. } => ".",
            };
            out += &format!(" {cell:>4}");
        }
        out.push('\n');
    }
    out
}

fn table(kind: ConferenceKind, council: &Council) -> String {
    let mut out = raising(kind, council);
    for (moment, status, now) in MOMENTS {
        out += &format!("  {moment}\n");
        for standing in STANDINGS {
            out += &format!("    {standing:<16}");
            let (matter, conference) = (matter(standing), conference(kind, status, standing));
            for role in Role::ALL {
                let cell = cell(&asker(role, CITY), &matter, &conference, council, now);
                out += &format!(" {cell:>4}");
            }
            out.push('\n');
        }
    }
    out
}

#[test]
fn the_table_of_items_is_the_committed_one() {
    let council = with_somebody();
    let mut printed = String::from(
        "Who may do what with an item of a conference (domain::access::decide_matter). It waits, raised\n\
         before. n: has been told of its day, hour and place; v: sees it; p: gets it ready (calls\n\
         people, adds points); r: runs it; -: told that the role may not; .: hidden, as if there were none.\n\
         Of the room: called to the conference and not to the item. To the item: called to it and not\n\
         recorded as present. Every asker is of the 調整機関.\n\n",
    );
    for (role, n) in Role::ALL.iter().zip(1..) {
        printed += &format!("  {n:>2} {role:?} {}\n", role.label());
    }
    let mut before: Vec<(ConferenceKind, String)> = Vec::new();
    for kind in ConferenceKind::ALL {
        let table = table(kind, &council);
        printed += &format!("\n{kind:?} {} ({})\n", kind.label(), kind.basis().label());
        match before.iter().find(|(_, known)| *known == table) {
            Some((same, _)) => printed += &format!("  as {same:?}\n"),
            None => {
                printed += &format!("    {:<16}", "");
                (1..=Role::ALL.len()).for_each(|n| printed += &format!(" {n:>4}"));
                printed.push('\n');
                printed += &table;
            }
        }
        before.push((kind, table));
    }
    snapshot::compare("matter_matrix.txt", &printed);
}

/// Every kind, moment, standing and role.
fn everywhere(mut check: impl FnMut(&Matter, &Conference, Role, &str)) {
    for kind in ConferenceKind::ALL {
        for (_, status, now) in MOMENTS {
            for standing in STANDINGS {
                let (matter, conference) = (matter(standing), conference(kind, status, standing));
                for role in Role::ALL {
                    check(&matter, &conference, role, now);
                }
            }
        }
    }
}

#[test]
fn who_has_no_pledge_no_post_or_is_no_staff_opens_no_item() {
    let council = with_somebody();
    everywhere(|matter, conference, role, now| {
        let member = asker(role, CITY);
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
            let nothing = cell(&stranger, matter, conference, &council, now);
            assert!([".", "-"].contains(&&*nothing), "{stranger:?} {nothing}");
        }
    });
}

#[test]
fn an_item_decides_nothing_about_a_case_or_a_conference_and_shows_no_field() {
    let council = with_somebody();
    everywhere(|matter, conference, role, now| {
        for action in Action::ALL {
            let member = asker(role, CITY);
            let now = instant(now);
            let decision = decide_matter(&member, *action, Some(matter), conference, &council, now);
            let of_items = LETTERS.iter().any(|(_, known)| known == action);
            match decision {
                Decision::Allow(fields) => {
                    assert!(of_items, "{action:?}");
                    assert_eq!(fields, domain::access::Fields::default());
                }
                Decision::Deny { .. } => {}
            }
        }
    });
}
