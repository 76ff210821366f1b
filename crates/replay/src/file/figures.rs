//! What a line comes to, by arithmetic of its own: the product's is what it is compared with.

/// The VAT that all prices of the file include, in per cent.
pub const VAT_PERCENT: i128 = 20;

/// What lines come to, in pence. Negative for goods that came back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// What was paid.
    pub gross: i128,
    /// The VAT in it.
    pub tax: i128,
}

/// One line: `quantity` pieces at `price_e4` ten-thousandths of a pound, rounded to the penny, and the VAT in that, rounded too.
#[must_use]
pub fn line(quantity: i64, price_e4: i64) -> Figures {
    let gross = half_away(i128::from(quantity) * i128::from(price_e4), 100);
    Figures {
        gross,
        tax: half_away(gross * VAT_PERCENT, 100 + VAT_PERCENT),
    }
}

/// The line total in pence of a quantity in thousandths, as tills and server keep it.
#[must_use]
pub fn line_total(thousandths: i64, price_e4: i64) -> i128 {
    half_away(i128::from(thousandths) * i128::from(price_e4), 100_000)
}

impl Figures {
    /// With another line's added.
    #[must_use]
    pub fn plus(self, other: Figures) -> Figures {
        Figures {
            gross: self.gross + other.gross,
            tax: self.tax + other.tax,
        }
    }
}

fn half_away(number: i128, divisor: i128) -> i128 {
    let rounded = (number.abs() * 2 + divisor) / (divisor * 2);
    rounded * number.signum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_by_hand() {
        // quantity, price, gross and VAT in pence, each worked out on paper.
        let cases = [
            (6, 25_500, 1530, 255), // 15.30, a sixth is 2.55
            (1, 10, 0, 0),          // a tenth of a penny
            (1, 50, 1, 0),          // half a penny goes up; a sixth of a penny is none
            (3, 50, 2, 0),          // 1.5 pence go up; 0.33
            (1, 300, 3, 1),         // VAT of exactly half a penny goes up
            (-1, 300, -3, -1),      // and its mirror down
            (-12, 10_100, -1212, -202),
            (7, 8_500, 595, 99), // 5.95: 0.991666
            (
                9_999_999,
                99_999_999_999,
                9_999_998_999_900_000,
                1_666_666_499_983_333,
            ),
        ];
        for (quantity, price, gross, tax) in cases {
            assert_eq!(
                line(quantity, price),
                Figures { gross, tax },
                "{quantity} at {price}"
            );
            assert_eq!(line_total(quantity * 1000, price), gross);
        }
    }
}
