//! Exact fractions for the one place that needs them: figures before they are rounded.
//!
//! Nearly all of them fit into 128 bits. The sum of a tax over lines with many different tax sets may not, and is held as a
//! big number then: a figure is exact or it is an error, never a little off.

use crate::money::{Amount, MoneyError};
use num_bigint::{BigInt, Sign};
use num_rational::BigRational;

/// A fraction, exact whatever its size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ratio(Repr);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Repr {
    /// Reduced, with a positive denominator, neither of them `i128::MIN`.
    Small { num: i128, den: i128 },
    /// What does not fit above.
    Big(Box<BigRational>),
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

impl Ratio {
    /// Zero.
    pub const ZERO: Ratio = Ratio(Repr::Small { num: 0, den: 1 });
    /// One.
    pub const ONE: Ratio = Ratio(Repr::Small { num: 1, den: 1 });

    /// `num` / `den`, reduced. A denominator of zero is [`MoneyError::OutOfRange`].
    pub fn new(num: i128, den: i128) -> Result<Ratio, MoneyError> {
        if den == 0 || num == i128::MIN || den == i128::MIN {
            return Err(MoneyError::OutOfRange);
        }
        let common = gcd(num.unsigned_abs(), den.unsigned_abs()) as i128;
        let sign = den.signum();
        Ok(Ratio(Repr::Small {
            num: sign * num / common,
            den: sign * den / common,
        }))
    }

    /// The whole number of minor units that `amount` is.
    pub fn of(amount: Amount) -> Ratio {
        Ratio(Repr::Small {
            num: i128::from(amount.minor()),
            den: 1,
        })
    }

    /// Sum.
    pub fn plus(&self, other: &Ratio) -> Ratio {
        small_sum(self, other).unwrap_or_else(|| Ratio::from_big(self.big() + other.big()))
    }

    /// Difference.
    pub fn minus(&self, other: &Ratio) -> Ratio {
        self.plus(&other.negated())
    }

    /// Product.
    pub fn times(&self, other: &Ratio) -> Ratio {
        small_product(self, other).unwrap_or_else(|| Ratio::from_big(self.big() * other.big()))
    }

    /// Quotient. Division by zero is [`MoneyError::OutOfRange`].
    pub fn over(&self, other: &Ratio) -> Result<Ratio, MoneyError> {
        match &other.0 {
            Repr::Small { num: 0, .. } => Err(MoneyError::OutOfRange),
            Repr::Small { num, den } => Ok(self.times(&Ratio::new(*den, *num)?)),
            Repr::Big(big) => Ok(self.times(&Ratio::from_big(big.recip()))),
        }
    }

    /// The nearest whole number, half away from zero, or [`MoneyError::Overflow`].
    pub fn round(&self) -> Result<Amount, MoneyError> {
        let Repr::Small { num, den } = &self.0 else {
            // `BigRational` rounds half away from zero too.
            return whole(self.big().round().to_integer());
        };
        let (magnitude, den) = (num.unsigned_abs(), den.unsigned_abs());
        // The rest is compared with what is missing to the next whole, so that nothing is doubled and nothing overflows.
        let up = magnitude % den >= den - magnitude % den;
        signed(magnitude / den + u128::from(up), *num < 0)
    }

    /// The whole number that is left when the fraction is cut off, towards zero, or [`MoneyError::Overflow`].
    pub fn cut(&self) -> Result<Amount, MoneyError> {
        match &self.0 {
            Repr::Small { num, den } => signed(num.unsigned_abs() / den.unsigned_abs(), *num < 0),
            Repr::Big(big) => whole(big.to_integer()),
        }
    }

    fn negated(&self) -> Ratio {
        match &self.0 {
            Repr::Small { num, den } => Ratio(Repr::Small {
                num: -num,
                den: *den,
            }),
            Repr::Big(big) => Ratio(Repr::Big(Box::new(-(**big).clone()))),
        }
    }

    fn big(&self) -> BigRational {
        match &self.0 {
            Repr::Small { num, den } => BigRational::new(BigInt::from(*num), BigInt::from(*den)),
            Repr::Big(big) => (**big).clone(),
        }
    }

    /// The fraction in its smallest form, so that equal fractions are equal values.
    fn from_big(big: BigRational) -> Ratio {
        let num = i128::try_from(big.numer()).ok();
        let small = num.zip(i128::try_from(big.denom()).ok());
        small
            .and_then(|(num, den)| Ratio::new(num, den).ok())
            .unwrap_or_else(|| Ratio(Repr::Big(Box::new(big))))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Ratio) -> std::cmp::Ordering {
        match self.minus(other).0 {
            Repr::Small { num, .. } => num.cmp(&0),
            Repr::Big(big) => match big.numer().sign() {
                Sign::Minus => std::cmp::Ordering::Less,
                Sign::NoSign => std::cmp::Ordering::Equal,
                Sign::Plus => std::cmp::Ordering::Greater,
            },
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Ratio) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

fn small_sum(a: &Ratio, b: &Ratio) -> Option<Ratio> {
    let (Repr::Small { num: n, den: d }, Repr::Small { num: m, den: e }) = (&a.0, &b.0) else {
        return None;
    };
    let num = n.checked_mul(*e)?.checked_add(m.checked_mul(*d)?)?;
    Ratio::new(num, d.checked_mul(*e)?).ok()
}

fn small_product(a: &Ratio, b: &Ratio) -> Option<Ratio> {
    let (Repr::Small { num: n, den: d }, Repr::Small { num: m, den: e }) = (&a.0, &b.0) else {
        return None;
    };
    Ratio::new(n.checked_mul(*m)?, d.checked_mul(*e)?).ok()
}

fn whole(value: BigInt) -> Result<Amount, MoneyError> {
    let value = i64::try_from(value).map_err(|_| MoneyError::Overflow)?;
    Ok(Amount::from_minor(value))
}

fn signed(magnitude: u128, negative: bool) -> Result<Amount, MoneyError> {
    let value = i64::try_from(magnitude).map_err(|_| MoneyError::Overflow)?;
    Ok(Amount::from_minor(if negative { -value } else { value }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(num: i128, den: i128) -> Ratio {
        Ratio::new(num, den).unwrap()
    }

    #[test]
    fn rounds_half_away_from_zero_and_cuts_towards_it() {
        let figures = |n, d| {
            let exact = ratio(n, d);
            (exact.round().unwrap().minor(), exact.cut().unwrap().minor())
        };
        assert_eq!(figures(1, 2), (1, 0));
        assert_eq!(figures(-1, 2), (-1, 0));
        assert_eq!(figures(49, 100), (0, 0));
        assert_eq!(figures(-151, 100), (-2, -1));
        assert_eq!(figures(7, -2), (-4, -3));
        assert_eq!(figures(0, 9), (0, 0));
    }

    #[test]
    fn equal_fractions_are_equal_values() {
        assert_eq!(ratio(2, 4), ratio(1, 2));
        assert_eq!(ratio(-6, -9), ratio(2, 3));
        assert_eq!(ratio(3, -6), ratio(-1, 2));
        assert_eq!(ratio(0, 7), Ratio::ZERO);
        assert_eq!(ratio(1, 6).plus(&ratio(1, 3)), ratio(1, 2));
        assert_eq!(ratio(1, 6).times(&ratio(3, 1)), ratio(1, 2));
    }

    #[test]
    fn stays_exact_beyond_128_bits() {
        let (p, q) = (
            ratio(1, 999_999_999_999_999_989),
            ratio(1, 1_000_000_000_000_000_003),
        );
        let r = ratio(5, 999_999_999_999_999_967);
        let sum = p.plus(&q).plus(&r);
        assert!(matches!(sum.0, Repr::Big(_)));
        assert_eq!(sum.minus(&q).minus(&r), p);
        assert_eq!(sum.times(&r).over(&r).unwrap(), sum);
        assert!(sum > p && p > Ratio::ZERO && sum.negated() < Ratio::ZERO);
        let half = Ratio::ONE.over(&ratio(2, 1)).unwrap();
        let near = half.plus(&sum.times(&sum));
        let figure = |exact: &Ratio| (exact.round().unwrap().minor(), exact.cut().unwrap().minor());
        assert_eq!(figure(&near), (1, 0));
        assert_eq!(figure(&near.negated()), (-1, 0));
        assert_eq!(figure(&half.minus(&sum.times(&sum))), (0, 0));
    }

    #[test]
    fn says_no_rather_than_wrong() {
        assert_eq!(Ratio::new(1, 0), Err(MoneyError::OutOfRange));
        assert_eq!(Ratio::ONE.over(&Ratio::ZERO), Err(MoneyError::OutOfRange));
        let huge = ratio(i128::MAX, 1);
        assert_eq!(huge.round(), Err(MoneyError::Overflow));
        assert_eq!(huge.plus(&huge).round(), Err(MoneyError::Overflow));
        assert_eq!(huge.plus(&huge).minus(&huge), huge);
    }
}
