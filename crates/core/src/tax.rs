//! A tax as the catalogue gives it to a product.

use crate::decimal;
use crate::money::MoneyError;
use serde::{Deserialize, Serialize};

/// How a tax is measured.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxKind {
    /// A percentage of the base.
    Percent,
    /// A fixed sum for each unit of the quantity, such as a deposit or a duty.
    Fixed,
}

/// Where the taxes of an order are rounded. The shop's choice; the order keeps it.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxRounding {
    /// Each tax of each line, the usual way.
    #[default]
    Line,
    /// Each tax once for the whole order, spread back over its lines.
    Order,
}

impl TaxRounding {
    /// Whether it is the usual way.
    pub fn is_per_line(&self) -> bool {
        *self == TaxRounding::Line
    }
}

/// One tax of a line. Source of the rules: point 4 of the definition of money that the documentation carries.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Tax {
    /// The name that the receipt prints, such as `VAT`.
    pub name: String,
    /// Percentage of the base, or a sum for each unit.
    pub kind: TaxKind,
    /// In ten-thousandths: of a per cent (20 % is 200,000), or of the major unit for each unit of quantity.
    pub rate_e4: u64,
    /// Whether the price already contains it.
    pub included: bool,
    /// Whether a percentage is taken of the base and all taxes of the line that are named before this one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub on_top_of_previous: bool,
}

/// The highest percentage, 1,000 %, in ten-thousandths of a per cent.
pub const MAX_RATE_E4: u64 = 10_000_000;

/// The highest fixed sum for one unit, 9,999,999.9999, in ten-thousandths of the major unit.
pub const MAX_FIXED_E4: u64 = 99_999_999_999;

impl Tax {
    /// A tax of the decimal `value`, of at most four places: a percentage such as `"17.5"`, or a sum for each unit.
    pub fn new(name: &str, kind: TaxKind, value: &str, included: bool) -> Result<Tax, MoneyError> {
        let rate_e4 =
            u64::try_from(decimal::parse(value, 4)?).map_err(|_| MoneyError::OutOfRange)?;
        let most = match kind {
            TaxKind::Percent => MAX_RATE_E4,
            TaxKind::Fixed => MAX_FIXED_E4,
        };
        if rate_e4 > most {
            return Err(MoneyError::OutOfRange);
        }
        Ok(Tax {
            name: name.to_owned(),
            kind,
            rate_e4,
            included,
            on_top_of_previous: false,
        })
    }

    /// A percentage tax; `percent` is a decimal of at most four places, such as `"17.5"`.
    pub fn percent(name: &str, percent: &str, included: bool) -> Result<Tax, MoneyError> {
        Tax::new(name, TaxKind::Percent, percent, included)
    }

    /// The same tax, taken of the base and of all taxes that are named before it.
    pub fn on_top(self) -> Tax {
        Tax {
            on_top_of_previous: true,
            ..self
        }
    }

    /// The rate as people write it: `20`, `17.5`.
    pub fn rate_text(&self) -> String {
        decimal::format_short(i128::from(self.rate_e4), 4)
    }
}
