//! Reads the catalogue file in use: one indexed look-up per scan.

use super::{CatalogueFile, FORMAT, rows};
use pos_core::{Product, barcode};
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The catalogue file in use, open.
pub(crate) struct Reader {
    path: PathBuf,
    pub(super) db: Connection,
}

impl Reader {
    /// Opens `file` of `dir`. One that is missing, damaged or of another format is as good as none: it is fetched anew.
    pub fn open(dir: &Path, file: &str) -> Option<Reader> {
        let path = dir.join(file);
        let opened = Reader::try_open(&path);
        match opened {
            Ok(Some(db)) => Some(Reader { path, db }),
            Ok(None) => None,
            Err(error) => {
                tracing::warn!(%error, path = %path.display(), "the catalogue can't be read; it is fetched anew");
                None
            }
        }
    }

    fn try_open(path: &Path) -> rusqlite::Result<Option<Connection>> {
        let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        db.busy_timeout(Duration::from_secs(5))?;
        db.pragma_update(None, "query_only", true)?;
        let format: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if format != FORMAT {
            return Ok(None);
        }
        rows::place(&db)?;
        Ok(Some(db))
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file and how far it has come.
    pub fn file(&self) -> rusqlite::Result<CatalogueFile> {
        Ok(CatalogueFile {
            path: self.path.clone(),
            cursor: rows::place(&self.db)?,
        })
    }

    /// The product of a code, else of a barcode in either of its spellings, with the catalogue's version.
    pub fn find(&self, text: &str) -> rusqlite::Result<Option<(Product, u64)>> {
        let columns = rows::COLUMNS;
        let mut by_code = self.db.prepare_cached(&format!(
            "SELECT {columns}, (SELECT version FROM place) FROM product p WHERE p.code = ?1"
        ))?;
        let found = by_code.query_row([text], versioned).optional()?;
        if found.is_some() || barcode::shape(text).is_none() {
            return Ok(found);
        }
        let mut by_barcode = self.db.prepare_cached(&format!(
            "SELECT {columns}, (SELECT version FROM place)
             FROM barcode b JOIN product p ON p.code = b.code
             WHERE b.barcode IN (?1, ?2) ORDER BY p.code LIMIT 1"
        ))?;
        let twin = barcode::twin(text);
        by_barcode
            .query_row([Some(text), twin.as_deref()], versioned)
            .optional()
    }
}

fn versioned(row: &Row<'_>) -> rusqlite::Result<(Product, u64)> {
    let version: i64 = row.get(8)?;
    Ok((rows::product(row)?, u64::try_from(version).unwrap_or(0)))
}
