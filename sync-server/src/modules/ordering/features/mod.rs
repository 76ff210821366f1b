//! One file per use case of ordering.

mod list_orders;
mod move_stock;
pub(super) mod order;
mod sales;
mod stock;

use crate::platform::api::{Routes, routes};

/// The routes of all features.
pub(super) fn router() -> Routes {
    Routes::default()
        .routes(routes!(sales::sales))
        .routes(routes!(list_orders::list_orders))
        .routes(routes!(order::order))
        .routes(routes!(stock::list_stock))
        .routes(routes!(stock::list_stock_movements, move_stock::move_stock))
}
