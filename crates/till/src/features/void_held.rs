//! Gives a held basket up without going on with it first.

use crate::error::TillError;
use crate::journal;
use crate::store::{held_baskets, shifts};
use crate::till::Till;
use pos_protocol::Fact;
use pos_protocol::fact::BasketVoided;

/// Which basket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoidHeld {
    /// The basket's id.
    pub id: String,
}

/// Gives up a basket that this register holds.
pub fn void_held(till: &mut Till, request: &VoidHeld) -> Result<(), TillError> {
    till.grant()?;
    till.write(|writing| {
        let shift = shifts::require(writing.tx)?;
        let held = held_baskets::require(writing.tx, &request.id)?.basket;
        held_baskets::delete(writing.tx, &held.id)?;
        let gross = held.gross()?;
        let voided = shift.totals.with_void(gross)?;
        let shift = shift.view;
        shifts::set_totals(writing.tx, &shift.id, &voided)?;
        let fact = Fact::BasketVoided(BasketVoided {
            lines: held.basket.totals().lines,
            gross,
            currency: held.basket.currency().code().to_owned(),
            basket: held.id,
            shift: shift.id,
            fence: Some(held.fence),
        });
        journal::append(writing, &fact, Some(&shift.business_day))?;
        Ok(())
    })
}

/// Forgets a held basket that the server says is another register's by now. What happened to it is in that one's journal.
pub(crate) fn forget_held(till: &mut Till, id: &str) -> Result<(), TillError> {
    till.write(|writing| held_baskets::delete(writing.tx, id))
}
