//! Catalogue streams as the server sends them, whole ones and spoilt ones.

use pos_core::{Product, Tax, UnitPrice};
use pos_protocol::Hash;
use pos_protocol::catalog::{CatalogLine, Cursor};

pub fn product(code: &str, name: &str, barcode: &str, price: &str) -> Product {
    Product {
        code: code.into(),
        name: name.into(),
        category: "Gifts".into(),
        barcodes: vec![barcode.into()],
        unit: "each".into(),
        unit_price: UnitPrice::parse(price).unwrap(),
        price_id: format!("p-{code}-{price}"),
        taxes: vec![Tax::percent("VAT", "20", true).unwrap()],
        scheduled: Vec::new(),
    }
}

/// Five products; two codes differ by case only, one barcode is a UPC-A.
pub fn products() -> Vec<Product> {
    vec![
        product(
            "85123A",
            "White Hanging Heart T-Light Holder",
            "2000000000015",
            "2.55",
        ),
        product("85123a", "Cream Hanging Heart", "2000000000022", "2.95"),
        product("71053", "White Metal Lantern", "036000291452", "3.39"),
        product("M5", "Pot 5\" \"Deluxe\" Crème", "20000004", "12.75"),
        product("22720", "Set of 3 Cake Tins", "2000000000046", "4.95"),
    ]
}

pub fn cursor(version: u64) -> Cursor {
    Cursor {
        version,
        hash: Hash::of(&version.to_be_bytes()),
    }
}

fn line(line: &CatalogLine) -> String {
    serde_json::to_string(line).unwrap() + "\n"
}

/// A stream of rows and tombstones between two cursors.
pub fn between(base: Cursor, target: Cursor, rows: &[Product], gone: &[&str]) -> Vec<u8> {
    let rows = rows
        .iter()
        .cloned()
        .map(|product| CatalogLine::Row { product });
    let gone = gone.iter().map(|code| CatalogLine::Tombstone {
        code: (*code).to_owned(),
    });
    let changes: Vec<String> = rows.chain(gone).map(|change| line(&change)).collect();
    let total = changes.len() as u64;
    let middle = changes.concat();
    let begin = line(&CatalogLine::Begin {
        base,
        target,
        total,
    });
    let end = line(&CatalogLine::End {
        count: total,
        checksum: Hash::of(middle.as_bytes()),
        cursor: target,
    });
    (begin + &middle + &end).into_bytes()
}

/// A whole catalogue at version 1.
pub fn full(rows: &[Product]) -> Vec<u8> {
    between(Cursor::ZERO, cursor(1), rows, &[])
}
