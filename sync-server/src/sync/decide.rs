//! What becomes of each entry of a push. Pure: what is known comes in, what is to be written goes out, so that the
//! server, its tests and the simulation run the same decision.
//!
//! One invariant carries the whole synchronisation: **to hold an entry is to hold all its ancestors.** An entry whose
//! parent isn't held is refused, and nothing else that a register of the shop has written ever is, unless its bytes
//! are not what they claim to be.

use crate::sync::entry_write::EntryWrite;
use crate::sync::read::{Delivered, Reading};
use crate::sync::signed::Signed;
use ed25519_dalek::VerifyingKey;
use pos_protocol::codes::Code;
use pos_protocol::entry::Sealed;
use pos_protocol::sync::{Fate, Head, Verdict};
use pos_protocol::{Hash, limits};
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// What the door knows of a register.
#[derive(Debug, Clone, Default)]
pub struct RegisterKeys {
    /// Every key ever enrolled for it.
    pub keys: Vec<VerifyingKey>,
    /// Its entries are kept, but an admin looks at them first.
    pub revoked: bool,
}

/// What the server knows of the entries of one push, read under the locks of their registers.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Of the batch's hashes and their parents those that are held in any fate, with branch and seq; none where the
    /// held entry has no place (its row's branch is empty).
    pub held: HashMap<Hash, Option<(String, u64)>>,
    /// Of the batch's hashes those that are held with a signature of nobody: whoever has the true one brings it yet.
    pub forged: HashSet<Hash>,
    /// Of the batch's places (register, branch, seq) those that a held entry has which its register has signed.
    pub taken: HashSet<(Uuid, String, u64)>,
    /// The registers that the batch names, and the courier.
    pub registers: HashMap<Uuid, RegisterKeys>,
    /// All heads of those registers.
    pub heads: BTreeMap<(Uuid, String), Head>,
}

/// The whole answer to a push.
#[derive(Debug, Clone, Default)]
pub struct Decision {
    /// One for each entry, in order.
    pub verdicts: Vec<Verdict>,
    /// What is to be stored, in order.
    pub writes: Vec<EntryWrite>,
    /// The heads as they are once that is stored.
    pub heads: BTreeMap<(Uuid, String), Head>,
}

/// What one courier delivers in one push.
#[derive(Debug, Clone, Copy)]
pub struct Delivery<'a> {
    /// The register whose device token brings it.
    pub courier: Uuid,
    /// The entries, in its order.
    pub batch: &'a [Delivered],
}

/// Decides the fate of every entry that `courier` delivers.
pub fn decide(known: &Known, courier: Uuid, batch: &[Sealed]) -> Decision {
    let batch: Vec<Delivered> = batch.iter().cloned().map(Delivered::from).collect();
    let delivery = Delivery {
        courier,
        batch: &batch,
    };
    let mut one = decide_together(known, &[delivery]);
    one.pop().unwrap_or_default()
}

/// Decides pushes that are taken in together, in their order: each finds those before it held already.
pub fn decide_together(known: &Known, deliveries: &[Delivery<'_>]) -> Vec<Decision> {
    let mut door = Door {
        known,
        courier: Uuid::nil(),
        held: HashMap::new(),
        forged: HashMap::new(),
        taken: HashSet::new(),
        previous_refused: false,
        signed: Signed::default(),
        heads: known.heads.clone(),
    };
    deliveries.iter().map(|one| door.decide(one)).collect()
}

enum Judgement {
    Duplicate,
    Refused(Code),
    Held(Box<EntryWrite>),
}

/// What is known, and what the entries of this batch add to it.
struct Door<'a> {
    known: &'a Known,
    courier: Uuid,
    held: HashMap<Hash, Option<(String, u64)>>,
    /// Whether the entry of this hash, as this batch brought it, is signed by nobody.
    forged: HashMap<Hash, bool>,
    taken: HashSet<(Uuid, String, u64)>,
    previous_refused: bool,
    signed: Signed,
    heads: BTreeMap<(Uuid, String), Head>,
}

impl Door<'_> {
    fn decide(&mut self, delivery: &Delivery<'_>) -> Decision {
        (self.courier, self.previous_refused) = (delivery.courier, false);
        self.signed = self.signed(delivery);
        let mut decision = Decision::default();
        for (index, entry) in delivery.batch.iter().enumerate() {
            let (fate, code) = match self.judge(index, entry) {
                Judgement::Duplicate => (Fate::Duplicate, None),
                Judgement::Refused(code) => (Fate::Refused, Some(code)),
                Judgement::Held(write) => {
                    let verdict = (write.fate, write.code);
                    self.keep(&write);
                    decision.writes.push(*write);
                    verdict
                }
            };
            self.previous_refused = fate == Fate::Refused;
            decision.verdicts.push(Verdict {
                hash: entry.sealed.hash,
                fate,
                code,
            });
        }
        decision.heads = self.heads.clone();
        decision
    }

    /// What is held already under its register's signature is not checked again.
    fn signed(&self, delivery: &Delivery<'_>) -> Signed {
        let courier = delivery.courier;
        let keys = self.known.registers.get(&courier);
        let keys = keys.map_or(&[][..], |register| &register.keys);
        let to_check =
            |entry: &&Sealed| self.place_of(&entry.hash).is_none() || self.is_forged(&entry.hash);
        let entries = delivery.batch.iter().map(|entry| &entry.sealed);
        let entries: Vec<_> = entries.filter(to_check).collect();
        Signed::together(courier, keys, &entries)
    }

    fn place_of(&self, hash: &Hash) -> Option<&Option<(String, u64)>> {
        self.held.get(hash).or_else(|| self.known.held.get(hash))
    }

    /// The hash is over the body alone, so whoever knows an entry can bring it with a signature of nobody before its
    /// register does.
    fn is_forged(&self, hash: &Hash) -> bool {
        let here = self.forged.get(hash).copied();
        here.unwrap_or_else(|| self.known.forged.contains(hash))
    }

    fn judge(&self, index: usize, entry: &Delivered) -> Judgement {
        let Delivered { sealed, reading } = entry;
        let replaces = self.is_forged(&sealed.hash);
        if self.place_of(&sealed.hash).is_some() && !replaces {
            return Judgement::Duplicate;
        }
        if sealed.body.len() > limits::MAX_ENTRY_BYTES {
            return Judgement::Refused(Code::EntryTooLarge);
        }
        if sealed.check_hash().is_err() {
            return Judgement::Refused(Code::BadHash);
        }
        let register = reading.register().unwrap_or(self.courier);
        let Some(keys) = self.known.registers.get(&register) else {
            return Judgement::Refused(Code::UnknownRegister);
        };
        let signed = || self.signed.holds(register, &keys.keys, sealed);
        if replaces && !signed() {
            return Judgement::Duplicate;
        }
        if !self.parent_is_held(reading) {
            return Judgement::Refused(Code::Gap);
        }
        let mut write = EntryWrite {
            index,
            hash: sealed.hash,
            register,
            branch: String::new(),
            seq: 0,
            parent: reading.parent(),
            kind: String::new(),
            fate: Fate::Quarantined,
            code: Some(Code::MalformedEntry),
            reason: None,
            fork: false,
            replaces,
            fact: None,
            header: None,
        };
        if let Reading::Entry(body) = reading
            && self.place_fits(&body.branch, body.seq, body.parent.as_ref())
        {
            let place = (register, body.branch.clone(), body.seq);
            write.fork = self.taken.contains(&place) || self.known.taken.contains(&place);
            write.take_up(signed(), keys.revoked, body);
        }
        Judgement::Held(Box::new(write))
    }

    /// Bytes that don't even name a parent belong behind the entry that was sent before them.
    fn parent_is_held(&self, reading: &Reading) -> bool {
        match reading {
            Reading::Unreadable => !self.previous_refused,
            _ => reading
                .parent()
                .is_none_or(|parent| self.place_of(&parent).is_some()),
        }
    }

    fn place_fits(&self, branch: &str, seq: u64, parent: Option<&Hash>) -> bool {
        match parent.and_then(|parent| self.place_of(parent)) {
            None => seq == 1,
            Some(Some((before, at))) if before == branch => at.checked_add(1) == Some(seq),
            Some(Some(_)) => seq == 1,
            // The parent's own place can't be read, so nothing can be said against this one.
            Some(None) => true,
        }
    }

    fn keep(&mut self, write: &EntryWrite) {
        if write.branch.is_empty() {
            self.held.insert(write.hash, None);
            return;
        }
        let place = (write.branch.clone(), write.seq);
        self.held.insert(write.hash, Some(place));
        // A forged entry must not make its register believe that somebody else runs on a copy of its disk.
        let forged = write.code == Some(Code::BadSignature);
        self.forged.insert(write.hash, forged);
        if forged {
            return;
        }
        self.taken
            .insert((write.register, write.branch.clone(), write.seq));
        let key = (write.register, write.branch.clone());
        // Of two entries with one place the first stays the head: the register that wrote the other then sees a head
        // that it doesn't know, and begins a branch of its own.
        if self.heads.get(&key).is_none_or(|head| head.seq < write.seq) {
            let head = Head {
                register: write.register,
                branch: write.branch.clone(),
                seq: write.seq,
                hash: write.hash,
                countersignature: Vec::new(),
            };
            self.heads.insert(key, head);
        }
    }
}

#[cfg(test)]
#[path = "decide_tests/mod.rs"]
mod tests;
