//! The simulator (security.md §7.1, R5): five tablets, a meeting and her door, while requests are lost, doubled,
//! late and done in part, windows die, clocks are wrong and a tablet is lost. It carries out the real rules:
//! [`domain::outbox`] on the tablets, the gate, procedure and folding on the server.
//!
//! `cargo x simulate` runs a million seeds. `TOMONI_SEEDS` says how many, `TOMONI_FIRST_SEED` from which on.

use std::sync::atomic::{AtomicU64, Ordering};

#[path = "support/scenario.rs"]
mod scenario;
#[path = "support/story.rs"]
mod story;
#[path = "support/world.rs"]
mod world;

#[path = "simulator/beginning.rs"]
mod beginning;
#[path = "simulator/chance.rs"]
mod chance;
#[path = "simulator/device.rs"]
mod device;
#[path = "simulator/faults.rs"]
mod faults;
#[path = "simulator/invariants.rs"]
mod invariants;
#[path = "simulator/network.rs"]
mod network;
#[path = "simulator/people.rs"]
mod people;
#[path = "simulator/quiet.rs"]
mod quiet;
#[path = "simulator/server.rs"]
mod server;
#[path = "simulator/shrink.rs"]
mod shrink;
#[path = "simulator/simulation.rs"]
mod simulation;
#[path = "simulator/writing.rs"]
mod writing;

use chance::Chance;
use domain::meeting::NextDate;
use faults::Broken;
use shrink::Run;
use simulation::Simulation;
use story::Story;

/// Seeds in the tests.
const SEEDS: u64 = 10_000;
/// A rule that is wrong on purpose is found within so many.
const CONTROL: u64 = 1_000;

fn number(name: &str, otherwise: u64) -> u64 {
    let told = std::env::var(name).ok();
    told.and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// The first of these seeds that fails, tried on all cores.
fn first_failing(seeds: std::ops::Range<u64>, broken: Broken) -> Option<u64> {
    let beginning = beginning::story();
    let (next, failed) = (AtomicU64::new(seeds.start), AtomicU64::new(u64::MAX));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds.end.min(failed.load(Ordering::Relaxed)) {
                        break;
                    }
                    let run = Run::whole(seed);
                    if run.carry_out(&beginning, broken, false).is_err() {
                        failed.fetch_min(seed, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    Some(failed.into_inner()).filter(|seed| *seed < u64::MAX)
}

fn replay(line: &str, beginning: &Story) -> Result<(), String> {
    let Some(run) = Run::read(line) else {
        return Err(format!("this line cannot be read: {line}"));
    };
    let failed = run.carry_out(beginning, Broken::Nothing, false).is_err();
    match failed {
        true => Err(shrink::words(&run, beginning, Broken::Nothing)),
        false => Ok(()),
    }
}

#[test]
fn every_seed_that_ever_failed_is_borne_now() {
    let beginning = beginning::story();
    let lines = include_str!("simulator/seeds.txt").lines();
    let runs = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    for line in runs {
        if let Err(words) = replay(line, &beginning) {
            panic!("{words}");
        }
    }
}

#[test]
fn whatever_happens_on_the_way_nothing_is_lost_doubled_or_revived() {
    let first = number("TOMONI_FIRST_SEED", 0);
    let seeds = first..first.saturating_add(number("TOMONI_SEEDS", SEEDS));
    if let Some(seed) = first_failing(seeds, Broken::Nothing) {
        let beginning = beginning::story();
        panic!(
            "{}",
            shrink::words(&Run::whole(seed), &beginning, Broken::Nothing)
        );
    }
}

#[test]
fn a_number_then_another_then_the_first_again_ends_with_the_first() {
    let beginning = beginning::story();
    let (tablet, [first, other]) = (simulation::OF_THE_CHAIR, writing::DAYS);
    for seed in 0..CONTROL {
        let mut sim = Simulation::new(&beginning, seed, Broken::Nothing);
        let chair = sim.devices[tablet].people[0];
        sim.devices[tablet].online = false;
        for (step, day) in (1..).zip([first, other, first]) {
            sim.step = step;
            sim.writes_down(tablet, chair, writing::next_date(day), false);
            sim.network_moves(&mut Chance::of(seed, step));
        }
        sim.devices[tablet].writes_all();
        sim.devices[tablet].online = true;
        (10..40).for_each(|step| sim.only_waits(step, tablet));
        sim.settles();
        let meeting = sim.server.story.file().meeting(scenario::MEETING);
        let next = meeting.and_then(|meeting| meeting.next_date);
        assert_eq!(next, Some(NextDate::On(world::jst(first))), "seed {seed}");
        assert_eq!(sim.server.applied.len(), 3, "seed {seed}");
    }
}

#[test]
fn a_rule_that_is_wrong_on_purpose_is_found() {
    for broken in Broken::ALL {
        let found = first_failing(0..CONTROL, broken);
        let seed = found.unwrap_or_else(|| panic!("{broken:?} is not noticed"));
        let words = shrink::words(&Run::whole(seed), &beginning::story(), broken);
        // The line that is told to be kept is a run that fails in the same way.
        let (_, told) = words
            .split_once("seeds.txt:\n")
            .unwrap_or_else(|| panic!("{broken:?}, seed {seed}: {words}"));
        let kept = told
            .lines()
            .next()
            .and_then(Run::read)
            .expect("a line to keep");
        let failed = kept.carry_out(&beginning::story(), broken, false);
        let failure = failed.expect_err("it fails again");
        assert!(words.starts_with(&failure.why), "{broken:?}: {words}");
    }
}
