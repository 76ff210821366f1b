//! The admins' page at `/admin`: who may see it, what it is told, and what can be decided there. It stands above the
//! modules and the doors and asks them by their contracts.

mod decisions;
mod live;
mod pages;
mod session;
mod snapshot;
mod store;
pub mod watch;

use crate::platform::state::AppState;
use axum::Router;
use axum::routing::{get, post};

/// The routes of pages and API.
pub fn router() -> Router<AppState> {
    Router::new()
        .merge(pages::router())
        .merge(session::router())
        .route("/admin/api/me", get(session::me))
        .route("/admin/api/live", get(live::live))
        .route("/admin/api/parked/{id}/{verb}", post(decisions::parked))
        .route("/admin/api/entries/{hash}/{verb}", post(decisions::entry))
        .layer(axum::middleware::from_fn(pages::headers::secure))
}
