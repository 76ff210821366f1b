//! How long a background task waits before it tries a service again: doubling to a cap, with jitter, so that several
//! processes don't come back in step.

use std::time::Duration;

const FIRST: Duration = Duration::from_millis(200);
const CAP: Duration = Duration::from_secs(8);

/// The waits of one task.
#[derive(Debug, Default)]
pub struct Backoff {
    failures: u32,
}

impl Backoff {
    /// It worked.
    pub fn reset(&mut self) {
        self.failures = 0;
    }

    /// It failed; how long to wait now.
    pub fn wait(&mut self) -> Duration {
        let full = FIRST.saturating_mul(1 << self.failures.min(10)).min(CAP);
        self.failures = self.failures.saturating_add(1);
        // Without randomness the wait is merely the longest one.
        let random = getrandom::u32().unwrap_or(u32::MAX);
        let half = full / 2;
        let part = half.as_millis() as u64 * u64::from(random) / u64::from(u32::MAX);
        half + Duration::from_millis(part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_the_cap_and_start_over() {
        let mut backoff = Backoff::default();
        let first = backoff.wait();
        assert!(first >= FIRST / 2 && first <= FIRST);
        for _ in 0..40 {
            assert!(backoff.wait() <= CAP);
        }
        assert!(backoff.wait() >= CAP / 2);
        backoff.reset();
        assert!(backoff.wait() <= FIRST);
    }
}
