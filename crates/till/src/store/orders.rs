//! `orders`: the paid orders, each beside its journal entry.

use super::{count, int};
use crate::error::TillError;
use pos_core::{Amount, Order, OrderKind};
use rusqlite::{Connection, OptionalExtension, params};

/// Where an order stands, besides what it is.
pub(crate) struct Standing<'a> {
    pub n: u64,
    pub shift: &'a str,
    pub business_day: &'a str,
    pub receipt_number: &'a str,
    pub paid_at: &'a str,
    pub heading: &'a str,
}

/// An order as it is found again.
pub(crate) struct Found {
    pub n: u64,
    pub receipt_number: String,
    /// Shop, register and staff as the receipt named them, as JSON.
    pub heading: String,
}

/// The word for a kind of order.
pub(crate) fn kind(kind: OrderKind) -> &'static str {
    match kind {
        OrderKind::Sale => "sale",
        OrderKind::Refund => "refund",
        OrderKind::Exchange => "exchange",
    }
}

/// Keeps an order.
pub(crate) fn insert(
    db: &Connection,
    order: &Order,
    standing: &Standing<'_>,
) -> Result<(), TillError> {
    let mut insert = db.prepare_cached(
        "INSERT INTO orders (id, n, external_reference, kind, business_day, shift_id, lines, net, tax, gross,
                             currency, receipt_number, paid_at, heading)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?;
    let totals = order.totals();
    insert.execute(params![
        order.id(),
        int(standing.n),
        order.external_reference(),
        kind(order.kind()),
        standing.business_day,
        standing.shift,
        totals.lines,
        totals.net.minor(),
        totals.tax.minor(),
        totals.gross.minor(),
        order.currency().code(),
        standing.receipt_number,
        standing.paid_at,
        standing.heading
    ])?;
    Ok(())
}

const FIND: &str = "SELECT n, receipt_number, heading FROM orders";

fn found(row: &rusqlite::Row<'_>) -> rusqlite::Result<Found> {
    Ok(Found {
        n: count(row.get(0)?),
        receipt_number: row.get(1)?,
        heading: row.get(2)?,
    })
}

/// The order with this id.
pub(crate) fn find(db: &Connection, id: &str) -> Result<Option<Found>, TillError> {
    let mut find = db.prepare_cached(&format!("{FIND} WHERE id = ?1"))?;
    Ok(find.query_row([id], found).optional()?)
}

/// The order with this receipt number.
pub(crate) fn by_receipt(db: &Connection, number: &str) -> Result<Option<Found>, TillError> {
    let mut find = db.prepare_cached(&format!("{FIND} WHERE receipt_number = ?1"))?;
    Ok(find.query_row([number], found).optional()?)
}

/// The newest order.
pub(crate) fn last(db: &Connection) -> Result<Option<Found>, TillError> {
    let mut last = db.prepare_cached(&format!("{FIND} ORDER BY n DESC LIMIT 1"))?;
    Ok(last.query_row([], found).optional()?)
}

/// The gross of all that was ever sold, what came back not taken off.
pub(crate) fn perpetual(db: &Connection) -> Result<Amount, TillError> {
    let sql = "SELECT ifnull((SELECT sum(gross) FROM orders WHERE kind = 'sale'), 0)
                    + ifnull((SELECT sum(l.gross) FROM orders o JOIN order_lines l ON l.order_id = o.id
                              WHERE o.kind = 'exchange' AND l.quantity > 0), 0)";
    Ok(Amount::from_minor(db.query_row(sql, [], |row| row.get(0))?))
}

/// How many orders lie after journal row `n`, and the row of the first of them.
pub(crate) fn after(db: &Connection, n: u64) -> Result<(u64, Option<u64>), TillError> {
    let mut after = db.prepare_cached("SELECT count(*), min(n) FROM orders WHERE n > ?1")?;
    let (orders, first): (i64, Option<i64>) =
        after.query_row([int(n)], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok((count(orders), first.map(count)))
}
