//! One file per use case of ordering.

mod sales;

use crate::platform::state::AppState;
use axum::Router;
use axum::routing::get;

/// The routes of all features.
pub(super) fn router() -> Router<AppState> {
    Router::new().route("/v1/ordering/sales", get(sales::sales))
}
