//! Takes something off the whole basket, or takes that discount away again.

use super::discount_line::in_words;
use super::start_basket::view;
use crate::error::TillError;
use crate::limits;
use crate::store::{baskets, shifts};
use crate::till::Till;
use crate::views::BasketView;
use pos_core::Discount;

/// Changes the discount of the open basket. Most of what it costs takes a supervisor. Every line's share of it may move, so the whole basket comes back.
pub fn discount_basket(
    till: &mut Till,
    discount: Option<Discount>,
) -> Result<BasketView, TillError> {
    till.grant()?;
    let supervisor = till.supervisor();
    till.write(|writing| {
        shifts::require(writing.tx)?;
        let mut open = baskets::require(writing.tx)?;
        let all = open.basket.totals().gross;
        open.basket.set_discount(discount).map_err(in_words)?;
        if limits::is_most_of(discount, all) {
            open.authorised_by = Some(supervisor?);
        }
        baskets::change(writing.tx, &open)?;
        view(writing.tx, open)
    })
}
