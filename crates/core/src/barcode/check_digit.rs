//! The check digit that a number of goods ends with. Source: GS1 General Specifications, section 7.9.1.

use super::error::BarcodeError;

/// The check digit of the digits before it: weights 3 and 1 from the right.
pub(super) fn check_digit(body: &[u8]) -> u8 {
    let sum: u32 = body
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| u32::from(digit - b'0') * if place % 2 == 0 { 3 } else { 1 })
        .sum();
    ((10 - sum % 10) % 10) as u8
}

/// Whether `text` has digits and nothing else.
pub(super) fn digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether the last digit of `text`, which is all digits, fits those before it.
pub(super) fn fits(text: &str) -> Result<(), BarcodeError> {
    let (body, last) = text.as_bytes().split_at(text.len() - 1);
    let expected = check_digit(body);
    if last[0] - b'0' == expected {
        return Ok(());
    }
    Err(BarcodeError::BadCheckDigit {
        scanned: text.to_owned(),
        expected,
    })
}

/// Appends the check digit to 7, 11, 12 or 13 digits; `None` for anything else.
pub fn complete(body: &str) -> Option<String> {
    (digits(body) && matches!(body.len(), 7 | 11 | 12 | 13))
        .then(|| format!("{body}{}", check_digit(body.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_completed_fits() {
        let whole = complete("501234567890").unwrap();
        assert_eq!(whole, "5012345678900");
        assert_eq!(fits(&whole), Ok(()));
        assert_eq!(complete("50123456789x"), None);
        assert_eq!(complete("50123456789000"), None);
    }
}
