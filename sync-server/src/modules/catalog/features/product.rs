//! One product, looked up by its code: asked for often, so it comes from the cache.

use super::sold;
use crate::modules::catalog::store;
use crate::modules::catalog::view::ProductView;
use crate::modules::identity::contract::Caller;
use crate::platform::api::refuse;
use crate::platform::api::version::{Conditions, Version};
use crate::platform::json::Segment;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, ETAG};
use axum::response::{IntoResponse, Response};
use pos_protocol::hash::Hash;

/// One product, for registers and staff.
///
/// The key is made of the catalogue's running hash, so what the cache holds is never another version's.
#[utoipa::path(get, path = "/v1/catalog/products/{code}", tag = "catalog", params(("code" = String, Path)),
    responses((status = 200, body = ProductView, headers(("ETag" = String))), (status = 304), refuse::Caller,
        refuse::Missing))]
pub async fn product(
    State(state): State<AppState>,
    _caller: Caller,
    known: Conditions,
    Segment(code): Segment<String>,
) -> Result<Response, ApiError> {
    let head = store::head(&mut *state.db.acquire().await?).await?;
    let key = format!("product:{}:{}", head.hash, Hash::of(code.as_bytes()));
    let body = state.cache.small(&key, load(&state, &code)).await?;
    let version = Version::of(&body);
    let etag = [(ETAG, version.header())];
    if known.has(&version) {
        return Ok((StatusCode::NOT_MODIFIED, etag).into_response());
    }
    Ok((etag, [(CONTENT_TYPE, "application/json")], body).into_response())
}

async fn load(state: &AppState, code: &str) -> Result<Bytes, ApiError> {
    let mut db = state.db.acquire().await?;
    let product = sold(&mut db, code, state.clock.now()).await?;
    serde_json::to_vec(&product)
        .map(Bytes::from)
        .map_err(|cause| ApiError::internal(&cause))
}
