//! `server_head`: the newest entry of each branch that the server has countersigned.

use super::{count, int};
use crate::error::TillError;
use pos_protocol::Hash;
use pos_protocol::sync::Head;
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

/// The place of the kept head of `branch`; none when nothing was kept.
pub(crate) fn seq(db: &Connection, branch: &str) -> Result<Option<u64>, TillError> {
    let mut read = db.prepare_cached("SELECT seq FROM server_head WHERE branch = ?1")?;
    let seq = read.query_row([branch], |row| row.get(0)).optional()?;
    Ok(seq.map(count))
}

/// Keeps `head` in the place of an older one of its branch.
pub(crate) fn keep(db: &Connection, head: &Head) -> Result<(), TillError> {
    let mut keep = db.prepare_cached(
        "INSERT INTO server_head (branch, seq, hash, signature) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (branch) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, signature = excluded.signature
         WHERE excluded.seq > seq",
    )?;
    keep.execute(params![
        head.branch,
        int(head.seq),
        head.hash.0,
        head.countersignature
    ])?;
    Ok(())
}

/// Forgets all of them: they were signed by a key that is no longer this shop's.
pub(crate) fn forget(db: &Connection) -> Result<(), TillError> {
    db.execute("DELETE FROM server_head", [])?;
    Ok(())
}

/// All that were kept, as heads of `register`; none in a file of an older program.
pub(crate) fn all(db: &Connection, register: Uuid) -> rusqlite::Result<Vec<Head>> {
    let sql = "SELECT count(*) FROM sqlite_schema WHERE name = 'server_head'";
    if db.query_row(sql, [], |row| row.get::<_, i64>(0))? == 0 {
        return Ok(Vec::new());
    }
    let mut all = db.prepare("SELECT branch, seq, hash, signature FROM server_head")?;
    let heads = all.query_map([], |row| {
        Ok(Head {
            register,
            branch: row.get(0)?,
            seq: count(row.get(1)?),
            hash: Hash(row.get(2)?),
            countersignature: row.get(3)?,
        })
    })?;
    heads.collect()
}
