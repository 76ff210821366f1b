//! What an admin is shown of the journal, and what they can do about an entry that was not booked: try once more, or say
//! that it was seen. The entry itself, its bytes and its place never change.

mod retry;
mod store;

pub use retry::retry;
pub use store::{BranchHead, Forks, OpenEntry, count_open, forks, heads, open, see};

use pos_protocol::Hash;
use thiserror::Error;

/// Why nothing was done about an entry.
#[derive(Debug, Error)]
pub enum ReviewError {
    /// No such entry waits; somebody else may have been first.
    #[error("no entry {0} waits for a decision")]
    NotOpen(Hash),
    /// It can't be booked now either.
    #[error("the entry still can't be booked: {0}")]
    StillImpossible(String),
    /// Postgres' word.
    #[error(transparent)]
    Postgres(#[from] sqlx::Error),
}
