//! Opens the payment: the order gets its id, which makes paying it twice impossible.

use super::paying::Paying;
use crate::error::TillError;
use crate::store::{baskets, shifts};
use crate::till::Till;
use crate::views::PaymentView;
use pos_core::PaymentError;

/// What the order is to carry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BeginPayment {
    /// The number that another system knows the order by.
    pub external_reference: Option<String>,
    /// A note of the cashier; none leaves the one that the basket has.
    pub note: Option<String>,
}

/// The longest external reference, in characters.
const MAX_REFERENCE: usize = 64;

/// The longest note, in characters.
pub(super) const MAX_NOTE: usize = 500;

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
        if note.is_some() {
            open.note = note;
        }
        baskets::begin_payment(writing.tx, &open)?;
        Paying::read(writing, &order_id)?.view()
    })
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
