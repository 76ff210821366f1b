//! Reading a scan: which form it has, and what it says in that form.

use super::error::BarcodeError;
use super::gtin::{check, spellings};
use super::pattern::Pattern;
use super::scanned::{Item, Scanned};
use super::{gs1, link};

/// Understands what was scanned, in a shop whose scales print codes of these `patterns`.
pub fn scan(text: &str, patterns: &[Pattern]) -> Result<Scanned, BarcodeError> {
    let text = text.trim_matches(' ');
    if let Some(address) = link::web_address(text) {
        return link::read(address);
    }
    if gs1::is_bracketed(text) {
        return gs1::read_bracketed(text);
    }
    if let Some(elements) = gs1::element_string(text) {
        return gs1::read(elements);
    }
    let number = without_mark(text);
    let misread = check(number);
    // A scanner may put a zero before a UPC-A, or leave it out.
    for spelling in spellings(number) {
        if let Some(pattern) = patterns.iter().find(|pattern| pattern.matches(&spelling)) {
            return pattern.scan(&spelling);
        }
    }
    misread?;
    Ok(Scanned {
        item: Item::Gtin(number.to_owned()),
        ..Scanned::default()
    })
}

/// The digits without what some scanners say of the symbology first, such as `]E0`.
fn without_mark(text: &str) -> &str {
    match text.as_bytes() {
        [b']', kind, digit, ..] if kind.is_ascii_alphabetic() && digit.is_ascii_digit() => {
            &text[3..]
        }
        _ => text,
    }
}
