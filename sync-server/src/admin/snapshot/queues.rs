//! The queues as the page shows them: what waits, who reads, how it flows, and since when there has always been something.

use crate::platform::broker::Subscription;
use crate::platform::queues::{Depth, Traffic};
use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;

/// Whether the broker answers, and what it can tell.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct BrokerState {
    /// Whether it answers.
    pub up: bool,
    /// Since when it does or doesn't.
    pub since: String,
    /// `none` without the operators' interface, else `up` or `away`.
    pub flows: &'static str,
}

/// One queue.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QueueRow {
    /// Its name.
    pub name: &'static str,
    /// Messages that wait.
    pub ready: u32,
    /// Programs that read it.
    pub consumers: u32,
    /// How it flows, where that can be known.
    pub flow: Option<Traffic>,
    /// When it was last seen empty: no message in it is older. None when it is empty now.
    pub waiting_since: Option<String>,
    /// Whether it was ever seen empty by this process: without that its messages may be older.
    pub seen_empty: bool,
}

/// Remembers, from look to look, what one look can't tell.
#[derive(Debug)]
pub struct QueueWatcher {
    queues: Vec<&'static str>,
    last_empty: BTreeMap<&'static str, Timestamp>,
    began: Timestamp,
}

impl QueueWatcher {
    /// Watches the queues of `subscriptions` from now on.
    pub fn new(subscriptions: &[Subscription], now: Timestamp) -> QueueWatcher {
        QueueWatcher {
            queues: subscriptions.iter().map(|s| s.queue).collect(),
            last_empty: BTreeMap::new(),
            began: now,
        }
    }

    /// The rows of one look.
    pub fn rows(
        &mut self,
        depths: &[Depth],
        flows: &BTreeMap<String, Traffic>,
        now: Timestamp,
    ) -> Vec<QueueRow> {
        let mut rows = Vec::with_capacity(depths.len());
        for (name, depth) in self.queues.iter().zip(depths) {
            let flow = flows.get(*name).copied();
            let held = flow.is_some_and(|flow| flow.unacknowledged > 0);
            let waits = depth.ready > 0;
            if !waits && !held {
                self.last_empty.insert(name, now);
            }
            let since = self.last_empty.get(name).copied();
            rows.push(QueueRow {
                name,
                ready: depth.ready,
                consumers: depth.consumers,
                flow,
                waiting_since: waits.then(|| since.unwrap_or(self.began).to_string()),
                seen_empty: since.is_some(),
            });
        }
        rows
    }

    /// The names and depths of rows, for their histories.
    pub fn depths(rows: &[QueueRow]) -> Vec<(&'static str, i64)> {
        rows.iter()
            .map(|row| (row.name, i64::from(row.ready)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_no_older_than_the_last_time_its_queue_was_empty() {
        let at = |second| Timestamp::from_second(second).expect("a time");
        let queue = Subscription {
            queue: "q",
            kinds: &[],
        };
        let mut watcher = QueueWatcher::new(&[queue], at(0));
        let mut look = |ready, second| {
            let depth = Depth {
                ready,
                consumers: 1,
            };
            watcher
                .rows(&[depth], &BTreeMap::new(), at(second))
                .remove(0)
        };
        let first = look(5, 10);
        assert_eq!(first.waiting_since, Some(at(0).to_string()));
        assert!(!first.seen_empty);
        assert_eq!(look(0, 20).waiting_since, None);
        look(3, 22);
        let later = look(7, 60);
        assert_eq!(later.waiting_since, Some(at(20).to_string()));
        assert!(later.seen_empty);
    }
}
