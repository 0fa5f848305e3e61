//! Forty conferences at once, twelve people in each, everyone with a session of their own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::Duration;
use domain::calendar;
use domain::command::{Command, Envelope};
use domain::conference::{ConferenceCommand, ConferenceKind, Rhythm, Series};
use domain::council::{Council, CouncilEvent, DutyHolderKind, Pledge, Role, Staff};
use domain::form::{Attendee, Span};
use domain::id::{CommandId, ConferenceId, SeriesId, StaffId};
use domain::wire::Outcome;
use futures::FutureExt;

use crate::bench::Failure;
use crate::bench::house::House;
use crate::gate::Who;
use crate::session::{self, Limits, Whose};
use crate::store::event::{self, NewEvent};
use crate::store::{StoreError, council, turn, written};
use crate::submit::submit;

/// People of one conference.
pub const SEATS: usize = 12;
/// 調整担当者, who plans and calls them.
const OFFICER: &str = "shirabe";

/// A conference that is going on.
pub struct Room {
    pub id: ConferenceId,
    /// The `Cookie` of each of its people: chair, recorder, ten members.
    pub cookies: Vec<String>,
}

/// Plans, calls and opens `count` conferences in `house`, and signs everyone in.
///
/// # Errors
/// If one of the commands is refused.
pub async fn convene(house: &House, count: usize) -> Result<Vec<Room>, Failure> {
    let t = &house.tomoni;
    let known = house.council().await?;
    let officer = known
        .staff
        .values()
        .find(|staff| staff.login_name == OFFICER)
        .map(|staff| staff.id)
        .ok_or("nobody to plan the conferences")?;
    let people = people(house, &known, count * SEATS);
    let series = Series {
        id: SeriesId(t.ids.ordered()),
        kind: ConferenceKind::InHouse,
        name: "ケース会議（計測）".to_owned(),
        area: None,
        rhythm: Rhythm::AsNeeded,
        core: Vec::new(),
        full: Vec::new(),
        groups: BTreeMap::new(),
        also_serves: BTreeSet::new(),
        ended: false,
    };
    let id = series.id;
    add(house, &known, &people, series).await?;
    let cookies = sign_in(house, &people).await?;

    let now = t.clock.now();
    let from = calendar::jst(now);
    let mut rooms = Vec::with_capacity(count);
    for (seated, cookies) in people.chunks(SEATS).zip(cookies.chunks(SEATS)) {
        let conference = ConferenceId(t.ids.ordered());
        let [chair, recorder, ..] = seated else {
            return Err("a conference needs a chair and a recorder".into());
        };
        let plan = ConferenceCommand::Plan {
            series: id,
            planned: Span {
                from,
                to: from + Duration::hours(2),
            },
            room: "第1会議室".to_owned(),
            full: true,
            also_serves: BTreeSet::new(),
            invited: seated.iter().map(attendee).collect(),
            chair: attendee(chair),
            recorder: attendee(recorder),
        };
        for (who, act) in [
            (officer, plan),
            (officer, ConferenceCommand::Notify),
            (chair.id, ConferenceCommand::Open),
        ] {
            does(house, who, Command::Conference { conference, act }).await?;
        }
        rooms.push(Room {
            id: conference,
            cookies: cookies.to_vec(),
        });
    }
    Ok(rooms)
}

fn people(house: &House, council: &Council, count: usize) -> Vec<Staff> {
    let now = house.tomoni.clock.now();
    let member = |number: usize| Staff {
        id: StaffId(house.tomoni.ids.ordered()),
        name: format!("計測 {number}"),
        login_name: format!("keisoku{number}"),
        agency: council.center,
        unit: None,
        roles: BTreeSet::from([Role::MeetingMember]),
        from: calendar::jst_date(now),
        until: None,
        pledges: vec![Pledge::sign(DutyHolderKind::PublicOrgan, now)],
        qualification: None,
    };
    (0..count).map(member).collect()
}

fn attendee(person: &Staff) -> Attendee {
    Attendee {
        agency: person.agency,
        staff: Some(person.id),
        name: person.name.clone(),
    }
}

/// Adds people and series to the council, as `submit` would have left it.
async fn add(
    house: &House,
    known: &Council,
    people: &[Staff],
    series: Series,
) -> Result<(), Failure> {
    let t = house.tomoni.clone();
    let id = house.council;
    let keys = t.keyring.council(t.store.read(), id).await?;
    let mut state = known.clone();
    let mut events: Vec<(&'static str, CouncilEvent)> = people
        .iter()
        .map(|person| {
            let staff = Box::new(person.clone());
            ("staff_added", CouncilEvent::StaffAdded { staff })
        })
        .collect();
    let series = Box::new(series);
    events.push(("series_set", CouncilEvent::SeriesSet { series }));
    for (_, event) in &events {
        state.apply(event);
    }
    let body = written(&state)?;
    let (ids, now) = (t.ids.clone(), t.clock.now());
    let seq = t
        .writer
        .run(id, move |txn| {
            async move {
                let mut seq = 0;
                for (kind, event) in &events {
                    seq = turn::next_seq(txn, id).await?;
                    let body = written(event)?;
                    let event = NewEvent {
                        seq,
                        id: ids.ordered(),
                        command: ids.ordered(),
                        kind,
                        class: 2,
                        occurred_at: now,
                        ahead_ms: None,
                        recorded_at: now,
                        body: &body,
                    };
                    event::append(txn, &keys, None, event)?;
                }
                council::save(txn, &keys, seq, &body)?;
                Ok::<_, StoreError>(seq)
            }
            .boxed()
        })
        .await?;
    t.councils.put(id, seq, Arc::new(state));
    Ok(())
}

/// One session each. Passwords are measured elsewhere: 480 of them would take minutes.
async fn sign_in(house: &House, people: &[Staff]) -> Result<Vec<String>, Failure> {
    let t = &house.tomoni;
    let (council, now) = (house.council, t.clock.now());
    let who: Vec<StaffId> = people.iter().map(|person| person.id).collect();
    let sessions = t
        .writer
        .run(council, move |txn| {
            async move {
                let mut begun = Vec::with_capacity(who.len());
                for id in who {
                    let limits = Limits::STAFF;
                    let new = session::begin(txn, Whose::Staff(id.0), council, now, limits, None);
                    begun.push(new.await?);
                }
                Ok::<_, StoreError>(begun)
            }
            .boxed()
        })
        .await?;
    sessions
        .iter()
        .map(|new| {
            let cookie = new.cookie().ok_or("no cookie")?;
            let cookie = cookie.to_str()?.split(';').next().unwrap_or_default();
            Ok(cookie.to_owned())
        })
        .collect()
}

async fn does(house: &House, who: StaffId, command: Command) -> Result<(), Failure> {
    let envelope = Envelope {
        id: CommandId(house.tomoni.ids.ordered()),
        occurred_at: house.tomoni.clock.now(),
        ahead_ms: None,
        command,
    };
    let who = Who::Staff(who);
    let results = submit(&house.tomoni, &who, house.council, vec![envelope]).await?;
    match results.into_iter().next().map(|result| result.outcome) {
        Some(Outcome::Done { .. }) => Ok(()),
        other => Err(format!("not done: {other:?}").into()),
    }
}
