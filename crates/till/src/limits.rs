//! What a cashier may do alone. Beyond it a supervisor types a PIN, and the order names them.

use pos_core::calc::v1;
use pos_core::{Amount, Discount, Line, MoneyError, UnitPrice};

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

/// Whether settled `lines` give away more than a cashier may: one of them by its price and its own discount, or all of them
/// together with what was taken off the basket. What comes back counts for nothing here, and the price on a label is the
/// price of those goods.
pub(crate) fn is_too_much(lines: &[Line], exponent: u32) -> Result<bool, MoneyError> {
    let (mut off, mut most) = (Amount::ZERO, Amount::ZERO);
    let sold = |line: &&Line| line.returned.is_none() && !line.quantity.is_negative();
    for line in lines.iter().filter(sold) {
        let typed = line.price_override.as_ref();
        let typed = typed.filter(|price| price.source.is_typed());
        let price = typed.map_or(line.unit_price, |price| price.catalogue_price);
        let whole = v1::line_amount(price, line.quantity, exponent)?;
        // Half of an odd sum may be rounded up.
        let part = Amount::from_minor(whole.minor() / PART + whole.minor() % PART);
        let figures = &line.figures;
        if whole.minus(figures.amount)?.plus(figures.discount)? > part {
            return Ok(true);
        }
        off = off.plus(whole)?.minus(figures.taxed()?)?;
        most = most.plus(part)?;
    }
    Ok(off > most)
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
