//! Walks the chain, entry by entry.

use super::orders::Orders;
use super::row::{RawRow, SELECT};
use super::{Broken, Verified};
use crate::store::{count, device_keys};
use ed25519_dalek::VerifyingKey;
use pos_protocol::{EntryBody, Hash, Sealed};
use rusqlite::Connection;
use std::collections::HashSet;
use uuid::Uuid;

/// How far the walk has come.
pub(super) struct Chain {
    keys: Vec<VerifyingKey>,
    register: String,
    cursor: i64,
    orders: Orders,
    branches: HashSet<String>,
    entries: u64,
    branch: String,
    seq: u64,
    head: Option<Hash>,
}

impl Chain {
    /// Reads what the entries are held against.
    pub fn begin(db: &Connection) -> Result<Chain, Box<dyn std::error::Error>> {
        let one = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0));
        one("SELECT count(*) FROM sqlite_schema WHERE name = 'journal'").and_then(|found| {
            if found == 1 {
                Ok(())
            } else {
                Err(rusqlite::Error::QueryReturnedNoRows)
            }
        })?;
        let register = "SELECT value FROM meta WHERE key = 'register'";
        Ok(Chain {
            keys: device_keys::all(db)?,
            register: db.query_row(register, [], |row| row.get(0))?,
            cursor: one("SELECT server_cursor FROM sync_state")?,
            orders: Orders::default(),
            branches: HashSet::new(),
            entries: 0,
            branch: "-".to_owned(),
            seq: 0,
            head: None,
        })
    }

    /// Walks from the first entry to the newest.
    pub fn walk(&mut self, db: &Connection) -> Result<(), Broken> {
        let next = |chain: &Chain, error: rusqlite::Error| {
            chain.broken_next(format!("it can't be read: {error}"))
        };
        let mut rows = db.prepare(SELECT).map_err(|error| next(self, error))?;
        let mut rows = rows.query([]).map_err(|error| next(self, error))?;
        loop {
            let row = rows.next().map_err(|error| next(self, error))?;
            let Some(row) = row else { break };
            let row = RawRow::read(row).map_err(|error| next(self, error))?;
            self.step(db, &row)?;
        }
        if self.entries < count(self.cursor) {
            let reason = "it is missing, though the server was seen to hold it";
            return Err(self.broken_next(reason.to_owned()));
        }
        let orders = self.orders.counted(db);
        orders.map_err(|reason| self.broken_at_head(reason))
    }

    fn step(&mut self, db: &Connection, row: &RawRow) -> Result<(), Broken> {
        // The body is believed once its hash holds; before that the columns say which entry it is.
        let claimed = |reason: &str| Broken {
            branch: match &row.branch {
                Some(branch) => String::from_utf8_lossy(branch).into_owned(),
                None => self.branch.clone(),
            },
            seq: row.seq.map_or(self.seq + 1, count),
            reason: reason.to_owned(),
        };
        if row.n.map(count) != Some(self.entries + 1) {
            return Err(self.broken_next("its row is missing".to_owned()));
        }
        let sealed = row.sealed().map_err(claimed)?;
        if sealed.check_hash().is_err() {
            return Err(claimed("its bytes do not have its hash"));
        }
        let body = sealed.open().map_err(|error| claimed(&error.to_string()))?;
        let at_body = |reason: String| Broken {
            branch: body.branch.clone(),
            seq: body.seq,
            reason,
        };
        self.holds(db, row, &sealed, &body).map_err(at_body)?;
        self.entries += 1;
        self.branches.insert(body.branch.clone());
        self.branch = body.branch;
        self.seq = body.seq;
        self.head = Some(sealed.hash);
        Ok(())
    }

    fn holds(
        &mut self,
        db: &Connection,
        row: &RawRow,
        sealed: &Sealed,
        body: &EntryBody,
    ) -> Result<(), String> {
        sealed
            .check_signature(&self.keys)
            .map_err(|error| error.to_string())?;
        row.agrees(body)?;
        if body.register.to_string() != self.register {
            return Err("it is of another register".to_owned());
        }
        if body.parent != self.head {
            return Err("its parent is not the entry before it".to_owned());
        }
        let goes_on = self.head.is_some() && body.branch == self.branch;
        let begins = body.seq == 1 && !self.branches.contains(&body.branch);
        if !(goes_on && body.seq == self.seq + 1 || !goes_on && begins) {
            return Err("its seq does not follow the entry before it".to_owned());
        }
        self.orders.check(db, self.entries + 1, body)
    }

    /// The register whose journal it is.
    pub fn register(&self) -> Result<Uuid, uuid::Error> {
        self.register.parse()
    }

    /// The walk is over and everything held.
    pub fn verified(&self, countersigned: u64) -> Verified {
        Verified {
            entries: self.entries,
            head: self.head,
            unsent: self.entries.saturating_sub(count(self.cursor)),
            countersigned,
        }
    }

    /// The entry after the last good one.
    fn broken_next(&self, reason: String) -> Broken {
        Broken {
            branch: self.branch.clone(),
            seq: self.seq + 1,
            reason,
        }
    }

    /// The last good entry.
    pub fn broken_at_head(&self, reason: String) -> Broken {
        Broken {
            branch: self.branch.clone(),
            seq: self.seq,
            reason,
        }
    }
}
