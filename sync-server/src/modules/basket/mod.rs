//! Basket: held baskets, which one register at a time has, and baskets that were given up, which loss prevention looks at.

mod booking;
pub mod contract;
mod custody;
mod features;
mod store;

use crate::platform::state::AppState;
use axum::Router;
use axum::routing::{get, post};

/// The module's routes.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/v1/baskets", get(features::list::list))
        .route("/v1/baskets/{id}/claim", post(features::claim::claim))
}
