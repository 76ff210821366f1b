//! The figures that a label carries: weight, price and dates, exact until they are asked for in the shop's units.

use super::error::BarcodeError;
use crate::currency::Currency;
use crate::money::Amount;
use crate::quantity::Quantity;
use crate::ratio::Ratio;

/// A weight as a label has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LabelWeight {
    /// The digits.
    pub digits: u64,
    /// How many of them are decimals.
    pub decimals: u32,
    /// Whether it is in pounds instead of kilograms.
    pub pounds: bool,
}

impl LabelWeight {
    /// So many grams.
    pub fn grams(grams: u64) -> LabelWeight {
        LabelWeight {
            digits: grams,
            decimals: 3,
            pounds: false,
        }
    }

    /// The quantity in `unit` (`kg`, `g` or `lb`), to the nearest thousandth, half up; none of goods that are sold by
    /// anything else. A pound is 0.45359237 kg by its definition.
    pub fn quantity(self, unit: &str) -> Option<Quantity> {
        let pound = || Ratio::new(45_359_237, 100_000_000).ok();
        let kilograms = self.exact(if self.pounds { pound()? } else { Ratio::ONE })?;
        let in_unit = match (unit, self.pounds) {
            ("kg", _) => kilograms,
            ("g", _) => kilograms.times(&Ratio::new(1000, 1).ok()?),
            ("lb", true) => self.exact(Ratio::ONE)?,
            ("lb", false) => kilograms.over(&pound()?).ok()?,
            _ => return None,
        };
        let thousandths = in_unit.times(&Ratio::new(1000, 1).ok()?).round().ok()?;
        Quantity::from_thousandths(thousandths.minor()).ok()
    }

    fn exact(self, of: Ratio) -> Option<Ratio> {
        let scale = 10_i128.checked_pow(self.decimals)?;
        Some(Ratio::new(i128::from(self.digits), scale).ok()?.times(&of))
    }
}

/// A price as a label has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LabelPrice {
    /// The digits.
    pub digits: u64,
    /// How many of them are decimals; where it isn't said, it is in minor units.
    pub decimals: Option<u32>,
    /// The ISO 4217 number of its currency, when the label names one.
    pub currency: Option<u16>,
}

impl LabelPrice {
    /// So many minor units of the shop's currency.
    pub fn minor(digits: u64) -> LabelPrice {
        LabelPrice {
            digits,
            decimals: None,
            currency: None,
        }
    }

    /// The price in minor units of the shop's `currency`.
    pub fn amount(self, currency: Currency) -> Result<Amount, BarcodeError> {
        let foreign = || BarcodeError::ForeignPrice;
        if self
            .currency
            .is_some_and(|named| named != currency.number())
        {
            return Err(foreign());
        }
        let digits = i64::try_from(self.digits).map_err(|_| foreign())?;
        let Some(decimals) = self.decimals else {
            return Ok(Amount::from_minor(digits));
        };
        let exponent = currency.exponent();
        let minor = if decimals <= exponent {
            let scale = 10_i64.checked_pow(exponent - decimals);
            scale.and_then(|scale| digits.checked_mul(scale))
        } else {
            let scale = 10_i64.checked_pow(decimals - exponent);
            scale
                .filter(|scale| digits % scale == 0)
                .map(|scale| digits / scale)
        };
        minor.map(Amount::from_minor).ok_or_else(foreign)
    }
}

/// A day on a label: two digits of the year, since a label has no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LabelDate {
    /// The last two digits of the year.
    pub year: u8,
    /// From 1.
    pub month: u8,
    /// From 1; a label that names only the month means its last day.
    pub day: u8,
}

impl LabelDate {
    /// The date of `YYMMDD`, if there is such a day.
    pub(super) fn read(text: &str) -> Option<LabelDate> {
        let part = |at: usize| text.get(at..at + 2)?.parse::<u8>().ok();
        let (year, month, day) = (part(0)?, part(2)?, part(4)?);
        // Within the years that two digits can mean here, every fourth is a leap year.
        let last = match month {
            2 if year % 4 == 0 => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        let day = if day == 0 { last } else { day };
        (day <= last).then_some(LabelDate { year, month, day })
    }

    /// `YYYY-MM-DD`, in the century that is nearest to `this_year`: at most 49 years back and 50 on.
    pub fn in_full(self, this_year: i32) -> String {
        let century = this_year - this_year.rem_euclid(100);
        let ahead = i32::from(self.year) - this_year.rem_euclid(100);
        let year = match ahead {
            51.. => century - 100,
            ..=-50 => century + 100,
            _ => century,
        } + i32::from(self.year);
        format!("{year:04}-{:02}-{:02}", self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_come_in_the_unit_that_goods_are_sold_by() {
        let label = |digits, decimals, pounds| LabelWeight {
            digits,
            decimals,
            pounds,
        };
        let thousandths =
            |weight: LabelWeight, unit| weight.quantity(unit).map(Quantity::thousandths);
        assert_eq!(thousandths(LabelWeight::grams(450), "kg"), Some(450));
        assert_eq!(thousandths(LabelWeight::grams(450), "g"), Some(450_000));
        assert_eq!(thousandths(label(12_345, 5, false), "kg"), Some(123));
        assert_eq!(thousandths(label(150, 2, true), "lb"), Some(1500));
        assert_eq!(thousandths(label(1, 0, true), "kg"), Some(454));
        assert_eq!(thousandths(label(1, 0, false), "lb"), Some(2205));
        assert_eq!(thousandths(LabelWeight::grams(450), "each"), None);
    }

    #[test]
    fn prices_come_in_minor_units_of_the_shop_or_not_at_all() {
        let label = |digits, decimals, currency| LabelPrice {
            digits,
            decimals,
            currency,
        };
        let minor = |price: LabelPrice, code: &str| {
            price
                .amount(Currency::from_code(code).unwrap())
                .map(Amount::minor)
        };
        assert_eq!(minor(label(653, None, None), "GBP"), Ok(653));
        assert_eq!(minor(label(653, Some(2), None), "GBP"), Ok(653));
        assert_eq!(minor(label(65, Some(1), None), "GBP"), Ok(650));
        assert_eq!(minor(label(65_30, Some(3), None), "GBP"), Ok(653));
        assert_eq!(minor(label(653, Some(0), None), "JPY"), Ok(653));
        assert_eq!(minor(label(1, Some(2), Some(826)), "GBP"), Ok(1));
        assert_eq!(minor(label(65_30_00, Some(5), None), "GBP"), Ok(653));
        assert_eq!(minor(label(65_300, Some(2), None), "JPY"), Ok(653));
        let foreign = Err(BarcodeError::ForeignPrice);
        assert_eq!(minor(label(1, Some(2), Some(978)), "GBP"), foreign);
        assert_eq!(minor(label(6531, Some(3), None), "GBP"), foreign);
        assert_eq!(minor(label(u64::MAX, None, None), "GBP"), foreign);
        assert_eq!(minor(label(i64::MAX as u64, Some(0), None), "GBP"), foreign);
    }

    #[test]
    fn dates_are_days_of_the_nearest_century() {
        let full = |text, year| LabelDate::read(text).map(|date| date.in_full(year));
        assert_eq!(full("261125", 2026).as_deref(), Some("2026-11-25"));
        assert_eq!(full("280200", 2026).as_deref(), Some("2028-02-29"));
        assert_eq!(full("760101", 2026).as_deref(), Some("2076-01-01"));
        assert_eq!(full("770101", 2026).as_deref(), Some("1977-01-01"));
        assert_eq!(full("010101", 2099).as_deref(), Some("2101-01-01"));
        for bad in ["261301", "260001", "260229", "260431", "26112", "26112x"] {
            assert_eq!(full(bad, 2026), None, "{bad}");
        }
    }
}
