//! One day: a queue of happenings in the order of their time, and the shells around `plan` and `decide`.

mod commands;
mod day;
mod mishaps;
mod network;
mod shell;

use crate::dice::Dice;
use crate::disk::Disk;
use crate::faults::{Fault, Faults};
use crate::oracle::Facts;
use crate::register::Register;
use crate::server::Server;
use crate::trade::{Shop, TradeError};
use crate::wire::{Message, WireAnswer};
use crate::witness::Witness;
use mishaps::Mishap;
use pos_protocol::SealedError;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use thiserror::Error;

pub use day::live;

/// A day that this program could not even play.
#[derive(Debug, Error)]
pub enum Trouble {
    /// Trade that can't be.
    #[error("the simulated trade is impossible: {0}")]
    Trade(#[from] TradeError),
    /// An entry that can't be sealed.
    #[error("the simulated till can't seal an entry: {0}")]
    Seal(#[from] SealedError),
    /// A sum.
    #[error("the simulated shop is impossible: {0}")]
    Money(#[from] pos_core::MoneyError),
}

/// What a day came to.
#[derive(Debug)]
pub struct DayReport {
    /// Its seed.
    pub seed: u64,
    /// How many commands people gave.
    pub commands: u64,
    /// What struck, and how often.
    pub faults: Faults,
    /// What became of the facts.
    pub facts: Facts,
    /// The checks that failed, and how.
    pub objections: Vec<(&'static str, String)>,
    /// Everything that happened, if it was asked for.
    pub trace: Vec<String>,
}

enum Happening {
    Command(usize),
    Tick {
        till: usize,
        boot: u32,
    },
    Request {
        till: usize,
        boot: u32,
        request: u64,
        message: Message,
    },
    Answer {
        till: usize,
        boot: u32,
        request: u64,
        answer: WireAnswer,
    },
    TimeOut {
        till: usize,
        boot: u32,
        request: u64,
    },
    Mishap(Mishap),
}

struct World {
    now: u64,
    dice: Dice,
    shop: Shop,
    tills: Vec<Register>,
    server: Server,
    faults: Faults,
    witness: Witness,
    commands: u64,
    /// No more faults.
    calm: bool,
    /// When nothing that was drawn for the day is left to come.
    last_mishap: u64,
    queue: BinaryHeap<Reverse<(u64, u64)>>,
    happenings: BTreeMap<u64, Happening>,
    queued: u64,
    trace: Option<Vec<String>>,
}

impl World {
    /// Notes what happens, if somebody wants to read it.
    fn note(&mut self, what: impl FnOnce(&World) -> String) {
        if self.trace.is_some() {
            let line = format!("{:>9} {}", self.now, what(self));
            if let Some(trace) = &mut self.trace {
                trace.push(line);
            }
        }
    }

    fn strike(&mut self, fault: Fault, till: Option<usize>) {
        self.note(|_| match till {
            Some(till) => format!("till {till}: {}", fault.name()),
            None => format!("server: {}", fault.name()),
        });
        self.faults.strike(fault);
    }

    /// Whether a fault strikes now. None does once the day is calm.
    fn goes_wrong(&mut self, per_mille: u32) -> bool {
        !self.calm && self.dice.happens(per_mille)
    }

    fn after(&mut self, wait: u64, happening: Happening) {
        self.queued += 1;
        self.queue.push(Reverse((self.now + wait, self.queued)));
        self.happenings.insert(self.queued, happening);
    }

    /// Lets the next thing happen; whether there was one.
    fn step(&mut self) -> Result<bool, Trouble> {
        let Some(Reverse((time, number))) = self.queue.pop() else {
            return Ok(false);
        };
        self.now = time;
        match self.happenings.remove(&number) {
            Some(Happening::Command(till)) => self.command(till)?,
            Some(Happening::Tick { till, boot }) => self.tick(till, boot)?,
            Some(Happening::Request {
                till,
                boot,
                request,
                message,
            }) => self.serve(till, boot, request, &message),
            Some(Happening::Answer {
                till,
                boot,
                request,
                answer,
            }) => self.deliver(till, boot, request, answer)?,
            Some(Happening::TimeOut {
                till,
                boot,
                request,
            }) => self.give_up(till, boot, request)?,
            Some(Happening::Mishap(mishap)) => self.befall(mishap)?,
            None => {}
        }
        Ok(true)
    }

    fn add_till(&mut self, disk: Disk, commands: u32) -> usize {
        self.tills.push(Register::new(disk, commands));
        let till = self.tills.len() - 1;
        self.after(1, Happening::Command(till));
        self.wake(till);
        till
    }
}
