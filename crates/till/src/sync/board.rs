//! What the runner's thread and everybody else tell each other.

use super::status::SyncStatus;
use jiff::Timestamp;
use pos_protocol::Sealed;
use pos_protocol::catalog::CatalogNews;
use pos_protocol::sync::Verdict;
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Hears of every change, on the runner's thread: it must not wait for anything.
pub(super) type Listener = Box<dyn Fn(&SyncStatus) + Send>;

/// Entries that were sent, and what the server said of them.
#[derive(Debug, Clone, Copy)]
pub struct Pushed<'a> {
    /// The entries.
    pub entries: &'a [Sealed],
    /// What became of each, in their order.
    pub verdicts: &'a [Verdict],
    /// When the request was begun, by this computer's clock.
    pub begun: Timestamp,
    /// When the answer was there.
    pub answered: Timestamp,
}

/// Hears of every push that was answered, on the runner's thread: it must not wait for anything.
pub(super) type Watcher = Box<dyn Fn(&Pushed<'_>) + Send>;

/// What the server told without being asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Heard {
    /// It can be heard from now on.
    Sound,
    /// It can't be heard any more.
    Silence,
    /// The catalogue has moved.
    News(CatalogNews),
}

/// More than this a runner that is busy is not told one by one.
const MOST_HEARD: usize = 64;

#[derive(Default)]
struct Notes {
    status: SyncStatus,
    cursor: u64,
    woken: bool,
    nudged: bool,
    heard: VecDeque<Heard>,
    stop: bool,
    ended: bool,
}

/// The board that both sides write on.
#[derive(Default)]
pub(super) struct Board {
    notes: Mutex<Notes>,
    changed: Condvar,
    listeners: Mutex<Vec<Listener>>,
    watchers: Mutex<Vec<Watcher>>,
}

/// What woke the runner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Woken {
    Stop,
    Nudge,
    Wake,
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Board {
    pub fn status(&self) -> SyncStatus {
        held(&self.notes).status.clone()
    }

    pub fn subscribe(&self, listener: Listener) {
        listener(&self.status());
        held(&self.listeners).push(listener);
    }

    pub fn watch(&self, watcher: Watcher) {
        held(&self.watchers).push(watcher);
    }

    /// Tells the watchers of a push.
    pub fn pushed(&self, pushed: &Pushed<'_>) {
        held(&self.watchers).iter().for_each(|tell| tell(pushed));
    }

    /// Changes the status and tells the listeners if it did change.
    pub fn publish(&self, cursor: Option<u64>, change: impl FnOnce(&mut SyncStatus)) {
        let mut notes = held(&self.notes);
        let before = notes.status.clone();
        change(&mut notes.status);
        notes.cursor = cursor.unwrap_or(notes.cursor);
        let after = notes.status.clone();
        drop(notes);
        self.changed.notify_all();
        if after != before {
            held(&self.listeners).iter().for_each(|tell| tell(&after));
        }
    }

    pub fn wake(&self, woken: Woken) {
        let mut notes = held(&self.notes);
        match woken {
            Woken::Stop => notes.stop = true,
            Woken::Nudge => notes.nudged = true,
            Woken::Wake => notes.woken = true,
        }
        drop(notes);
        self.changed.notify_all();
    }

    /// Tells the runner what was heard.
    pub fn hear(&self, heard: Heard) {
        let mut notes = held(&self.notes);
        if notes.heard.len() >= MOST_HEARD {
            // The newest place is told all the same, and how to get there is asked for.
            notes.heard.retain(|heard| !matches!(heard, Heard::News(_)));
        }
        notes.heard.push_back(heard);
        drop(notes);
        self.changed.notify_all();
    }

    /// The oldest of what was heard and not dealt with.
    pub fn take_heard(&self) -> Option<Heard> {
        held(&self.notes).heard.pop_front()
    }

    pub fn is_stopping(&self) -> bool {
        held(&self.notes).stop
    }

    /// Waits until somebody wakes the runner, at most for `wait`.
    pub fn rest(&self, wait: Duration) -> Woken {
        let quiet = |notes: &mut Notes| {
            !(notes.stop || notes.nudged || notes.woken) && notes.heard.is_empty()
        };
        let resting = self
            .changed
            .wait_timeout_while(held(&self.notes), wait, quiet);
        let (mut notes, _) = resting.unwrap_or_else(PoisonError::into_inner);
        let nudged = std::mem::take(&mut notes.nudged);
        notes.woken = false;
        match (notes.stop, nudged) {
            (true, _) => Woken::Stop,
            (false, true) => Woken::Nudge,
            (false, false) => Woken::Wake,
        }
    }

    /// Waits until the server is known to hold `len` entries and all is settled.
    pub fn await_cursor(&self, len: u64, wait: Duration) -> bool {
        self.await_notes(wait, |notes| notes.cursor >= len && notes.status.settled)
    }

    pub fn end(&self) {
        held(&self.notes).ended = true;
        self.changed.notify_all();
    }

    pub fn await_end(&self, wait: Duration) -> bool {
        self.await_notes(wait, |notes| notes.ended)
    }

    fn await_notes(&self, wait: Duration, done: impl Fn(&Notes) -> bool) -> bool {
        let until = Instant::now() + wait;
        let mut notes = held(&self.notes);
        loop {
            if done(&notes) {
                return true;
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() || notes.ended {
                return done(&notes);
            }
            let waited = self.changed.wait_timeout(notes, left);
            notes = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}
