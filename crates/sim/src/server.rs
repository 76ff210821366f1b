//! The server: the real `decide` over a database in memory, whose commits are whole.

use crate::disk::Row;
use crate::wire::{Message, WireAnswer, Wish};
use pos_protocol::sync::{Fate, Head, HeldResponse, PushResponse};
use pos_protocol::{Hash, Sealed};
use pos_till::sync::plan::Failure;
use std::collections::HashMap;
use std::rc::Rc;
use sync_server::sync::decide::{Decision, Known, RegisterKeys, decide};
use sync_server::sync::entry_write::EntryWrite;
use uuid::Uuid;

/// A row of the journal on the server.
#[derive(Debug, Clone)]
pub struct Held {
    /// Its exact bytes.
    pub sealed: Rc<Sealed>,
    /// The entry before it.
    pub parent: Option<Hash>,
    /// What became of it.
    pub fate: Fate,
    /// How often it was booked.
    pub bookings: u32,
}

/// The database. To copy it is to dump it.
#[derive(Clone, Default)]
pub struct Database {
    /// What `decide` has to know: all that is held, by hash and by place, the registers, the heads.
    pub known: Known,
    /// The journal.
    pub entries: HashMap<Hash, Held>,
    /// The books: which entry an order was booked from.
    pub orders: HashMap<String, Hash>,
}

impl Database {
    /// Enrols a register.
    pub fn enrol(&mut self, register: Uuid, key: ed25519_dalek::VerifyingKey) {
        let keys = RegisterKeys {
            keys: vec![key],
            revoked: false,
        };
        self.known.registers.insert(register, keys);
    }

    fn heads(&self, register: Uuid) -> Vec<Head> {
        let heads = self.known.heads.values();
        heads
            .filter(|head| head.register == register)
            .cloned()
            .collect()
    }

    /// Everything that was decided, in one transaction.
    fn commit(&mut self, batch: &[Sealed], decision: &Decision) {
        for write in &decision.writes {
            self.store(&batch[write.index], write);
        }
        self.known.heads = decision.heads.clone();
    }

    fn store(&mut self, sealed: &Sealed, write: &EntryWrite) {
        let place = (!write.branch.is_empty()).then(|| (write.branch.clone(), write.seq));
        if place.is_some() {
            let taken = (write.register, write.branch.clone(), write.seq);
            self.known.taken.insert(taken);
        }
        self.known.held.insert(write.hash, place);
        let (fate, bookings) = self.book(write);
        let before = self
            .entries
            .get(&write.hash)
            .map_or(0, |held| held.bookings);
        let held = Held {
            sealed: Rc::new(sealed.clone()),
            parent: write.parent,
            fate,
            bookings: before + bookings,
        };
        self.entries.insert(write.hash, held);
    }

    /// An order id is booked once. The real database says so by a unique constraint, and quarantines the second.
    fn book(&mut self, write: &EntryWrite) -> (Fate, u32) {
        let Some(fact) = &write.fact else {
            return (write.fate, 0);
        };
        if let pos_protocol::Fact::OrderCompleted(completed) = fact {
            let id = completed.order.id();
            if self
                .orders
                .get(id)
                .is_some_and(|booked| *booked != write.hash)
            {
                return (Fate::Quarantined, 0);
            }
            self.orders.insert(id.to_owned(), write.hash);
        }
        (write.fate, 1)
    }
}

/// The server's program and its database.
#[derive(Default)]
pub struct Server {
    /// The database.
    pub database: Database,
    /// Its dumps, oldest first.
    pub dumps: Vec<Database>,
    /// Whether the program runs.
    pub up: bool,
    /// The secret of its tokens.
    pub secret: u64,
    /// Which catalogue it has.
    pub catalogue: u64,
    /// The most entries that something on the way lets through.
    pub most: Option<usize>,
    /// It runs a program of another protocol.
    pub other_protocol: bool,
    /// It has lost its database.
    pub database_away: bool,
}

/// What handling a request comes to, before it is committed and sent.
pub struct Handled {
    /// What is to be committed: the batch and what was decided about it.
    pub commit: Option<(Rc<Vec<Sealed>>, Decision)>,
    /// The answer.
    pub answer: WireAnswer,
}

impl Server {
    /// Handles a request up to the commit.
    pub fn handle(&self, message: &Message) -> Handled {
        let failed = |failure| Handled {
            commit: None,
            answer: WireAnswer::Failed(failure),
        };
        if self.other_protocol {
            return failed(Failure::ProtocolMismatch { server: Some(2) });
        }
        if self.database_away {
            return failed(Failure::Away {
                wait_ms: Some(2_000),
            });
        }
        let enrolled = self.database.known.registers.contains_key(&message.courier);
        let trusted = message.token == Some(self.secret) || matches!(message.wish, Wish::Token);
        if !(enrolled && trusted) {
            return failed(Failure::Unauthorized);
        }
        let answer = match &message.wish {
            Wish::Token => WireAnswer::Token(self.secret),
            Wish::Pull(at) if at.is_some_and(|at| at != self.catalogue) => {
                WireAnswer::Failed(Failure::CursorUnknown)
            }
            Wish::Pull(_) => WireAnswer::Pulled(self.catalogue),
            Wish::Push(batch) if self.most.is_some_and(|most| batch.len() > most) => {
                WireAnswer::Failed(Failure::TooLarge)
            }
            Wish::Push(batch) => return self.push(message.courier, batch),
            Wish::Held(hashes) => {
                let held = hashes
                    .iter()
                    .filter(|hash| self.database.entries.contains_key(hash));
                WireAnswer::Held(Rc::new(HeldResponse {
                    held: held.copied().collect(),
                    heads: self.database.heads(message.courier),
                    revoked_staff: None,
                }))
            }
        };
        Handled {
            commit: None,
            answer,
        }
    }

    fn push(&self, courier: Uuid, batch: &Rc<Vec<Sealed>>) -> Handled {
        let decision = decide(&self.database.known, courier, batch);
        let heads = decision
            .heads
            .values()
            .filter(|head| head.register == courier);
        let answer = WireAnswer::Pushed(Rc::new(PushResponse {
            verdicts: decision.verdicts.clone(),
            heads: heads.cloned().collect(),
            revoked_staff: None,
        }));
        Handled {
            commit: Some((Rc::clone(batch), decision)),
            answer,
        }
    }

    /// Commits what was decided.
    pub fn commit(&mut self, batch: &[Sealed], decision: &Decision) {
        self.database.commit(batch, decision);
    }

    /// Whether the row is where it belongs: booked once, or stored until the server's program is newer.
    pub fn has(&self, row: &Row) -> Result<(), String> {
        let Some(held) = self.database.entries.get(&row.sealed.hash) else {
            return Err("is not on the server".to_owned());
        };
        if *held.sealed != row.sealed {
            return Err("has other bytes on the server".to_owned());
        }
        match (row.known_kind, held.fate, held.bookings) {
            (true, Fate::Accepted, 1) | (false, Fate::Stored, 0) => Ok(()),
            (_, fate, bookings) => Err(format!("is {fate:?} and booked {bookings} times")),
        }
    }
}
