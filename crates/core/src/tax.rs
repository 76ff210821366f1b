//! A tax as the catalogue gives it to a product.

use crate::decimal;
use crate::money::MoneyError;
use serde::{Deserialize, Serialize};

/// How a tax is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxKind {
    /// A percentage of the base.
    Percent,
}

/// One tax of a line. Source of the rules: point 4 of the definition of money that the documentation carries.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Tax {
    /// The name that the receipt prints, such as `VAT`.
    pub name: String,
    /// Percentage of the base.
    pub kind: TaxKind,
    /// The rate in ten-thousandths of a per cent: 20 % is 200,000.
    pub rate_e4: u32,
    /// Whether the price already contains it.
    pub included: bool,
}

/// The highest rate, 1,000 %, in ten-thousandths of a per cent.
pub const MAX_RATE_E4: u32 = 10_000_000;

impl Tax {
    /// A percentage tax; `percent` is a decimal of at most four places, such as `"17.5"`.
    pub fn percent(name: &str, percent: &str, included: bool) -> Result<Tax, MoneyError> {
        let rate = decimal::parse(percent, 4)?;
        let rate_e4 = u32::try_from(rate).map_err(|_| MoneyError::OutOfRange)?;
        if rate_e4 > MAX_RATE_E4 {
            return Err(MoneyError::OutOfRange);
        }
        Ok(Tax {
            name: name.to_owned(),
            kind: TaxKind::Percent,
            rate_e4,
            included,
        })
    }

    /// The rate as people write it: `20`, `17.5`.
    pub fn rate_text(&self) -> String {
        decimal::format_short(i128::from(self.rate_e4), 4)
    }
}
