//! Who can't wait goes first: whoever has work that can wait a moment does it when nobody is at the door.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// How long nobody has to be there for it to be a lull: longer than a till takes from one push to its next.
const LULL: Duration = Duration::from_millis(100);

/// How long one waits in a rush that does not end: longer than a register's backlog of a day offline takes.
const PATIENCE: Duration = Duration::from_secs(5);

/// Counts who is at it. Clones are the same one.
#[derive(Debug, Clone, Default)]
pub struct Door {
    visitors: Arc<Mutex<Visitors>>,
}

#[derive(Debug, Default)]
struct Visitors {
    here: usize,
    /// When the last one left.
    left: Option<Instant>,
}

/// Somebody who is at the door for as long as this lives.
#[derive(Debug)]
pub struct AtTheDoor(Door);

impl Door {
    /// Somebody comes.
    pub fn enter(&self) -> AtTheDoor {
        self.visitors().here += 1;
        AtTheDoor(self.clone())
    }

    fn visitors(&self) -> MutexGuard<'_, Visitors> {
        self.visitors.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How much longer it takes until there may be a lull; none in one.
    fn busy_for(&self) -> Option<Duration> {
        let visitors = self.visitors();
        if visitors.here > 0 {
            return Some(LULL);
        }
        let lull = visitors.left? + LULL;
        Some(lull.saturating_duration_since(Instant::now())).filter(|wait| !wait.is_zero())
    }
}

impl Drop for AtTheDoor {
    fn drop(&mut self) {
        let mut visitors = self.0.visitors();
        visitors.here -= 1;
        visitors.left = Some(Instant::now());
    }
}

/// Lets those at one door or several go first, but not for ever: a shop may be busy all day.
#[derive(Debug)]
pub struct Politeness {
    doors: Vec<Door>,
    patience: Duration,
    /// Until then it is its turn, whoever comes.
    turn: Option<Instant>,
}

impl Politeness {
    /// Towards those at `doors`.
    pub fn towards(doors: Vec<Door>) -> Politeness {
        Politeness {
            doors,
            patience: PATIENCE,
            turn: None,
        }
    }

    /// Returns in the next lull. In a rush that does not end it waits and then lets work for as long as it has waited, so
    /// that nothing gets further behind. Can be dropped and asked again at any time.
    pub async fn lull(&mut self) {
        let begun = Instant::now();
        if self.turn.is_some_and(|turn| begun < turn) {
            return;
        }
        while let Some(wait) = self.doors.iter().filter_map(Door::busy_for).max() {
            if begun.elapsed() >= self.patience {
                self.turn = Some(Instant::now() + self.patience);
                return;
            }
            sleep(wait).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;
    use std::pin::pin;

    const HOUR: Duration = Duration::from_secs(3600);

    fn polite(door: &Door, patience: Duration) -> Politeness {
        let doors = vec![Door::default(), door.clone()];
        Politeness {
            patience,
            ..Politeness::towards(doors)
        }
    }

    #[tokio::test]
    async fn with_nobody_at_the_door_there_is_no_waiting() {
        let mut polite = polite(&Door::default(), HOUR);
        assert!(polite.lull().now_or_never().is_some());
    }

    #[tokio::test]
    async fn a_lull_begins_a_moment_after_the_last_one_left() {
        let door = Door::default();
        let mut polite = polite(&door, HOUR);
        let at_the_door = door.enter();
        assert!(pin!(polite.lull()).now_or_never().is_none());
        let left = Instant::now();
        drop(at_the_door);
        polite.lull().await;
        assert!(left.elapsed() >= LULL);
        assert!(polite.lull().now_or_never().is_some());
    }

    #[tokio::test]
    async fn in_an_endless_rush_it_is_as_long_ones_turn_as_one_has_waited() {
        let door = Door::default();
        let _at_the_door = door.enter();
        let mut polite = polite(&door, 5 * LULL);
        let begun = Instant::now();
        polite.lull().await;
        let waited = begun.elapsed();
        assert!(waited >= 5 * LULL);
        assert!(polite.lull().now_or_never().is_some());
        sleep(waited).await;
        assert!(polite.lull().now_or_never().is_none());
    }
}
