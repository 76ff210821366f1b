//! `journal`: the entries, in the order in which this disk got them.

use super::{count, int};
use crate::error::TillError;
use pos_protocol::{EntryBody, Hash, Sealed};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// The place of the newest entry.
pub(crate) struct Newest {
    pub branch: String,
    pub seq: u64,
    pub hash: Hash,
}

/// The newest entry's place, or none in an empty journal.
pub(crate) fn newest(db: &Connection) -> Result<Option<Newest>, TillError> {
    let sql = "SELECT branch, seq, hash FROM journal ORDER BY n DESC LIMIT 1";
    let mut newest = db.prepare_cached(sql)?;
    let found = newest.query_row([], |row| {
        Ok(Newest {
            branch: row.get(0)?,
            seq: count(row.get(1)?),
            hash: Hash(row.get(2)?),
        })
    });
    Ok(found.optional()?)
}

/// Puts an entry down at the end and returns its row number.
pub(crate) fn insert(db: &Connection, body: &EntryBody, sealed: &Sealed) -> Result<u64, TillError> {
    let mut insert = db.prepare_cached(
        "INSERT INTO journal (n, hash, branch, seq, parent, kind, body, signature, wall_time)
         VALUES ((SELECT ifnull(max(n), 0) + 1 FROM journal), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         RETURNING n",
    )?;
    let n: i64 = insert.query_row(
        params![
            sealed.hash.0,
            body.branch,
            int(body.seq),
            body.parent.map(|hash| hash.0),
            body.kind,
            sealed.body,
            sealed.signature,
            body.wall_time
        ],
        |row| row.get(0),
    )?;
    Ok(count(n))
}

/// How many entries there are.
pub(crate) fn len(db: &Connection) -> Result<u64, TillError> {
    let mut len = db.prepare_cached("SELECT ifnull(max(n), 0) FROM journal")?;
    Ok(count(len.query_row([], |row| row.get(0))?))
}

/// The bytes of a column, whatever type they claim to be: a damaged row must still be readable as such.
pub(crate) fn bytes(row: &Row<'_>, column: usize) -> rusqlite::Result<Vec<u8>> {
    Ok(match row.get_ref(column)? {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => bytes.to_vec(),
        ValueRef::Integer(_) | ValueRef::Real(_) | ValueRef::Null => Vec::new(),
    })
}

/// A hash column; damaged bytes give a hash that nothing has.
fn hash(row: &Row<'_>, column: usize) -> rusqlite::Result<Hash> {
    Ok(Hash(bytes(row, column)?.try_into().unwrap_or([0; 32])))
}

fn sealed(row: &Row<'_>) -> rusqlite::Result<Sealed> {
    let body = String::from_utf8(bytes(row, 2)?);
    Ok(Sealed {
        hash: hash(row, 0)?,
        signature: bytes(row, 1)?,
        body: body.unwrap_or_else(|bad| String::from_utf8_lossy(bad.as_bytes()).into_owned()),
    })
}

/// Entry `n`.
pub(crate) fn read(db: &Connection, n: u64) -> Result<Option<Sealed>, TillError> {
    let mut read = db.prepare_cached("SELECT hash, signature, body FROM journal WHERE n = ?1")?;
    Ok(read.query_row([int(n)], sealed).optional()?)
}

/// The hash of entry `n`.
pub(crate) fn hash_of(db: &Connection, n: u64) -> Result<Option<Hash>, TillError> {
    let mut read = db.prepare_cached("SELECT hash FROM journal WHERE n = ?1")?;
    Ok(read.query_row([int(n)], |row| hash(row, 0)).optional()?)
}

/// The row number of the entry with this hash.
pub(crate) fn find(db: &Connection, hash: &Hash) -> Result<Option<u64>, TillError> {
    let mut find = db.prepare_cached("SELECT n FROM journal WHERE hash = ?1")?;
    let n: Option<i64> = find.query_row([hash.0], |row| row.get(0)).optional()?;
    Ok(n.map(count))
}

/// The wall clock of entry `n`.
pub(crate) fn wall_time(db: &Connection, n: u64) -> Result<Option<String>, TillError> {
    let mut read = db.prepare_cached("SELECT wall_time FROM journal WHERE n = ?1")?;
    Ok(read.query_row([int(n)], |row| row.get(0)).optional()?)
}

/// The entries after row `n`: at most `max`, and at most `limit` bytes of bodies unless the first alone is larger.
pub(crate) fn after(
    db: &Connection,
    n: u64,
    max: usize,
    limit: usize,
) -> Result<Vec<Sealed>, TillError> {
    let mut after = db.prepare_cached(
        "SELECT hash, signature, body FROM journal WHERE n > ?1 ORDER BY n LIMIT ?2",
    )?;
    let max = i64::try_from(max).unwrap_or(i64::MAX);
    let mut size = 0;
    let mut found = Vec::new();
    for entry in after.query_map([int(n), max], sealed)? {
        let entry = entry?;
        size += entry.body.len();
        if size > limit && !found.is_empty() {
            break;
        }
        found.push(entry);
    }
    Ok(found)
}
