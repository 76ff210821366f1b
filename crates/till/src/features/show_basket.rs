//! The open basket with all its lines, for a window that starts.

use super::start_basket::view;
use crate::error::TillError;
use crate::store::baskets;
use crate::till::Till;
use crate::views::BasketView;

/// The id of the open basket, if there is one: one row is read, however many lines it has.
pub fn basket_id(till: &Till) -> Result<Option<String>, TillError> {
    Ok(baskets::open(till.db()?)?.map(|open| open.id))
}

/// The open basket, if there is one.
pub fn basket(till: &Till) -> Result<Option<BasketView>, TillError> {
    let db = till.db()?;
    baskets::open(db)?.map(|open| view(db, open)).transpose()
}
