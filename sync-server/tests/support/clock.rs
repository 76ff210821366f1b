//! A clock that a test can move on.

use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use sync_server::platform::clock::{Clock, SystemClock};

/// The computer's clock and some seconds.
#[derive(Default)]
pub struct MovableClock {
    ahead: AtomicI64,
}

impl MovableClock {
    /// A clock that shows the real time.
    pub fn new() -> Arc<MovableClock> {
        Arc::default()
    }

    /// Moves it.
    pub fn forward(&self, seconds: i64) {
        self.ahead.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Clock for MovableClock {
    fn now(&self) -> Timestamp {
        SystemClock.now() + SignedDuration::from_secs(self.ahead.load(Ordering::SeqCst))
    }
}
