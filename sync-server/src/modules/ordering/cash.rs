//! What happens to the drawer between two sales, made ready for its table.

use crate::modules::origin::{Origin, Unbookable, id};
use pos_protocol::fact::{CashMoved, DrawerCounted, DrawerOpened};
use uuid::Uuid;

/// One row of the drawer's.
#[derive(Debug, Clone)]
pub struct CashBooking {
    pub(super) origin: Origin,
    pub(super) shift: Uuid,
    pub(super) kind: &'static str,
    pub(super) amount: i64,
    pub(super) expected: Option<i64>,
    pub(super) currency: Option<String>,
    pub(super) reason: Option<String>,
}

impl CashBooking {
    /// Cash that went in or out.
    pub(super) fn moved(origin: Origin, fact: CashMoved) -> Result<CashBooking, Unbookable> {
        let amount = fact.amount.minor();
        let kind = if amount < 0 { "out" } else { "in" };
        Ok(CashBooking {
            amount,
            currency: Some(fact.currency),
            reason: Some(fact.reason),
            ..CashBooking::new(origin, &fact.shift, kind)?
        })
    }

    /// The drawer opened for nothing.
    pub(super) fn opened(origin: Origin, fact: DrawerOpened) -> Result<CashBooking, Unbookable> {
        Ok(CashBooking {
            reason: Some(fact.reason),
            ..CashBooking::new(origin, &fact.shift, "opened")?
        })
    }

    /// The drawer counted.
    pub(super) fn counted(origin: Origin, fact: DrawerCounted) -> Result<CashBooking, Unbookable> {
        Ok(CashBooking {
            amount: fact.counted.minor(),
            expected: Some(fact.expected.minor()),
            ..CashBooking::new(origin, &fact.shift, "counted")?
        })
    }

    fn new(origin: Origin, shift: &str, kind: &'static str) -> Result<CashBooking, Unbookable> {
        origin.day()?;
        Ok(CashBooking {
            shift: id("the shift's id", shift)?,
            origin,
            kind,
            amount: 0,
            expected: None,
            currency: None,
            reason: None,
        })
    }
}
