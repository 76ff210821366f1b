//! Opens the payment: the order gets its id, which makes paying it twice impossible.

use super::add_line::totals;
use crate::error::TillError;
use crate::store::{baskets, shifts};
use crate::till::Till;
use crate::views::PaymentView;
use pos_core::payment::CashRounding;
use pos_core::{Amount, PaymentError};

/// What the order is to carry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BeginPayment {
    /// The number that another system knows the order by.
    pub external_reference: Option<String>,
    /// A note of the cashier.
    pub note: Option<String>,
}

/// The longest external reference, in characters.
const MAX_REFERENCE: usize = 64;

/// The longest note, in characters.
const MAX_NOTE: usize = 500;

/// Mints and stores the order's id. Asked again with the same basket, it gives the same id.
pub fn begin_payment(till: &mut Till, request: &BeginPayment) -> Result<PaymentView, TillError> {
    till.grant()?;
    let reference = text(&request.external_reference, "reference", MAX_REFERENCE, "")?;
    let note = text(&request.note, "note", MAX_NOTE, "\n\t")?;
    till.write(|writing| {
        shifts::require(writing.tx)?;
        let mut open = baskets::require(writing.tx)?;
        if open.basket.is_empty() {
            return Err(PaymentError::NothingToPay.into());
        }
        let minted = || writing.env.ids.uuid().to_string();
        let order_id = open.order_id.take().unwrap_or_else(minted);
        open.order_id = Some(order_id.clone());
        open.external_reference = reference;
        open.note = note;
        baskets::begin_payment(writing.tx, &open)?;
        let total = totals(writing.tx, &open)?.gross;
        let coin = writing.enrolment()?.enrolled.store.smallest_coin;
        let rounding = CashRounding::of(total, coin)?.map_or(Amount::ZERO, |by| by.difference);
        let due = total.plus(rounding)?;
        Ok(PaymentView {
            order_id,
            due,
            rounding,
            quick_cash: quick_cash(due, open.basket.currency().exponent()),
        })
    })
}

/// A text without what can't be printed; an empty one is none.
fn text(
    text: &Option<String>,
    field: &'static str,
    max: usize,
    allowed: &str,
) -> Result<Option<String>, TillError> {
    let Some(text) = text
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty())
    else {
        return Ok(None);
    };
    let unprintable = |c: char| c.is_control() && !allowed.contains(c);
    if text.chars().count() > max || text.chars().any(unprintable) {
        return Err(TillError::BadText(field));
    }
    Ok(Some(text.to_owned()))
}

/// The exact sum, and what comes next when it is paid in whole notes: units, fives, tens, twenties, fifties.
fn quick_cash(due: Amount, exponent: u32) -> Vec<Amount> {
    let mut sums = vec![due];
    if due <= Amount::ZERO {
        return sums;
    }
    // Where there are no decimals, the small notes are in hundreds and thousands.
    let whole = if exponent == 0 {
        100
    } else {
        10_i64.pow(exponent)
    };
    for note in [1, 5, 10, 20, 50] {
        let note = whole * note;
        let sum = due
            .minor()
            .checked_add(note - 1)
            .map(|sum| sum / note * note);
        sums.extend(sum.map(Amount::from_minor));
    }
    sums.sort_unstable();
    sums.dedup();
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quick_cash_is_the_sum_and_the_next_notes() {
        let sums = |due, exponent| -> Vec<i64> {
            let sums = quick_cash(Amount::from_minor(due), exponent);
            sums.into_iter().map(Amount::minor).collect()
        };
        assert_eq!(sums(1234, 2), [1234, 1300, 1500, 2000, 5000]);
        assert_eq!(sums(2000, 2), [2000, 5000]);
        assert_eq!(sums(-500, 2), [-500]);
        assert_eq!(sums(10_920, 0), [10_920, 11_000, 12_000, 15_000]);
    }
}
