//! What the routes for other programs have in common: how they are documented, how pages, versions and repeated
//! requests work.
//!
//! Routes are gathered with [`routes!`] alone, so that none can be served that the OpenAPI document doesn't name.

pub mod answer;
pub mod document;
pub mod idempotency;
pub mod page;
pub mod refuse;
pub mod version;

pub use utoipa_axum::routes;

use crate::platform::state::AppState;
use utoipa_axum::router::OpenApiRouter;

/// Routes and what the OpenAPI document says of them.
pub type Routes = OpenApiRouter<AppState>;
