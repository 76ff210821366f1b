//! The power fails: between two commands, or in the middle of a commit. What the disk has then is opened and goes on.

use super::check::differs;
use super::step::Step;
use super::world::World;
use pos_till::verify::verify_journal;
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Every file of the till, by name, as it is at this moment.
type Disk = BTreeMap<String, Vec<u8>>;

const DB: &str = "till.db";
const WAL: &str = "till.db-wal";

/// What SQLite shares between processes is memory, and gone with the power.
fn disk(dir: &Path) -> Disk {
    let files = fs::read_dir(dir).unwrap().map(Result::unwrap);
    let files = files.filter(|file| file.file_type().unwrap().is_file());
    let named = files.map(|file| (file.file_name().into_string().unwrap(), file.path()));
    named
        .filter(|(name, _)| !name.ends_with("-shm"))
        .map(|(name, path)| (name, fs::read(path).unwrap()))
        .collect()
}

impl World {
    /// What is open is dropped without a word and opened again.
    pub fn restart(&mut self) {
        // The folder's lock goes with the till that has it.
        self.till = self.shop.open_in(&self.shop.dir().join("nobody"));
        self.reopen(self.dir.clone());
    }

    /// The power fails between two commands, while somebody else's transaction is half written, and maybe after a part
    /// of the log has gone into the file.
    pub fn kill(&mut self, checkpoint: bool) {
        let other = Connection::open(self.dir.join(DB)).unwrap();
        if checkpoint {
            other
                .query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))
                .unwrap();
        }
        other
            .execute_batch(
                "PRAGMA cache_size = 1; BEGIN IMMEDIATE;
                 UPDATE journal SET wall_time = 'torn'; UPDATE shifts SET totals = '{}';
                 UPDATE basket_lines SET line = 'torn'; UPDATE orders SET gross = 0;",
            )
            .unwrap();
        let left = disk(&self.dir);
        other.execute_batch("ROLLBACK").unwrap();
        drop(other);
        let dir = self.laid_out(&left);
        self.reopen(dir);
    }

    /// The power fails while `step` commits, after so many per cent of what it writes: the till is as before, or as
    /// after, or between two transactions where it makes several.
    pub fn torn(&mut self, step: &Step, percent: usize) {
        let before = disk(&self.dir);
        let mut may_be = vec![self.model.clone()];
        self.passed.clear();
        self.act(step);
        may_be.append(&mut self.passed);
        may_be.push(self.model.clone());
        // Time goes on, whatever the disk has.
        let now_s = self.model.people.now_s;
        may_be
            .iter_mut()
            .for_each(|model| model.people.now_s = now_s);
        let mut left = disk(&self.dir);
        let (was, is) = (before.get(WAL), left.get(WAL));
        let (was, is) = (
            was.map_or(&[][..], Vec::as_slice),
            is.map_or(&[][..], Vec::as_slice),
        );
        // A log that began anew has no part that was there before.
        if is.starts_with(was) && before[DB] == left[DB] {
            let cut = was.len() + (is.len() - was.len()) * percent.min(100) / 100;
            let cut = is[..cut].to_vec();
            left.insert(WAL.to_owned(), cut);
        }
        // A file that is swept away later may still be there.
        for (name, bytes) in before {
            left.entry(name).or_insert(bytes);
        }
        let dir = self.laid_out(&left);
        self.granted = None;
        self.till = self.shop.open_in(&dir);
        self.dir = dir;
        verify_journal(&self.dir.join(DB)).unwrap();
        let mut wrong = Vec::new();
        for model in may_be.into_iter().map(|model| model.restarted()) {
            match differs(&model, &self.till, &self.dir.join(DB)) {
                Ok(()) => {
                    self.model = model;
                    return;
                }
                Err(difference) => wrong.push(difference),
            }
        }
        panic!("neither as before nor as after:\n{}", wrong.join("\n"));
    }

    /// Lays the files out in a folder of their own.
    fn laid_out(&mut self, files: &Disk) -> PathBuf {
        self.crashes += 1;
        let dir = self.shop.dir().join(format!("crash-{}", self.crashes));
        fs::create_dir(&dir).unwrap();
        for (name, bytes) in files {
            fs::write(dir.join(name), bytes).unwrap();
        }
        dir
    }

    fn reopen(&mut self, dir: PathBuf) {
        self.till = self.shop.open_in(&dir);
        self.dir = dir;
        verify_journal(&self.dir.join(DB)).unwrap();
        self.model = self.model.clone().restarted();
    }
}
