//! Why a scan is no barcode, or one that must be scanned again.

use thiserror::Error;

/// Why a scan can't be used. Nothing was sold.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BarcodeError {
    /// Of no form that is known.
    #[error(
        "{0} is not a barcode of 8, 12, 13 or 14 digits. Scan it again or type the product's code."
    )]
    NotABarcode(String),
    /// The last digit does not fit the others.
    #[error("{scanned} was misread: its last digit should be {expected}. Scan it again.")]
    BadCheckDigit {
        /// What was scanned.
        scanned: String,
        /// The digit that would fit.
        expected: u8,
    },
    /// The check digit of the price or weight within a code of the shop's own does not fit.
    #[error(
        "{0} was misread: the figure on the label does not fit its check digit. Scan it again."
    )]
    BadInnerDigit(String),
    /// A field of a GS1 code that does not have the form that its identifier asks for.
    #[error(
        "The field ({field}) of the code was misread. Scan it again, or type the product's code."
    )]
    BadField {
        /// The application identifier, or what stands in its place.
        field: String,
    },
    /// A GS1 code that names no goods.
    #[error("This code names no product. Scan the product's own barcode.")]
    NoProduct,
    /// A price on a label that is not in the shop's currency, or finer than its smallest unit.
    #[error(
        "The price on this label is not in the shop's currency. Search for the product by its name."
    )]
    ForeignPrice,
}

impl BarcodeError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            BarcodeError::NotABarcode(_) => "not_a_barcode",
            BarcodeError::BadCheckDigit { .. } => "bad_check_digit",
            BarcodeError::BadInnerDigit(_) => "bad_inner_digit",
            BarcodeError::BadField { .. } => "bad_field",
            BarcodeError::NoProduct => "no_product_in_code",
            BarcodeError::ForeignPrice => "foreign_price",
        }
    }

    /// A field that can't be what it says.
    pub(super) fn field(field: &str) -> BarcodeError {
        BarcodeError::BadField {
            field: field.to_owned(),
        }
    }
}
