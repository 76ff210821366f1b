//! Closes the shift: its totals, what should be in the drawer and what was counted go into the journal.

use crate::error::TillError;
use crate::journal;
use crate::store::{baskets, orders, shifts};
use crate::till::Till;
use crate::views::ShiftReport;
use pos_core::Amount;
use pos_protocol::Fact;
use pos_protocol::fact::ShiftClosed;

/// What a shift closes with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CloseShift {
    /// The cash that was counted.
    pub counted: Amount,
}

/// Closes the open shift.
pub fn close_shift(till: &mut Till, request: &CloseShift) -> Result<ShiftReport, TillError> {
    till.grant()?;
    let counted = request.counted;
    if counted < Amount::ZERO {
        return Err(TillError::NegativeCash);
    }
    till.write(|writing| {
        let shift = shifts::require(writing.tx)?;
        if let Some(open) = baskets::open(writing.tx)? {
            if !open.basket.is_empty() {
                return Err(TillError::BasketOpen);
            }
            baskets::delete(writing.tx, &open.id)?;
        }
        let expected = shift.expected_cash()?;
        let perpetual = orders::perpetual(writing.tx)?;
        let report = shift.report(Some(counted))?;
        let fact = Fact::ShiftClosed(ShiftClosed {
            shift: shift.view.id.clone(),
            totals: shift.totals,
            expected_cash: expected,
            counted_cash: counted,
            perpetual,
        });
        let day = &shift.view.business_day;
        let written = journal::append(writing, &fact, Some(day))?;
        let sums = [expected, counted, perpetual];
        shifts::close(writing.tx, &shift.view.id, &written.wall_time, sums)?;
        Ok(report)
    })
}
