//! Gives a basket up before it is paid. What had been rung up is a fact, and goes into the journal.

use super::add_line::totals;
use crate::error::TillError;
use crate::journal;
use crate::store::baskets::{self, OpenBasket};
use crate::store::shifts::{self, OpenShift};
use crate::store::tenders;
use crate::till::Till;
use crate::writing::Writing;
use pos_protocol::Fact;
use pos_protocol::fact::BasketVoided;

/// Gives the open basket up.
pub fn void_basket(till: &mut Till) -> Result<(), TillError> {
    till.grant()?;
    till.write(|writing| {
        let shift = shifts::require(writing.tx)?;
        let open = baskets::require(writing.tx)?;
        give_up(writing, &shift, open)
    })
}

/// Gives `open` up as it stands on the disk: with it go its discount, its note and whoever allowed it.
pub(super) fn give_up(
    writing: &mut Writing<'_>,
    shift: &OpenShift,
    open: OpenBasket,
) -> Result<(), TillError> {
    tenders::require_none(writing.tx, &open.id)?;
    let totals = totals(writing.tx, &open)?;
    baskets::delete(writing.tx, &open.id)?;
    if open.basket.is_empty() {
        return Ok(());
    }
    let voided = shift.totals.with_void(totals.gross)?;
    shifts::set_totals(writing.tx, &shift.view.id, &voided)?;
    let fact = Fact::BasketVoided(BasketVoided {
        basket: open.id,
        shift: open.shift,
        lines: totals.lines,
        gross: totals.gross,
        currency: open.basket.currency().code().to_owned(),
        fence: Some(open.fence),
    });
    journal::append(writing, &fact, Some(&shift.view.business_day))?;
    Ok(())
}
