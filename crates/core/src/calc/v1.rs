//! Calculation version 1: line amount, taxes of a line, rounding per line, refunds as mirrors.

use crate::line::LineFigures;
use crate::money::{Amount, MoneyError};
use crate::quantity::Quantity;
use crate::ratio::Ratio;
use crate::tax::Tax;
use crate::unit_price::UnitPrice;

/// Per cent with four decimals: one whole is a million of them.
const WHOLE_RATE: i128 = 1_000_000;

/// The line amount: unit price times quantity, rounded to the minor unit of a currency with `exponent` decimals.
///
/// The price is in ten-thousandths and the quantity in thousandths, so their product is in 10^-7 of the major unit.
pub fn line_amount(
    price: UnitPrice,
    quantity: Quantity,
    exponent: u32,
) -> Result<Amount, MoneyError> {
    let product = i128::from(price.e4())
        .checked_mul(i128::from(quantity.thousandths()))
        .ok_or(MoneyError::Overflow)?;
    let places = 7_u32.checked_sub(exponent).ok_or(MoneyError::OutOfRange)?;
    Ratio::new(product, 10_i128.pow(places))?.round()
}

/// All figures of one line. A negative quantity gives the exact mirror of the positive one.
pub fn line_figures(
    price: UnitPrice,
    quantity: Quantity,
    taxes: &[Tax],
    exponent: u32,
) -> Result<LineFigures, MoneyError> {
    if quantity.is_negative() {
        return line_figures(price, quantity.negated(), taxes, exponent)?.mirrored();
    }
    let amount = line_amount(price, quantity, exponent)?;
    split_taxes(amount, taxes)
}

/// Splits the amount to be taxed into net and taxes, each tax rounded on its own.
fn split_taxes(amount: Amount, taxes: &[Tax]) -> Result<LineFigures, MoneyError> {
    let rate = |tax: &Tax| Ratio::new(i128::from(tax.rate_e4), WHOLE_RATE);
    let mut divisor = Ratio::ONE;
    for tax in taxes.iter().filter(|tax| tax.included) {
        divisor = divisor.plus(rate(tax)?)?;
    }
    let base = Ratio::whole(i128::from(amount.minor())).over(divisor)?;
    let mut net = amount;
    let mut rounded = Vec::with_capacity(taxes.len());
    for tax in taxes {
        let figure = base.times(rate(tax)?)?.round()?;
        if tax.included {
            net = net.minus(figure)?;
        }
        rounded.push(figure);
    }
    let gross = net.plus(Amount::sum(rounded.iter().copied())?)?;
    Ok(LineFigures {
        amount,
        net,
        taxes: rounded,
        gross,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(price: &str, quantity: &str, taxes: &[(&str, bool)], exponent: u32) -> LineFigures {
        let taxes: Vec<_> = taxes
            .iter()
            .map(|(percent, included)| Tax::percent("T", percent, *included).unwrap())
            .collect();
        let price = UnitPrice::parse(price).unwrap();
        let quantity = Quantity::parse(quantity).unwrap();
        line_figures(price, quantity, &taxes, exponent).unwrap()
    }

    /// The examples checked by hand in the definition of money.
    #[test]
    fn hand_checked_examples() {
        let f = figures("52.50", "1", &[("12", true)], 2);
        assert_eq!((f.taxes[0].minor(), f.net.minor()), (563, 4687));
        let f = figures("124.40", "1", &[("8", true)], 2);
        assert_eq!((f.taxes[0].minor(), f.net.minor()), (921, 11519));
        let f = figures("10920", "1", &[("19", true)], 0);
        assert_eq!((f.taxes[0].minor(), f.net.minor()), (1744, 9176));
        let f = figures("2300.00", "1", &[("5.5", true), ("15", false)], 2);
        assert_eq!((f.taxes[0].minor(), f.taxes[1].minor()), (11991, 32701));
        assert_eq!((f.net.minor(), f.gross.minor()), (218_009, 262_701));
    }

    #[test]
    fn half_a_penny_goes_away_from_zero_on_both_sides() {
        assert_eq!(figures("0.005", "1", &[], 2).gross.minor(), 1);
        assert_eq!(figures("0.005", "-1", &[], 2).gross.minor(), -1);
        assert_eq!(figures("0.0049", "1", &[], 2).gross.minor(), 0);
        assert_eq!(figures("14.50", "0.450", &[], 2).gross.minor(), 653);
    }

    #[test]
    fn the_largest_line_is_in_range() {
        let f = figures("9999999.9999", "9999999.999", &[("20", true)], 3);
        assert_eq!(f.net.plus(f.taxes[0]).unwrap(), f.gross);
    }
}
