//! Opens the payment: the order gets its id, which makes paying it twice impossible.

use super::paying::Paying;
use crate::error::TillError;
use crate::limits;
use crate::store::baskets::{self, OpenBasket};
use crate::store::{basket_lines, shifts};
use crate::till::Till;
use crate::views::PaymentView;
use pos_core::PaymentError;
use rusqlite::Connection;

/// What the order is to carry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BeginPayment {
    /// The number that another system knows the order by; none leaves the one that the basket has.
    pub external_reference: Option<String>,
    /// A note of the cashier; none leaves the one that the basket has.
    pub note: Option<String>,
}

/// The longest external reference, in characters.
const MAX_REFERENCE: usize = 64;

/// The longest note, in characters.
pub(super) const MAX_NOTE: usize = 500;

/// Mints and stores the order's id. Asked again with the same basket, it gives the same id.
///
/// However its prices and discounts came about, a basket that gives away more than a cashier may takes a supervisor here.
pub fn begin_payment(till: &mut Till, request: &BeginPayment) -> Result<PaymentView, TillError> {
    till.grant()?;
    let reference = text(&request.external_reference, "reference", MAX_REFERENCE, "")?;
    let note = text(&request.note, "note", MAX_NOTE, "\n\t")?;
    let supervisor = till.supervisor();
    till.write(|writing| {
        shifts::require(writing.tx)?;
        let mut open = baskets::require(writing.tx)?;
        if open.basket.is_empty() {
            return Err(PaymentError::NothingToPay.into());
        }
        if open.authorised_by.is_none() && gives_away_too_much(writing.tx, &open)? {
            open.authorised_by = Some(supervisor?);
        }
        let minted = || writing.env.ids.uuid().to_string();
        let order_id = open.order_id.take().unwrap_or_else(minted);
        open.order_id = Some(order_id.clone());
        if reference.is_some() {
            open.external_reference = reference;
        }
        if note.is_some() {
            open.note = note;
        }
        baskets::begin_payment(writing.tx, &open)?;
        Paying::read(writing, &order_id)?.view()
    })
}

fn gives_away_too_much(db: &Connection, open: &OpenBasket) -> Result<bool, TillError> {
    let lines = open.basket.settle(basket_lines::all(db, &open.id)?)?.lines;
    let exponent = open.basket.currency().exponent();
    Ok(limits::is_too_much(&lines, exponent)?)
}

/// A text without what can't be printed; an empty one is none.
pub(super) fn text(
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
