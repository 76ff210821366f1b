//! What a typed code or a scan stands for, or why it stands for nothing.

use crate::catalogue::reader::Reader;
use crate::error::TillError;
use crate::till::Till;
use pos_core::Product;
use pos_core::barcode::{self, BarcodeError, Pattern, Scanned};

/// What was found, and what its label says of this one piece.
pub(super) struct Found {
    pub product: Product,
    /// The catalogue's version.
    pub version: u64,
    /// None where it was a code of the catalogue as it stands there.
    pub label: Option<Scanned>,
}

/// The product of a code or a barcode.
pub fn find_product(till: &Till, text: &str) -> Result<Product, TillError> {
    look_up(till, text).map(|found| found.product)
}

/// The product at its price of this moment, the catalogue's version, and the label. What the catalogue itself has comes first.
pub(super) fn look_up(till: &Till, text: &str) -> Result<Found, TillError> {
    let (text, now) = (text.trim(), till.now());
    if let Some((product, version)) = till.read_catalogue(|catalogue| catalogue.find(text, now))? {
        return Ok(Found {
            product,
            version,
            label: None,
        });
    }
    if let Some(name) = till.read_catalogue(|catalogue| catalogue.archived(text))? {
        return Err(TillError::NoLongerSold(name));
    }
    let label = match barcode::scan(text, &patterns(till)) {
        Ok(label) => label,
        Err(BarcodeError::NotABarcode(_)) => {
            return Err(TillError::UnknownProduct(text.to_owned()));
        }
        Err(misread) => return Err(misread.into()),
    };
    let keys = label.item.keys();
    let (product, version) = till
        .read_catalogue(|catalogue| first_of(catalogue, &keys, now))?
        .ok_or_else(|| TillError::UnknownBarcode(text.to_owned()))?;
    Ok(Found {
        product,
        version,
        label: Some(label),
    })
}

fn first_of(
    catalogue: &Reader,
    keys: &[String],
    now: i64,
) -> rusqlite::Result<Option<(Product, u64)>> {
    for key in keys {
        if let Some(found) = catalogue.find(key, now)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// The patterns of the shop's own codes. One of a newer server that can't be read here matches nothing.
fn patterns(till: &Till) -> Vec<Pattern> {
    let shop = till.enrolment.as_ref();
    let texts = shop.map(|shop| shop.enrolled.store.barcode_patterns.as_slice());
    let texts = texts.unwrap_or_default().iter();
    texts.filter_map(|text| Pattern::parse(text).ok()).collect()
}
