//! Cash that goes into the drawer or out of it, and nothing is sold: the float topped up, the window cleaner paid.

use super::reason::reason;
use crate::error::TillError;
use crate::journal::{self, Written};
use crate::store::cash;
use crate::store::shifts::{self, OpenShift};
use crate::till::Till;
use crate::views::CashMovement;
use crate::writing::Writing;
use pos_core::Amount;
use pos_protocol::Fact;
use pos_protocol::fact::CashMoved;

/// How much, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveCash {
    /// More than nothing.
    pub amount: Amount,
    /// Why; never empty.
    pub reason: String,
}

/// Puts cash into the drawer.
pub fn pay_in(till: &mut Till, request: &MoveCash) -> Result<CashMovement, TillError> {
    move_cash(till, request, request.amount)
}

/// Takes cash out of the drawer.
pub fn pay_out(till: &mut Till, request: &MoveCash) -> Result<CashMovement, TillError> {
    move_cash(till, request, request.amount.negated()?)
}

fn move_cash(
    till: &mut Till,
    request: &MoveCash,
    amount: Amount,
) -> Result<CashMovement, TillError> {
    till.grant()?;
    if request.amount <= Amount::ZERO {
        return Err(TillError::NoCash);
    }
    let reason = reason(&request.reason)?;
    till.write(|writing| {
        let shift = shifts::require(writing.tx)?;
        let totals = shift.totals.with_cash(amount)?;
        let left = shift.expected_cash(writing.tx)?.plus(amount)?;
        if amount < Amount::ZERO && left < Amount::ZERO {
            return Err(TillError::DrawerTooEmpty);
        }
        let fact = Fact::CashMoved(CashMoved {
            shift: shift.view.id.clone(),
            amount,
            currency: writing.enrolment()?.enrolled.store.currency.clone(),
            reason: reason.clone(),
        });
        shifts::set_totals(writing.tx, &shift.view.id, &totals)?;
        let written = journal::append(writing, &fact, Some(&shift.view.business_day))?;
        kept(writing, &shift, &written, Some(amount), reason)
    })
}

/// Keeps the movement beside its entry.
pub(super) fn kept(
    writing: &Writing<'_>,
    shift: &OpenShift,
    written: &Written,
    amount: Option<Amount>,
    reason: String,
) -> Result<CashMovement, TillError> {
    let staff = writing
        .session
        .as_ref()
        .map(|grant| grant.staff.name.clone());
    let movement = CashMovement {
        amount,
        reason,
        at: written.wall_time.clone(),
        staff: staff.unwrap_or_default(),
    };
    cash::insert(writing.tx, written.n, &shift.view.id, &movement)?;
    Ok(movement)
}
