//! Verifies a till's journal from its first entry to its head, looking only: every byte of every entry counts.

mod chain;
mod heads;
mod orders;
mod row;

use crate::tilldb;
use chain::Chain;
use pos_protocol::Hash;
use rusqlite::Connection;
use std::path::Path;
use thiserror::Error;

/// A journal that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// How many entries it has.
    pub entries: u64,
    /// The hash of the newest one; none in an empty journal.
    pub head: Option<Hash>,
    /// How many of them the server was not yet seen to hold.
    pub unsent: u64,
    /// How many branches' newest entries the server has countersigned, and are here as it did.
    pub countersigned: u64,
}

/// The first entry that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("entry {seq} of branch {branch} does not hold: {reason}")]
pub struct Broken {
    /// Its branch.
    pub branch: String,
    /// Its place in the branch.
    pub seq: u64,
    /// What does not hold.
    pub reason: String,
}

/// Why a journal was not verified.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum VerifyError {
    /// It does not hold.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// There is no till's file, or none that can be read.
    #[error("{0}")]
    Unreadable(String),
}

/// Verifies the journal of the till.db at `path`: hashes, signatures, parents, places, the orders beside it, and that
/// what the server has countersigned is still there.
pub fn verify_journal(path: &Path) -> Result<Verified, VerifyError> {
    let unreadable = |error: &dyn std::fmt::Display| {
        VerifyError::Unreadable(format!("{} can't be read: {error}", path.display()))
    };
    if !path.is_file() {
        return Err(unreadable(&"there is no such file"));
    }
    let db = tilldb::open_read_only(path).map_err(|error| unreadable(&error))?;
    // One snapshot for all that follows, though the till may go on selling.
    let snapshot = db
        .unchecked_transaction()
        .map_err(|error| unreadable(&error))?;
    let mut chain = Chain::begin(&snapshot).map_err(|error| unreadable(&error))?;
    chain.walk(&snapshot)?;
    integrity(&snapshot, &chain)?;
    let register = chain.register().map_err(|error| unreadable(&error))?;
    let countersigned = heads::check(&snapshot, register)?;
    Ok(chain.verified(countersigned))
}

/// The hashes are in an index as well, which the walk doesn't read.
fn integrity(db: &Connection, chain: &Chain) -> Result<(), Broken> {
    let check = |table: &str| -> rusqlite::Result<String> {
        db.query_row(&format!("PRAGMA integrity_check({table})"), [], |row| {
            row.get(0)
        })
    };
    for table in ["journal", "orders", "order_lines"] {
        let found = check(table).unwrap_or_else(|error| error.to_string());
        if found != "ok" {
            return Err(chain.broken_at_head(format!("the file is damaged: {found}")));
        }
    }
    Ok(())
}
