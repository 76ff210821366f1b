//! Steps 3 to 5 over all lines of an order: the basket discount and its shares, and taxes rounded per line or per order.

use super::spread::by_largest_remainder;
use super::{Priced, Terms, taxes};
use crate::discount::Discount;
use crate::line::LineFigures;
use crate::money::{Amount, MoneyError};
use crate::ratio::Ratio;
use crate::tax::TaxRounding;
use std::collections::BTreeMap;

/// The figures of every line, in the order of `lines`.
///
/// Sold and returned goods are computed apart. The basket discount belongs to the sold ones where there are any; an order
/// of returned goods alone is the mirror of the sale.
pub fn order_figures(
    lines: &[Terms<'_>],
    discount: Option<Discount>,
    rounding: TaxRounding,
    exponent: u32,
) -> Result<Vec<LineFigures>, MoneyError> {
    let (returned, sold): (Vec<usize>, Vec<usize>) =
        (0..lines.len()).partition(|at| lines[*at].quantity.is_negative());
    let of_returned = discount.filter(|_| sold.is_empty());
    let mut figures: Vec<Option<LineFigures>> = vec![None; lines.len()];
    let terms: Vec<_> = sold.iter().map(|at| lines[*at]).collect();
    for (at, line) in sold.iter().zip(side(&terms, discount, rounding, exponent)?) {
        figures[*at] = Some(line);
    }
    let terms: Vec<_> = returned.iter().map(|at| lines[*at].mirrored()).collect();
    let mirrors = side(&terms, of_returned, rounding, exponent)?;
    for (at, line) in returned.iter().zip(mirrors) {
        figures[*at] = Some(line.mirrored()?);
    }
    Ok(figures.into_iter().flatten().collect())
}

/// All figures of goods that go the same way, quantities positive.
fn side(
    lines: &[Terms<'_>],
    discount: Option<Discount>,
    rounding: TaxRounding,
    exponent: u32,
) -> Result<Vec<LineFigures>, MoneyError> {
    let lines = lines
        .iter()
        .map(|terms| Priced::of(*terms, exponent))
        .collect::<Result<Vec<_>, _>>()?;
    let shares = shares(&lines, discount)?;
    let exact = lines
        .iter()
        .zip(&shares)
        .map(|(line, share)| taxes::exact(line, *share, exponent))
        .collect::<Result<Vec<_>, _>>()?;
    let rounded = match rounding {
        TaxRounding::Line => each_alone(&exact)?,
        TaxRounding::Order => by_group(&lines, &exact)?,
    };
    lines
        .iter()
        .zip(shares.iter().zip(&rounded))
        .map(|(line, (share, taxes))| line.figures(*share, taxes))
        .collect()
}

/// Step 3: what each line bears of the basket discount.
fn shares(lines: &[Priced<'_>], discount: Option<Discount>) -> Result<Vec<Amount>, MoneyError> {
    let left = lines
        .iter()
        .map(Priced::left)
        .collect::<Result<Vec<_>, _>>()?;
    let sum = Amount::sum(left.iter().copied())?;
    let Some(discount) = discount.filter(|_| sum != Amount::ZERO) else {
        return Ok(vec![Amount::ZERO; lines.len()]);
    };
    let total = discount.of(sum)?;
    let part = Ratio::of(total).over(&Ratio::of(sum))?;
    let exact: Vec<_> = left.iter().map(|l| Ratio::of(*l).times(&part)).collect();
    by_largest_remainder(total, &exact)
}

fn each_alone(exact: &[Vec<Ratio>]) -> Result<Vec<Vec<Amount>>, MoneyError> {
    let line = |taxes: &Vec<Ratio>| taxes.iter().map(Ratio::round).collect();
    exact.iter().map(line).collect()
}

/// Step 5 per order: the taxes of all lines in groups of one name and value, each group's sum rounded once and spread.
fn by_group(lines: &[Priced<'_>], exact: &[Vec<Ratio>]) -> Result<Vec<Vec<Amount>>, MoneyError> {
    let mut groups: BTreeMap<(&str, u64), Vec<(usize, usize)>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        for (place, tax) in line.terms.taxes.iter().enumerate() {
            let group = groups.entry((&tax.name, tax.rate_e4)).or_default();
            group.push((at, place));
        }
    }
    let mut rounded: Vec<Vec<Amount>> = exact
        .iter()
        .map(|taxes| vec![Amount::ZERO; taxes.len()])
        .collect();
    for group in groups.into_values() {
        let figures: Vec<Ratio> = group
            .iter()
            .map(|(at, place)| exact[*at][*place].clone())
            .collect();
        let sum = figures.iter().fold(Ratio::ZERO, |sum, next| sum.plus(next));
        let parts = by_largest_remainder(sum.round()?, &figures)?;
        for ((at, place), part) in group.into_iter().zip(parts) {
            rounded[at][place] = part;
        }
    }
    Ok(rounded)
}
