//! What a push has to know before it is decided, in two questions: who may write and under which keys, which locks the
//! registers, and then what the journal holds of the batch.

use crate::modules::identity::contract::{self as identity, RegisterKeys as Enrolled};
use crate::platform::rows::column;
use crate::sync::decide::{Delivery, Known, RegisterKeys};
use crate::sync::read::{Reading, read};
use crate::sync::store::{head, read_hash, read_seq};
use pos_protocol::codes::Code;
use pos_protocol::hash::Hash;
use sqlx::PgConnection;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// What is known, and what else concerns whoever books.
pub(super) struct Knowledge {
    /// What the decision needs.
    pub known: Known,
    /// What each register's receipt numbers begin with.
    pub codes: HashMap<Uuid, String>,
    /// The subjects of the staff whom an admin has revoked.
    pub revoked_staff: Vec<String>,
}

/// A place in a register's journal.
type Place = (Uuid, String, u64);

/// Reads it under the locks of all registers that the deliveries name.
pub(super) async fn lock_and_read(
    tx: &mut PgConnection,
    deliveries: &[Delivery<'_>],
) -> Result<Knowledge, sqlx::Error> {
    let entries = || deliveries.iter().flat_map(|delivery| delivery.batch);
    let readings: Vec<Reading> = entries().map(read).collect();
    let named = readings.iter().filter_map(Reading::register);
    let couriers = deliveries.iter().map(|delivery| delivery.courier);
    let named: HashSet<Uuid> = named.chain(couriers).collect();
    let (registers, revoked_staff) = identity::lock_registers(tx, &Vec::from_iter(named)).await?;
    let parents = readings.iter().filter_map(Reading::parent);
    let hashes: HashSet<Hash> = entries().map(|sealed| sealed.hash).chain(parents).collect();
    let places: Vec<Place> = readings.iter().filter_map(place).collect();
    let enrolled: Vec<Uuid> = registers.keys().copied().collect();
    let mut known = journal(tx, &Vec::from_iter(hashes), &places, &enrolled).await?;
    let codes = registers.iter();
    let codes = codes.map(|(register, enrolled)| (*register, enrolled.code.clone()));
    let codes = codes.collect();
    known.registers = registers.into_iter().map(keys).collect();
    Ok(Knowledge {
        known,
        codes,
        revoked_staff,
    })
}

fn keys((register, enrolled): (Uuid, Enrolled)) -> (Uuid, RegisterKeys) {
    let keys = RegisterKeys {
        keys: enrolled.keys,
        revoked: enrolled.revoked,
    };
    (register, keys)
}

fn place(reading: &Reading) -> Option<Place> {
    match reading {
        Reading::Entry(body) => Some((body.register, body.branch.clone(), body.seq)),
        Reading::Chained(_) | Reading::Unreadable => None,
    }
}

/// Which of `hashes` are held and where they stand, which of `places` a held entry has that its register has signed, and
/// all heads of `registers`.
async fn journal(
    tx: &mut PgConnection,
    hashes: &[Hash],
    places: &[Place],
    registers: &[Uuid],
) -> Result<Known, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select 'held' as "what!", hash, register_id as "register!", branch, seq,
               code is not distinct from $5 as "forged!"
           from sync.entry where hash = any($1)
           union all
           select 'taken', null, p.register_id, p.branch, p.seq, false
           from unnest($2::uuid[], $3::text[], $4::bigint[]) as p(register_id, branch, seq)
           cross join lateral (select from sync.entry e
               where (e.register_id, e.branch, e.seq) = (p.register_id, p.branch, p.seq)
                   and e.code is distinct from $5 limit 1) as e
           union all
           select 'head', hash, register_id, branch, seq, false from sync.head where register_id = any($6)"#,
        &column(hashes, |hash| hash.0.as_slice()) as _,
        &column(places, |place| place.0) as _,
        &column(places, |place| place.1.as_str()) as _,
        &column(places, |place| place.2.cast_signed()) as _,
        Code::BadSignature.as_str(),
        registers
    )
    .fetch_all(&mut *tx)
    .await?;
    let mut known = Known::default();
    let mut maybe_forged = Vec::new();
    for row in rows {
        let place = row.branch.zip(row.seq.map(read_seq));
        let hash = row.hash.as_deref().map(read_hash).transpose()?;
        match (row.what.as_str(), hash, place) {
            ("held", Some(hash), place) => {
                known.held.insert(hash, place);
                maybe_forged.extend(row.forged.then_some(hash));
            }
            ("taken", _, Some((branch, seq))) => {
                known.taken.insert((row.register, branch, seq));
            }
            ("head", Some(hash), Some((branch, seq))) => {
                let head = head(row.register, &branch, seq, hash);
                known.heads.insert((row.register, branch), head);
            }
            _ => {}
        }
    }
    if !maybe_forged.is_empty() {
        known.forged = lock_forged(tx, &maybe_forged).await?;
    }
    Ok(known)
}

/// Which of `hashes` are held under a signature that no key of their register made, locked until the transaction ends: an
/// admin may be about to have them judged again.
async fn lock_forged(tx: &mut PgConnection, hashes: &[Hash]) -> Result<HashSet<Hash>, sqlx::Error> {
    let rows = sqlx::query_scalar!(
        "select hash from sync.entry where hash = any($1) and code = $2 order by hash for update",
        &column(hashes, |hash| hash.0.as_slice()) as _,
        Code::BadSignature.as_str()
    )
    .fetch_all(tx)
    .await?;
    rows.iter().map(|hash| read_hash(hash)).collect()
}
