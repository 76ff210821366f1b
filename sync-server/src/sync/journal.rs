//! The journal door: tills push entries and ask which ones are held.

use crate::modules::identity::contract::Device;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use crate::sync::ingest::ingest;
use crate::sync::{store, unpack};
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, JsonRejection};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use pos_protocol::limits::{MAX_BATCH_BYTES, MAX_HELD_HASHES};
use pos_protocol::sync::{HeldRequest, HeldResponse, PushResponse};

/// The routes of the journal door.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/v1/sync/journal", post(push))
        .route("/v1/sync/held", post(held))
        .layer(DefaultBodyLimit::max(MAX_BATCH_BYTES))
}

/// `POST /v1/sync/journal`: a verdict for each entry, and the heads of the courier's register.
async fn push(
    State(state): State<AppState>,
    device: Device,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<PushResponse>, ApiError> {
    let body = body.map_err(|error| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => unpack::too_large(),
        _ => unpack::malformed(&error),
    })?;
    let request = tokio::task::spawn_blocking(move || unpack::unpack(&body))
        .await
        .map_err(|gone| ApiError::internal(&gone))??;
    let own = state.clone();
    let work = async move { Ok(ingest(&own, device.register, &request.entries).await?) };
    state.writes.run(work).await.map(Json)
}

/// `POST /v1/sync/held`: which of these hashes the server holds.
async fn held(
    State(state): State<AppState>,
    device: Device,
    request: Result<Json<HeldRequest>, JsonRejection>,
) -> Result<Json<HeldResponse>, ApiError> {
    let Json(request) = request.map_err(|error| unpack::malformed(&error))?;
    if request.hashes.len() > MAX_HELD_HASHES {
        return Err(unpack::too_large());
    }
    let held = store::held(&state.db, &request.hashes).await?;
    let heads = store::heads(&state.db, &[device.register]).await?;
    let in_order = request.hashes.into_iter();
    Ok(Json(HeldResponse {
        held: in_order.filter(|hash| held.contains_key(hash)).collect(),
        heads: heads.into_values().collect(),
    }))
}
