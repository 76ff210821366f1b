//! Step 4: what each tax of a line comes to, exactly.

use super::Priced;
use crate::money::{Amount, MoneyError};
use crate::quantity::Quantity;
use crate::ratio::Ratio;
use crate::tax::{Tax, TaxKind};

/// Per cent with four decimals: one whole is a million of them.
const WHOLE_RATE: i128 = 1_000_000;

/// `e4` ten-thousandths of the major unit for each unit of `quantity`, in minor units.
pub(super) fn per_unit(e4: i128, quantity: Quantity, exponent: u32) -> Result<Ratio, MoneyError> {
    let product = e4
        .checked_mul(i128::from(quantity.thousandths()))
        .ok_or(MoneyError::Overflow)?;
    let places = 7_u32.checked_sub(exponent).ok_or(MoneyError::OutOfRange)?;
    Ratio::new(product, 10_i128.pow(places))
}

/// A tax as a function of the base that nobody knows yet: so much of it, and so much besides.
struct OfBase {
    part: Ratio,
    besides: Ratio,
}

/// The exact taxes of a line whose basket discount is `share`.
pub(super) fn exact(
    line: &Priced<'_>,
    share: Amount,
    exponent: u32,
) -> Result<Vec<Ratio>, MoneyError> {
    let taxed = line.left()?.minus(share)?;
    let mut all: Vec<OfBase> = Vec::with_capacity(line.terms.taxes.len());
    for tax in line.terms.taxes {
        let next = of_base(tax, &all, line.terms.quantity, exponent)?;
        all.push(next);
    }
    // The base, with all included taxes, is the amount: taxed = base + sum(part x base + besides).
    let (mut divisor, mut rest) = (Ratio::ONE, Ratio::of(taxed));
    for (tax, figure) in line.terms.taxes.iter().zip(&all) {
        if tax.included {
            divisor = divisor.plus(&figure.part);
            rest = rest.minus(&figure.besides);
        }
    }
    let base = rest.over(&divisor)?;
    Ok(all
        .into_iter()
        .map(|figure| base.times(&figure.part).plus(&figure.besides))
        .collect())
}

/// Step 5, the usual way: each tax of the line rounded.
pub(super) fn rounded(
    line: &Priced<'_>,
    share: Amount,
    exponent: u32,
) -> Result<Vec<Amount>, MoneyError> {
    exact(line, share, exponent)?
        .iter()
        .map(Ratio::round)
        .collect()
}

fn of_base(
    tax: &Tax,
    before: &[OfBase],
    quantity: Quantity,
    exponent: u32,
) -> Result<OfBase, MoneyError> {
    let value = i128::from(tax.rate_e4);
    if tax.kind == TaxKind::Fixed {
        return Ok(OfBase {
            part: Ratio::ZERO,
            besides: per_unit(value, quantity, exponent)?,
        });
    }
    let rate = Ratio::new(value, WHOLE_RATE)?;
    let (mut part, mut besides) = (Ratio::ONE, Ratio::ZERO);
    if tax.on_top_of_previous {
        for earlier in before {
            part = part.plus(&earlier.part);
            besides = besides.plus(&earlier.besides);
        }
    }
    Ok(OfBase {
        part: part.times(&rate),
        besides: besides.times(&rate),
    })
}
