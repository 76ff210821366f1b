//! Closes the shift: its totals, what should be in the drawer and what was counted go into the journal.

use super::reason::reason;
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
    /// Why that is not what should be there; not needed where it is.
    pub reason: Option<String>,
}

/// Closes the open shift.
pub fn close_shift(till: &mut Till, request: &CloseShift) -> Result<ShiftReport, TillError> {
    till.grant()?;
    let counted = request.counted;
    if counted < Amount::ZERO {
        return Err(TillError::NegativeCash);
    }
    let given = request
        .reason
        .as_deref()
        .filter(|text| !text.trim().is_empty());
    let given = given.map(reason).transpose()?;
    till.write(|writing| {
        let mut shift = shifts::require(writing.tx)?;
        if let Some(open) = baskets::open(writing.tx)? {
            if !open.basket.is_empty() {
                return Err(TillError::BasketOpen);
            }
            baskets::delete(writing.tx, &open.id)?;
        }
        let expected = shift.expected_cash(writing.tx)?;
        let difference = counted.minus(expected)?;
        if !difference.is_zero() && given.is_none() {
            return Err(TillError::DifferenceWithoutReason { difference });
        }
        let perpetual = orders::perpetual(writing.tx)?;
        let z_number = shifts::next_z_number(writing.tx)?;
        shift.difference_reason = given.filter(|_| !difference.is_zero());
        shift.z_number = Some(z_number);
        let mut report = shift.report(writing.tx, Some(counted))?;
        let fact = Fact::ShiftClosed(ShiftClosed {
            shift: shift.view.id.clone(),
            totals: shift.totals,
            expected_cash: expected,
            counted_cash: counted,
            perpetual,
            difference_reason: shift.difference_reason.clone(),
            z_number: Some(z_number),
        });
        let day = &shift.view.business_day;
        let written = journal::append(writing, &fact, Some(day))?;
        let sums = [expected, counted, perpetual];
        let end = shifts::End {
            at: &written.wall_time,
            sums,
            reason: shift.difference_reason.as_deref(),
            z_number,
        };
        shifts::close(writing.tx, &shift.view.id, &end)?;
        report.closed_at = Some(written.wall_time);
        Ok(report)
    })
}
