//! One row of the journal as it lies in the file, its columns held against its body.

use pos_protocol::{EntryBody, Hash, Sealed};
use rusqlite::Row;
use rusqlite::types::ValueRef;

/// The columns that [`RawRow::read`] reads, in its order.
pub(super) const SELECT: &str =
    "SELECT n, hash, signature, body, branch, seq, parent, kind, wall_time
                                 FROM journal ORDER BY n";

/// A column's bytes, if it has the type that it was written with.
fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Vec<u8>>> {
    Ok(match row.get_ref(column)? {
        ValueRef::Text(bytes) => Some(bytes.to_vec()),
        _ => None,
    })
}

fn blob(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Vec<u8>>> {
    Ok(match row.get_ref(column)? {
        ValueRef::Blob(bytes) => Some(bytes.to_vec()),
        _ => None,
    })
}

/// A row that nothing is believed of yet.
pub(super) struct RawRow {
    pub n: Option<i64>,
    pub branch: Option<Vec<u8>>,
    pub seq: Option<i64>,
    hash: Option<Vec<u8>>,
    signature: Option<Vec<u8>>,
    body: Option<Vec<u8>>,
    parent: Option<Vec<u8>>,
    has_parent: bool,
    kind: Option<Vec<u8>>,
    wall_time: Option<Vec<u8>>,
}

impl RawRow {
    /// Reads [`SELECT`].
    pub fn read(row: &Row<'_>) -> rusqlite::Result<RawRow> {
        Ok(RawRow {
            n: row.get(0).ok(),
            hash: blob(row, 1)?,
            signature: blob(row, 2)?,
            body: text(row, 3)?,
            branch: text(row, 4)?,
            seq: row.get(5).ok(),
            parent: blob(row, 6)?,
            has_parent: row.get_ref(6)? != ValueRef::Null,
            kind: text(row, 7)?,
            wall_time: text(row, 8)?,
        })
    }

    /// The entry as it was sealed, if the columns have its types.
    pub fn sealed(&self) -> Result<Sealed, &'static str> {
        let hash = self.hash.clone().and_then(|bytes| bytes.try_into().ok());
        let body = self
            .body
            .clone()
            .and_then(|bytes| String::from_utf8(bytes).ok());
        Ok(Sealed {
            hash: Hash(hash.ok_or("its hash is none")?),
            signature: self.signature.clone().ok_or("its signature is none")?,
            body: body.ok_or("its body is no text")?,
        })
    }

    /// Holds every column against the body, which the hash vouches for.
    pub fn agrees(&self, body: &EntryBody) -> Result<(), &'static str> {
        let is = |column: &Option<Vec<u8>>, text: &str| column.as_deref() == Some(text.as_bytes());
        if !is(&self.branch, &body.branch) {
            return Err("its branch is another than its body says");
        }
        if self.seq != i64::try_from(body.seq).ok() {
            return Err("its seq is another than its body says");
        }
        if !is(&self.kind, &body.kind) {
            return Err("its kind is another than its body says");
        }
        if !is(&self.wall_time, &body.wall_time) {
            return Err("its time is another than its body says");
        }
        let parent = body.parent.map(|hash| hash.0.to_vec());
        if self.has_parent != parent.is_some() || self.parent != parent {
            return Err("its parent is another than its body says");
        }
        Ok(())
    }
}
