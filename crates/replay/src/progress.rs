//! Progress for people, on stderr; stdout belongs to results.

use std::time::{Duration, Instant};

/// Writes one line of progress, under the name of the program that makes it.
pub fn say(line: impl AsRef<str>) {
    let program = std::env::current_exe().ok();
    let name = program.as_deref().and_then(std::path::Path::file_stem);
    let name = name.map_or_else(|| "replay".into(), std::ffi::OsStr::to_string_lossy);
    eprintln!("{name}: {}", line.as_ref());
}

/// Says how far something has come, every few seconds and no more often.
pub struct Pace {
    every: Duration,
    said: Instant,
}

impl Pace {
    /// Begins to count now.
    #[must_use]
    pub fn new() -> Pace {
        Pace {
            every: Duration::from_secs(5),
            said: Instant::now(),
        }
    }

    /// Says `line` if it is time to.
    pub fn say(&mut self, line: impl FnOnce() -> String) {
        if self.said.elapsed() >= self.every {
            say(line());
            self.said = Instant::now();
        }
    }
}

impl Default for Pace {
    fn default() -> Self {
        Pace::new()
    }
}

/// Notices when something that should move does not.
pub struct Watchdog<T> {
    patience: Duration,
    last: Option<T>,
    moved: Instant,
}

impl<T: PartialEq> Watchdog<T> {
    /// Begins to watch now; it barks when nothing has moved for `patience`.
    #[must_use]
    pub fn new(patience: Duration) -> Watchdog<T> {
        Watchdog {
            patience,
            last: None,
            moved: Instant::now(),
        }
    }

    /// Looks at how things stand, and says whether they have stood so for too long.
    pub fn barks_at(&mut self, now: T) -> bool {
        if self.last.as_ref() == Some(&now) {
            return self.moved.elapsed() > self.patience;
        }
        (self.last, self.moved) = (Some(now), Instant::now());
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_barks_at_what_stands_still_and_at_nothing_else() {
        let mut dog = Watchdog::new(Duration::from_millis(20));
        assert!(!dog.barks_at(1));
        std::thread::sleep(Duration::from_millis(30));
        assert!(!dog.barks_at(2), "it moved");
        std::thread::sleep(Duration::from_millis(30));
        assert!(dog.barks_at(2), "it stood still");
        assert!(!dog.barks_at(3));
    }
}
