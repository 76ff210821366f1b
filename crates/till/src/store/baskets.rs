//! `baskets`: the header of the one open basket, with its running totals.

use super::tenders;
use super::{count, int};
use crate::error::TillError;
use pos_core::{Basket, Line};
use pos_protocol::basket::HeldBasket;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, params};

/// The open basket without its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OpenBasket {
    pub id: String,
    pub shift: String,
    pub basket: Basket,
    /// The supervisor who allowed a refund, or a price or discount beyond a cashier's limit.
    pub authorised_by: Option<String>,
    /// Minted when the payment was begun; gone again when the basket changes.
    pub order_id: Option<String>,
    pub external_reference: Option<String>,
    pub note: Option<String>,
    /// What it was called while it was held.
    pub name: String,
    /// Grows whenever the server hands the basket out.
    pub fence: u64,
}

/// The fence of a basket that the server never handed out.
pub(crate) const FIRST_FENCE: u64 = 1;

impl OpenBasket {
    /// The basket with its `lines` as it is put aside. A payment that was begun is forgotten.
    pub fn put_aside(self, lines: Vec<Line>) -> HeldBasket {
        let OpenBasket {
            id,
            shift: _,
            basket,
            authorised_by,
            order_id: _,
            external_reference,
            note,
            name,
            fence,
        } = self;
        HeldBasket {
            id,
            fence,
            name,
            basket,
            lines,
            authorised_by,
            external_reference,
            note,
        }
    }

    /// A basket that was put aside, now in `shift`, and its lines.
    pub fn taken_up(held: HeldBasket, shift: String) -> (OpenBasket, Vec<Line>) {
        let HeldBasket {
            id,
            fence,
            name,
            basket,
            lines,
            authorised_by,
            external_reference,
            note,
        } = held;
        let open = OpenBasket {
            id,
            shift,
            basket,
            authorised_by,
            order_id: None,
            external_reference,
            note,
            name,
            fence,
        };
        (open, lines)
    }
}

/// The open basket, if there is one.
pub(crate) fn open(db: &Connection) -> Result<Option<OpenBasket>, TillError> {
    let mut open = db.prepare_cached(
        "SELECT basket, id, shift_id, authorised_by, order_id, external_reference, note, name, fence
         FROM baskets",
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
            name: row.get(7)?,
            fence: count(row.get(8)?),
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
        "INSERT INTO baskets (id, shift_id, basket, authorised_by, external_reference, note, name, fence)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    insert.execute(params![
        open.id,
        open.shift,
        serde_json::to_string(&open.basket)?,
        open.authorised_by,
        open.external_reference,
        open.note,
        open.name,
        int(open.fence)
    ])?;
    Ok(())
}

/// Keeps the header after a change. A payment that was begun is begun anew: what is due has changed. While a part of it is
/// paid, nothing changes.
pub(crate) fn change(db: &Connection, open: &OpenBasket) -> Result<(), TillError> {
    tenders::require_none(db, &open.id)?;
    let mut change = db.prepare_cached(
        "UPDATE baskets SET basket = ?2, authorised_by = ?3, order_id = NULL WHERE id = ?1",
    )?;
    let header = serde_json::to_string(&open.basket)?;
    change.execute(params![open.id, header, open.authorised_by])?;
    Ok(())
}

/// Keeps the order id, what the order is to carry, and who allowed it.
pub(crate) fn begin_payment(db: &Connection, open: &OpenBasket) -> Result<(), TillError> {
    let mut begin = db.prepare_cached(
        "UPDATE baskets SET order_id = ?2, external_reference = ?3, note = ?4, authorised_by = ?5
         WHERE id = ?1",
    )?;
    begin.execute(params![
        open.id,
        open.order_id,
        open.external_reference,
        open.note,
        open.authorised_by
    ])?;
    Ok(())
}

/// Keeps the note.
pub(crate) fn note(db: &Connection, open: &OpenBasket) -> Result<(), TillError> {
    let mut note = db.prepare_cached("UPDATE baskets SET note = ?2 WHERE id = ?1")?;
    note.execute(params![open.id, open.note])?;
    Ok(())
}

/// Takes the basket away, lines and all: it was paid, voided or never used.
pub(crate) fn delete(db: &Connection, id: &str) -> Result<(), TillError> {
    db.prepare_cached("DELETE FROM basket_lines WHERE basket_id = ?1")?
        .execute([id])?;
    db.prepare_cached("DELETE FROM basket_tenders WHERE basket_id = ?1")?
        .execute([id])?;
    db.prepare_cached("DELETE FROM baskets WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}
