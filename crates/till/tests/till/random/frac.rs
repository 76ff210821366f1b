//! A fraction of whole numbers: no figure is rounded before its rule says so.

use std::cmp::Ordering;
use std::ops::{Add, Div, Mul, Sub};

/// In lowest terms; what it is divided by is positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frac {
    over: i128,
    under: i128,
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

impl Frac {
    pub fn new(over: i128, under: i128) -> Frac {
        let by = gcd(over.abs(), under.abs()).max(1) * under.signum();
        Frac {
            over: over / by,
            under: under / by,
        }
    }

    pub fn whole(number: i64) -> Frac {
        Frac::new(i128::from(number), 1)
    }

    /// The nearest whole number, half away from zero.
    pub fn round(self) -> i64 {
        let magnitude = (2 * self.over.abs() + self.under) / (2 * self.under);
        i64::try_from(magnitude * self.over.signum()).unwrap()
    }

    /// Cut towards zero.
    pub fn cut(self) -> i64 {
        i64::try_from(self.over / self.under).unwrap()
    }
}

impl Add for Frac {
    type Output = Frac;
    fn add(self, other: Frac) -> Frac {
        let over = self.over * other.under + other.over * self.under;
        Frac::new(over, self.under * other.under)
    }
}

impl Sub for Frac {
    type Output = Frac;
    fn sub(self, other: Frac) -> Frac {
        self + Frac::new(-other.over, other.under)
    }
}

impl Mul for Frac {
    type Output = Frac;
    fn mul(self, other: Frac) -> Frac {
        Frac::new(self.over * other.over, self.under * other.under)
    }
}

impl Div for Frac {
    type Output = Frac;
    fn div(self, other: Frac) -> Frac {
        Frac::new(self.over * other.under, self.under * other.over)
    }
}

impl PartialOrd for Frac {
    fn partial_cmp(&self, other: &Frac) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Frac {
    fn cmp(&self, other: &Frac) -> Ordering {
        (self.over * other.under).cmp(&(other.over * self.under))
    }
}
