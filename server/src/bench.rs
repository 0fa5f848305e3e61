//! `server bench`: what the foundation costs on this machine. Measurements, not tests.

use std::time::Duration;

pub mod search;
pub mod writers;

/// How long something took, over many times.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    /// Half of them took no longer.
    pub median: Duration,
    /// 95 of 100 took no longer.
    pub p95: Duration,
    /// 99 of 100 took no longer.
    pub p99: Duration,
}

impl Times {
    /// Of nothing, all are zero.
    pub fn of(mut all: Vec<Duration>) -> Self {
        all.sort_unstable();
        let at = |share: usize| {
            let place = (all.len() * share / 100).min(all.len().saturating_sub(1));
            all.get(place).copied().unwrap_or_default()
        };
        Self {
            median: at(50),
            p95: at(95),
            p99: at(99),
        }
    }
}

impl std::fmt::Display for Times {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "median {:>9.3?}  p95 {:>9.3?}  p99 {:>9.3?}",
            self.median, self.p95, self.p99
        )
    }
}
