//! A reduction of a line or of the whole basket.

use crate::decimal;
use crate::money::{Amount, MoneyError};
use crate::ratio::Ratio;
use serde::{Deserialize, Serialize};

/// What is taken off. Never negative, on refunds neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Discount {
    /// So many per cent of what it is taken off.
    Percent {
        /// In ten-thousandths of a per cent, from 0 to 100 %.
        rate_e4: u64,
    },
    /// A sum for the whole line or basket, at most what there is.
    Amount {
        /// In minor units.
        amount: Amount,
    },
}

/// 100 % in ten-thousandths of a per cent.
const ALL_OF_IT: u64 = 1_000_000;

impl Discount {
    /// So many per cent: a decimal from 0 to 100 of at most four places.
    pub fn percent(value: &str) -> Result<Discount, MoneyError> {
        let rate = decimal::parse(value, 4)?;
        let rate_e4 = u64::try_from(rate).map_err(|_| MoneyError::OutOfRange)?;
        Discount::Percent { rate_e4 }.checked()
    }

    /// A sum.
    pub fn amount(amount: Amount) -> Result<Discount, MoneyError> {
        Discount::Amount { amount }.checked()
    }

    /// The same discount, if it is within its range.
    pub fn checked(self) -> Result<Discount, MoneyError> {
        let fits = match self {
            Discount::Percent { rate_e4 } => rate_e4 <= ALL_OF_IT,
            Discount::Amount { amount } => amount >= Amount::ZERO,
        };
        fits.then_some(self).ok_or(MoneyError::OutOfRange)
    }

    /// What it takes off `of`, which is not negative.
    pub fn of(self, of: Amount) -> Result<Amount, MoneyError> {
        match self.checked()? {
            Discount::Percent { rate_e4 } => {
                let rate = Ratio::new(i128::from(rate_e4), i128::from(ALL_OF_IT))?;
                Ratio::of(of).times(&rate).round()
            }
            Discount::Amount { amount } => Ok(amount.min(of)),
        }
    }
}
