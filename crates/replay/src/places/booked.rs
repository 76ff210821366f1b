//! An order as some place has it: its own figures, and those of the rows that it is made of.

use crate::file::Kind;

/// An order of a till, of the ordering tables or of the consumer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booked {
    /// The invoice that it says it is.
    pub invoice: String,
    /// Which way the goods went.
    pub kind: Kind,
    /// The id of the register that rang it.
    pub register: String,
    /// The trading day, `YYYY-MM-DD`.
    pub business_day: String,
    /// How many lines it says it has.
    pub lines: i64,
    /// What it comes to.
    pub gross: i64,
    /// The tax in that.
    pub tax: i64,
    /// What it comes to without tax, where the place keeps that.
    pub net: Option<i64>,
    /// What was paid less the change, where the place keeps that.
    pub paid: Option<i64>,
    /// What its lines come to, where the place keeps lines.
    pub rows: Option<LineSums>,
}

/// The lines of one order, summed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LineSums {
    /// How many there are.
    pub count: i64,
    /// Their sum without tax.
    pub net: i64,
    /// Their taxes.
    pub tax: i64,
    /// Their sum.
    pub gross: i64,
    /// Price times quantity of each, rounded, summed.
    pub value: i64,
}

/// The kind that a table spells.
#[must_use]
pub fn kind(name: &str) -> Option<Kind> {
    [Kind::Sale, Kind::Refund]
        .into_iter()
        .find(|kind| kind.name() == name)
}
