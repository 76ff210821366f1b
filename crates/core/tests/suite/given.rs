//! What the tests begin with: sums, quantities, prices and a product.

use pos_core::{Amount, Product, Quantity, Tax, Tender, UnitPrice};

/// A sum of `minor` units.
pub fn sum(minor: i64) -> Amount {
    Amount::from_minor(minor)
}

/// So many whole pieces.
pub fn pieces(pieces: i64) -> Quantity {
    Quantity::pieces(pieces).unwrap()
}

/// What one unit costs.
pub fn price(text: &str) -> UnitPrice {
    UnitPrice::parse(text).unwrap()
}

/// 20 % that the price contains.
pub fn vat() -> Vec<Tax> {
    vec![Tax::percent("VAT", "20", true).unwrap()]
}

/// A product at this price under these taxes.
pub fn product(amount: &str, taxes: Vec<Tax>) -> Product {
    Product {
        code: "22423".into(),
        name: "Cake stand".into(),
        category: "Kitchen".into(),
        barcodes: vec![],
        unit: "each".into(),
        unit_price: price(amount),
        price_id: "p1".into(),
        taxes,
        scheduled: vec![],
    }
}

/// So much given in cash.
pub fn cash(minor: i64) -> Tender {
    Tender::Cash { given: sum(minor) }
}
