//! Changes how many of a line.

use super::add_line::{allowed, changed};
use crate::error::TillError;
use crate::store::{basket_lines, baskets, shifts};
use crate::till::Till;
use crate::views::BasketChange;
use pos_core::Quantity;

/// Which line gets which quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangeQuantity {
    /// The line's number.
    pub number: u32,
    /// How many; positive in a refund too.
    pub quantity: Quantity,
}

/// Changes how many of a line.
pub fn change_quantity(
    till: &mut Till,
    request: &ChangeQuantity,
) -> Result<BasketChange, TillError> {
    till.grant()?;
    let supervisor = till.supervisor();
    till.write(|writing| {
        shifts::require(writing.tx)?;
        let mut open = baskets::require(writing.tx)?;
        let line = basket_lines::read(writing.tx, &open.id, request.number)?;
        if line.returned.is_none() {
            allowed(&mut open, request.quantity, supervisor)?;
        }
        let line = open.basket.change_quantity(&line, request.quantity)?;
        basket_lines::put(writing.tx, &open.id, &line)?;
        baskets::change(writing.tx, &open)?;
        changed(writing.tx, open, line)
    })
}
