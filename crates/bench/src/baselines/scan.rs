//! One indexed read and one durable commit of as many bytes as a scan writes.

use crate::sqlite;
use pos_till::Till;
use rusqlite::{Connection, OpenFlags};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What a scan changes: the line, and the open basket's row.
const WRITTEN: &str =
    "SELECT (SELECT length(line) FROM basket_lines) + (SELECT length(basket) FROM baskets)";
const FIND: &str =
    "SELECT p.code, p.name, p.unit_price, p.taxes FROM barcode b JOIN product p ON p.code = b.code
                    WHERE b.barcode = ?1";

/// Reads and commits.
pub struct Plain {
    catalogue: Connection,
    file: PathBuf,
    db: Connection,
    bytes: String,
}

impl Plain {
    /// Works in `folder`, with as many bytes as `till` has just written for its one line.
    pub fn open(folder: &Path, till: &Till, catalogue: PathBuf) -> anyhow::Result<Plain> {
        fs::create_dir_all(folder)?;
        let written = Connection::open(till.dir().join("till.db"))?;
        let length: u32 = written.query_row(WRITTEN, [], |row| row.get(0))?;
        let file = folder.join("plain.db");
        let db = sqlite::durable(&file, "line")?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let catalogue = Connection::open_with_flags(catalogue, flags)?;
        Ok(Plain {
            catalogue,
            file,
            db,
            bytes: "x".repeat(length as usize),
        })
    }

    /// One scan.
    pub fn scan(&mut self, barcode: &str) -> anyhow::Result<Duration> {
        let begun = Instant::now();
        let mut find = self.catalogue.prepare_cached(FIND)?;
        let found: (String, String, i64, String) = find.query_row([barcode], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?;
        self.db
            .prepare_cached("INSERT INTO line (body) VALUES (?1)")?
            .execute([&self.bytes])?;
        let took = begun.elapsed();
        anyhow::ensure!(!found.0.is_empty(), "the barcode finds nothing");
        Ok(took)
    }

    /// What lies on the disk.
    pub fn read_back(&self) -> anyhow::Result<BTreeMap<String, String>> {
        let mut back = sqlite::read_back(&self.file, "line")?;
        back.insert("bytes".into(), self.bytes.len().to_string());
        let synchronous: i64 = self
            .db
            .pragma_query_value(None, "synchronous", |row| row.get(0))?;
        back.insert("synchronous".into(), synchronous.to_string());
        Ok(back)
    }
}
