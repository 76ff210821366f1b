//! `other_receipts`: receipts as the server told of them, this register's own among them. What came back of them at this
//! register is not in here: it is in `order_lines`.

use crate::error::TillError;
use pos_core::SoldReceipt;
use rusqlite::{Connection, OptionalExtension, params};

/// The receipt with this number, if the server told of it.
pub(crate) fn find(db: &Connection, number: &str) -> Result<Option<SoldReceipt>, TillError> {
    let mut find = db.prepare_cached("SELECT receipt FROM other_receipts WHERE number = ?1")?;
    let found: Option<String> = find.query_row([number], |row| row.get(0)).optional()?;
    Ok(found.map(|text| serde_json::from_str(&text)).transpose()?)
}

/// Keeps a receipt in the place of what was told of it before.
pub(crate) fn put(db: &Connection, receipt: &SoldReceipt) -> Result<(), TillError> {
    let mut put = db.prepare_cached(
        "INSERT OR REPLACE INTO other_receipts (number, receipt) VALUES (?1, ?2)",
    )?;
    put.execute(params![receipt.number, serde_json::to_string(receipt)?])?;
    Ok(())
}
