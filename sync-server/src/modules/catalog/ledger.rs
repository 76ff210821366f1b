//! The catalogue's history as a chain: each change is one line of the stream, and each hash covers all lines before it.

use pos_core::Product;
use pos_protocol::catalog::{CatalogLine, Cursor};
use pos_protocol::hash::Hash;

/// The line of a product that is new or has changed, with its line feed.
pub fn row(product: Product) -> Result<String, serde_json::Error> {
    line(&CatalogLine::Row { product })
}

/// The line of a product that is no longer sold, with its line feed.
pub fn tombstone(code: &str) -> Result<String, serde_json::Error> {
    let code = code.to_owned();
    line(&CatalogLine::Tombstone { code })
}

fn line(line: &CatalogLine) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string(line)?;
    text.push('\n');
    Ok(text)
}

/// The place after `cursor`, once `line` has been added.
pub fn after(cursor: Cursor, line: &str) -> Cursor {
    Cursor {
        version: cursor.version + 1,
        hash: Hash::of(&[&cursor.hash.0[..], line.as_bytes()].concat()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_covers_everything_before_it() {
        let one = tombstone("A1").expect("a line");
        let two = tombstone("A2").expect("a line");
        assert_eq!(one, "{\"line\":\"tombstone\",\"code\":\"A1\"}\n");
        let ends = |first, second| after(after(Cursor::ZERO, first), second);
        assert_eq!(ends(&one, &two).version, 2);
        assert_eq!(ends(&one, &two), ends(&one, &two));
        assert_ne!(ends(&one, &two).hash, ends(&two, &one).hash);
        assert_ne!(ends(&one, &one).hash, after(Cursor::ZERO, &one).hash);
    }
}
