//! Money as whole minor units. Arithmetic is checked: an overflow is an error, never a wrong total.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What can go wrong with sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MoneyError {
    /// The figure is beyond what 64 bits of minor units hold.
    #[error("The amount is too large. Split it into several orders.")]
    Overflow,
    /// Text that is not a decimal number of the allowed places.
    #[error("This is not a number that can be used here. Type digits and at most one point.")]
    Malformed,
    /// A number outside its documented range.
    #[error("The number is out of range. Check what was typed.")]
    OutOfRange,
    /// The currency code is not in ISO 4217.
    #[error("The currency is unknown. Use a three-letter ISO 4217 code.")]
    UnknownCurrency,
}

/// A sum in minor units (pence, cents, yen) of the currency that its basket, order or shift names.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Amount(i64);

impl Amount {
    /// Nothing.
    pub const ZERO: Amount = Amount(0);

    /// A sum of `minor` units.
    pub const fn from_minor(minor: i64) -> Self {
        Amount(minor)
    }

    /// The sum in minor units.
    pub const fn minor(self) -> i64 {
        self.0
    }

    /// Whether it is nothing.
    pub const fn is_zero(&self) -> bool {
        self.0 == 0
    }

    /// Sum, or [`MoneyError::Overflow`].
    pub fn plus(self, other: Amount) -> Result<Amount, MoneyError> {
        self.0
            .checked_add(other.0)
            .map(Amount)
            .ok_or(MoneyError::Overflow)
    }

    /// Difference, or [`MoneyError::Overflow`].
    pub fn minus(self, other: Amount) -> Result<Amount, MoneyError> {
        self.0
            .checked_sub(other.0)
            .map(Amount)
            .ok_or(MoneyError::Overflow)
    }

    /// The mirror image, or [`MoneyError::Overflow`] for the one number that has none.
    pub fn negated(self) -> Result<Amount, MoneyError> {
        self.0.checked_neg().map(Amount).ok_or(MoneyError::Overflow)
    }

    /// Sum of many.
    pub fn sum(amounts: impl IntoIterator<Item = Amount>) -> Result<Amount, MoneyError> {
        amounts.into_iter().try_fold(Amount::ZERO, Amount::plus)
    }
}
