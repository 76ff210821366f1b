//! What a shift comes to, folded from its orders. The till folds it for the closing entry, the server folds it again.

use crate::money::{Amount, MoneyError};
use crate::order::Order;
use crate::payment::Tender;
use serde::{Deserialize, Serialize};

/// The totals of a shift. Refunds are negative amounts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftTotals {
    /// Orders that sold something.
    pub sales: u32,
    /// Orders that took something back.
    pub refunds: u32,
    /// The gross of the sales.
    pub sales_gross: Amount,
    /// The gross of the refunds, negative.
    pub refunds_gross: Amount,
    /// All tax, refunds taken off.
    pub tax: Amount,
    /// Cash taken less change given and cash paid out, without the float.
    pub cash: Amount,
}

impl ShiftTotals {
    /// With one more order.
    pub fn with(&self, order: &Order) -> Result<ShiftTotals, MoneyError> {
        let mut next = self.clone();
        let way = |back: bool| {
            let lines = order.lines().iter();
            lines.filter(move |line| line.quantity.is_negative() == back)
        };
        // An exchange is both.
        if way(false).next().is_some() {
            next.sales += 1;
        }
        if way(true).next().is_some() {
            next.refunds += 1;
        }
        let gross = |back: bool| Amount::sum(way(back).map(|line| line.figures.gross));
        next.sales_gross = next.sales_gross.plus(gross(false)?)?;
        next.refunds_gross = next.refunds_gross.plus(gross(true)?)?;
        next.tax = next.tax.plus(order.totals().tax)?;
        for tender in order.paid().tenders() {
            match tender {
                Tender::Cash { given } => next.cash = next.cash.plus(*given)?,
            }
        }
        next.cash = next.cash.minus(order.paid().change())?;
        Ok(next)
    }

    /// Sales and refunds together.
    pub fn turnover(&self) -> Result<Amount, MoneyError> {
        self.sales_gross.plus(self.refunds_gross)
    }
}
