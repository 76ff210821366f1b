//! Sells a line at another price than the catalogue's, for a reason that the books keep.

use super::add_line::changed;
use crate::error::TillError;
use crate::limits;
use crate::store::{basket_lines, baskets, shifts};
use crate::till::Till;
use crate::views::BasketChange;
use pos_core::UnitPrice;

/// Which line gets which price, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverridePrice {
    /// The line's number.
    pub number: u32,
    /// What one unit is to cost.
    pub price: UnitPrice,
    /// Why; never empty.
    pub reason: String,
}

/// Changes the price of a line. Far from the catalogue's price it takes a supervisor.
pub fn override_price(till: &mut Till, request: &OverridePrice) -> Result<BasketChange, TillError> {
    till.grant()?;
    let supervisor = till.supervisor();
    till.write(|writing| {
        shifts::require(writing.tx)?;
        let mut open = baskets::require(writing.tx)?;
        let line = basket_lines::read(writing.tx, &open.id, request.number)?;
        if limits::is_beyond(&line, request.price) {
            open.authorised_by = Some(supervisor?);
        }
        let line = open
            .basket
            .override_price(&line, request.price, &request.reason)?;
        basket_lines::put(writing.tx, &open.id, &line)?;
        baskets::change(writing.tx, &open)?;
        changed(writing.tx, open, line)
    })
}
