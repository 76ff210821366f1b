//! `sync_state`: how far the server is known to have this journal.

use super::{count, int};
use crate::error::TillError;
use rusqlite::Connection;

/// The newest row that the server is known to hold; 0 for none.
pub(crate) fn cursor(db: &Connection) -> Result<u64, TillError> {
    let mut read = db.prepare_cached("SELECT server_cursor FROM sync_state WHERE id = 1")?;
    Ok(count(read.query_row([], |row| row.get(0))?))
}

/// Keeps the cursor, which may move back.
pub(crate) fn set_cursor(db: &Connection, n: u64) -> Result<(), TillError> {
    let mut set = db.prepare_cached("UPDATE sync_state SET server_cursor = ?1 WHERE id = 1")?;
    set.execute([int(n)])?;
    Ok(())
}
