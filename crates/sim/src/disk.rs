//! A till's disk. A write is there whole or not at all; to copy it is to back it up.

use crate::dice::Dice;
use crate::trade::Shift;
use ed25519_dalek::SigningKey;
use pos_core::Amount;
use pos_protocol::fact::{BranchBegan, BranchReason};
use pos_protocol::{EntryBody, Fact, Hash, Sealed, SealedError};
use pos_till::sync::seen::Journal;
use serde_json::value::RawValue;
use std::collections::HashMap;
use std::convert::Infallible;
use std::rc::Rc;
use uuid::Uuid;

/// One entry with what the day has to know of it.
#[derive(Debug)]
pub struct Row {
    /// The entry as it is sent.
    pub sealed: Sealed,
    /// Its branch.
    pub branch: String,
    /// Its place in the branch.
    pub seq: u64,
    /// The order that it completes.
    pub order: Option<String>,
    /// Whether the server's program knows its kind.
    pub known_kind: bool,
}

/// A till's disk.
#[derive(Clone)]
pub struct Disk {
    /// Whose it is.
    pub register: Uuid,
    key: Rc<SigningKey>,
    /// The journal.
    pub rows: Vec<Rc<Row>>,
    index: HashMap<Hash, u64>,
    /// The newest row that the server is known to hold.
    pub cursor: u64,
    /// Which catalogue of the server it has, if any.
    pub catalogue: Option<u64>,
    /// The open shift.
    pub shift: Option<Shift>,
    /// How many shifts there were.
    pub shifts: u32,
    /// The gross of all sales ever.
    pub perpetual: Amount,
}

/// What is put down.
pub enum Note<'a> {
    /// A fact.
    Fact(&'a Fact),
    /// Something that the server's program is too old for.
    FromTheFuture,
}

impl Disk {
    /// A fresh disk with the first entry of its register.
    pub fn fresh(
        register: Uuid,
        key: SigningKey,
        dice: &mut Dice,
        now: u64,
    ) -> Result<Disk, SealedError> {
        let mut disk = Disk {
            register,
            key: Rc::new(key),
            rows: Vec::new(),
            index: HashMap::new(),
            cursor: 0,
            catalogue: None,
            shift: None,
            shifts: 0,
            perpetual: Amount::ZERO,
        };
        disk.begin_branch(BranchReason::First, dice, now)?;
        Ok(disk)
    }

    /// How many entries there are.
    pub fn len(&self) -> u64 {
        self.rows.len() as u64
    }

    /// The register's key.
    pub fn key(&self) -> &SigningKey {
        &self.key
    }

    /// Begins a branch behind the newest entry.
    pub fn begin_branch(
        &mut self,
        reason: BranchReason,
        dice: &mut Dice,
        now: u64,
    ) -> Result<Rc<Row>, SealedError> {
        let fact = Fact::BranchBegan(BranchBegan { reason });
        self.put(&Note::Fact(&fact), dice.branch(), 1, now)
    }

    /// Puts `note` down behind the newest entry.
    pub fn append(&mut self, note: &Note<'_>, now: u64) -> Result<Rc<Row>, SealedError> {
        let last = self.rows.last().ok_or(SealedError::Malformed)?;
        let (branch, seq) = (last.branch.clone(), last.seq + 1);
        self.put(note, branch, seq, now)
    }

    fn put(
        &mut self,
        note: &Note<'_>,
        branch: String,
        seq: u64,
        now: u64,
    ) -> Result<Rc<Row>, SealedError> {
        let (kind, payload, order) = match note {
            Note::Fact(fact) => {
                let order = match fact {
                    Fact::OrderCompleted(completed) => Some(completed.order.id().to_owned()),
                    _ => None,
                };
                let payload = fact.to_payload().map_err(|_| SealedError::Malformed)?;
                (fact.kind(), payload, order)
            }
            Note::FromTheFuture => {
                let payload = RawValue::from_string("{\"drawer\":1}".to_owned());
                (
                    "drawer.opened.v7",
                    payload.map_err(|_| SealedError::Malformed)?,
                    None,
                )
            }
        };
        let body = EntryBody {
            register: self.register,
            branch: branch.clone(),
            seq,
            parent: self.rows.last().map(|last| last.sealed.hash),
            kind: kind.to_owned(),
            payload,
            staff: None,
            grant_expired: false,
            business_day: Some("2026-11-02".to_owned()),
            wall_time: format!("2026-11-02T09:00:00.{now:09}Z"),
            monotonic_ms: now,
            offline: false,
        };
        let row = Rc::new(Row {
            sealed: Sealed::seal(&body, &self.key)?,
            branch,
            seq,
            order,
            known_kind: matches!(note, Note::Fact(_)),
        });
        self.rows.push(Rc::clone(&row));
        self.index.insert(row.sealed.hash, self.len());
        Ok(row)
    }

    /// Whether the entry is on this disk.
    pub fn holds(&self, hash: &Hash) -> bool {
        self.index.contains_key(hash)
    }

    /// The hashes of these rows.
    pub fn hashes(&self, places: &[u64]) -> Vec<Hash> {
        let row = |place: &u64| self.rows.get(usize::try_from(place.checked_sub(1)?).ok()?);
        places
            .iter()
            .filter_map(row)
            .map(|row| row.sealed.hash)
            .collect()
    }

    /// The entries after `after`, at most `max` and as many bytes as a push should have, but one if there is any.
    pub fn entries_after(&self, after: u64, max: usize) -> Vec<Sealed> {
        let mut bytes = 0;
        let rows = self
            .rows
            .iter()
            .skip(usize::try_from(after).unwrap_or(usize::MAX))
            .take(max);
        let mut entries: Vec<Sealed> = Vec::new();
        for row in rows {
            bytes += row.sealed.body.len();
            if !entries.is_empty() && bytes > pos_protocol::limits::TARGET_BATCH_BYTES {
                break;
            }
            entries.push(row.sealed.clone());
        }
        entries
    }
}

impl Journal for Disk {
    type Error = Infallible;

    fn register(&self) -> Uuid {
        self.register
    }

    fn branch(&self) -> Result<Option<String>, Infallible> {
        Ok(self.rows.last().map(|last| last.branch.clone()))
    }

    fn find(&self, hash: &Hash) -> Result<Option<u64>, Infallible> {
        Ok(self.index.get(hash).copied())
    }

    fn branch_at(&self, n: u64) -> Result<Option<String>, Infallible> {
        let at = usize::try_from(n.saturating_sub(1)).ok();
        Ok(at
            .and_then(|at| self.rows.get(at))
            .map(|row| row.branch.clone()))
    }
}
