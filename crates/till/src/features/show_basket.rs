//! The open basket with all its lines, for a window that starts.

use super::start_basket::view;
use crate::error::TillError;
use crate::store::baskets;
use crate::till::Till;
use crate::views::BasketView;

/// The open basket, if there is one.
pub fn basket(till: &Till) -> Result<Option<BasketView>, TillError> {
    let db = till.db()?;
    baskets::open(db)?.map(|open| view(db, open)).transpose()
}
