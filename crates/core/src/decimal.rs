//! Decimal text to scaled integers and back, exactly.

use crate::money::MoneyError;

/// Reads `text` as a decimal with at most `places` decimals and returns it times 10^`places`.
///
/// A leading `-` or `+` is allowed; exponents, spaces and group marks are [`MoneyError::Malformed`].
pub fn parse(text: &str, places: usize) -> Result<i64, MoneyError> {
    let (negative, digits) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !all_digits(whole) || !all_digits(fraction) {
        return Err(MoneyError::Malformed);
    }
    if fraction.len() > places && fraction[places..].bytes().any(|b| b != b'0') {
        return Err(MoneyError::Malformed);
    }
    let padded = fraction.bytes().chain(std::iter::repeat(b'0')).take(places);
    let mut value: i64 = 0;
    for digit in whole.bytes().chain(padded) {
        value = value
            .checked_mul(10)
            .and_then(|v| v.checked_add(i64::from(digit - b'0')))
            .ok_or(MoneyError::OutOfRange)?;
    }
    Ok(if negative { -value } else { value })
}

/// Writes `value` / 10^`places` with exactly `places` decimals.
pub fn format(value: i128, places: usize) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let digits = format!("{:0width$}", value.unsigned_abs(), width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    if places == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    }
}

/// As [`format()`], without the zeros that say nothing: `20.0000` becomes `20`.
pub fn format_short(value: i128, places: usize) -> String {
    let text = format(value, places);
    if places == 0 {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_decimals() {
        assert_eq!(parse("12.75", 4), Ok(127_500));
        assert_eq!(parse("-0.001", 4), Ok(-10));
        assert_eq!(parse(".5", 3), Ok(500));
        assert_eq!(parse("1.00000", 4), Ok(10_000));
        for bad in ["", "-", ".", "1e3", "1,5", " 1", "1.00001", "--1", "٣"] {
            assert_eq!(parse(bad, 4), Err(MoneyError::Malformed), "{bad}");
        }
        assert_eq!(
            parse("99999999999999999999", 4),
            Err(MoneyError::OutOfRange)
        );
        assert_eq!(format(-5, 2), "-0.05");
        assert_eq!(format(1744, 0), "1744");
        assert_eq!(format_short(200_000, 4), "20");
    }
}
