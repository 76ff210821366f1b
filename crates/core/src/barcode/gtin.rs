//! EAN-8, UPC-E, UPC-A, EAN-13 and GTIN-14: numbers of goods, checked by their last digit.

use super::check_digit::{digits, fits};
use super::error::BarcodeError;
use super::upc_e;

/// A symbology that a length of digits stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Symbology {
    /// Eight digits.
    Ean8,
    /// Eight digits that stand for twelve: a UPC-A without its zeros.
    UpcE,
    /// Twelve digits.
    UpcA,
    /// Thirteen digits.
    Ean13,
    /// Fourteen digits: the number of a case, or of goods by weight.
    Gtin14,
}

/// Which symbology `text` has the shape of, if any; the check digit is not looked at. Eight digits may also be a UPC-E,
/// which only [`check`] can tell.
pub fn shape(text: &str) -> Option<Symbology> {
    if !digits(text) {
        return None;
    }
    match text.len() {
        8 => Some(Symbology::Ean8),
        12 => Some(Symbology::UpcA),
        13 => Some(Symbology::Ean13),
        14 => Some(Symbology::Gtin14),
        _ => None,
    }
}

/// Checks a scanned barcode. Eight digits that fit as an EAN-8 are one; else they may be a UPC-E, whose last digit is
/// that of the UPC-A that it stands for.
pub fn check(text: &str) -> Result<Symbology, BarcodeError> {
    let symbology = shape(text).ok_or_else(|| BarcodeError::NotABarcode(text.to_owned()))?;
    match fits(text) {
        Ok(()) => Ok(symbology),
        Err(_) if symbology == Symbology::Ean8 && upc_e::expand(text).is_some() => {
            Ok(Symbology::UpcE)
        }
        Err(error) => Err(error),
    }
}

/// All ways to write the same number, `text` first: with and without the zeros before it, and as a UPC-E.
pub fn spellings(text: &str) -> Vec<String> {
    let mut all = vec![text.to_owned()];
    if shape(text).is_none() {
        return all;
    }
    let ean8 = text.len() == 8 && fits(text).is_ok();
    let mut numbers = Vec::new();
    if text.len() != 8 || ean8 {
        numbers.push(text.to_owned());
    }
    if text.len() == 8 {
        numbers.extend(upc_e::expand(text));
    }
    for number in numbers {
        let padded = format!("{number:0>14}");
        for length in [14, 13, 12, 8] {
            let (zeros, rest) = padded.split_at(14 - length);
            if zeros.bytes().all(|b| b == b'0') {
                all.push(rest.to_owned());
                all.extend((length == 12).then(|| upc_e::compress(rest)).flatten());
            }
        }
    }
    let mut seen = std::collections::HashSet::new();
    all.retain(|spelling| seen.insert(spelling.clone()));
    all
}

/// The one spelling that all of a number's have in common: eight digits, thirteen, or fourteen where it needs them.
pub fn canonical(text: &str) -> String {
    let long = match check(text) {
        Ok(Symbology::UpcE) => upc_e::expand(text).unwrap_or_default(),
        _ if shape(text).is_some() => text.to_owned(),
        _ => return text.to_owned(),
    };
    let long = format!("{long:0>14}");
    match long.strip_prefix("000000") {
        Some(short) => short.to_owned(),
        None => long.strip_prefix('0').unwrap_or(&long).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_real_codes_and_their_misreads() {
        assert_eq!(check("4006381333931"), Ok(Symbology::Ean13));
        assert_eq!(check("73513537"), Ok(Symbology::Ean8));
        assert_eq!(check("036000291452"), Ok(Symbology::UpcA));
        assert_eq!(check("10614141000415"), Ok(Symbology::Gtin14));
        // The UPC-E of 042100005264, an example of the wikis on UPC-E.
        assert_eq!(check("04252614"), Ok(Symbology::UpcE));
        let misread = check("4006381333932").unwrap_err();
        assert_eq!(misread.code(), "bad_check_digit");
        assert_eq!(check("04252615").unwrap_err().code(), "bad_check_digit");
        assert_eq!(check("12345").unwrap_err().code(), "not_a_barcode");
    }

    #[test]
    fn knows_every_spelling_of_a_number() {
        let of = |text: &str| {
            let mut all = spellings(text);
            assert_eq!(all[0], text);
            all.sort();
            all
        };
        let upc_a = ["00036000291452", "0036000291452", "036000291452"];
        for text in upc_a {
            assert_eq!(of(text), upc_a);
            assert_eq!(canonical(text), "0036000291452");
        }
        let upc_e = [
            "00042100005264",
            "0042100005264",
            "042100005264",
            "04252614",
        ];
        for text in upc_e {
            assert_eq!(of(text), upc_e);
            assert_eq!(canonical(text), "0042100005264");
        }
        let ean_8 = [
            "00000073513537",
            "0000073513537",
            "000073513537",
            "73513537",
        ];
        for text in ean_8 {
            assert_eq!(of(text), ean_8);
        }
        assert_eq!(of("4006381333931"), ["04006381333931", "4006381333931"]);
        assert_eq!(of("10614141000415"), ["10614141000415"]);
        assert_eq!(of("MUG"), ["MUG"]);
        for (text, one) in [
            ("00000073513537", "73513537"),
            ("10614141000415", "10614141000415"),
            ("MUG", "MUG"),
        ] {
            assert_eq!(canonical(text), one);
        }
    }
}
