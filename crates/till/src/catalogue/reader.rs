//! Reads the catalogue file in use: one indexed look-up per scan.

use super::CatalogueFile;
use pos_catalogue_file::{rows, upgrade};
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
        // It lives behind the till, which one thread has at a time.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut db = Connection::open_with_flags(path, flags)?;
        db.busy_timeout(Duration::from_secs(5))?;
        if !upgrade(&mut db)? {
            return Ok(None);
        }
        db.pragma_update(None, "query_only", true)?;
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

    /// When the newest of the scheduled prices has started by `now`, both in Unix seconds.
    pub fn newest_start(&self, now: i64) -> rusqlite::Result<Option<i64>> {
        rows::newest_start(&self.db, now)
    }

    /// The name of the product that is no longer sold, if that is what the text stood for.
    pub fn archived(&self, text: &str) -> rusqlite::Result<Option<String>> {
        for text in barcode::spellings(text) {
            let name = rows::archived(&self.db, &text)?;
            if name.is_some() {
                return Ok(name);
            }
        }
        Ok(None)
    }

    /// The product of a code, else of a barcode in either of its spellings, with the catalogue's version; at its price
    /// of `now` in Unix seconds.
    pub fn find(&self, text: &str, now: i64) -> rusqlite::Result<Option<(Product, u64)>> {
        let found = self.find_as_kept(text)?;
        Ok(found.map(|(product, version)| (product.priced_at(now), version)))
    }

    fn find_as_kept(&self, text: &str) -> rusqlite::Result<Option<(Product, u64)>> {
        let (columns, version) = (rows::COLUMNS, "(SELECT version FROM place)");
        if barcode::shape(text).is_none() {
            let mut by_code = self.db.prepare_cached(&format!(
                "SELECT {columns}, {version} FROM product p WHERE p.code = ?1"
            ))?;
            return by_code.query_row([text], versioned).optional();
        }
        // The second half is not begun when the first one has found something.
        let mut by_either = self.db.prepare_cached(&format!(
            "SELECT {columns}, {version} FROM product p WHERE p.code = ?1
             UNION ALL SELECT * FROM (
                 SELECT {columns}, {version} FROM barcode b JOIN product p ON p.code = b.code
                 WHERE b.barcode IN (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ORDER BY p.code LIMIT 1)
             LIMIT 1"
        ))?;
        // No number has more spellings than these.
        let mut texts = barcode::spellings(text);
        texts.resize(10, text.to_owned());
        texts.insert(0, text.to_owned());
        by_either
            .query_row(rusqlite::params_from_iter(&texts), versioned)
            .optional()
    }
}

fn versioned(row: &Row<'_>) -> rusqlite::Result<(Product, u64)> {
    let version: i64 = row.get(9)?;
    Ok((rows::product(row)?, u64::try_from(version).unwrap_or(0)))
}
