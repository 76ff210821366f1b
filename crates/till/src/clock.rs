//! Time comes in through here and nowhere else, so that a test or a replay can hand it in.

use jiff::Timestamp;
use std::time::Instant;

/// Where the till reads the time.
pub trait Clock: Send + Sync {
    /// The wall clock. For people: nothing is ordered by it.
    fn now(&self) -> Timestamp;
    /// Milliseconds since the program started; never goes back.
    fn monotonic_ms(&self) -> u64;
}

/// The clocks of the machine.
#[derive(Debug)]
pub struct SystemClock {
    started: Instant,
}

impl SystemClock {
    /// A clock whose monotonic part begins now.
    pub fn new() -> SystemClock {
        SystemClock {
            started: Instant::now(),
        }
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        SystemClock::new()
    }
}

impl Clock for SystemClock {
    #[allow(
        clippy::disallowed_methods,
        reason = "the one place that reads the wall clock"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn monotonic_ms(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}
