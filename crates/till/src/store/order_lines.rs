//! `order_lines`: the lines of paid orders, for reports and for anybody who counts with SQL.

use super::int;
use crate::error::TillError;
use pos_core::{Amount, Order, Quantity};
use rusqlite::{Connection, params};

/// Keeps the lines of an order.
pub(crate) fn insert(db: &Connection, order: &Order) -> Result<(), TillError> {
    let mut insert = db.prepare_cached(
        "INSERT INTO order_lines (order_id, number, code, name, quantity, unit_price, overridden,
                                  reason, net, tax, gross, returns_order, returns_line)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?;
    for line in order.lines() {
        let figures = &line.figures;
        insert.execute(params![
            order.id(),
            line.number,
            line.code,
            line.name,
            line.quantity.thousandths(),
            line.unit_price.e4(),
            line.price_override.is_some(),
            line.price_override.as_ref().map(|known| &known.reason),
            figures.net.minor(),
            Amount::sum(figures.taxes.iter().copied())?.minor(),
            figures.gross.minor(),
            line.returned.as_ref().map(|of| &of.order),
            line.returned.as_ref().map(|of| of.line)
        ])?;
    }
    Ok(())
}

/// How many of a sold line came back at this register.
pub(crate) fn returned(db: &Connection, order: &str, line: u32) -> Result<Quantity, TillError> {
    returned_until(db, order, line, u64::MAX)
}

/// How many of a sold line came back at this register up to journal row `n`.
pub(crate) fn returned_until(
    db: &Connection,
    order: &str,
    line: u32,
    n: u64,
) -> Result<Quantity, TillError> {
    let mut returned = db.prepare_cached(
        "SELECT ifnull(-sum(l.quantity), 0) FROM order_lines l JOIN orders o ON o.id = l.order_id
         WHERE l.returns_order = ?1 AND l.returns_line = ?2 AND o.n <= ?3",
    )?;
    let sum = returned.query_row(params![order, line, int(n)], |row| row.get(0))?;
    Ok(Quantity::from_thousandths(sum)?)
}

/// The codes that the newest `orders` orders of closed shifts sold most often, the most frequent first.
///
/// The open shift is left out, so that tiles stay where they are while somebody sells.
pub(crate) fn popular(
    db: &Connection,
    orders: u32,
    limit: usize,
) -> Result<Vec<String>, TillError> {
    let mut popular = db.prepare_cached(
        "SELECT code FROM order_lines WHERE order_id IN
           (SELECT o.id FROM orders o JOIN shifts s ON s.id = o.shift_id
            WHERE s.closed_at IS NOT NULL AND o.kind = 'sale' ORDER BY o.n DESC LIMIT ?1)
         GROUP BY code ORDER BY count(*) DESC, code LIMIT ?2",
    )?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let codes = popular.query_map(params![orders, limit], |row| row.get(0))?;
    Ok(codes.collect::<Result<_, _>>()?)
}
