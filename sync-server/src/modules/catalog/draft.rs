//! A product as somebody wants it, checked field by field, before it gets its price id and its version.

use pos_core::{Product, Tax, UnitPrice, barcode};
use thiserror::Error;

/// The longest code.
const MAX_CODE: usize = 64;
/// The longest name.
const MAX_NAME: usize = 200;
/// The longest category.
const MAX_CATEGORY: usize = 100;
/// The longest unit.
const MAX_UNIT: usize = 16;
/// The most barcodes of one product.
const MAX_BARCODES: usize = 50;

/// Why a product can't be taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DraftError {
    /// A text is empty, too long or not printable.
    #[error("{field} must have 1 to {most} printable characters.")]
    Text {
        /// Which.
        field: &'static str,
        /// How many it may have.
        most: usize,
    },
    /// The price is no price.
    #[error("The price {0} can't be used: write it as 12.34, from 0 to 9999999.9999.")]
    Price(String),
    /// The tax is no tax.
    #[error(
        "The tax {0} can't be used: write its rate as 20 or 17.5, and whether the price includes it as true or false."
    )]
    Tax(String),
    /// A barcode is no barcode.
    #[error("{0}")]
    Barcode(#[from] barcode::BarcodeError),
    /// More barcodes than a product may have.
    #[error("A product may have {MAX_BARCODES} barcodes.")]
    TooManyBarcodes,
    /// A barcode finds another product.
    #[error("The barcode {barcode} already finds the product {owner}.")]
    BarcodeTaken {
        /// The barcode.
        barcode: String,
        /// The product that has it.
        owner: String,
    },
}

impl DraftError {
    /// The stable code of this reason.
    pub fn code(&self) -> &'static str {
        match self {
            DraftError::Text { field, .. } => match *field {
                "code" => "code_unusable",
                "name" => "name_unusable",
                "category" => "category_unusable",
                _ => "unit_unusable",
            },
            DraftError::Price(_) => "price_unusable",
            DraftError::Tax(_) => "tax_unusable",
            DraftError::Barcode(error) => error.code(),
            DraftError::TooManyBarcodes => "too_many_barcodes",
            DraftError::BarcodeTaken { .. } => "barcode_taken",
        }
    }
}

/// A tax as people write it.
pub struct TaxText<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its rate in per cent.
    pub percent: &'a str,
    /// Whether the price includes it.
    pub included: bool,
}

/// A product without its price id, in its one canonical form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    product: Product,
}

impl Draft {
    /// Checks all fields. Codes are taken as they are; the space around names doesn't count.
    pub fn new<'a>(
        code: &str,
        name: &str,
        category: &str,
        barcodes: impl IntoIterator<Item = &'a str>,
        unit: &str,
        unit_price: &str,
        taxes: &[TaxText<'_>],
    ) -> Result<Draft, DraftError> {
        let mut barcodes: Vec<String> = barcodes
            .into_iter()
            .map(|text| barcode::check(text).map(|_| text.to_owned()))
            .collect::<Result<_, _>>()?;
        barcodes.sort();
        barcodes.dedup_by_key(|barcode| gtin(barcode));
        if barcodes.len() > MAX_BARCODES {
            return Err(DraftError::TooManyBarcodes);
        }
        let taxes = taxes.iter().map(tax).collect::<Result<_, _>>()?;
        Ok(Draft {
            product: Product {
                code: printable("code", code, MAX_CODE)?,
                name: printable("name", name.trim(), MAX_NAME)?,
                category: printable("category", category.trim(), MAX_CATEGORY)?,
                barcodes,
                unit: printable("unit", unit.trim(), MAX_UNIT)?,
                unit_price: UnitPrice::parse(unit_price)
                    .map_err(|_| DraftError::Price(unit_price.to_owned()))?,
                price_id: String::new(),
                taxes,
            },
        })
    }

    /// `product` at another price.
    pub fn repriced(mut product: Product, unit_price: &str) -> Result<Draft, DraftError> {
        product.unit_price =
            UnitPrice::parse(unit_price).map_err(|_| DraftError::Price(unit_price.to_owned()))?;
        Ok(Draft { product })
    }

    /// The product's code.
    pub fn code(&self) -> &str {
        &self.product.code
    }

    /// The price.
    pub fn unit_price(&self) -> UnitPrice {
        self.product.unit_price
    }

    /// What must find no other product.
    pub fn gtins(&self) -> impl Iterator<Item = String> {
        self.product.barcodes.iter().map(|barcode| gtin(barcode))
    }

    /// The finished product.
    pub fn priced(self, price_id: String) -> Product {
        Product {
            price_id,
            ..self.product
        }
    }
}

/// A barcode in the one form in which twins are equal.
pub fn gtin(text: &str) -> String {
    match text.len() {
        12 => format!("0{text}"),
        _ => text.to_owned(),
    }
}

fn printable(field: &'static str, text: &str, most: usize) -> Result<String, DraftError> {
    let usable = !text.trim().is_empty()
        && text.chars().count() <= most
        && !text.chars().any(|letter| letter.is_control());
    if usable {
        Ok(text.to_owned())
    } else {
        Err(DraftError::Text { field, most })
    }
}

fn tax(text: &TaxText<'_>) -> Result<Tax, DraftError> {
    let unusable = || DraftError::Tax(format!("{} {}", text.name, text.percent));
    let name = printable("tax", text.name.trim(), MAX_UNIT * 2).map_err(|_| unusable())?;
    Tax::percent(&name, text.percent.trim(), text.included).map_err(|_| unusable())
}

#[cfg(test)]
mod tests;
