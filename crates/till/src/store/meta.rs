//! `meta`: small facts about the file itself.

use crate::error::TillError;
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

const REGISTER: &str = "register";
const DEMO: &str = "demo_server_key";
const CLOCK: &str = "clock_ahead_s";

fn read(db: &Connection, key: &str) -> Result<Option<String>, TillError> {
    let mut found = db.prepare_cached("SELECT value FROM meta WHERE key = ?1")?;
    Ok(found.query_row([key], |row| row.get(0)).optional()?)
}

fn write(db: &Connection, key: &str, value: &str) -> Result<(), TillError> {
    db.execute(
        "INSERT INTO meta (key, value) VALUES (?1, ?2)",
        [key, value],
    )?;
    Ok(())
}

/// The register's id; drawn when the file is new.
pub(crate) fn register(db: &Connection, draw: impl FnOnce() -> Uuid) -> Result<Uuid, TillError> {
    match read(db, REGISTER)? {
        Some(text) => text
            .parse()
            .map_err(|_| TillError::Damaged("the register's id".to_owned())),
        None => {
            let id = draw();
            write(db, REGISTER, &id.to_string())?;
            Ok(id)
        }
    }
}

/// The clock's difference that was recorded last, in seconds; 0 for none.
pub(crate) fn clock_ahead(db: &Connection) -> Result<i64, TillError> {
    let noted = read(db, CLOCK)?;
    Ok(noted.and_then(|text| text.parse().ok()).unwrap_or(0))
}

/// Keeps the clock's difference that is recorded now.
pub(crate) fn note_clock_ahead(db: &Connection, ahead_s: i64) -> Result<(), TillError> {
    db.execute("DELETE FROM meta WHERE key = ?1", [CLOCK])?;
    write(db, CLOCK, &ahead_s.to_string())
}

/// The key that plays the server in the demo, if this file is the demo's.
pub(crate) fn demo_server_key(db: &Connection) -> Result<Option<String>, TillError> {
    read(db, DEMO)
}

/// Marks the file as the demo's, for ever.
pub(crate) fn mark_demo(db: &Connection, server_key: &str) -> Result<(), TillError> {
    write(db, DEMO, server_key)
}

/// Whether the file is the demo's.
pub(crate) fn is_demo(db: &Connection) -> Result<bool, TillError> {
    Ok(demo_server_key(db)?.is_some())
}
