//! Where the server stands in this till's journal.
//!
//! The newest row that is held has all rows before it held, so one row says it. Every answer names the heads of this
//! register's branches, and as a rule one of them is that row; what has no place in a branch is never a head, so the row
//! behind which the till believes the server to be is asked for, too. Only when the server names a head that this journal
//! does not have, because somebody else writes under this register's name, are rows asked for until theirs is found: a
//! search that halves far more than it has to ask.

use super::event::Seen;
use pos_protocol::limits::MAX_HELD_HASHES;
use serde::{Deserialize, Serialize};

/// A search that is not finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Search {
    /// The newest row that is known to be held; 0 for none.
    low: u64,
    /// The oldest row above it that is not, as far as is known.
    high: u64,
    step: Step,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Step {
    /// The heads, and this row; 0 for none.
    Heads { cursor: u64 },
    /// Close to the end, because a server is seldom far behind.
    Ends,
    /// Spread evenly over what is left.
    Between,
}

impl Search {
    /// A search over a journal of `len` entries, of which the server had `cursor` when it was last asked.
    pub fn of(len: u64, cursor: u64) -> Search {
        Search {
            low: 0,
            high: len + 1,
            step: Step::Heads { cursor },
        }
    }

    /// The rows to ask about, newest first, at most [`MAX_HELD_HASHES`]; the heads come without being asked for.
    pub fn places(&self) -> Vec<u64> {
        let most = MAX_HELD_HASHES as u64;
        let open = self.high - self.low - 1;
        match self.step {
            Step::Heads { cursor } => Vec::from_iter((cursor > 0).then_some(cursor)),
            Step::Ends if open > most => {
                // The end, then steps that double, then the very first.
                let steps = std::iter::successors(Some(1_u64), |step| step.checked_mul(2));
                let mut places: Vec<u64> = steps
                    .map_while(|step| self.high.checked_sub(step))
                    .take_while(|place| *place > self.low)
                    .collect();
                let first = self.low + 1;
                if places.last() != Some(&first) {
                    places.push(first);
                }
                places
            }
            Step::Ends | Step::Between => {
                let asked = open.min(most);
                (1..=asked)
                    .rev()
                    .map(|k| self.low + at(k, open, asked))
                    .collect()
            }
        }
    }

    /// What is left to search once `seen` is in; none when the place is found.
    pub fn narrowed(&self, seen: &Seen) -> Option<Search> {
        let low = self.found(seen);
        let (high, step) = match self.step {
            Step::Heads { .. } if !seen.stranger => return None,
            Step::Heads { .. } => (self.high, Step::Ends),
            Step::Ends | Step::Between => {
                let above = self.places().into_iter().filter(|place| *place > low).min();
                (above.unwrap_or(self.high), Step::Between)
            }
        };
        (high > low + 1).then_some(Search { low, high, step })
    }

    /// The newest row known to be held once `seen` is in.
    pub fn found(&self, seen: &Seen) -> u64 {
        self.low.max(seen.newest.unwrap_or(0))
    }
}

/// The `k`th of `asked` rows spread evenly over `open` ones.
fn at(k: u64, open: u64, asked: u64) -> u64 {
    let spread = u128::from(k) * u128::from(open) / u128::from(asked);
    u64::try_from(spread).unwrap_or(open)
}
