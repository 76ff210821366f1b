//! `catalogue_pointer`: which catalogue file is in use.

use crate::error::TillError;
use rusqlite::{Connection, OptionalExtension};

/// The file's name in the till's folder.
pub(crate) fn read(db: &Connection) -> Result<Option<String>, TillError> {
    let file = db.query_row("SELECT file FROM catalogue_pointer", [], |row| row.get(0));
    Ok(file.optional()?)
}

/// Points at another file.
pub(crate) fn replace(db: &Connection, file: &str) -> Result<(), TillError> {
    let sql = "INSERT OR REPLACE INTO catalogue_pointer (id, file) VALUES (1, ?1)";
    db.execute(sql, [file])?;
    Ok(())
}
