//! A conference from ten to twelve on June 10, and the moments in which it is asked for: the same for
//! the table of conferences and for that of their items.

use domain::access::{Action, Decision};
use domain::conference::{Conference, ConferenceKind};
use domain::form::{Attendee, Span};
use domain::id::{AgencyId, ConferenceId, SeriesId, StaffId};
use domain::meeting::{MeetingRole, MeetingStatus};
use uuid::Uuid;

use crate::SOMEBODY;
use crate::world::{CENTER, COUNCIL, jst};

pub const MOMENTS: [(&str, MeetingStatus, &str); 11] = {
    use MeetingStatus::*;
    [
        ("planned, not called", Planned, "2026-06-10 09:00"),
        ("two days before", Notified, "2026-06-08 10:00"),
        ("the day before", Notified, "2026-06-09 10:00"),
        ("live", InProgress, "2026-06-10 11:00"),
        ("live, far too long", InProgress, "2026-06-10 20:00"),
        ("over for an hour", Adjourned, "2026-06-10 13:00"),
        ("minutes in the making", Adjourned, "2026-06-12 10:00"),
        ("minutes confirmed", MinutesConfirmed, "2026-06-13 10:00"),
        ("shared at once", Shared, "2026-06-10 13:30"),
        ("shared", Shared, "2026-06-20 10:00"),
        ("not held", Cancelled, "2026-06-10 11:00"),
    ]
};

/// Somebody of that agency.
pub fn somebody(agency: AgencyId) -> Attendee {
    person(SOMEBODY, agency)
}

fn person(staff: StaffId, agency: AgencyId) -> Attendee {
    Attendee {
        agency,
        staff: Some(staff),
        name: String::new(),
    }
}

/// The conference, with nobody called. Somebody of `agency` has the role, if one is named; all other
/// roles are with another person.
pub fn conference(
    kind: ConferenceKind,
    status: MeetingStatus,
    agency: AgencyId,
    role: Option<MeetingRole>,
) -> Conference {
    let holder = |held: MeetingRole| {
        let other = StaffId(Uuid::from_u128(2));
        match role == Some(held) {
            true => (held, somebody(agency)),
            false => (held, person(other, CENTER)),
        }
    };
    Conference {
        id: ConferenceId(Uuid::from_u128(9)),
        council: COUNCIL,
        series: SeriesId(Uuid::from_u128(8)),
        kind,
        number: 1,
        status,
        planned: Span {
            from: jst("2026-06-10 10:00"),
            to: jst("2026-06-10 12:00"),
        },
        room: String::new(),
        full: false,
        also_serves: Default::default(),
        invited: vec![],
        roles: [MeetingRole::Chair, MeetingRole::Recorder]
            .map(holder)
            .into(),
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
        shared_with: [].into(),
    }
}

/// The letters of what is allowed; without any, whether the asker is told why.
pub fn cell(letters: &[(char, Action)], see: Action, may: impl Fn(Action) -> Decision) -> String {
    let letters: String = letters
        .iter()
        .filter(|(_, action)| may(*action).allows())
        .map(|(letter, _)| *letter)
        .collect();
    match may(see) {
        _ if !letters.is_empty() => letters,
        Decision::Deny { hide: false, .. } => "-".to_owned(),
        _ => ".".to_owned(),
    }
}
