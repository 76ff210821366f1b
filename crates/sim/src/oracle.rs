//! What has to be true when a day is over.

use crate::disk::Row;
use crate::register::Register;
use crate::server::Server;
use crate::witness::Witness;
use pos_protocol::Hash;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// Every check by its name in the report, in the order in which they are made.
pub const CHECKS: &[&str] = &[
    "one_request_in_flight",
    "cursor_is_honest",
    "converged",
    "calm_when_settled",
    "every_fact_booked_once",
    "every_order_booked_once",
    "lost_only_to_restores",
    "twins_are_noticed",
    "ancestors_are_held",
    "heads_are_the_newest",
    "cursors_at_the_end",
];

/// The facts of a day by what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Facts {
    /// Put down on a disk.
    pub written: u64,
    /// Held by the server in the end.
    pub held: u64,
    /// Whose last copy a restore destroyed.
    pub lost: u64,
}

/// Judges the end of a day. Objections go to the witness.
pub fn judge(tills: &[Register], server: &Server, witness: &mut Witness) -> Facts {
    let mut facts: HashMap<Hash, Rc<Row>> = HashMap::new();
    for row in tills.iter().flat_map(|till| &till.disk.rows) {
        facts.insert(row.sealed.hash, Rc::clone(row));
    }
    for hash in server.database.entries.keys() {
        match witness.written.get(hash) {
            Some(row) => _ = facts.insert(*hash, Rc::clone(row)),
            None => witness.object(
                "every_fact_booked_once",
                format!("{hash:?} was never written by a till"),
            ),
        }
    }
    booked(&facts, server, witness);
    orders(&facts, server, witness);
    chain(server, witness);
    for (at, till) in tills.iter().enumerate() {
        let (cursor, len) = (till.disk.cursor, till.disk.len());
        if cursor != len {
            witness.object(
                "cursors_at_the_end",
                format!("till {at} has its cursor at {cursor} of {len}"),
            );
        }
        if let Some(branch) = till.disk.rows.last().map(|row| row.branch.clone())
            && let Some(head) = server
                .database
                .known
                .heads
                .get(&(till.disk.register, branch))
            && !till.disk.holds(&head.hash)
        {
            let what = format!("till {at} goes on in a branch whose head {head:?} it never wrote");
            witness.object("twins_are_noticed", what);
        }
    }
    let gone = witness
        .written
        .keys()
        .filter(|hash| !facts.contains_key(hash));
    let gone: Vec<Hash> = gone.copied().collect();
    for hash in &gone {
        if !witness.destroyed.contains(hash) {
            let what = format!("{hash:?} is gone and no restore took it");
            witness.object("lost_only_to_restores", what);
        }
    }
    let lost = gone.len() as u64;
    Facts {
        written: witness.written.len() as u64,
        held: server.database.entries.len() as u64,
        lost,
    }
}

fn booked(facts: &HashMap<Hash, Rc<Row>>, server: &Server, witness: &mut Witness) {
    for row in facts.values() {
        if let Err(wrong) = server.has(row) {
            let (branch, seq) = (&row.branch, row.seq);
            let what = format!("the fact {branch}/{seq} {:?} {wrong}", row.sealed.hash);
            witness.object("every_fact_booked_once", what);
        }
    }
}

fn orders(facts: &HashMap<Hash, Rc<Row>>, server: &Server, witness: &mut Witness) {
    let mut bookings: BTreeMap<&str, u32> = BTreeMap::new();
    for row in facts.values() {
        if let Some(order) = &row.order {
            let held = server.database.entries.get(&row.sealed.hash);
            *bookings.entry(order).or_default() += held.map_or(0, |held| held.bookings);
        }
    }
    for (order, times) in bookings {
        if times != 1 {
            witness.object(
                "every_order_booked_once",
                format!("order {order} is booked {times} times"),
            );
        }
    }
}

/// To hold an entry is to hold all its ancestors, and a head is the newest of its branch.
fn chain(server: &Server, witness: &mut Witness) {
    let database = &server.database;
    let mut newest: HashMap<(uuid::Uuid, &str), u64> = HashMap::new();
    for (hash, held) in &database.entries {
        if let Some(parent) = held.parent
            && !database.entries.contains_key(&parent)
        {
            witness.object(
                "ancestors_are_held",
                format!("{hash:?} is held and its parent {parent:?} is not"),
            );
        }
    }
    for (register, branch, seq) in &database.known.taken {
        let top = newest.entry((*register, branch)).or_default();
        *top = (*top).max(*seq);
    }
    for ((register, branch), top) in newest {
        let head = database.known.heads.get(&(register, branch.to_owned()));
        let right =
            head.is_some_and(|head| head.seq == top && database.entries.contains_key(&head.hash));
        if !right {
            witness.object(
                "heads_are_the_newest",
                format!("the head of {branch} is {head:?}, its newest entry {top}"),
            );
        }
    }
}
