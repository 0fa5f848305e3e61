//! The only place that reads the time.
//!
//! 時計。Rules never ask for the time: they are handed it, and it comes from here.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Utc};

/// A clock that everything in one process shares.
///
/// A test clock is set to an instant and runs on from there; the clock of a real office cannot be
/// set.
#[derive(Clone)]
pub struct Clock {
    /// Microseconds added to the machine's time.
    ahead: Arc<AtomicI64>,
    settable: bool,
}

/// The clock runs on real time and is not for setting.
#[derive(Debug, thiserror::Error)]
#[error("this clock cannot be set")]
pub struct NotSettable;

impl Clock {
    /// The machine's own time.
    pub fn system() -> Self {
        Self {
            ahead: Arc::new(AtomicI64::new(0)),
            settable: false,
        }
    }

    /// A clock for tests and demonstrations, running on from `start` where one is given.
    pub fn settable(start: Option<DateTime<Utc>>) -> Self {
        let clock = Self {
            ahead: Arc::new(AtomicI64::new(0)),
            settable: true,
        };
        if let Some(start) = start {
            clock.move_to(start);
        }
        clock
    }

    /// The present instant, in whole microseconds (what both databases keep exactly).
    pub fn now(&self) -> DateTime<Utc> {
        instant(Utc::now().timestamp_micros() + self.ahead.load(Ordering::Relaxed))
    }

    /// Moves a test clock to `instant`; it runs on from there.
    ///
    /// # Errors
    /// [`NotSettable`] for the clock of a real office.
    pub fn set(&self, instant: DateTime<Utc>) -> Result<(), NotSettable> {
        if !self.settable {
            return Err(NotSettable);
        }
        self.move_to(instant);
        Ok(())
    }

    fn move_to(&self, to: DateTime<Utc>) {
        let ahead = to.timestamp_micros() - Utc::now().timestamp_micros();
        self.ahead.store(ahead, Ordering::Relaxed);
    }
}

/// The instant that a stored number of microseconds since 1970 means.
///
/// A number outside the calendar (a damaged row) reads as the beginning of 1970: old, never new,
/// so that nothing expired comes alive by it.
pub fn instant(micros: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(micros).unwrap_or(DateTime::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Duration, TimeZone};

    #[test]
    fn a_test_clock_runs_on_from_where_it_was_set() {
        let clock = Clock::settable(None);
        let start = Utc.with_ymd_and_hms(2026, 4, 1, 0, 0, 0).unwrap();
        clock.set(start).unwrap();
        let first = clock.now();
        std::thread::sleep(std::time::Duration::from_millis(5));
        assert!(first >= start && first < start + Duration::seconds(5));
        assert!(clock.now() > first);
    }

    #[test]
    fn the_office_clock_cannot_be_set() {
        assert!(Clock::system().set(Utc::now()).is_err());
    }
}
