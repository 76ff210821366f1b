//! How long a wrong PIN costs, and how that time passes.
//!
//! Inside one run of the program it passes on the clock that nobody can set. Across a restart the wall clock tells how
//! much of it has passed meanwhile: a clock that went back tells nothing, so the wait begins anew from there, and no
//! wait is ever longer than it was to begin with.

use jiff::Timestamp;

/// So many wrong PINs in a row are nobody's business.
pub(crate) const FREE: u32 = 5;

const SECOND: u64 = 1_000;
const WAITS: [u64; 6] = [
    30 * SECOND,
    60 * SECOND,
    120 * SECOND,
    300 * SECOND,
    900 * SECOND,
    3_600 * SECOND,
];

/// How long no PIN is taken after `tries` wrong ones in a row.
pub(crate) fn wait_after(tries: u32) -> u64 {
    let Some(beyond) = tries.checked_sub(FREE) else {
        return 0;
    };
    let step = usize::try_from(beyond).unwrap_or(usize::MAX);
    WAITS[step.min(WAITS.len() - 1)]
}

/// How many wrong ones are left before no PIN is taken for a while.
pub(crate) fn left(tries: u32) -> u32 {
    FREE.saturating_sub(tries)
}

/// What is left of a wait of `wait_ms` that was written down at `since`, when it is `now` on the wall clock.
pub(crate) fn remaining(wait_ms: u64, since: Timestamp, now: Timestamp) -> u64 {
    let passed = now.as_millisecond().saturating_sub(since.as_millisecond());
    wait_ms.saturating_sub(u64::try_from(passed).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_begin_with_the_fifth_wrong_one_and_grow_to_an_hour() {
        let waits: Vec<u64> = (0..12).map(wait_after).map(|ms| ms / SECOND).collect();
        assert_eq!(waits, [0, 0, 0, 0, 0, 30, 60, 120, 300, 900, 3_600, 3_600]);
        assert_eq!(wait_after(u32::MAX), 3_600 * SECOND);
        assert_eq!((left(0), left(4), left(5), left(9)), (5, 1, 0, 0));
    }

    #[test]
    fn a_clock_set_back_neither_unlocks_early_nor_locks_for_ever() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let since = at("2026-11-02T09:30:00Z");
        let minute = 60 * SECOND;
        assert_eq!(
            remaining(minute, since, at("2026-11-02T09:30:45Z")),
            15 * SECOND
        );
        assert_eq!(remaining(minute, since, at("2026-11-02T09:31:00Z")), 0);
        assert_eq!(remaining(minute, since, at("1970-01-01T00:00:00Z")), minute);
    }
}
