//! Pushes as they are judged: pure, so that what was judged on a reading without a lock can be judged again.

use crate::sync::booking::{Booking, booking};
use crate::sync::decide::{Decision, Delivery, decide_together};
use crate::sync::entry_write::EntryWrite;
use crate::sync::known::Knowledge;
use crate::sync::rows::Stored;
use jiff::Timestamp;
use pos_protocol::codes::Code;
use pos_protocol::hash::Hash;
use pos_protocol::sync::{Fate, Head, PushResponse};
use std::collections::HashSet;
use uuid::Uuid;

/// Deliveries, what was decided about them, and what is to be booked for it.
pub(super) struct Judged<'a> {
    deliveries: &'a [Delivery<'a>],
    /// What they were judged upon.
    pub knowledge: Knowledge,
    decisions: Vec<Decision>,
    /// What the modules are to book.
    pub bookings: Vec<Booking>,
}

impl<'a> Judged<'a> {
    /// Judges `deliveries`, each as if those before it had been taken in already.
    pub(super) fn of(
        deliveries: &'a [Delivery<'a>],
        knowledge: Knowledge,
        at: Timestamp,
    ) -> Judged<'a> {
        let mut decisions = decide_together(&knowledge.known, deliveries);
        let decided = decisions.iter_mut();
        let bookings = decided.flat_map(|decision| bookings(decision, &knowledge, at));
        let bookings = bookings.collect();
        Judged {
            deliveries,
            knowledge,
            decisions,
            bookings,
        }
    }

    /// What is to be stored.
    pub(super) fn entries(&self) -> Vec<Stored<'_>> {
        let judged = self.deliveries.iter().zip(&self.decisions);
        let stored = judged.flat_map(|(delivery, decision)| stored(delivery, decision));
        stored.collect()
    }

    /// The heads that are others than before, as they are in the end.
    pub(super) fn moved(&self) -> Vec<&Head> {
        let before = &self.knowledge.known.heads;
        let last = self.decisions.last();
        let heads = last.into_iter().flat_map(|last| &last.heads);
        heads
            .filter(|(branch, head)| before.get(branch) != Some(head))
            .map(|(_, head)| head)
            .collect()
    }

    /// An answer for each delivery; `unbookable` are entries that could not be booked after all.
    pub(super) fn answers(self, unbookable: &HashSet<Hash>) -> Vec<PushResponse> {
        let revoked = self.knowledge.revoked_staff;
        let judged = self.deliveries.iter().zip(self.decisions);
        judged
            .map(|(delivery, decision)| {
                answer(decision, delivery.courier, unbookable, revoked.clone())
            })
            .collect()
    }
}

fn stored<'a>(delivery: &Delivery<'a>, decision: &'a Decision) -> impl Iterator<Item = Stored<'a>> {
    let Delivery { courier, batch } = *delivery;
    decision.writes.iter().map(move |write| Stored {
        courier,
        sealed: &batch[write.index].sealed,
        write,
    })
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
