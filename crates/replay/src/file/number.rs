//! Numbers as the file writes them: whole quantities and prices of at most four decimals, each of either sign.

/// Reads a whole number. Digits beyond what an `i64` holds come back as the largest or smallest one, which no range allows.
#[must_use]
pub fn whole(text: &str) -> Option<i64> {
    let (negative, digits) = sign(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some(signed(negative, scaled(digits, "", 0)))
}

/// Reads a decimal of at most four places as ten-thousandths, with the same ends for what is too large.
#[must_use]
pub fn price_e4(text: &str) -> Option<i64> {
    let (negative, digits) = sign(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = whole
        .bytes()
        .chain(fraction.bytes())
        .all(|b| b.is_ascii_digit());
    if !plain || fraction.len() > 4 || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    Some(signed(negative, scaled(whole, fraction, 4)))
}

fn sign(text: &str) -> (bool, &str) {
    match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    }
}

fn scaled(whole: &str, fraction: &str, places: usize) -> i64 {
    let padded = fraction.bytes().chain(std::iter::repeat(b'0')).take(places);
    let digits = whole.bytes().chain(padded);
    digits.fold(0_i64, |value, digit| {
        value
            .saturating_mul(10)
            .saturating_add(i64::from(digit - b'0'))
    })
}

fn signed(negative: bool, value: i64) -> i64 {
    if negative { -value } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_of_either_sign() {
        for (text, want) in [
            ("6", Some(6)),
            ("-12", Some(-12)),
            ("+3", Some(3)),
            ("0", Some(0)),
            ("007", Some(7)),
        ] {
            assert_eq!(whole(text), want, "{text}");
        }
        for bad in [
            "", "-", "+", "6.0", "1e3", "1,000", " 6", "6 ", "six", "--1", "٣",
        ] {
            assert_eq!(whole(bad), None, "{bad}");
        }
        assert_eq!(whole("99999999999999999999"), Some(i64::MAX));
        assert_eq!(whole("-99999999999999999999"), Some(-i64::MAX));
    }

    #[test]
    fn prices_of_at_most_four_places() {
        let good = [
            ("2.55", 25_500),
            ("0.001", 10),
            ("-11062.06", -110_620_600),
            (".5", 5_000),
            ("7", 70_000),
            ("0", 0),
        ];
        for (text, want) in good {
            assert_eq!(price_e4(text), Some(want), "{text}");
        }
        for bad in [
            "", ".", "-", "1.00001", "1,5", "£2", "2.5.5", "NaN", "1e3", " 1",
        ] {
            assert_eq!(price_e4(bad), None, "{bad}");
        }
        assert_eq!(price_e4("999999999999999999999.0000"), Some(i64::MAX));
    }
}
