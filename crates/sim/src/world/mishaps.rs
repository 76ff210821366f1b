//! What befalls a day besides the network: crashes, backups that come back, a server that is not itself.

use super::{Fault, Happening, Trouble, World};
use crate::disk::Disk;
use crate::register::Process;

/// Something that befalls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mishap {
    /// A till's program dies.
    CrashTill(usize),
    /// It starts again.
    StartTill(usize),
    /// Somebody backs a till's disk up.
    CopyDisk(usize),
    /// And somebody puts a backup back.
    RestoreDisk(usize),
    /// Or starts a second till from it.
    CloneDisk(usize),
    /// A till loses its network for that many milliseconds.
    CutNetwork(usize, u64),
    /// The server's program dies.
    CrashServer,
    /// It starts again.
    StartServer,
    /// Somebody dumps the database.
    Dump,
    /// And somebody restores a dump.
    RestoreDatabase,
    /// The server loses its database, or has it again.
    DatabaseAway(bool),
    /// The server runs another protocol's program, or ours again.
    OtherProtocol(bool),
    /// Something on the way lets only small pushes through, or no longer.
    SmallPushes(bool),
    /// A supervisor enrols a register, for the first time or again.
    Enrol(usize),
}

impl World {
    pub(super) fn befall(&mut self, mishap: Mishap) -> Result<(), Trouble> {
        let mends = matches!(
            mishap,
            Mishap::StartTill(_) | Mishap::StartServer | Mishap::Enrol(_)
        );
        if self.calm && !mends {
            return Ok(());
        }
        self.note(|_| format!("{mishap:?}"));
        match mishap {
            Mishap::CrashTill(till) => {
                if self.tills[till].process.is_some() {
                    self.strike(Fault::TillCrash, Some(till));
                    self.crash(till);
                }
            }
            Mishap::StartTill(till) => self.start(till),
            Mishap::CopyDisk(till) => {
                let copy = self.tills[till].disk.clone();
                self.tills[till].copies.push(copy);
            }
            Mishap::RestoreDisk(till) => self.restore_disk(till),
            Mishap::CloneDisk(till) => self.clone_disk(till),
            Mishap::CutNetwork(till, ms) => self.tills[till].cut_until = self.now + ms,
            Mishap::CrashServer => self.crash_server(),
            Mishap::StartServer => {
                self.server.up = true;
                if self.dice.happens(500) {
                    self.server.secret += 1;
                }
            }
            Mishap::Dump => {
                let dump = self.server.database.clone();
                self.server.dumps.push(dump);
            }
            Mishap::RestoreDatabase => self.restore_database(),
            Mishap::DatabaseAway(away) => self.server.database_away = away,
            Mishap::OtherProtocol(other) => self.server.other_protocol = other,
            Mishap::SmallPushes(small) => self.server.most = small.then_some(3),
            Mishap::Enrol(till) => self.enrol(till),
        }
        Ok(())
    }

    /// A till's program dies, and somebody starts it again after a while.
    pub(super) fn crash(&mut self, till: usize) {
        self.tills[till].process = None;
        let wait = self.dice.between(500, 20_000);
        self.after(wait, Happening::Mishap(Mishap::StartTill(till)));
    }

    pub(super) fn start(&mut self, till: usize) {
        let register = &mut self.tills[till];
        if register.process.is_none() {
            register.boot += 1;
            register.process = Some(Process::start(&register.disk));
            self.wake(till);
        }
    }

    pub(super) fn crash_server(&mut self) {
        self.server.up = false;
        let wait = self.dice.between(500, 15_000);
        self.after(wait, Happening::Mishap(Mishap::StartServer));
    }

    pub(super) fn enrol(&mut self, till: usize) {
        let disk = &self.tills[till].disk;
        self.server
            .database
            .enrol(disk.register, disk.key().verifying_key());
    }

    fn older_copy(&mut self, till: usize) -> Option<Disk> {
        let copies = &self.tills[till].copies;
        let at = (!copies.is_empty()).then(|| self.dice.index(copies.len()))?;
        Some(self.tills[till].copies[at].clone())
    }

    fn restore_disk(&mut self, till: usize) {
        let Some(copy) = self.older_copy(till) else {
            return;
        };
        self.strike(Fault::DiskRestored, Some(till));
        self.crash(till);
        self.witness.saw_restore(&self.tills[till].disk, &copy);
        self.tills[till].disk = copy;
    }

    fn clone_disk(&mut self, till: usize) {
        let Some(copy) = self.older_copy(till) else {
            return;
        };
        self.strike(Fault::DiskCloned, Some(till));
        self.add_till(copy, 20);
    }

    fn restore_database(&mut self) {
        if self.server.dumps.is_empty() {
            return;
        }
        let at = self.dice.index(self.server.dumps.len());
        self.server.database = self.server.dumps[at].clone();
        self.server.catalogue += 1;
        self.strike(Fault::DatabaseRestored, None);
        for till in 0..self.tills.len() {
            let register = self.tills[till].disk.register;
            if !self.server.database.known.registers.contains_key(&register) {
                self.strike(Fault::EnrolmentLost, Some(till));
                let wait = self.dice.between(1_000, 30_000);
                self.after(wait, Happening::Mishap(Mishap::Enrol(till)));
            }
        }
    }
}
