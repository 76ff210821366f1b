//! `basket_tenders`: what was taken of a basket that is not paid in full yet.

use crate::error::TillError;
use pos_core::{Amount, Tender};
use rusqlite::{Connection, OptionalExtension, params};

/// A tender that was taken once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    pub tender: Tender,
    /// Whether it was given back.
    pub undone: bool,
}

/// The tenders that stand, in the order in which they were taken, by their ids.
pub(crate) fn taken(db: &Connection, basket: &str) -> Result<Vec<(String, Tender)>, TillError> {
    let mut taken = db.prepare_cached(
        "SELECT id, tender FROM basket_tenders WHERE basket_id = ?1 AND NOT undone ORDER BY number",
    )?;
    let mut found = Vec::new();
    for row in taken.query_map([basket], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))? {
        let (id, tender) = row?;
        found.push((id, serde_json::from_str(&tender)?));
    }
    Ok(found)
}

/// Says [`TillError::TendersTaken`] of a basket that is partly paid: what is due must not move under the money.
pub(crate) fn require_none(db: &Connection, basket: &str) -> Result<(), TillError> {
    let mut any = db.prepare_cached(
        "SELECT 1 FROM basket_tenders WHERE basket_id = ?1 AND NOT undone LIMIT 1",
    )?;
    match any.exists([basket])? {
        true => Err(TillError::TendersTaken),
        false => Ok(()),
    }
}

/// The cash of the tenders that stand: it lies in the drawer already, though no order has it yet.
pub(crate) fn cash(db: &Connection) -> Result<Amount, TillError> {
    let mut cash = db.prepare_cached(
        "SELECT ifnull(sum(json_extract(tender, '$.given')), 0) FROM basket_tenders
         WHERE NOT undone AND json_extract(tender, '$.kind') = 'cash'",
    )?;
    Ok(Amount::from_minor(cash.query_row([], |row| row.get(0))?))
}

/// The tender with this id, standing or undone.
pub(crate) fn find(db: &Connection, basket: &str, id: &str) -> Result<Option<Known>, TillError> {
    let mut find = db.prepare_cached(
        "SELECT tender, undone FROM basket_tenders WHERE basket_id = ?1 AND id = ?2",
    )?;
    let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get(1)?));
    let Some((tender, undone)) = find.query_row([basket, id], row).optional()? else {
        return Ok(None);
    };
    let tender = serde_json::from_str(&tender)?;
    Ok(Some(Known { tender, undone }))
}

/// Keeps a tender.
pub(crate) fn insert(
    db: &Connection,
    basket: &str,
    id: &str,
    tender: &Tender,
) -> Result<(), TillError> {
    let mut insert = db.prepare_cached(
        "INSERT INTO basket_tenders (id, basket_id, number, tender)
         VALUES (?1, ?2, (SELECT count(*) FROM basket_tenders WHERE basket_id = ?2), ?3)",
    )?;
    insert.execute(params![id, basket, serde_json::to_string(tender)?])?;
    Ok(())
}

/// Marks a tender as given back.
pub(crate) fn undo(db: &Connection, id: &str) -> Result<(), TillError> {
    db.prepare_cached("UPDATE basket_tenders SET undone = 1 WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}
