//! What the shop sells, as the catalogue says it.

use crate::tax::Tax;
use crate::unit_price::UnitPrice;
use serde::{Deserialize, Serialize};

/// A product of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// The shop's own code; case counts.
    pub code: String,
    /// What people call it.
    pub name: String,
    /// The category that its tile stands in.
    pub category: String,
    /// Barcodes that find it (GTINs as printed), in no order.
    #[serde(default)]
    pub barcodes: Vec<String>,
    /// What it is sold by: `each`, `kg`.
    pub unit: String,
    /// What one unit costs.
    pub unit_price: UnitPrice,
    /// The identity of that price.
    pub price_id: String,
    /// The taxes, in their order.
    pub taxes: Vec<Tax>,
}
