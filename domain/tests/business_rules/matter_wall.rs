//! BR-053: what of a 案件 stands on the wall, and who may read it there.

use domain::council::Agency;
use domain::matter::MatterCommand as M;

use crate::item::*;
use crate::world::*;

/// A running item whose heading names an agency.
fn headed(agency: domain::id::AgencyId, secret: bool) -> (Items, String, domain::id::ConferenceId) {
    let mut items = Items::new();
    items.hall.at("2026-09-07 09:00");
    let conference = items.called(domain::conference::ConferenceKind::SupportConference, DAY);
    let known = items.hall.council.agencies.get_mut(&agency).expect("known");
    known.secret = secret;
    known.name = "みほん相談所".to_owned();
    let name = known.name.clone();
    let mut raise = items.raising(conference);
    if let M::Raise { heading, .. } = &mut raise {
        *heading = format!("{name}が訪問している世帯");
    }
    items.did("試験一子", ITEM, raise);
    items.hall.at(&format!("{DAY} 10:00"));
    let open = domain::conference::ConferenceCommand::Open;
    items.hall.did("試験調", conference, open);
    items.did("試験調", ITEM, M::Start);
    (items, name, conference)
}

#[test]
fn a_secret_agency_has_its_cover_on_the_wall_even_where_its_own_people_look() {
    let (items, name, conference) = headed(POLICE, true);
    let seen = items.lines("試験警", conference).expect("called");
    assert!(seen.lines[0].heading.contains(&name), "her own agency");
    let wall = seen.running.expect("it runs").heading;
    assert!(!wall.contains(&name), "{wall}");
    assert!(wall.contains(Agency::SECRET_NAME), "{wall}");
}

#[test]
fn an_agency_that_is_no_secret_keeps_its_name_on_the_wall() {
    let (items, name, conference) = headed(POLICE, false);
    let wall = items.lines("試験警", conference).expect("called").running;
    assert!(wall.expect("it runs").heading.contains(&name));
}
