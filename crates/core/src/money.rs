//! Money as whole minor units. Arithmetic is checked: an overflow is an error, never a wrong total.

use serde::{Deserialize, Serialize};
use std::fmt;
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

/// An ISO 4217 currency.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// Pound sterling.
    pub const GBP: Currency = Currency(iso_currency::Currency::GBP);

    /// The currency of a three-letter code.
    pub fn from_code(code: &str) -> Result<Self, MoneyError> {
        iso_currency::Currency::from_code(code)
            .map(Currency)
            .ok_or(MoneyError::UnknownCurrency)
    }

    /// The three-letter code.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// The three-digit number, as labels name it: 826 for GBP.
    pub fn number(self) -> u16 {
        self.0.numeric()
    }

    /// How many decimals the minor unit has: 2 for GBP, 0 for JPY, 3 for KWD.
    pub fn exponent(self) -> u32 {
        self.0.exponent().map_or(0, u32::from)
    }
}

impl TryFrom<String> for Currency {
    type Error = MoneyError;
    fn try_from(code: String) -> Result<Self, MoneyError> {
        Currency::from_code(&code)
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> String {
        currency.code().to_owned()
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A sum with its currency, for places that stand alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// The sum in minor units.
    pub amount: Amount,
    /// Its currency.
    pub currency: Currency,
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = crate::decimal::format(
            i128::from(self.amount.minor()),
            self.currency.exponent() as usize,
        );
        write!(f, "{text} {}", self.currency)
    }
}
