//! Exact fractions for the one place that needs them: taxes before they are rounded.

use crate::money::{Amount, MoneyError};

/// A reduced fraction with a positive denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    num: i128,
    den: i128,
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

impl Ratio {
    /// Zero.
    pub const ZERO: Ratio = Ratio { num: 0, den: 1 };
    /// One.
    pub const ONE: Ratio = Ratio { num: 1, den: 1 };

    /// `num` / `den`, reduced. A denominator of zero is [`MoneyError::OutOfRange`].
    pub fn new(num: i128, den: i128) -> Result<Ratio, MoneyError> {
        if den == 0 || num == i128::MIN || den == i128::MIN {
            return Err(MoneyError::OutOfRange);
        }
        let common = gcd(num.unsigned_abs(), den.unsigned_abs()) as i128;
        let sign = den.signum();
        Ok(Ratio {
            num: sign * num / common,
            den: sign * den / common,
        })
    }

    /// A whole number.
    pub fn whole(value: i128) -> Ratio {
        Ratio { num: value, den: 1 }
    }

    /// Sum.
    pub fn plus(self, other: Ratio) -> Result<Ratio, MoneyError> {
        let left = self.num.checked_mul(other.den);
        let right = other.num.checked_mul(self.den);
        let num = left.zip(right).and_then(|(l, r)| l.checked_add(r));
        let den = self.den.checked_mul(other.den);
        let (num, den) = num.zip(den).ok_or(MoneyError::Overflow)?;
        Ratio::new(num, den)
    }

    /// Difference.
    pub fn minus(self, other: Ratio) -> Result<Ratio, MoneyError> {
        self.plus(Ratio {
            num: -other.num,
            den: other.den,
        })
    }

    /// Product.
    pub fn times(self, other: Ratio) -> Result<Ratio, MoneyError> {
        let a = Ratio::new(self.num, other.den)?;
        let b = Ratio::new(other.num, self.den)?;
        let num = a.num.checked_mul(b.num).ok_or(MoneyError::Overflow)?;
        let den = a.den.checked_mul(b.den).ok_or(MoneyError::Overflow)?;
        Ratio::new(num, den)
    }

    /// Quotient. Division by zero is [`MoneyError::OutOfRange`].
    pub fn over(self, other: Ratio) -> Result<Ratio, MoneyError> {
        if other.num == 0 {
            return Err(MoneyError::OutOfRange);
        }
        self.times(Ratio::new(other.den, other.num)?)
    }

    /// The nearest whole number, half away from zero.
    pub fn round(self) -> Result<Amount, MoneyError> {
        let magnitude = self.num.unsigned_abs();
        let den = self.den.unsigned_abs();
        let mut whole = magnitude / den;
        // The rest is compared with what is missing to the next whole, so that nothing is doubled and nothing overflows.
        if magnitude % den >= den - magnitude % den {
            whole += 1;
        }
        let whole = i64::try_from(whole).map_err(|_| MoneyError::Overflow)?;
        Ok(Amount::from_minor(if self.num < 0 {
            -whole
        } else {
            whole
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_half_away_from_zero() {
        let rounded = |n, d| Ratio::new(n, d).unwrap().round().unwrap().minor();
        assert_eq!(rounded(1, 2), 1);
        assert_eq!(rounded(-1, 2), -1);
        assert_eq!(rounded(49, 100), 0);
        assert_eq!(rounded(-151, 100), -2);
        assert_eq!(rounded(7, -2), -4);
        assert_eq!(rounded(0, 9), 0);
    }

    #[test]
    fn says_no_rather_than_wrong() {
        assert_eq!(Ratio::new(1, 0), Err(MoneyError::OutOfRange));
        assert_eq!(
            Ratio::whole(i128::MAX).plus(Ratio::ONE),
            Err(MoneyError::Overflow)
        );
        assert_eq!(Ratio::ONE.over(Ratio::ZERO), Err(MoneyError::OutOfRange));
        assert_eq!(Ratio::whole(i128::MAX).round(), Err(MoneyError::Overflow));
    }
}
