//! Identity: the shop, its registers and their keys, and the staff that the sign-in provider vouches for.

mod caller;
mod clean;
pub mod contract;
mod device;
mod features;
mod server_key;
mod staff;
mod store;

use crate::platform::state::AppState;
use axum::Router;
use axum::routing::post;

/// The module's routes.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/v1/devices/enrol", post(features::enrol::enrol))
        .route("/v1/devices/nonce", post(features::nonce::nonce))
        .route("/v1/devices/token", post(features::token::token))
        .route("/v1/devices/grant", post(features::grant::grant))
        .route(
            "/v1/identity/enrolment-codes",
            post(features::enrolment_code::issue_over_http),
        )
}
