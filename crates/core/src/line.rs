//! One line of a basket or an order, with all that it needs to be priced again years later.

use crate::discount::Discount;
use crate::money::{Amount, MoneyError};
use crate::quantity::Quantity;
use crate::tax::Tax;
use crate::unit_price::UnitPrice;
use serde::{Deserialize, Serialize};

/// What a line comes to. `net` plus all `taxes` is `gross`, to the penny.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineFigures {
    /// Unit price times quantity, rounded: what the price tag says the line costs.
    pub amount: Amount,
    /// What the line's own discount takes off.
    #[serde(default, skip_serializing_if = "Amount::is_zero")]
    pub discount: Amount,
    /// The line's share of the basket's discount.
    #[serde(default, skip_serializing_if = "Amount::is_zero")]
    pub basket_discount: Amount,
    /// Without any tax.
    pub net: Amount,
    /// Each tax of the line, in the order of the line's taxes.
    pub taxes: Vec<Amount>,
    /// With all taxes: what the customer pays for this line.
    pub gross: Amount,
}

impl LineFigures {
    /// What is left to be taxed: the amount less both discounts.
    pub fn taxed(&self) -> Result<Amount, MoneyError> {
        self.amount
            .minus(self.discount)?
            .minus(self.basket_discount)
    }

    /// The same figures with the other sign.
    pub fn mirrored(&self) -> Result<LineFigures, MoneyError> {
        Ok(LineFigures {
            amount: self.amount.negated()?,
            discount: self.discount.negated()?,
            basket_discount: self.basket_discount.negated()?,
            net: self.net.negated()?,
            taxes: self
                .taxes
                .iter()
                .map(|tax| tax.negated())
                .collect::<Result<_, _>>()?,
            gross: self.gross.negated()?,
        })
    }
}

/// Why a line costs something else than the catalogue says, and who said so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceOverride {
    /// The catalogue's price at that moment.
    pub catalogue_price: UnitPrice,
    /// The reason, never empty.
    pub reason: String,
    /// Whether somebody typed it, or the goods themselves carry it.
    #[serde(default, skip_serializing_if = "PriceSource::is_typed")]
    pub source: PriceSource,
}

/// Where a price that is not the catalogue's comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceSource {
    /// Somebody typed it, for a reason of their own.
    #[default]
    Typed,
    /// The label on the goods says so.
    Label,
}

impl PriceSource {
    /// Whether somebody typed it.
    pub fn is_typed(&self) -> bool {
        *self == PriceSource::Typed
    }
}

/// Where a returned line was sold, and what its figures are made of. It carries the figures of the line that sold it, so
/// that it can be computed again from the order alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    /// The order that sold it (UUID).
    pub order: String,
    /// That order's receipt.
    pub receipt: String,
    /// The number of the sold line in it.
    pub line: u32,
    /// How many were sold.
    pub sold: Quantity,
    /// What they came to.
    pub figures: LineFigures,
    /// How many of them had come back before.
    pub before: Quantity,
}

impl Returned {
    /// How many can still come back.
    pub fn left(&self) -> Result<Quantity, MoneyError> {
        self.sold.plus(self.before.negated())
    }
}

/// One line. It copies from the catalogue all that it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its number in the basket, from 1, never used twice.
    pub number: u32,
    /// The product's code.
    pub code: String,
    /// The product's name.
    pub name: String,
    /// What it is sold by: `each`, `kg`.
    pub unit: String,
    /// Which price of the catalogue was taken.
    pub price_id: String,
    /// The catalogue's version when it was taken; 0 where a receipt's price was.
    pub catalogue_version: u64,
    /// What one unit costs here.
    pub unit_price: UnitPrice,
    /// Set when that is not the catalogue's price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_override: Option<PriceOverride>,
    /// How many; negative when goods come back.
    pub quantity: Quantity,
    /// What is taken off this line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount: Option<Discount>,
    /// The taxes, in their order.
    pub taxes: Vec<Tax>,
    /// What the cashier wrote beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What it comes to.
    pub figures: LineFigures,
    /// Set when it brings back what a receipt sold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<Box<Returned>>,
}
