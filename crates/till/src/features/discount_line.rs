//! Takes something off one line, or takes the discount away again.

use super::add_line::changed;
use crate::error::TillError;
use crate::limits;
use crate::store::{basket_lines, baskets, shifts};
use crate::till::Till;
use crate::views::BasketChange;
use pos_core::{BasketError, Discount};

/// Which line gets which discount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DiscountLine {
    /// The line's number.
    pub number: u32,
    /// What is taken off; none takes the discount away.
    pub discount: Option<Discount>,
}

/// Changes the discount of a line. Most of the line's price takes a supervisor.
pub fn discount_line(till: &mut Till, request: DiscountLine) -> Result<BasketChange, TillError> {
    till.grant()?;
    let supervisor = till.supervisor();
    till.write(|writing| {
        shifts::require(writing.tx)?;
        let mut open = baskets::require(writing.tx)?;
        let line = basket_lines::read(writing.tx, &open.id, request.number)?;
        let line = open
            .basket
            .discount_line(&line, request.discount)
            .map_err(in_words)?;
        if limits::is_most_of(request.discount, line.figures.amount) {
            open.authorised_by = Some(supervisor?);
        }
        basket_lines::put(writing.tx, &open.id, &line)?;
        baskets::change(writing.tx, &open)?;
        changed(writing.tx, open, line)
    })
}

/// A discount beyond its range has a code of its own.
pub(super) fn in_words(error: BasketError) -> TillError {
    match error {
        BasketError::Money(pos_core::MoneyError::OutOfRange) => TillError::BadDiscount,
        other => other.into(),
    }
}
