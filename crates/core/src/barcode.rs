//! EAN-8, EAN-13 and UPC-A: what a scanner reads, checked by its last digit.
//!
//! Source of the check digit: GS1 General Specifications, section 7.9.1.

use thiserror::Error;

/// A symbology that a length of digits stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Symbology {
    /// Eight digits.
    Ean8,
    /// Twelve digits.
    UpcA,
    /// Thirteen digits.
    Ean13,
}

/// Why a scan is not a barcode.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BarcodeError {
    /// Not 8, 12 or 13 digits.
    #[error(
        "{0} is not a barcode of 8, 12 or 13 digits. Scan it again or type the product's code."
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
}

impl BarcodeError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            BarcodeError::NotABarcode(_) => "not_a_barcode",
            BarcodeError::BadCheckDigit { .. } => "bad_check_digit",
        }
    }
}

/// The check digit of the digits before it: weights 3 and 1 from the right.
fn check_digit(body: &[u8]) -> u8 {
    let sum: u32 = body
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| u32::from(digit - b'0') * if place % 2 == 0 { 3 } else { 1 })
        .sum();
    ((10 - sum % 10) % 10) as u8
}

/// Which symbology `text` has the shape of, if any; the check digit is not looked at.
pub fn shape(text: &str) -> Option<Symbology> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match text.len() {
        8 => Some(Symbology::Ean8),
        12 => Some(Symbology::UpcA),
        13 => Some(Symbology::Ean13),
        _ => None,
    }
}

/// Checks a scanned barcode.
pub fn check(text: &str) -> Result<Symbology, BarcodeError> {
    let symbology = shape(text).ok_or_else(|| BarcodeError::NotABarcode(text.to_owned()))?;
    let (body, last) = text.as_bytes().split_at(text.len() - 1);
    let expected = check_digit(body);
    if last[0] - b'0' == expected {
        Ok(symbology)
    } else {
        Err(BarcodeError::BadCheckDigit {
            scanned: text.to_owned(),
            expected,
        })
    }
}

/// The other way to write the same number: a UPC-A is the EAN-13 with a zero before it.
pub fn twin(text: &str) -> Option<String> {
    match shape(text)? {
        Symbology::UpcA => Some(format!("0{text}")),
        Symbology::Ean13 => text.strip_prefix('0').map(str::to_owned),
        Symbology::Ean8 => None,
    }
}

/// Appends the check digit to 7, 11 or 12 digits; `None` for anything else.
pub fn complete(body: &str) -> Option<String> {
    let digits = body.bytes().all(|b| b.is_ascii_digit());
    (digits && matches!(body.len(), 7 | 11 | 12))
        .then(|| format!("{body}{}", check_digit(body.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_real_codes_and_their_misreads() {
        assert_eq!(check("4006381333931"), Ok(Symbology::Ean13));
        assert_eq!(check("73513537"), Ok(Symbology::Ean8));
        assert_eq!(check("036000291452"), Ok(Symbology::UpcA));
        let misread = check("4006381333932").unwrap_err();
        assert_eq!(misread.code(), "bad_check_digit");
        assert_eq!(check("12345").unwrap_err().code(), "not_a_barcode");
        assert_eq!(twin("036000291452").as_deref(), Some("0036000291452"));
        assert_eq!(twin("0036000291452").as_deref(), Some("036000291452"));
        assert_eq!(complete("501234567890").as_deref(), Some("5012345678900"));
    }
}
