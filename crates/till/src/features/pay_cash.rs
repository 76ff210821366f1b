//! Takes the cash and completes the order, in one durable transaction. Asked twice, it answers twice and sells once.

use super::last_sale::{Heading, read};
use crate::error::TillError;
use crate::journal;
use crate::store::orders::{self, Standing};
use crate::store::{basket_lines, baskets, order_lines, shifts};
use crate::till::Till;
use crate::views::SaleDone;
use crate::writing::Writing;
use pos_core::order::OrderDetails;
use pos_core::{Amount, Order, Paid, PaymentError, receipt};
use pos_protocol::Fact;
use pos_protocol::fact::OrderCompleted;

/// What is paid with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayCash {
    /// The id that `begin_payment` gave.
    pub order_id: String,
    /// What was handed over; for a refund the exact sum, negative.
    pub given: Amount,
}

/// Pays the open basket. A second call with the same order id gives the same answer and changes nothing.
pub fn pay_cash(till: &mut Till, request: &PayCash) -> Result<SaleDone, TillError> {
    if let Some(done) = orders::find(till.db()?, &request.order_id)? {
        return read(till.db()?, &done);
    }
    till.grant()?;
    till.write(|writing| {
        let shift = shifts::require(writing.tx)?;
        let open = baskets::require(writing.tx)?;
        if open.order_id.as_ref() != Some(&request.order_id) {
            return Err(TillError::PaymentNotBegun);
        }
        if open.basket.is_empty() {
            return Err(PaymentError::NothingToPay.into());
        }
        let lines = basket_lines::all(writing.tx, &open.id)?;
        let due = open.basket.settle(lines.clone())?.totals.gross;
        let coin = writing.enrolment()?.enrolled.store.smallest_coin;
        let paid = Paid::rounded_cash(due, request.given, coin)?;
        let details = OrderDetails {
            id: request.order_id.clone(),
            external_reference: open.external_reference.clone(),
            note: open.note.clone(),
            authorised_by: open.authorised_by.clone(),
        };
        let order = Order::complete(&open.basket, lines, paid, details)?;
        let done = book(writing, &shift, &open.id, order)?;
        baskets::delete(writing.tx, &open.id)?;
        Ok(done)
    })
}

/// Writes the entry, the order with its lines and receipt number, and the shift's totals.
fn book(
    writing: &mut Writing<'_>,
    shift: &shifts::OpenShift,
    basket: &str,
    order: Order,
) -> Result<SaleDone, TillError> {
    let fact = OrderCompleted {
        shift: shift.view.id.clone(),
        basket: basket.to_owned(),
        order,
    };
    let fact = Fact::OrderCompleted(Box::new(fact));
    let day = &shift.view.business_day;
    let written = journal::append(writing, &fact, Some(day))?;
    let Fact::OrderCompleted(fact) = fact else {
        return Err(TillError::Damaged("an order that is none".to_owned()));
    };
    let order = fact.order;
    let shop = &writing.enrolment()?.enrolled;
    let number = receipt::number(&shop.register_code, &written.branch, written.seq);
    let heading = Heading::of(shop, writing.session.as_deref());
    orders::insert(
        writing.tx,
        &order,
        &Standing {
            n: written.n,
            shift: &shift.view.id,
            business_day: day,
            receipt_number: &number,
            paid_at: &written.wall_time,
            heading: &serde_json::to_string(&heading)?,
        },
    )?;
    order_lines::insert(writing.tx, &order)?;
    shifts::set_totals(writing.tx, &shift.view.id, &shift.totals.with(&order)?)?;
    Ok(heading.done(number, day.clone(), written.wall_time, order))
}
