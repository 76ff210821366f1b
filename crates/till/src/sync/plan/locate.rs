//! Where the server stands in this till's journal: a search over rows that halves far more than it has to ask.
//!
//! The newest row that is held has all rows before it held, so the question is monotone. The first round looks close
//! to the end, because a server is seldom far behind; each further one spreads its questions evenly.

use pos_protocol::limits::MAX_HELD_HASHES;
use serde::{Deserialize, Serialize};

/// A search that is not finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Search {
    /// The newest row that is known to be held; 0 for none.
    low: u64,
    /// The oldest row above it that is not, as far as is known.
    high: u64,
    first: bool,
}

impl Search {
    /// A search over a journal of `len` entries.
    pub fn of(len: u64) -> Search {
        Search {
            low: 0,
            high: len + 1,
            first: true,
        }
    }

    /// The rows to ask about, newest first, at most [`MAX_HELD_HASHES`].
    pub fn places(&self) -> Vec<u64> {
        let most = MAX_HELD_HASHES as u64;
        let open = self.high - self.low - 1;
        if self.first && open > most {
            // The end, then steps that double, then the very first.
            let steps = std::iter::successors(Some(1_u64), |step| step.checked_mul(2));
            let mut places: Vec<u64> = steps
                .map_while(|step| self.high.checked_sub(step))
                .take_while(|place| *place > self.low)
                .collect();
            if places.last() != Some(&1) {
                places.push(1);
            }
            return places;
        }
        let asked = open.min(most);
        (1..=asked)
            .rev()
            .map(|k| self.low + at(k, open, asked))
            .collect()
    }

    /// What is left to search when the newest held row of the answer is `newest`; none when the place is found.
    pub fn narrowed(&self, newest: Option<u64>) -> Option<Search> {
        let low = self.found(newest);
        let above = self.places().into_iter().filter(|place| *place > low).min();
        let high = above.unwrap_or(self.high);
        (high > low + 1).then_some(Search {
            low,
            high,
            first: false,
        })
    }

    /// The newest row known to be held once the answer is in.
    pub fn found(&self, newest: Option<u64>) -> u64 {
        self.low.max(newest.unwrap_or(0))
    }
}

/// The `k`th of `asked` rows spread evenly over `open` ones.
fn at(k: u64, open: u64, asked: u64) -> u64 {
    let spread = u128::from(k) * u128::from(open) / u128::from(asked);
    u64::try_from(spread).unwrap_or(open)
}
