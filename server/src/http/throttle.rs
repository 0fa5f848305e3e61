//! How often sign-in may be tried: per name, and in all.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};

/// Tries per name and minute, after as many at once.
const PER_NAME: NonZeroU32 = NonZeroU32::new(30).unwrap();
/// Tries in all per second, after as many at once.
const IN_ALL: NonZeroU32 = NonZeroU32::new(40).unwrap();
/// Names are forgotten when they have had their rest, looked after once in so many tries.
const SWEEP: u32 = 1024;

/// Limits sign-in. Names are known to it by their tokens only, real and unreal ones alike.
#[derive(Clone)]
pub struct Throttle(Arc<Limits>);

struct Limits {
    names: DefaultKeyedRateLimiter<[u8; 32]>,
    all: DefaultDirectRateLimiter,
    tries: AtomicU32,
}

impl Throttle {
    /// Limits with nothing tried yet.
    pub fn new() -> Self {
        Self(Arc::new(Limits {
            names: RateLimiter::keyed(Quota::per_minute(PER_NAME)),
            all: RateLimiter::direct(Quota::per_second(IN_ALL)),
            tries: AtomicU32::new(0),
        }))
    }

    /// Whether one more try with this name is let through.
    pub fn lets_through(&self, login: [u8; 32]) -> bool {
        if self.0.tries.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            self.0.names.retain_recent();
        }
        self.0.all.check().is_ok() && self.0.names.check_key(&login).is_ok()
    }
}

impl Default for Throttle {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_tried_too_often_does_not_shut_out_another() {
        let throttle = Throttle::new();
        let tries = (0..PER_NAME.get() + 1).filter(|_| throttle.lets_through([1; 32]));
        assert_eq!(tries.count(), PER_NAME.get() as usize);
        assert!(throttle.lets_through([2; 32]));
    }
}
