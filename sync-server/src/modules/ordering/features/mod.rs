//! One file per use case of ordering.

mod list_orders;
pub(super) mod order;
mod receipt;
mod sales;

use crate::platform::api::{Routes, routes};

/// The routes of all features.
pub(super) fn router() -> Routes {
    Routes::default()
        .routes(routes!(sales::sales))
        .routes(routes!(list_orders::list_orders))
        .routes(routes!(order::order))
        .routes(routes!(receipt::receipt))
}
