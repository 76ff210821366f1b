//! Opens till.db: durable, one writer, migrated; a file of a newer program is taken as it is.

use crate::error::TillError;
use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};
use std::path::Path;
use std::time::Duration;

/// The file's name in the till's folder.
pub(crate) const FILE: &str = "till.db";

const STEPS: &[&str] = &[
    include_str!("../../../migrations/till/0001_first.sql"),
    include_str!("../../../migrations/till/0002_paying.sql"),
    include_str!("../../../migrations/till/0003_counter.sql"),
    include_str!("../../../migrations/till/0004_people.sql"),
    include_str!("../../../migrations/till/0005_held.sql"),
    include_str!("../../../migrations/till/0006_server_heads.sql"),
];

/// How many prepared statements stay ready; a scan needs about ten.
const STATEMENTS: usize = 64;

/// Opens the file for the one writer, and brings it up to date.
pub(crate) fn open(path: &Path) -> Result<Connection, TillError> {
    let mut db = Connection::open(path)?;
    db.busy_timeout(Duration::from_secs(5))?;
    db.set_prepared_statement_cache_capacity(STATEMENTS);
    db.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
    db.pragma_update(None, "synchronous", "full")?;
    db.pragma_update(None, "foreign_keys", true)?;
    // Moved rows leave no copies behind: every byte of an entry in the file is one that is verified.
    db.pragma_update_and_check(None, "secure_delete", true, |_| Ok(()))?;
    migrate(&mut db)?;
    Ok(db)
}

/// Opens the file for somebody who only looks at it.
pub(crate) fn open_read_only(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags)?;
    db.busy_timeout(Duration::from_secs(5))?;
    Ok(db)
}

fn migrate(db: &mut Connection) -> Result<(), TillError> {
    let found: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    // Migrations only add, so a file of a newer program still has all that this one knows.
    if found >= known {
        return Ok(());
    }
    let steps = STEPS.iter().map(|sql| M::up(sql)).collect();
    Migrations::new(steps)
        .to_latest(db)
        .map_err(|error| TillError::Damaged(error.to_string()))
}
