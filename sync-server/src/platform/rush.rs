//! Tills come first: whoever has work that can wait a moment does it when no till is at the door.

use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, timeout, timeout_at};

/// How long nobody has to be there for it to be a lull: longer than a till takes from one push to its next.
const LULL: Duration = Duration::from_millis(100);

/// Counts who is at the door. Clones are the same one.
#[derive(Debug, Clone, Default)]
pub struct Rush {
    door: watch::Sender<Door>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Door {
    here: usize,
    /// When the last one left.
    left: Option<Instant>,
}

/// Somebody who is at the door for as long as this lives.
#[derive(Debug)]
pub struct AtTheDoor(Rush);

impl Rush {
    /// Somebody comes.
    pub fn enter(&self) -> AtTheDoor {
        self.door.send_modify(|door| door.here += 1);
        AtTheDoor(self.clone())
    }

    /// Returns true in the next lull, and false if none comes within `most`: a shop may be busy all day.
    pub async fn lull(&self, most: Duration) -> bool {
        let mut door = self.door.subscribe();
        let lull = async {
            loop {
                let Ok(empty) = door.wait_for(|door| door.here == 0).await.map(|door| *door) else {
                    return;
                };
                let Some(left) = empty.left else { return };
                let comes = door.wait_for(|door| door.here > 0);
                if timeout_at(left + LULL, comes).await.is_err() {
                    return;
                }
            }
        };
        timeout(most, lull).await.is_ok()
    }
}

impl Drop for AtTheDoor {
    fn drop(&mut self) {
        self.0.door.send_modify(|door| {
            door.here -= 1;
            door.left = Some(Instant::now());
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;
    use std::pin::pin;

    const HOUR: Duration = Duration::from_secs(3600);

    #[tokio::test]
    async fn with_nobody_at_the_door_there_is_no_waiting() {
        assert!(Rush::default().lull(HOUR).now_or_never().is_some());
    }

    #[tokio::test]
    async fn a_lull_begins_a_moment_after_the_last_one_left() {
        let rush = Rush::default();
        let at_the_door = rush.enter();
        let mut lull = pin!(rush.lull(HOUR));
        assert!(lull.as_mut().now_or_never().is_none());
        let left = Instant::now();
        drop(at_the_door);
        assert!(lull.await);
        assert!(left.elapsed() >= LULL);
        assert!(rush.lull(HOUR).now_or_never().is_some());
    }

    #[tokio::test]
    async fn nobody_waits_for_ever() {
        let rush = Rush::default();
        let _at_the_door = rush.enter();
        assert!(!rush.lull(LULL).await);
    }
}
