//! GS1 element strings: as a scanner sends them, with a separator after fields of no fixed length, and as people read
//! them, with brackets around the identifiers.

use super::check_digit::digits;
use super::error::BarcodeError;
use super::label::{Label, fixed_length, identifier_length};
use super::scanned::Scanned;

/// What scanners send for the function character FNC1.
pub(super) const SEPARATOR: char = '\u{1d}';

/// What scanners may say first of a symbology that carries element strings: GS1-128, DataBar, DataMatrix, QR.
const CARRIERS: [&str; 6] = ["]C1", "]e0", "]d2", "]Q3", "]J1", "]e1"];

/// The element string in `text`, if it says or looks as if it were one.
pub(super) fn element_string(text: &str) -> Option<&str> {
    let carried = CARRIERS.iter().find_map(|mark| text.strip_prefix(mark));
    let plain = text.contains(SEPARATOR) || starts_with_gtin(text);
    carried.or_else(|| plain.then_some(text))
}

/// Nothing else that is scanned begins with 01, a whole GTIN and something after it or nothing.
fn starts_with_gtin(text: &str) -> bool {
    text.starts_with("01") && text.get(2..16).is_some_and(digits)
}

/// Reads an element string with separators.
pub(super) fn read(text: &str) -> Result<Scanned, BarcodeError> {
    let mut label = Label::default();
    let mut rest = text.trim_matches(SEPARATOR);
    while !rest.is_empty() {
        let (identifier, after) = identifier(rest)?;
        let value = match fixed_length(identifier) {
            Some(length) => after
                .get(..length)
                .ok_or_else(|| BarcodeError::field(identifier))?,
            None => after.split(SEPARATOR).next().unwrap_or(after),
        };
        label.take(identifier, value)?;
        rest = after[value.len()..].trim_start_matches(SEPARATOR);
    }
    label.finish()
}

/// Reads `(01)09506000134352(10)ABC`. A bracket ends a value only when an identifier follows in it.
pub(super) fn read_bracketed(text: &str) -> Result<Scanned, BarcodeError> {
    let mut label = Label::default();
    let mut rest = text;
    while !rest.is_empty() {
        let (field, after) = bracket(rest).ok_or_else(|| BarcodeError::field(start(rest)))?;
        let end = (1..=after.len())
            .find(|at| {
                *at == after.len()
                    || (after.is_char_boundary(*at) && bracket(&after[*at..]).is_some())
            })
            .unwrap_or(0);
        label.take(field, &after[..end])?;
        rest = &after[end..];
    }
    label.finish()
}

/// Whether `text` is written the way people read it.
pub(super) fn is_bracketed(text: &str) -> bool {
    bracket(text).is_some()
}

/// An identifier in brackets at the beginning, and what comes after.
fn bracket(text: &str) -> Option<(&str, &str)> {
    let (field, after) = text.strip_prefix('(')?.split_once(')')?;
    let known = digits(field) && identifier_length(field) == Some(field.len());
    known.then_some((field, after))
}

/// The identifier at the beginning, and what comes after.
fn identifier(text: &str) -> Result<(&str, &str), BarcodeError> {
    identifier_length(text)
        .and_then(|length| text.split_at_checked(length))
        .filter(|(identifier, _)| digits(identifier))
        .ok_or_else(|| BarcodeError::field(start(text)))
}

/// The first signs of what can't be read.
fn start(text: &str) -> &str {
    let end = text.char_indices().nth(4).map_or(text.len(), |(at, _)| at);
    &text[..end]
}
