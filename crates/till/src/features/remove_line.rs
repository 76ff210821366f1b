//! Takes a line out of the basket. Its number is not used again. With its last line the basket is given up: what was agreed
//! for it is not for the next customer.

use super::add_line::changed;
use super::void_basket::give_up;
use crate::error::TillError;
use crate::store::{basket_lines, baskets, shifts};
use crate::till::Till;
use crate::views::BasketChange;
use pos_core::{BasketKind, Totals};

/// Which line goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RemoveLine {
    /// The line's number.
    pub number: u32,
}

/// Takes a line out. After the last one there is no basket any more, and what is rung up next is a sale.
pub fn remove_line(till: &mut Till, request: RemoveLine) -> Result<BasketChange, TillError> {
    till.grant()?;
    till.write(|writing| {
        let shift = shifts::require(writing.tx)?;
        let mut open = baskets::require(writing.tx)?;
        let line = basket_lines::read(writing.tx, &open.id, request.number)?;
        if open.basket.totals().lines == 1 {
            let revision = open.basket.revision() + 1;
            give_up(writing, &shift, open)?;
            return Ok(BasketChange {
                line,
                removed: Some(request.number),
                totals: Totals::default(),
                revision,
                kind: BasketKind::Sale,
            });
        }
        open.basket.remove(&line)?;
        basket_lines::delete(writing.tx, &open.id, request.number)?;
        baskets::change(writing.tx, &open)?;
        let mut change = changed(writing.tx, open, line)?;
        change.removed = Some(request.number);
        Ok(change)
    })
}
