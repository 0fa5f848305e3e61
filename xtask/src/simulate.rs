//! `cargo x simulate`: the simulator of the outbox (`domain/tests/simulator.rs`) with many more seeds than the tests
//! have time for. A failure is printed as the line to keep in `domain/tests/simulator/seeds.txt`.

use crate::workspace::{Failure, Outcome, Workspace, run};

/// Seeds, unless told otherwise.
const SEEDS: u64 = 1_000_000;

pub fn simulate(workspace: &Workspace, arguments: &[String]) -> Outcome<()> {
    let (seeds, from) = asked(arguments)?;
    run(workspace
        .cargo()
        .args(["test", "--release", "--package", "domain"])
        .args(["--test", "simulator", "--", "--nocapture"])
        .env("TOMONI_SEEDS", seeds.to_string())
        .env("TOMONI_FIRST_SEED", from.to_string()))
}

/// How many seeds, and the first of them.
fn asked(arguments: &[String]) -> Outcome<(u64, u64)> {
    let (mut seeds, mut from) = (SEEDS, 0);
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        let place = match argument.as_str() {
            "--seeds" => &mut seeds,
            "--from" => &mut from,
            other => {
                return Err(Failure::new(format!(
                    "there is no option {other:?}; there are --seeds N and --from SEED"
                )));
            }
        };
        let told = arguments.next().and_then(|text| text.parse().ok());
        *place = told.ok_or_else(|| Failure::new(format!("{argument} takes a number")))?;
    }
    Ok((seeds, from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_seeds_and_the_first_can_be_told() {
        let asked = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            asked(&words).ok()
        };
        assert_eq!(asked(&[]), Some((SEEDS, 0)));
        assert_eq!(asked(&["--from", "7", "--seeds", "3"]), Some((3, 7)));
        assert_eq!(asked(&["--seeds"]), None);
        assert_eq!(asked(&["--steps", "3"]), None);
    }
}
