//! Catalog: what the shop sells, and every change of it in versions without gaps.

pub mod contract;
mod draft;
mod features;
mod ledger;
mod publish;
mod store;
mod upkeep;

pub use upkeep::run as upkeep;

use crate::platform::state::AppState;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post, put};

/// The module's routes.
pub fn router() -> Router<AppState> {
    Router::new()
        .route(
            "/v1/catalog/products/{code}",
            get(features::product::product)
                .put(features::put_product::put_product)
                .delete(features::archive_product::archive_product),
        )
        .route(
            "/v1/catalog/products/{code}/price",
            put(features::set_price::set_price),
        )
        .route(
            "/v1/catalog/import",
            post(features::import_over_http::import_over_http)
                .layer(DefaultBodyLimit::max(features::import_over_http::MAX_FILE)),
        )
}
