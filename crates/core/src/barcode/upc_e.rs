//! UPC-E: a UPC-A whose zeros are left out, and the way back. Source: GS1 General Specifications, section 5.2.2.4.

use super::check_digit::{digits, fits};

/// The UPC-A that eight digits stand for, when their last digit is its check digit.
pub(super) fn expand(text: &str) -> Option<String> {
    let system = text.chars().next()?;
    if text.len() != 8 || !digits(text) || !matches!(system, '0' | '1') {
        return None;
    }
    let (body, check) = (&text[1..7], &text[7..]);
    let (d, last) = (&body[..5], &body[5..]);
    let wide = match last {
        "0" | "1" | "2" => format!("{}{last}0000{}", &d[..2], &d[2..]),
        "3" => format!("{}00000{}", &d[..3], &d[3..]),
        "4" => format!("{}00000{}", &d[..4], &d[4..]),
        _ => format!("{d}0000{last}"),
    };
    let upc_a = format!("{system}{wide}{check}");
    fits(&upc_a).is_ok().then_some(upc_a)
}

/// The UPC-E of a UPC-A, when it has the zeros that can be left out.
pub(super) fn compress(upc_a: &str) -> Option<String> {
    let (maker, item) = (upc_a.get(1..6)?, upc_a.get(6..11)?);
    let short = if matches!(&maker[2..], "000" | "100" | "200") && item.starts_with("00") {
        format!("{}{}{}", &maker[..2], &item[2..], &maker[2..3])
    } else if maker.ends_with("00") && item.starts_with("000") {
        format!("{}{}3", &maker[..3], &item[3..])
    } else if maker.ends_with('0') && item.starts_with("0000") {
        format!("{}{}4", &maker[..4], &item[4..])
    } else if item.starts_with("0000") && item >= "00005" {
        format!("{maker}{}", &item[4..])
    } else {
        return None;
    };
    let short = format!("{}{short}{}", &upc_a[..1], &upc_a[11..]);
    // Only what comes back as it was is the same number.
    (expand(&short).as_deref() == Some(upc_a)).then_some(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_digit_says_where_the_zeros_were() {
        for (short, long) in [
            ("01234505", "012000003455"),
            ("06543217", "065100004327"),
            ("01234523", "012200003453"),
            ("01234531", "012300000451"),
            ("01234543", "012340000053"),
            ("01234558", "012345000058"),
        ] {
            assert_eq!(expand(short).as_deref(), Some(long));
            assert_eq!(compress(long).as_deref(), Some(short));
        }
    }

    #[test]
    fn other_numbers_have_no_short_form_and_are_none() {
        for text in [
            "",
            "0654321",
            "065432178",
            "06543218",
            "0654321x",
            "24252618",
        ] {
            assert_eq!(expand(text), None, "{text}");
        }
        for text in ["036000291452", "012345000041", "065100014326", "0651"] {
            assert_eq!(compress(text), None, "{text}");
        }
    }
}
