//! GS1 Digital Link: the same fields in a web address, which one QR code carries for customers and tills alike.

use super::check_digit::digits;
use super::error::BarcodeError;
use super::label::{Label, identifier_length};
use super::scanned::Scanned;

/// What comes after the scheme of a web address, if `text` is one.
pub(super) fn web_address(text: &str) -> Option<&str> {
    ["https://", "http://"].iter().find_map(|scheme| {
        let begins = text.get(..scheme.len())?;
        begins
            .eq_ignore_ascii_case(scheme)
            .then(|| &text[scheme.len()..])
    })
}

/// Reads what comes after the scheme. The goods are named by `/01/` in the path, wherever the host has put it; batch and
/// serial follow it; everything else is in the query.
pub(super) fn read(address: &str) -> Result<Scanned, BarcodeError> {
    let address = address.split('#').next().unwrap_or(address);
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let mut segments = path.split('/').skip(1).filter(|part| !part.is_empty());
    let mut label = Label::default();
    segments
        .by_ref()
        .find(|part| *part == "01")
        .ok_or(BarcodeError::NoProduct)?;
    let gtin = segments.next().ok_or(BarcodeError::NoProduct)?;
    label.take("01", &format!("{gtin:0>14}"))?;
    while let Some(field) = segments.next() {
        let value = segments.next().ok_or_else(|| BarcodeError::field(field))?;
        if !is_identifier(field) {
            return Err(BarcodeError::field(field));
        }
        label.take(
            field,
            &decoded(value).ok_or_else(|| BarcodeError::field(field))?,
        )?;
    }
    for pair in query.split(['&', ';']) {
        let (field, value) = pair.split_once('=').unwrap_or((pair, ""));
        // Whatever else a web address carries is for the web.
        if is_identifier(field) {
            label.take(
                field,
                &decoded(value).ok_or_else(|| BarcodeError::field(field))?,
            )?;
        }
    }
    label.finish()
}

fn is_identifier(text: &str) -> bool {
    digits(text) && identifier_length(text) == Some(text.len())
}

/// `text` with its per cent escapes undone.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let (escaped, after) = rest.split_at_checked(2)?;
        let escaped = std::str::from_utf8(escaped).ok()?;
        bytes.push(u8::from_str_radix(escaped, 16).ok()?);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}
