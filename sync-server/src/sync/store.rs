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

/// Which of `places` a held entry has.
pub(super) async fn taken(
    tx: &mut PgConnection,
    places: &[Place],
) -> Result<HashSet<Place>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select p.register_id as "register_id!", p.branch as "branch!", p.seq as "seq!"
           from unnest($1::uuid[], $2::text[], $3::bigint[]) as p(register_id, branch, seq)
           where exists (select from sync.entry e
               where (e.register_id, e.branch, e.seq) = (p.register_id, p.branch, p.seq))"#,
        &column(places, |place| place.0) as _,
        &column(places, |place| place.1.as_str()) as _,
        &column(places, |place| place.2.cast_signed()) as _,
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
    sqlx::query!(
        "insert into sync.entry (hash, register_id, branch, seq, parent, kind, body, signature, fate, code, fork,
             courier)
         select e.*, $12 from unnest($1::bytea[], $2::uuid[], $3::text[], $4::bigint[], $5::bytea[], $6::text[],
             $7::bytea[], $8::bytea[], $9::text[], $10::text[], $11::bool[]) as e
         on conflict (hash) do nothing",
        &column(writes, |w| w.hash.0.as_slice()) as _,
        &column(writes, |w| w.register) as _,
        &column(writes, |w| placed(w).then_some(w.branch.as_str())) as _,
        &column(writes, |w| placed(w).then_some(w.seq.cast_signed())) as _,
        &column(writes, |w| w.parent.as_ref().map(|hash| hash.0.as_slice())) as _,
        &column(writes, |w| w.kind.as_str()) as _,
        &column(writes, |w| batch[w.index].body.as_bytes()) as _,
        &column(writes, |w| batch[w.index].signature.as_slice()) as _,
        &column(writes, |w| fate_text(w.fate)) as _,
        &column(writes, |w| w.code.map(Code::as_str)) as _,
        &column(writes, |w| w.fork) as _,
        courier,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Changes the fate of entries that could not be booked.
pub(super) async fn quarantine(tx: &mut PgConnection, hashes: &[Hash]) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update sync.entry set fate = $2, code = $3 where hash = any($1)",
        &column(hashes, |hash| hash.0.as_slice()) as _,
        fate_text(Fate::Quarantined),
        Code::Unbookable.as_str(),
    )
    .execute(tx)
    .await?;
    Ok(())
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

fn fate_text(fate: Fate) -> &'static str {
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
