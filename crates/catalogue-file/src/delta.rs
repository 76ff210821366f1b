//! Applies what has changed to the catalogue file in use: all of it with the new cursor, or nothing.

use crate::build::STEP;
use crate::rows;
use crate::stream::{Change, Changes, StreamError};
use pos_protocol::catalog::Cursor;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::io::Read;
use std::path::Path;
use std::time::Duration;

/// Applies a stream (NDJSON, already decompressed) to the catalogue file at `path`, in one transaction.
///
/// `progress` hears how many changes of how many are in. Readers see the old catalogue until the end has been checked.
pub fn apply_delta(
    path: &Path,
    reader: impl Read,
    mut progress: impl FnMut(u64, u64),
) -> Result<Cursor, StreamError> {
    let mut changes = Changes::begin(reader)?;
    let mut db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    db.busy_timeout(Duration::from_secs(5))?;
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let here = rows::place(&tx)?;
    if changes.base != here {
        return Err(StreamError::WrongBase {
            found: changes.base,
            here,
        });
    }
    while let Some(change) = changes.next()? {
        match change {
            Change::Row(product) => {
                rows::delete(&tx, &product.code)?;
                rows::revive(&tx, &product.code)?;
                let id = rows::insert(&tx, &product)?;
                rows::insert_words(&tx, id, &product)?;
            }
            Change::Tombstone(code) => rows::archive(&tx, &code)?,
        }
        if changes.count().is_multiple_of(STEP) {
            progress(changes.count(), changes.total);
        }
    }
    rows::set_place(&tx, changes.target)?;
    tx.commit()?;
    progress(changes.count(), changes.total);
    Ok(changes.target)
}
