//! A product as somebody wants it, checked field by field, before it gets its price id and its version.

use jiff::Timestamp;
use pos_core::{Product, ScheduledPrice, Tax, TaxKind, UnitPrice, barcode};
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

/// The most prices of one product that are to come.
pub const MAX_STARTS: usize = 20;
/// How far ahead a price may start, in seconds: ten years.
const MAX_AHEAD: i64 = 10 * 366 * 24 * 3600;

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
        "The tax {0} can't be used: write a percentage as 20 or 17.5, a sum for each unit as 0.25, and whether the price includes it. Only a percentage stands on top of other taxes."
    )]
    Tax(String),
    /// No class can be called so.
    #[error(
        "The tax class {0} can't be used: name it with 1 to 32 letters, digits and the signs - _ and the full stop."
    )]
    TaxClassName(String),
    /// No class is called so.
    #[error("There is no tax class {0}: add it first, or name one that there is.")]
    TaxClassUnknown(String),
    /// Taxes of its own, and a class.
    #[error("A product has taxes of its own or a tax class, not both: leave one of them out.")]
    TaxesAndClass,
    /// A barcode is no barcode.
    #[error("{0}")]
    Barcode(#[from] barcode::BarcodeError),
    /// More barcodes than a product may have.
    #[error("A product may have {MAX_BARCODES} barcodes.")]
    TooManyBarcodes,
    /// The start of a price is none.
    #[error(
        "The start {0} can't be used: write an instant within the next ten years, as 2027-01-01T00:00:00Z."
    )]
    Start(String),
    /// More prices to come than a product may have.
    #[error("A product may have {MAX_STARTS} prices that are to come.")]
    TooManyStarts,
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
            DraftError::TaxClassName(_) => "tax_class_unusable",
            DraftError::TaxClassUnknown(_) => "tax_class_unknown",
            DraftError::TaxesAndClass => "taxes_and_class",
            DraftError::Barcode(error) => error.code(),
            DraftError::TooManyBarcodes => "too_many_barcodes",
            DraftError::Start(_) => "start_unusable",
            DraftError::TooManyStarts => "too_many_starts",
            DraftError::BarcodeTaken { .. } => "barcode_taken",
        }
    }
}

/// A tax as people write it.
pub struct TaxText<'a> {
    /// Its name.
    pub name: &'a str,
    /// Whether it is a percentage or a sum for each unit.
    pub kind: TaxKind,
    /// The percentage, or that sum in the major unit.
    pub rate: &'a str,
    /// Whether the price includes it.
    pub included: bool,
    /// Whether it is taken of the taxes before it, too.
    pub on_top_of_previous: bool,
}

/// A price that is to start later, without its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Start {
    /// What one unit costs then.
    pub unit_price: UnitPrice,
    /// When, in Unix seconds.
    pub from: i64,
}

impl Start {
    /// Reads price and instant; the instant must be ahead of `now`.
    pub fn parse(unit_price: &str, from: &str, now: Timestamp) -> Result<Start, DraftError> {
        let unusable = || DraftError::Start(from.to_owned());
        let instant: Timestamp = from.trim().parse().map_err(|_| unusable())?;
        let ahead = instant.as_second() - now.as_second();
        if !(1..=MAX_AHEAD).contains(&ahead) {
            return Err(unusable());
        }
        Ok(Start {
            unit_price: price(unit_price)?,
            from: instant.as_second(),
        })
    }

    /// Whether `price` is this one.
    pub fn is(&self, price: &ScheduledPrice) -> bool {
        (price.from, price.unit_price) == (self.from, self.unit_price)
    }

    /// The price with its id.
    pub fn priced(self, price_id: String) -> ScheduledPrice {
        ScheduledPrice {
            price_id,
            unit_price: self.unit_price,
            from: self.from,
        }
    }
}

/// A product without its price id, in its one canonical form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    product: Product,
    tax_class: Option<String>,
    start: Option<Start>,
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
        let barcodes = checked_barcodes(barcodes)?;
        let taxes = self::taxes(taxes)?;
        Ok(Draft {
            product: Product {
                code: printable("code", code, MAX_CODE)?,
                name: printable("name", name.trim(), MAX_NAME)?,
                category: printable("category", category.trim(), MAX_CATEGORY)?,
                barcodes,
                unit: printable("unit", unit.trim(), MAX_UNIT)?,
                unit_price: price(unit_price)?,
                price_id: String::new(),
                taxes,
                scheduled: Vec::new(),
            },
            tax_class: None,
            start: None,
        })
    }

    /// `product` at another price.
    pub fn repriced(mut product: Product, unit_price: &str) -> Result<Draft, DraftError> {
        product.unit_price = price(unit_price)?;
        Ok(Draft {
            product,
            tax_class: None,
            start: None,
        })
    }

    /// `product` as it is, with a price that is to start later.
    pub fn starting(product: Product, start: Start) -> Draft {
        Draft {
            product,
            tax_class: None,
            start: Some(start),
        }
    }

    /// The same with the taxes of this class, whatever they are when it is published; without one, with its own.
    pub fn of_class(self, tax_class: Option<String>) -> Draft {
        Draft { tax_class, ..self }
    }

    /// The class whose taxes it is to bear.
    pub fn tax_class(&self) -> Option<&str> {
        self.tax_class.as_deref()
    }

    /// The same with these taxes.
    pub fn taxed(mut self, taxes: &[Tax]) -> Draft {
        self.product.taxes = taxes.to_vec();
        self
    }

    /// The price that is to start later, besides those that the product has.
    pub fn start(&self) -> Option<Start> {
        self.start
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
    pub fn priced(self, price_id: String, scheduled: Vec<ScheduledPrice>) -> Product {
        Product {
            price_id,
            scheduled,
            ..self.product
        }
    }
}

/// A barcode in the one form in which twins are equal.
pub fn gtin(text: &str) -> String {
    barcode::canonical(text)
}

fn price(text: &str) -> Result<UnitPrice, DraftError> {
    UnitPrice::parse(text).map_err(|_| DraftError::Price(text.to_owned()))
}

fn checked_barcodes<'a>(
    texts: impl IntoIterator<Item = &'a str>,
) -> Result<Vec<String>, DraftError> {
    let mut barcodes: Vec<String> = texts
        .into_iter()
        .map(|text| barcode::check(text).map(|_| text.to_owned()))
        .collect::<Result<_, _>>()?;
    barcodes.sort_by_cached_key(|barcode| (gtin(barcode), barcode.clone()));
    barcodes.dedup_by_key(|barcode| gtin(barcode));
    barcodes.sort();
    if barcodes.len() > MAX_BARCODES {
        return Err(DraftError::TooManyBarcodes);
    }
    Ok(barcodes)
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

/// Taxes in their order, checked.
pub fn taxes(texts: &[TaxText<'_>]) -> Result<Vec<Tax>, DraftError> {
    texts.iter().map(tax).collect()
}

fn tax(text: &TaxText<'_>) -> Result<Tax, DraftError> {
    let unusable = || DraftError::Tax(format!("{} {}", text.name, text.rate));
    let name = printable("tax", text.name.trim(), MAX_UNIT * 2).map_err(|_| unusable())?;
    let tax =
        Tax::new(&name, text.kind, text.rate.trim(), text.included).map_err(|_| unusable())?;
    match (text.kind, text.on_top_of_previous) {
        (_, false) => Ok(tax),
        (TaxKind::Percent, true) => Ok(tax.on_top()),
        (TaxKind::Fixed, true) => Err(unusable()),
    }
}

mod patch;
mod written;

pub use patch::Patch;
pub use written::written;

#[cfg(test)]
mod tests;
