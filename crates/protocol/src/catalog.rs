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

/// The whole catalogue as a file, to be taken from `GET /v1/catalog/snapshots/<hash>` in the place of changes.
///
/// The bytes are a till's catalogue file under zstd, and never change.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotOffer {
    /// SHA-256 of the bytes.
    pub hash: Hash,
    /// How many there are.
    pub bytes: u64,
    /// How many products are in it.
    pub products: u64,
    /// Where the catalogue in it is; the rest comes as changes.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub cursor: Cursor,
}

/// The name under which `GET /v1/events` tells of [`CatalogNews`].
pub const NEWS: &str = "catalog";

/// How often the event stream says something at least, in seconds. A till that hears nothing for longer than twice
/// this takes the line for dead.
pub const HEARTBEAT_SECONDS: u64 = 5;

/// The word that the catalogue is at a place, as `GET /v1/events` sends it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogNews {
    /// Where the catalogue is.
    pub cursor: Cursor,
    /// When it is small: the stream that leads there from the place before it, from its first line to its last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<String>,
}
