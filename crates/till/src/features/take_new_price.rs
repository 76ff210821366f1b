//! Takes the catalogue's price of now for a line that was rung up at an earlier one. The cashier asks for it, line by line.

use super::add_line::changed;
use crate::error::TillError;
use crate::store::{basket_lines, baskets, shifts};
use crate::till::Till;
use crate::views::BasketChange;

/// Which line gets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TakeNewPrice {
    /// The line's number.
    pub number: u32,
}

/// Prices a line again from the catalogue.
pub fn take_new_price(till: &mut Till, request: TakeNewPrice) -> Result<BasketChange, TillError> {
    till.grant()?;
    let code = {
        let open = baskets::require(till.db()?)?;
        basket_lines::read(till.db()?, &open.id, request.number)?.code
    };
    let now = till.now();
    let (product, version) = till
        .read_catalogue(|catalogue| catalogue.find(&code, now))?
        .ok_or(TillError::UnknownProduct(code))?;
    till.write(|writing| {
        shifts::require(writing.tx)?;
        let mut open = baskets::require(writing.tx)?;
        let line = basket_lines::read(writing.tx, &open.id, request.number)?;
        let line = open.basket.take_price(&line, &product, version)?;
        basket_lines::put(writing.tx, &open.id, &line)?;
        baskets::change(writing.tx, &open)?;
        changed(writing.tx, open, line)
    })
}
