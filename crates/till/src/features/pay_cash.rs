//! Pays all that is left in cash: the one tender of most sales. Asked twice, it answers twice and sells once.

use super::complete_order::complete;
use super::last_sale::read;
use super::paying::Paying;
use crate::error::TillError;
use crate::store::orders;
use crate::till::Till;
use crate::views::SaleDone;
use pos_core::{Amount, Tender};

/// What is paid with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayCash {
    /// The id that `begin_payment` gave.
    pub order_id: String,
    /// What was handed over; for a refund the exact sum, negative.
    pub given: Amount,
}

/// Pays the open basket. A second call with the same order id gives the same answer and changes nothing.
pub fn pay_cash(till: &mut Till, request: &PayCash) -> Result<SaleDone, TillError> {
    if let Some(done) = orders::find(till.db()?, &request.order_id)? {
        return read(till.db()?, &done);
    }
    till.grant()?;
    till.write(|writing| {
        let paying = Paying::read(writing, &request.order_id)?;
        let given = request.given;
        let step = paying.due.take(paying.tenders(), Tender::Cash { given })?;
        let paid = step.paid(paying.due)?;
        complete(writing, &paying.shift, paying.open, paying.lines, paid)
    })
}
