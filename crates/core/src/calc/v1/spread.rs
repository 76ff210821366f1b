//! Spreading a whole sum over parts that are not whole, by largest remainder.

use crate::money::{Amount, MoneyError};
use crate::ratio::Ratio;

/// Every part is its exact figure cut towards zero; the units that are left of `total` go one each to the largest
/// remainders, the earlier part first on a tie.
pub(super) fn by_largest_remainder(
    total: Amount,
    exact: &[Ratio],
) -> Result<Vec<Amount>, MoneyError> {
    let mut parts = exact
        .iter()
        .map(Ratio::cut)
        .collect::<Result<Vec<_>, _>>()?;
    let left = total.minus(Amount::sum(parts.iter().copied())?)?.minor();
    let remainders: Vec<Ratio> = exact
        .iter()
        .zip(&parts)
        .map(|(exact, part)| exact.minus(&Ratio::of(*part)))
        .collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    // Both sorts are stable, so a tie leaves the earlier part first.
    if left < 0 {
        order.sort_by(|a, b| remainders[*a].cmp(&remainders[*b]));
    } else {
        order.sort_by(|a, b| remainders[*b].cmp(&remainders[*a]));
    }
    let units = usize::try_from(left.unsigned_abs()).map_err(|_| MoneyError::Overflow)?;
    if units > parts.len() {
        return Err(MoneyError::OutOfRange);
    }
    for at in order.into_iter().take(units) {
        parts[at] = parts[at].plus(Amount::from_minor(left.signum()))?;
    }
    Ok(parts)
}
