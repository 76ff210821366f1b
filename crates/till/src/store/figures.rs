//! Counts over the whole file, for somebody who looks why a register misbehaves. Only reads, and only counts.

use super::count;
use rusqlite::Connection;

/// What the file holds, in numbers.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Figures {
    /// The newest migration.
    pub migration: i64,
    /// What SQLite's own quick check says; `ok` when all is well.
    pub check: String,
    /// Entries in the journal.
    pub entries: u64,
    /// Branches of the journal; more than one means that the till was restored, cloned or lost its key.
    pub branches: u64,
    /// Entries that the server was not yet seen to hold.
    pub unsent: u64,
    /// When the oldest of them was written, by the till's clock.
    pub unsent_since: Option<String>,
    /// Orders.
    pub orders: u64,
    /// Lines in the basket that is being rung up.
    pub basket_lines: u64,
    /// Whether a shift is open.
    pub shift_open: bool,
    /// Seconds that the clock was ahead of the server's when that was recorded last.
    pub clock_ahead_s: i64,
}

/// Reads them.
pub(crate) fn read(db: &Connection) -> rusqlite::Result<Figures> {
    let number = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0)).map(count);
    let cursor: i64 = db.query_row("SELECT server_cursor FROM sync_state", [], |row| row.get(0))?;
    let entries = number("SELECT ifnull(max(n), 0) FROM journal")?;
    let mut since = db.prepare("SELECT wall_time FROM journal WHERE n > ?1 ORDER BY n LIMIT 1")?;
    let since: Vec<String> = since
        .query_map([cursor], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(Figures {
        migration: db.pragma_query_value(None, "user_version", |row| row.get(0))?,
        check: db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?,
        entries,
        branches: number("SELECT count(DISTINCT branch) FROM journal")?,
        unsent: entries.saturating_sub(count(cursor)),
        unsent_since: since.into_iter().next(),
        orders: number("SELECT count(*) FROM orders")?,
        basket_lines: number("SELECT count(*) FROM basket_lines")?,
        shift_open: number("SELECT count(*) FROM shifts WHERE closed_at IS NULL")? > 0,
        clock_ahead_s: super::meta::clock_ahead(db).unwrap_or(0),
    })
}
