//! Applies what has changed to the catalogue file in use: all of it with the new cursor, or nothing.

use crate::build::STEP;
use crate::put;
use crate::rows;
use crate::stream::{Change, Changes, StreamError};
use pos_protocol::catalog::Cursor;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A catalogue file in use, open to be changed: news that come one by one don't open and read it in anew each time.
pub struct Writer {
    path: PathBuf,
    db: Connection,
}

impl Writer {
    /// Opens the file at `path`.
    pub fn open(path: &Path) -> Result<Writer, StreamError> {
        // Whoever has it is alone with it.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags)?;
        db.busy_timeout(Duration::from_secs(5))?;
        // Reads what tables there are.
        rows::place(&db)?;
        Ok(Writer {
            path: path.to_owned(),
            db,
        })
    }

    /// Makes ready for changes that have to be quick: its statements are prepared, and its log is there to be written to.
    pub fn warm(&mut self) -> Result<(), StreamError> {
        let tx = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        put::prepare(&tx)?;
        rows::set_place(&tx, rows::place(&tx)?)?;
        Ok(tx.commit()?)
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Applies a stream (NDJSON, already decompressed), in one transaction.
    ///
    /// `progress` hears how many changes of how many are in. Readers see the old catalogue until the end has been checked.
    pub fn apply(
        &mut self,
        reader: impl Read,
        mut progress: impl FnMut(u64, u64),
    ) -> Result<Cursor, StreamError> {
        let mut changes = Changes::begin(reader)?;
        let tx = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let here = rows::place(&tx)?;
        if changes.base != here {
            return Err(StreamError::WrongBase {
                found: changes.base,
                here,
            });
        }
        while let Some(change) = changes.next()? {
            match change {
                Change::Row(product) => put::put(&tx, &product)?,
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
}

/// Applies a stream to the catalogue file at `path`, as [`Writer::apply`] does.
pub fn apply_delta(
    path: &Path,
    reader: impl Read,
    progress: impl FnMut(u64, u64),
) -> Result<Cursor, StreamError> {
    Writer::open(path)?.apply(reader, progress)
}
