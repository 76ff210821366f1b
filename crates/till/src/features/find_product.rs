//! What a typed code or a scan stands for, or why it stands for nothing.

use crate::error::TillError;
use crate::till::Till;
use pos_core::{Product, barcode};

/// The product of a code or a barcode.
pub fn find_product(till: &Till, text: &str) -> Result<Product, TillError> {
    look_up(till, text).map(|(product, _)| product)
}

/// The product and the catalogue's version.
pub(super) fn look_up(till: &Till, text: &str) -> Result<(Product, u64), TillError> {
    let catalogue = till.catalogue.as_ref().ok_or(TillError::NoCatalogue)?;
    let text = text.trim();
    if let Some(found) = catalogue.find(text)? {
        return Ok(found);
    }
    if barcode::shape(text).is_some() {
        barcode::check(text)?;
        return Err(TillError::UnknownBarcode(text.to_owned()));
    }
    Err(TillError::UnknownProduct(text.to_owned()))
}
