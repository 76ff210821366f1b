//! `held_baskets`: the baskets that were put aside here, each whole in one row.

use super::{count, int};
use crate::error::TillError;
use pos_protocol::basket::HeldBasket;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A basket that was put aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Held {
    /// The row of its journal entry.
    pub n: u64,
    /// The wall clock then, RFC 3339.
    pub held_at: String,
    pub basket: HeldBasket,
}

/// Keeps a basket.
pub(crate) fn insert(db: &Connection, held: &Held) -> Result<(), TillError> {
    let mut insert = db.prepare_cached(
        "INSERT INTO held_baskets (id, n, held_at, basket) VALUES (?1, ?2, ?3, ?4)",
    )?;
    let basket = serde_json::to_string(&held.basket)?;
    insert.execute(params![held.basket.id, int(held.n), held.held_at, basket])?;
    Ok(())
}

/// The basket with this id, or [`TillError::UnknownHeld`].
pub(crate) fn require(db: &Connection, id: &str) -> Result<Held, TillError> {
    find(db, id)?.ok_or(TillError::UnknownHeld)
}

/// The basket with this id.
pub(crate) fn find(db: &Connection, id: &str) -> Result<Option<Held>, TillError> {
    let mut find =
        db.prepare_cached("SELECT n, held_at, basket FROM held_baskets WHERE id = ?1")?;
    find.query_row([id], columns)
        .optional()?
        .map(read)
        .transpose()
}

/// All of them, the newest first.
pub(crate) fn all(db: &Connection) -> Result<Vec<Held>, TillError> {
    let mut all =
        db.prepare_cached("SELECT n, held_at, basket FROM held_baskets ORDER BY n DESC")?;
    let mut found = Vec::new();
    for row in all.query_map([], columns)? {
        found.push(read(row?)?);
    }
    Ok(found)
}

/// Takes a basket away. One that isn't there is away already.
pub(crate) fn delete(db: &Connection, id: &str) -> Result<(), TillError> {
    db.prepare_cached("DELETE FROM held_baskets WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

fn columns(row: &Row<'_>) -> rusqlite::Result<(i64, String, String)> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
}

fn read((n, held_at, basket): (i64, String, String)) -> Result<Held, TillError> {
    Ok(Held {
        n: count(n),
        held_at,
        basket: serde_json::from_str(&basket)?,
    })
}
