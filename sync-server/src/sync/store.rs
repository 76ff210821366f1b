//! The SQL of the sync schema: the journal as the tills wrote it, its heads, and the locks that make couriers of one
//! register take turns.

use crate::platform::rows::column;
use crate::sync::decide::EntryWrite;
use pos_protocol::codes::Code;
use pos_protocol::entry::Sealed;
use pos_protocol::hash::Hash;
use pos_protocol::sync::{Fate, Head};
use sqlx::{PgConnection, PgExecutor};
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// A place in a register's journal.
pub(super) type Place = (Uuid, String, u64);

/// Locks registers in the order of their ids until the transaction ends.
pub(super) async fn lock(tx: &mut PgConnection, registers: &[Uuid]) -> Result<(), sqlx::Error> {
    let mut registers = registers.to_vec();
    registers.sort_unstable();
    sqlx::query!(
        "insert into sync.register_lock select r from unnest($1::uuid[]) as t(r)
         where not exists (select from sync.register_lock l where l.register_id = r)
         order by r on conflict do nothing",
        &registers
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "select register_id from sync.register_lock where register_id = any($1) order by register_id for update",
        &registers
    )
    .fetch_all(tx)
    .await?;
    Ok(())
}

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

/// Which of `hashes` are held, and where they stand in their journals.
pub(super) async fn held(
    db: impl PgExecutor<'_>,
    hashes: &[Hash],
) -> Result<HashMap<Hash, Option<(String, u64)>>, sqlx::Error> {
    let rows = sqlx::query!(
        "select hash, branch, seq from sync.entry where hash = any($1)",
        &column(hashes, |hash| hash.0.as_slice()) as _
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| Ok((read_hash(&row.hash)?, row.branch.zip(row.seq.map(read_seq)))))
        .collect()
}

/// Which of `hashes` are held under a signature that no key of their register made, locked until the transaction ends: an
/// admin may be about to have them judged again.
pub(super) async fn lock_forged(
    tx: &mut PgConnection,
    hashes: &[Hash],
) -> Result<HashSet<Hash>, sqlx::Error> {
    let rows = sqlx::query_scalar!(
        "select hash from sync.entry where hash = any($1) and code = $2 order by hash for update",
        &column(hashes, |hash| hash.0.as_slice()) as _,
        Code::BadSignature.as_str()
    )
    .fetch_all(tx)
    .await?;
    rows.iter().map(|hash| read_hash(hash)).collect()
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

/// Which of `places` a held entry has which its register has signed.
pub(super) async fn taken(
    tx: &mut PgConnection,
    places: &[Place],
) -> Result<HashSet<Place>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select p.register_id as "register_id!", p.branch as "branch!", p.seq as "seq!"
           from unnest($1::uuid[], $2::text[], $3::bigint[]) as p(register_id, branch, seq)
           where exists (select from sync.entry e
               where (e.register_id, e.branch, e.seq) = (p.register_id, p.branch, p.seq)
                   and e.code is distinct from $4)"#,
        &column(places, |place| place.0) as _,
        &column(places, |place| place.1.as_str()) as _,
        &column(places, |place| place.2.cast_signed()) as _,
        Code::BadSignature.as_str()
    )
    .fetch_all(tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.register_id, row.branch, read_seq(row.seq)))
        .collect())
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
        let head = Head {
            register: row.register_id,
            branch: row.branch.clone(),
            seq: read_seq(row.seq),
            hash: read_hash(&row.hash)?,
            countersignature: Vec::new(),
        };
        heads.insert((row.register_id, row.branch), head);
    }
    Ok(heads)
}

/// Stores journal rows. Bytes that name no register can come by two couriers at once; then the first one stays.
pub(super) async fn insert(
    tx: &mut PgConnection,
    courier: Uuid,
    batch: &[Sealed],
    writes: &[EntryWrite],
) -> Result<(), sqlx::Error> {
    let placed = |write: &EntryWrite| !write.branch.is_empty();
    let fresh = writes.iter().filter(|write| !write.replaces);
    let writes: Vec<&EntryWrite> = fresh.collect();
    sqlx::query!(
        "insert into sync.entry (hash, register_id, branch, seq, parent, kind, body, signature, fate, code, fork,
             reason, courier)
         select e.*, $13 from unnest($1::bytea[], $2::uuid[], $3::text[], $4::bigint[], $5::bytea[], $6::text[],
             $7::bytea[], $8::bytea[], $9::text[], $10::text[], $11::bool[], $12::text[]) as e
         on conflict (hash) do nothing",
        &column(&writes, |w| w.hash.0.as_slice()) as _,
        &column(&writes, |w| w.register) as _,
        &column(&writes, |w| placed(w).then_some(w.branch.as_str())) as _,
        &column(&writes, |w| placed(w).then_some(w.seq.cast_signed())) as _,
        &column(&writes, |w| w.parent.as_ref().map(|hash| hash.0.as_slice())) as _,
        &column(&writes, |w| w.kind.as_str()) as _,
        &column(&writes, |w| batch[w.index].body.as_bytes()) as _,
        &column(&writes, |w| batch[w.index].signature.as_slice()) as _,
        &column(&writes, |w| fate_text(w.fate)) as _,
        &column(&writes, |w| w.code.map(Code::as_str)) as _,
        &column(&writes, |w| w.fork) as _,
        &column(&writes, |w| w.reason.as_deref().map(printable)) as _,
        courier,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Gives entries that are held under a signature of nobody their true one, and the fate that goes with it.
pub(super) async fn replace(
    tx: &mut PgConnection,
    courier: Uuid,
    batch: &[Sealed],
    writes: &[EntryWrite],
) -> Result<(), sqlx::Error> {
    let writes: Vec<&EntryWrite> = writes.iter().filter(|write| write.replaces).collect();
    if writes.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "update sync.entry e set signature = n.signature, fate = n.fate, code = n.code, fork = n.fork,
             reason = n.reason, courier = $7, received_at = now(), resolved_at = null, resolution = null
         from unnest($1::bytea[], $2::bytea[], $3::text[], $4::text[], $5::bool[], $6::text[])
             as n(hash, signature, fate, code, fork, reason)
         where e.hash = n.hash",
        &column(&writes, |w| w.hash.0.as_slice()) as _,
        &column(&writes, |w| batch[w.index].signature.as_slice()) as _,
        &column(&writes, |w| fate_text(w.fate)) as _,
        &column(&writes, |w| w.code.map(Code::as_str)) as _,
        &column(&writes, |w| w.fork) as _,
        &column(&writes, |w| w.reason.as_deref().map(printable)) as _,
        courier,
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

/// Stores the newest entries of branches.
pub(super) async fn save_heads(tx: &mut PgConnection, heads: &[&Head]) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into sync.head (register_id, branch, seq, hash)
         select * from unnest($1::uuid[], $2::text[], $3::bigint[], $4::bytea[])
         on conflict (register_id, branch) do update set seq = excluded.seq, hash = excluded.hash",
        &column(heads, |head| head.register) as _,
        &column(heads, |head| head.branch.as_str()) as _,
        &column(heads, |head| head.seq.cast_signed()) as _,
        &column(heads, |head| head.hash.0.as_slice()) as _,
    )
    .execute(tx)
    .await?;
    Ok(())
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

fn read_hash(bytes: &[u8]) -> Result<Hash, sqlx::Error> {
    bytes
        .try_into()
        .map(Hash)
        .map_err(|error| sqlx::Error::Decode(Box::new(error)))
}

/// The table holds places from 1 up.
fn read_seq(seq: i64) -> u64 {
    seq.cast_unsigned()
}
