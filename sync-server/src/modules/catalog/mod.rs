//! Catalog: what the shop sells, and every change of it in versions without gaps.

pub mod contract;
mod draft;
mod features;
mod ledger;
mod publish;
mod store;

use crate::platform::state::AppState;
use axum::Router;
use axum::routing::{get, put};

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
}
