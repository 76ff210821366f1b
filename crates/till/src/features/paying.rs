//! How a payment stands: what is due, what was taken of it, what is left.

use crate::error::TillError;
use crate::store::baskets::{self, OpenBasket};
use crate::store::{basket_lines, shifts, tenders};
use crate::till::Till;
use crate::views::{PaymentView, TakenTender, TriedTender};
use crate::writing::Writing;
use pos_core::payment::Step;
use pos_core::{Amount, Due, Line, PaymentError, Tender};
use rusqlite::Connection;

/// The open basket while it is being paid.
pub(super) struct Paying {
    pub shift: shifts::OpenShift,
    pub open: OpenBasket,
    /// With their final figures.
    pub lines: Vec<Line>,
    pub due: Due,
    taken: Vec<(String, Tender)>,
}

impl Paying {
    /// The payment that was begun as `order_id`.
    pub fn read(writing: &Writing<'_>, order_id: &str) -> Result<Paying, TillError> {
        let shift = shifts::require(writing.tx)?;
        let open = baskets::require(writing.tx)?;
        if open.order_id.as_deref() != Some(order_id) {
            return Err(TillError::PaymentNotBegun);
        }
        let coin = writing.enrolment()?.enrolled.store.smallest_coin;
        Paying::of(writing.tx, shift, open, coin)
    }

    fn of(
        db: &Connection,
        shift: shifts::OpenShift,
        open: OpenBasket,
        coin: Amount,
    ) -> Result<Paying, TillError> {
        if open.basket.is_empty() {
            return Err(PaymentError::NothingToPay.into());
        }
        let settled = open.basket.settle(basket_lines::all(db, &open.id)?)?;
        Ok(Paying {
            due: Due::new(settled.totals.gross, coin),
            taken: tenders::taken(db, &open.id)?,
            lines: settled.lines,
            shift,
            open,
        })
    }

    /// What was taken so far.
    pub fn tenders(&self) -> Vec<Tender> {
        self.taken
            .iter()
            .map(|(_, tender)| tender.clone())
            .collect()
    }

    /// The payment as a window shows it.
    pub fn view(&self) -> Result<PaymentView, TillError> {
        let order_id = self.open.order_id.clone();
        let left = self.due.left(&self.tenders())?;
        let taken = self.taken.iter().cloned();
        Ok(PaymentView {
            order_id: order_id.ok_or(TillError::PaymentNotBegun)?,
            total: self.due.total(),
            due: left.cash,
            due_exactly: left.exact,
            rounding: left.rounding,
            quick_cash: quick_cash(left.cash, self.open.basket.currency().exponent()),
            tenders: taken
                .map(|(id, tender)| TakenTender { id, tender })
                .collect(),
        })
    }
}

/// The payment that was begun and has tenders, if there is one: what a window that starts has to go on with.
pub fn payment(till: &Till) -> Result<Option<PaymentView>, TillError> {
    let db = till.db()?;
    let (Some(open), Some(shift), Some(shop)) =
        (baskets::open(db)?, shifts::open(db)?, till.enrolment())
    else {
        return Ok(None);
    };
    if tenders::taken(db, &open.id)?.is_empty() {
        return Ok(None);
    }
    let paying = Paying::of(db, shift, open, shop.enrolled.store.smallest_coin)?;
    paying.view().map(Some)
}

/// What one more tender, which is not taken, would come to.
pub fn try_tender(till: &Till, order_id: &str, tender: Tender) -> Result<TriedTender, TillError> {
    let db = till.db()?;
    let (open, shift) = (baskets::require(db)?, shifts::require(db)?);
    let shop = till.enrolment().ok_or(TillError::NotEnrolled)?;
    if open.order_id.as_deref() != Some(order_id) {
        return Err(TillError::PaymentNotBegun);
    }
    let paying = Paying::of(db, shift, open, shop.enrolled.store.smallest_coin)?;
    Ok(match paying.due.take(paying.tenders(), tender)? {
        Step::Paid(paid) => TriedTender {
            change: paid.change(),
            missing: Amount::ZERO,
        },
        Step::Open(taken) => TriedTender {
            change: Amount::ZERO,
            missing: paying.due.left(&taken)?.cash,
        },
    })
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
