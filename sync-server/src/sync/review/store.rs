//! The SQL of what an admin is shown of the journal.

use super::ReviewError;
use crate::platform::audit::{self, By};
use pos_protocol::Hash;
use serde::Serialize;
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

/// An entry that was not booked. Times are RFC 3339.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpenEntry {
    /// Its hash.
    pub hash: String,
    /// The register whose it is; the courier's where its bytes don't say.
    pub register: Uuid,
    /// Its branch, where it has a place.
    pub branch: Option<String>,
    /// Its place.
    pub seq: Option<i64>,
    /// What kind of fact it says it is.
    pub kind: String,
    /// `quarantined`, or `stored` for a kind of a newer program.
    pub fate: String,
    /// Why, by code.
    pub code: Option<String>,
    /// Why, in words, where the code does not say it all.
    pub reason: Option<String>,
    /// When it came.
    pub received_at: String,
    /// Its bytes, as far as they are text.
    pub body: String,
}

/// The newest entry of a branch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BranchHead {
    /// The register.
    pub register: Uuid,
    /// The branch.
    pub branch: String,
    /// The place of its newest entry.
    pub seq: i64,
    /// When that came.
    pub received_at: Option<String>,
}

/// The forks of a register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Forks {
    /// The register.
    pub register: Uuid,
    /// How many entries have a place that another one has.
    pub entries: i64,
    /// When the newest of them came.
    pub newest: String,
}

/// An entry as it is stored, with all that judging it again takes.
pub(super) struct Held {
    pub body: String,
    pub signature: Vec<u8>,
    pub placed: bool,
    pub parent: Option<Vec<u8>>,
    pub fork: bool,
}

/// The oldest entries that wait for a decision.
pub async fn open(pool: &PgPool, most: i64) -> Result<Vec<OpenEntry>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select encode(hash, 'hex') as "hash!", register_id, branch, seq, kind, fate, code, reason, body,
           to_char(received_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "received_at!"
           from sync.entry where fate <> 'accepted' and resolved_at is null order by n limit $1"#,
        most
    )
    .fetch_all(pool)
    .await?;
    let open = rows.into_iter().map(|row| OpenEntry {
        hash: row.hash,
        register: row.register_id,
        branch: row.branch,
        seq: row.seq,
        kind: row.kind,
        fate: row.fate,
        code: row.code,
        reason: row.reason,
        received_at: row.received_at,
        body: String::from_utf8_lossy(&row.body).into_owned(),
    });
    Ok(open.collect())
}

/// How many entries wait for a decision.
pub async fn count_open(pool: &PgPool) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from sync.entry where fate <> 'accepted' and resolved_at is null"#
    )
    .fetch_one(pool)
    .await
}

/// The heads of all registers' branches.
pub async fn heads(pool: &PgPool) -> Result<Vec<BranchHead>, sqlx::Error> {
    sqlx::query_as!(
        BranchHead,
        r#"select h.register_id as "register!", h.branch as "branch!", h.seq as "seq!",
           to_char(e.received_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as received_at
           from sync.head h left join sync.entry e
               on (e.register_id, e.branch, e.seq, e.hash) = (h.register_id, h.branch, h.seq, h.hash)
           order by h.register_id, e.received_at desc nulls last, h.branch"#
    )
    .fetch_all(pool)
    .await
}

/// The registers that have forks.
pub async fn forks(pool: &PgPool) -> Result<Vec<Forks>, sqlx::Error> {
    sqlx::query_as!(
        Forks,
        r#"select register_id as register, count(*) as "entries!",
           to_char(max(received_at) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "newest!"
           from sync.entry where fork group by register_id"#
    )
    .fetch_all(pool)
    .await
}

/// Notes that an admin has seen the entry; it stays unbooked.
pub async fn see(pool: &PgPool, hash: Hash, by: &By) -> Result<(), ReviewError> {
    let mut tx = pool.begin().await?;
    let seen = sqlx::query!(
        "update sync.entry set resolved_at = now(), resolution = 'seen'
         where hash = $1 and sync.span(n) = any(sync.spans()) and fate <> 'accepted' and resolved_at is null",
        &hash.0[..]
    )
    .execute(&mut *tx)
    .await?;
    if seen.rows_affected() == 0 {
        return Err(ReviewError::NotOpen(hash));
    }
    audit::note(&mut tx, by, "see", &format!("entry {hash}")).await?;
    tx.commit().await?;
    Ok(())
}

/// The register under which the entry is held.
pub(super) async fn register_of(
    tx: &mut PgConnection,
    hash: Hash,
) -> Result<Option<Uuid>, sqlx::Error> {
    sqlx::query_scalar!(
        "select register_id from sync.entry where hash = $1 and sync.span(n) = any(sync.spans())",
        &hash.0[..]
    )
    .fetch_optional(tx)
    .await
}

/// The open entry, locked until the transaction ends: of two admins at once the second finds nothing.
pub(super) async fn lock_open(
    tx: &mut PgConnection,
    hash: Hash,
) -> Result<Option<Held>, sqlx::Error> {
    let row = sqlx::query!(
        r#"select body, signature, branch is not null as "placed!", parent, fork from sync.entry
           where hash = $1 and sync.span(n) = any(sync.spans()) and fate <> 'accepted' and resolved_at is null
           for update"#,
        &hash.0[..]
    )
    .fetch_optional(tx)
    .await?;
    Ok(row.map(|row| Held {
        body: String::from_utf8_lossy(&row.body).into_owned(),
        signature: row.signature,
        placed: row.placed,
        parent: row.parent,
        fork: row.fork,
    }))
}

/// Notes that the entry has been booked.
pub(super) async fn booked(
    tx: &mut PgConnection,
    hash: Hash,
    code: Option<&str>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update sync.entry set fate = 'accepted', code = $2, reason = null, resolved_at = now(),
             resolution = 'booked' where hash = $1 and sync.span(n) = any(sync.spans())",
        &hash.0[..],
        code,
    )
    .execute(tx)
    .await?;
    Ok(())
}
