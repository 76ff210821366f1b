//! One push in one READ COMMITTED transaction: lock the registers, decide, store the journal rows, book what they say.
//! Either all of it is there when the till hears its verdicts, or nothing is.

use crate::modules::identity;
use crate::platform::culprits::{Culprit, apply_all_but_culprits};
use crate::platform::metrics::Metrics;
use crate::platform::state::AppState;
use crate::sync::booking::{Booking, Books, booking};
use crate::sync::decide::{Decision, EntryWrite, Known, RegisterKeys, decide};
use crate::sync::read::{Reading, read};
use crate::sync::store::{self, Place};
use crate::sync::traced;
use jiff::Timestamp;
use pos_protocol::codes::Code;
use pos_protocol::entry::Sealed;
use pos_protocol::hash::Hash;
use pos_protocol::sync::{Fate, Head, PushResponse};
use sqlx::PgConnection;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// What each register's receipt numbers begin with.
type RegisterCodes = HashMap<Uuid, String>;

/// Takes in what `courier` delivers.
pub(super) async fn ingest(
    state: &AppState,
    courier: Uuid,
    batch: &[Sealed],
) -> Result<PushResponse, sqlx::Error> {
    let begun = state.clock.now();
    let mut tx = state.db.begin().await?;
    let response = take(&mut tx, begun, courier, batch).await?;
    tx.commit().await?;
    state.outbox_filled.notify_one();
    count(&state.metrics, &response);
    traced::taken_in(state, begun, batch, &response.verdicts);
    Ok(response)
}

/// As [`ingest`], in the caller's transaction.
pub(super) async fn take(
    tx: &mut PgConnection,
    at: Timestamp,
    courier: Uuid,
    batch: &[Sealed],
) -> Result<PushResponse, sqlx::Error> {
    let (known, codes) = known(tx, courier, batch).await?;
    let mut decision = decide(&known, courier, batch);
    let revoked = identity::contract::revoked_staff(tx).await?;
    let bookings = bookings(&mut decision, &codes, at, &revoked);
    store::insert(tx, courier, batch, &decision.writes).await?;
    store::replace(tx, courier, batch, &decision.writes).await?;
    let books = Books::default();
    let culprits = apply_all_but_culprits(tx, &books, &bookings).await?;
    let unbookable: HashSet<Hash> = culprits
        .iter()
        .map(|culprit| bookings[culprit.index].entry)
        .collect();
    if !unbookable.is_empty() {
        let why = |culprit: &Culprit| (bookings[culprit.index].entry, culprit.reason.clone());
        store::quarantine(tx, &Vec::from_iter(culprits.iter().map(why))).await?;
    }
    let moved: Vec<&Head> = decision
        .heads
        .iter()
        .filter(|(branch, head)| known.heads.get(branch) != Some(head))
        .map(|(_, head)| head)
        .collect();
    if !moved.is_empty() {
        store::save_heads(tx, &moved).await?;
    }
    books.close(tx).await?;
    for culprit in &culprits {
        let entry = bookings[culprit.index].entry;
        tracing::error!(%entry, reason = culprit.reason, "an entry can't be booked");
    }
    Ok(answer(decision, courier, &unbookable, revoked))
}

/// What the server knows of the batch and what its registers' receipts begin with, read under the locks of its registers.
async fn known(
    tx: &mut PgConnection,
    courier: Uuid,
    batch: &[Sealed],
) -> Result<(Known, RegisterCodes), sqlx::Error> {
    let readings: Vec<Reading> = batch.iter().map(read).collect();
    let named = readings.iter().filter_map(Reading::register);
    let named: HashSet<Uuid> = named.chain([courier]).collect();
    let registers = identity::contract::register_keys(tx, &Vec::from_iter(named)).await?;
    let enrolled: Vec<Uuid> = registers.keys().copied().collect();
    store::lock(tx, &enrolled).await?;
    let hashes = batch.iter().map(|sealed| sealed.hash);
    let parents = readings.iter().filter_map(Reading::parent);
    let hashes: HashSet<Hash> = hashes.chain(parents).collect();
    let hashes = Vec::from_iter(hashes);
    let places: Vec<Place> = readings.iter().filter_map(place).collect();
    let codes = registers.iter();
    let codes = codes.map(|(register, known)| (*register, known.code.clone()));
    let codes = codes.collect();
    let known = Known {
        forged: store::lock_forged(&mut *tx, &hashes).await?,
        held: store::held(&mut *tx, &hashes).await?,
        taken: store::taken(tx, &places).await?,
        heads: store::heads(&mut *tx, &enrolled).await?,
        registers: registers
            .into_iter()
            .map(|(register, known)| (register, keys(known)))
            .collect(),
    };
    Ok((known, codes))
}

fn keys(known: identity::contract::RegisterKeys) -> RegisterKeys {
    RegisterKeys {
        keys: known.keys,
        revoked: known.revoked,
    }
}

fn place(reading: &Reading) -> Option<Place> {
    match reading {
        Reading::Entry(body) => Some((body.register, body.branch.clone(), body.seq)),
        Reading::Chained(_) | Reading::Unreadable => None,
    }
}

/// What the modules are to book. An entry whose fact they can't even read goes to quarantine before it is stored.
fn bookings(
    decision: &mut Decision,
    codes: &RegisterCodes,
    at: Timestamp,
    revoked: &[String],
) -> Vec<Booking> {
    let mut bookings = Vec::new();
    for write in &mut decision.writes {
        let code = codes.get(&write.register).map_or("", String::as_str);
        match booking(write, code, at, revoked) {
            Ok(Some(booking)) => bookings.push(booking),
            Ok(None) => {}
            Err(reason) => {
                tracing::error!(entry = %write.hash, %reason, "an entry can't be booked");
                set_unbookable(write, reason.to_string());
                let verdict = &mut decision.verdicts[write.index];
                (verdict.fate, verdict.code) = (write.fate, write.code);
            }
        }
    }
    bookings
}

fn set_unbookable(write: &mut EntryWrite, reason: String) {
    write.reason = Some(reason);
    (write.fate, write.code) = (Fate::Quarantined, Some(Code::Unbookable));
}

/// Counts what became of the entries.
fn count(metrics: &Metrics, answer: &PushResponse) {
    for verdict in &answer.verdicts {
        metrics.entry(store::fate_text(verdict.fate));
        if verdict.code == Some(Code::Fork) {
            metrics.forks.inc();
        }
    }
}

fn answer(
    decision: Decision,
    courier: Uuid,
    unbookable: &HashSet<Hash>,
    revoked: Vec<String>,
) -> PushResponse {
    let mut verdicts = decision.verdicts;
    for verdict in &mut verdicts {
        // A second copy in the same batch stays a duplicate.
        if verdict.fate == Fate::Accepted && unbookable.contains(&verdict.hash) {
            (verdict.fate, verdict.code) = (Fate::Quarantined, Some(Code::Unbookable));
        }
    }
    let heads = decision.heads.into_values();
    PushResponse {
        verdicts,
        heads: heads.filter(|head| head.register == courier).collect(),
        revoked_staff: Some(revoked),
    }
}
