//! Bytes of a file that need not be UTF-8, as text that every part of the product can keep.

use std::borrow::Cow;

/// The bytes as text: UTF-8, or Latin-1 where they are none. Two different byte strings stay different.
#[must_use]
pub fn of(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(bytes.iter().map(|byte| char::from(*byte)).collect()),
    }
}

/// A product's name: what can be printed of `text`, without the spaces around it.
#[must_use]
pub fn printable(text: &str) -> String {
    let shown: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    shown.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_byte_is_lost() {
        assert_eq!(of("£40".as_bytes()), "£40");
        assert_eq!(of(b"\xa340"), "£40");
        assert_ne!(of(b"\xa3"), of(b"\xa4"));
        assert_eq!(printable(" TEA\u{0}POT\r\n"), "TEA POT");
    }
}
