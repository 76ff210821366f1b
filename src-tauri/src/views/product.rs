//! A product as tiles and search results show it.

use serde::Serialize;

/// Something that can be sold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ProductHit {
    /// The shop's own code.
    pub code: String,
    /// What people call it.
    pub name: String,
    /// Its category.
    pub category: String,
    /// What it is sold by.
    pub unit: String,
    /// What one unit costs.
    pub unit_price_e4: i64,
    /// One of its barcodes, when it has any.
    pub barcode: Option<String>,
}

impl From<pos_till::views::ProductHit> for ProductHit {
    fn from(hit: pos_till::views::ProductHit) -> ProductHit {
        ProductHit {
            code: hit.code,
            name: hit.name,
            category: hit.category,
            unit: hit.unit,
            unit_price_e4: hit.unit_price.e4(),
            barcode: hit.barcode,
        }
    }
}
