//! Commands through the one write path: one after the other, and from several writers at once.

use std::time::{Duration, Instant};

use domain::command::{CaseCommand, Command, Envelope};
use domain::id::{CaseId, CommandId};
use domain::wire::{self, Outcome, Push, Pushed};
use futures::future::join_all;
use uuid::Uuid;

use super::floor::{self, Floor};
use super::house::House;
use super::{Aim, Failure, Figure, Plan, Times, Unit};

/// So many commands one after the other before the floor has its turn.
const ROUND: usize = 20;

/// Measures them.
///
/// # Errors
/// If a command is not done.
pub async fn measure(
    house: &House,
    floor: &mut Floor,
    plan: Plan,
    say: &mut impl FnMut(&Figure),
) -> Result<(), Failure> {
    // A first command leaves the rows that the floor copies.
    let case = house.cases.first().ok_or("no case to write in")?;
    wish(house, *case).await?;
    floor.open(&house.database())?;
    floor.take(&house.database().with_file_name("writers-floor.db"))?;
    let (mut ours, mut raw) = (Vec::new(), Vec::new());
    let mut cases = house.cases.iter().cycle();
    for _ in 0..plan.times.div_ceil(ROUND / 4) {
        for case in cases.by_ref().take(ROUND) {
            ours.push(wish(house, *case).await?);
        }
        raw.extend(floor.command(ROUND)?);
    }
    let raw = floor::millis(raw);
    say(
        &Figure::times("one command, durably acknowledged", Times::of(ours))
            .over(raw, "one durable transaction of the same rows")
            .aim(Aim::TimesFloor(2.0)),
    );

    for (words, spread) in [("a case each", true), ("all in one case", false)] {
        let done = at_once(house, plan, spread).await?;
        let name = format!("{} writers, {words}", plan.writers);
        say(&Figure::of(name.clone(), done.per_second, Unit::PerSecond)
            .over(1000.0 / raw, "durable transactions one after the other"));
        say(&Figure::times(
            format!("{name}, each answer"),
            Times::of(done.times),
        ));
        say(
            &Figure::of(format!("{name}, refused"), done.refused as f64, Unit::Count)
                .aim(Aim::AtMost(0.0)),
        );
    }
    Ok(())
}

struct Done {
    per_second: f64,
    times: Vec<Duration>,
    refused: usize,
}

async fn at_once(house: &House, plan: Plan, spread: bool) -> Result<Done, Failure> {
    let begun = Instant::now();
    let all = (0..plan.writers).map(|writer| async move {
        let at = if spread { writer } else { 0 };
        let case = *house.cases.get(at).ok_or("too few cases")?;
        let (mut times, mut refused) = (Vec::with_capacity(plan.each), 0);
        for _ in 0..plan.each {
            match sent(house, case).await? {
                (took, Outcome::Done { .. }) => times.push(took),
                _ => refused += 1,
            }
        }
        Ok::<_, Failure>((times, refused))
    });
    let mut done = Done {
        per_second: 0.0,
        times: Vec::new(),
        refused: 0,
    };
    for result in join_all(all).await {
        let (times, refused) = result?;
        done.times.extend(times);
        done.refused += refused;
    }
    done.per_second = done.times.len() as f64 / begun.elapsed().as_secs_f64();
    Ok(done)
}

/// Her wish, put down once more; gives how long that took.
pub(super) async fn wish(house: &House, case: CaseId) -> Result<Duration, Failure> {
    match sent(house, case).await? {
        (took, Outcome::Done { .. }) => Ok(took),
        (_, other) => Err(format!("not done: {other:?}").into()),
    }
}

async fn sent(house: &House, case: CaseId) -> Result<(Duration, Outcome), Failure> {
    let act = CaseCommand::RecordWish {
        words: "子どもと三人で、静かな所に住みたい".to_owned(),
    };
    let envelope = Envelope {
        id: CommandId(Uuid::new_v4()),
        occurred_at: house.tomoni.clock.now(),
        ahead_ms: None,
        command: Command::Case { case, act },
    };
    let push = Push {
        protocol: wire::PROTOCOL,
        envelopes: vec![envelope],
    };
    let answer = house.ask(wire::PUSH, &push, None).await?;
    let mut pushed: Pushed = serde_json::from_slice(&answer.body)?;
    let result = pushed.results.pop().ok_or("no answer")?;
    Ok((answer.took, result.outcome))
}
