//! A board that one hand writes on and many eyes watch: named sections of JSON, and the word that something is new.

use serde::Serialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::watch;

/// All sections, as they are at one moment. A section that has not changed is the very same one.
pub type Sections = BTreeMap<&'static str, Arc<RawValue>>;

#[derive(Debug, Clone, Default)]
struct Page {
    sections: Sections,
    closed: bool,
}

/// The board. Clones are the same one.
#[derive(Debug, Clone)]
pub struct Board {
    page: Arc<watch::Sender<Page>>,
}

impl Default for Board {
    fn default() -> Board {
        Board {
            page: Arc::new(watch::Sender::new(Page::default())),
        }
    }
}

impl Board {
    /// Writes sections. Those that say what they said before stay as they are; whoever watches is woken all the same,
    /// since "still so" is news too.
    pub fn write(&self, written: Vec<(&'static str, Box<RawValue>)>) {
        self.page.send_modify(|page| {
            for (name, value) in written {
                let same = page
                    .sections
                    .get(name)
                    .is_some_and(|before| before.get() == value.get());
                if !same {
                    page.sections.insert(name, Arc::from(value));
                }
            }
        });
    }

    /// Nothing more will be written; whoever watches goes home.
    pub fn close(&self) {
        self.page.send_modify(|page| page.closed = true);
    }

    /// Whether anybody watches.
    pub fn is_watched(&self) -> bool {
        self.page.receiver_count() > 0
    }

    /// Somebody who watches from now on.
    pub fn watch(&self) -> Watcher {
        Watcher {
            page: self.page.subscribe(),
            seen: Sections::new(),
            first: true,
        }
    }
}

/// Somebody who watches.
#[derive(Debug)]
pub struct Watcher {
    page: watch::Receiver<Page>,
    seen: Sections,
    first: bool,
}

impl Watcher {
    /// The sections that have changed since the last call, all of them at the first one; waits for the next writing.
    /// Nothing when the board is closed.
    pub async fn next(&mut self) -> Option<Sections> {
        if !std::mem::take(&mut self.first) {
            self.page.changed().await.ok()?;
        }
        let page = self.page.borrow_and_update().clone();
        if page.closed {
            return None;
        }
        let changed = page
            .sections
            .iter()
            .filter(|(name, value)| {
                !self
                    .seen
                    .get(*name)
                    .is_some_and(|seen| Arc::ptr_eq(seen, value))
            })
            .map(|(name, value)| (*name, value.clone()))
            .collect();
        self.seen = page.sections;
        Some(changed)
    }
}

/// A section's value.
pub fn section(value: &impl Serialize) -> serde_json::Result<Box<RawValue>> {
    serde_json::value::to_raw_value(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(sections: Option<Sections>) -> Vec<&'static str> {
        sections.expect("an open board").into_keys().collect()
    }

    #[tokio::test]
    async fn a_watcher_gets_all_at_once_and_then_what_changes() {
        let board = Board::default();
        let write = |name, value: u8| board.write(vec![(name, section(&value).expect("JSON"))]);
        write("a", 1);
        write("b", 1);
        assert!(!board.is_watched());
        let mut watcher = board.watch();
        assert!(board.is_watched());
        assert_eq!(names(watcher.next().await), ["a", "b"]);
        write("a", 1);
        assert!(names(watcher.next().await).is_empty());
        write("b", 2);
        write("c", 1);
        assert_eq!(names(watcher.next().await), ["b", "c"]);
        board.close();
        assert!(watcher.next().await.is_none());
    }
}
