//! `pin`: the hash of each PIN, and the wrong ones that were typed.

use super::{count as read_count, int};
use crate::error::TillError;
use crate::pin::{PinCost, PinHash};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

/// A PIN as the file keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PinRow {
    pub kept: PinHash,
    /// Wrong ones in a row.
    pub tries: u32,
}

/// A wait that goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wait {
    pub staff: String,
    pub ms: u64,
    pub since: Option<Timestamp>,
}

/// The PIN of `staff`, if they have chosen one.
pub(crate) fn find(db: &Connection, staff: &str) -> Result<Option<PinRow>, TillError> {
    let found = db.query_row(
        "SELECT hash, salt, memory_kib, passes, secret_mark, tries FROM pin WHERE staff_id = ?1",
        [staff],
        |row| {
            let cost = PinCost {
                memory_kib: row.get(2)?,
                passes: row.get(3)?,
            };
            Ok(PinRow {
                kept: PinHash {
                    hash: row.get(0)?,
                    salt: row.get(1)?,
                    cost,
                    secret_mark: row.get(4)?,
                },
                tries: row.get(5)?,
            })
        },
    );
    Ok(found.optional()?)
}

/// Keeps a new PIN; no wrong one counts any more.
pub(crate) fn put(
    db: &Connection,
    staff: &str,
    pin: &PinHash,
    at: Timestamp,
) -> Result<(), TillError> {
    db.execute(
        "INSERT OR REPLACE INTO pin (staff_id, hash, salt, memory_kib, passes, secret_mark, set_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            staff,
            pin.hash,
            pin.salt,
            pin.cost.memory_kib,
            pin.cost.passes,
            pin.secret_mark,
            at.to_string()
        ],
    )?;
    Ok(())
}

/// Counts a try and the wait that follows if it is a wrong one.
pub(crate) fn count(
    db: &Connection,
    staff: &str,
    tries: u32,
    wait_ms: u64,
    at: Timestamp,
) -> Result<(), TillError> {
    db.execute(
        "UPDATE pin SET tries = ?2, wait_ms = ?3, wait_since = ?4 WHERE staff_id = ?1",
        params![staff, tries, int(wait_ms), at.to_string()],
    )?;
    Ok(())
}

/// The right one: nothing is held against them.
pub(crate) fn forgive(db: &Connection, staff: &str) -> Result<(), TillError> {
    db.execute(
        "UPDATE pin SET tries = 0, wait_ms = 0, wait_since = NULL WHERE staff_id = ?1",
        [staff],
    )?;
    Ok(())
}

/// All waits that had not ended when they were written down.
pub(crate) fn waits(db: &Connection) -> Result<Vec<Wait>, TillError> {
    let mut waits =
        db.prepare("SELECT staff_id, wait_ms, wait_since FROM pin WHERE wait_ms > 0")?;
    let rows = waits.query_map([], |row| {
        let since: Option<String> = row.get(2)?;
        Ok(Wait {
            staff: row.get(0)?,
            ms: read_count(row.get(1)?),
            since: since.and_then(|text| text.parse().ok()),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Writes down what is left of a wait.
pub(crate) fn set_wait(
    db: &Connection,
    staff: &str,
    ms: u64,
    at: Timestamp,
) -> Result<(), TillError> {
    db.execute(
        "UPDATE pin SET wait_ms = ?2, wait_since = ?3 WHERE staff_id = ?1",
        params![staff, int(ms), at.to_string()],
    )?;
    Ok(())
}
