//! Whether the time of an answer at her door tells a line of a card that exists from one that does
//! not.
//!
//! Each kind of miss is tried as often as the others and in turns, so that all meet the same hour of
//! the machine; then ranks are compared (Mann–Whitney), because times of answers have long tails and
//! no mean to speak of.

use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use tower::ServiceExt;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::house::House;
use super::{Aim, Failure, Figure, Plan, Times, Unit};
use crate::her;
use crate::http::her_router;

const PIN: &str = "481927";
const OTHER_PIN: &str = "918273";
/// A line is tried this often and then left: the fifth miss burns it.
const TRIES: usize = 4;
/// Lines of one card that are tried: ten misses suspend a sign-in.
const LINES: usize = 2;
/// Tries for each of the plan's times.
const TIMES: usize = 2;
/// Between two tries. The door lets forty through in a second, and two hashes take the rest of it.
const PAUSE: Duration = Duration::from_millis(10);
/// Four comparisons at once, one of a hundred wrong in all: |z| for p = 0.01 / 4, both sides.
const MOST: f64 = 3.02;

/// What is wrong with a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Miss {
    Unknown,
    WrongCode,
    WrongPin,
    Used,
    Suspended,
}

const MISSES: [(Miss, &str); 5] = [
    (Miss::Unknown, "unknown line"),
    (Miss::WrongCode, "wrong code"),
    (Miss::WrongPin, "wrong number"),
    (Miss::Used, "used line"),
    (Miss::Suspended, "suspended"),
];

/// Measures them.
///
/// # Errors
/// See [`super::run`].
pub async fn measure(
    house: &House,
    plan: Plan,
    say: &mut impl FnMut(&Figure),
) -> Result<(), Failure> {
    let door = her_router(house.tomoni.clone(), her::routes());
    let rounds = (plan.times * TIMES).div_ceil(TRIES * LINES);
    let mut taken: [Vec<Duration>; MISSES.len()] = Default::default();
    for round in 0..rounds {
        let mut tried = Vec::with_capacity(MISSES.len());
        for (at, (miss, _)) in MISSES.iter().enumerate() {
            let case = house.cases.iter().cycle().nth(round * MISSES.len() + at);
            let case = case.ok_or("no case to try at")?.0;
            tried.push(lines(house, &door, *miss, case).await?);
        }
        for turn in 0..TRIES * LINES {
            for kind in 0..MISSES.len() {
                // Whoever comes first in one turn comes last in another.
                let kind = (kind + turn) % MISSES.len();
                let (miss, _) = MISSES[kind];
                let line = &tried[kind][turn / TRIES];
                let pin = if miss == Miss::WrongPin {
                    OTHER_PIN
                } else {
                    PIN
                };
                let (took, status) = try_line(&door, line, pin).await?;
                if status != StatusCode::UNAUTHORIZED {
                    return Err(format!("{miss:?} was answered {status}").into());
                }
                taken[kind].push(took);
            }
        }
    }
    for ((_, name), taken) in MISSES.iter().zip(&taken) {
        say(&Figure::times(
            format!("her sign-in refused, {name}"),
            Times::of(taken.clone()),
        ));
    }
    let [unknown, others @ ..] = &taken;
    for ((_, name), other) in MISSES[1..].iter().zip(others) {
        let tries = other.len();
        say(&Figure::of(
            format!("the same, {name} against unknown, |z| of {tries}"),
            z(unknown, other).abs(),
            Unit::Deviations,
        )
        .aim(Aim::AtMost(MOST)));
    }
    Ok(())
}

/// Two lines that miss in that way.
async fn lines(
    house: &House,
    door: &Router,
    miss: Miss,
    case: Uuid,
) -> Result<Vec<String>, Failure> {
    let pin = Zeroizing::new(PIN.to_owned());
    let card = her::card::issue(&house.tomoni, house.council, case, case, pin)
        .await
        .map_err(|_| "no card was given")?;
    match miss {
        Miss::WrongPin => Ok(card),
        // The handle is the first half; no code is made of Z alone.
        Miss::WrongCode => Ok(card
            .iter()
            .map(|line| format!("{}ZZZZ-ZZZZ", &line[..10]))
            .collect()),
        Miss::Unknown => Ok(card
            .iter()
            .map(|line| format!("{}{}", &line[10..], &line[9..]))
            .collect()),
        Miss::Used => {
            for line in card.iter().take(LINES) {
                let (_, status) = try_line(door, line, PIN).await?;
                if status != StatusCode::SEE_OTHER {
                    return Err(format!("a good line was answered {status}").into());
                }
            }
            Ok(card)
        }
        Miss::Suspended => {
            for line in card.iter().skip(LINES).take(3) {
                for _ in 0..TRIES {
                    try_line(door, line, OTHER_PIN).await?;
                }
            }
            Ok(card)
        }
    }
}

async fn try_line(door: &Router, line: &str, pin: &str) -> Result<(Duration, StatusCode), Failure> {
    tokio::time::sleep(PAUSE).await;
    let request = Request::post("/")
        .header(header::HOST, "127.0.0.1:8081")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(format!("c={line}&n={pin}")))?;
    let begun = Instant::now();
    let answer = door.clone().oneshot(request).await?;
    let (parts, body) = answer.into_parts();
    body.collect().await?;
    Ok((begun.elapsed(), parts.status))
}

/// How far the ranks of two samples are apart, in standard deviations of what chance does; ties
/// share their rank.
fn z(one: &[Duration], other: &[Duration]) -> f64 {
    let mut all: Vec<(Duration, bool)> = one
        .iter()
        .map(|took| (*took, true))
        .chain(other.iter().map(|took| (*took, false)))
        .collect();
    all.sort_unstable();
    let mut sum = 0.0;
    let mut at = 0;
    while at < all.len() {
        let alike = all[at..]
            .iter()
            .take_while(|(took, _)| *took == all[at].0)
            .count();
        let rank = at as f64 + (alike as f64 + 1.0) / 2.0;
        let mine = all[at..at + alike].iter().filter(|(_, mine)| *mine).count();
        sum += rank * mine as f64;
        at += alike;
    }
    let (n, m) = (one.len() as f64, other.len() as f64);
    let (expected, spread) = (
        n * (n + m + 1.0) / 2.0,
        (n * m * (n + m + 1.0) / 12.0).sqrt(),
    );
    (sum - expected) / spread
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(millis: impl IntoIterator<Item = u64>) -> Vec<Duration> {
        millis.into_iter().map(Duration::from_millis).collect()
    }

    #[test]
    fn samples_of_one_kind_are_alike_and_a_later_one_is_not() {
        let even = times((0..200).map(|n| n * 7 % 101));
        let odd = times((0..200).map(|n| n * 11 % 101));
        assert!(z(&even, &odd).abs() < MOST);
        let later = times((0..200).map(|n| n * 11 % 101 + 20));
        assert!(z(&even, &later) < -MOST);
        assert!(z(&later, &even) > MOST);
        assert!(z(&even, &even).abs() < f64::EPSILON);
    }
}
