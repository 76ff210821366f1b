//! Rings a product up: one look-up, one line row, one transaction, however long the basket is.

use super::find_product::{Found, look_up};
use super::start_basket::fresh;
use crate::error::TillError;
use crate::store::baskets::{self, OpenBasket};
use crate::store::{basket_lines, shifts};
use crate::till::Till;
use crate::views::BasketChange;
use pos_core::labelled::{LabelledError, labelled};
use pos_core::{BasketKind, Currency, Labelled, Line, Quantity, Totals};
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
    let found = match look_up(till, &request.text) {
        Ok(found) => found,
        // Without a shift nothing is sold, whatever was typed. With one, the scan does not ask twice.
        Err(unknown) => return Err(shifts::require(till.db()?).err().unwrap_or(unknown)),
    };
    let supervisor = till.supervisor();
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
        room_for_one(&open)?;
        allowed(&mut open, request.quantity, supervisor)?;
        let rung = rung_up(&found, request.quantity, open.basket.currency())?;
        let line = open
            .basket
            .add_labelled(&found.product, found.version, rung)?;
        basket_lines::put(writing.tx, &open.id, &line)?;
        baskets::change(writing.tx, &open)?;
        changed(writing.tx, open, line)
    })
}

/// Whether the basket takes one more line.
pub(super) fn room_for_one(open: &OpenBasket) -> Result<(), TillError> {
    if open.basket.totals().lines >= MAX_LINES {
        return Err(TillError::BasketFull);
    }
    Ok(())
}

/// In an exchange, goods that come back without a receipt need a supervisor, whoever began the basket.
pub(super) fn allowed(
    open: &mut OpenBasket,
    quantity: Quantity,
    supervisor: Result<String, TillError>,
) -> Result<(), TillError> {
    if open.basket.kind() == BasketKind::Exchange && quantity.is_negative() {
        open.authorised_by = Some(supervisor?);
    }
    Ok(())
}

/// How much of it, and at which price: as asked, or as its label says.
fn rung_up(found: &Found, asked: Quantity, currency: Currency) -> Result<Labelled, TillError> {
    let Some(label) = &found.label else {
        return Ok(Labelled {
            quantity: asked,
            price: None,
        });
    };
    labelled(&found.product, label, asked, currency).map_err(|error| match error {
        LabelledError::Barcode(error) => error.into(),
        LabelledError::Basket(error) => error.into(),
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
