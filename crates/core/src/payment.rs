//! Taking the money: what is due, what was given, what goes back.

use crate::calc::v1;
use crate::money::{Amount, MoneyError};
use crate::tender::Tender;
use serde::{Deserialize, Serialize};
use thiserror::Error;

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
    /// Cash that is paid out in part, and no coins make it.
    #[error(
        "No coins make that sum. Pay out a sum that they make, and the rest by card or voucher."
    )]
    NotInCoins {
        /// The smallest coin, in minor units.
        coin: Amount,
    },
    /// A card or a voucher for more than is due: neither gives change.
    #[error("That is more than is due, and only cash gives change. Take at most what is left.")]
    MoreThanDue {
        /// The most that it can pay, in minor units.
        most: Amount,
    },
    /// Nothing at all, or money that goes the wrong way.
    #[error(
        "That pays nothing: a sale takes money in and a return pays it out. Type the amount again."
    )]
    PaysNothing,
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
            PaymentError::NotInCoins { .. } => "not_in_coins",
            PaymentError::MoreThanDue { .. } => "more_than_due",
            PaymentError::PaysNothing => "pays_nothing",
            PaymentError::NothingToPay => "basket_empty",
            PaymentError::GivenTooLarge => "given_too_large",
            PaymentError::Money(_) => "amount_out_of_range",
        }
    }
}

/// The most cash that may be given above what is due, in minor units.
const MAX_CHANGE: i64 = 10_000_000;

/// Cash that goes to the nearest coin. The difference is a line of its own and no turnover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashRounding {
    /// The smallest coin, in minor units.
    pub to: Amount,
    /// What it adds to the total: positive when the customer pays more.
    pub difference: Amount,
}

/// A total that is to be paid, in a shop whose smallest coin is `coin`; nothing is rounded where that is zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    total: Amount,
    coin: Amount,
}

/// What is still to be paid. Negative when it is to be paid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// By card or voucher: to the penny.
    pub exact: Amount,
    /// In cash: to the nearest coin.
    pub cash: Amount,
    /// What rounding to that coin adds, were all of it paid in cash.
    pub rounding: Amount,
}

/// What a tender came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// There is still something to pay. All tenders so far.
    Open(Vec<Tender>),
    /// It was the last one.
    Paid(Paid),
}

impl Due {
    /// `total` where the smallest coin is `coin`.
    pub fn new(total: Amount, coin: Amount) -> Due {
        Due { total, coin }
    }

    /// The whole of it.
    pub fn total(&self) -> Amount {
        self.total
    }

    /// What is left to pay when `taken` was. Cash rounding is of what the other tenders leave.
    pub fn left(&self, taken: &[Tender]) -> Result<Left, MoneyError> {
        let sum = |cash: bool| {
            let of_kind = taken.iter().filter(|tender| tender.is_cash() == cash);
            Amount::sum(of_kind.map(Tender::amount))
        };
        let open = self.total.minus(sum(false)?)?;
        let cash = sum(true)?;
        let rounding = v1::cash_rounding(open, self.coin)?;
        Ok(Left {
            exact: open.minus(cash)?,
            cash: open.plus(rounding)?.minus(cash)?,
            rounding,
        })
    }

    /// Takes `next` after the tenders that were `taken` before it.
    pub fn take(&self, mut taken: Vec<Tender>, next: Tender) -> Result<Step, PaymentError> {
        let left = self.left(&taken)?;
        if next.is_cash() {
            self.check_cash(left.cash, next.amount())?;
        } else {
            self.check_other(left.exact, next.amount())?;
        }
        taken.push(next);
        let left = self.left(&taken)?;
        let in_cash = taken.iter().any(Tender::is_cash);
        let done = match in_cash {
            false => left.exact.is_zero(),
            true if self.pays_out() => left.cash >= Amount::ZERO,
            true => left.cash <= Amount::ZERO,
        };
        if !done {
            return Ok(Step::Open(taken));
        }
        let change = if in_cash {
            left.cash.negated()?
        } else {
            Amount::ZERO
        };
        let rounding = (in_cash && !left.rounding.is_zero()).then_some(CashRounding {
            to: self.coin,
            difference: left.rounding,
        });
        let paid = PaidData {
            tenders: taken,
            change,
            rounding,
        };
        Ok(Step::Paid(Paid::try_from(paid)?))
    }

    fn pays_out(&self) -> bool {
        self.total < Amount::ZERO
    }

    fn check_cash(&self, left: Amount, given: Amount) -> Result<(), PaymentError> {
        let change = given.minus(left)?;
        if self.pays_out() {
            let fits = given < Amount::ZERO && change >= Amount::ZERO;
            if !fits && !change.is_zero() {
                return Err(PaymentError::RefundMismatch);
            }
            // What no coins make could never be paid out, and no other tender would complete it.
            let coin = self.coin;
            if coin > Amount::ZERO && given.minor() % coin.minor() != 0 {
                return Err(PaymentError::NotInCoins { coin });
            }
            return Ok(());
        }
        if given < Amount::ZERO || given.is_zero() && !left.is_zero() {
            return Err(PaymentError::PaysNothing);
        }
        if change.minor() > MAX_CHANGE {
            return Err(PaymentError::GivenTooLarge);
        }
        Ok(())
    }

    fn check_other(&self, left: Amount, amount: Amount) -> Result<(), PaymentError> {
        let (most, asked) = if self.pays_out() {
            (left.negated()?, amount.negated()?)
        } else {
            (left, amount)
        };
        if asked <= Amount::ZERO {
            return Err(PaymentError::PaysNothing);
        }
        if asked > most {
            let most = most.max(Amount::ZERO);
            return Err(PaymentError::MoreThanDue { most });
        }
        Ok(())
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct PaidData {
    tenders: Vec<Tender>,
    change: Amount,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rounding: Option<CashRounding>,
}

/// A total that has been paid in full: the tenders less the change are the total. Change comes out of cash and out of
/// nothing else, and only cash is rounded: no other payment can be made or read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "PaidData", into = "PaidData")]
pub struct Paid(PaidData);

impl Paid {
    /// Pays `due` in cash with what was `given`.
    pub fn cash(due: Amount, given: Amount) -> Result<Paid, PaymentError> {
        Paid::rounded_cash(due, given, Amount::ZERO)
    }

    /// Pays `due` in cash where the smallest coin is `to`, or nothing is rounded when that is zero.
    pub fn rounded_cash(due: Amount, given: Amount, to: Amount) -> Result<Paid, PaymentError> {
        let due = Due::new(due, to);
        due.take(Vec::new(), Tender::Cash { given })?.paid(due)
    }

    /// What was given.
    pub fn tenders(&self) -> &[Tender] {
        &self.0.tenders
    }

    /// What goes back to the customer.
    pub fn change(&self) -> Amount {
        self.0.change
    }

    /// By what cash was rounded.
    pub fn rounding(&self) -> Option<CashRounding> {
        self.0.rounding
    }

    /// The total that it pays for: what stays, without what cash was rounded by.
    pub fn pays(&self) -> Result<Amount, MoneyError> {
        let rounded = self.rounding().map_or(Amount::ZERO, |by| by.difference);
        self.kept()?.minus(rounded)
    }

    /// What stays: the tenders less the change.
    pub fn kept(&self) -> Result<Amount, MoneyError> {
        Amount::sum(self.tenders().iter().map(Tender::amount))?.minus(self.change())
    }

    /// What was not paid in cash.
    pub fn besides_cash(&self) -> Result<Amount, MoneyError> {
        let others = self.tenders().iter().filter(|tender| !tender.is_cash());
        Amount::sum(others.map(Tender::amount))
    }
}

impl Step {
    /// The payment that it must have completed.
    pub fn paid(self, due: Due) -> Result<Paid, PaymentError> {
        match self {
            Step::Paid(paid) => Ok(paid),
            Step::Open(_) if due.pays_out() => Err(PaymentError::RefundMismatch),
            Step::Open(taken) => {
                let missing = due.left(&taken)?.cash;
                Err(PaymentError::BelowTotal { missing })
            }
        }
    }
}

impl TryFrom<PaidData> for Paid {
    type Error = PaymentError;

    fn try_from(data: PaidData) -> Result<Paid, PaymentError> {
        let in_cash = data.tenders.iter().filter(|tender| tender.is_cash());
        let given = Amount::sum(in_cash.clone().map(Tender::amount))?;
        let no_cash = in_cash.count() == 0;
        if data.tenders.is_empty() || no_cash && data.rounding.is_some() {
            return Err(PaymentError::PaysNothing);
        }
        // A refund gives no change, so this leaves it none either.
        if data.change < Amount::ZERO || data.change > given.max(Amount::ZERO) {
            return Err(PaymentError::RefundMismatch);
        }
        Ok(Paid(data))
    }
}

impl From<Paid> for PaidData {
    fn from(paid: Paid) -> PaidData {
        paid.0
    }
}
