//! Taking the money: what is due, what was given, what goes back.

use crate::calc::v1;
use crate::money::{Amount, MoneyError};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// How something was paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Tender {
    /// Notes and coins. On a refund `given` is negative: it leaves the drawer.
    Cash {
        /// What was handed over, in minor units.
        given: Amount,
    },
}

impl Tender {
    /// What it is worth.
    pub fn amount(&self) -> Amount {
        match self {
            Tender::Cash { given } => *given,
        }
    }
}

/// Why a payment was refused. Nothing was taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PaymentError {
    /// Less than is due.
    #[error("That is less than the total. Take the rest before you close the sale.")]
    BelowTotal {
        /// What is still missing, in minor units.
        missing: Amount,
    },
    /// A refund pays back what the goods come to, no more and no less.
    #[error("A refund pays out exactly what the returned goods come to.")]
    RefundMismatch,
    /// There is nothing in the basket.
    #[error("The basket is empty. Scan something first.")]
    NothingToPay,
    /// More than a drawer could hold; most likely a barcode in the amount field.
    #[error("That is far more than the total. Check the amount that was typed.")]
    GivenTooLarge,
    /// A sum that doesn't fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

impl PaymentError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            PaymentError::BelowTotal { .. } => "payment_below_total",
            PaymentError::RefundMismatch => "refund_mismatch",
            PaymentError::NothingToPay => "basket_empty",
            PaymentError::GivenTooLarge => "given_too_large",
            PaymentError::Money(_) => "amount_out_of_range",
        }
    }
}

/// The most cash that may be given above what is due, in minor units.
const MAX_CHANGE: i64 = 10_000_000;

/// A total that has been paid in full: the tenders less the change are the total. It can't be made any other way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paid {
    tenders: Vec<Tender>,
    change: Amount,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rounding: Option<CashRounding>,
}

/// Cash that goes to the nearest coin. The difference is a line of its own and no turnover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashRounding {
    /// The smallest coin, in minor units.
    pub to: Amount,
    /// What it adds to the total: positive when the customer pays more.
    pub difference: Amount,
}

impl CashRounding {
    /// What `due` in cash is rounded by where the smallest coin is `to`; none where there is nothing to round.
    pub fn of(due: Amount, to: Amount) -> Result<Option<CashRounding>, MoneyError> {
        let difference = v1::cash_rounding(due, to)?;
        Ok((!difference.is_zero()).then_some(CashRounding { to, difference }))
    }
}

impl Paid {
    /// Pays `due` in cash with what was `given`.
    pub fn cash(due: Amount, given: Amount) -> Result<Paid, PaymentError> {
        Paid::rounded_cash(due, given, Amount::ZERO)
    }

    /// Pays `due` in cash where the smallest coin is `to`, or nothing is rounded when that is zero.
    pub fn rounded_cash(due: Amount, given: Amount, to: Amount) -> Result<Paid, PaymentError> {
        let rounding = CashRounding::of(due, to)?;
        let due = match rounding {
            Some(rounding) => due.plus(rounding.difference)?,
            None => due,
        };
        let change = given.minus(due)?;
        if due < Amount::ZERO && change != Amount::ZERO {
            return Err(PaymentError::RefundMismatch);
        }
        if change < Amount::ZERO {
            let missing = change.negated()?;
            return Err(PaymentError::BelowTotal { missing });
        }
        if change.minor() > MAX_CHANGE {
            return Err(PaymentError::GivenTooLarge);
        }
        Ok(Paid {
            tenders: vec![Tender::Cash { given }],
            change,
            rounding,
        })
    }

    /// What was given.
    pub fn tenders(&self) -> &[Tender] {
        &self.tenders
    }

    /// What goes back to the customer.
    pub fn change(&self) -> Amount {
        self.change
    }

    /// By what cash was rounded.
    pub fn rounding(&self) -> Option<CashRounding> {
        self.rounding
    }

    /// The total that it pays for: what stays, without what cash was rounded by.
    pub fn pays(&self) -> Result<Amount, MoneyError> {
        let rounded = self.rounding.map_or(Amount::ZERO, |by| by.difference);
        self.kept()?.minus(rounded)
    }

    /// What stays: the tenders less the change.
    pub fn kept(&self) -> Result<Amount, MoneyError> {
        Amount::sum(self.tenders.iter().map(Tender::amount))?.minus(self.change)
    }
}
