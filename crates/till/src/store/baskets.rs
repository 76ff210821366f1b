//! `baskets`: the header of the one open basket, with its running totals.

use crate::error::TillError;
use pos_core::Basket;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, params};

/// The open basket without its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OpenBasket {
    pub id: String,
    pub shift: String,
    pub basket: Basket,
    /// The supervisor who allowed a refund.
    pub authorised_by: Option<String>,
    /// Minted when the payment was begun; gone again when the basket changes.
    pub order_id: Option<String>,
    pub external_reference: Option<String>,
    pub note: Option<String>,
}

/// The open basket, if there is one.
pub(crate) fn open(db: &Connection) -> Result<Option<OpenBasket>, TillError> {
    let mut open = db.prepare_cached(
        "SELECT basket, id, shift_id, authorised_by, order_id, external_reference, note FROM baskets",
    )?;
    let found = open.query_row([], |row| {
        let header: String = row.get(0)?;
        let basket = serde_json::from_str(&header).map_err(|error| {
            rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(error))
        })?;
        Ok(OpenBasket {
            basket,
            id: row.get(1)?,
            shift: row.get(2)?,
            authorised_by: row.get(3)?,
            order_id: row.get(4)?,
            external_reference: row.get(5)?,
            note: row.get(6)?,
        })
    });
    Ok(found.optional()?)
}

/// The open basket, or [`TillError::NoBasket`].
pub(crate) fn require(db: &Connection) -> Result<OpenBasket, TillError> {
    open(db)?.ok_or(TillError::NoBasket)
}

/// Keeps a new basket.
pub(crate) fn insert(db: &Connection, open: &OpenBasket) -> Result<(), TillError> {
    let mut insert = db.prepare_cached(
        "INSERT INTO baskets (id, shift_id, basket, authorised_by) VALUES (?1, ?2, ?3, ?4)",
    )?;
    let header = serde_json::to_string(&open.basket)?;
    insert.execute(params![open.id, open.shift, header, open.authorised_by])?;
    Ok(())
}

/// Keeps the header after a change. A payment that was begun is begun anew: what is due has changed.
pub(crate) fn change(db: &Connection, open: &OpenBasket) -> Result<(), TillError> {
    let mut change =
        db.prepare_cached("UPDATE baskets SET basket = ?2, order_id = NULL WHERE id = ?1")?;
    change.execute(params![open.id, serde_json::to_string(&open.basket)?])?;
    Ok(())
}

/// Keeps the order id and what the order is to carry.
pub(crate) fn begin_payment(db: &Connection, open: &OpenBasket) -> Result<(), TillError> {
    let mut begin = db.prepare_cached(
        "UPDATE baskets SET order_id = ?2, external_reference = ?3, note = ?4 WHERE id = ?1",
    )?;
    begin.execute(params![
        open.id,
        open.order_id,
        open.external_reference,
        open.note
    ])?;
    Ok(())
}

/// Takes the basket away, lines and all: it was paid, voided or never used.
pub(crate) fn delete(db: &Connection, id: &str) -> Result<(), TillError> {
    db.prepare_cached("DELETE FROM basket_lines WHERE basket_id = ?1")?
        .execute([id])?;
    db.prepare_cached("DELETE FROM baskets WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}
