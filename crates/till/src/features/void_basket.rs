//! Gives a basket up before it is paid. What had been rung up is a fact, and goes into the journal.

use super::add_line::totals;
use crate::error::TillError;
use crate::journal;
use crate::store::{baskets, shifts};
use crate::till::Till;
use pos_protocol::Fact;
use pos_protocol::fact::BasketVoided;

/// Gives the open basket up.
pub fn void_basket(till: &mut Till) -> Result<(), TillError> {
    till.grant()?;
    till.write(|writing| {
        let shift = shifts::require(writing.tx)?;
        let open = baskets::require(writing.tx)?;
        let totals = totals(writing.tx, &open)?;
        baskets::delete(writing.tx, &open.id)?;
        if open.basket.is_empty() {
            return Ok(());
        }
        let fact = Fact::BasketVoided(BasketVoided {
            basket: open.id,
            shift: open.shift,
            lines: totals.lines,
            gross: totals.gross,
            currency: open.basket.currency().code().to_owned(),
        });
        journal::append(writing, &fact, Some(&shift.view.business_day))?;
        Ok(())
    })
}
