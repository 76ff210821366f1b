//! Step 7: a part of a sold line comes back. "Cumulative after minus cumulative before", so that all parts are the line.

use crate::line::{LineFigures, Returned};
use crate::money::{Amount, MoneyError};
use crate::quantity::Quantity;
use crate::ratio::Ratio;
use crate::tax::Tax;

/// The figures, negative, of `now` more units, a positive quantity, that come back of the line with these `taxes` that
/// `returned` names. More than is left of it is [`MoneyError::OutOfRange`].
pub fn returned_part(
    returned: &Returned,
    taxes: &[Tax],
    now: Quantity,
) -> Result<LineFigures, MoneyError> {
    let (sold, of, before) = (&returned.figures, returned.sold, returned.before);
    let after = before.plus(now)?;
    if before.is_negative() || now.is_negative() || now.is_zero() || after > of {
        return Err(MoneyError::OutOfRange);
    }
    let part = |figure: Amount| -> Result<Amount, MoneyError> {
        share(figure, after, of)?.minus(share(figure, before, of)?)
    };
    let amount = part(sold.taxed()?)?;
    let parts = sold
        .taxes
        .iter()
        .map(|tax| part(*tax))
        .collect::<Result<Vec<_>, _>>()?;
    let mut net = amount;
    for (tax, figure) in taxes.iter().zip(&parts) {
        if tax.included {
            net = net.minus(*figure)?;
        }
    }
    let gross = net.plus(Amount::sum(parts.iter().copied())?)?;
    LineFigures {
        amount,
        discount: Amount::ZERO,
        basket_discount: Amount::ZERO,
        net,
        taxes: parts,
        gross,
    }
    .mirrored()
}

/// round(figure x k / q)
fn share(figure: Amount, k: Quantity, q: Quantity) -> Result<Amount, MoneyError> {
    let part = Ratio::new(i128::from(k.thousandths()), i128::from(q.thousandths()))?;
    Ratio::of(figure).times(&part).round()
}
