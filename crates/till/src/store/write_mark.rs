//! `write_mark`: a number that every transaction raises, so that the file can say whether one arrived.

use rusqlite::Connection;

/// Raises the mark and returns it.
pub(crate) fn raise(db: &Connection) -> rusqlite::Result<i64> {
    let mut raise =
        db.prepare_cached("UPDATE write_mark SET n = n + 1 WHERE id = 1 RETURNING n")?;
    raise.query_row([], |row| row.get(0))
}

/// The mark that is on disk.
pub(crate) fn read(db: &Connection) -> rusqlite::Result<i64> {
    db.query_row("SELECT n FROM write_mark WHERE id = 1", [], |row| {
        row.get(0)
    })
}
