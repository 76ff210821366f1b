//! The rows of a catalogue file: one product in, one product out.

use crate::stream::StreamError;
use pos_core::{Product, ScheduledPrice, UnitPrice};
use pos_protocol::catalog::Cursor;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// The columns that [`product`] reads, in its order.
pub const COLUMNS: &str = "p.code, p.name, p.category, p.unit, p.unit_price, p.price_id, p.taxes, p.barcodes, p.scheduled";

fn json<T: serde::de::DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    serde_json::from_str(text).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error))
    })
}

/// The price in `column`.
pub fn price(row: &Row<'_>, column: usize) -> rusqlite::Result<UnitPrice> {
    UnitPrice::from_e4(row.get(column)?).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, Type::Integer, Box::new(error))
    })
}

/// The barcodes in `column`.
pub fn barcodes(row: &Row<'_>, column: usize) -> rusqlite::Result<Vec<String>> {
    json(row, column)
}

/// The prices that are to come, in `column`.
pub fn scheduled(row: &Row<'_>, column: usize) -> rusqlite::Result<Vec<ScheduledPrice>> {
    // Most products have none.
    if row.get_ref(column)?.as_str()? == "[]" {
        return Ok(Vec::new());
    }
    json(row, column)
}

/// A product from [`COLUMNS`].
pub fn product(row: &Row<'_>) -> rusqlite::Result<Product> {
    Ok(Product {
        code: row.get(0)?,
        name: row.get(1)?,
        category: row.get(2)?,
        unit: row.get(3)?,
        unit_price: price(row, 4)?,
        price_id: row.get(5)?,
        taxes: json(row, 6)?,
        barcodes: barcodes(row, 7)?,
        scheduled: scheduled(row, 8)?,
    })
}

/// The product with this code, and its row id. A row that can't be read is damage: it would be in the way for ever.
pub(crate) fn find(db: &Connection, code: &str) -> Result<Option<(i64, Product)>, StreamError> {
    let mut find = db.prepare_cached(&format!(
        "SELECT {COLUMNS}, p.id FROM product p WHERE p.code = ?1"
    ))?;
    let found = find.query_row([code], |row| Ok((row.get("id")?, product(row)?)));
    match found.optional() {
        Err(error @ rusqlite::Error::FromSqlConversionFailure(..)) => {
            Err(StreamError::Damaged(error.to_string()))
        }
        found => Ok(found?),
    }
}

pub(crate) fn as_json(value: &impl serde::Serialize) -> Result<String, StreamError> {
    serde_json::to_string(value).map_err(|error| StreamError::File(error.to_string()))
}

/// Puts a product in, in the place of an earlier one with its code, and returns its row id.
///
/// A fresh file has no unique index yet, so nothing is replaced there; a code that came twice fails when it is built.
pub fn insert(db: &Connection, product: &Product) -> Result<i64, StreamError> {
    let mut insert = db.prepare_cached(
        "INSERT INTO product (code, name, category, unit, unit_price, price_id, taxes, barcodes, scheduled)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) RETURNING id",
    )?;
    let id = insert.query_row(
        params![
            product.code,
            product.name,
            product.category,
            product.unit,
            product.unit_price.e4(),
            product.price_id,
            as_json(&product.taxes)?,
            as_json(&product.barcodes)?,
            as_json(&product.scheduled)?
        ],
        |row| row.get(0),
    )?;
    let mut barcode = db.prepare_cached("INSERT INTO barcode (barcode, code) VALUES (?1, ?2)")?;
    for text in &product.barcodes {
        barcode.execute([text, &product.code])?;
    }
    insert_starts(db, product)?;
    Ok(id)
}

/// Puts in when the prices of `product` start.
pub(crate) fn insert_starts(db: &Connection, product: &Product) -> Result<(), StreamError> {
    let mut start =
        db.prepare_cached("INSERT OR IGNORE INTO price_start (at, code) VALUES (?1, ?2)")?;
    for price in &product.scheduled {
        start.execute(params![price.from, product.code])?;
    }
    Ok(())
}

/// Takes out when the prices of `known` start.
pub(crate) fn remove_starts(db: &Connection, known: &Product) -> Result<(), StreamError> {
    let mut start = db.prepare_cached("DELETE FROM price_start WHERE at = ?1 AND code = ?2")?;
    for price in &known.scheduled {
        start.execute(params![price.from, known.code])?;
    }
    Ok(())
}

/// Takes out `known`, which has the row id `id`, barcodes, words and all.
pub(crate) fn remove(db: &Connection, id: i64, known: &Product) -> Result<(), StreamError> {
    let mut barcode = db.prepare_cached("DELETE FROM barcode WHERE barcode = ?1 AND code = ?2")?;
    for text in &known.barcodes {
        barcode.execute([text, &known.code])?;
    }
    remove_starts(db, known)?;
    db.prepare_cached("DELETE FROM product_words WHERE rowid = ?1")?
        .execute([id])?;
    db.prepare_cached("DELETE FROM product WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

/// Puts the words of a product into the search index.
pub fn insert_words(db: &Connection, id: i64, product: &Product) -> Result<(), StreamError> {
    let mut words = db.prepare_cached(
        "INSERT INTO product_words (rowid, name, code, category) VALUES (?1, ?2, ?3, ?4)",
    )?;
    words.execute(params![id, product.name, product.code, product.category])?;
    Ok(())
}

/// When the newest of the scheduled prices has started by `now`, both in Unix seconds.
pub fn newest_start(db: &Connection, now: i64) -> rusqlite::Result<Option<i64>> {
    let mut newest = db.prepare_cached("SELECT max(at) FROM price_start WHERE at <= ?1")?;
    newest.query_row([now], |row| row.get(0))
}

/// Takes a product out that is no longer sold, but goes on knowing what its code and its barcodes were.
pub fn archive(db: &Connection, code: &str) -> Result<(), StreamError> {
    let mut keep = db.prepare_cached(
        "INSERT OR REPLACE INTO archived (text, code, name)
         SELECT code, code, name FROM product WHERE code = ?1
         UNION ALL
         SELECT b.barcode, p.code, p.name FROM product p JOIN barcode b ON b.code = p.code WHERE p.code = ?1",
    )?;
    keep.execute([code])?;
    match find(db, code)? {
        Some((id, known)) => remove(db, id, &known),
        // One that isn't there is out already.
        None => Ok(()),
    }
}

/// Forgets that a product was archived: it is sold again.
pub fn revive(db: &Connection, code: &str) -> Result<(), StreamError> {
    db.prepare_cached("DELETE FROM archived WHERE code = ?1")?
        .execute([code])?;
    Ok(())
}

/// The name of the archived product that a code or a barcode was the key of.
pub fn archived(db: &Connection, text: &str) -> rusqlite::Result<Option<String>> {
    let mut name = db.prepare_cached("SELECT name FROM archived WHERE text = ?1")?;
    name.query_row([text], |row| row.get(0)).optional()
}

/// How far the file has come.
pub fn place(db: &Connection) -> rusqlite::Result<Cursor> {
    let mut place = db.prepare_cached("SELECT cursor FROM place WHERE id = 1")?;
    let text: String = place.query_row([], |row| row.get(0))?;
    text.parse()
        .map_err(|error: pos_protocol::catalog::NotACursor| {
            rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(error))
        })
}

/// Keeps how far the file has come.
pub fn set_place(db: &Connection, cursor: Cursor) -> Result<(), StreamError> {
    let version = i64::try_from(cursor.version).unwrap_or(i64::MAX);
    let mut place =
        db.prepare_cached("INSERT OR REPLACE INTO place (id, version, cursor) VALUES (1, ?1, ?2)")?;
    place.execute(params![version, cursor.to_string()])?;
    Ok(())
}
