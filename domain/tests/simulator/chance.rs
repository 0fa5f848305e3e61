//! Chance that is the same each time: every step draws from its own stream, so that leaving a step out changes
//! nothing of what the others draw.

use rand::rngs::ChaCha8Rng;
use rand::{Rng, SeedableRng};

/// The draws of one step.
pub struct Chance(ChaCha8Rng);

impl Chance {
    pub fn of(seed: u64, step: u32) -> Self {
        let mut stream = ChaCha8Rng::seed_from_u64(seed);
        stream.set_stream(u64::from(step));
        Self(stream)
    }

    /// A number below that one.
    pub fn below(&mut self, end: usize) -> usize {
        // Written out, so that a kept seed means the same under every version of the crate.
        (self.0.next_u64() % end.max(1) as u64) as usize
    }

    pub fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    pub fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// Any of them, none where there is none.
    pub fn any(&mut self, count: usize) -> Option<usize> {
        (count > 0).then(|| self.below(count))
    }

    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        least + (self.0.next_u64() % (most - least + 1) as u64) as i64
    }
}
