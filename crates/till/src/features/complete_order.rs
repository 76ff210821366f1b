//! Makes the paid basket an order: entry, lines, receipt number and the shift's totals, in the caller's transaction.

use super::find_receipt;
use super::last_sale::Heading;
use crate::error::TillError;
use crate::journal;
use crate::store::baskets::{self, OpenBasket};
use crate::store::orders::{self, Standing};
use crate::store::{order_lines, shifts};
use crate::views::SaleDone;
use crate::writing::Writing;
use pos_core::order::OrderDetails;
use pos_core::{Line, Order, Paid, SoldReceipt, receipt};
use pos_protocol::Fact;
use pos_protocol::fact::OrderCompleted;

/// Completes the order of `open` with its `lines`, which was `paid`, and takes the basket away.
pub(super) fn complete(
    writing: &mut Writing<'_>,
    shift: &shifts::OpenShift,
    open: OpenBasket,
    lines: Vec<Line>,
    paid: Paid,
) -> Result<SaleDone, TillError> {
    let details = OrderDetails {
        id: open.order_id.ok_or(TillError::PaymentNotBegun)?,
        external_reference: open.external_reference,
        note: open.note,
        authorised_by: open.authorised_by,
    };
    still_returnable(writing, &lines)?;
    let order = Order::complete(&open.basket, lines, paid, details)?;
    let done = book(writing, shift, &open.id, order)?;
    baskets::delete(writing.tx, &open.id)?;
    Ok(done)
}

/// The same goods may have come back meanwhile, in a basket that was held. Of a receipt that this till has never seen, because
/// the basket came from another register, it knows what came back here.
fn still_returnable(writing: &Writing<'_>, lines: &[Line]) -> Result<(), TillError> {
    let mut receipt: Option<SoldReceipt> = None;
    for line in lines {
        let Some(of) = &line.returned else { continue };
        if receipt.as_ref().is_none_or(|known| known.order != of.order) {
            receipt = find_receipt::read(writing.tx, &of.receipt)?
                .filter(|known| known.order == of.order);
        }
        let mut sold = receipt.iter().flat_map(|known| &known.lines);
        let by_now = match sold.find(|sold| sold.number == of.line) {
            Some(sold) => sold.returned,
            None => order_lines::returned(writing.tx, &of.order, of.line)?,
        };
        if by_now > of.before {
            return Err(TillError::ReturnedMeanwhile(line.number));
        }
    }
    Ok(())
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
