//! Takes a line out of the basket. Its number is not used again.

use super::add_line::changed;
use crate::error::TillError;
use crate::store::{basket_lines, baskets, shifts};
use crate::till::Till;
use crate::views::BasketChange;

/// Which line goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RemoveLine {
    /// The line's number.
    pub number: u32,
}

/// Takes a line out.
pub fn remove_line(till: &mut Till, request: RemoveLine) -> Result<BasketChange, TillError> {
    till.grant()?;
    till.write(|writing| {
        shifts::require(writing.tx)?;
        let mut open = baskets::require(writing.tx)?;
        let line = basket_lines::read(writing.tx, &open.id, request.number)?;
        open.basket.remove(&line)?;
        basket_lines::delete(writing.tx, &open.id, request.number)?;
        baskets::change(writing.tx, &open)?;
        let mut change = changed(writing.tx, open, line)?;
        change.removed = Some(request.number);
        Ok(change)
    })
}
