//! Puts a product in the place of the one with its code, and writes only what is different: a new price touches neither the
//! search index nor the barcodes.

use crate::rows;
use crate::stream::StreamError;
use pos_core::Product;
use rusqlite::{Connection, params};

/// Puts `product` in.
pub(crate) fn put(db: &Connection, product: &Product) -> Result<(), StreamError> {
    match rows::find(db, &product.code)? {
        Some((id, known)) if is_found_alike(&known, product) => change(db, id, product),
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

/// Whether all that a product is found by is the same, and when its prices start.
fn is_found_alike(known: &Product, product: &Product) -> bool {
    known.code == product.code
        && known.name == product.name
        && known.category == product.category
        && known.barcodes == product.barcodes
        && known.scheduled == product.scheduled
}

fn change(db: &Connection, id: i64, product: &Product) -> Result<(), StreamError> {
    let mut change = db.prepare_cached(
        "UPDATE product SET unit = ?2, unit_price = ?3, price_id = ?4, taxes = ?5 WHERE id = ?1",
    )?;
    change.execute(params![
        id,
        product.unit,
        product.unit_price.e4(),
        product.price_id,
        rows::as_json(&product.taxes)?
    ])?;
    Ok(())
}

fn add(db: &Connection, product: &Product) -> Result<(), StreamError> {
    let id = rows::insert(db, product)?;
    rows::insert_words(db, id, product)
}
