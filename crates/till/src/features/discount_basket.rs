//! Takes something off the whole basket, or takes that discount away again.

use super::discount_line::in_words;
use super::start_basket::view;
use crate::error::TillError;
use crate::store::{baskets, shifts};
use crate::till::Till;
use crate::views::BasketView;
use pos_core::Discount;

/// Changes the discount of the open basket. Every line's share of it may move, so the whole basket comes back.
pub fn discount_basket(
    till: &mut Till,
    discount: Option<Discount>,
) -> Result<BasketView, TillError> {
    till.grant()?;
    till.write(|writing| {
        shifts::require(writing.tx)?;
        let mut open = baskets::require(writing.tx)?;
        open.basket.set_discount(discount).map_err(in_words)?;
        baskets::change(writing.tx, &open)?;
        view(writing.tx, open)
    })
}
