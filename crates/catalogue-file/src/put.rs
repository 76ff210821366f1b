//! Puts a product in the place of the one with its code. A price, at once or planned, touches neither the search index nor the
//! barcodes.

use crate::rows;
use crate::stream::StreamError;
use pos_core::Product;
use rusqlite::{Connection, params};

/// Puts `product` in.
pub(crate) fn put(db: &Connection, product: &Product) -> Result<(), StreamError> {
    match rows::find(db, &product.code)? {
        Some((id, known)) if is_found_alike(&known, product) => change(db, id, &known, product),
        Some((id, known)) => {
            rows::remove(db, id, &known)?;
            add(db, product)
        }
        None => {
            rows::revive(db, &product.code)?;
            add(db, product)
        }
    }
}

/// Whether all that a product is found by is the same.
fn is_found_alike(known: &Product, product: &Product) -> bool {
    known.code == product.code
        && known.name == product.name
        && known.category == product.category
        && known.barcodes == product.barcodes
}

/// Prepares what a new price needs.
pub(crate) fn prepare(db: &Connection) -> Result<(), StreamError> {
    db.prepare_cached(CHANGE)?;
    rows::find(db, "").map(drop)
}

const CHANGE: &str = "UPDATE product SET unit = ?2, unit_price = ?3, price_id = ?4, taxes = ?5, scheduled = ?6 WHERE id = ?1";

fn change(db: &Connection, id: i64, known: &Product, product: &Product) -> Result<(), StreamError> {
    let mut change = db.prepare_cached(CHANGE)?;
    change.execute(params![
        id,
        product.unit,
        product.unit_price.e4(),
        product.price_id,
        rows::as_json(&product.taxes)?,
        rows::as_json(&product.scheduled)?
    ])?;
    if known.scheduled != product.scheduled {
        rows::remove_starts(db, known)?;
        rows::insert_starts(db, product)?;
    }
    Ok(())
}

fn add(db: &Connection, product: &Product) -> Result<(), StreamError> {
    let id = rows::insert(db, product)?;
    rows::insert_words(db, id, product)
}
