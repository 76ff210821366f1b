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

#[cfg(test)]
mod tests {
    use super::*;

    fn spread(total: i64, tenths: &[i128]) -> Result<Vec<i64>, MoneyError> {
        let exact: Vec<_> = tenths
            .iter()
            .map(|tenths| Ratio::new(*tenths, 10).unwrap())
            .collect();
        let parts = by_largest_remainder(Amount::from_minor(total), &exact)?;
        Ok(parts.into_iter().map(Amount::minor).collect())
    }

    #[test]
    fn what_is_left_goes_to_the_largest_remainders_on_either_side_of_nothing() {
        assert_eq!(spread(3, &[12, 18]), Ok(vec![1, 2]));
        assert_eq!(spread(-3, &[-12, -18]), Ok(vec![-1, -2]));
        assert_eq!(spread(-1, &[-2, -8]), Ok(vec![0, -1]));
        assert_eq!(spread(-1, &[-5, -5]), Ok(vec![-1, 0]));
        assert_eq!(spread(1, &[5, 5]), Ok(vec![1, 0]));
    }

    #[test]
    fn no_part_gets_more_than_one_unit() {
        assert_eq!(spread(1, &[6]), Ok(vec![1]));
        assert_eq!(spread(2, &[9, 9]), Ok(vec![1, 1]));
        assert_eq!(spread(2, &[6]), Err(MoneyError::OutOfRange));
        assert_eq!(spread(-2, &[-6]), Err(MoneyError::OutOfRange));
    }
}
