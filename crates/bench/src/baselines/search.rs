//! One bare FTS5 query.

use rusqlite::{Connection, OpenFlags, params};
use std::path::Path;
use std::time::{Duration, Instant};

const FIND: &str = "SELECT p.code, p.name, p.category, p.unit, p.unit_price FROM product_words w
                    JOIN product p ON p.id = w.rowid WHERE w.product_words MATCH ?1 LIMIT ?2";

/// Searches.
pub struct Plain {
    catalogue: Connection,
}

type Hit = (String, String, String, String, i64);

impl Plain {
    /// Searches in the same file as the till.
    pub fn open(catalogue: &Path) -> anyhow::Result<Plain> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Ok(Plain {
            catalogue: Connection::open_with_flags(catalogue, flags)?,
        })
    }

    /// One search.
    pub fn search(&mut self, text: &str, hits: usize) -> anyhow::Result<Duration> {
        let begun = Instant::now();
        let words = text
            .split(' ')
            .map(|word| format!("\"{}\"*", word.replace('"', "\"\"")));
        let query = words.collect::<Vec<_>>().join(" ");
        let mut find = self.catalogue.prepare_cached(FIND)?;
        let found = find.query_map(params![query, hits as i64], |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
            ))
        })?;
        let found: Vec<Hit> = found.collect::<Result<_, _>>()?;
        let took = begun.elapsed();
        anyhow::ensure!(!found.is_empty(), "{text} finds nothing");
        Ok(took)
    }

    /// How many products there are.
    pub fn products(&self) -> anyhow::Result<i64> {
        let count = "SELECT count(*) FROM product";
        Ok(self.catalogue.query_row(count, [], |row| row.get(0))?)
    }
}
