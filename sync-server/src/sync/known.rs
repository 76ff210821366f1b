//! What a push has to know before it is decided, in two questions: who may write and under which keys, and then what the
//! journal holds of the batch.

use crate::modules::identity::contract::{self as identity, Enrolled, RegisterKeys as Keys};
use crate::platform::rows::column;
use crate::sync::decide::{Delivery, Known, RegisterKeys};
use crate::sync::read::{Delivered, Reading};
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
    /// The turn of each register.
    pub turns: HashMap<Uuid, i64>,
    /// The subjects of the staff whom an admin has revoked.
    pub revoked_staff: Vec<String>,
}

/// A place in a register's journal.
type Place = (Uuid, String, u64);

/// Reads it under the locks of all registers that the deliveries name.
pub(super) async fn lock_and_know(
    tx: &mut PgConnection,
    deliveries: &[Delivery<'_>],
) -> Result<Knowledge, sqlx::Error> {
    let asked = Asked::by(deliveries);
    let enrolled = identity::lock_registers(tx, &asked.registers).await?;
    let (mut known, forged) = held(tx, &asked, &enrolled).await?;
    if !forged.is_empty() {
        known.forged = lock_forged(tx, &forged).await?;
    }
    Ok(Knowledge::of(known, enrolled))
}

/// Reads it without a lock: it is what somebody can build upon for whom the registers' turns are still these.
pub(super) async fn know(
    db: &mut PgConnection,
    deliveries: &[Delivery<'_>],
) -> Result<Knowledge, sqlx::Error> {
    let asked = Asked::by(deliveries);
    let enrolled = identity::enrolled(db, &asked.registers).await?;
    let (mut known, forged) = held(db, &asked, &enrolled).await?;
    known.forged.extend(forged);
    Ok(Knowledge::of(known, enrolled))
}

impl Knowledge {
    fn of(mut known: Known, enrolled: Enrolled) -> Knowledge {
        let mut knowledge = Knowledge {
            known: Known::default(),
            codes: HashMap::new(),
            turns: HashMap::new(),
            revoked_staff: enrolled.revoked_staff,
        };
        for (register, found) in enrolled.registers {
            let Keys {
                code,
                keys,
                revoked,
                turn,
                store: _,
            } = found;
            knowledge.codes.insert(register, code);
            knowledge.turns.insert(register, turn);
            let keys = RegisterKeys { keys, revoked };
            known.registers.insert(register, keys);
        }
        knowledge.known = known;
        knowledge
    }
}

/// What is asked for.
struct Asked<'a> {
    entries: Vec<&'a Delivered>,
    /// The registers that the entries name, and the couriers.
    registers: Vec<Uuid>,
}

impl<'a> Asked<'a> {
    fn by(deliveries: &[Delivery<'a>]) -> Asked<'a> {
        let entries: Vec<&Delivered> = deliveries.iter().flat_map(|one| one.batch).collect();
        let named = entries.iter().filter_map(|entry| entry.reading.register());
        let couriers = deliveries.iter().map(|delivery| delivery.courier);
        let registers: HashSet<Uuid> = named.chain(couriers).collect();
        Asked {
            entries,
            registers: Vec::from_iter(registers),
        }
    }
}

/// What the journal holds of the entries and of those before them, and all heads of the registers that are `enrolled`; and
/// which of the entries it holds under a signature of nobody. An entry that can be read says where it is held, if it is, and
/// where the one before it should be; only what is then missing is looked for everywhere.
async fn held(
    db: &mut PgConnection,
    asked: &Asked<'_>,
    enrolled: &Enrolled,
) -> Result<(Known, Vec<Hash>), sqlx::Error> {
    let entries = &asked.entries;
    let registers: Vec<Uuid> = enrolled.registers.keys().copied().collect();
    let own: HashSet<Hash> = entries.iter().map(|entry| entry.sealed.hash).collect();
    let readings = || entries.iter().map(|entry| &entry.reading);
    let parents: HashSet<Hash> = readings().filter_map(Reading::parent).collect();
    let places: HashSet<Place> = readings().flat_map(places).collect();
    let strays: Vec<Hash> = own.union(&parents).copied().collect();
    let rows = journal(db, &Vec::from_iter(places), &strays, &registers).await?;
    let mut known = Known::default();
    let mut forged = take_up(&mut known, rows)?;

    let unplaced = entries.iter().filter_map(|entry| {
        let placed = matches!(entry.reading, Reading::Entry(_));
        (!placed).then_some(entry.sealed.hash)
    });
    let missing: HashSet<Hash> = parents.difference(&own).copied().chain(unplaced).collect();
    let missing = missing.into_iter();
    let missing: Vec<Hash> = missing
        .filter(|hash| !known.held.contains_key(hash))
        .collect();
    if !missing.is_empty() {
        let rows = anywhere(db, &missing).await?;
        forged.extend(take_up(&mut known, rows)?);
    }
    Ok((known, forged))
}

/// Its own place, and the one where the entry before it should be.
fn places(reading: &Reading) -> Vec<Place> {
    let Reading::Entry(body) = reading else {
        return Vec::new();
    };
    let place = |seq| (body.register, body.branch.clone(), seq);
    let before = body.seq.checked_sub(1).filter(|seq| *seq > 0);
    before.into_iter().chain([body.seq]).map(place).collect()
}

/// A row of the journal, or a head.
struct Found {
    head: bool,
    hash: Vec<u8>,
    register: Uuid,
    branch: Option<String>,
    seq: Option<i64>,
    /// It is held with a signature of nobody.
    forged: bool,
}

/// Adds `rows` to what is known; which of them are forged.
fn take_up(known: &mut Known, rows: Vec<Found>) -> Result<Vec<Hash>, sqlx::Error> {
    let mut forged = Vec::new();
    for row in rows {
        let hash = read_hash(&row.hash)?;
        let place = row.branch.zip(row.seq.map(read_seq));
        match (row.head, place.clone()) {
            (true, Some((branch, seq))) => {
                let head = head(row.register, &branch, seq, hash);
                known.heads.insert((row.register, branch), head);
                continue;
            }
            (false, Some((branch, seq))) if !row.forged => {
                known.taken.insert((row.register, branch, seq));
            }
            _ => {}
        }
        forged.extend(row.forged.then_some(hash));
        known.held.insert(hash, place);
    }
    Ok(forged)
}

/// What the journal holds at `places` and of `strays`, which may have none, and all heads of `registers`.
async fn journal(
    db: &mut PgConnection,
    places: &[Place],
    strays: &[Hash],
    registers: &[Uuid],
) -> Result<Vec<Found>, sqlx::Error> {
    sqlx::query_as!(
        Found,
        r#"select false as "head!", e.hash as "hash!", e.register_id as "register!", e.branch, e.seq,
               e.code is not distinct from $4 as "forged!"
           from unnest($1::uuid[], $2::text[], $3::bigint[]) as p(register_id, branch, seq)
           join sync.entry e on (e.register_id, e.branch, e.seq) = (p.register_id, p.branch, p.seq)
           union all
           select false, hash, register_id, branch, seq, false from sync.entry
           where branch is null and hash = any($5)
           union all
           select true, hash, register_id, branch, seq, false from sync.head where register_id = any($6)"#,
        &column(places, |place| place.0) as _,
        &column(places, |place| place.1.as_str()) as _,
        &column(places, |place| place.2.cast_signed()) as _,
        Code::BadSignature.as_str(),
        &column(strays, |hash| hash.0.as_slice()) as _,
        registers
    )
    .fetch_all(db)
    .await
}

/// What is held of `hashes` wherever it is.
async fn anywhere(db: &mut PgConnection, hashes: &[Hash]) -> Result<Vec<Found>, sqlx::Error> {
    sqlx::query_as!(
        Found,
        r#"select false as "head!", hash as "hash!", register_id as "register!", branch, seq,
               code is not distinct from $2 as "forged!"
           from sync.entry where hash = any($1) and sync.span(n) = any(sync.spans())"#,
        &column(hashes, |hash| hash.0.as_slice()) as _,
        Code::BadSignature.as_str(),
    )
    .fetch_all(db)
    .await
}

/// Which of `hashes` are held under a signature that no key of their register made, locked until the transaction ends: an
/// admin may be about to have them judged again.
async fn lock_forged(tx: &mut PgConnection, hashes: &[Hash]) -> Result<HashSet<Hash>, sqlx::Error> {
    let rows = sqlx::query_scalar!(
        "select hash from sync.entry
         where hash = any($1) and sync.span(n) = any(sync.spans()) and code = $2 order by hash for update",
        &column(hashes, |hash| hash.0.as_slice()) as _,
        Code::BadSignature.as_str()
    )
    .fetch_all(tx)
    .await?;
    rows.iter().map(|hash| read_hash(hash)).collect()
}
