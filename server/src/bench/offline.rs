//! What a tablet without a network costs once there is one: the notes of a long night in one trip, and a case to
//! take along however much was written in it.

use std::time::Instant;

use chrono::Duration;
use domain::command::{Command, Envelope};
use domain::id::CommandId;
use domain::view::along::TakenAlong;
use domain::wire::{self, Ask, Outcome, Push, Pushed};
use uuid::Uuid;

use super::floor::{self, Floor};
use super::house::House;
use super::{Aim, Failure, Figure, Plan, Times, Unit, long};

/// Records written without a network.
const NIGHT: usize = 1_000;
/// Entries of the cases that are taken along.
const ENTRIES: [usize; 2] = [1_000, 10_000];
/// Cases in the house; the last of each eight have come as far as a plan.
const CASES: usize = 16;
/// How often a night is sent.
const NIGHTS: usize = 5;
/// What a browser of today says it takes.
const BROWSER: &str = "gzip, deflate, br, zstd";

/// Measures both below `folder`.
///
/// # Errors
/// See [`super::run`].
pub async fn measure(
    folder: &std::path::Path,
    floor: &mut Floor,
    plan: Plan,
    say: &mut impl FnMut(&Figure),
) -> Result<(), Failure> {
    let house = House::found(&folder.join("offline"), CASES).await?;
    let far = |at: usize| house.cases.get(at).copied().ok_or("no case to write in");
    let (case, few, many) = (far(5)?, far(7)?, far(15)?);
    // So that the floor knows what a command leaves.
    long::write(&house, case, 1).await?;
    floor.open(&house.database())?;
    floor.take(&folder.join("offline-floor.db"))?;
    let (mut ours, mut raw) = (Vec::new(), Vec::new());
    for _ in 0..NIGHTS {
        ours.push(night(&house, case).await?);
        raw.extend(floor.together(1, NIGHT)?);
    }
    say(&Figure::times(
        format!("{NIGHT} records of a night, one trip, durable"),
        Times::of(ours),
    )
    .over(
        floor::millis(raw),
        "one durable transaction of the same rows",
    )
    .aim(Aim::TimesFloor(4.0)));

    for (case, entries) in [few, many].into_iter().zip(ENTRIES) {
        long::write(&house, case, entries).await?;
        let (mut took, mut bytes) = (Vec::new(), 0);
        for _ in 0..plan.times {
            let asked = wire::TakeAlong { case, device: None };
            let answer = house
                .ask(wire::TakeAlong::PATH, &asked, Some(BROWSER))
                .await?;
            took.push(answer.took);
            bytes = answer.body.len();
        }
        let asked = wire::TakeAlong { case, device: None };
        let plain = house.ask(wire::TakeAlong::PATH, &asked, None).await?;
        let along: TakenAlong = serde_json::from_slice(&plain.body)?;
        if along.timeline.entries.is_empty() {
            return Err("nothing was taken along".into());
        }
        say(&Figure::times(
            format!("a case of {entries} records taken along"),
            Times::of(took),
        ));
        say(&Figure::of(
            format!("a case of {entries} records, on the wire"),
            bytes as f64 / 1000.0,
            Unit::Kilobytes,
        ));
    }
    house.close().await?;
    Ok(())
}

/// All of them in one request; gives how long until all are durable.
async fn night(house: &House, case: domain::id::CaseId) -> Result<std::time::Duration, Failure> {
    let now = house.tomoni.clock.now();
    let apart = Duration::hours(6) / i32::try_from(NIGHT)?;
    let envelopes = (1..=i32::try_from(NIGHT)?)
        .rev()
        .map(|left| Envelope {
            id: CommandId(Uuid::new_v4()),
            occurred_at: now - apart * left,
            ahead_ms: Some(0),
            command: Command::Case {
                case,
                act: long::record(now - apart * left),
            },
        })
        .collect();
    let push = Push {
        protocol: wire::PROTOCOL,
        envelopes,
    };
    let begun = Instant::now();
    let answer = house.ask(wire::PUSH, &push, None).await?;
    let took = begun.elapsed();
    let pushed: Pushed = serde_json::from_slice(&answer.body)?;
    let done = |outcome: &Outcome| matches!(outcome, Outcome::Done { .. });
    match pushed.results.iter().all(|result| done(&result.outcome)) && pushed.results.len() == NIGHT
    {
        true => Ok(took),
        false => Err("a record of the night was not done".into()),
    }
}
