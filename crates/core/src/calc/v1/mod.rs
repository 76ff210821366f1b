//! Calculation version 1: line amount, discounts, taxes, the two ways of rounding them, cash, refunds as mirrors.
//!
//! The steps and their numbers are those of the definition of money that the documentation carries.

mod order;
mod part;
mod spread;
mod taxes;

pub use order::order_figures;
pub use part::returned_part;

use crate::discount::Discount;
use crate::line::{Line, LineFigures};
use crate::money::{Amount, MoneyError};
use crate::quantity::Quantity;
use crate::ratio::Ratio;
use crate::tax::Tax;
use crate::unit_price::UnitPrice;

/// All that the figures of one line depend on, besides its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms<'a> {
    /// What one unit costs.
    pub unit_price: UnitPrice,
    /// How many; negative when goods come back.
    pub quantity: Quantity,
    /// What is taken off this line.
    pub discount: Option<Discount>,
    /// The taxes, in their order.
    pub taxes: &'a [Tax],
}

impl<'a> Terms<'a> {
    /// What the figures of `line` depend on.
    pub fn of(line: &'a Line) -> Terms<'a> {
        Terms {
            unit_price: line.unit_price,
            quantity: line.quantity,
            discount: line.discount,
            taxes: &line.taxes,
        }
    }

    fn mirrored(self) -> Self {
        Terms {
            quantity: self.quantity.negated(),
            ..self
        }
    }
}

/// Step 1, the line amount: unit price times quantity, rounded to the minor unit of a currency with `exponent` decimals.
///
/// The price is in ten-thousandths and the quantity in thousandths, so their product is in 10^-7 of the major unit.
pub fn line_amount(
    price: UnitPrice,
    quantity: Quantity,
    exponent: u32,
) -> Result<Amount, MoneyError> {
    taxes::per_unit(i128::from(price.e4()), quantity, exponent)?.round()
}

/// All figures of a line that stands alone: no basket discount, taxes rounded per line. A negative quantity gives the exact
/// mirror of the positive one.
pub fn line_figures(terms: Terms<'_>, exponent: u32) -> Result<LineFigures, MoneyError> {
    if terms.quantity.is_negative() {
        return line_figures(terms.mirrored(), exponent)?.mirrored();
    }
    let priced = Priced::of(terms, exponent)?;
    priced.figures(
        Amount::ZERO,
        &taxes::rounded(&priced, Amount::ZERO, exponent)?,
    )
}

/// Step 6: what has to be added to `due` to make it the nearest multiple of `multiple`, half away from zero. A multiple of
/// nothing rounds nothing.
pub fn cash_rounding(due: Amount, multiple: Amount) -> Result<Amount, MoneyError> {
    if multiple == Amount::ZERO {
        return Ok(Amount::ZERO);
    }
    let times = Ratio::of(due).over(&Ratio::of(multiple))?.round()?;
    let rounded = Ratio::of(times).times(&Ratio::of(multiple)).round()?;
    rounded.minus(due)
}

/// A line of sold goods after steps 1 and 2.
struct Priced<'a> {
    terms: Terms<'a>,
    amount: Amount,
    discount: Amount,
}

impl<'a> Priced<'a> {
    fn of(terms: Terms<'a>, exponent: u32) -> Result<Priced<'a>, MoneyError> {
        let amount = line_amount(terms.unit_price, terms.quantity, exponent)?;
        let discount = match terms.discount {
            Some(discount) => discount.of(amount)?,
            None => Amount::ZERO,
        };
        Ok(Priced {
            terms,
            amount,
            discount,
        })
    }

    /// What is left after the line's own discount.
    fn left(&self) -> Result<Amount, MoneyError> {
        self.amount.minus(self.discount)
    }

    /// Step 5's last part: net and gross out of what is to be taxed and its rounded `taxes`.
    fn figures(&self, share: Amount, taxes: &[Amount]) -> Result<LineFigures, MoneyError> {
        let mut net = self.left()?.minus(share)?;
        for (tax, figure) in self.terms.taxes.iter().zip(taxes) {
            if tax.included {
                net = net.minus(*figure)?;
            }
        }
        Ok(LineFigures {
            amount: self.amount,
            discount: self.discount,
            basket_discount: share,
            net,
            taxes: taxes.to_vec(),
            gross: net.plus(Amount::sum(taxes.iter().copied())?)?,
        })
    }
}

#[cfg(test)]
mod tests;
