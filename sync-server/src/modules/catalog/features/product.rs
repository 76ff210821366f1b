//! One product, looked up by its code: asked for often, so it comes from the cache.

use super::not_sold;
use crate::modules::catalog::store;
use crate::modules::identity::contract::Caller;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use pos_protocol::hash::Hash;

/// `GET /v1/catalog/products/{code}`, for registers and staff.
///
/// The key is made of the catalogue's running hash, so what the cache holds is never another version's.
pub async fn product(
    State(state): State<AppState>,
    _caller: Caller,
    Path(code): Path<String>,
) -> Result<Response, ApiError> {
    let head = store::head(&mut *state.db.acquire().await?).await?;
    let key = format!("product:{}:{}", head.hash, Hash::of(code.as_bytes()));
    let body = state.cache.small(&key, load(&state, &code)).await?;
    Ok(([(CONTENT_TYPE, "application/json")], body).into_response())
}

async fn load(state: &AppState, code: &str) -> Result<Bytes, ApiError> {
    let mut db = state.db.acquire().await?;
    let sold = store::current(&mut db, &[code.to_owned()])
        .await?
        .remove(code)
        .filter(|current| !current.archived)
        .ok_or_else(|| not_sold(code))?;
    serde_json::to_vec(&sold.product)
        .map(Bytes::from)
        .map_err(|cause| ApiError::internal(&cause))
}
