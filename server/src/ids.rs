//! The only place that makes identifiers and secrets.

use std::sync::{Arc, Mutex, PoisonError};

use rand::rngs::{StdRng, SysRng};
use rand::{Rng, SeedableRng, TryRng};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::clock::Clock;

/// Makes identifiers. Seeded, it makes the same ones again, for tests and the demo.
#[derive(Clone)]
pub struct Ids {
    clock: Clock,
    seeded: Option<Arc<Mutex<StdRng>>>,
}

/// The operating system gave no random bytes; nothing secret can be made.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gave no random bytes")]
pub struct NoRandomness;

impl Ids {
    /// Identifiers nobody can foresee.
    pub fn system(clock: Clock) -> Self {
        Self {
            clock,
            seeded: None,
        }
    }

    /// The same identifiers for the same seed and the same clock. Never used for a secret.
    pub fn seeded(clock: Clock, seed: u64) -> Self {
        Self {
            clock,
            seeded: Some(Arc::new(Mutex::new(StdRng::seed_from_u64(seed)))),
        }
    }

    /// A new identifier that sorts by the time it was made (UUID version 7).
    pub fn ordered(&self) -> Uuid {
        let millis = self.clock.now().timestamp_millis().max(0).unsigned_abs();
        let mut random = [0; 10];
        self.fill(&mut random);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// A new identifier that tells nothing, not even its age (UUID version 4).
    pub fn opaque(&self) -> Uuid {
        let mut random = [0; 16];
        self.fill(&mut random);
        uuid::Builder::from_random_bytes(random).into_uuid()
    }

    /// How many case numbers are passed over before the next is given: with numbers one after the
    /// other, a list of all cases would show whoever is shut out of one where it is missing.
    /// Seeded, none are, so that a story keeps its numbers.
    pub fn numbers_passed_over(&self) -> u32 {
        match &self.seeded {
            Some(_) => 0,
            None => {
                let mut random = [0; 1];
                self.fill(&mut random);
                u32::from(random[0] % 3)
            }
        }
    }

    fn fill(&self, bytes: &mut [u8]) {
        match &self.seeded {
            Some(rng) => rng
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .fill_bytes(bytes),
            None => rand::rng().fill_bytes(bytes),
        }
    }
}

/// `N` secret bytes straight from the operating system, wiped when dropped.
///
/// # Errors
/// [`NoRandomness`] if the operating system has none to give.
pub fn secret<const N: usize>() -> Result<Zeroizing<[u8; N]>, NoRandomness> {
    let mut bytes = Zeroizing::new([0; N]);
    SysRng
        .try_fill_bytes(bytes.as_mut_slice())
        .map_err(|_| NoRandomness)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeZone, Utc};

    #[test]
    fn the_same_seed_makes_the_same_identifiers() {
        let at = Utc.with_ymd_and_hms(2026, 4, 1, 0, 0, 0).unwrap();
        let make = || {
            let ids = Ids::seeded(Clock::settable(Some(at)), 7);
            (ids.opaque(), ids.opaque())
        };
        assert_eq!(make(), make());
        assert_ne!(make().0, make().1);
    }

    #[test]
    fn numbers_made_without_a_seed_leave_gaps_of_up_to_two() {
        let ids = Ids::system(Clock::system());
        let drawn: std::collections::BTreeSet<u32> =
            (0..200).map(|_| ids.numbers_passed_over()).collect();
        assert_eq!(drawn, [0, 1, 2].into());
    }

    #[test]
    fn numbers_of_a_story_leave_none() {
        let ids = Ids::seeded(Clock::system(), 7);
        assert!((0..200).all(|_| ids.numbers_passed_over() == 0));
    }

    #[test]
    fn ordered_identifiers_are_version_seven_and_opaque_ones_four() {
        let ids = Ids::system(Clock::system());
        assert_eq!(ids.ordered().get_version_num(), 7);
        assert_eq!(ids.opaque().get_version_num(), 4);
        assert_ne!(secret::<32>().unwrap(), secret::<32>().unwrap());
    }
}
