//! The clock of a replayed till: it shows the time of the invoice that is being rung.

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use jiff::Timestamp;
use pos_till::Clock;

/// A wall clock that is set by hand, and a monotonic one that runs by itself.
#[derive(Debug)]
pub struct ReplayClock {
    shown: Mutex<Timestamp>,
    started: Instant,
}

impl ReplayClock {
    /// A clock that shows `time`.
    #[must_use]
    pub fn showing(time: Timestamp) -> ReplayClock {
        ReplayClock {
            shown: Mutex::new(time),
            started: Instant::now(),
        }
    }

    /// Sets the wall clock, forwards or back.
    pub fn set(&self, time: Timestamp) {
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner) = time;
    }
}

impl Clock for ReplayClock {
    fn now(&self) -> Timestamp {
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn monotonic_ms(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}
