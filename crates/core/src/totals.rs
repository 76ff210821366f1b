//! The running totals of a basket: changed by one line at a time, so that the thousandth line costs what the first did.

use crate::line::Line;
use crate::money::{Amount, MoneyError};
use crate::tax::Tax;
use serde::{Deserialize, Serialize};

/// The sum of one tax over all lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxTotal {
    /// The tax.
    pub tax: Tax,
    /// The net of the lines that bear it.
    pub net: Amount,
    /// What it comes to.
    pub amount: Amount,
}

/// What all lines come to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// How many lines.
    pub lines: u32,
    /// The sum of the quantities, in thousandths.
    pub items: i64,
    /// Without tax.
    pub net: Amount,
    /// All taxes.
    pub tax: Amount,
    /// What is to be paid.
    pub gross: Amount,
    /// What all discounts take off.
    #[serde(default, skip_serializing_if = "Amount::is_zero")]
    pub discounts: Amount,
    /// The taxes one by one, in the order of their names and rates.
    pub taxes: Vec<TaxTotal>,
}

impl Totals {
    /// With one more line.
    pub fn with(&self, line: &Line) -> Result<Totals, MoneyError> {
        let mut next = self.clone();
        next.lines += 1;
        next.apply(line, |a, b| a.plus(b), 1)?;
        Ok(next)
    }

    /// With that line taken away again.
    pub fn without(&self, line: &Line) -> Result<Totals, MoneyError> {
        let mut next = self.clone();
        next.lines = next.lines.checked_sub(1).ok_or(MoneyError::OutOfRange)?;
        next.apply(line, |a, b| a.minus(b), -1)?;
        Ok(next)
    }

    /// The totals of all `lines`.
    pub fn of<'a>(lines: impl IntoIterator<Item = &'a Line>) -> Result<Totals, MoneyError> {
        lines
            .into_iter()
            .try_fold(Totals::default(), |totals, line| totals.with(line))
    }

    fn apply(
        &mut self,
        line: &Line,
        step: fn(Amount, Amount) -> Result<Amount, MoneyError>,
        sign: i64,
    ) -> Result<(), MoneyError> {
        let figures = &line.figures;
        let items = sign * line.quantity.thousandths();
        self.items = self.items.checked_add(items).ok_or(MoneyError::Overflow)?;
        self.net = step(self.net, figures.net)?;
        self.gross = step(self.gross, figures.gross)?;
        let discounts = figures.discount.plus(figures.basket_discount)?;
        self.discounts = step(self.discounts, discounts)?;
        for (tax, amount) in line.taxes.iter().zip(&figures.taxes) {
            self.tax = step(self.tax, *amount)?;
            let at = self.taxes.binary_search_by(|total| total.tax.cmp(tax));
            let at = at.unwrap_or_else(|at| {
                let empty = TaxTotal {
                    tax: tax.clone(),
                    net: Amount::ZERO,
                    amount: Amount::ZERO,
                };
                self.taxes.insert(at, empty);
                at
            });
            self.taxes[at].net = step(self.taxes[at].net, figures.net)?;
            self.taxes[at].amount = step(self.taxes[at].amount, *amount)?;
        }
        self.taxes
            .retain(|total| total.net != Amount::ZERO || total.amount != Amount::ZERO);
        Ok(())
    }
}

/// Adds the sums of taxes to `sums`, which stay in the order of their names and rates.
pub(crate) fn add_taxes(sums: &mut Vec<TaxTotal>, more: &[TaxTotal]) -> Result<(), MoneyError> {
    for total in more {
        match sums.binary_search_by(|known| known.tax.cmp(&total.tax)) {
            Ok(at) => {
                let sum = &mut sums[at];
                sum.net = sum.net.plus(total.net)?;
                sum.amount = sum.amount.plus(total.amount)?;
            }
            Err(at) => sums.insert(at, total.clone()),
        }
    }
    Ok(())
}
