//! A product of which only some fields are to be others.

use super::{
    Draft, DraftError, MAX_CATEGORY, MAX_NAME, MAX_UNIT, TaxText, checked_barcodes, printable,
    taxes,
};
use pos_core::{Product, UnitPrice};

/// What is to change; the rest stays as it is.
#[derive(Default)]
pub struct Patch<'a> {
    /// The name.
    pub name: Option<&'a str>,
    /// The category.
    pub category: Option<&'a str>,
    /// All barcodes.
    pub barcodes: Option<&'a [String]>,
    /// The unit.
    pub unit: Option<&'a str>,
    /// The price.
    pub unit_price: Option<&'a str>,
    /// All taxes.
    pub taxes: Option<Vec<TaxText<'a>>>,
}

impl Draft {
    /// `product` with these changes, checked as a new one is.
    pub fn patched(mut product: Product, patch: &Patch<'_>) -> Result<Draft, DraftError> {
        if let Some(name) = patch.name {
            product.name = printable("name", name.trim(), MAX_NAME)?;
        }
        if let Some(category) = patch.category {
            product.category = printable("category", category.trim(), MAX_CATEGORY)?;
        }
        if let Some(barcodes) = patch.barcodes {
            product.barcodes = checked_barcodes(barcodes.iter().map(String::as_str))?;
        }
        if let Some(unit) = patch.unit {
            product.unit = printable("unit", unit.trim(), MAX_UNIT)?;
        }
        if let Some(price) = patch.unit_price {
            product.unit_price =
                UnitPrice::parse(price).map_err(|_| DraftError::Price(price.to_owned()))?;
        }
        if let Some(texts) = &patch.taxes {
            product.taxes = taxes(texts)?;
        }
        Ok(Draft {
            product,
            tax_class: None,
            start: None,
        })
    }
}
