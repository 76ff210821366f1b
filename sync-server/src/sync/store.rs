//! The SQL of the sync schema: the journal as the tills wrote it, and its heads.

use crate::platform::rows::{Rows, column};
use crate::sync::rows::{EntryRow, HeadRow, Stored, fate_text, printable};
use pos_protocol::codes::Code;
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
           from sync.entry where hash = $1 and sync.span(n) = any(sync.spans())"#,
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
    sqlx::query_scalar!(
        "select body from sync.entry where hash = $1 and sync.span(n) = any(sync.spans())",
        &hash.0[..]
    )
    .fetch_optional(db)
    .await
}

/// Which of `hashes` are held under a signature of their register's own, or under none that matters.
pub(super) async fn genuine(
    db: impl PgExecutor<'_>,
    hashes: &[Hash],
) -> Result<HashSet<Hash>, sqlx::Error> {
    if hashes.is_empty() {
        return Ok(HashSet::new());
    }
    let rows = sqlx::query_scalar!(
        "select hash from sync.entry
         where hash = any($1) and sync.span(n) = any(sync.spans()) and code is distinct from $2",
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

/// Stores journal rows and the newest entries of their branches. Bytes that name no register can come by two couriers at
/// once; then the first one stays. What has a place is its register's, which is locked, and is spared the question.
pub(super) async fn insert(
    tx: &mut PgConnection,
    entries: &[Stored<'_>],
    heads: &[&Head],
) -> Result<(), sqlx::Error> {
    let fresh = entries.iter().filter(|entry| !entry.write.replaces);
    let (placed, strays): (Vec<EntryRow<'_>>, Vec<EntryRow<'_>>) =
        fresh.map(EntryRow::of).partition(EntryRow::has_place);
    let heads: Vec<HeadRow<'_>> = heads.iter().map(|head| HeadRow::of(head)).collect();
    sqlx::query!(
        "with placed as (
             insert into sync.entry (hash, register_id, branch, seq, parent, kind, body, signature, fate, code, fork,
                 reason, courier)
             select * from unnest($1::sync.new_entry[])
         ), stray as (
             insert into sync.entry (hash, register_id, branch, seq, parent, kind, body, signature, fate, code, fork,
                 reason, courier)
             select * from unnest($2::sync.new_entry[])
             on conflict (hash) where branch is null do nothing)
         insert into sync.head (register_id, branch, seq, hash)
         select register_id, branch, seq, hash from unnest($3::sync.new_head[])
         on conflict (register_id, branch) do update set seq = excluded.seq, hash = excluded.hash",
        Rows(&placed) as _,
        Rows(&strays) as _,
        Rows(&heads) as _,
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
        "update sync.entry e set signature = t.signature, fate = t.fate, code = t.code, fork = t.fork,
             reason = t.reason, courier = t.courier, received_at = now(), resolved_at = null, resolution = null
         from unnest($1::bytea[], $2::bytea[], $3::text[], $4::text[], $5::bool[], $6::text[], $7::uuid[])
             as t(hash, signature, fate, code, fork, reason, courier)
         where e.hash = t.hash and sync.span(e.n) = any(sync.spans())",
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
         from unnest($1::bytea[], $2::text[]) as u(hash, reason)
         where e.hash = u.hash and sync.span(e.n) = any(sync.spans())",
        &column(unbookable, |entry| entry.0.0.as_slice()) as _,
        &column(unbookable, |entry| printable(&entry.1)) as _,
        fate_text(Fate::Quarantined),
        Code::Unbookable.as_str(),
    )
    .execute(tx)
    .await?;
    Ok(())
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
