//! How far this computer's clock is off the server's, as the answers show it. A wrong clock stops nothing: entries are
//! ordered by their place. But receipts show it, so it is said and recorded.

use jiff::Timestamp;
use std::sync::{Arc, Mutex, PoisonError};

/// Up to so many seconds nobody is told; answers take their time too.
pub(super) const TOLERATED_S: i64 = 300;

/// The newest that is known. Clones are the same.
#[derive(Debug, Clone, Default)]
pub(super) struct Skew(Arc<Mutex<Option<i64>>>);

impl Skew {
    /// An answer that was `sent` by the server's clock has come `now` by ours.
    pub fn saw(&self, sent: Timestamp, now: Timestamp) {
        let ahead = now.as_second() - sent.as_second();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(ahead);
    }

    /// Seconds that our clock is ahead; 0 when that is little, none while no answer has said.
    pub fn ahead_s(&self) -> Option<i64> {
        let known = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.map(|ahead| if ahead.abs() > TOLERATED_S { ahead } else { 0 })
    }
}

/// What is said about a clock that is wrong.
pub(super) fn words(ahead_s: i64) -> String {
    let minutes = ahead_s.unsigned_abs() / 60;
    let by = match (minutes, minutes / 60) {
        (minutes, 0..=2) => format!("{minutes} minutes"),
        (_, hours @ 3..=47) => format!("{hours} hours"),
        (_, hours) => format!("{} days", hours / 24),
    };
    let side = if ahead_s > 0 { "ahead of" } else { "behind" };
    format!(
        "This computer's clock is {by} {side} the server's. Receipts show its time: set the clock. Nothing is lost by it."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_wrong_from_five_minutes_on_and_the_words_say_by_how_much() {
        let skew = Skew::default();
        assert_eq!(skew.ahead_s(), None);
        let sent: Timestamp = "2026-11-02T09:00:00Z".parse().unwrap();
        for (now, ahead) in [
            ("2026-11-02T09:00:00Z", 0),
            ("2026-11-02T09:05:00Z", 0),
            ("2026-11-02T08:55:00Z", 0),
            ("2026-11-02T09:05:01Z", 301),
            ("2026-11-02T08:54:59Z", -301),
        ] {
            skew.saw(sent, now.parse().unwrap());
            assert_eq!(skew.ahead_s(), Some(ahead), "{now}");
        }
        for (ahead, by) in [
            (301, "5 minutes ahead of"),
            (-7_200, "120 minutes behind"),
            (4 * 3_600, "4 hours ahead of"),
            (-86_400 * 365, "365 days behind"),
        ] {
            assert!(words(ahead).contains(by), "{}", words(ahead));
        }
    }
}
