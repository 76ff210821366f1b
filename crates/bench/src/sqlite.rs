//! The SQLite files of the baselines, and what lies in a file afterwards.

use pos_till::Till;
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A new file that keeps every commit, with an empty table of texts.
pub fn durable(file: &Path, table: &str) -> rusqlite::Result<Connection> {
    let db = Connection::open(file)?;
    db.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
    db.pragma_update(None, "synchronous", "full")?;
    db.execute_batch(&format!(
        "CREATE TABLE {table} (id INTEGER PRIMARY KEY, body TEXT NOT NULL)"
    ))?;
    Ok(db)
}

/// The rows of `table` in `file`, and how large it is.
pub fn read_back(file: &Path, table: &str) -> anyhow::Result<BTreeMap<String, String>> {
    let db = Connection::open(file)?;
    let count = format!("SELECT count(*) FROM {table}");
    let rows: i64 = db.query_row(&count, [], |row| row.get(0))?;
    let journal: String = db.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    let size: u64 = fs::metadata(file)?.len();
    Ok([
        (format!("{table}_rows"), rows.to_string()),
        ("journal_mode".to_owned(), journal),
        ("bytes_on_disk".to_owned(), size.to_string()),
    ]
    .into())
}

/// What lies in a till's own file, and how durable the till writes it.
pub fn of_till(till: &Till) -> anyhow::Result<BTreeMap<String, String>> {
    let mut back = read_back(&till.dir().join("till.db"), "journal")?;
    let (journal_mode, synchronous) = till.durability()?;
    back.insert("journal_mode".to_owned(), journal_mode);
    back.insert("synchronous".to_owned(), synchronous.to_string());
    Ok(back)
}
