//! Opens the drawer without a sale: to change a note, to look. The journal keeps that, and why.

use super::move_cash::kept;
use super::reason::reason;
use crate::error::TillError;
use crate::journal;
use crate::store::shifts;
use crate::till::Till;
use crate::views::CashMovement;
use pos_protocol::Fact;
use pos_protocol::fact::DrawerOpened;

/// Writes down that the drawer is opened. Whoever has the drawer's cable opens it then.
pub fn open_drawer(till: &mut Till, why: &str) -> Result<CashMovement, TillError> {
    till.grant()?;
    let reason = reason(why)?;
    till.write(|writing| {
        let mut shift = shifts::require(writing.tx)?;
        shift.totals.drawer_opened += 1;
        let fact = Fact::DrawerOpened(DrawerOpened {
            shift: shift.view.id.clone(),
            reason: reason.clone(),
        });
        shifts::set_totals(writing.tx, &shift.view.id, &shift.totals)?;
        let written = journal::append(writing, &fact, Some(&shift.view.business_day))?;
        kept(writing, &shift, &written, None, reason)
    })
}
