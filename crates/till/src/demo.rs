//! The demo's shop: made up by ourselves, with in-store barcodes that no real product has.

use crate::enrolment::Enrolment;
use crate::error::TillError;
use ed25519_dalek::SigningKey;
use jiff::{SignedDuration, Timestamp};
use pos_core::{Product, Tax, UnitPrice};
use pos_protocol::Hash;
use pos_protocol::catalog::{CatalogLine, Cursor};
use pos_protocol::device::{Enrolled, Store};
use pos_protocol::entry::StaffRef;
use pos_protocol::grant::Grant;
use uuid::Uuid;

const CATALOGUE: &str = include_str!("../demo/catalogue.csv");

/// Cash in the demo's drawer at the start, in pence.
pub(crate) const FLOAT: i64 = 10_000;

/// Ten years: nobody signs in to a demo.
const GRANT_HOURS: i64 = 10 * 365 * 24;

/// The demo's shop, with the key that plays its server.
pub(crate) fn shop(register: Uuid, server: &SigningKey) -> Enrolment {
    Enrolment {
        enrolled: Enrolled {
            register,
            register_code: "D1".to_owned(),
            register_name: "Demo 1".to_owned(),
            store: Store {
                id: Uuid::nil(),
                name: "Evertill Gifts".to_owned(),
                address: "1 Market Row, Demo Town".to_owned(),
                vat_number: None,
                currency: "GBP".to_owned(),
                time_zone: "Europe/London".to_owned(),
                tax_rounding: Default::default(),
                smallest_coin: Default::default(),
                barcode_patterns: Vec::new(),
            },
            server_key: server.verifying_key().to_bytes().to_vec(),
            oidc_issuer: String::new(),
            oidc_client: String::new(),
        },
        server_url: String::new(),
    }
}

/// The PIN of everybody in the demo. It is no secret: it stands on the screen.
pub(crate) const PIN: &str = "2580";

/// The demo's staff: whoever opens it, and a cashier to switch to.
pub(crate) fn staff(register: Uuid, now: Timestamp) -> [Grant; 2] {
    let end = now.saturating_add(SignedDuration::from_hours(GRANT_HOURS));
    let end = end.unwrap_or(Timestamp::MAX).to_string();
    let people: [(&str, &str, &[&str]); 2] = [
        ("demo-dana", "Demo Dana", &["cashier", "supervisor"]),
        ("demo-eli", "Demo Eli", &["cashier"]),
    ];
    people.map(|(id, name, roles)| Grant {
        staff: StaffRef {
            id: id.to_owned(),
            name: name.to_owned(),
        },
        register,
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        issued_at: now.to_string(),
        expires_at: end.clone(),
    })
}

/// The demo's catalogue as a server would stream it.
pub(crate) fn stream() -> Result<Vec<u8>, TillError> {
    let products = products()?;
    let target = Cursor {
        version: 1,
        hash: Hash::of(CATALOGUE.as_bytes()),
    };
    let count = products.len() as u64;
    let mut rows = Vec::new();
    for product in products {
        push(&mut rows, &CatalogLine::Row { product })?;
    }
    let mut stream = Vec::new();
    let (base, total) = (Cursor::ZERO, count);
    push(
        &mut stream,
        &CatalogLine::Begin {
            base,
            target,
            total,
        },
    )?;
    stream.extend_from_slice(&rows);
    let (checksum, cursor) = (Hash::of(&rows), target);
    push(
        &mut stream,
        &CatalogLine::End {
            count,
            checksum,
            cursor,
        },
    )?;
    Ok(stream)
}

fn push(stream: &mut Vec<u8>, line: &CatalogLine) -> Result<(), TillError> {
    serde_json::to_writer(&mut *stream, line)?;
    stream.push(b'\n');
    Ok(())
}

/// The products of the committed file, which has no quoted fields.
fn products() -> Result<Vec<Product>, TillError> {
    CATALOGUE.lines().skip(1).map(product).collect()
}

fn product(line: &str) -> Result<Product, TillError> {
    let fields: Vec<&str> = line.split(',').collect();
    let [
        code,
        name,
        category,
        barcodes,
        unit,
        price,
        tax,
        percent,
        included,
    ] = fields[..]
    else {
        return Err(TillError::Damaged(format!("demo catalogue: {line}")));
    };
    Ok(Product {
        code: code.to_owned(),
        name: name.to_owned(),
        category: category.to_owned(),
        barcodes: barcodes.split(';').map(str::to_owned).collect(),
        unit: unit.to_owned(),
        unit_price: UnitPrice::parse(price)?,
        price_id: format!("demo-{code}"),
        taxes: vec![Tax::percent(tax, percent, included == "true")?],
        scheduled: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use pos_core::barcode;
    use std::collections::HashSet;

    #[test]
    fn every_demo_product_has_a_good_in_store_barcode_of_its_own() {
        let products = products().unwrap();
        assert!(products.len() >= 55, "{}", products.len());
        let mut seen = HashSet::new();
        for product in &products {
            assert!(seen.insert(product.code.clone()), "{}", product.code);
            for text in &product.barcodes {
                barcode::check(text).unwrap();
                assert!(text.starts_with('2') && seen.insert(text.clone()), "{text}");
            }
        }
    }
}
