//! The run's own Redis, asked from outside: what the server found in it, and what happens when it is emptied.

use serde::{Deserialize, Serialize};

use crate::error::{ReplayError, during};

/// How often a look-up found something, since the cache started.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CacheCounts {
    /// It was there.
    pub hits: u64,
    /// It was not.
    pub misses: u64,
}

/// Reads the counters of the cache at `url`.
///
/// # Errors
/// When it does not answer.
pub fn counts(url: &str) -> Result<CacheCounts, ReplayError> {
    let info: String = redis::cmd("INFO")
        .arg("stats")
        .query(&mut connect(url)?)
        .map_err(during("asking the cache"))?;
    let number = |name: &str| {
        let line = info
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        line.and_then(|text| text.trim().parse().ok())
            .unwrap_or_default()
    };
    Ok(CacheCounts {
        hits: number("keyspace_hits"),
        misses: number("keyspace_misses"),
    })
}

/// Empties the cache at `url`.
///
/// # Errors
/// When it does not answer.
pub fn flush(url: &str) -> Result<(), ReplayError> {
    redis::cmd("FLUSHALL")
        .query(&mut connect(url)?)
        .map_err(during("emptying the cache"))
}

fn connect(url: &str) -> Result<redis::Connection, ReplayError> {
    let client = redis::Client::open(url).map_err(during("reading the cache's URL"))?;
    client
        .get_connection()
        .map_err(during("connecting to the cache"))
}
