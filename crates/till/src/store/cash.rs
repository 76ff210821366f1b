//! `cash_movements`: what went into the drawer and out of it between two sales.

use super::int;
use crate::error::TillError;
use crate::views::CashMovement;
use pos_core::Amount;
use rusqlite::{Connection, params};

/// Keeps a movement of a shift beside its journal row `n`.
pub(crate) fn insert(
    db: &Connection,
    n: u64,
    shift: &str,
    movement: &CashMovement,
) -> Result<(), TillError> {
    db.execute(
        "INSERT INTO cash_movements (n, shift_id, amount, reason, moved_at, staff)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            int(n),
            shift,
            movement.amount.map(Amount::minor),
            movement.reason,
            movement.at,
            movement.staff
        ],
    )?;
    Ok(())
}

/// The movements of a shift, the first one first.
pub(crate) fn of_shift(db: &Connection, shift: &str) -> Result<Vec<CashMovement>, TillError> {
    let mut all = db.prepare_cached(
        "SELECT amount, reason, moved_at, staff FROM cash_movements WHERE shift_id = ?1 ORDER BY n",
    )?;
    let rows = all.query_map([shift], |row| {
        Ok(CashMovement {
            amount: row.get::<_, Option<i64>>(0)?.map(Amount::from_minor),
            reason: row.get(1)?,
            at: row.get(2)?,
            staff: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
