//! Rings a product up: one look-up, one line row, one transaction, however long the basket is.

use super::find_product::look_up;
use super::start_basket::fresh;
use crate::error::TillError;
use crate::store::baskets::{self, OpenBasket};
use crate::store::{basket_lines, shifts};
use crate::till::Till;
use crate::views::BasketChange;
use pos_core::{BasketKind, Line, Quantity, Totals};
use rusqlite::Connection;

/// What is rung up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddLine {
    /// A code or a barcode.
    pub text: String,
    /// How many; positive in a refund too, negative for what comes back in an exchange.
    pub quantity: Quantity,
}

/// More lines than this would not fit into one entry of the journal.
const MAX_LINES: u32 = 5_000;

/// Rings a product up; the first one starts a sale.
pub fn add_line(till: &mut Till, request: &AddLine) -> Result<BasketChange, TillError> {
    till.grant()?;
    shifts::require(till.db()?)?;
    let (product, version) = look_up(till, &request.text)?;
    till.write(|writing| {
        let mut open = match baskets::open(writing.tx)? {
            Some(open) => open,
            None => {
                let shift = shifts::require(writing.tx)?.view.id;
                let open = fresh(writing, BasketKind::Sale, shift, None)?;
                baskets::insert(writing.tx, &open)?;
                open
            }
        };
        if open.basket.totals().lines >= MAX_LINES {
            return Err(TillError::BasketFull);
        }
        let line = open.basket.add(&product, version, request.quantity)?;
        basket_lines::put(writing.tx, &open.id, &line)?;
        baskets::change(writing.tx, &open)?;
        changed(writing.tx, open, line)
    })
}

/// What a change of one line comes to.
pub(super) fn changed(
    db: &Connection,
    open: OpenBasket,
    line: Line,
) -> Result<BasketChange, TillError> {
    Ok(BasketChange {
        line,
        removed: None,
        totals: totals(db, &open)?,
        revision: open.basket.revision(),
        kind: open.basket.kind(),
    })
}

/// What the basket comes to. Its lines are read only where its figures depend on all of them together.
pub(super) fn totals(db: &Connection, open: &OpenBasket) -> Result<Totals, TillError> {
    if !open.basket.is_settled_together() {
        return Ok(open.basket.totals().clone());
    }
    let lines = basket_lines::all(db, &open.id)?;
    Ok(open.basket.settle(lines)?.totals)
}
