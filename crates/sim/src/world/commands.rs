//! What people do at the registers.

use super::{Fault, Happening, Trouble, World};
use crate::disk::Note;
use crate::trade::{self, Shift};
use pos_core::basket::BasketKind;
use pos_core::{Amount, ShiftTotals};
use pos_protocol::Fact;
use pos_till::sync::plan::Event;

impl World {
    /// The next command of a register's people.
    pub(super) fn command(&mut self, till: usize) -> Result<(), Trouble> {
        if self.tills[till].left == 0 {
            return Ok(());
        }
        let pause = self.dice.between(50, 3_000);
        self.after(pause, Happening::Command(till));
        if self.tills[till].process.is_none() {
            // They wait until it has started again.
            return Ok(());
        }
        self.tills[till].left -= 1;
        self.commands += 1;
        if self.tills[till].disk.shift.is_none() {
            return self.open_shift(till);
        }
        match self.dice.index(100) {
            0..68 => self.ring_up(till, BasketKind::Sale),
            68..76 => self.ring_up(till, BasketKind::Refund),
            76..82 => {
                let shift = self.shift(till);
                let fact = trade::voided(&mut self.dice, &shift.id);
                self.write(till, &Note::Fact(&fact))
            }
            82..87 => self.write(till, &Note::Fact(&trade::signed_in())),
            87..90 => self.write(till, &Note::FromTheFuture),
            90..95 => self.close_shift(till),
            _ => self.tell(till, Event::Nudge),
        }
    }

    fn shift(&self, till: usize) -> Shift {
        let none = || Shift {
            id: String::new(),
            totals: ShiftTotals::default(),
        };
        self.tills[till].disk.shift.clone().unwrap_or_else(none)
    }

    fn open_shift(&mut self, till: usize) -> Result<(), Trouble> {
        let id = self.dice.uuid().to_string();
        let disk = &mut self.tills[till].disk;
        disk.shifts += 1;
        let fact = trade::opened(&id, disk.shifts);
        disk.shift = Some(Shift {
            id,
            totals: ShiftTotals::default(),
        });
        self.write(till, &Note::Fact(&fact))
    }

    fn close_shift(&mut self, till: usize) -> Result<(), Trouble> {
        let shift = self.shift(till);
        let disk = &mut self.tills[till].disk;
        let fact = trade::closed(&shift, disk.perpetual)?;
        disk.shift = None;
        self.write(till, &Note::Fact(&fact))
    }

    fn ring_up(&mut self, till: usize, kind: BasketKind) -> Result<(), Trouble> {
        let mut shift = self.shift(till);
        let completed = self.shop.order(&mut self.dice, kind, &shift.id)?;
        shift.totals = shift.totals.with(&completed.order)?;
        let gross = completed.order.totals().gross;
        let disk = &mut self.tills[till].disk;
        disk.perpetual = disk.perpetual.plus(gross.max(Amount::ZERO))?;
        disk.shift = Some(shift);
        self.write(
            till,
            &Note::Fact(&Fact::OrderCompleted(Box::new(completed))),
        )
    }

    /// Puts a fact down: with the change that it records it is there or not.
    fn write(&mut self, till: usize, note: &Note<'_>) -> Result<(), Trouble> {
        let row = self.tills[till].disk.append(note, self.now)?;
        self.witness.saw_written(&row);
        self.note(|_| {
            format!(
                "till {till}: writes {}/{} {:?}",
                row.branch, row.seq, row.sealed.hash
            )
        });
        if self.goes_wrong(8) {
            self.strike(Fault::TillCrashAfterWrite, Some(till));
            self.crash(till);
            return Ok(());
        }
        let len = self.tills[till].disk.len();
        self.tell(till, Event::Wrote { len })
    }
}
