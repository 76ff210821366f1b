//! Goods that come back against the receipt that sold them: what was sold, how much of it came back before, and what
//! the rest is worth.

use crate::basket_error::BasketError;
use crate::calc::v1;
use crate::line::{Line, LineFigures, Returned};
use crate::quantity::Quantity;
use crate::tax::Tax;
use crate::unit_price::UnitPrice;
use serde::{Deserialize, Serialize};

/// A line of a paid order, as much of it as a return needs. A register may hear of it from the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoldLine {
    /// Its number in the order.
    pub number: u32,
    /// The product's code.
    pub code: String,
    /// The product's name.
    pub name: String,
    /// What it was sold by.
    pub unit: String,
    /// Which price of the catalogue was taken.
    pub price_id: String,
    /// What one unit cost.
    pub unit_price: UnitPrice,
    /// How many were sold.
    pub quantity: Quantity,
    /// The taxes, in their order.
    pub taxes: Vec<Tax>,
    /// What it came to.
    pub figures: LineFigures,
    /// How many of them have come back.
    pub returned: Quantity,
}

/// The sold lines of a paid order, with what came back of each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoldReceipt {
    /// The order (UUID).
    pub order: String,
    /// The number that is printed on it.
    pub number: String,
    /// The trading day, `YYYY-MM-DD`.
    pub business_day: String,
    /// The wall clock when it was paid, RFC 3339.
    pub paid_at: String,
    /// ISO 4217 code of all its amounts.
    pub currency: String,
    /// The lines that sold something.
    pub lines: Vec<SoldLine>,
}

impl SoldLine {
    /// The sold line that `line` of an order is, when nothing has come back of it yet.
    pub fn of(line: &Line) -> SoldLine {
        SoldLine {
            number: line.number,
            code: line.code.clone(),
            name: line.name.clone(),
            unit: line.unit.clone(),
            price_id: line.price_id.clone(),
            unit_price: line.unit_price,
            quantity: line.quantity,
            taxes: line.taxes.clone(),
            figures: line.figures.clone(),
            returned: Quantity::NOTHING,
        }
    }

    /// The line, not numbered yet, with which `now` of it come back, a positive quantity.
    pub fn bring_back(&self, receipt: &SoldReceipt, now: Quantity) -> Result<Line, BasketError> {
        let returned = Returned {
            order: receipt.order.clone(),
            receipt: receipt.number.clone(),
            line: self.number,
            sold: self.quantity,
            figures: self.figures.clone(),
            before: self.returned,
        };
        Ok(Line {
            number: 0,
            code: self.code.clone(),
            name: self.name.clone(),
            unit: self.unit.clone(),
            price_id: self.price_id.clone(),
            catalogue_version: 0,
            unit_price: self.unit_price,
            price_override: None,
            quantity: now.negated(),
            discount: None,
            taxes: self.taxes.clone(),
            figures: figures_of(&returned, &self.taxes, now)?,
            returned: Some(Box::new(returned)),
            note: None,
        })
    }
}

/// The figures of a part that comes back, with an error that says how many can.
pub(crate) fn figures_of(
    returned: &Returned,
    taxes: &[Tax],
    now: Quantity,
) -> Result<LineFigures, BasketError> {
    if now.is_zero() {
        return Err(BasketError::ZeroQuantity);
    }
    let left = returned.left()?;
    if now.is_negative() || now > left {
        return Err(BasketError::MoreThanSold { left });
    }
    Ok(v1::returned_part(returned, taxes, now)?)
}
