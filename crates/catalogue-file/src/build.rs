//! Builds a whole catalogue under its own file name. The one in use is not touched.

use crate::stream::{Change, Changes, StreamError};
use crate::{FORMAT, PREFIX, rows};
use pos_protocol::catalog::Cursor;
use rusqlite::{Connection, OpenFlags};
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

const TABLES: &str = include_str!("../../../migrations/catalog/0001_tables.sql");
const INDEXES: &str = include_str!("../../../migrations/catalog/0002_indexes.sql");

/// How often the progress is told, in changes.
pub(crate) const STEP: u64 = 500;

/// A catalogue file that was built whole and is not in use yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCatalogue {
    /// Its name in the till's folder.
    pub file: String,
    /// How far it has come.
    pub cursor: Cursor,
    /// How many products it has.
    pub products: u64,
}

/// Builds a catalogue file in `dir` from a stream that begins at nothing (NDJSON, already decompressed).
///
/// `progress` hears how many changes of how many are in. Without a good end of the stream no file is left.
pub fn build_full(
    dir: &Path,
    reader: impl Read,
    progress: impl FnMut(u64, u64),
) -> Result<NewCatalogue, StreamError> {
    let changes = from_nothing(reader)?;
    let (file, path) = fresh(dir, changes.target).map_err(|e| StreamError::File(e.to_string()))?;
    let (cursor, products) = fill_or_remove(&path, changes, progress)?;
    Ok(NewCatalogue {
        file,
        cursor,
        products,
    })
}

/// Fills the empty file at `path` from a stream that begins at nothing, and answers how far it has come and with how
/// many products.
///
/// Without a good end of the stream no file is left.
pub fn build_at(path: &Path, reader: impl Read) -> Result<(Cursor, u64), StreamError> {
    fill_or_remove(path, from_nothing(reader)?, |_, _| {})
}

fn from_nothing<R: Read>(reader: R) -> Result<Changes<R>, StreamError> {
    let changes = Changes::begin(reader)?;
    if changes.base != Cursor::ZERO {
        return Err(StreamError::WrongBase {
            found: changes.base,
            here: Cursor::ZERO,
        });
    }
    Ok(changes)
}

fn fill_or_remove(
    path: &Path,
    mut changes: Changes<impl Read>,
    mut progress: impl FnMut(u64, u64),
) -> Result<(Cursor, u64), StreamError> {
    match fill(path, &mut changes, &mut progress) {
        Ok(products) => Ok((changes.target, products)),
        Err(error) => {
            let _ = std::fs::remove_file(path);
            Err(error)
        }
    }
}

/// Makes an empty file in `dir`, for a catalogue at `target`, with a name that nothing has.
pub fn fresh(dir: &Path, target: Cursor) -> std::io::Result<(String, PathBuf)> {
    for number in 0_u32.. {
        let hash = hex::encode(&target.hash.0[..8]);
        let file = format!("{PREFIX}{hash}{number:04x}.db");
        let path = dir.join(&file);
        match File::create_new(&path) {
            Ok(_) => return Ok((file, path)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

fn fill(
    path: &Path,
    changes: &mut Changes<impl Read>,
    progress: &mut impl FnMut(u64, u64),
) -> Result<u64, StreamError> {
    let mut db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // Nobody reads this file before it is whole, and half of one is thrown away: no journal, no syncs until the end.
    db.pragma_update_and_check(None, "journal_mode", "off", |_| Ok(()))?;
    db.pragma_update(None, "synchronous", "off")?;
    let tx = db.transaction()?;
    tx.execute_batch(TABLES)?;
    let mut products = 0;
    while let Some(change) = changes.next()? {
        if let Change::Row(product) = change {
            rows::insert(&tx, &product)?;
            products += 1;
        }
        if changes.count().is_multiple_of(STEP) {
            progress(changes.count(), changes.total);
        }
    }
    rows::set_place(&tx, changes.target)?;
    tx.execute_batch(INDEXES)?;
    tx.pragma_update(None, "user_version", FORMAT)?;
    tx.commit()?;
    db.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
    db.close().map_err(|(_, error)| error)?;
    let synced = File::open(path).and_then(|file| file.sync_all());
    synced.map_err(|error| StreamError::File(error.to_string()))?;
    progress(changes.count(), changes.total);
    Ok(products)
}
