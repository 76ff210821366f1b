//! The SQL of the sync schema: the journal as the tills wrote it, and its heads.

use crate::platform::rows::column;
use crate::sync::decide::EntryWrite;
use pos_protocol::codes::Code;
use pos_protocol::entry::Sealed;
use pos_protocol::hash::Hash;
use pos_protocol::sync::{Fate, Head};
use sqlx::{PgConnection, PgExecutor};
use std::collections::{BTreeMap, HashSet};
use uuid::Uuid;

/// When and by whom an entry came in.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub(super) struct Arrival {
    /// Its hash.
    pub hash: String,
    /// The register that wrote it.
    pub register: Uuid,
    /// The branch of that register's journal.
    pub branch: Option<String>,
    /// Its place in the branch.
    pub seq: Option<i64>,
    /// The register that delivered it.
    pub courier: Uuid,
    /// `accepted`, `stored` or `quarantined`.
    pub fate: String,
    /// RFC 3339.
    pub received_at: String,
}

/// How an entry came in.
pub(super) async fn arrival(
    db: &mut PgConnection,
    hash: Hash,
) -> Result<Option<Arrival>, sqlx::Error> {
    sqlx::query_as!(
        Arrival,
        r#"select encode(hash, 'hex') as "hash!", register_id as register, branch, seq, courier, fate,
               to_char(received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "received_at!"
           from sync.entry where hash = $1"#,
        &hash.0[..]
    )
    .fetch_optional(db)
    .await
}

/// The exact bytes of an entry.
pub(super) async fn body(
    db: &mut PgConnection,
    hash: Hash,
) -> Result<Option<Vec<u8>>, sqlx::Error> {
    sqlx::query_scalar!("select body from sync.entry where hash = $1", &hash.0[..])
        .fetch_optional(db)
        .await
}

/// Which of `hashes` are held under a signature of their register's own, or under none that matters.
pub(super) async fn genuine(
    db: impl PgExecutor<'_>,
    hashes: &[Hash],
) -> Result<HashSet<Hash>, sqlx::Error> {
    let rows = sqlx::query_scalar!(
        "select hash from sync.entry where hash = any($1) and code is distinct from $2",
        &column(hashes, |hash| hash.0.as_slice()) as _,
        Code::BadSignature.as_str()
    )
    .fetch_all(db)
    .await?;
    rows.iter().map(|hash| read_hash(hash)).collect()
}

/// A head that nobody has countersigned yet.
pub(super) fn head(register: Uuid, branch: &str, seq: u64, hash: Hash) -> Head {
    Head {
        register,
        branch: branch.to_owned(),
        seq,
        hash,
        countersignature: Vec::new(),
    }
}

/// All heads of `registers`.
pub(super) async fn heads(
    db: impl PgExecutor<'_>,
    registers: &[Uuid],
) -> Result<BTreeMap<(Uuid, String), Head>, sqlx::Error> {
    let rows = sqlx::query!(
        "select register_id, branch, seq, hash from sync.head where register_id = any($1)",
        registers
    )
    .fetch_all(db)
    .await?;
    let mut heads = BTreeMap::new();
    for row in rows {
        let (seq, hash) = (read_seq(row.seq), read_hash(&row.hash)?);
        let head = head(row.register_id, &row.branch, seq, hash);
        heads.insert((row.register_id, row.branch), head);
    }
    Ok(heads)
}

/// An entry that is to be stored, with what was decided about it.
#[derive(Clone, Copy)]
pub(super) struct Stored<'a> {
    /// The register that delivered it.
    pub courier: Uuid,
    /// Its bytes.
    pub sealed: &'a Sealed,
    /// The decision.
    pub write: &'a EntryWrite,
}

/// Stores journal rows and the newest entries of their branches. Bytes that name no register can come by two couriers at
/// once; then the first one stays. What has a place is its register's, which is locked, and is spared the question.
pub(super) async fn insert(
    tx: &mut PgConnection,
    entries: &[Stored<'_>],
    heads: &[&Head],
) -> Result<(), sqlx::Error> {
    let placed = |write: &EntryWrite| !write.branch.is_empty();
    let fresh = entries.iter().filter(|entry| !entry.write.replaces);
    let fresh: Vec<Stored<'_>> = fresh.copied().collect();
    sqlx::query!(
        "with new as materialized (
             select * from unnest($1::bytea[], $2::uuid[], $3::text[], $4::bigint[], $5::bytea[], $6::text[],
                 $7::bytea[], $8::bytea[], $9::text[], $10::text[], $11::bool[], $12::text[], $13::uuid[])
             as new (hash, register_id, branch, seq, parent, kind, body, signature, fate, code, fork, reason, courier)
         ), placed as (
             insert into sync.entry (hash, register_id, branch, seq, parent, kind, body, signature, fate, code, fork,
                 reason, courier)
             select * from new where branch is not null
         ), stray as (
             insert into sync.entry (hash, register_id, branch, seq, parent, kind, body, signature, fate, code, fork,
                 reason, courier)
             select * from new where branch is null
             on conflict (hash) do nothing)
         insert into sync.head (register_id, branch, seq, hash)
         select * from unnest($14::uuid[], $15::text[], $16::bigint[], $17::bytea[])
         on conflict (register_id, branch) do update set seq = excluded.seq, hash = excluded.hash",
        &column(&fresh, |e| e.write.hash.0.as_slice()) as _,
        &column(&fresh, |e| e.write.register) as _,
        &column(&fresh, |e| placed(e.write).then_some(e.write.branch.as_str())) as _,
        &column(&fresh, |e| placed(e.write).then_some(e.write.seq.cast_signed())) as _,
        &column(&fresh, |e| e.write.parent.as_ref().map(|hash| hash.0.as_slice())) as _,
        &column(&fresh, |e| e.write.kind.as_str()) as _,
        &column(&fresh, |e| e.sealed.body.as_bytes()) as _,
        &column(&fresh, |e| e.sealed.signature.as_slice()) as _,
        &column(&fresh, |e| fate_text(e.write.fate)) as _,
        &column(&fresh, |e| e.write.code.map(Code::as_str)) as _,
        &column(&fresh, |e| e.write.fork) as _,
        &column(&fresh, |e| e.write.reason.as_deref().map(printable)) as _,
        &column(&fresh, |e| e.courier) as _,
        &column(heads, |head| head.register) as _,
        &column(heads, |head| head.branch.as_str()) as _,
        &column(heads, |head| head.seq.cast_signed()) as _,
        &column(heads, |head| head.hash.0.as_slice()) as _,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Gives entries that are held under a signature of nobody their true one, and the fate that goes with it.
pub(super) async fn replace(
    tx: &mut PgConnection,
    entries: &[Stored<'_>],
) -> Result<(), sqlx::Error> {
    let entries: Vec<_> = entries.iter().filter(|e| e.write.replaces).collect();
    if entries.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "update sync.entry e set signature = n.signature, fate = n.fate, code = n.code, fork = n.fork,
             reason = n.reason, courier = n.courier, received_at = now(), resolved_at = null, resolution = null
         from unnest($1::bytea[], $2::bytea[], $3::text[], $4::text[], $5::bool[], $6::text[], $7::uuid[])
             as n(hash, signature, fate, code, fork, reason, courier)
         where e.hash = n.hash",
        &column(&entries, |e| e.write.hash.0.as_slice()) as _,
        &column(&entries, |e| e.sealed.signature.as_slice()) as _,
        &column(&entries, |e| fate_text(e.write.fate)) as _,
        &column(&entries, |e| e.write.code.map(Code::as_str)) as _,
        &column(&entries, |e| e.write.fork) as _,
        &column(&entries, |e| e.write.reason.as_deref().map(printable)) as _,
        &column(&entries, |e| e.courier) as _,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Changes the fate of entries that could not be booked, and keeps why.
pub(super) async fn quarantine(
    tx: &mut PgConnection,
    unbookable: &[(Hash, String)],
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update sync.entry e set fate = $3, code = $4, reason = u.reason
         from unnest($1::bytea[], $2::text[]) as u(hash, reason) where e.hash = u.hash",
        &column(unbookable, |entry| entry.0.0.as_slice()) as _,
        &column(unbookable, |entry| printable(&entry.1)) as _,
        fate_text(Fate::Quarantined),
        Code::Unbookable.as_str(),
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// What comes from an entry may have a U+0000, which text can't hold.
fn printable(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// The word for a fate, in the table and in the figures.
pub(super) fn fate_text(fate: Fate) -> &'static str {
    match fate {
        Fate::Accepted => "accepted",
        Fate::Stored => "stored",
        Fate::Quarantined => "quarantined",
        Fate::Duplicate => "duplicate",
        Fate::Refused => "refused",
    }
}

pub(super) fn read_hash(bytes: &[u8]) -> Result<Hash, sqlx::Error> {
    bytes
        .try_into()
        .map(Hash)
        .map_err(|error| sqlx::Error::Decode(Box::new(error)))
}

/// The table holds places from 1 up.
pub(super) fn read_seq(seq: i64) -> u64 {
    seq.cast_unsigned()
}
