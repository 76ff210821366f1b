//! What a shift comes to, folded from its orders. The till folds it for the closing entry, the server folds it again.

use crate::money::{Amount, MoneyError};
use crate::order::Order;
use crate::tender::Tender;
use crate::totals::{TaxTotal, add_taxes};
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
    /// Taken by card, paid out taken off.
    #[serde(default)]
    pub card: Amount,
    /// Taken in vouchers, paid out taken off.
    #[serde(default)]
    pub voucher: Amount,
    /// What cash was rounded by. No turnover: with it, turnover is what the tenders come to.
    #[serde(default, skip_serializing_if = "Amount::is_zero")]
    pub cash_rounding: Amount,
    /// What discounts took off sales. Goods come back at what was paid for them, which takes no discount back.
    #[serde(default, skip_serializing_if = "Amount::is_zero")]
    pub discounts: Amount,
    /// The taxes one by one, refunds taken off.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taxes: Vec<TaxTotal>,
    /// Cash put into the drawer without a sale.
    #[serde(default, skip_serializing_if = "Amount::is_zero")]
    pub paid_in: Amount,
    /// Cash taken out of the drawer without a refund, negative.
    #[serde(default, skip_serializing_if = "Amount::is_zero")]
    pub paid_out: Amount,
    /// How often cash went in or out.
    #[serde(default, skip_serializing_if = "is_none_of_them")]
    pub movements: u32,
    /// How often the drawer was opened for nothing else.
    #[serde(default, skip_serializing_if = "is_none_of_them")]
    pub drawer_opened: u32,
    /// How many baskets were given up.
    #[serde(default, skip_serializing_if = "is_none_of_them")]
    pub voids: u32,
    /// What those came to.
    #[serde(default, skip_serializing_if = "Amount::is_zero")]
    pub voids_gross: Amount,
}

fn is_none_of_them(count: &u32) -> bool {
    *count == 0
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
        for line in way(false) {
            let figures = &line.figures;
            let off = figures.discount.plus(figures.basket_discount)?;
            next.discounts = next.discounts.plus(off)?;
        }
        add_taxes(&mut next.taxes, &order.totals().taxes)?;
        for tender in order.paid().tenders() {
            let sum = match tender {
                Tender::Cash { .. } => &mut next.cash,
                Tender::Card(_) => &mut next.card,
                Tender::Voucher { .. } => &mut next.voucher,
            };
            *sum = sum.plus(tender.amount())?;
        }
        next.cash = next.cash.minus(order.paid().change())?;
        if let Some(rounding) = order.paid().rounding() {
            next.cash_rounding = next.cash_rounding.plus(rounding.difference)?;
        }
        Ok(next)
    }

    /// With cash that went into the drawer, or out of it when `amount` is negative.
    pub fn with_cash(&self, amount: Amount) -> Result<ShiftTotals, MoneyError> {
        let mut next = self.clone();
        let side = if amount < Amount::ZERO {
            &mut next.paid_out
        } else {
            &mut next.paid_in
        };
        *side = side.plus(amount)?;
        next.movements += 1;
        Ok(next)
    }

    /// With a basket that was given up.
    pub fn with_void(&self, gross: Amount) -> Result<ShiftTotals, MoneyError> {
        let mut next = self.clone();
        next.voids += 1;
        next.voids_gross = next.voids_gross.plus(gross)?;
        Ok(next)
    }

    /// What should be in the drawer that began with `float`.
    pub fn expected_cash(&self, float: Amount) -> Result<Amount, MoneyError> {
        Amount::sum([float, self.cash, self.paid_in, self.paid_out])
    }

    /// Sales and refunds together.
    pub fn turnover(&self) -> Result<Amount, MoneyError> {
        self.sales_gross.plus(self.refunds_gross)
    }
}
