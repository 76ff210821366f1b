//! The rows of a catalogue in one transaction, the indexes and the full-text search after them.

use super::Done;
use crate::cpu;
use crate::goods;
use pos_core::Product;
use rusqlite::{Connection, params};
use std::fs::File;
use std::path::Path;
use std::time::{Duration, Instant};

const TABLES: &str = include_str!("../../../../migrations/catalog/0001_tables.sql");
const INDEXES: &str = include_str!("../../../../migrations/catalog/0002_indexes.sql");

/// How many products are made at once. Making them is not measured.
const PIECE: u64 = 10_000;

/// Builds `file` with `products` made-up products.
pub fn build(file: &Path, products: u64) -> anyhow::Result<Done> {
    let names = goods::names();
    let (begun, cpu) = (Instant::now(), cpu::of_this_thread());
    let (mut making, mut making_cpu) = (Duration::ZERO, Duration::ZERO);
    let mut db = Connection::open(file)?;
    db.pragma_update_and_check(None, "journal_mode", "off", |_| Ok(()))?;
    db.pragma_update(None, "synchronous", "off")?;
    let tx = db.transaction()?;
    tx.execute_batch(TABLES)?;
    for first in (0..products).step_by(PIECE as usize) {
        let (from, cpu_from) = (Instant::now(), cpu::of_this_thread());
        let piece: Vec<Product> = (first..products.min(first + PIECE))
            .map(|number| goods::product(&names, number))
            .collect::<Result<_, _>>()?;
        let json = |product: &Product| {
            Ok::<_, serde_json::Error>((
                serde_json::to_string(&product.taxes)?,
                serde_json::to_string(&product.barcodes)?,
            ))
        };
        let texts: Vec<_> = piece.iter().map(json).collect::<Result<_, _>>()?;
        making += from.elapsed();
        making_cpu += cpu::of_this_thread() - cpu_from;
        let mut insert = tx.prepare_cached(
            "INSERT INTO product (code, name, category, unit, unit_price, price_id, taxes, barcodes, scheduled)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, '[]')",
        )?;
        let mut barcode =
            tx.prepare_cached("INSERT INTO barcode (barcode, code) VALUES (?1, ?2)")?;
        for (p, (taxes, barcodes)) in piece.iter().zip(&texts) {
            insert.execute(params![
                p.code,
                p.name,
                p.category,
                p.unit,
                p.unit_price.e4(),
                p.price_id,
                taxes,
                barcodes
            ])?;
            barcode.execute([&p.barcodes[0], &p.code])?;
        }
    }
    tx.execute_batch(INDEXES)?;
    tx.commit()?;
    db.close().map_err(|(_, error)| error)?;
    File::open(file)?.sync_all()?;
    Ok(Done {
        wall_s: (begun.elapsed() - making).as_secs_f64(),
        cpu_s: (cpu::of_this_thread() - cpu - making_cpu).as_secs_f64(),
    })
}
