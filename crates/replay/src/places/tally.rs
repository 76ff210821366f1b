//! How much was traded, as one place says it.

use serde::{Deserialize, Serialize};

use crate::file::Kind;

/// Orders of one kind, all together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// How many.
    pub orders: u64,
    /// How many lines they have.
    pub lines: i64,
    /// What they come to, in pence.
    pub gross: i64,
    /// The tax in that.
    pub tax: i64,
}

impl Tally {
    /// Counts one more order. Figures beyond the range stay at its end, and so differ from any other place's.
    pub fn add(&mut self, lines: i64, gross: i64, tax: i64) {
        self.orders += 1;
        self.lines = self.lines.saturating_add(lines);
        self.gross = self.gross.saturating_add(gross);
        self.tax = self.tax.saturating_add(tax);
    }
}

/// One place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// What went out.
    pub sales: Tally,
    /// What came back; its amounts are negative.
    pub refunds: Tally,
}

impl Place {
    /// The tally of one kind.
    pub fn of(&mut self, kind: Kind) -> &mut Tally {
        match kind {
            Kind::Sale => &mut self.sales,
            Kind::Refund => &mut self.refunds,
        }
    }
}

/// All four.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Places {
    /// The file's own parser.
    pub file: Place,
    /// SQL on each till.db.
    pub tills: Place,
    /// SQL on the ordering tables.
    pub postgres: Place,
    /// SQL on the consumer's tables.
    pub consumer: Place,
}
