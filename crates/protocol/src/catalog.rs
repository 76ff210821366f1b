//! The catalogue door: one stream of lines from a version to the newest, whole or not at all.
//!
//! `GET /v1/catalog/changes?cursor=<version>.<hash>` answers NDJSON under zstd. Without a cursor it is the whole catalogue.

use crate::hash::Hash;
use pos_core::Product;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A place in the catalogue's history: its version and the running hash there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cursor {
    /// The version, without gaps, in commit order.
    pub version: u64,
    /// The running hash at that version.
    pub hash: Hash,
}

impl Cursor {
    /// Before the first change.
    pub const ZERO: Cursor = Cursor {
        version: 0,
        hash: Hash([0; 32]),
    };
}

/// Text that is no cursor.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a catalogue cursor of the form version.hash")]
pub struct NotACursor;

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.version, self.hash)
    }
}

impl FromStr for Cursor {
    type Err = NotACursor;
    fn from_str(text: &str) -> Result<Cursor, NotACursor> {
        let (version, hash) = text.split_once('.').ok_or(NotACursor)?;
        Ok(Cursor {
            version: version.parse().map_err(|_| NotACursor)?,
            hash: hash.parse().map_err(|_| NotACursor)?,
        })
    }
}

impl TryFrom<String> for Cursor {
    type Error = NotACursor;
    fn try_from(text: String) -> Result<Cursor, NotACursor> {
        text.parse()
    }
}

impl From<Cursor> for String {
    fn from(cursor: Cursor) -> String {
        cursor.to_string()
    }
}

/// One line of the stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "snake_case")]
pub enum CatalogLine {
    /// The first line.
    Begin {
        /// Where the till is.
        base: Cursor,
        /// Where it will be.
        target: Cursor,
        /// How many rows and tombstones follow, for the progress bar.
        total: u64,
    },
    /// A product that is new or has changed.
    Row {
        /// The product.
        product: Product,
    },
    /// A product that is no longer sold.
    Tombstone {
        /// Its code.
        code: String,
    },
    /// The last line. Without it nothing is applied.
    End {
        /// How many rows and tombstones there were.
        count: u64,
        /// SHA-256 over the exact bytes of all row and tombstone lines, each with its line feed.
        checksum: Hash,
        /// The till's new cursor.
        cursor: Cursor,
    },
}
