//! `server bench`: what the program costs on this machine, beside what the machine itself costs.
//! Measurements, not tests.
//!
//! Every figure goes the way it goes in earnest: a signed-in worker, the real router, the gate, the
//! audit row, the sealed columns. Its floor is measured in the same run: Python's own SQLite over the
//! same rows and with the same durability, the plain file of the same bytes, the bare start of the
//! same program.

use std::path::Path;
use std::time::Duration;

use serde::Serialize;

pub mod answers;
pub mod cases;
pub mod floor;
pub mod house;
pub mod ledger;
pub mod long;
pub mod offline;
pub mod pages;
pub mod process;
pub mod search;
pub mod streams;
pub mod writers;

use floor::Floor;
use house::House;

/// Why a measurement came to nothing.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What is measured, and over how much.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Cards of the board.
    pub board: usize,
    /// Cases among which names are looked for and the server starts.
    pub cases: usize,
    /// Writers at once.
    pub writers: usize,
    /// Commands of each of them.
    pub each: usize,
    /// How often each page is asked for.
    pub times: usize,
    /// Live streams, twelve to a conference.
    pub streams: usize,
}

/// What can be measured by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Part {
    /// Board and case page.
    Pages,
    /// Commands, one after the other and from several writers.
    Writers,
    /// Sign-in answers at her door.
    Answers,
    /// 進行管理台帳.
    Ledger,
    /// A case of ten years.
    Long,
    /// A night without a network.
    Offline,
    /// Live streams.
    Streams,
    /// What grows with the number of cases: search, cold start, memory.
    Size,
}

/// Measures the parts of `only`, or all, below `folder`, which is the caller's to remove, and hands each
/// figure to `say` as it comes.
///
/// # Errors
/// Whatever kept a figure from being taken: a figure is never left out in silence.
pub async fn run(
    folder: &Path,
    plan: Plan,
    only: &[Part],
    say: &mut impl FnMut(&Figure),
) -> Result<(), Failure> {
    let mut floor = Floor::start()?;
    let asked = |part: Part| only.is_empty() || only.contains(&part);

    if asked(Part::Pages) || asked(Part::Writers) || asked(Part::Answers) {
        let small = House::found(&folder.join("small"), plan.board).await?;
        if asked(Part::Pages) {
            pages::measure(&small, &mut floor, plan, say).await?;
        }
        if asked(Part::Writers) {
            writers::measure(&small, &mut floor, plan, say).await?;
        }
        if asked(Part::Answers) {
            answers::measure(&small, plan, say).await?;
        }
        small.close().await?;
    }
    if asked(Part::Ledger) {
        ledger::measure(folder, plan, say).await?;
    }
    if asked(Part::Long) {
        long::measure(folder, plan, say).await?;
    }
    if asked(Part::Offline) {
        offline::measure(folder, &mut floor, plan, say).await?;
    }
    if asked(Part::Streams) {
        streams::measure(folder, plan, say).await?;
    }
    if asked(Part::Size) {
        let large = House::found(&folder.join("large"), plan.cases).await?;
        say(&Figure::of(
            "filling in, cases per second",
            large.filled_per_second,
            Unit::PerSecond,
        ));
        search::measure(&large, &mut floor, plan, say).await?;
        let large = large.close().await?;
        let found =
            async |name: &str, cases| House::found(&folder.join(name), cases).await?.close().await;
        let (empty, board) = (found("empty", 0).await?, found("board", plan.board).await?);
        process::cold_start(&empty, &large, plan, say)?;
        process::memory(&empty, &board, &large, say)?;
    }
    Ok(())
}

/// How long something took, over many times.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    /// Half of them took no longer.
    pub median: Duration,
    /// 95 of 100 took no longer.
    pub p95: Duration,
}

impl Times {
    /// Of nothing, both are zero.
    pub fn of(mut all: Vec<Duration>) -> Self {
        all.sort_unstable();
        let at = |share: usize| {
            let place = (all.len() * share / 100).min(all.len().saturating_sub(1));
            all.get(place).copied().unwrap_or_default()
        };
        Self {
            median: at(50),
            p95: at(95),
        }
    }

    /// The median in milliseconds.
    pub fn millis(&self) -> f64 {
        millis(self.median)
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, Serialize)]
pub enum Unit {
    #[serde(rename = "ms")]
    Millis,
    #[serde(rename = "KB")]
    Kilobytes,
    #[serde(rename = "KiB")]
    Kibibytes,
    #[serde(rename = "MiB")]
    Mebibytes,
    #[serde(rename = "1/s")]
    PerSecond,
    #[serde(rename = "")]
    Count,
    /// How a time grows with the number of cases: 0 not at all, 1 in step with it.
    #[serde(rename = "")]
    Exponent,
    /// How far two samples are apart, in standard deviations of what chance does.
    #[serde(rename = "")]
    Deviations,
}

/// What a figure should be.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Aim {
    /// At most so much, in the figure's own unit.
    AtMost(f64),
    /// At most so many times its floor.
    TimesFloor(f64),
}

/// One line of the table.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    pub what: String,
    pub value: f64,
    pub unit: Unit,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p95: Option<f64>,
    /// What the machine itself needs for it, in the same unit, and what that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub floor: Option<(f64, &'static str)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aim: Option<Aim>,
}

impl Figure {
    /// A bare figure.
    pub fn of(what: impl Into<String>, value: f64, unit: Unit) -> Self {
        Self {
            what: what.into(),
            value,
            unit,
            p95: None,
            floor: None,
            aim: None,
        }
    }

    /// The median of `times`.
    pub fn times(what: impl Into<String>, times: Times) -> Self {
        Self {
            p95: Some(millis(times.p95)),
            ..Self::of(what, times.millis(), Unit::Millis)
        }
    }

    /// With what the machine needs for it.
    #[must_use]
    pub fn over(self, floor: f64, what: &'static str) -> Self {
        Self {
            floor: Some((floor, what)),
            ..self
        }
    }

    /// With what it should be.
    #[must_use]
    pub fn aim(self, aim: Aim) -> Self {
        Self {
            aim: Some(aim),
            ..self
        }
    }

    /// How many times its floor it is.
    pub fn ratio(&self) -> Option<f64> {
        self.floor.map(|(floor, _)| self.value / floor)
    }

    /// Whether it is what it should be; `None` where nothing was asked of it.
    pub fn meets(&self) -> Option<bool> {
        Some(match self.aim? {
            Aim::AtMost(most) => self.value <= most,
            Aim::TimesFloor(most) => self.ratio()? <= most,
        })
    }

    /// The heading of the table.
    pub fn heading() -> String {
        format!(
            "{:<46}{:>10} {:<4}{:>9}  {:>9}{:>7}  {:<12}{}",
            "", "median", "", "p95", "floor", "times", "aim", "floor is"
        )
    }
}

impl std::fmt::Display for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let unit = match self.unit {
            Unit::Millis => "ms",
            Unit::Kilobytes => "KB",
            Unit::Kibibytes => "KiB",
            Unit::Mebibytes => "MiB",
            Unit::PerSecond => "/s",
            Unit::Count | Unit::Exponent | Unit::Deviations => "",
        };
        let number = |value: f64| match self.unit {
            Unit::Count => format!("{value:.0}"),
            Unit::Exponent | Unit::Deviations => format!("{value:.2}"),
            _ if value >= 100.0 => format!("{value:.0}"),
            _ if value >= 1.0 => format!("{value:.2}"),
            _ => format!("{value:.3}"),
        };
        let aim = match (self.aim, self.meets()) {
            (Some(aim), met) => {
                let words = match aim {
                    Aim::AtMost(most) => format!("≤ {most}"),
                    Aim::TimesFloor(most) => format!("≤ {most}×"),
                };
                format!(
                    "{words} {}",
                    if met == Some(true) { "ok" } else { "MISSED" }
                )
            }
            _ => String::new(),
        };
        let line = format!(
            "{:<46}{:>10} {:<4}{:>9}  {:>9}{:>7}  {:<12}{}",
            self.what,
            number(self.value),
            unit,
            self.p95.map(number).unwrap_or_default(),
            self.floor
                .map(|(floor, _)| number(floor))
                .unwrap_or_default(),
            self.ratio()
                .map(|ratio| format!("{ratio:.1}"))
                .unwrap_or_default(),
            aim,
            self.floor.map(|(_, what)| what).unwrap_or_default(),
        );
        f.write_str(line.trim_end())
    }
}
