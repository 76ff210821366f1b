//! What a cashier may do alone. Beyond it a supervisor types a PIN, and the order names them.

use pos_core::{Amount, Discount, Line, UnitPrice};

/// A cashier may take off up to this part of what something costs: a half.
const PART: i64 = 2;

/// The same in ten-thousandths of a per cent.
const HALF_E4: u64 = 500_000;

/// Whether a cashier needs leave to give a line this price: goods go for less than that part of what the catalogue
/// says, or more than it says is paid out for goods that come back.
pub(crate) fn is_beyond(line: &Line, price: UnitPrice) -> bool {
    let catalogue = match &line.price_override {
        Some(earlier) => earlier.catalogue_price,
        None => line.unit_price,
    };
    if line.quantity.is_negative() {
        return price > catalogue;
    }
    price.e4().saturating_mul(PART) < catalogue.e4()
}

/// Whether `discount` takes off more of `all` than a cashier may.
pub(crate) fn is_most_of(discount: Option<Discount>, all: Amount) -> bool {
    match discount {
        None => false,
        Some(Discount::Percent { rate_e4 }) => rate_e4 > HALF_E4,
        Some(Discount::Amount { amount }) => {
            amount.minor().saturating_mul(PART) > all.minor().saturating_abs()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_is_the_cashiers_and_more_is_not() {
        let all = Amount::from_minor(1_000);
        let per_cent = |text| Some(Discount::percent(text).unwrap());
        assert!(!is_most_of(None, all));
        assert!(!is_most_of(per_cent("50"), all));
        assert!(is_most_of(per_cent("50.1"), all));
        let sum = |minor| Discount::amount(Amount::from_minor(minor)).ok();
        assert!(!is_most_of(sum(500), all));
        assert!(is_most_of(sum(501), all));
        assert!(is_most_of(sum(501), all.negated().unwrap()));
    }
}
