//! What one unit costs, with four decimals of the major unit in every currency.

use crate::{decimal, money::MoneyError};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A price per unit in ten-thousandths of the major unit, from 0 to 9,999,999.9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitPrice(i64);

/// The largest price, in ten-thousandths.
pub const MAX_TEN_THOUSANDTHS: i64 = 99_999_999_999;

impl UnitPrice {
    /// A price of `e4` ten-thousandths, or [`MoneyError::OutOfRange`].
    pub fn from_e4(e4: i64) -> Result<Self, MoneyError> {
        if !(0..=MAX_TEN_THOUSANDTHS).contains(&e4) {
            return Err(MoneyError::OutOfRange);
        }
        Ok(UnitPrice(e4))
    }

    /// A decimal of at most four places.
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        UnitPrice::from_e4(decimal::parse(text, 4)?)
    }

    /// The price in ten-thousandths of the major unit.
    pub const fn e4(self) -> i64 {
        self.0
    }
}

impl TryFrom<i64> for UnitPrice {
    type Error = MoneyError;
    fn try_from(e4: i64) -> Result<Self, MoneyError> {
        UnitPrice::from_e4(e4)
    }
}

impl From<UnitPrice> for i64 {
    fn from(price: UnitPrice) -> i64 {
        price.0
    }
}

impl fmt::Display for UnitPrice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&decimal::format(i128::from(self.0), 4))
    }
}
