//! The baskets that this register put aside itself, the newest first.

use crate::error::TillError;
use crate::store::held_baskets::{self, Held};
use crate::till::Till;
use crate::views::HeldView;

/// What is held here. No server is asked.
pub fn held_baskets(till: &Till) -> Result<Vec<HeldView>, TillError> {
    held_baskets::all(till.db()?)?.iter().map(view).collect()
}

/// One of them, as a list shows it.
pub(super) fn view(held: &Held) -> Result<HeldView, TillError> {
    let basket = &held.basket;
    Ok(HeldView {
        id: basket.id.clone(),
        fence: basket.fence,
        here: true,
        name: basket.name.clone(),
        register_name: String::new(),
        held_by: None,
        forked: false,
        kind: basket.basket.kind(),
        lines: basket.basket.totals().lines,
        gross: basket.gross()?,
        held_at: held.held_at.clone(),
    })
}
