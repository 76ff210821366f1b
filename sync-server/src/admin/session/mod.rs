//! Sign-in at the provider, the session that follows, and its end.

mod cookie;
mod guard;
mod place;
mod provider;
mod sign_in;
mod sign_out;

pub(super) use guard::{Admin, visitor};

use crate::platform::state::AppState;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Serialize;

/// The routes of signing in and out.
pub(super) fn router() -> Router<AppState> {
    Router::new()
        .route("/admin/sign-in", get(sign_in::begin))
        .route("/admin/callback", get(sign_in::callback))
        .route("/admin/sign-out", post(sign_out::sign_out))
        .route("/admin/signed-out", get(sign_out::signed_out))
}

#[derive(Serialize)]
pub(super) struct Me {
    name: String,
    roles: Vec<String>,
}

/// `GET /admin/api/me`: whose session it is.
pub(super) async fn me(admin: Admin) -> Json<Me> {
    Json(Me {
        name: admin.0.name,
        roles: admin.0.roles,
    })
}
