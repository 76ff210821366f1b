//! Somebody who sees everything and forgets nothing: what was ever written, what the server ever held.

use crate::disk::{Disk, Row};
use pos_protocol::Hash;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// The witness of a day.
#[derive(Default)]
pub struct Witness {
    /// Every fact that was ever put down on any disk.
    pub written: HashMap<Hash, Rc<Row>>,
    /// Every fact that the server ever held.
    pub ever_held: HashSet<Hash>,
    /// Every fact that was on a disk when an older copy took its place, and is not in that copy.
    pub destroyed: HashSet<Hash>,
    /// What he saw that must not be: the check that it breaks, and what it was.
    pub objections: Vec<(&'static str, String)>,
}

impl Witness {
    /// A fact was put down.
    pub fn saw_written(&mut self, row: &Rc<Row>) {
        self.written.insert(row.sealed.hash, Rc::clone(row));
    }

    /// A till saves its cursor at the entry `hash`.
    pub fn saw_cursor(&mut self, till: usize, n: u64, hash: Option<&Hash>) {
        let honest = n == 0 || hash.is_some_and(|hash| self.ever_held.contains(hash));
        if !honest {
            let what =
                format!("till {till} saved its cursor at row {n}, which the server has never held");
            self.object("cursor_is_honest", what);
        }
    }

    /// An older copy takes the place of a disk.
    pub fn saw_restore(&mut self, disk: &Disk, copy: &Disk) {
        let kept: HashSet<Hash> = copy.rows.iter().map(|row| row.sealed.hash).collect();
        let rows = disk.rows.iter().map(|row| row.sealed.hash);
        self.destroyed
            .extend(rows.filter(|hash| !kept.contains(hash)));
    }

    /// Something is that must not be.
    pub fn object(&mut self, check: &'static str, what: String) {
        self.objections.push((check, what));
    }
}
