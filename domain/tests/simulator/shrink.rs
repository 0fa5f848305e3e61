//! Runs of kept seeds, and a failure made small: the same seed with as few steps as still fail. A line of
//! `seeds.txt` is the seed, the steps, and why it is kept.

use crate::faults::Broken;
use crate::invariants;
use crate::simulation::Simulation;
use crate::story::Story;

/// Steps of a run, unless a line says which.
pub const STEPS: u32 = 60;

/// A run that was told by its seed and the numbers of its steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub seed: u64,
    pub steps: Vec<u32>,
}

impl Run {
    pub fn whole(seed: u64) -> Self {
        Self {
            seed,
            steps: (1..=STEPS).collect(),
        }
    }

    /// `17 1-5,9 # why`; none for a line without a run.
    pub fn read(line: &str) -> Option<Self> {
        let told = line.split('#').next()?.trim();
        let (seed, steps) = told.split_once(' ')?;
        let mut all = Vec::new();
        for part in steps.trim().split(',') {
            let (from, to) = part.split_once('-').unwrap_or((part, part));
            all.extend(from.parse::<u32>().ok()?..=to.parse::<u32>().ok()?);
        }
        Some(Self {
            seed: seed.parse().ok()?,
            steps: all,
        })
    }

    /// As [`Self::read`] reads it.
    pub fn line(&self) -> String {
        let mut parts: Vec<(u32, u32)> = Vec::new();
        for step in &self.steps {
            match parts.last_mut() {
                Some((_, to)) if *to + 1 == *step => *to = *step,
                _ => parts.push((*step, *step)),
            }
        }
        let parts: Vec<String> = parts
            .iter()
            .map(|(from, to)| match from == to {
                true => from.to_string(),
                false => format!("{from}-{to}"),
            })
            .collect();
        format!("{} {}", self.seed, parts.join(","))
    }

    /// Carries it out. An error tells what is not as it must be, and what happened where `told` asks for it.
    pub fn carry_out(&self, beginning: &Story, broken: Broken, told: bool) -> Result<(), Failure> {
        let mut sim = Simulation::new(beginning, self.seed, broken);
        sim.log = told.then(Vec::new);
        let mut judged = Ok(());
        for (place, step) in self.steps.iter().enumerate() {
            sim.step(*step);
            judged = invariants::along_the_way(&mut sim).map_err(|why| (why, place + 1));
            if judged.is_err() {
                break;
            }
        }
        if judged.is_ok() {
            sim.settles();
            let ended = invariants::at_the_end(&mut sim, beginning);
            judged = ended.map_err(|why| (why, self.steps.len()));
        }
        judged.map_err(|(why, after)| Failure {
            why,
            after,
            log: sim.log.unwrap_or_default(),
        })
    }
}

/// Why a run failed.
#[derive(Debug)]
pub struct Failure {
    pub why: String,
    /// So many of its steps were carried out.
    after: usize,
    log: Vec<String>,
}

/// As few steps as still fail: first the end is left out, then parts, then single steps.
pub fn shrink(run: &Run, beginning: &Story, broken: Broken) -> Run {
    let fails = |run: &Run| run.carry_out(beginning, broken, false).err();
    let mut least = run.clone();
    let Some(failure) = fails(&least) else {
        return least;
    };
    least.steps.truncate(failure.after);
    let mut part = least.steps.len() / 2;
    while part > 0 {
        let mut at = 0;
        while at < least.steps.len() {
            let mut fewer = least.clone();
            fewer.steps.drain(at..(at + part).min(least.steps.len()));
            if fails(&fewer).is_some() {
                least = fewer;
            } else {
                at += part;
            }
        }
        part /= 2;
    }
    least
}

/// What is printed of a failure: the line to keep, and what happens in it.
pub fn words(run: &Run, beginning: &Story, broken: Broken) -> String {
    let least = shrink(run, beginning, broken);
    let Err(failure) = least.carry_out(beginning, broken, true) else {
        return format!("seed {} did not fail again", run.seed);
    };
    let (why, log) = (&failure.why, failure.log.join("\n"));
    format!(
        "{why}\nkeep this line in domain/tests/simulator/seeds.txt:\n{} # {why}\n{log}\n",
        least.line(),
    )
}
