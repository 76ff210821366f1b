//! `basket_lines`: one row for each line, so that a scan writes one row however long the basket is.

use crate::error::TillError;
use pos_core::Line;
use rusqlite::{Connection, OptionalExtension, params};

/// Keeps a line, new or changed.
pub(crate) fn put(db: &Connection, basket: &str, line: &Line) -> Result<(), TillError> {
    let mut put = db.prepare_cached(
        "INSERT OR REPLACE INTO basket_lines (basket_id, number, line) VALUES (?1, ?2, ?3)",
    )?;
    put.execute(params![basket, line.number, serde_json::to_string(line)?])?;
    Ok(())
}

/// One line, or [`TillError::UnknownLine`].
pub(crate) fn read(db: &Connection, basket: &str, number: u32) -> Result<Line, TillError> {
    let mut read =
        db.prepare_cached("SELECT line FROM basket_lines WHERE basket_id = ?1 AND number = ?2")?;
    let line: Option<String> = read
        .query_row(params![basket, number], |row| row.get(0))
        .optional()?;
    let line = line.ok_or(TillError::UnknownLine(number))?;
    Ok(serde_json::from_str(&line)?)
}

/// Takes a line away.
pub(crate) fn delete(db: &Connection, basket: &str, number: u32) -> Result<(), TillError> {
    let mut delete =
        db.prepare_cached("DELETE FROM basket_lines WHERE basket_id = ?1 AND number = ?2")?;
    delete.execute(params![basket, number])?;
    Ok(())
}

/// All lines, by number.
pub(crate) fn all(db: &Connection, basket: &str) -> Result<Vec<Line>, TillError> {
    let mut all =
        db.prepare_cached("SELECT line FROM basket_lines WHERE basket_id = ?1 ORDER BY number")?;
    let mut lines = Vec::new();
    for line in all.query_map([basket], |row| row.get::<_, String>(0))? {
        lines.push(serde_json::from_str(&line?)?);
    }
    Ok(lines)
}
