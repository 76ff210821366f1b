//! Ordering: the orders, shifts and books that the tills' facts make.

mod booking;
mod consumers;
pub mod contract;
mod features;
mod store;

use crate::platform::consumer::Consumer;
use crate::platform::state::AppState;
use axum::Router;

/// The module's routes.
pub fn router() -> Router<AppState> {
    features::router()
}

/// The module's consumers.
pub fn consumers() -> &'static [&'static dyn Consumer] {
    &[&consumers::order_completed::OrderBooks]
}
