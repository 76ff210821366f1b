//! A whole day from its seed: the morning's plan of mishaps, the trade, the calm after, the judgement.

use super::mishaps::Mishap;
use super::{DayReport, Happening, Trouble, World};
use crate::dice::Dice;
use crate::disk::Disk;
use crate::faults::Faults;
use crate::oracle;
use crate::server::Server;
use crate::trade::Shop;
use crate::witness::Witness;
use ed25519_dalek::SigningKey;
use std::collections::{BTreeMap, BinaryHeap};

/// How many tills there are at the beginning.
const TILLS: usize = 3;

/// How many commands the people of each give.
const COMMANDS: u32 = 75;

/// Until when mishaps are drawn, in milliseconds. People take about as long for their commands.
const EVENING: u64 = 130_000;

/// How long everything may take to be in its place once faults have stopped.
const CONVERGE: u64 = 600_000;

/// How long the quiet is watched after that, and the most requests a till may send in it.
const QUIET: u64 = 60_000;
const QUIET_REQUESTS: u64 = 40;

/// Lives one day. With `traced` everything that happens is written down.
pub fn live(seed: u64, traced: bool) -> Result<DayReport, Trouble> {
    let mut world = World::morning(seed, traced)?;
    while !world.evening() && world.step()? {}
    world.settle_down()?;
    let facts = oracle::judge(&world.tills, &world.server, &mut world.witness);
    // The oracle walks through hash maps, whose order is another in every process.
    world.witness.objections.sort_unstable();
    Ok(DayReport {
        seed,
        commands: world.commands,
        faults: world.faults,
        facts,
        objections: world.witness.objections,
        trace: world.trace.unwrap_or_default(),
    })
}

impl World {
    fn morning(seed: u64, traced: bool) -> Result<World, Trouble> {
        let mut world = World {
            now: 1,
            dice: Dice::of(seed),
            shop: Shop::new()?,
            tills: Vec::new(),
            server: Server::default(),
            faults: Faults::default(),
            witness: Witness::default(),
            commands: 0,
            calm: false,
            last_mishap: 0,
            queue: BinaryHeap::new(),
            happenings: BTreeMap::new(),
            queued: 0,
            trace: traced.then(Vec::new),
        };
        world.server.up = true;
        for till in 0..TILLS {
            let (register, key) = (
                world.dice.uuid(),
                SigningKey::from_bytes(&world.dice.secret()),
            );
            let disk = Disk::fresh(register, key, &mut world.dice, world.now)?;
            if let Some(row) = disk.rows.first() {
                world.witness.saw_written(row);
            }
            world.add_till(disk, COMMANDS);
            // The last till is enrolled when there has been a dump already.
            let enrolled = if till + 1 == TILLS { 4_000 } else { 0 };
            world.draw(enrolled, Mishap::Enrol(till));
        }
        world.draw(2_000, Mishap::Dump);
        world.draw_mishaps();
        Ok(world)
    }

    fn draw(&mut self, at: u64, mishap: Mishap) {
        self.last_mishap = self.last_mishap.max(at);
        self.after(at, Happening::Mishap(mishap));
    }

    fn some_time(&mut self) -> u64 {
        self.dice.between(5_000, EVENING)
    }

    fn draw_mishaps(&mut self) {
        for till in 0..TILLS {
            for _ in 0..self.dice.between(0, 3) {
                let at = self.some_time();
                self.draw(at, Mishap::CrashTill(till));
            }
            for _ in 0..self.dice.between(0, 3) {
                let (at, ms) = (self.some_time(), self.dice.between(1_000, 40_000));
                self.draw(at, Mishap::CutNetwork(till, ms));
            }
        }
        let unlucky = self.dice.index(TILLS);
        for _ in 0..self.dice.between(1, 4) {
            let at = self.some_time();
            self.draw(at, Mishap::CopyDisk(unlucky));
        }
        for (per_mille, mishap) in [
            (700, Mishap::RestoreDisk(unlucky)),
            (250, Mishap::RestoreDisk(unlucky)),
            (250, Mishap::CloneDisk(unlucky)),
            (700, Mishap::RestoreDatabase),
            (200, Mishap::RestoreDatabase),
            (600, Mishap::CrashServer),
            (500, Mishap::Dump),
            (500, Mishap::Dump),
        ] {
            if self.dice.happens(per_mille) {
                let at = self.some_time();
                self.draw(at, mishap);
            }
        }
        let weather: [fn(bool) -> Mishap; 3] = [
            Mishap::DatabaseAway,
            Mishap::OtherProtocol,
            Mishap::SmallPushes,
        ];
        for spell in weather {
            if self.dice.happens(300) {
                let (at, ms) = (self.some_time(), self.dice.between(2_000, 20_000));
                self.draw(at, spell(true));
                self.draw(at + ms, spell(false));
            }
        }
    }

    /// Whether trade is over and all that was drawn has come.
    fn evening(&self) -> bool {
        self.now > self.last_mishap && self.tills.iter().all(|till| till.left == 0)
    }

    /// Faults stop, everything is mended, and then all has to find its place.
    fn settle_down(&mut self) -> Result<(), Trouble> {
        self.note(|_| "calm".to_owned());
        self.calm = true;
        self.server.up = true;
        (
            self.server.database_away,
            self.server.other_protocol,
            self.server.most,
        ) = (false, false, None);
        for till in 0..self.tills.len() {
            self.tills[till].cut_until = 0;
            self.enrol(till);
            self.start(till);
        }
        let until = self.now + CONVERGE;
        while !self.has_converged() {
            if self.now > until || !self.step()? {
                let what = self.pending();
                self.witness.object(
                    "converged",
                    format!("{what} after {CONVERGE} ms without faults"),
                );
                return Ok(());
            }
        }
        let before: Vec<u64> = self.tills.iter().map(|till| till.requests).collect();
        let until = self.now + QUIET;
        while self.now < until && self.step()? {}
        for (till, before) in before.into_iter().enumerate() {
            let sent = self.tills[till].requests - before;
            if sent > QUIET_REQUESTS || !self.tills[till].is_settled() {
                let what =
                    format!("till {till} sent {sent} requests in {QUIET} ms with nothing to send");
                self.witness.object("calm_when_settled", what);
            }
        }
        Ok(())
    }

    fn has_converged(&self) -> bool {
        let there = |till: &crate::register::Register| {
            till.is_settled()
                && till
                    .disk
                    .rows
                    .iter()
                    .all(|row| self.server.has(row).is_ok())
        };
        self.tills.iter().all(there)
    }

    fn pending(&self) -> String {
        let mut pending = Vec::new();
        for (at, till) in self.tills.iter().enumerate() {
            let missing = till.disk.rows.iter().find_map(|row| {
                let wrong = self.server.has(row).err()?;
                Some(format!("{}/{} {wrong}", row.branch, row.seq))
            });
            let state = till.process.as_ref().map(|process| &process.state);
            if !till.is_settled() || missing.is_some() {
                let (cursor, len) = (till.disk.cursor, till.disk.len());
                pending.push(format!(
                    "till {at} stands at {cursor} of {len}, {missing:?}, {state:?}"
                ));
            }
        }
        pending.join("; ")
    }
}

#[cfg(test)]
#[path = "day_tests.rs"]
mod tests;
