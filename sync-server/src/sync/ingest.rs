//! Pushes in one READ COMMITTED transaction: lock the registers, decide, store the journal rows, book what they say.
//! Either all of it is there when the tills hear their verdicts, or nothing is.

use crate::platform::culprits::{Culprit, apply_all_but_culprits};
use crate::sync::booking::{Booking, Books, booking};
use crate::sync::decide::{Decision, Delivery, EntryWrite, decide_together};
use crate::sync::known::{Knowledge, lock_and_read};
use crate::sync::rows::Stored;
use crate::sync::store;
use jiff::Timestamp;
use pos_protocol::codes::Code;
use pos_protocol::hash::Hash;
use pos_protocol::sync::{Fate, Head, PushResponse};
use sqlx::PgConnection;
use std::collections::HashSet;
use uuid::Uuid;

/// What is expected of the facts that are to be booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expecting {
    /// That each can be booked, as nearly all can: they are spared a savepoint, which is two answers to wait for.
    Good,
    /// That some can't, as was seen in an attempt that was rolled back.
    Culprits,
}

/// Takes in `deliveries` in the caller's transaction, each as if those before it had been taken in already: an answer for
/// each. On an error the caller rolls back; one that is about the data means to try again, expecting culprits.
pub(super) async fn take(
    tx: &mut PgConnection,
    at: Timestamp,
    deliveries: &[Delivery<'_>],
    expecting: Expecting,
) -> Result<Vec<PushResponse>, sqlx::Error> {
    let knowledge = lock_and_read(tx, deliveries).await?;
    let mut decisions = decide_together(&knowledge.known, deliveries);
    let bookings: Vec<Booking> = decisions
        .iter_mut()
        .flat_map(|decision| bookings(decision, &knowledge, at))
        .collect();
    let entries: Vec<Stored<'_>> = deliveries
        .iter()
        .zip(&decisions)
        .flat_map(|(delivery, decision)| stored(delivery, decision))
        .collect();
    if !entries.is_empty() {
        store::insert(tx, &entries, &moved(&knowledge, &decisions)).await?;
        store::replace(tx, &entries).await?;
    }
    let books = Books::default();
    let culprits = match expecting {
        Expecting::Good => books.book(tx, &bookings).await.map(|()| Vec::new())?,
        Expecting::Culprits => apply_all_but_culprits(tx, &books, &bookings).await?,
    };
    let unbookable: HashSet<Hash> = culprits
        .iter()
        .map(|culprit| bookings[culprit.index].entry)
        .collect();
    if !unbookable.is_empty() {
        let why = |culprit: &Culprit| (bookings[culprit.index].entry, culprit.reason.clone());
        store::quarantine(tx, &Vec::from_iter(culprits.iter().map(why))).await?;
    }
    books.close(tx).await?;
    for culprit in &culprits {
        let entry = bookings[culprit.index].entry;
        tracing::error!(%entry, reason = culprit.reason, "an entry can't be booked");
    }
    Ok(deliveries
        .iter()
        .zip(decisions)
        .map(|(delivery, decision)| {
            let revoked = knowledge.revoked_staff.clone();
            answer(decision, delivery.courier, &unbookable, revoked)
        })
        .collect())
}

fn stored<'a>(delivery: &Delivery<'a>, decision: &'a Decision) -> impl Iterator<Item = Stored<'a>> {
    let Delivery { courier, batch } = *delivery;
    decision.writes.iter().map(move |write| Stored {
        courier,
        sealed: &batch[write.index],
        write,
    })
}

/// The heads that are others than before, as they are in the end.
fn moved<'a>(knowledge: &Knowledge, decisions: &'a [Decision]) -> Vec<&'a Head> {
    let heads = decisions.last().into_iter().flat_map(|last| &last.heads);
    heads
        .filter(|(branch, head)| knowledge.known.heads.get(branch) != Some(head))
        .map(|(_, head)| head)
        .collect()
}

/// What the modules are to book. An entry whose fact they can't even read goes to quarantine before it is stored.
fn bookings(decision: &mut Decision, knowledge: &Knowledge, at: Timestamp) -> Vec<Booking> {
    let mut bookings = Vec::new();
    for write in &mut decision.writes {
        let code = knowledge.codes.get(&write.register);
        let code = code.map_or("", String::as_str);
        match booking(write, code, at, &knowledge.revoked_staff) {
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
