//! Catalog: what the shop sells, and every change of it in versions without gaps.

mod announce;
mod change;
pub mod contract;
mod draft;
mod features;
mod known;
mod ledger;
mod plan;
mod publish;
mod store;
mod tax_class;
mod upkeep;
mod view;
mod wish;
mod writing;

pub use upkeep::run as upkeep;

use crate::platform::api::{Routes, routes};
use axum::extract::DefaultBodyLimit;

/// The module's routes.
pub fn router() -> Routes {
    let import = Routes::default()
        .routes(routes!(features::import_over_http::import_over_http))
        .layer(DefaultBodyLimit::max(features::import_over_http::MAX_FILE));
    Routes::default()
        .merge(import)
        .routes(routes!(features::list_products::list_products))
        .routes(routes!(features::create_product::create_product))
        .routes(routes!(features::product::product))
        .routes(routes!(features::put_product::put_product))
        .routes(routes!(features::patch_product::patch_product))
        .routes(routes!(features::archive_product::archive_product))
        .routes(routes!(features::set_price::set_price))
        .routes(routes!(features::prices::prices))
        .routes(routes!(features::categories::categories))
        .routes(routes!(features::tax_classes::tax_classes))
        .routes(routes!(features::tax_class::tax_class))
        .routes(routes!(features::put_tax_class::put_tax_class))
        .routes(routes!(features::delete_tax_class::delete_tax_class))
}
