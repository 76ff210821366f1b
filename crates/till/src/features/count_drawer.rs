//! Counts the drawer blind: what was counted goes into the journal before anybody is told what should be there. It may be
//! counted again; every count is kept.

use crate::error::TillError;
use crate::journal;
use crate::store::shifts;
use crate::till::Till;
use crate::views::ShiftReport;
use pos_core::Amount;
use pos_protocol::Fact;
use pos_protocol::fact::DrawerCounted;

/// Keeps what was counted and answers with the figures of the shift, as if it were closed with that.
pub fn count_drawer(till: &mut Till, counted: Amount) -> Result<ShiftReport, TillError> {
    till.grant()?;
    if counted < Amount::ZERO {
        return Err(TillError::NegativeCash);
    }
    till.write(|writing| {
        let shift = shifts::require(writing.tx)?;
        let fact = Fact::DrawerCounted(DrawerCounted {
            shift: shift.view.id.clone(),
            counted,
            expected: shift.expected_cash(writing.tx)?,
        });
        journal::append(writing, &fact, Some(&shift.view.business_day))?;
        shift.report(writing.tx, Some(counted))
    })
}
