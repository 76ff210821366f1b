//! Taxes in one text, as a file's column and the command line have them.

use super::{DraftError, TaxText};
use pos_core::TaxKind;

/// Any number of taxes: `VAT 20% included; Deposit 0.25 included; City 2.5% added on top`.
pub fn written(text: &str) -> Result<Vec<TaxText<'_>>, DraftError> {
    text.split(';')
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .map(|text| tax(text).ok_or_else(|| DraftError::Tax(text.to_owned())))
        .collect()
}

/// One tax, read from its end, so that its name may have spaces.
fn tax(text: &str) -> Option<TaxText<'_>> {
    let (text, on_top_of_previous) = match text.strip_suffix(" on top") {
        Some(rest) => (rest.trim_end(), true),
        None => (text, false),
    };
    let (text, included) = text.rsplit_once(' ')?;
    let included = match included {
        "included" => true,
        "added" => false,
        _ => return None,
    };
    let (name, rate) = text.trim_end().rsplit_once(' ')?;
    let (kind, rate) = match rate.strip_suffix('%') {
        Some(rate) => (TaxKind::Percent, rate),
        None => (TaxKind::Fixed, rate),
    };
    Some(TaxText {
        name,
        kind,
        rate,
        included,
        on_top_of_previous,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taxes_are_read_from_their_end() {
        let read =
            |text| tax(text).map(|t| (t.name, t.kind, t.rate, t.included, t.on_top_of_previous));
        for (text, want) in [
            (
                "VAT 20% included",
                Some(("VAT", TaxKind::Percent, "20", true, false)),
            ),
            (
                "Bottle deposit 0.25 added",
                Some(("Bottle deposit", TaxKind::Fixed, "0.25", false, false)),
            ),
            (
                "City  2.5%  added on top",
                Some(("City ", TaxKind::Percent, "2.5", false, true)),
            ),
            ("VAT 20%", None),
            ("20% included", None),
            (
                "VAT 20 % included",
                Some(("VAT 20", TaxKind::Percent, "", true, false)),
            ),
            ("", None),
        ] {
            assert_eq!(read(text), want, "{text}");
        }
    }
}
