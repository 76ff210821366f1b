//! How many, in thousandths: pieces, kilograms, metres.

use crate::{decimal, money::MoneyError};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A quantity in thousandths, within plus or minus 9,999,999.999. Negative on refunds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Quantity(i64);

/// The largest magnitude, in thousandths.
pub const MAX_THOUSANDTHS: i64 = 9_999_999_999;

impl Quantity {
    /// None at all.
    pub const NOTHING: Quantity = Quantity(0);

    /// One piece.
    pub const ONE: Quantity = Quantity(1000);

    /// A quantity of `thousandths`, or [`MoneyError::OutOfRange`].
    pub fn from_thousandths(thousandths: i64) -> Result<Self, MoneyError> {
        if thousandths.unsigned_abs() > MAX_THOUSANDTHS.unsigned_abs() {
            return Err(MoneyError::OutOfRange);
        }
        Ok(Quantity(thousandths))
    }

    /// `pieces` whole pieces, or [`MoneyError::OutOfRange`].
    pub fn pieces(pieces: i64) -> Result<Self, MoneyError> {
        let thousandths = pieces.checked_mul(1000).ok_or(MoneyError::OutOfRange)?;
        Quantity::from_thousandths(thousandths)
    }

    /// A decimal of at most three places.
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        Quantity::from_thousandths(decimal::parse(text, 3)?)
    }

    /// The quantity in thousandths.
    pub const fn thousandths(self) -> i64 {
        self.0
    }

    /// Nothing at all.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Less than nothing: goods that come back.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The mirror image. The range is symmetric, so there always is one.
    pub const fn negated(self) -> Quantity {
        Quantity(-self.0)
    }

    /// The same without its sign.
    pub const fn magnitude(self) -> Quantity {
        Quantity(self.0.abs())
    }

    /// The sum of two quantities, or [`MoneyError::OutOfRange`].
    pub fn plus(self, other: Quantity) -> Result<Quantity, MoneyError> {
        Quantity::from_thousandths(self.0 + other.0)
    }
}

impl TryFrom<i64> for Quantity {
    type Error = MoneyError;
    fn try_from(thousandths: i64) -> Result<Self, MoneyError> {
        Quantity::from_thousandths(thousandths)
    }
}

impl From<Quantity> for i64 {
    fn from(quantity: Quantity) -> i64 {
        quantity.0
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&decimal::format_short(i128::from(self.0), 3))
    }
}
